"""Published rules, index practice and tax scales, written as configuration, scored from the shell, against hand-worked results."""

from pathlib import Path

import pytest
import yaml

from tests.shell import YEAR, by_unit, item, led, scored
from tests.small import Small

PUBLISHED = Path(__file__).parent / "published"
WORDINGS = yaml.safe_load((PUBLISHED / "wordings.yaml").read_text(encoding="utf-8"))
OUTCOMES = [pytest.param(f"W{at:02d}", f"T{unit:02d}", outcome["points"], id=f"W{at:02d}-{unit}")
            for at, wording in enumerate(WORDINGS) for unit, outcome in enumerate(wording["outcomes"])]


# Wordings

@pytest.fixture(scope="module")
def wordings(tmp_path_factory) -> dict[tuple[str, str], dict[str, str]]:
    """All wordings as one rubric; outcome number k is the report of township number k."""
    items, targets, rows = {}, {}, []
    for at, wording in enumerate(WORDINGS):
        key, units = f"W{at:02d}", [f"T{unit:02d}" for unit in range(len(wording["outcomes"]))]
        items[key] = {**item(1, {}), "name": wording["says"][:20], "townships": units, **wording["indicator"]}
        for unit, outcome in zip(units, wording["outcomes"], strict=True):
            rows += [(unit, key, part, f"{YEAR}-12", value, outcome.get("base", "")) for part, value in _reported(outcome).items()]
            targets |= {key: {**targets.get(key, {}), unit: outcome["target"]}} if "target" in outcome else {}
    county = Small(items, [f"T{unit:02d}" for unit in range(6)], {"D01": {"leads": list(items)}}, targets)
    found = scored(tmp_path_factory.mktemp("wordings"), county, rows, "indicator")
    return {(row["unit"], row["indicator"]): row for row in found}


def _reported(outcome: dict) -> dict[str, float]:
    return outcome.get("parts", {"": outcome.get("value")})


@pytest.mark.parametrize(("key", "unit", "expected"), OUTCOMES)
def test_a_published_wording_gives_its_result(wordings, key, unit, expected):
    row = wordings[unit, key]
    if expected is None:
        assert (row["points"], row["status"], float(row["full_points"])) == ("", "not_applicable", 0.0)
    else:
        assert float(row["points"]) == pytest.approx(expected, abs=1e-9, rel=1e-15)
        assert row["status"] == "scored"


# What stands around the items: bonuses, vetoes, blocks, roll-ups, 不涉及

def report(**values: float | tuple) -> list[tuple]:
    """December's rows of one item I: by unit, a value, or value and base."""
    return [(unit, "I", "", f"{YEAR}-12", *(value if isinstance(value, tuple) else (value, ""))) for unit, value in values.items()]


ENERGY = next(wording["indicator"] for wording in WORDINGS if wording["says"].startswith("节能"))
UNFINISHED = [{"min": 95, "name": "超额完成"}, {"min": 80, "name": "完成"}, {"min": 60, "name": "基本完成"}, {"min": 0, "name": "未完成"}]


@pytest.mark.parametrize(("points", "cap", "bonus"), [
    (3, 9, {100: 0, 109.9: 0, 110: 3, 125: 6, 130: 9, 180: 9}), (1, 5, {110: 1, 148: 4, 190: 5})])
def test_energy_targets_beaten_by_each_10_percent_bring_their_bonus(tmp_path, points, cap, bonus):
    beats = {"indicator": "I", "of": "percent", "step": 10, "points": points}
    units = dict(zip([f"T{at:02d}" for at in range(len(bonus))], bonus, strict=True))
    county = led({"I": item(**ENERGY), "M": item(60, {"type": "manual"})}, [*units], bonus={"B": {"beats": beats, "cap": cap}}, bonus_cap={})
    marks = [(unit, "M", "", f"{YEAR}-12", 50, "") for unit in units]
    totals = by_unit(scored(tmp_path, county, report(**units) + marks), "total")
    assert {value: float(totals[unit]) - 90 for unit, value in units.items()} == pytest.approx(bonus, abs=1e-9)


def test_an_energy_target_that_is_missed_is_unfinished_whatever_the_total(tmp_path):
    county = led({"I": item(**ENERGY), "M": item(60, {"type": "manual"})}, ["T01", "T02"], grades=UNFINISHED,
                 vetoes={"V": {"effect": "fail", "missed": {"indicator": "I"}}})
    marks = [(unit, "M", "", f"{YEAR}-12", 60, "") for unit in ("T01", "T02")]
    found = scored(tmp_path, county, report(T01=100, T02=99.5) + marks)
    assert [by_unit(found, "grade")[unit] for unit in ("T01", "T02")] == ["超额完成", "未完成"]
    assert float(by_unit(found, "total")["T02"]) == 96


def test_each_section_that_rises_a_class_adds_5_and_20_at_most(tmp_path):
    county = led({"I": item(100, {"type": "manual"})}, ["T01", "T02"], bonus={"B": {"each": {"类别提升": 5}, "cap": 20}}, bonus_cap={})
    rises = [("T01", "B", "类别提升", f"{YEAR}-11", 2, ""), ("T02", "B", "类别提升", f"{YEAR}-11", 6, "")]
    totals = by_unit(scored(tmp_path, county, report(T01=70, T02=85) + rises), "total")
    assert (float(totals["T01"]), float(totals["T02"])) == (80, 105)


def test_fires_found_and_dealt_with_by_oneself_add_2_each_beyond_100(tmp_path):
    fires = {"type": "per_occurrence", "deduct_per": {"部委卫星": 30, "省巡查": 10, "市巡查": 5, "县巡查": 3, "镇巡查": 2}}
    county = led({"I": item(100, fires, accumulate="sum")}, ["T01", "T02"], bonus={"B": {"each": {"自查自处": 2}}}, bonus_cap={},
                 grades=[{"min": 90, "name": "优秀"}, {"min": 80, "name": "合格"}, {"min": 0, "name": "不合格"}])
    counts = {"T01": (0, 0, 0, 0, 0), "T02": (0, 1, 1, 0, 2)}
    rows = [(unit, "I", part, f"{YEAR}-12", count, "") for unit, row in counts.items()
            for part, count in zip(fires["deduct_per"], row, strict=True)]
    found = scored(tmp_path, county, [*rows, ("T01", "B", "自查自处", f"{YEAR}-06", 3, ""), ("T02", "B", "自查自处", f"{YEAR}-06", 1, "")])
    assert [by_unit(found, column)[unit] for unit in ("T01", "T02") for column in ("total", "grade")] == ["106.0", "优秀", "83.0", "合格"]


@pytest.mark.parametrize(("quality", "tasks", "total", "grade"), [
    (92, 85, 85, "良好"), (90, 97, 90, "优秀"), (70, 88, 70, "良好"), (69.99, 88, 69.99, "合格"), (95, 60, 60, "合格"), (99, 59.9, 59.9, "不合格")])
def test_the_lower_of_air_quality_and_key_tasks_is_the_result(tmp_path, quality, tasks, total, grade):
    mark = item(100, {"type": "manual"})
    county = led({"质量": {"indicators": {"I": mark}}, "任务": {"indicators": {"M": mark}}}, ["T01"], combine="lowest",
                 grades=[{"min": 90, "name": "优秀"}, {"min": 70, "name": "良好"}, {"min": 60, "name": "合格"}, {"min": 0, "name": "不合格"}])
    row = scored(tmp_path, county, report(T01=quality) + [("T01", "M", "", f"{YEAR}-12", tasks, "")])[0]
    assert (float(row["total"]), row["grade"]) == (pytest.approx(total, abs=1e-9), grade)


def test_an_items_points_are_rescaled_within_its_block_as_b_over_c_times_70(tmp_path):
    """A block of 70 whose only block is rescaled: `combine: lowest` over one block leaves its share."""
    marks = {f"I{at}": item(points, {"type": "manual"}) for at, points in enumerate((30, 25, 15))}
    county = led(marks | {"M": item(30, {"type": "manual"})}, ["T01"])
    inner = {"id": "A1", "name": "各镇", "points": 70, "indicators": {key: county.data["categories"]["A"]["indicators"][key] for key in marks}}
    inner["indicators"]["I2"]["townships"] = "none"
    rest = {"id": "C", "name": "其他", "points": 30, "indicators": {"M": county.data["categories"]["A"]["indicators"]["M"]}}
    county.data["categories"] = {"B": {"id": "B", "name": "小城镇", "points": 70, "combine": "lowest", "categories": {"A1": inner}}, "C": rest}
    rows = [("T01", key, "", f"{YEAR}-12", value, "") for key, value in {"I0": 28, "I1": 20.5, "M": 27}.items()]
    found = scored(tmp_path, county, rows)[0]
    assert float(found["total"]) == pytest.approx(48.5 / 55 * 70 + 27, abs=1e-9)


def test_the_countys_mark_is_its_townships_marks_weighted_by_their_tasks(tmp_path):
    county = led({"I": item(100, {"type": "manual"}, accumulate="mean", county="weighted")}, ["T01", "T02", "T03"])
    found = by_unit(scored(tmp_path, county, report(T01=(90, 500), T02=(80, 300), T03=(60, 200))), "total")
    assert float(found["XX"]) == pytest.approx((90 * 500 + 80 * 300 + 60 * 200) / 1000, abs=1e-9)


def test_bonuses_are_held_within_their_cap(tmp_path):
    county = led({"I": item(100, {"type": "manual"})}, ["T01"], bonus={"B": {"each": {"省级": 0.5, "国家级": 1, "示范": 2.5}}},
                 bonus_cap={"township": 3})
    rows = [("T01", "B", part, f"{YEAR}-12", 1, "") for part in ("省级", "国家级", "示范")]
    assert float(by_unit(scored(tmp_path, county, report(T01=90) + rows), "total")["T01"]) == 93


def test_a_veto_caps_the_grade_and_leaves_the_score_to_be_seen(tmp_path):
    county = led({"I": item(100, {"type": "manual"})}, ["T01"], vetoes={"V": {"effect": "cap_grade", "grade": "合格"}})
    row = scored(tmp_path, county, [*report(T01=92.4), ("T01", "V", "", f"{YEAR}-12", 1, "")])[0]
    assert (float(row["total"]), row["grade"]) == (92.4, "合格")


@pytest.mark.parametrize(("policy", "expected"), [
    ({"not_applicable": "rescale"}, 100 * 48 / 60), ({"not_applicable": "full"}, 48 + 40),
    ({"not_applicable": "share"}, 0.9 * (40 + 20) + 0.6 * (20 + 20)), ({"not_applicable": "constant"}, 48 + 0.95 * 40)])
def test_what_does_not_apply_is_treated_in_one_of_four_published_ways(tmp_path, policy, expected):
    share = {"constant_share": 0.95} if policy["not_applicable"] == "constant" else {}
    county = led({"I": item(40, {"type": "manual"}), "M": item(20, {"type": "manual"}),
                  "N": item(40, {"type": "manual"}, townships="none", **share)}, ["T01"], **policy)
    rows = [*report(T01=36), ("T01", "M", "", f"{YEAR}-12", 12, "")]
    assert float(scored(tmp_path, county, rows)[0]["total"]) == pytest.approx(expected, abs=1e-9)


def test_marks_of_rounds_are_scored_whatever_way_of_adding_up_the_item_names(tmp_path):
    county = led({"I": item(10, {"type": "period_mix"}, accumulate="ratio")}, ["T01"])
    rows = [("T01", "I", part, f"{YEAR}-12", mark, "") for part, mark in (("平时", 90), ("年终", 80))]
    assert float(by_unit(scored(tmp_path, county, rows), "total")["T01"]) == pytest.approx(85, abs=1e-9)
