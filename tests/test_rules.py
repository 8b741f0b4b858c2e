"""The rule types: worked examples, edges, the value that earns given points, the words, and the folder that holds them."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import readiness.rules
from readiness.rubric import Indicator
from readiness.rule import Case, Example
from readiness.rules import RULES, make
from tests.small import Small, item, level

EXAMPLES = [pytest.param(name, shown, id=f"{name}-{at}")
            for name, rule in RULES.items() for at, shown in enumerate(rule.examples)]


def points(name: str, parameters: dict, full: float = 1.0, *, value=None, target=None, baseline=None, parts=None) -> float:
    """What a rule gives for one case."""
    example = Example(value=value, target=target, baseline=baseline, parts=parts or {}, points=0)
    return float(make(name, **parameters).points(example.case(full)))


def test_every_file_in_the_folder_is_a_rule_type_of_its_name():
    stems = {path.stem for path in Path(readiness.rules.__file__).parent.glob("*.py")} - {"__init__"}
    assert set(RULES) == stems
    assert all(rule.__module__ == f"readiness.rules.{name}" for name, rule in RULES.items())


@pytest.mark.parametrize("name", RULES)
def test_every_rule_shows_at_least_one_example(name):
    assert RULES[name].examples


@pytest.mark.parametrize(("name", "shown"), EXAMPLES)
def test_a_rule_gives_what_its_own_example_says(name, shown):
    got = make(name, **shown.parameters).points(shown.example.case(shown.full))
    assert float(got) == pytest.approx(shown.example.points, abs=1e-12)


# The figures of domain 2, each worked out there by hand.
@pytest.mark.parametrize(("name", "parameters", "full", "case", "expected"), [
    ("proportional", {}, 2, {"value": 18, "target": 24}, 1.5),
    ("linear", {"zero_at": 20, "full_at": 70}, 3, {"value": 45}, 1.5),
    ("linear", {"zero_at": 8, "full_at": 2}, 2, {"value": 4.3}, 37 / 30),
    ("per_unit_deduct", {"deduct_per_unit": 0.5, "beyond": "above"}, 3, {"value": 83.5, "target": 80}, 1.25),
    ("per_unit_deduct", {"deduct_per_unit": 0.5, "beyond": "above", "fractional": False}, 3,
     {"value": 83.5, "target": 80}, 1.0),
    ("per_occurrence", {"deduct_per": {"省": 0.3, "县": 0.1}}, 1, {"parts": {"省": 1, "县": 2}}, 0.5),
    ("tiers", {"tiers": [{"min": 100, "points": 3}, {"min": 98, "points": 2.5}, {"min": 95, "points": 1.5}]}, 3,
     {"value": 97.6}, 1.5),
    ("milestone", {"stages": {"完成": 1, "调试": 0.75, "在建": 0.5, "可研": 0.25, "未启动": 0}}, 20,
     {"parts": {"完成": 10, "调试": 2, "在建": 4, "可研": 2, "未启动": 2}}, 14.0),
    ("checklist", {"items": {"甲": 0.8, "乙": 0.6, "丙": 0.6, "丁": 0.5, "戊": 0.5}}, 3,
     {"parts": {"甲": 1, "乙": 1, "丙": 1, "丁": 0, "戊": 0}}, 2.0),
    ("yoy", {"zero_at": 0, "full_at": -1}, 1, {"value": 99.4}, 0.6),
    ("weighted", {"parts": ["甲", "乙", "丙", "丁"], "each_part": {"type": "proportional"}}, 4,
     {"parts": {"甲": 100, "乙": 100, "丙": 90, "丁": 105}, "target": 100}, 3.9),
])
def test_a_rule_gives_the_handbooks_figure(name, parameters, full, case, expected):
    assert points(name, parameters, full, **case) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("value", "started"), [(80, 0), (80.01, 1), (81, 1), (81.01, 2), (80 + 3 * 0.1 * 10, 3)])
def test_a_unit_that_is_begun_counts_whole(value, started):
    got = points("per_unit_deduct", {"deduct_per_unit": 0.5, "beyond": "above", "fractional": False}, 3, value=value, target=80)
    assert got == pytest.approx(3 - 0.5 * started)


@pytest.mark.parametrize(("value", "step", "steps"), [(2.2, 0.04, 55), (0.1 + 0.2, 0.1, 3), (1.1 * 1.1, 0.11, 11)])
def test_floating_noise_begins_no_new_unit(value, step, steps):
    whole = {"deduct_per_unit": 0.1, "beyond": "above", "unit_step": step, "fractional": False}
    assert points("per_unit_deduct", whole, 10, value=value, target=0) == pytest.approx(10 - 0.1 * steps)


def test_floating_noise_does_not_cost_a_tier():
    assert points("tiers", {"tiers": [{"max": 0.3, "points": 2}]}, 2, value=0.1 + 0.2) == 2
    assert points("tiers", {"tiers": [{"min": 0.3, "points": 2}]}, 2, value=0.1 * 3 - 1e-16) == 2


@pytest.mark.parametrize(("value", "expected"), [(100, 3), (99.99, 2.5), (98, 2.5), (95, 1.5), (94.99, 0.2)])
def test_the_bound_belongs_to_the_better_tier(value, expected):
    tiers = [{"min": 100, "points": 3}, {"min": 98, "points": 2.5}, {"min": 95, "points": 1.5}]
    assert points("tiers", {"tiers": tiers, "else": 0.2}, 3, value=value) == pytest.approx(expected)


def test_points_stop_at_nought_unless_the_rubric_gives_no_floor():
    parameters = {"deduct_per_unit": 1, "beyond": "below"}
    assert points("per_unit_deduct", parameters, 2, value=82, target=86) == 0
    assert points("per_unit_deduct", {**parameters, "floor": "none"}, 2, value=82, target=86) == 2 - 4


def test_doing_more_than_the_target_earns_no_more_than_full_points():
    assert points("proportional", {}, 2, value=60, target=24) == 2


def test_under_the_least_share_nothing_is_earned_and_at_it_the_share():
    assert points("proportional", {"floor_ratio": 0.6}, 5, value=14.39, target=24) == 0
    assert points("proportional", {"floor_ratio": 0.6}, 5, value=0.6 * 24, target=24) == pytest.approx(3)


@pytest.mark.parametrize("target", [0, None])
def test_without_a_task_there_is_nothing_to_judge(target):
    case = Example(value=3, target=target, points=0).case(2)
    assert not make("proportional").applies(case)


def test_no_project_at_all_is_nothing_to_judge_rather_than_nought():
    assert np.isnan(points("milestone", {"stages": {"在建": 0.5, "完成": 1}}, 4, parts={"在建": 0, "完成": 0}))


def test_projects_out_of_a_target_count_those_not_yet_named():
    stages = {"在建": 0.5, "完成": 1}
    got = points("milestone", {"stages": stages, "out_of": "target"}, 2, parts={"在建": 2, "完成": 2}, target=5)
    assert got == pytest.approx(2 * (2 * 0.5 + 2) / 5)


def test_a_change_against_nothing_cannot_be_judged():
    against = {"zero_at": 0, "full_at": -1, "against": "baseline"}
    assert np.isnan(points("yoy", against, 1, value=5, baseline=0))
    assert points("yoy", against, 1, value=497, baseline=500) == pytest.approx(0.6)


def test_a_rise_where_a_fall_was_asked_earns_nothing():
    assert points("yoy", {"zero_at": 0, "full_at": -1}, 1, value=102) == 0


def test_a_part_that_cannot_be_judged_gives_its_weight_to_the_others():
    items = [{"weight": 70, "part": "村", "rule": {"type": "linear", "zero_at": 0, "full_at": 10}},
             {"weight": 30, "rule": {"type": "milestone", "stages": {"在建": 0.5, "验收": 1}}}]
    nothing_begun = {"村": 4, "在建": 0, "验收": 0}
    assert points("weighted", {"items": items}, 2, parts=nothing_begun) == pytest.approx(2 * 0.4)
    one_of_two = {"村": 4, "在建": 1, "验收": 1}
    assert points("weighted", {"items": items}, 2, parts=one_of_two) == pytest.approx(2 * (0.7 * 0.4 + 0.3 * 0.75))


def test_events_within_the_free_number_cost_nothing():
    free = {"deduct_per": 0.2, "free": 2}
    assert [points("per_occurrence", free, 1, value=count) for count in (0, 2, 3, 7, 9)] == pytest.approx([1, 1, 0.8, 0, 0])


def test_what_is_put_right_in_time_comes_back():
    rule = {"deduct_per": {"一般": 0.5}, "refund": {"整改": 0.25}}
    assert points("per_occurrence", rule, 2, parts={"一般": 2, "整改": 1}) == pytest.approx(2 - 2 * 0.5 + 0.25)


def test_worse_than_last_year_earns_nothing_whatever_the_target_says():
    small = Small({"C01": level(5, rule={"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"}, target=40,
                                extras=[{"type": "not_worse"}], baseline=33)}, ["T01", "T02", "T03"])
    small.report("T01", "C01", 34).report("T02", "C01", 33).report("T03", "C01", 30)
    assert [small.points(unit, "C01", 1) for unit in ("T01", "T02", "T03")] == [0, 5, 5]


def test_a_relapse_is_taken_off_the_points_of_the_rule_below_and_never_beyond_nought():
    small = Small({"D05": item(2, target=4, extras=[{"type": "per_occurrence", "deduct_per": {"返黑": 0.5}}])}, ["T01", "T02"])
    for unit, done, back in (("T01", 3, 1), ("T02", 1, 4)):
        small.report(unit, "D05", done).report(unit, "D05", back, part="返黑")
    assert small.points("T01", "D05", 1) == pytest.approx(2 * 3 / 4 - 0.5)
    assert small.points("T02", "D05", 1) == 0                          # 0.5 − 2.0


INVERTIBLE = {
    "proportional": ({}, Case(np.array(0.0), target=np.array(24.0), full=2.0)),
    "linear": ({"zero_at": 8, "full_at": 2}, Case(np.array(0.0), full=2.0)),
    "per_unit_deduct": ({"deduct_per_unit": 0.5, "beyond": "above"}, Case(np.array(0.0), target=np.array(80.0), full=3.0)),
    "yoy": ({"zero_at": 0, "full_at": -1}, Case(np.array(0.0), full=1.0)),
    "checklist": ({"items": {"甲": 1.0, "乙": 2.0}}, Case(np.array(0.0), full=3.0)),
    "milestone": ({"stages": {"在建": 0.5, "完成": 1}}, Case(np.array(0.0), full=4.0)),
    "per_occurrence": ({"deduct_per": 0.25, "free": 1}, Case(np.array(0.0), full=2.0)),
}


@pytest.mark.parametrize("name", INVERTIBLE)
@settings(max_examples=25, deadline=None)
@given(fraction=st.floats(0, 1))
def test_the_value_named_for_so_many_points_earns_them(name, fraction):
    parameters, case = INVERTIBLE[name]
    rule = make(name, **parameters)
    value = rule.inverse(fraction, case)
    at_value = Case(value, target=case.target, full=case.full)
    assert float(np.clip(rule.fraction(value, at_value), 0, 1)) == pytest.approx(fraction, abs=1e-9)


def test_the_value_named_for_points_between_two_tiers_is_the_cheaper_tier_that_is_enough():
    rule = make("tiers", tiers=[{"min": 100, "points": 2}, {"min": 95, "points": 1}])
    case = Case(np.array(0.0), full=2.0)
    assert [float(rule.inverse(fraction, case)) for fraction in (0.25, 0.5, 0.75, 1)] == [95, 95, 100, 100]


def test_where_whole_units_count_the_value_named_is_the_last_that_still_earns_the_points():
    rule = make("per_unit_deduct", deduct_per_unit=0.5, beyond="above", fractional=False)
    case = Case(np.array(0.0), target=np.array(80.0), full=3.0)
    value = rule.inverse(0.5, case)                                      # 1.5 points may go: three units
    assert float(value) == 83
    assert float(rule.fraction(value, case)) == pytest.approx(0.5)
    assert float(rule.fraction(value + 0.01, case)) < 0.5


@pytest.mark.parametrize(("name", "shown"), EXAMPLES)
def test_a_rule_says_in_chinese_what_its_parameters_are(name, shown):
    said = make(name, **shown.parameters).explain(shown.full)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in said)
    for number in _numbers(shown.parameters, {"weight"}):
        assert f"{number:g}" in said


def _numbers(given, left_out: set[str]):
    """Every number of the parameters that the words must hold; shares are said in percent, weights as shares."""
    for key, value in given.items() if isinstance(given, dict) else enumerate(given):
        if isinstance(value, dict | list):
            yield from _numbers(value, left_out)
        elif isinstance(value, int | float) and not isinstance(value, bool) and key not in left_out:
            yield value * 100 if key in ("floor_ratio", "routine_share") else value


@pytest.mark.parametrize(("name", "shown"), EXAMPLES)
def test_the_working_ends_in_the_points_of_the_example(name, shown):
    rule, case = make(name, **shown.parameters), shown.example.case(shown.full)
    said = rule.working(float(rule.value(case)), case)
    expected = f"{float(np.floor(shown.example.points * 100 + 0.5 + 1e-9) / 100):.2f}"
    assert expected in said or name == "not_worse"


@pytest.mark.parametrize(("name", "shown"), [each for each in EXAMPLES if each.values[0] not in ("not_worse", "interval")])
def test_a_curve_stays_between_nought_and_full_points_and_goes_one_way(name, shown):
    rule, case = make(name, **shown.parameters), shown.example.case(shown.full)
    lines = rule.curve(case)
    assert lines
    for line in lines:
        steps = np.diff(line.points) * (1 if rule.more_is_better else -1)
        assert np.all(steps >= -1e-9)
        assert np.all(line.points <= shown.full * rule.highest + 1e-9)
        assert np.all(line.points >= 0) or rule.lowest < 0


def test_the_curve_of_an_interval_rises_to_it_and_falls_after_it():
    rule = make("interval", low=95, high=105, low_width=20, high_width=10)
    line, = rule.curve(Case(np.array(100.0), full=4.0))
    assert np.interp([65, 75, 85, 95, 105, 110, 115, 120], line.values, line.points) == pytest.approx([0, 0, 2, 4, 4, 2, 0, 0])


def test_a_curve_shows_the_jump_at_a_tier_at_its_very_place():
    rule = make("tiers", tiers=[{"min": 95, "points": 2}])
    line, = rule.curve(Case(np.array(0.0), full=2.0))
    assert line.points[line.values == 95] == [2]
    assert line.points[line.values < 95].max() == 0


MONOTONE = {
    "proportional": {}, "linear": {"zero_at": 8, "full_at": 2}, "yoy": {"zero_at": 0, "full_at": -1},
    "per_unit_deduct": {"deduct_per_unit": 0.3, "beyond": "below", "fractional": False},
    "tiers": {"tiers": [{"min": 90, "points": 3}, {"min": 20, "points": 1}], "else": 0.5},
    "per_occurrence": {"deduct_per": 0.4, "free": 2}, "not_worse": {},
}


@pytest.mark.parametrize("name", MONOTONE)
@settings(max_examples=40, deadline=None)
@given(one=st.floats(-50, 200), other=st.floats(-50, 200))
def test_a_better_value_never_scores_less_and_all_stay_within_the_full_points(name, one, other):
    rule = make(name, **MONOTONE[name])
    worse, better = sorted((one, other), reverse=not rule.more_is_better)
    low, high = (points(name, MONOTONE[name], 3, value=value, target=50, baseline=50) for value in (worse, better))
    assert -1e-12 <= low <= high + 1e-12 <= 3 + 2e-12


def test_parts_have_the_limits_of_what_they_count():
    pollutants = {"type": "weighted", "parts": ["COD", "NOx"], "each_part": {"type": "proportional"}}
    rates = Indicator.model_validate(item(4, rule=pollutants, measure="%", possible=[0, 150], target=100, accumulate="latest"))
    assert rates.limits_of("COD") == (0, 150)
    listed = Indicator.model_validate(level(3, rule={"type": "checklist", "items": {"责任书": 3}}))
    assert listed.limits_of("责任书") == (0, 1)
    stages = {"type": "milestone", "stages": {"土建": 0.5, "验收": 1}}
    works = Indicator.model_validate(level(4, rule=stages, measure="%"))
    assert works.limits_of("土建") == (0, float("inf")) and works.measure_of("土建") is None
