"""What comes on top of the hundred (加分, 扣分), capped item by item and in all; and which vetoes strike or threaten."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from readiness.numbers import TOLERANCE, BoolArray, FloatArray
from readiness.rubric import Adjustment, Veto
from readiness.rubric.whole import Caps
from readiness.scoring.cases import case_on
from readiness.scoring.cells import Cells
from readiness.scoring.columns import Columns
from readiness.scoring.combine import Block, block_of
from readiness.year import MONTHS, Cube, Item, year_so_far
from readiness.year.so_far import total


def adjustment(columns: Columns, items: dict[str, Adjustment], caps: Caps) -> FloatArray:
    """Points of all bonuses (or of all deductions), [unit × column], within their caps; never negative."""
    points = sum(by_item(columns, items).values(), columns.empty())
    cap = np.array([caps.of(kind) for kind in columns.cube.kinds])[:, None]
    return np.minimum(points, cap)


def by_item(columns: Columns, items: dict[str, Adjustment]) -> dict[str, FloatArray]:
    """The points of each bonus or deduction within its own cap, [unit × column]."""
    found = {key: _beaten(columns, item) if item.beats else _counted(columns, key, item) for key, item in items.items()}
    return {key: earned if items[key].cap is None else np.minimum(earned, items[key].cap) for key, earned in found.items()}


def events(cube: Cube, key: str, part: str) -> FloatArray:
    """How often an event was reported so far this year, [unit × month]; on no basis are more of them foretold."""
    return total(cube.events[key, part].value)


def _counted(columns: Columns, key: str, item: Adjustment) -> FloatArray:
    return columns.at(sum(events(columns.cube, key, part) * points for part, points in item.each.items()))


def _beaten(columns: Columns, item: Adjustment) -> FloatArray:
    """Whole steps by which the completed value is better than its target; departments answer for no such figure."""
    source = columns.cube.items[item.beats.indicator]
    value, aim = _completed(columns, item.beats.indicator)
    better = -source.indicator.rule.shortfall(value, aim)
    if item.beats.of == "percent":
        better = 100.0 * np.divide(better, np.abs(aim), out=np.zeros(np.shape(better)), where=np.broadcast_to(aim != 0, np.shape(better)))
    steps = np.maximum(np.nan_to_num(better, nan=0.0), 0.0) / item.beats.step
    counted = steps if item.beats.fractional else np.floor(steps + TOLERANCE)
    return np.where(_own(columns.cube, source), counted * item.beats.points, 0.0)


def _completed(columns: Columns, key: str) -> tuple[FloatArray, FloatArray]:
    """The indicator's value as the basis completes it, and the value of full marks."""
    case, rule = columns.case(key), columns.cube.items[key].indicator.rule
    return rule.completed(case), rule.inverse(1.0, case)


def _own(cube: Cube, item: Item) -> BoolArray:
    return ((item.share > 0) & (np.array(cube.kinds) != "department"))[:, None]


def struck(columns: Columns, key: str, veto: Veto) -> BoolArray:
    """Where a veto strikes, [unit × column]."""
    cube = columns.cube
    if veto.missed:
        found = _missed(columns, veto.missed.indicator) & _own(cube, cube.items[veto.missed.indicator])
    elif veto.worse:
        found = _worse(columns, veto.worse.indicator)
    elif veto.below:
        return columns.empty() > 0      # known only when the points are: see `short`
    else:
        found = columns.at(total(np.where(np.arange(MONTHS) >= veto.since - 1, cube.events[key, ""].value, np.nan)) > 0)
    return found & np.isin(cube.kinds, veto.kinds)[:, None]


def _missed(columns: Columns, key: str) -> BoolArray:
    """At year-end, and only then: short of the target, or, judged by parts, of the rule's full points."""
    item = columns.cube.items[key]
    case = columns.case(key) if columns.whole else case_on(item, "today")
    rule = item.indicator.rule
    if rule.part_names or np.isnan(item.target).all():
        short = rule.points(case) < item.indicator.points - TOLERANCE
    else:
        short = rule.shortfall(rule.value(case), item.target) > TOLERANCE
    return np.broadcast_to(short, case.value.shape) & columns.over


def _worse(columns: Columns, key: str) -> BoolArray:
    """Worse than last year's same period (a whole year: than the whole of the last), and the target missed as the basis
    completes the year."""
    item = columns.cube.items[key]
    value, aim = _completed(columns, key)
    rule = item.indicator.rule
    so_far, before = (value, item.baseline[:, -1:]) if columns.whole else (
        year_so_far(item.indicator, item.parts).value, item.baseline)
    worse = rule.shortfall(so_far, before) > TOLERANCE
    return worse & (rule.shortfall(value, aim) > TOLERANCE) & _own(columns.cube, item)


def short(cube: Cube, cells: Cells, veto: Veto) -> BoolArray:
    """Where the category of a veto's `below` earned too little of what is judged in it, [unit × column]."""
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
