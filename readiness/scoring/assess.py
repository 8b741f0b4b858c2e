"""One assessment: the steps of scoring in order, over blocks of units that fit the processor's cache, on two threads."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray
from readiness.scoring.adjustments import adjustment, short, struck, watched, zeroed
from readiness.scoring.cells import Cells, Status, score_item, whole_points
from readiness.scoring.columns import Columns
from readiness.scoring.standing import grades, ranks
from readiness.scoring.totals import Subtotals, share_out, subtotals
from readiness.year import Basis, Cube

BLOCK = 8192   # units at a time, at most: small enough for the cache, large enough that calls cost little beside the work
THREADS = 2


@dataclass(frozen=True)
class Assessment:
    """A year scored on one basis; arrays are [unit × column] beside the cells' [indicator × unit × column], a column being a month.

    total    on 100 after bonus and deductions, nan where nothing is judged yet
    grade    position in the rubric's grades, −1 where none; `strikes` and `risks` by veto
    zeroed   by indicator and veto: where it takes all the indicator's points
    rank     within the unit's kind, 0 where none
    """

    cube: Cube
    basis: Basis
    cells: Cells
    subtotals: Subtotals
    bonus: FloatArray
    deduction: FloatArray
    total: FloatArray
    strikes: Mapping[str, BoolArray]
    risks: Mapping[str, BoolArray]
    zeroed: Mapping[str, Mapping[str, BoolArray]]
    grade: NDArray[np.int64]
    rank: NDArray[np.int64]


def assess(cube: Cube, basis: Basis) -> Assessment:
    """The whole year of every unit, scored on `basis`."""
    return assess_columns(Columns.of(cube, basis))


def assess_columns(columns: Columns) -> Assessment:
    """Every column of every unit, from cells to ranks."""
    rubric, kinds = columns.cube.rubric, np.array(columns.cube.kinds)
    strikes = {key: struck(columns, key, veto) for key, veto in rubric.vetoes.items()}
    taken = zeroed(columns.cube, strikes)
    cells, parts = score(columns, {key: np.logical_or.reduce(list(by.values())) for key, by in taken.items()})
    low = {key: short(columns.cube, cells, veto) for key, veto in rubric.vetoes.items() if veto.below}
    strikes |= {key: found & columns.over for key, found in low.items()}
    bonus = adjustment(columns, rubric.bonus, rubric.bonus_cap)
    deduction = adjustment(columns, rubric.deductions, rubric.deduction_cap)
    total = parts.on_100 + bonus - deduction
    if not rubric.beyond_full:
        total = np.minimum(total, 100.0)
    risks = {key: columns.at(watched(columns.cube, veto)) | strikes[key] | low.get(key, False) for key, veto in rubric.vetoes.items()}
    return Assessment(columns.cube, columns.basis, cells, parts, bonus, deduction, total, strikes, risks, taken,
                      grades(total, rubric, strikes), ranks(total, kinds))


def score(columns: Columns, nothing: Mapping[str, BoolArray] | None = None) -> tuple[Cells, Subtotals]:
    """Every cell and the subtotals of all units; `nothing` is where an item earns nothing whatever its value (一票否决)."""
    cube = columns.cube
    cells = Cells.empty(list(cube.items.values()), cube.rubric, len(columns.months))
    judging = Judging(columns, nothing or {}, {key: whole_points(columns, key) for key in cube.items if columns.whole})
    everybody = slice(0, len(cube.units))
    for at, item in enumerate(cube.items.values()):
        if item.indicator.compares:     # a unit's points depend on the others': no blocks
            _score(judging, cells, at, everybody)
    blocks = _blocks(len(cube.units))
    if len(blocks) == 1:
        found = [_block(judging, cells, blocks[0])]
    else:
        with ThreadPoolExecutor(THREADS) as pool:
            found = list(pool.map(lambda units: _block(judging, cells, units), blocks))
    return cells, Subtotals(*(np.concatenate(column) for column in zip(*map(_columns, found), strict=True)))


@dataclass(frozen=True)
class Judging:
    """What all blocks of units are scored by: `nothing` by indicator where it earns nothing, `completed` the points of whole years."""

    columns: Columns
    nothing: Mapping[str, BoolArray]
    completed: Mapping[str, FloatArray]

    @property
    def cube(self) -> Cube:
        return self.columns.cube


def _blocks(count: int) -> list[slice]:
    """Even blocks, as many for one thread as for the other; one block where threads would cost more than they bring."""
    if count <= BLOCK:
        return [slice(0, count)]
    blocks = -(-count // (BLOCK * THREADS)) * THREADS
    edges = [count * at // blocks for at in range(blocks + 1)]
    return [slice(start, end) for start, end in zip(edges, edges[1:], strict=False)]


def _block(judging: Judging, cells: Cells, units: slice) -> Subtotals:
    for at, item in enumerate(judging.cube.items.values()):
        if not item.indicator.compares:
            _score(judging, cells, at, units)
    share_out(cells, judging.cube, units)
    return subtotals(cells, judging.cube, units)


def _score(judging: Judging, cells: Cells, at: int, units: slice) -> None:
    key, item = list(judging.cube.items.items())[at]
    completed = judging.completed.get(key)
    score_item(item.take(units), judging.columns, cells, at, units, None if completed is None else completed[units])
    if key in judging.nothing:
        points = cells.points[at, units]
        applies = cells.status[at, units] != Status.NOT_APPLICABLE
        np.copyto(points, 0.0, where=judging.nothing[key][units] & applies & (points > 0))


def _columns(parts: Subtotals) -> tuple[FloatArray, ...]:
    return parts.points, parts.full, parts.on_100, parts.worth_business, parts.worth_duty
