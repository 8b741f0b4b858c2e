"""What comes on top of the hundred (加分, 扣分), capped item by item and in all; and which vetoes strike or threaten."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from readiness.numbers import TOLERANCE, BoolArray, FloatArray
from readiness.rubric import Adjustment, Veto
from readiness.rubric.whole import Caps
from readiness.scoring.cells import Cells, case_of
from readiness.scoring.combine import Block, block_of
from readiness.year import MONTHS, Basis, Cube, Item, year_so_far
from readiness.year.so_far import total


def adjustment(cube: Cube, items: dict[str, Adjustment], caps: Caps, basis: Basis) -> FloatArray:
    """Points of all bonuses (or of all deductions), [unit × month], within their caps; never negative."""
    points = sum(by_item(cube, items, basis).values(), np.zeros((len(cube.units), MONTHS)))
    cap = np.array([caps.of(kind) for kind in cube.kinds])[:, None]
    return np.minimum(points, cap)


def by_item(cube: Cube, items: dict[str, Adjustment], basis: Basis) -> dict[str, FloatArray]:
    """The points of each bonus or deduction within its own cap, [unit × month]."""
    found = {key: _beaten(cube, item, basis) if item.beats else _counted(cube, key, item) for key, item in items.items()}
    return {key: earned if items[key].cap is None else np.minimum(earned, items[key].cap) for key, earned in found.items()}


def events(cube: Cube, key: str, part: str) -> FloatArray:
    """How often an event was reported so far this year, [unit × month]."""
    return total(cube.events[key, part].value)


def _counted(cube: Cube, key: str, item: Adjustment) -> FloatArray:
    return sum(events(cube, key, part) * points for part, points in item.each.items())


def _beaten(cube: Cube, item: Adjustment, basis: Basis) -> FloatArray:
    """Whole steps by which the completed value is better than its target; departments answer for no such figure."""
    source = cube.items[item.beats.indicator]
    value, aim = completed(source, basis)
    better = -source.indicator.rule.shortfall(value, aim)
    if item.beats.of == "percent":
        better = 100.0 * np.divide(better, np.abs(aim), out=np.zeros(np.shape(better)), where=np.broadcast_to(aim != 0, np.shape(better)))
    steps = np.maximum(np.nan_to_num(better, nan=0.0), 0.0) / item.beats.step
    counted = steps if item.beats.fractional else np.floor(steps + TOLERANCE)
    return np.where(_own(cube, source), counted * item.beats.points, 0.0)


def completed(item: Item, basis: Basis) -> tuple[FloatArray, FloatArray]:
    """The indicator's value completed on a basis, and the value of full marks."""
    case = case_of(item, year_so_far(item.indicator, item.parts), basis)
    return item.indicator.rule.completed(case), item.indicator.rule.inverse(1.0, case)


def _own(cube: Cube, item: Item) -> BoolArray:
    return ((item.share > 0) & (np.array(cube.kinds) != "department"))[:, None]


def struck(cube: Cube, key: str, veto: Veto, basis: Basis) -> BoolArray:
    """Where a veto strikes, [unit × month]."""
    if veto.missed:
        found = _missed(cube.items[veto.missed.indicator])
        found &= _own(cube, cube.items[veto.missed.indicator])
    elif veto.worse:
        found = _worse(cube, cube.items[veto.worse.indicator], basis)
    elif veto.below:
        return np.zeros((len(cube.units), MONTHS), dtype=bool)      # known only when the points are: see `short`
    else:
        found = total(np.where(np.arange(MONTHS) >= veto.since - 1, cube.events[key, ""].value, np.nan)) > 0
    return found & np.isin(cube.kinds, veto.kinds)[:, None]


def _missed(item: Item) -> BoolArray:
    """At year-end, and only then: short of the target, or, judged by parts, of the rule's full points."""
    year = year_so_far(item.indicator, item.parts)
    rule, case = item.indicator.rule, case_of(item, year, "today")
    if rule.part_names or np.isnan(item.target).all():
        short = rule.points(case) < item.indicator.points - TOLERANCE
    else:
        short = rule.shortfall(rule.value(case), item.target) > TOLERANCE
    short = np.array(np.broadcast_to(short, year.value.shape))
    short[:, :MONTHS - 1] = False
    return short


def _worse(cube: Cube, item: Item, basis: Basis) -> BoolArray:
    """Worse than last year's same period, and the target missed as the basis completes the year."""
    value, aim = completed(item, basis)
    so_far = year_so_far(item.indicator, item.parts).value
    rule = item.indicator.rule
    worse = rule.shortfall(so_far, item.baseline) > TOLERANCE
    return worse & (rule.shortfall(value, aim) > TOLERANCE) & _own(cube, item)


def short(cube: Cube, cells: Cells, veto: Veto) -> BoolArray:
    """Where the category of a veto's `below` earned too little of what is judged in it, [unit × month]."""
    judged = np.where(np.isnan(cells.points), 0.0, cells.full)
    blocks = {key: Block.of_cell(np.nan_to_num(cells.points[at]), judged[at]) for at, key in enumerate(cube.items)}
    share = block_of(cube.rubric.all_categories[veto.below.category], blocks).share
    return (share < veto.below.percent / 100.0 - TOLERANCE) & np.isin(cube.kinds, veto.kinds)[:, None]


def zeroed(cube: Cube, strikes: Mapping[str, BoolArray]) -> dict[str, dict[str, BoolArray]]:
    """By indicator and veto: where it takes all the indicator's points, [unit × month].

    A department that answers for the county's figure loses it with the county.
    """
    found: dict[str, dict[str, BoolArray]] = {}
    for key, veto in cube.rubric.vetoes.items():
        for name in veto.items:
            own = strikes[key]
            found.setdefault(name, {})[key] = own | own[cube.kinds.index("county")] & _by_countys_figure(cube, cube.items[name])
    return found


def _by_countys_figure(cube: Cube, item: Item) -> BoolArray:
    return ((item.share > 0) & ~item.duty & (np.array(cube.kinds) == "department"))[:, None]


def watched(cube: Cube, veto: Veto) -> BoolArray:
    """Where a veto threatens: the watched part has reached its mark this year, [unit × month]."""
    if veto.watch is None:
        return np.zeros((len(cube.units), MONTHS), dtype=bool)
    item = cube.items[veto.watch.indicator]
    part = year_so_far(item.indicator, item.parts).parts[veto.watch.part]
    reached = part >= veto.watch.at_least - TOLERANCE
    return reached & _own(cube, item) & np.isin(cube.kinds, veto.kinds)[:, None]
