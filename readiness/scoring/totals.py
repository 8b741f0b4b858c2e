"""From cells to totals on 100: what does not apply shared out, subtotals, a department's two groups mixed.

    subtotal = 100 × Σ points ÷ Σ full points, over the cells that are judged

A department's subtotal mixes two groups of cells, each rescaled: its business (led and supported) and general duties.
Where the rubric puts its blocks together otherwise than by adding up, `combine` does it within each group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Category
from readiness.scoring.cells import Cells, Status, policy_of, worth_if_given
from readiness.scoring.combine import Block, whole
from readiness.year import Cube


@dataclass(frozen=True)
class Subtotals:
    """[unit × month]: raw points and full points, the subtotal on 100 (nan where nothing is judged yet).

    worth_business, worth_duty   what one raw point of either group is worth on 100
    """

    points: FloatArray
    full: FloatArray
    on_100: FloatArray
    worth_business: FloatArray
    worth_duty: FloatArray


def share_out(cells: Cells, cube: Cube, units: slice) -> None:
    """不涉及 with the policy `share`: its points go in equal parts to the applicable indicators of its own category."""
    if cells.given_full is None:
        return
    position = {key: at for at, key in enumerate(cube.items)}
    for category in _innermost(cube.rubric.categories):
        members = [position[key] for key in category.indicators]
        given = [at for at, item in zip(members, category.indicators.values(), strict=True)
                 if policy_of(item, cube.rubric) == "share"]
        if given:
            _share_among(cells, members, given, cube, units)


def _innermost(categories: dict[str, Category]) -> list[Category]:
    found = []
    for category in categories.values():
        found += [category] if category.indicators else []
        found += _innermost(category.categories)
    return found


def _share_among(cells: Cells, members: list[int], given: list[int], cube: Cube, units: slice) -> None:
    items = list(cube.items.values())
    status = cells.status[:, units]
    asked = np.array([items[at].asked[units] for at in given])[:, :, None]
    freed = np.array([worth_if_given(items[at])[units] for at in given])[:, :, None] * (
        (status[given] == Status.NOT_APPLICABLE) & asked)
    stays = status[members] != Status.NOT_APPLICABLE
    each = freed.sum(axis=0) / np.maximum(stays.sum(axis=0), 1)
    for at, here in zip(members, stays, strict=True):
        full, points = cells.given_full[at, units], cells.points[at, units]
        grown = np.where(here, full + each, full)
        np.multiply(points, np.divide(grown, full, out=np.ones_like(full), where=full > 0), out=points)
        full[:] = grown


def subtotals(cells: Cells, cube: Cube, units: slice) -> Subtotals:
    """The subtotals of some of the units."""
    items = list(cube.items.values())
    if cube.rubric.combined:
        given = [_judged(cells, at, units) for at in range(len(items))]
        duty = np.array([item.duty[units] for item in items])[:, :, None]
        return _combined(given, duty, cube)
    business, duties = _Group.of(items[0].share[units], cells.points.shape[-1]), None
    if any(item.duty[units].any() for item in items):
        duties = _Group.of(items[0].share[units], cells.points.shape[-1])
    for at, item in enumerate(items):
        points, full, judged = _judged(cells, at, units)
        business.full += full
        if duties is None:
            business.add(points, judged)
        else:
            duty = item.duty[units][:, None]
            business.add(np.where(duty, 0.0, points), np.where(duty, 0.0, judged))
            duties.add(np.where(duty, points, 0.0), np.where(duty, judged, 0.0))
    return _one_group(business) if duties is None else _mixed(business, duties, cube)


@dataclass
class _Group:
    """Running sums over cells, [unit × month]: points, full points of judged cells, full points of all."""

    points: FloatArray
    judged: FloatArray
    full: FloatArray

    @classmethod
    def of(cls, units: FloatArray, columns: int) -> _Group:
        """Nothing added yet."""
        return cls(*(np.zeros((columns, len(units))).T for _ in range(3)))

    def add(self, points: FloatArray, judged: FloatArray) -> None:
        """One indicator's cells."""
        self.points += points
        self.judged += judged


def _judged(cells: Cells, at: int, units: slice) -> tuple[FloatArray, FloatArray, FloatArray]:
    """One indicator's points with 0 for nan, its full points, and those of the judged cells."""
    points = cells.points[at, units]
    full = cells.share_full[at, units][:, None] if cells.given_full is None else cells.given_full[at, units]
    nothing = np.isnan(points)
    if not nothing.any():
        return points, full, full
    if cells.given_full is None:
        full = np.where(cells.status[at, units] == Status.NOT_APPLICABLE, 0.0, full)
    return np.where(nothing, 0.0, points), full, np.where(nothing, 0.0, full)


def _combined(given: Sequence[tuple[FloatArray, FloatArray, FloatArray]], duty: BoolArray, cube: Cube) -> Subtotals:
    """Blocks put together as the rubric says, within each of a department's two groups."""
    groups = []
    for mine in (~duty, duty):
        cells = {key: Block.of_cell(np.where(own, points, 0.0), np.where(own, judged, 0.0))
                 for key, own, (points, _, judged) in zip(cube.items, mine, given, strict=True)}
        block = whole(cube.rubric, cells)
        groups.append(_Group(block.points, block.judged, block.judged))
    if not duty.any():
        return _one_group(groups[0])
    groups[0].full = groups[0].full + groups[1].full
    return _mixed(*groups, cube)


def owed_on_100(assessment_cells: Cells, parts: Subtotals, cube: Cube, month: int) -> FloatArray:
    """[indicator × unit]: by how much a unit's subtotal would rise if the cell alone earned its full points."""
    items = list(cube.items.values())
    everybody = slice(0, len(cube.units))
    full = assessment_cells.full[:, :, month]
    owed = np.where(full > 0, full - assessment_cells.points[:, :, month], np.nan)
    duty = np.array([item.duty for item in items])
    if not cube.rubric.combined:
        return owed * np.where(duty, parts.worth_duty[:, month], parts.worth_business[:, month])
    given = [tuple(column[:, month:month + 1] for column in _broadcast(_judged(assessment_cells, at, everybody)))
             for at in range(len(items))]
    found = np.full(owed.shape, np.nan)
    for at in range(len(items)):
        filled = list(given)
        filled[at] = (np.where(owed[at] > 0, full[at], given[at][0][:, 0])[:, None], *given[at][1:])
        found[at] = (_combined(filled, duty[:, :, None], cube).on_100 - parts.on_100[:, month:month + 1])[:, 0]
    return np.where(np.isnan(owed), np.nan, found)


def _broadcast(columns: tuple[FloatArray, ...]) -> list[FloatArray]:
    return np.broadcast_arrays(*columns)


def _one_group(group: _Group) -> Subtotals:
    worth = _divide(np.full_like(group.judged, 100.0), group.judged)
    on_100 = np.where(group.judged > 0, group.points * worth, np.nan)
    return Subtotals(group.points, group.full, on_100, worth, np.zeros_like(worth))


def _mixed(business: _Group, duties: _Group, cube: Cube) -> Subtotals:
    """Two groups, each rescaled to 100; where one has nothing to judge the other counts alone."""
    mix = cube.rubric.departments
    weight_business = np.where(business.judged > 0, mix.business_weight, 0.0)
    weight_duty = np.where(duties.judged > 0, mix.duty_weight, 0.0)
    weights = weight_business + weight_duty
    worth_business = _divide(100.0 * weight_business, weights * business.judged)
    worth_duty = _divide(100.0 * weight_duty, weights * duties.judged)
    on_100 = np.where(weights > 0, business.points * worth_business + duties.points * worth_duty, np.nan)
    return Subtotals(business.points + duties.points, business.full, on_100, worth_business, worth_duty)


def _divide(top: FloatArray, bottom: FloatArray) -> FloatArray:
    return np.divide(top, bottom, out=np.zeros_like(bottom), where=bottom > 0)
