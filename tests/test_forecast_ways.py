"""What months to come are expected to bring, and can bring: every example of docs/method.md, reckoned here by hand."""

from pathlib import Path

import pytest

from readiness.scoring.cases import case_on
from readiness.words import BASES, BOXES, FORECASTS
from tests.small import Small, fires, item, level

METHOD = (Path(__file__).parents[1] / "docs" / "method.md").read_text(encoding="utf-8")
WIDE = {"possible": [0, 1000]}
AMOUNT = {"target": None, "rule": {"type": "linear", "zero_at": 0, "full_at": 1000}}
PLAN = [0, 0, 4, 12, 25, 42, 54, 67, 83, 100, 100, 100]
LAST_YEAR = (60, 50, 40, 30, 20, 20, 20, 20, 30, 40, 50, 60)


def expected(small: Small, month: int, basis: str = "forecast") -> float:
    """The value that the year is completed to."""
    found = small.cube.items["X"]
    case = case_on(found, basis)
    return float(found.indicator.rule.value(case)[small.cube.units.index("T01"), month - 1])


# One example for each way

def test_plan_takes_what_is_still_due_times_how_well_the_plan_was_kept():
    small = Small({"X": item(target=24, plan=PLAN)}).report("T01", "X", 0, 0, 2, 1, 1)
    year = (4 + 0.15 * 24) / (0.25 + 0.15)
    assert expected(small, 5) == pytest.approx(4 + 0.75 * year) == pytest.approx(18.25)


def test_plan_takes_a_running_total_to_where_the_plan_ends():
    plan = [5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 100]
    small = Small({"X": level(measure="%", schedule="share", target=100, plan=plan)}).report("T01", "X", 5, 10, 15, 20, 30)
    assert expected(small, 5) == pytest.approx((30 + 0.15 * 100) / (0.4 + 0.15)) == pytest.approx(81.818181818)


def test_profile_takes_last_year_times_how_this_year_compares():
    small = Small({"X": item(**AMOUNT)}).report("T01", "X", 10, 10, 20, 20, 20, 10, 10, 10, 10, 20, 20, 40, year=2025)
    small.report("T01", "X", 18, 12, 24)
    assert expected(small, 3) == pytest.approx(54 + (54 + 0.15 * 200) / (40 + 0.15 * 200) * 160) == pytest.approx(246)


def test_pace_takes_the_mean_of_the_last_three_reports():
    assert expected(Small({"X": item(**AMOUNT)}).report("T01", "X", 1, 5, 2, 3, 4), 5) == pytest.approx(15 + 7 * 3)
    means = Small({"X": level(accumulate="mean", **WIDE)}).report("T01", "X", 40, 36, 30, 24)
    assert expected(means, 4) == pytest.approx((130 + 8 * 30) / 12)


def test_rate_takes_the_rate_of_the_last_three_reports_on_as_many_cases_a_month_as_so_far():
    small = Small({"X": level(accumulate="ratio", measure="%")}).report("T01", "X", 8, 9, 10, 9, base=[10] * 4)
    assert expected(small, 4) == pytest.approx(100 * (36 + 80 * 28 / 30) / 120) == pytest.approx(92.222222222)


def test_denominators_to_come_follow_last_year_s_as_this_year_s_compare():
    small = Small({"X": level(accumulate="ratio", measure="%", forecast="rate")}).report("T01", "X", *[5] * 12, base=[10] * 6 + [30] * 6, year=2025)
    small.report("T01", "X", 2, 9, 9, 9, base=[20] * 4)
    assert expected(small, 4) == pytest.approx(100 * (29 + 0.45 * (2 * 20 + 6 * 60)) / (80 + 400)) == pytest.approx(43.541666667)


def test_seasonal_moves_last_year_s_months_by_how_far_this_year_stands_from_it():
    small = Small({"X": level(accumulate="mean", forecast="seasonal", **WIDE)}).report("T01", "X", *LAST_YEAR, year=2025)
    small.report("T01", "X", 54, 46, 38, 27)
    assert expected(small, 4) == pytest.approx((165 + 260 - 8 * 3.75) / 12) == pytest.approx(32.916666667)


def test_scaled_multiplies_last_year_s_months():
    small = Small({"X": level(accumulate="mean", forecast="scaled", **WIDE)}).report("T01", "X", *LAST_YEAR, year=2025)
    small.report("T01", "X", 54, 45, 36, 27)
    assert expected(small, 4) == pytest.approx((162 + 0.9 * 260) / 12) == pytest.approx(33)


def test_damped_goes_on_by_ever_smaller_steps_and_hold_stays():
    steps = sum(2 * 0.7**month for month in range(1, 8))
    assert expected(Small({"X": level()}).report("T01", "X", 50, 52, 53, 56, 58), 5) == pytest.approx(58 + steps) == pytest.approx(62.2823466)
    assert expected(Small({"X": level(forecast="hold")}).report("T01", "X", 50, 52, 53, 56, 58), 5) == 58


def test_what_is_passed_step_by_step_goes_on_as_well_as_it_has_by_the_plan():
    nodes = {"立项": {"by": 3, "weight": 1}, "招标": {"by": 5, "weight": 1}, "开工": {"by": 9, "weight": 2}}
    small = Small({"X": level(100, rule={"type": "milestone", "nodes": nodes})})
    for name, done in (("立项", 1), ("招标", 0), ("开工", 0)):
        small.report("T01", "X", *[done] * 5, part=name)
    assert small.points("T01", "X", 5, "schedule") == pytest.approx(50)
    assert small.points("T01", "X", 5, "forecast") == pytest.approx(100 * (0.5 * 0.5 + 0.15) / (0.5 + 0.15)) == pytest.approx(61.538461538)
    assert [small.points("T01", "X", 5, basis) for basis in ("worst", "best")] == [25, 100]


# Best and worst

def test_a_level_may_fall_where_it_does_not_keep():
    ends = {keeps: [expected(Small({"X": level(measure="%", keeps=keeps)}).report("T01", "X", 60), 1, basis) for basis in ("worst", "best")]
            for keeps in (None, True)}
    assert ends == {None: [0, 100], True: [60, 100]}


def test_one_failure_is_never_quite_made_up_for():
    small = Small({"X": level(accumulate="ratio", measure="%")}).report("T01", "X", 99, base=[100])
    assert expected(small, 1, "best") == pytest.approx(100 * (99 + 11e6) / (100 + 11e6)) and expected(small, 1, "best") < 100


def test_the_best_for_one_unit_stands_beside_the_worst_for_the_others():
    small = Small({"X": level(rule={"type": "rank"})}, ("T01", "T02", "T03"))
    for unit, value in (("T01", 90), ("T02", 80), ("T03", 70)):
        small.report(unit, "X", value)
    assert {basis: [small.points(unit, "X", 1, basis) for unit in ("T01", "T02", "T03")] for basis in ("best", "worst")} == {
        "best": [10, 10, 10], "worst": [small.points("T03", "X", 1, "today")] * 3}


def test_what_happened_counts_and_nothing_more_is_expected_of_bonus_and_deduction():
    small = Small({"X": level()}, bonus={"B": {"each": {"命名": 1}}}, deductions={"D": {"each": {"约谈": 0.5}}}).report("T01", "X", *[100] * 3)
    small.report("T01", "B", 1, part="命名").report("T01", "D", 1, part="约谈")
    told = [tuple(small.unit("T01", 3, basis)[["bonus", "deduction"]]) for basis in BASES]
    assert told == [(1, 0.5)] * len(BASES)


# Unreported, and the boxes

def test_who_is_silent_is_expected_to_earn_what_is_left_at_worst():
    small = Small({"X": fires(), "S": level()}, ("T01", "T02")).report("T01", "X", 2, None, 0).report("T02", "X", 2, 0, 0)
    assert [small.points("T01", "X", 3, basis) for basis in ("worst", "forecast", "best")] == [0, 0, 8]
    assert tuple(small.cell("T01", "X", 3)[list(BOXES)]) == (0, 0, 0, 8, 2)
    assert tuple(small.cell("T02", "X", 3)[list(BOXES)]) == pytest.approx((0, 2, 6, 0, 2))


# The page

@pytest.mark.parametrize("word", [*BASES, *BOXES, *FORECASTS])
def test_the_page_on_the_method_tells_of_every_basis_box_and_way(word):
    assert f"`{word}`" in METHOD
