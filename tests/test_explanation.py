"""A sentence for each cell: the points it states are the points scored, and it ends at the row of a file."""

import re

import pytest

from readiness.numbers import shown
from readiness.year import BASES
from tests.small import Small, fires, item, level

ITEMS = {
    "P": item(2, target=24, plan=[0, 0, 5, 10, 25, 40, 55, 65, 80, 100, 100, 100], basis_clause="责任书 第三项"),
    "L": level(3, rule={"type": "linear", "zero_at": 60, "full_at": 100}),
    "D": level(5, target=80, accumulate="mean", rule={"type": "per_unit_deduct", "deduct_per_unit": 0.5, "beyond": "above",
                                                      "fractional": False}),
    "T": level(3, accumulate="ratio", measure="%", rule={"type": "tiers", "tiers": [{"min": 98, "points": 3}, {"min": 90, "points": 1.5}]}),
    "E": fires(1, {"省巡查": 0.3, "县巡查": 0.1}),
    "M": level(4, rule={"type": "milestone", "stages": {"土建": 0.5, "调试": 0.9, "验收": 1}}, target=100),
    "K": level(3, measure="分", rule={"type": "checklist", "items": {"责任书": 1.8, "分解表": 1.2}}),
    "Y": level(1, accumulate="ratio", measure="%", rule={"type": "yoy", "zero_at": 0, "full_at": -1}),
    "W": level(4, measure="%", target=100, rule={"type": "weighted", "parts": ["COD", "氨氮"], "each_part": {"type": "proportional"}}),
    "X": item(2, target=4, extras=[{"type": "per_occurrence", "deduct_per": {"返黑": 0.5}}]),
    "N": level(1, townships="none"), "U": item(5), "Q": item(5, frequency="quarterly"),
}


@pytest.fixture(scope="module")
def small() -> Small:
    made = Small(ITEMS, departments={"D01": {"leads": ["P", "L"]}, "D02": {"supports": ["P", "L"]}})
    for key, months in {"P": [2, 3], "L": [70, 88.5], "D": [81, 83.4], "X": [1, 2]}.items():
        made.report("T01", key, *months).report("XX", key, *months)
    made.report("T01", "T", 30, 27, base=[32, 28]).report("T01", "Y", 50, 50, base=[51, 50])
    for key, parts in {"E": {"省巡查": 1, "县巡查": 2}, "M": {"土建": 2, "调试": 1, "验收": 1}, "K": {"责任书": 1, "分解表": 0.5},
                       "W": {"COD": 90, "氨氮": 105}, "X": {"返黑": 1}}.items():
        for part, value in parts.items():
            made.report("T01", key, value, value if key != "X" else 0, part=part)
    return made


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("indicator", [key for key in ITEMS if key not in ("N", "Q")])
def test_the_points_stated_are_the_points_scored(small, indicator, basis):
    cell = small.cell("T01", indicator, 2, basis)
    said = small.view(2, basis).explain("T01", indicator).sentence
    owed = re.findall(r"欠 (-?[\d.]+) 分", said)
    assert owed[-1] == shown(cell["owed"])
    if cell["status"] == "scored":
        assert re.findall(r"。得 (-?[\d.]+) 分", said) == [shown(cell["points"])]


@pytest.mark.parametrize("basis", ["today", "schedule", "forecast"])
@pytest.mark.parametrize("indicator", ["P", "L", "D", "E", "M", "K", "Y"])
def test_the_arithmetic_shown_ends_in_the_same_points(small, indicator, basis):
    said = small.view(2, basis).explain("T01", indicator).sentence
    assert re.findall(r"= (-?[\d.]+) 分", said)[-1] == shown(small.points("T01", indicator, 2, basis))


@pytest.mark.parametrize("indicator", ["P", "L", "Y"])
def test_the_arithmetic_can_be_done_again_from_the_sentence(small, indicator):
    said = small.view(2, "schedule").explain("T01", indicator).sentence
    sum_, points = re.search(r"：([-−÷×().\d ]+) = ([\d.]+) 分", said).groups()
    full = ITEMS[indicator]["points"]
    worked = eval(sum_.replace("÷", "/").replace("×", "*").replace("−", "-"))
    assert min(max(worked, 0), full) == pytest.approx(float(points), abs=0.005)


def test_a_sentence_holds_value_plan_rule_and_clause(small):
    said = small.view(2, "today").explain("T01", "P").sentence
    assert said == ("事项（T01镇，数据截至2026年2月，现状口径）：本年累计 5 个；目标 24 个；按完成比例（按完成目标的比例得分，完成目标得满分）："
                    "5 ÷ 24 × 2 = 0.42 分（0 至 2 分）。得 0.42 分，满分 2 分，欠 1.58 分。依据：责任书 第三项。数据：表.csv 第 3 行等 2 行。")


def test_an_event_is_told_by_who_found_it(small):
    assert "1 − 2 × 0.3（省巡查） − 4 × 0.1（县巡查） = 0.00 分" in small.view(2).explain("T01", "E").sentence


def test_what_is_put_on_top_says_what_it_takes(small):
    assert "扣 0 + 1 × 0.5（返黑） = 0.50 分" in small.view(2).explain("T01", "X").sentence


def test_a_supporting_department_is_told_its_share(small):
    said = small.view(2).explain("D02", "L").sentence
    assert "配合单位按 50% 计" in said
    assert "得 1.07 分，满分 1.5 分，欠 0.43 分" in said              # (88.5 − 60) ÷ 40 × 3 × 0.5 = 1.06875


@pytest.mark.parametrize(("indicator", "words"), [
    ("N", "不涉及，不计入满分"), ("U", "到期未报送（缺 1月、2月），在补报之前按 0 分计，欠 5.00 分"), ("Q", "尚未到报送期，满分 5 分暂未得分")])
def test_a_cell_without_figures_says_why(small, indicator, words):
    assert words in small.view(2).explain("T01", indicator).sentence


def test_a_duty_that_a_department_itself_did_not_report_is_not_laid_on_the_townships():
    small = Small({"A": item(2, county="sum"), "B": level(2)}, ["T01"], {"D01": {"leads": ["B"]}}, mix={"general_duties": ["A"]})
    small.report("T01", "A", 1).report("XX", "B", 50)
    assert "：到期未报送" in small.view(1).explain("D01", "A").sentence


def test_where_what_was_reported_is_kept_the_sentence_does_not_speak_of_nought():
    small = Small({"A": item(2, county="sum", unreported="as_reported"), "B": level(2)}, ["T01"], {"D01": {"leads": ["A", "B"]}})
    said = small.report("T01", "A", 5, None).view(2).explain("XX", "A").sentence
    assert "得 1.00 分" in said and "按 0 分计" not in said


def test_points_that_grew_by_what_does_not_apply_say_so():
    small = Small({"A": level(2), "B": level(4, townships="none")}, not_applicable="share").report("T01", "A", 50)
    said = small.view(1).explain("T01", "A").sentence
    assert "不涉及的指标分摊后满分 6 分" in said
    assert "得 3.00 分，满分 6 分，欠 3.00 分" in said


def test_a_month_without_cases_is_told_as_full_marks():
    small = Small({"A": level(2, accumulate="ratio", no_cases="full")}).report("T01", "A", 0, base=[0])
    assert "没有发生需要办理的事项，得满分 2 分" in small.view(1).explain("T01", "A").sentence


def test_sources_name_the_file_the_sheet_and_the_row_latest_first():
    small = Small({"A": level(2, accumulate="ratio")})
    small.rows += [("T01", "A", "", "2026-01", 9, 10, "", "一月.xlsx", "月报", 7), ("T01", "A", "", "2026-02", 8, 10, "", "二月.csv", "", 12)]
    told = small.view(2).explain("T01", "A").sources
    assert [str(source) for source in told] == ['2026-02 8 ÷ 10（二月.csv 第 12 行）', '2026-01 9 ÷ 10（一月.xlsx 工作表"月报" 第 7 行）']
    assert len(small.view(1).explain("T01", "A").sources) == 1


def test_a_roll_up_names_every_townships_rows():
    small = Small({"A": item(10, county="sum")}, ["T01", "T02"], {"D01": {"leads": ["A"]}})
    small.report("T01", "A", 2).report("T02", "A", 3)
    for unit in ("XX", "D01"):
        assert [str(source) for source in small.view(1).explain(unit, "A").sources] == [
            "2026-01 T01镇 2（表.csv 第 2 行）", "2026-01 T02镇 3（表.csv 第 3 行）"]


def test_a_township_that_reported_nothing_is_not_lent_the_rows_of_others():
    small = Small({"A": item(10, county="sum")}, ["T01", "T02"]).report("T01", "A", 2)
    assert small.view(1).explain("T02", "A").sources == ()


def test_parts_are_named_with_their_rows(small):
    assert "2026-02 返黑 0（表.csv 第" in " ".join(map(str, small.view(2).explain("T01", "X").sources))


@pytest.mark.parametrize(("settings", "value", "words"), [
    ({"rule": {"type": "proportional"}, "target": "per_unit"}, 3, "不涉及，不计入满分：没有目标值，即没有这项任务"),
    ({"rule": {"type": "dist_to_target"}, "target": 10}, 3, "不涉及，不计入满分：没有上年值可比"),
    ({"rule": {"type": "formula", "formula": "value / (value - value)", "better": "higher"}}, 3, "不涉及，不计入满分：没有可评判的数据")])
def test_what_was_asked_for_and_cannot_be_judged_says_what_it_lacks(settings, value, words):
    small = Small({"A": level(5, **settings), "B": level(5)}, targets={"A": {"XX": 1}}).report("T01", "A", value)
    assert words in small.view(1).explain("T01", "A").sentence
