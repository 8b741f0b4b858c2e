"""What can still come lies between worst and best, whatever the rule, however months add up, and wherever reports are missing.

A random year is finished in a random way within the limits of its months, scored as any year that is over, and set beside
what was said of it in an earlier month.  Respected are the limits that docs/method.md names: figures lie within what the rubric says of
them, projects keep their list, no more is refunded than there were events, and a report comes at the end of its period.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.rules import RULES
from readiness.scoring.cells import Status
from readiness.words import BASES, BOXES
from tests.any_year import KINDS, OUTER, AnyYear
from tests.small import Small, fires, item, level

QUICK = settings(max_examples=12, deadline=None)
NEAR = 1e-9
ANY = {"seed": st.integers(0, 2**32), "townships": st.integers(1, 4)}


def points(small, basis: str) -> np.ndarray:
    return small.assessment(basis).cells.points


def worst_of(excess: np.ndarray) -> str:
    """Which cell breaks the rule most, for the message."""
    at = np.unravel_index(np.nanargmax(np.where(np.isnan(excess), -np.inf, excess)), excess.shape)
    return f"{list(KINDS)[at[0]]} {at} by {excess[at]:g}"


def never_above(low: np.ndarray, high: np.ndarray) -> None:
    excess = low - high
    assert not (excess > NEAR).any(), worst_of(excess)


def test_no_rule_type_is_left_out():
    rubric = AnyYear.of(1, 1).empty().rubric
    assert {rule.type for indicator in rubric.indicators.values() for rule in indicator.rules} == set(RULES)


@QUICK
@given(**ANY, month=st.integers(0, 11))
def test_however_a_year_is_finished_it_earns_no_less_than_worst_and_no_more_than_best(seed, townships, month):
    year = AnyYear.of(seed, townships)
    finished, known = points(year.finished, "today")[:, :, -1], year.so_far(month)
    worst, likely, best = (points(known, basis)[:, :, month] for basis in ("worst", "forecast", "best"))
    never_above(worst, finished)
    never_above(finished, best)
    never_above(worst, likely)
    never_above(likely, best)


@QUICK
@given(**ANY)
def test_of_a_year_that_is_over_and_reported_every_basis_says_the_same(seed, townships):
    finished = AnyYear.of(seed, townships).finished
    today = points(finished, "today")[:, :, -1]
    for basis in BASES:
        np.testing.assert_allclose(points(finished, basis)[:, :, -1], today, rtol=0, atol=NEAR, err_msg=basis)


@QUICK
@given(**ANY)
def test_time_alone_brings_no_point_back_that_is_lost_and_takes_none_that_is_secured(seed, townships):
    known = AnyYear.of(seed, townships).so_far(11)
    worst, best = points(known, "worst"), points(known, "best")
    never_above(worst[:, :, :-1], worst[:, :, 1:])
    never_above(best[:, :, 1:], best[:, :, :-1])


@QUICK
@given(**ANY, month=st.integers(0, 10), basis=st.sampled_from(list(BASES)))
def test_what_comes_later_changes_nothing_that_was_said_before(seed, townships, month, basis):
    year = AnyYear.of(seed, townships)
    then, later = year.so_far(month).assessment(basis), year.so_far(11).assessment(basis)
    np.testing.assert_array_equal(then.cells.points[:, :, :month + 1], later.cells.points[:, :, :month + 1])
    np.testing.assert_array_equal(then.total[:, :month + 1], later.total[:, :month + 1])


POLICIES = st.sampled_from(["rescale", "full", "share", "constant"])
TOGETHER = st.sampled_from(["sum", "lowest", "geometric"])


@QUICK
@given(**ANY, policy=POLICIES, together=TOGETHER)
def test_the_boxes_are_never_negative_and_make_the_full_points(seed, townships, policy, together):
    year = AnyYear.of(seed, townships, not_applicable=policy, combine=together,
                      vetoes={"V": {"effect": "zero_item", "items": ["linear", "no_floor", "beyond"]}})
    year.items["tiers"] |= {"townships": "none", "constant_share": 0.5}
    known = year.so_far(7).report("T01", "V", 1)
    boxes = known.board.boxes(2026)
    for told, full in ((boxes.cells, boxes.worst.cells.full), (boxes.units, boxes.worst.subtotals.full),
                       (boxes.on_100, np.where(np.isnan(boxes.worst.subtotals.on_100), 0.0, 100.0))):
        np.testing.assert_allclose(sum(told.values()), full, rtol=0, atol=NEAR)
        assert min(box.min() for box in told.values()) >= -NEAR
    categories = known.view(8).categories
    np.testing.assert_allclose(categories[list(BOXES)].sum(axis=1), categories["full_points"], rtol=0, atol=NEAR)
    assert categories[list(BOXES)].min().min() >= -NEAR
    assert (boxes.worst.cells.status == Status.NOT_APPLICABLE).any()


# --- no wider than it must be: the best and the worst that any finished year on a grid comes to ------------------------------

LIMITED = {"possible": [0, 100], "measure": "分"}


def among_finished(entry: dict, known: dict[str, list], ends: list[dict[str, tuple]]) -> tuple[float, float, float, float]:
    """What worst and best said in November, and the least and the most that a December of `ends` (value, denominator) brings."""
    units = [f"T{at:03d}" for at in range(len(ends) + 1)]
    small = Small({"X": entry}, units)
    for unit, end in zip(units, [None, *ends], strict=True):
        for part, months in known.items():
            last = [] if end is None else [end[part]]
            values, bases = zip(*months, *last, strict=True)
            small.report(unit, "X", *values, part=part, base=bases)
    earned = [small.points(unit, "X") for unit in units[1:]]
    return small.points("T000", "X", 11, "worst"), small.points("T000", "X", 11, "best"), min(earned), max(earned)


def figures(*values: float, base: float | None = None) -> list[tuple]:
    return [(value, base) for value in values]


def decembers(values, bases=(None,), part: str = "") -> list[dict[str, tuple]]:
    return [{part: (value, base)} for value in values for base in bases]


HUNDRED = range(101)
EXACT = {
    "interval": (level(rule={"type": "interval", "low": 40, "high": 60, "low_width": 20, "high_width": 30}, **LIMITED),
                 {"": figures(*[90] * 11)}, decembers(HUNDRED)),
    "interval of a sum": (item(target=None, rule={"type": "interval", "low": 20, "high": 25, "low_width": 9, "high_width": 30}),
                          {"": figures(*[1] * 11)}, decembers(range(200))),
    "interval of a mean": (level(accumulate="mean", rule={"type": "interval", "low": 45, "high": 50}, **LIMITED),
                           {"": figures(*[44] * 11)}, decembers(HUNDRED)),
    "a mean by days": (level(accumulate="mean", base_to_come="days", **LIMITED),
                       {"": figures(*[30] * 11, base=28)}, decembers((0, 50, 100), (0, 15, 31))),
    "a rate by days": (level(accumulate="ratio", base_to_come="days", measure="%"),
                       {"": figures(*[20] * 11, base=28)}, [{"": (value, base)} for base in (1, 15, 31) for value in (0, base / 2, base)]),
    "a rate of steady cases": (level(accumulate="ratio", base_to_come="steady", measure="%"),
                               {"": figures(*[20] * 11, base=28)}, decembers(range(29), (28,))),
    "binary equals": (level(rule={"type": "binary", "equals": 37}, **LIMITED), {"": figures(*[90] * 11)}, decembers(HUNDRED)),
    "a formula with a hump": (level(rule={"type": "formula", "formula": "full - abs(value - 33) / 8", "better": "higher"}, **LIMITED),
                              {"": figures(*[90] * 11)}, decembers(HUNDRED)),
    "a level that keeps": (level(keeps=True, **LIMITED), {"": figures(*[60] * 11)}, decembers(range(60, 101))),
    "events": (fires(10, 1.5, possible=[0, 4]), {"": figures(*[0.0] * 10, 2)}, decembers(range(5))),
    "refunds": (item(rule={"type": "per_occurrence", "deduct_per": {"一般": 2}, "refund": {"整改": 1}}, target=None),
                {"一般": figures(*[0] * 10, 3), "整改": figures(*[0] * 10, 1)},
                [{"一般": (more, None), "整改": (back, None)} for more in range(8) for back in range(more + 3)]),
    "documents": (level(rule={"type": "checklist", "items": {"一": 5, "二": 3, "三": 2}}),
                  {"一": figures(*[1] * 11), "二": figures(*[0] * 11), "三": figures(*[0] * 11)},
                  [{"一": (1, None), "二": (one, None), "三": (two, None)} for one in (0, 1) for two in (0, 1)]),
    "projects": (level(rule={"type": "milestone", "stages": {"前期": 0.25, "在建": 0.5, "完成": 1}}),
                 {"前期": figures(*[2] * 11), "在建": figures(*[1] * 11), "完成": figures(*[0] * 11)},
                 [{"前期": (2 - left, None), "在建": (1 + left - done, None), "完成": (done, None)}
                  for left in range(3) for done in range(2 + left)]),
}


@pytest.mark.parametrize("name", EXACT)
def test_worst_and_best_are_years_that_can_come_about(name):
    worst, best, least, most = among_finished(*EXACT[name])
    assert (worst, best) == pytest.approx((least, most), abs=NEAR)


@pytest.mark.parametrize("rule", [{"type": "rank"}, {"type": "min_max", "less_is_better": True}, {"type": "relative_to_best"}, {"type": "efficacy"},
                                  {"type": "z_score", "at_mean": 5, "per_deviation": 2}], ids=lambda rule: rule["type"])
def test_beside_others_worst_and_best_are_years_that_can_come_about(rule):
    entry, units = level(rule=rule, accumulate="mean", **LIMITED), ("T01", "T02", "T03")

    def county(*last: float) -> Small:
        small = Small({"X": entry}, units)
        for unit, value, ends in zip(units, (50, 60, 65), last or (None,) * 3, strict=True):
            small.report(unit, "X", *[value] * 8, *[ends] * 4)
        return small

    earned = np.array([[county(*ends).points(unit, "X") for unit in units] for ends in product((0, 30, 70, 100), repeat=3)])
    known = county()
    worst, best = ([known.points(unit, "X", 8, basis) for unit in units] for basis in ("worst", "best"))
    if rule["type"] in OUTER:
        assert np.all(worst <= earned.min(axis=0) + NEAR) and np.all(earned.max(axis=0) <= np.array(best) + NEAR)
    else:
        assert worst == pytest.approx(earned.min(axis=0), abs=NEAR) and best == pytest.approx(earned.max(axis=0), abs=NEAR)
