"""One month of an assessment taken apart: what share each block earned and what it weighs on 100; and why these move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from readiness.numbers import TOLERANCE, BoolArray, FloatArray
from readiness.rubric import Category, Rubric
from readiness.scoring import Assessment, Status
from readiness.scoring.adjustments import by_item
from readiness.scoring.columns import Columns
from readiness.scoring.combine import Block, block_of, whole

Key = tuple[str, bool]       # a block's id ("" for the whole), and whether it stands among a department's general duties


@dataclass(frozen=True)
class Shares:
    """total = Σ share × weight + bonus − deduction + cap.  Of blocks [block × unit], of totals [unit].

    judged      full points that are judged, 0 where none are
    share       earned ÷ judged, 0 where nothing is judged
    weight      what the judged full points are on 100
    elsewhere   不涉及
    cap         what ending at 100 takes away, as a negative number
    events      by id: each bonus, and as a negative number each deduction, before the cap on all of them
    """

    keys: tuple[Key, ...]
    judged: FloatArray
    share: FloatArray
    weight: FloatArray
    elsewhere: BoolArray
    subtotal: FloatArray
    bonus: FloatArray
    deduction: FloatArray
    cap: FloatArray
    total: FloatArray
    events: Mapping[str, FloatArray]

    def of(self, units: Sequence[int]) -> Shares:
        """The same of some of the units, by their positions."""
        tables = {name: getattr(self, name)[:, units] for name in ("judged", "share", "weight", "elsewhere")}
        columns = {name: getattr(self, name)[units] for name in ("subtotal", "bonus", "deduction", "cap", "total")}
        return replace(self, **tables, **columns, events={key: points[units] for key, points in self.events.items()})

    def on(self, keys: Sequence[Key]) -> Shares:
        """The same over these blocks; those that it has not are judged nowhere."""
        position = {key: at for at, key in enumerate(self.keys)}
        at = np.array([position.get(key, -1) for key in keys])
        judged, share, weight, elsewhere = (np.where((at >= 0)[:, None], table[at], 0)
                                            for table in (self.judged, self.share, self.weight, self.elsewhere))
        return replace(self, keys=tuple(keys), judged=judged, share=share, weight=weight, elsewhere=elsewhere.astype(bool))


def shares_of(assessment: Assessment, month: int) -> Shares:
    """`month`: 0 is January."""
    parts, rows = assessment.subtotals, {}
    for duty, worth in ((False, parts.worth_business), (True, parts.worth_duty)):
        for key, block in _blocks(assessment.cube.rubric, _cells(assessment, month, duty)).items():
            rows[key, duty] = block.judged, np.nan_to_num(block.share), block.judged * worth[:, month]
    columns = (parts.on_100, assessment.bonus, assessment.deduction, assessment.total)
    subtotal, bonus, deduction, total = (column[:, month] for column in columns)
    judged, share, weight = (np.array(table) for table in zip(*rows.values(), strict=True))
    return Shares(tuple(rows), judged, share, weight, _elsewhere(assessment, month, list(rows)), subtotal, bonus, deduction,
                  total - (subtotal + bonus - deduction), total, _events(assessment, month))


def _events(assessment: Assessment, month: int) -> dict[str, FloatArray]:
    cube, basis = assessment.cube, assessment.basis
    groups = (1.0, cube.rubric.bonus), (-1.0, cube.rubric.deductions)
    return {key: sign * points[:, month] for sign, items in groups for key, points in by_item(Columns.of(cube, basis), items).items()}


def _cells(assessment: Assessment, month: int, duty: bool) -> dict[str, Block]:
    """The cells of one of a department's groups; all cells of other units are in the first."""
    points, full = assessment.cells.points[:, :, month], assessment.cells.full[:, :, month]
    found = {}
    for at, (key, item) in enumerate(assessment.cube.items.items()):
        counts = (item.duty == duty) & ~np.isnan(points[at])
        found[key] = Block.of_cell(np.where(counts, points[at], 0.0), np.where(counts, full[at], 0.0))
    return found


def _blocks(rubric: Rubric, cells: Mapping[str, Block]) -> dict[str, Block]:
    """The smallest blocks that are added up, by id."""
    if rubric.combine != "sum":
        return {"": whole(rubric, cells)}
    return {key: block for category in rubric.categories.values() for key, block in _within(category, cells).items()}


def _within(category: Category, cells: Mapping[str, Block]) -> dict[str, Block]:
    if category.combine != "sum":
        return {category.id: block_of(category, cells)}
    found = {key: cells[key] for key in category.indicators}
    for inner in category.categories.values():
        found |= _within(inner, cells)
    return found


def _elsewhere(assessment: Assessment, month: int, keys: Sequence[Key]) -> BoolArray:
    position = {key: at for at, key in enumerate(assessment.cube.items)}
    nowhere = np.zeros(len(assessment.cube.units), dtype=bool)
    return np.array([assessment.cells.status[position[key], :, month] == Status.NOT_APPLICABLE if key in position else nowhere
                     for key, _ in keys])


@dataclass(frozen=True)
class Split:
    """Why a subtotal moved, on 100: by each block's share and by its weight [block × unit], and what is left [unit].

    scope    [block × unit]  where the weight moved because something begins or ceases to apply
    """

    keys: tuple[Key, ...]
    by_share: FloatArray
    by_weight: FloatArray
    scope: BoolArray
    left: FloatArray


def split(one: Shares, other: Shares) -> Split:
    """From `one` to `other`, by the formulas of this room."""
    keys = tuple(dict.fromkeys((*other.keys, *one.keys)))
    one, other = one.on(keys), other.on(keys)
    before, after = one.judged > 0, other.judged > 0
    by_share = np.where(before & after, (other.share - one.share) * other.weight, 0.0)
    held = np.where(before, one.share, other.share)
    moved = np.abs(other.judged - one.judged) > TOLERANCE
    mean = _mean_of_the_rest(one, moved)
    by_weight = np.where(moved, (other.weight - one.weight) * (held - mean), 0.0)
    scope = moved & (one.elsewhere | other.elsewhere | (before & after))
    left = other.subtotal - one.subtotal - by_share.sum(axis=0) - by_weight.sum(axis=0)
    return Split(keys, by_share, by_weight, scope, left)


def _mean_of_the_rest(one: Shares, moved: BoolArray) -> FloatArray:
    """[block × unit]: the mean share of the blocks of the same group that keep their full points; where none does, of all."""
    duty, stays = np.array([duty for _, duty in one.keys]), np.where(moved, 0.0, one.judged)
    mean = np.zeros(stays.shape)
    for mine in (duty, ~duty):
        points, earned = (table[mine].sum(axis=0) for table in (stays, stays * one.share))
        mean[mine] = np.divide(earned, points, out=np.nan_to_num(one.subtotal) / 100.0, where=points > 0)
    return mean
