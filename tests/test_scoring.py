"""From cells to ranks on small counties whose figures are worked out by hand, and what must hold for any county."""

import math
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.numbers import shown
from readiness.year import BASES
from tests.small import Small, fires, item, level

QUICK = settings(max_examples=15, deadline=None)


# --- not applicable -------------------------------------------------------------------------------------------------------

def with_one_item_elsewhere(policy: str, **settings) -> Small:
    """Three items of 2, 3 and 5 points; the 5 are not T01's.  T01 earns half of the 2 and all of the 3."""
    items = {"A": level(2), "B": level(3), "C": level(5, townships="none", **settings)}
    small = Small(items, not_applicable=policy)
    return small.report("T01", "A", 50).report("T01", "B", 100)


@pytest.mark.parametrize(("policy", "points", "full"), [
    ("rescale", 1 + 3, 5), ("full", 1 + 3 + 5, 10), ("share", 4.5 * 0.5 + 5.5, 10), ("constant", 1 + 3 + 5 * 0.95, 10)])
def test_what_does_not_apply_is_treated_as_the_rubric_says(policy, points, full):
    unit = with_one_item_elsewhere(policy, constant_share=0.95).unit("T01", 1)
    assert (unit["points"], unit["full_points"]) == pytest.approx((points, full))
    assert unit["total"] == pytest.approx(100 * points / full)


def test_an_indicator_may_have_its_own_way_with_what_does_not_apply():
    small = with_one_item_elsewhere("rescale", not_applicable="full")
    assert small.total("T01", 1) == pytest.approx(100 * 9 / 10)


def test_points_are_shared_out_within_the_category_only():
    small = Small({"甲": {"indicators": {"A": level(2), "N": level(4, townships="none")}}, "乙": {"indicators": {"B": level(4)}}},
                  not_applicable="share").report("T01", "A", 50).report("T01", "B", 100)
    assert [small.cell("T01", key, 1)["full_points"] for key in ("A", "B")] == [6, 4]
    assert small.total("T01", 1) == pytest.approx(100 * (6 / 2 + 4) / 10)


def test_a_unit_without_a_task_of_its_own_is_not_judged_by_it():
    small = Small({"A": level(2), "C": item(8, target="per_unit")}, ["T01", "T02"], targets={"C": {"T02": 4}})
    for unit in ("T01", "T02"):
        small.report(unit, "A", 100).report(unit, "C", 1)
    assert [small.total(unit, 1) for unit in ("T01", "T02")] == pytest.approx([100, 100 * (2 + 8 / 4) / 10])


def test_a_month_without_cases_is_left_out_or_full_as_the_indicator_says():
    ratio = {"accumulate": "ratio", "measure": "%"}
    small = Small({"A": level(4, **ratio), "B": level(6, **ratio, no_cases="full"), "C": level(10)})
    small.report("T01", "A", 0, base=[0]).report("T01", "B", 0, base=[0]).report("T01", "C", 50)
    assert [small.cell("T01", key, 1)["status"] for key in ("A", "B")] == ["not_applicable", "scored"]
    assert small.total("T01", 1) == pytest.approx(100 * (6 + 5) / 16)


def test_what_a_department_supports_counts_its_share_under_every_policy():
    small = Small({"A": level(4), "C": item(8, target="per_unit", county="sum")}, ["T01"], {"D01": {"leads": ["A"], "supports": ["C"]}},
                  targets={"C": {"T01": 4}}, not_applicable="full").report("XX", "A", 100)
    cell = small.cell("D01", "C", 1)                             # the county itself has no target: nothing to judge
    assert (cell["full_points"], cell["points"]) == (4, 4)


# --- missing is not nought, and not full ----------------------------------------------------------------------------------

def test_a_due_month_without_report_earns_nothing_and_a_reported_nought_earns_what_it_is_worth():
    small = Small({"F": fires(10)}, ["T01", "T02"]).report("T01", "F", 0)
    assert [small.points(unit, "F", 1) for unit in ("T01", "T02")] == [10, 0]


def test_an_event_count_earns_only_while_every_month_is_reported():
    small = Small({"F": fires(10)}).report("T01", "F", 0, 0, None, 0)
    assert [small.points("T01", "F", month) for month in (1, 2, 3, 4)] == [10, 10, 0, 0]


def test_a_rubric_may_keep_what_was_reported_but_never_for_events():
    small = Small({"A": level(4), "F": fires(6)}, unreported="as_reported")
    small.report("T01", "A", 50).report("T01", "F", 0)
    assert [small.points("T01", "A", month) for month in (1, 2)] == [2, 2]
    assert [small.points("T01", "F", month) for month in (1, 2)] == [6, 0]


def test_nothing_reported_is_nothing_earned_even_where_no_cases_would_be_full():
    entry = level(6, accumulate="ratio", measure="%", no_cases="full")
    assert Small({"B": entry}, unreported="as_reported").points("T01", "B", 1) == 0


@pytest.mark.parametrize("basis", ["today", "schedule", "forecast", "worst"])
def test_a_unit_that_reports_nothing_never_leads(basis):
    small = Small({"F": fires(10), "Q": item(5, frequency="quarterly"), "A": level(5)}, ["T01", "T02"])
    for month in range(12):
        small.report("T02", "F", *[None] * month, 8)
        small.report("T02", "A", *[None] * month, 1)
    for month in range(1, 13):
        if basis != "forecast" or month >= 3:       # before March the quarter's plan may still be kept by both
            assert small.total("T01", month, basis) == 0
        assert small.unit("T02", month, basis)["rank"] == 1


def test_before_a_figure_is_due_it_is_grey_on_schedule_and_not_yet_earned_today():
    small = Small({"Q": item(5, frequency="quarterly"), "A": level(5)}).report("T01", "A", 100)
    assert math.isnan(small.points("T01", "Q", 1, "schedule"))
    assert small.total("T01", 1, "schedule") == 100
    assert small.total("T01", 1, "today") == 50


def test_in_january_nothing_moves_and_somebody_leads():
    small = Small({"A": level(10)}, ["T01", "T02"]).report("T01", "A", 60).report("T02", "A", 80)
    assert small.column("rank", 1) == pytest.approx({"T01": 2, "T02": 1, "XX": math.nan}, nan_ok=True)
    assert all(math.isnan(change) for change in small.column("rank_change", 1).values())


# --- departments ----------------------------------------------------------------------------------------------------------

def department(**months) -> Small:
    """D01 leads B (4), supports S (8 at half), has the duty A (2); the county stands at B 75, S 50; D01 itself at A 50."""
    small = Small({"A": level(2), "B": level(4), "S": level(8)}, ["T01"],
                  {"D01": {"leads": ["B"], "supports": ["S"]}, "D02": {"leads": ["A", "S"]}}, mix={"general_duties": ["A"]})
    return small.report("XX", "B", 75).report("XX", "S", 50).report("D01", "A", 50)


def test_a_department_is_mixed_60_to_40_from_business_and_duties():
    business = 100 * (4 * 0.75 + 4 * 0.5) / (4 + 4)
    assert department().total("D01", 1) == pytest.approx(0.6 * business + 0.4 * 50)


def test_a_department_that_leads_its_duty_counts_it_once_as_business():
    small = department()
    assert small.cell("D02", "A", 1)["role"] == "lead"
    assert small.unit("D02", 1)["full_points"] == 2 + 8


def test_a_department_with_duties_alone_is_judged_by_them_alone():
    small = Small({"A": level(2), "B": level(4)}, departments={"D01": {"leads": ["B"]}, "D03": {}}, mix={"general_duties": ["A"]})
    assert small.report("D03", "A", 50).total("D03", 1) == pytest.approx(50)


def test_a_department_that_leads_answers_for_the_countys_figure():
    small = Small({"A": item(10, county="sum")}, ["T01", "T02"], {"D01": {"leads": ["A"]}})
    small.report("T01", "A", 2).report("T02", "A", 3)
    assert small.cell("D01", "A", 1)["value"] == 5


# --- bonus and deductions -------------------------------------------------------------------------------------------------

def adjusted() -> Small:
    bonus = {"BN1": {"each": {"国家级": 2, "省级": 0.5}, "cap": 2}, "BN2": {"each": {"推广": 1.5}},
             "BN3": {"beats": {"indicator": "C01", "step": 1, "points": 0.3}, "cap": 1}}
    deductions = {"DD1": {"each": {"约谈": 2}, "cap": 3}, "DD2": {"each": {"通报": 1}}}
    air = level(10, accumulate="mean", target=30, rule={"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"})
    return Small({"C01": air}, ["T01", "T02"], bonus=bonus, deductions=deductions)


@pytest.mark.parametrize(("unit", "events", "bonus"), [
    ("T01", {"国家级": 1, "省级": 1}, 2), ("T01", {"省级": 3}, 1.5), ("T01", {"国家级": 5, "推广": 5}, 3), ("XX", {"国家级": 1, "推广": 5}, 5)])
def test_bonuses_are_capped_one_by_one_and_in_all_by_kind_of_unit(unit, events, bonus):
    small = adjusted().report(unit, "C01", 30)
    for part, count in events.items():
        small.report(unit, "BN2" if part == "推广" else "BN1", count, part=part)
    assert small.unit(unit, 1)["bonus"] == pytest.approx(bonus)
    assert small.total(unit, 1) == pytest.approx(100 + bonus)


def test_deductions_are_capped_one_by_one_and_in_all():
    small = adjusted().report("T01", "C01", 30, 30).report("T01", "DD1", 1, 1, part="约谈")
    assert [small.unit("T01", month)["deduction"] for month in (1, 2)] == [2, 3]
    small.report("T01", "DD2", 0, 5, part="通报")                # 3 + 5 in all, at most 3 for a township
    assert small.unit("T01", 2)["deduction"] == 3
    assert small.total("T01", 2) == pytest.approx(100 - 3)


@pytest.mark.parametrize(("value", "bonus"), [(30, 0), (29.1, 0), (29, 0.3), (27.5, 0.6), (20, 1)])
def test_whole_steps_beyond_the_target_earn_a_bonus(value, bonus):
    assert adjusted().report("T01", "C01", value).unit("T01", 1)["bonus"] == pytest.approx(bonus)


def test_a_figure_that_is_not_there_beats_no_target():
    assert adjusted().unit("T02", 1)["bonus"] == 0


# --- grades and vetoes ----------------------------------------------------------------------------------------------------

def graded(value: float, veto: dict | None = None, **events) -> Small:
    small = Small({"A": level(100, possible=[0, 100])}, vetoes={"V1": veto} if veto else {}).report("T01", "A", value)
    return small.report("T01", "V1", 1) if veto and "missed" not in veto else small


@pytest.mark.parametrize(("total", "displayed", "grade"), [
    (100, "100.00", "优秀"), (90, "90.00", "优秀"), (89.995, "90.00", "优秀"), (89.994, "89.99", "良好"),
    (80, "80.00", "良好"), (79.9949, "79.99", "合格"), (60, "60.00", "合格"), (59.99, "59.99", "不合格"), (0, "0.00", "不合格")])
def test_the_grade_is_decided_on_the_total_as_displayed(total, displayed, grade):
    small = graded(total)
    assert shown(small.total("T01", 1)) == displayed
    assert small.unit("T01", 1)["grade"] == grade


@pytest.mark.parametrize(("effect", "before", "after"), [
    ({"effect": "fail"}, 95, "不合格"), ({"effect": "cap_grade", "grade": "合格"}, 95, "合格"),
    ({"effect": "cap_grade", "grade": "合格"}, 30, "不合格"), ({"effect": "not_excellent"}, 95, "良好"),
    ({"effect": "not_excellent"}, 65, "合格"), ({"effect": "downgrade"}, 95, "良好"),
    ({"effect": "downgrade", "levels": 2}, 95, "合格"), ({"effect": "downgrade", "levels": 9}, 95, "不合格")])
def test_a_veto_changes_the_grade_and_no_point(effect, before, after):
    struck, spared = graded(before, effect).unit("T01", 1), graded(before).unit("T01", 1)
    assert struck["grade"] == after
    assert struck["vetoes"] == "V1"
    assert [struck[column] for column in ("points", "total", "rank")] == [spared[column] for column in ("points", "total", "rank")]


def test_a_reported_veto_stays_for_the_rest_of_the_year_and_never_reaches_back():
    small = Small({"A": level(10)}, vetoes={"V1": {"effect": "fail"}}).report("T01", "A", 95, 95, 95).report("T01", "V1", None, 1)
    assert [small.unit("T01", month)["grade"] for month in (1, 2, 3)] == ["优秀", "不合格", "不合格"]


def test_a_task_missed_strikes_at_year_end_and_not_before():
    veto = {"effect": "cap_grade", "grade": "合格", "missed": {"indicator": "B02"}}
    small = Small({"B02": level(10, target=99, rule={"type": "linear", "zero_at": 0, "full_at": 100})}, vetoes={"V2": veto})
    small.report("T01", "B02", *[98] * 12)
    assert [small.unit("T01", month)["grade"] for month in (11, 12)] == ["优秀", "合格"]


def test_worse_than_last_year_and_over_target_forbids_the_best_grade():
    air = level(1, accumulate="mean", target=30, baseline=33, rule={"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"})
    veto = {"effect": "not_excellent", "worse": {"indicator": "C01"}}
    small = Small({"C01": air, "A": level(99)}, ["T01", "T02", "T03"], vetoes={"V8": veto})
    for unit, value in (("T01", 34), ("T02", 32), ("T03", 29)):
        small.report(unit, "C01", value).report(unit, "A", 100)
    assert small.column("grade", 1) == {"T01": "良好", "T02": "优秀", "T03": "优秀", "XX": "不合格"}


def test_a_veto_that_threatens_is_told_before_it_strikes():
    water = fires(10, {"劣五类": 0.3})
    small = Small({"D01": water}, vetoes={"V5": {"effect": "fail", "watch": {"indicator": "D01", "part": "劣五类", "at_least": 1}}})
    small.report("T01", "D01", 0, 1, part="劣五类")
    assert [small.unit("T01", month)["risks"] for month in (1, 2)] == ["", "V5"]
    assert small.unit("T01", 2)["vetoes"] == ""
    assert small.unit("T01", 2)["light"] == "red"


# --- ranks ----------------------------------------------------------------------------------------------------------------

def ranked(*values: float, types=()) -> dict[str, float]:
    units = {f"T{at}": {"type": types[at] if types else ""} for at in range(len(values))}
    small = Small({"A": level(100)}, units)
    for at, value in enumerate(values):
        small.report(f"T{at}", "A", value)
    return {column: [small.column(column, 1)[f"T{at}"] for at in range(len(values))] for column in ("rank", "rank_in_type", "tied")}


def test_equal_totals_share_a_rank_and_the_next_is_left_out():
    found = ranked(80, 95, 80, 70)
    assert found["rank"] == [2, 1, 2, 4]
    assert found["tied"] == [True, False, True, False]


def test_floating_noise_splits_no_tie():
    assert 0.1 + 0.2 != 0.3
    assert ranked(0.1 + 0.2, 0.3, 0.300001)["rank"] == [2, 2, 1]


def test_ranks_are_given_within_a_type_too():
    assert ranked(90, 80, 70, 60, types=["农业", "工业", "工业", "农业"])["rank_in_type"] == [1, 1, 2, 2]


def test_departments_are_ranked_among_themselves_and_the_county_stands_alone():
    small = Small({"A": level(10)}, ["T01", "T02"], {"D01": {"leads": ["A"]}})
    small.report("T01", "A", 90).report("T02", "A", 95).report("XX", "A", 50)
    ranks = small.column("rank", 1)
    assert (ranks["T01"], ranks["T02"], ranks["D01"]) == (2, 1, 1)
    assert math.isnan(ranks["XX"])


def test_places_won_since_last_month_are_positive():
    small = Small({"A": level(10)}, ["T01", "T02"]).report("T01", "A", 10, 90).report("T02", "A", 50, 50)
    changes = small.column("rank_change", 2)
    assert (changes["T01"], changes["T02"]) == (1, -1)


# --- what holds for any county --------------------------------------------------------------------------------------------

RULES = {
    "share": item(3, target=20), "level": level(2), "down": level(4, rule={"type": "linear", "zero_at": 80, "full_at": 10}),
    "tiers": level(5, rule={"type": "tiers", "tiers": [{"min": 80, "points": 5}, {"min": 30, "points": 2}], "else": 0.5}),
    "deduct": level(4, accumulate="mean", target=40, rule={"type": "per_unit_deduct", "deduct_per_unit": 0.5, "beyond": "above"}),
    "events": fires(2, 0.5), "ratio": level(3, accumulate="ratio", measure="%", target=90, plan=None),
    "elsewhere": level(6, townships=["T01"]), "quarter": item(1, frequency="quarterly"),
}
UNITS = ("T01", "T02", "T03")


def reports_of(seed: int) -> dict[str, list[list[float | None]]]:
    """Figures of every indicator, unit and month, one in ten not reported."""
    random = np.random.default_rng(seed)
    drawn = {key: (random.integers(0, 101, (3, 12)), random.random((3, 12)) < 0.1) for key in RULES}
    return {key: [[None if gone else float(value) for value, gone in zip(*row, strict=True)] for row in zip(*pair, strict=True)]
            for key, pair in drawn.items()}


REPORTS = st.integers(0, 2**32 - 1).map(reports_of)


def county_with(reports, items=RULES, units=UNITS, **settings) -> Small:
    small = Small(items, units, {"D01": {"leads": list(items)}}, **settings)
    for key in items:
        for at, unit in enumerate(UNITS):
            small.report(unit, key, *reports[key][at], base=[100] * 12 if key == "ratio" else ())
    return small


@QUICK
@given(REPORTS, st.sampled_from(list(BASES)), st.sampled_from(["rescale", "full", "share", "constant"]))
def test_points_lie_between_nought_and_full_and_parts_sum_to_wholes(reports, basis, policy):
    small = county_with(reports, not_applicable=policy)
    scored = small.assessment(basis)
    points, full = scored.cells.points, scored.cells.full
    judged = ~np.isnan(points)
    assert np.all((points >= -1e-12) & (points <= full + 1e-9), where=judged)
    view = small.view(7, basis)
    cells, categories, units = view.cells, view.categories, view.units.set_index("unit")
    for unit in UNITS:
        own = cells[cells["unit"] == unit]
        known = own[own["points"].notna() & (own["full_points"] > 0)]
        subtotal = 100 * math.fsum(known["points"]) / math.fsum(known["full_points"])
        assert units.loc[unit, "subtotal"] == pytest.approx(subtotal, abs=1e-9)
        assert units.loc[unit, "points"] == pytest.approx(categories[categories["unit"] == unit]["points"].sum(), abs=1e-9)
        assert math.fsum(known["owed_on_100"]) == pytest.approx(100 - subtotal, abs=1e-9)


@QUICK
@given(REPORTS, st.sampled_from(list(BASES)))
def test_a_veto_moves_no_point(reports, basis):
    plain = county_with(reports)
    struck = county_with(reports, vetoes={"V1": {"effect": "fail"}}).report("T01", "V1", 1)
    for unit in UNITS:
        assert struck.total(unit, 6, basis) == plain.total(unit, 6, basis)
    assert struck.unit("T01", 6, basis)["grade"] == "不合格"


@QUICK
@given(REPORTS, st.sampled_from(list(BASES)))
def test_an_item_that_does_not_apply_could_as_well_not_be_there(reports, basis):
    whole = county_with(reports)
    without = county_with(reports, {key: entry for key, entry in RULES.items() if key != "elsewhere"})
    for unit in ("T02", "T03"):
        assert whole.total(unit, 8, basis) == pytest.approx(without.total(unit, 8, basis), abs=1e-9)


@QUICK
@given(REPORTS, st.permutations(UNITS))
def test_the_order_of_the_units_does_not_matter(reports, order):
    one, other = county_with(reports), county_with(reports, units=order)
    for column in ("total", "rank", "grade"):
        first, second = one.column(column, 9, "schedule"), other.column(column, 9, "schedule")
        assert all(first[unit] == second[unit] or math.isnan(first[unit]) for unit in UNITS)


@QUICK
@given(REPORTS, st.sampled_from(sorted(set(RULES) - {"ratio", "quarter"})), st.integers(0, 6), st.integers(1, 50),
       st.sampled_from(["today", "schedule", "best", "worst"]))     # a forecast follows the movement, so a low January may raise it
def test_a_better_figure_never_scores_less(reports, key, month, better, basis):
    small = county_with(reports)
    value = reports[key][0][month]
    before = small.total("T01", 7, basis)
    if value is not None:
        up = small.rubric.indicators[key].more_is_better
        reports[key][0][month] = value + better if up else max(value - better, 0)
    assert county_with(reports).total("T01", 7, basis) >= before - 1e-9


@pytest.mark.parametrize("block", [1, 4, 5])
def test_units_scored_in_blocks_score_as_all_at_once(monkeypatch, block):
    units = [f"T{at:02d}" for at in range(11)]
    figures = {key: np.random.default_rng(7).integers(0, 30, (11, 3)).astype(float) for key in ("share", "tiers", "events", "elsewhere")}

    def crowd() -> Small:
        made = Small({key: RULES[key] for key in figures}, units, {"D01": {"leads": list(figures)}}, not_applicable="share")
        for key, table in figures.items():
            for unit, months in zip(units, table, strict=True):
                made.report(unit, key, *months)
        return made

    whole = crowd().totals(3, "schedule")
    monkeypatch.setattr(import_module("readiness.scoring.assess"), "BLOCK", block)
    assert crowd().totals(3, "schedule") == whole


def test_a_unit_among_many_scores_as_it_would_alone():
    reports = reports_of(7)
    for unit in UNITS:
        alone = Small(RULES, [unit])
        for key in RULES:
            alone.report(unit, key, *reports[key][UNITS.index(unit)], base=[100] * 12 if key == "ratio" else ())
        assert alone.total(unit, 5, "schedule") == pytest.approx(county_with(reports).total(unit, 5, "schedule"), abs=1e-9)
