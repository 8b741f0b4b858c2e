"""Two years' rubrics side by side: each kind of difference in words, and the demo's against what its YAML says."""

from collections import Counter
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.configuration import load_configuration
from readiness.county import County
from readiness.rubric import Rubric
from readiness.rubric_change import COLUMNS, category_points, changes
from readiness.words import CHANGES, CODED
from tests.small import CAPS, Small, fires, item, level, rubric_data

CONFIG = Path(__file__).resolve().parents[1] / "config"
LINE = {"type": "linear", "zero_at": 20, "full_at": 60}
UNITS, LATE = "单位红灯指标的分值超过 5% 亮黄灯，超过 15% 亮红灯", "到了完成时限没有得满分亮红灯"
OUR_LIGHTS = ("落后序时 5 个百分点及以上亮黄灯；落后序时超过 15 个百分点亮红灯；"
               f"预计失分超过满分的 5% 亮黄灯；已无法挽回的分超过满分的 15% 亮红灯；{LATE}；{UNITS}；"
              "红灯连续满 1 个月提醒，满 2 个月督办单，满 3 个月通报，满 4 个月约谈")


def said(old: dict, new: dict, targets: dict | None = None, **settings) -> list[tuple]:
    """The rows between a rubric of 2025 and one of 2026; `settings` are the new one's.  `targets`: by year."""
    one, other = (Rubric.model_validate(rubric_data(items, year=year, **{"full_points": 100, **more}))
                  for year, items, more in ((2025, old, {}), (2026, new, settings)))
    county = County(Small({"A": item()}, ("T01", "T02", "T03")).county.units, targets or {})
    return [tuple(row) for row in changes(one, other, county).itertuples(index=False)]


def only(before: dict, after: dict, **more) -> tuple[str, str, str]:
    """what, before, after of the one difference between two settings of an indicator."""
    ((key, name, *told),) = said({"A1": item(**before)}, {"A1": item(**after)}, **more)
    assert (key, name) == ("A1", "事项")
    return tuple(told)


def test_two_years_alike_differ_in_nothing():
    table = changes(*(Rubric.model_validate(rubric_data({"A1": item()}, year=year)) for year in (2025, 2026)), Small({"A": item()}).county)
    assert (list(table.columns), len(table)) == (COLUMNS, 0)


def test_what_comes_and_what_goes_is_told_with_its_points_and_its_rule():
    rows = said({"A1": item(), "A2": fires(2, 0.5, name="旧项")}, {"A1": item(), "A3": level(3, name="新项", rule=LINE)})
    line = "起点线性：20 及以下不得分，60 得满分，中间按比例得分"
    assert rows == [("A3", "新项", "added", "", f"3 分（板块A）；{line}"),
                    ("A2", "旧项", "dropped", "2 分（板块A）；逐次扣分：每次扣 0.5 分，扣完为止", "")]


@pytest.mark.parametrize(("before", "after", "told"), [
    ({"points": 5}, {"points": 4.5}, ("points", "5 分", "4.5 分")),
    ({"target": 10}, {"target": 12}, ("target", "10 个", "12 个")),
    ({"target": 0.121}, {"target": 0.124}, ("target", "0.121 个", "0.124 个")),
    ({"accumulate": "latest"}, {"accumulate": "max"}, ("accumulate", "取最近一次报送", "取各月最大值")),
    ({"county": "sum"}, {"county": "reported"}, ("county", "各乡镇相加", "县里直接报送")),
    ({}, {"townships": ["T01", "T03"]}, ("townships", "全部乡镇", "T01镇、T03镇")),
    ({}, {"townships": "none"}, ("townships", "全部乡镇", "不考核乡镇")),
    ({"deadline": "2025-10-31"}, {"deadline": "2026-09-30"}, ("deadline", "10月31日", "9月30日")),
    ({}, {"deadline": "2027-03-31"}, ("deadline", "12月31日", "次年3月31日")),
    ({}, {"deadline": "采暖季前"}, ("deadline", "12月31日", "采暖季前")),
    ({}, {"round": {"decimals": 1}}, ("round", "不设", "1 位小数，四舍五入")),
    ({}, {"possible": [0, 50]}, ("possible", "0 起", "0 至 50")),
    ({}, {"not_applicable": "constant", "constant_share": 0.8}, ("not_applicable", "同全部指标", "不涉及的指标按固定比例给分（80%）")),
    ({}, {"unreported": "as_reported"}, ("unreported", "同全部指标", "到期未报的指标，按已报的数据计")),
    ({}, {"no_cases": "full"}, ("no_cases", "没有发生需要办理的事项算不涉及", "没有发生需要办理的事项得满分")),
    ({"parts": {"甲": {"weight": 1}}}, {"parts": {"甲": {"weight": 2, "required": False}}},
     ("parts", "甲（权重 1）", "甲（权重 2，可以不报）")),
    ({"rule": {"type": "proportional"}}, {"rule": {"type": "proportional", "floor_ratio": 0.6}},
     ("rule", "按完成比例：按完成目标的比例得分，完成目标得满分", "按完成比例：按完成目标的比例得分，完成目标得满分，完成不到 60% 不得分")),
], ids=lambda told: told[0] if isinstance(told, tuple) else "")
def test_a_setting_that_changes_is_told_in_words(before, after, told):
    assert only(before, after) == told


@pytest.mark.parametrize("same", [
    ({"baseline": 3}, {"baseline": 4}), ({"evidence": ["照片"]}, {"evidence": ["注销证明"]}), ({"advice": "早办"}, {"advice": "快办"}),
    ({"deadline": "2025-10-31"}, {"deadline": "2026-10-31"}), ({"deadline": ""}, {"deadline": "2026-12-31"}),
    ({"examples": []}, {"examples": [{"value": 5, "points": 5}]}), ({"basis_clause": "第一条"}, {"basis_clause": "第二条"})],
    ids=lambda same: next(iter(same[0])))
def test_what_is_new_every_year_is_no_change(same):
    before, after = same
    assert said({"A1": item(**before)}, {"A1": item(**after)}) == []


def test_an_indicator_that_is_renamed_keeps_its_id():
    assert said({"A1": item(name="锅炉")}, {"A1": item(name="燃煤锅炉")}) == [("A1", "燃煤锅炉", "name", "锅炉", "燃煤锅炉")]


def test_a_change_of_measure_and_of_frequency_is_told():
    rows = said({"A1": level()}, {"A1": level(measure="%", frequency="quarterly")})
    assert [row[2:] for row in rows] == [("measure", "分", "%"), ("frequency", "每月", "每季度"), ("possible", "0 起", "0 至 100")]


def test_own_targets_are_told_by_the_county_s_and_by_how_many_moved():
    targets = {2025: {"A1": {"T01": 3, "T02": 4, "XX": 7}}, 2026: {"A1": {"T01": 5, "T02": 4, "T03": 1, "XX": 10}}}
    told = only({"target": "per_unit"}, {"target": "per_unit"}, targets=targets)
    assert told == ("target", "各单位不同，小县 7 个", "各单位不同，小县 10 个；另有 2 个单位的目标有变化")


def test_own_targets_may_move_while_the_county_s_stays():
    targets = {2025: {"A1": {"T01": 3, "T02": 4, "XX": 7}}, 2026: {"A1": {"T01": 4, "T02": 3, "XX": 7}}}
    told = only({"target": "per_unit"}, {"target": "per_unit"}, targets=targets)
    assert told[2] == "各单位不同，小县 7 个；其中 2 个单位的目标有变化"


def test_a_plan_is_told_as_it_is_written():
    percent, amounts = [0] * 5 + [40] * 5 + [100] * 2, [0] * 5 + [5] * 5 + [10] * 2
    assert only({"plan": percent}, {"plan": amounts}) == (
        "plan", "1—5月 0%，6—10月 40%，11—12月 100%", "1—5月 0 个，6—10月 5 个，11—12月 10 个")


def test_a_plan_that_grows_with_its_target_is_the_same_plan():
    plan = [0, 0, 2, 2, 2, 5, 5, 5, 7, 7, 7, 10]
    rows = said({"A1": item(plan=plan)}, {"A1": item(plan=[2 * due for due in plan], target=20)})
    assert [row[2] for row in rows] == ["target"]


def test_a_rule_is_no_other_rule_because_its_points_are_others():
    rule = {"type": "weighted", "parts": ["甲", "乙"], "each_part": {"type": "proportional"}}
    rows = said({"A1": item(4, rule=rule)}, {"A1": item(6, rule=rule)})
    assert [row[2:] for row in rows] == [("points", "4 分", "6 分")]


def test_a_rule_put_on_top_is_a_change_of_rule():
    what, before, after = only({"rule": {"type": "proportional"}}, {"extras": [{"type": "not_worse"}]})
    assert (what, after.removeprefix(before)) == ("rule", "；不降反升计零：高于上年同期（不降反升）不得分")


def test_an_indicator_may_move_to_another_category_and_a_category_take_another_name():
    old = {"A": {"indicators": {"A1": item()}}, "B": {"indicators": {"B1": item()}}}
    moved = {"A": {"indicators": {}}, "B": {"indicators": {"B1": item(), "A1": item()}}}
    one, other = (Rubric.model_validate(_without_empty(rubric_data(items, year=2025))) for items in (old, moved))
    county = Small({"A": item()}).county
    assert [tuple(row) for row in changes(one, other, county).itertuples(index=False)] == [("A1", "事项", "category", "板块A", "板块B")]
    data = rubric_data(old, year=2026)
    data["categories"]["B"]["name"] = "水环境"
    renamed = changes(one, Rubric.model_validate(data), county)
    assert [tuple(row) for row in renamed.itertuples(index=False)] == [("B", "水环境", "category", "板块B", "水环境")]
    points = category_points(one, other)
    assert points[["category", "points_before", "points_after", "difference"]].to_numpy().tolist() == [
        ["B", 10, 20, 10], ["A", 10, 0, -10]]


def _without_empty(data: dict) -> dict:
    full = {key: category for key, category in data["categories"].items() if category["indicators"]}
    return {**data, "categories": full}


def test_events_outside_the_indicators_are_told_each_in_one_sentence():
    old = rubric_data({"A1": item()}, year=2025, bonus={"BN1": {"each": {"命名": 1}, "cap": 2}, "BN2": {"each": {"表扬": 0.5}}},
                      vetoes={"V1": {"effect": "downgrade"}})
    new = rubric_data({"A1": item()}, year=2026, bonus={"BN1": {"each": {"命名": 2}, "cap": 2}},
                      deductions={"DD1": {"beats": {"indicator": "A1", "step": 1, "points": 0.3}}}, vetoes={"V1": {"effect": "fail"}})
    table = changes(Rubric.model_validate(old), Rubric.model_validate(new), Small({"A": item()}).county)
    kinds = "适用县本级、乡镇、部门"
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        ("BN1", "BN1", "bonus", "BN1：命名 1 分；上限 2 分", "BN1：命名 2 分；上限 2 分"),
        ("BN2", "BN2", "bonus", "BN2：表扬 0.5 分；上限 不设", ""),
        ("DD1", "DD1", "deductions", "", "DD1：事项比目标每好 1 个，0.3 分；上限 不设"),
        ("V1", "V1", "vetoes", f"V1：下降 1 个等次（{kinds}）", f"V1：直接评为不合格（{kinds}）")]


@pytest.mark.parametrize(("setting", "value", "told"), [
    ("grades", [{"min": 85, "name": "好"}, {"min": 0, "name": "差"}], ("grades", "优秀 90 分及以上，良好 80 分及以上，合格 60 分及以上，其余不合格",
                                                                   "好 85 分及以上，其余差")),
    ("bonus_cap", {**CAPS, "township": 4}, ("bonus_cap", "乡镇 3 分，部门 3 分，县本级 5 分", "乡镇 4 分，部门 3 分，县本级 5 分")),
    ("deduction_cap", {**CAPS, "county": 6}, ("deduction_cap", "乡镇 3 分，部门 3 分，县本级 5 分", "乡镇 3 分，部门 3 分，县本级 6 分")),
    ("combine", "lowest", ("combine", "各板块相加", "各板块取最低")),
    ("beyond_full", False, ("beyond_full", "加分后可以超过 100 分", "加分后最多 100 分")),
    ("full_points", 90, ("full_points", "100 分", "90 分")),
    ("unreported", "as_reported", ("unreported", "到期未报的指标，补报之前按 0 分计", "到期未报的指标，按已报的数据计")),
    ("lights", {"preset": "银川"}, ("lights", OUR_LIGHTS, "落后序时 10 个百分点及以上亮黄灯；落后序时超过 30 个百分点亮红灯；"
                                  f"{UNITS}；红灯连续满 1 个月督办函")),
    ("lights", {"preset": "天津", "stuck_months": 2}, ("lights", OUR_LIGHTS, "落后序时亮黄灯；黄灯连续 2 次报送没有好转亮红灯；比上年同期差亮红灯；"
                                                     f"{UNITS}；红灯连续满 1 个月通报，满 2 个月约谈")),
    ("lights", {"preset": "瓯海"}, ("lights", OUR_LIGHTS, f"落后序时亮红灯；{LATE}；{UNITS}；红灯连续满 1 个月提醒")),
    ("lights", {"preset": "广元", "forecast_yellow": 3}, ("lights", OUR_LIGHTS, "落后序时亮黄灯；预计失分超过满分的 3% 亮黄灯；有分已无法挽回亮红灯；"
                                                        f"{LATE}；{UNITS}；红灯连续满 1 个月约谈；黄灯或红灯连续满 2 个月督办函"))],
    ids=lambda told: told[0] if isinstance(told, tuple) else "")
def test_what_holds_for_the_whole_rubric_belongs_to_no_indicator(setting, value, told):
    assert said({"A1": item()}, {"A1": item()}, **{setting: value}) == [("", "全部细则", *told)]


def test_a_preset_and_what_it_says_written_out_are_the_same_lights():
    told = {"lag_yellow": 10, "lag_red": 30, "forecast_yellow": "never", "lost_red": "never", "overdue_red": False, "escalation": {"督办函": 1}}
    rubrics = (Rubric.model_validate(rubric_data({"A1": item()}, year=year, lights=lights))
               for year, lights in ((2025, {"preset": "银川"}), (2026, told)))
    assert len(changes(*rubrics, Small({"A": item()}).county)) == 0


def test_a_category_that_is_no_longer_the_sum_of_its_items_is_told():
    data = rubric_data({"A1": item()}, year=2025)
    one, other = Rubric.model_validate(data), Rubric.model_validate({**data, "categories": {"A": {**data["categories"]["A"], "combine": "lowest"}}})
    rows = changes(one, other, Small({"A": item()}).county)
    assert [tuple(row) for row in rows.itertuples(index=False)] == [
        ("", "全部细则", "combine", "各板块相加", "各板块相加；板块A内各项取最低")]


@pytest.mark.parametrize(("veto", "told"), [
    ({"effect": "fail", "since": 7}, "V：直接评为不合格（{kinds}，7月起）"),
    ({"effect": "fail", "missed": {"indicator": "A1"}}, "V：直接评为不合格（{kinds}，事项年终未达目标）"),
    ({"effect": "not_excellent", "worse": {"indicator": "A1"}}, "V：不得评优秀（{kinds}，事项比上年差且未达目标）"),
    ({"effect": "downgrade", "watch": {"indicator": "A1", "part": "劣类", "at_least": 2}}, "V：下降 1 个等次（{kinds}，事项劣类达到 2 即预警）"),
    ({"effect": "zero_item", "items": ["A1"]}, "V：A1 事项 计零（{kinds}）"),
], ids=lambda given: next(iter(given)) if isinstance(given, dict) else "")
def test_a_veto_is_told_with_what_shows_it(veto, told):
    ((key, _, _, _, after),) = said({"A1": item()}, {"A1": item()}, vetoes={"V": veto})
    assert (key, after) == ("V", told.format(kinds="适用县本级、乡镇、部门"))


# The demo's rubrics


@pytest.fixture(scope="module")
def demo():
    return load_configuration(CONFIG)


def by_what(demo, old: int, new: int) -> dict[str, dict[str, tuple[str, str]]]:
    table = changes(demo.rubrics[old], demo.rubrics[new], demo.county)
    return {what: {row.indicator: (row.before, row.after) for row in rows.itertuples()} for what, rows in table.groupby("what")}


def test_the_demo_s_2026_differs_from_2025_as_their_files_do(demo):
    found = by_what(demo, 2025, 2026)
    # read from `diff config/rubric-2025.yaml config/rubric-2026.yaml` and of the targets, by hand
    assert set(found) == {"added", "dropped", "points", "target", "rule", "plan"}
    assert (set(found["added"]), set(found["dropped"])) == ({"H05"}, {"H06"})
    assert found["points"] == {"B01": ("3 分", "4 分"), "B02": ("5 分", "4 分")}
    assert set(found["rule"]) == {"D04", "E03", "F01"}
    assert set(found["plan"]) == {"D04", "E03", "F01", "J04", "K02"}
    assert set(found["target"]) == {"C01", "C02", "C03", "C04", "D04", "D05", "E03", "F01", "G02", "G03", "J04", "K02", "L01"}
    assert found["target"]["C01"] == ("各单位不同，青澜县 33 μg/m³", "各单位不同，青澜县 30 μg/m³；另有 10 个单位的目标有变化")
    assert found["target"]["D05"][1] == "各单位不同，青澜县 4 条；另有 1 个单位的目标有变化"
    assert found["target"]["J04"] == ("5000 万元", "6000 万元")
    assert found["plan"]["K02"] == ("1—2月 0 项，3—5月 1 项，6—8月 3 项，9—11月 5 项，12月 6 项",
                                    "1—2月 0 项，3—5月 1 项，6—8月 4 项，9—11月 6 项，12月 8 项")


def test_the_demo_s_2025_differs_from_2024_as_the_head_of_its_file_says(demo):
    found = by_what(demo, 2024, 2025)
    assert (set(found["added"]), set(found["dropped"])) == ({"C04"}, {"C06"})
    assert set(found["points"]) == {"B01", "B02", "C01", "C02"}
    assert {"C01", "D04", "E03", "F01", "J04", "K02"} <= set(found["target"])


def test_every_kind_of_change_has_its_word(demo):
    assert CODED["what"] is CHANGES
    for old, new in ((2024, 2025), (2025, 2026), (2026, 2024)):
        assert set(by_what(demo, old, new)) <= set(CHANGES)


def test_the_other_way_round_what_came_goes(demo):
    there, back = (changes(demo.rubrics[one], demo.rubrics[two], demo.county) for one, two in ((2025, 2026), (2026, 2025)))
    turned = Counter(there["what"].replace({"added": "dropped", "dropped": "added"}))
    assert turned == Counter(back["what"])


def test_the_command_prints_the_list(demo, capsys):
    assert main(["rubric-diff", "2025", "2026", "--config", str(CONFIG)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert "B01,重点减排工程项目进度,points,3 分,4 分" in lines
    assert main(["rubric-diff", "2025", "1999", "--config", str(CONFIG)]) == 2
    assert capsys.readouterr().err == "没有 1999 年的考核细则。\n"
