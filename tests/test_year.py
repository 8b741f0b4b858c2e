"""The year so far against slow loops written out here; roll-ups; what is missing; what is due by a month."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.year import year_so_far
from tests.small import Small, fires, item, level

QUICK = settings(max_examples=20, deadline=None)
FIGURES = st.lists(st.none() | st.floats(0, 1000, allow_subnormal=False).map(lambda number: round(number, 3)), min_size=12, max_size=12)
BASES = st.lists(st.floats(1, 500).map(lambda number: round(number, 2)), min_size=12, max_size=12)


def value_of(months, base=(), **settings) -> list[float]:
    """The engine's value of the year so far at each month, for one township's reports."""
    small = Small({"X": level(**settings)}).report("T01", "X", *months, base=base)
    entry = small.cube.items["X"]
    return list(year_so_far(entry.indicator, entry.parts).value[0])


def known(months, upto: int) -> list[tuple[int, float]]:
    return [(at, value) for at, value in enumerate(months[:upto + 1]) if value is not None]


def same(got: list[float], expected: list[float | None]) -> None:
    for one, other in zip(got, expected, strict=True):
        assert math.isnan(one) if other is None else one == pytest.approx(other, rel=1e-12, abs=1e-9)


@QUICK
@given(FIGURES)
def test_amounts_add_up(months):
    same(value_of(months, accumulate="sum"), [math.fsum(value for _, value in known(months, upto)) for upto in range(12)])


@QUICK
@given(FIGURES)
def test_the_latest_level_is_the_last_one_reported(months):
    expected = [known(months, upto)[-1][1] if known(months, upto) else None for upto in range(12)]
    same(value_of(months, accumulate="latest"), expected)


@QUICK
@given(FIGURES, BASES)
def test_a_mean_weighs_each_month_by_its_base(months, base):
    def slow(upto):
        weighed = [(value * base[at], base[at]) for at, value in known(months, upto)]
        return math.fsum(top for top, _ in weighed) / math.fsum(below for _, below in weighed) if weighed else None
    same(value_of(months, base, accumulate="mean"), [slow(upto) for upto in range(12)])


@QUICK
@given(FIGURES)
def test_without_bases_a_mean_weighs_months_alike(months):
    def slow(upto):
        values = [value for _, value in known(months, upto)]
        return math.fsum(values) / len(values) if values else None
    same(value_of(months, accumulate="mean"), [slow(upto) for upto in range(12)])


@QUICK
@given(FIGURES, BASES)
def test_a_ratio_divides_the_sums(months, base):
    def slow(upto):
        seen = known(months, upto)
        return 100 * math.fsum(value for _, value in seen) / math.fsum(base[at] for at, _ in seen) if seen else None
    same(value_of(months, base, accumulate="ratio"), [slow(upto) for upto in range(12)])


@QUICK
@given(FIGURES)
def test_the_greatest_and_the_least_are_kept(months):
    for way, of in (("max", max), ("min", min)):
        expected = [of(value for _, value in known(months, upto)) if known(months, upto) else None for upto in range(12)]
        same(value_of(months, accumulate=way), expected)


def test_a_ratio_is_never_the_mean_of_monthly_percentages():
    value = value_of([9, 50], base=[10, 100], accumulate="ratio")[1]
    assert value == pytest.approx(100 * 59 / 110)
    assert value != pytest.approx((90 + 50) / 2)


@pytest.mark.parametrize(("how", "expected"), [("half_up", 30.5), ("half_even", 30.4), ("up", 30.5)])
def test_a_measured_value_is_rounded_as_the_rubric_judges_it(how, expected):
    assert value_of([30.45], accumulate="latest", round={"decimals": 1, "how": how})[0] == pytest.approx(expected)


def test_parts_count_in_the_value_by_their_weight():
    small = Small({"D01": level(4, accumulate="ratio", measure="%", rule={"type": "linear", "zero_at": 60, "full_at": 100},
                                parts={"": {}, "年均达标月次": {"accumulate": "latest", "weight": 0.5}})})
    small.report("T01", "D01", 8, base=[10]).report("T01", "D01", 1, part="年均达标月次")
    assert small.cell("T01", "D01", 1)["value"] == pytest.approx(100 * (8 + 0.5 * 1) / 10)


def statuses(months, part="", **settings) -> list[str]:
    small = Small({"X": level(**settings)}).report("T01", "X", *months, part=part)
    return [small.cell("T01", "X", month)["status"] for month in range(1, 13)]


S, U, N = "scored", "unreported", "not_due"


def test_a_month_of_amounts_once_missed_stays_missed():
    assert statuses([1, None, 1, 1], accumulate="sum") == [S] + [U] * 11


def test_a_later_level_makes_up_for_an_earlier_gap():
    assert statuses([1, None, 1, 1], accumulate="latest") == [S, U, S, S] + [U] * 8


def test_a_quarterly_figure_is_grey_until_due_and_then_missed():
    assert statuses([], accumulate="sum", frequency="quarterly") == [N, N] + [U] * 10


def test_a_quarter_is_reported_by_any_of_its_months():
    assert statuses([None, 1, None, 1, None, None], accumulate="sum", frequency="quarterly") == [N] + [S] * 7 + [U] * 4


def test_a_quarterly_level_missed_in_march_is_made_up_in_april():
    assert statuses([None, None, None, 1], accumulate="latest", frequency="quarterly") == [N, N, U, S, S, S, S, S, U, U, U, U]


@pytest.mark.parametrize(("frequency", "first_due"), [("monthly", 1), ("quarterly", 3), ("half_yearly", 6), ("yearly", 12)])
def test_nothing_is_due_before_the_first_period_ends(frequency, first_due):
    assert statuses([], accumulate="latest", frequency=frequency) == [N] * (first_due - 1) + [U] * (13 - first_due)


def test_all_required_parts_make_a_report_and_the_others_may_be_left_out():
    rule = {"type": "per_occurrence", "deduct_per": {"省": 0.3, "县": 0.1}}
    small = Small({"F": fires(1, rule=rule), "G": fires(1, rule=rule, parts={"省": {"required": False}})}, ["T01"])
    small.report("T01", "F", 0, part="县").report("T01", "G", 0, part="县")
    assert [small.cell("T01", key, 1)["status"] for key in ("F", "G")] == [U, S]


def test_a_figure_never_reported_has_no_value_rather_than_nought():
    assert math.isnan(Small({"X": item()}).cell("T01", "X", 3)["value"])


def rolled(way: str, **settings) -> Small:
    return Small({"X": level(county=way, **settings)}, ["T01", "T02", "T03"])


def test_the_county_adds_up_its_townships():
    small = rolled("sum", accumulate="sum").report("T01", "X", 1, 2).report("T02", "X", 3, 4).report("T03", "X", 5, 6)
    assert [small.cell("XX", "X", month)["value"] for month in (1, 2)] == [9, 21]


def test_the_countys_ratio_divides_the_townships_sums():
    small = rolled("ratio", accumulate="ratio")
    for unit, value, base in (("T01", 9, 10), ("T02", 50, 100), ("T03", 0, 5)):
        small.report(unit, "X", value, base=[base])
    assert small.cell("XX", "X", 1)["value"] == pytest.approx(100 * 59 / 115)


def test_the_countys_mean_weighs_townships_alike_or_by_base():
    for way, expected in (("mean", 50 / 3), ("weighted", (10 * 1 + 20 * 2 + 20 * 5) / 8)):
        small = rolled(way)
        for unit, value, base in (("T01", 10, 1), ("T02", 20, 2), ("T03", 20, 5)):
            small.report(unit, "X", value, base=[base])
        assert small.cell("XX", "X", 1)["value"] == pytest.approx(expected)


def test_a_roll_up_without_one_township_says_so_and_takes_only_those_asked():
    small = Small({"X": level(county="sum", accumulate="sum", townships=["T01", "T02"])}, ["T01", "T02", "T03"])
    small.report("T01", "X", 1, 1).report("T02", "X", 2)
    assert small.cell("XX", "X", 1)["status"] == "scored"
    assert (small.cell("XX", "X", 2)["status"], small.cell("XX", "X", 2)["value"]) == ("partial", 4)


def test_events_that_one_township_did_not_report_cannot_be_taken_for_none():
    small = Small({"F": fires(county="sum")}, ["T01", "T02"]).report("T01", "F", 0, 0).report("T02", "F", 0)
    assert [small.points("XX", "F", month) for month in (1, 2)] == [10, 0]
    assert small.cell("XX", "F", 2)["status"] == "unreported"


def test_a_part_that_may_be_left_out_leaves_no_gap_in_a_roll_up():
    rule = {"type": "per_occurrence", "deduct_per": {"省": 0.3, "县": 0.1}}
    small = Small({"F": fires(1, rule=rule, county="sum", parts={"省": {"required": False}})}, ["T01", "T02"])
    small.report("T01", "F", 1, part="省")
    for unit in ("T01", "T02"):
        small.report(unit, "F", 0, part="县")
    assert (small.cell("XX", "F", 1)["status"], small.points("XX", "F", 1)) == ("scored", pytest.approx(0.7))


def test_a_township_that_reports_early_in_the_quarter_makes_no_gap_of_the_others():
    small = Small({"X": item(county="sum", frequency="quarterly")}, ["T01", "T02"])
    small.report("T01", "X", 1).report("T02", "X", None, None, 2)
    assert (small.cell("XX", "X", 3)["status"], small.cell("XX", "X", 3)["value"]) == ("scored", 3)


def test_a_level_rolled_up_later_still_lacks_the_township_that_never_reported():
    small = rolled("mean", frequency="quarterly")
    small.report("T01", "X", None, None, 10).report("T02", "X", None, None, 20)
    assert [small.cell("XX", "X", month)["status"] for month in (3, 4)] == ["partial", "partial"]


PLAN = [0, 0, 5, 10, 25, 40, 55, 65, 80, 100, 100, 100]


def test_amounts_are_judged_by_the_share_that_is_due():
    small = Small({"C03": item(2, target=24, plan=PLAN)}).report("T01", "C03", 0, 0, 0, 1, 3)
    assert small.points("T01", "C03", 5, "schedule") == pytest.approx(2 * (1 + 3) / (24 * 0.25))
    assert small.points("T01", "C03", 5) == pytest.approx(2 * (1 + 3) / 24)


def test_before_anything_is_due_nothing_done_is_full_marks():
    small = Small({"C03": item(2, target=24, plan=PLAN)}).report("T01", "C03", 0, 0)
    assert small.points("T01", "C03", 2, "schedule") == 2


def test_without_a_plan_an_amount_is_due_by_twelfths():
    small = Small({"A01": item(2, target=12)}).report("T01", "A01", *[1] * 12)
    assert [small.points("T01", "A01", month, "schedule") for month in range(1, 13)] == pytest.approx([2] * 12)


def test_levels_are_judged_by_their_distance_from_what_is_due():
    plan = [38, 38, 38.5, 39, 40, 41, 42, 43, 43.5, 44, 45, 45]
    small = Small({"D04": level(2, rule={"type": "linear", "zero_at": 25, "full_at": 45}, target=45, plan=plan)})
    small.report("T01", "D04", 38, 38, 38.5, 38, 39)
    assert small.points("T01", "D04", 3, "schedule") == pytest.approx(2)
    assert small.points("T01", "D04", 5, "schedule") == pytest.approx(2 * (39 + (45 - 40) - 25) / 20)


def test_what_is_reported_by_the_quarter_is_judged_by_what_was_due_at_the_last_report():
    plan = [10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 97, 100]
    small = Small({"K01": item(2, accumulate="latest", schedule="share", target=100, plan=plan, frequency="quarterly")})
    small.report("T01", "K01", None, None, 24)
    assert small.points("T01", "K01", 5, "schedule") == pytest.approx(2 * 24 / 30)   # not 24 ÷ the 50 of May


def test_on_its_plan_a_cell_has_full_marks_at_every_month():
    levels = level(3, rule={"type": "linear", "zero_at": 0, "full_at": 80}, target=80, plan=[5 + 75 * m / 11 for m in range(12)])
    small = Small({"L": levels, "S": item(3, target=24, plan=PLAN)})
    small.report("T01", "L", *levels["plan"]).report("T01", "S", *np.diff([0, *PLAN]) * 0.24)
    for month in range(1, 13):
        assert small.unit("T01", month, "schedule")["points"] == pytest.approx(6)


# PM2.5 by month, weighed by days: to May 38.72, the year 31.68 (domain 3.3); for T = 30 the path stands at 36.67 in May.
PM25 = [56, 46, 38, 30, 24, 19, 16, 16, 21, 30, 38, 47]
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


@pytest.fixture(scope="module")
def air() -> Small:
    rule = {"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"}
    entry = level(5, accumulate="mean", measure="μg/m³", rule=rule, target=30, baseline=33, schedule="seasonal", plan=[100] * 12)
    small = Small({"C01": entry}, ["T01"])
    return small.report("T01", "C01", *PM25, base=DAYS, year=2025).report("T01", "C01", *PM25[:5], base=DAYS)


def test_a_seasonal_mean_is_held_against_last_years_path(air):
    cell = air.cell("T01", "C01", 5, "schedule")
    assert cell["value"] == pytest.approx(38.72, abs=0.005)
    assert cell["due"] == pytest.approx(36.67, abs=0.015)        # 30 × 38.72 ÷ 31.68
    assert 5 - cell["points"] == pytest.approx(2.05, abs=0.015)  # μg/m³ above the path, one point each


def test_judged_by_the_whole_year_the_same_months_lose_everything(air):
    assert air.points("T01", "C01", 5) == 0                      # 8.72 above target


def test_the_baseline_of_a_month_is_the_same_period_of_last_year(air):
    assert air.cell("T01", "C01", 2)["baseline"] == pytest.approx((56 * 31 + 46 * 28) / 59)


def test_where_last_year_is_not_known_the_plan_stands_in_for_its_path():
    rule = {"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"}
    plan = [150, 140, 130, 120, 110, 105, 100, 95, 92, 94, 97, 100]
    entry = level(5, accumulate="mean", rule=rule, target=30, baseline=33, schedule="seasonal", plan=plan)
    small = Small({"C01": entry}).report("T01", "C01", 46)
    assert small.cell("T01", "C01", 1, "schedule")["due"] == pytest.approx(45)
    assert small.points("T01", "C01", 1, "schedule") == pytest.approx(5 - 1)
