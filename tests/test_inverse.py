"""Every rule run backwards: the value that it names for given points earns them, and a little less does not.

Each rule type comes with its own worked examples, so a new type is tested without being named here.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.rule import Case
from readiness.rules import RULES, make
from tests.small import Small, item, level

# By parts instead of one value (below), or without a value of its own.
BY_PARTS = {"weighted", "min_of", "checklist", "monthly_section", "period_mix", "not_worse"}
EXAMPLES = [pytest.param(name, shown, id=f"{name}-{at}") for name, rule in RULES.items() for at, shown in enumerate(rule.examples)]
SINGLE = [each for each in EXAMPLES if each.values[0] not in BY_PARTS and not make(each.values[0], **each.values[1].parameters).part_names]


def with_value(case: Case, value: float) -> Case:
    """The same cell with another value; where units are compared, the others stay."""
    if case.among is None:
        return replace(case, value=np.array(value))
    values = case.among.value.copy()
    values[case.at] = value
    return replace(case, value=np.array(value), among=replace(case.among, value=values))


def earned(rule, case: Case, value: float) -> float:
    """The fraction that this very value earns."""
    shifted = value + 100.0 if rule.type == "yoy" else value         # the rule judges the change of 100 × now ÷ before
    if rule.type == "yoy" and rule.against == "baseline":
        shifted = case.baseline * (1 + value / 100) if rule.change == "percent" else case.baseline + value
    return float(rule.points(with_value(case, float(shifted)))) / case.full


@pytest.mark.parametrize(("name", "shown"), SINGLE)
@settings(max_examples=60, deadline=None)
@given(fraction=st.floats(0.01, 1))
def test_the_value_named_earns_the_points_and_a_step_less_does_not(name, shown, fraction):
    rule, case = make(name, **shown.parameters), shown.example.case(shown.full)
    needed = float(rule.inverse(fraction, case))
    low, high = rule.span(case)
    if np.isnan(needed):
        assert max(earned(rule, case, value) for value in np.linspace(low, high, 101)) < fraction
        return
    if np.isinf(needed):
        assert min(earned(rule, case, value) for value in np.linspace(low - 1e4, high + 1e4, 101)) >= fraction
        return
    assert earned(rule, case, needed) >= fraction - 1e-9
    step = 1.0 if rule.ordinal else max(abs(high - low), abs(needed)) * 1e-6
    worse = needed + step * np.sign(float(shown.example.value) - needed) if name == "interval" else (
        needed - step if rule.more_is_better else needed + step)
    already = earned(rule, case, low - (high - low) * 9 if rule.more_is_better else high + (high - low) * 9) >= fraction - 1e-9
    inside = name == "interval" and abs(float(shown.example.value) - needed) < step
    assert already or inside or earned(rule, case, worse) < fraction + 1e-12 * fraction - 1e-10


@pytest.mark.parametrize(("name", "shown"), [each for each in EXAMPLES if each.values[0] in ("tiers", "binary", "grade_map")
                                             or each.values[1].parameters.get("bands")])
def test_a_rule_of_steps_names_each_of_its_steps(name, shown):
    rule, case = make(name, **shown.parameters), shown.example.case(shown.full)
    steps = rule.steps(shown.full)
    assert list(steps) == sorted(set(steps)) and steps[-1] == pytest.approx(1)
    for step in steps:
        if not rule.compares:
            assert float(rule.held(rule.inverse(step, case), case)) == pytest.approx(step)


# What parts still take: all of it brings full marks, all but one of them does not.

COMPOSED = {
    "weighted": {"items": [{"weight": 60, "part": "a", "rule": {"type": "linear", "zero_at": 0, "full_at": 50}},
                           {"weight": 40, "part": "b", "rule": {"type": "binary", "at_least": 3}}]},
    "min_of": {"parts": ["a", "b"], "each_part": {"type": "linear", "zero_at": 0, "full_at": 50}},
    "checklist": {"items": {"a": 6, "b": 4}},
    "milestone": {"nodes": {"a": {"by": 3}, "b": {"by": 9, "weight": 3}}},
}


@pytest.mark.parametrize("name", COMPOSED)
@settings(max_examples=40, deadline=None)
@given(a=st.floats(0, 0.95), b=st.floats(0, 0.95))
def test_what_every_part_takes_brings_full_marks_and_without_one_of_them_it_does_not(name, a, b):
    rule = make(name, **COMPOSED[name])
    now = {"a": np.array(a), "b": np.array(b)}
    takes = rule.takes(Case(np.array(np.nan), now, full=10.0))
    done = {**now, **{take.part: np.array(take.needed) for take in takes}}
    assert float(rule.points(Case(np.array(np.nan), done, full=10.0))) == pytest.approx(10)
    for take in takes:
        all_but_one = {**done, take.part: np.array(take.value)}
        assert float(rule.points(Case(np.array(np.nan), all_but_one, full=10.0))) < 10 - 1e-9


@given(share=st.floats(0.1, 0.9), routine=st.floats(0, 99), final=st.floats(0, 99))
@settings(max_examples=40, deadline=None)
def test_marks_through_the_year_name_the_mark_of_the_whole(share, routine, final):
    rule = make("period_mix", routine_share=share)
    case = Case(np.array(np.nan), {"平时": np.array(routine), "年终": np.array(final)}, full=10.0)
    take, = rule.takes(case)
    assert take.needed == 100 and take.value == pytest.approx(share * routine + (1 - share) * final)


def test_a_waiver_names_what_it_gives_back():
    rule = make("monthly_section", deduct_per={"超标": 0.5}, kept_if_passed=0.5)
    case = Case(np.array(np.nan), {"超标": np.array(4.0), "年均达标": np.array(np.nan)}, full=10.0)
    take, = rule.takes(case)
    passed = replace(case, parts={**case.parts, take.part: np.array(take.needed)})
    assert float(rule.points(passed) - rule.points(case)) == pytest.approx(1)
    assert take.words == "年均达标可返还 1 分"


# The same through the whole board: whole things where things are counted.

@settings(max_examples=30, deadline=None)
@given(target=st.integers(1, 60), done=st.integers(0, 59), floor=st.sampled_from([0, 0.6]))
def test_so_many_more_whole_things_bring_full_marks_and_one_less_does_not(target, done, floor):
    entry = item(2, measure="台", target=target, rule={"type": "proportional", "floor_ratio": floor})

    def after(*months):
        return Small({"C": entry}).report("T01", "C", *months)

    gaps = after(min(done, target - 1)).view(1, "today").gaps
    needed = gaps.set_index(["unit", "indicator"]).loc[("T01", "C"), "needed"]
    assert needed == int(needed)
    assert after(min(done, target - 1), needed).points("T01", "C", 2) == 2
    assert after(min(done, target - 1), needed - 1).points("T01", "C", 2) < 2


@settings(max_examples=30, deadline=None)
@given(value=st.floats(0, 99))
def test_the_next_tier_named_is_the_nearest_better_one(value):
    tiers = [{"min": 98, "points": 10}, {"min": 90, "points": 6}, {"min": 60, "points": 2}]
    entry = level(10, rule={"type": "tiers", "tiers": tiers})
    gaps = Small({"A": entry}).report("T01", "A", value).view(1, "today").gaps.set_index(["unit", "indicator"])
    if ("T01", "A") not in gaps.index:
        assert value >= 98 - 1e-9
        return
    row = gaps.loc[("T01", "A")]
    assert row["next_points"] == min(points for bound, points in ((98, 10), (90, 6), (60, 2)) if value < bound - 1e-9)
    reached = Small({"A": entry}).report("T01", "A", value + row["next_needed"]).points("T01", "A", 1)
    assert reached == row["next_points"]
    assert Small({"A": entry}).report("T01", "A", value + row["next_needed"] - 0.01).points("T01", "A", 1) < row["next_points"]
