"""Rules that judge units beside one another, against slow plain reckonings unit by unit; what it takes; what is said of it."""

import math
import re
import statistics
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.numbers import shown
from readiness.rule import Case
from readiness.rules import make
from tests.small import Small, item, level

FULL = 10.0
NEVER, QUIET = {"deadline": None}, {"max_examples": 60}


# Slow reckonings: one unit's value, the others' values, what share of the points it earns.

def slow_rank(own, others, less=False, average=False, bands=(), rest=0.0):
    better = sum(other < own if less else other > own for other in others)
    place = 1 + better + (sum(other == own for other in others) / 2 if average else 0)
    if bands:
        return next((points for last, points in bands if place <= last), rest) / FULL
    return 1 - (place - 1) / len(others) if others else 1.0


def slow_to_best(own, others, less=False):
    best = (min if less else max)([own, *others])
    return 1.0 if own == best else best / own if less else own / best


def slow_min_max(own, others, less=False):
    low, high = min([own, *others]), max([own, *others])
    if low == high:
        return 1.0
    return (high - own if less else own - low) / (high - low)


def slow_z_score(own, others, less=False, sample=True):
    every = [own, *others]
    spread = (statistics.stdev if sample else statistics.pstdev)(every) if others else 0.0
    z = (own - statistics.fmean(every)) / spread if len(set(every)) > 1 else 0.0
    return min(max((6 + 2 * (-z if less else z)) / FULL, 0.0), 1.0)


def slow_efficacy(own, others, less=False):
    return (60 + 40 * slow_min_max(own, others, less)) / 100


Z = {"at_mean": 6, "per_deviation": 2}
BANDS = {"bands": [{"to": 1, "points": 10}, {"to": 3, "points": 6}], "else": 2}
RULES = {
    "rank": ({"type": "rank"}, slow_rank),
    "rank of less": ({"type": "rank", "less_is_better": True}, lambda own, others: slow_rank(own, others, less=True)),
    "rank at its mean": ({"type": "rank", "ties": "average"}, lambda own, others: slow_rank(own, others, average=True)),
    "rank by bands": ({"type": "rank", **BANDS}, lambda own, others: slow_rank(own, others, bands=((1, 10), (3, 6)), rest=2)),
    "relative to best": ({"type": "relative_to_best"}, slow_to_best),
    "relative to least": ({"type": "relative_to_best", "less_is_better": True},
                          lambda own, others: slow_to_best(own, others, less=True)),
    "min_max": ({"type": "min_max"}, slow_min_max),
    "min_max of less": ({"type": "min_max", "less_is_better": True}, lambda own, others: slow_min_max(own, others, less=True)),
    "z of a sample": ({"type": "z_score", **Z}, slow_z_score),
    "z of a population": ({"type": "z_score", **Z, "deviation": "population"},
                          lambda own, others: slow_z_score(own, others, sample=False)),
    "z of less": ({"type": "z_score", **Z, "less_is_better": True}, lambda own, others: slow_z_score(own, others, less=True)),
    "efficacy": ({"type": "efficacy"}, slow_efficacy),
    "efficacy of less": ({"type": "efficacy", "less_is_better": True}, lambda own, others: slow_efficacy(own, others, less=True)),
}
named = pytest.mark.parametrize("name", RULES)

number = st.integers(1, 12).map(lambda whole: whole / 4) | st.floats(0.01, 1000).map(lambda some: round(some, 3))
company = st.integers(1, 7).flatmap(lambda count: st.tuples(
    st.lists(st.tuples(st.none() | number, st.none() | number), min_size=count, max_size=count),
    st.lists(st.sampled_from((0, 0, 0, 1, -1)), min_size=count, max_size=count)))


def case_of(values, groups) -> Case:
    matrix = np.array([[math.nan if value is None else value for value in row] for row in values])
    return Case(matrix, full=FULL, groups={"kind": np.array(groups), "type": np.array(groups)})


def rule_of(name: str):
    return make(**{"name": RULES[name][0]["type"], **{key: value for key, value in RULES[name][0].items() if key != "type"}})


def others_of(values, groups, unit: int, month: int) -> list[float]:
    return [row[month] for at, row in enumerate(values)
            if at != unit and groups[at] == groups[unit] and row[month] is not None]


@named
@given(company)
@settings(**NEVER, **QUIET)
def test_every_unit_earns_what_a_reckoning_unit_by_unit_gives(name, given_units):
    values, groups = given_units
    got = rule_of(name).points(case_of(values, groups))
    for unit, row in enumerate(values):
        for month, own in enumerate(row):
            if own is None or groups[unit] < 0:
                assert math.isnan(got[unit, month])
            else:
                expected = FULL * RULES[name][1](own, others_of(values, groups, unit, month))
                assert got[unit, month] == pytest.approx(expected, abs=1e-9)


# What it takes: the named value in the unit's place, the others as they are.

def instead(case: Case, unit: int, value: float) -> Case:
    changed = case.value.copy()
    changed[unit, 0] = value
    return replace(case, value=changed)


beside_others = st.lists(number, min_size=2, max_size=7, unique=True)


@named
@given(beside_others, st.floats(0.62, 1.0))
@settings(**NEVER, **QUIET)
def test_the_named_value_earns_the_share_and_a_little_less_does_not(name, values, share):
    rule, case = rule_of(name), case_of([(value,) for value in values], [0] * len(values))
    named_value = float(rule.inverse(share, case)[0, 0])
    if math.isnan(named_value):              # a z-score that so few units cannot reach
        assert RULES[name][0]["type"] == "z_score"
        assert (share * FULL - 6) / 2 >= (len(values) - 1) / math.sqrt(len(values)) - 1e-9
        return
    little = -1e-4 if rule.more_is_better else 1e-4
    spread = len(set(values[1:])) > 1
    if spread or RULES[name][0]["type"] != "z_score":      # beside equals any value above them has the same z-score
        assert rule.points(instead(case, 0, named_value))[0, 0] >= share * FULL - 1e-6
        assert rule.points(instead(case, 0, named_value + little))[0, 0] < share * FULL


@named
def test_a_unit_that_stands_alone_has_nobody_better_beside_it(name):
    expected = 6.0 if RULES[name][0]["type"] == "z_score" else FULL
    assert float(rule_of(name).points(case_of([(3.0,)], [0]))[0, 0]) == pytest.approx(expected)


@named
def test_equal_values_from_different_sums_earn_the_same(name):
    values = [(0.1 + 0.2,), (0.3,), (0.1 * 3,)]
    alone = rule_of(name).points(case_of([(0.3,)] * 3, [0] * 3))
    assert rule_of(name).points(case_of(values, [0] * 3)) == pytest.approx(alone, abs=1e-9)


@named
def test_equal_great_figures_from_different_sums_earn_the_same(name):
    values = [(68_212_208.1 + 0.2,), (68_212_208.3,), (68_212_208.2 + 0.1,)]
    alone = rule_of(name).points(case_of([(68_212_208.3,)] * 3, [0] * 3))
    assert rule_of(name).points(case_of(values, [0] * 3)) == pytest.approx(alone, abs=1e-9)


def test_the_last_digit_of_a_great_figure_decides_the_place():
    got = make("rank").points(case_of([(68_212_208.01,), (68_212_208.02,), (68_212_208.0,)], [0] * 3))
    assert got[:, 0].tolist() == [5.0, 10.0, 0.0]


def test_a_z_score_of_great_figures_with_a_small_spread_is_turned_back():
    rule, case = make("z_score", **Z), case_of([(68_212_208.0,), (68_212_207.0,), (68_212_209.0,), (68_212_205.0,)], [0] * 4)
    named_value = float(rule.inverse(0.7, case)[0, 0])
    assert rule.points(instead(case, 0, named_value))[0, 0] == pytest.approx(7.0, abs=1e-6)


# Through the whole engine: kinds, types, the county's figure, tables and sentences.

def county(name: str, values: dict[str, float | None], types: dict[str, str] | None = None, **more) -> Small:
    townships = {unit: {"type": (types or {}).get(unit, "")} for unit in values if unit.startswith("T")}
    made = Small({"L": level(FULL, rule=RULES[name][0], possible=[0, 1000], **more.pop("item", {}))}, townships, **more)
    for unit, value in values.items():
        made.report(unit, "L", value)
    return made


VALUES = {"T01": 40.0, "T02": 70.0, "T03": 70.0, "T04": None, "T05": 55.0}


@named
def test_the_sentence_of_a_cell_states_the_points_that_were_scored(name):
    made = county(name, VALUES)
    for unit in ("T01", "T02", "T05"):
        arithmetic, end = made.view(1).explain(unit, "L").sentence.split("。得 ")
        points = shown(made.points(unit, "L", 1))
        assert re.findall(r"(?:= |得 )(-?[\d.]+) 分", arithmetic)[-1] == points
        assert end.startswith(f"{points} 分，满分 10 分")


@named
def test_a_gap_names_the_value_that_wins_the_full_points(name):
    made = county(name, VALUES)
    owing = "T02" if RULES[name][0].get("less_is_better") else "T01"
    gap = made.view(1).gaps.set_index("unit").loc[owing]
    assert gap["owed"] == pytest.approx(FULL - made.points(owing, "L", 1))
    if RULES[name][0]["type"] == "z_score":       # four units cannot stand two deviations above their mean
        assert math.isnan(gap["target"])
    else:
        won = county(name, {**VALUES, owing: gap["target"]})
        assert won.points(owing, "L", 1) == pytest.approx(FULL)


@named
def test_a_unit_that_has_not_reported_earns_nothing_and_is_beside_nobody(name):
    made = county(name, VALUES)
    without = county(name, {unit: value for unit, value in VALUES.items() if unit != "T04"})
    assert made.points("T04", "L", 1) == 0
    assert [made.points(unit, "L", 1) for unit in ("T01", "T02", "T05")] == [
        without.points(unit, "L", 1) for unit in ("T01", "T02", "T05")]


@named
def test_a_unit_to_which_the_item_does_not_apply_is_beside_nobody(name):
    made = county(name, {"T01": 40, "T02": 70, "T05": 55, "T06": None}, item={"townships": ["T01", "T02", "T05"]})
    beside = {"T01": [70, 55], "T02": [40, 55], "T05": [40, 70]}
    own = {"T01": 40, "T02": 70, "T05": 55}
    for unit, others in beside.items():
        assert made.points(unit, "L", 1) == pytest.approx(FULL * RULES[name][1](own[unit], others))
    assert made.cell("T06", "L", 1)["status"] == "not_applicable"


@named
def test_within_a_type_only_units_of_that_type_stand_beside_one_another(name):
    types = {"T01": "城区型", "T02": "农业型", "T03": "农业型", "T05": "城区型"}
    made = Small({"L": level(FULL, rule={**RULES[name][0], "within": "type"})}, {unit: {"type": kind} for unit, kind in types.items()})
    for unit, value in (("T01", 40), ("T02", 70), ("T03", 60), ("T05", 55)):
        made.report(unit, "L", value)
    assert made.points("T03", "L", 1) == pytest.approx(FULL * RULES[name][1](60, [70]))
    assert made.points("T05", "L", 1) == pytest.approx(FULL * RULES[name][1](55, [40]))


@named
def test_a_department_judged_by_the_countys_figure_stands_beside_nobody_as_the_county_does(name):
    made = county(name, {"T01": 90, "T02": 70, "XX": 50}, departments={"D01": {"leads": ["L"]}, "D02": {"supports": ["L"]}})
    alone = 6.0 if RULES[name][0]["type"] == "z_score" else FULL
    assert made.points("XX", "L", 1) == pytest.approx(alone)
    assert made.points("D01", "L", 1) == pytest.approx(alone)
    assert made.points("D02", "L", 1) == pytest.approx(alone / 2)
    assert made.points("T02", "L", 1) == pytest.approx(FULL * RULES[name][1](70, [90]))
    assert "同类 3 个单位" not in made.view(1).explain("D01", "L").sentence


@named
def test_departments_are_judged_beside_departments_on_a_duty_that_all_have(name):
    made = county(name, {"T01": 90, "D01": 50, "D02": 70}, departments={"D01": {}, "D02": {}}, mix={"general_duties": ["L"]})
    made.report("D01", "L", 50).report("D02", "L", 70)
    assert made.points("D01", "L", 1) == pytest.approx(FULL * RULES[name][1](50, [70]))


@named
def test_tables_of_units_categories_and_cells_are_there_on_both_bases(name):
    made = county(name, VALUES)
    for basis in ("today", "schedule"):
        view = made.view(1, basis)
        assert view.cells["points"].notna().sum() >= 4
        assert set(view.units["unit"]) >= set(VALUES)
        assert view.categories.set_index("unit").loc["T01", "points"] == pytest.approx(made.points("T01", "L", 1, basis))


@named
def test_a_unit_without_a_figure_and_without_company_has_a_curve_all_the_same(name):
    made = county(name, {"T01": 40.0})
    curve, marks = made.view(1).place("XX", "L")
    assert curve["value"].notna().all() and marks.empty


@pytest.mark.parametrize(("rule", "expected"), [
    ({"type": "rank", "less_is_better": True}, [10, 0, 0]), ({"type": "relative_to_best", "less_is_better": True}, [10, 50 / 9, 0]),
    ({"type": "min_max"}, [0, 10, 0])])
def test_who_says_nothing_is_not_compared_as_if_it_had_said_nought(rule, expected):
    small = Small({"A": item(10, rule=rule, target=None)}, ["T01", "T02", "T03"])
    small.report("T01", "A", 5, 5, 5).report("T02", "A", 9, 9, 9)
    assert [small.points(unit, "A", 3) for unit in ("T01", "T02", "T03")] == pytest.approx(expected)
    assert "同类 2 个单位" in small.view(3).explain("T01", "A").sentence


def test_who_stopped_reporting_does_not_flatter_itself_in_the_comparison():
    small = Small({"A": item(10, rule={"type": "rank", "less_is_better": True}, target=None)}, ["T01", "T02", "T03"])
    small.report("T01", "A", 5, 5).report("T02", "A", 9, 9).report("T03", "A", 1, None)
    assert [small.points(unit, "A", 2) for unit in ("T01", "T02", "T03")] == [10, 0, 0]
