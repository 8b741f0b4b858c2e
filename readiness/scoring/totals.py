"""From cells to totals on 100: what does not apply shared out, subtotals, a department's two groups mixed.

    subtotal = 100 × Σ points ÷ Σ full points, over the cells that are judged

A department's subtotal mixes two groups of cells, each rescaled: its business (led and supported) and general duties.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Category
from readiness.scoring.cells import Cells, Status, policy_of
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
    freed = np.array([items[at].indicator.points for at in given])[:, None, None] * (
        (status[given] == Status.NOT_APPLICABLE) & asked)
    stays = status[members] != Status.NOT_APPLICABLE
    each = freed.sum(axis=0) / np.maximum(stays.sum(axis=0), 1)
    for at, here in zip(members, stays, strict=True):
        full, points = cells.full[at, units], cells.points[at, units]
        grown = np.where(here, full + each, full)
        np.multiply(points, np.divide(grown, full, out=np.ones_like(full), where=full > 0), out=points)
        full[:] = grown


def subtotals(cells: Cells, cube: Cube, units: slice) -> Subtotals:
    """The subtotals of some of the units."""
    duty = np.array([item.duty[units] for item in cube.items.values()])
    points, full = cells.points[:, units], cells.full[:, units]
    mix = cube.rubric.departments
    if not duty.any():
        return _one_group(points, full)
    business = _group(points, full, ~duty)
    duties = _group(points, full, duty)
    mixed = duty.any(axis=0)[:, None]
    weight_business = np.where(business[1] > 0, np.where(mixed, mix.business_weight, 1.0), 0.0)
    weight_duty = np.where(duties[1] > 0, mix.duty_weight, 0.0)
    weights = weight_business + weight_duty
    worth_business = _divide(100.0 * weight_business, weights * business[1])
    worth_duty = _divide(100.0 * weight_duty, weights * duties[1])
    on_100 = np.where(weights > 0, business[0] * worth_business + duties[0] * worth_duty, np.nan)
    return Subtotals(business[0] + duties[0], full.sum(axis=0), on_100, worth_business, worth_duty)


def _one_group(points: FloatArray, full: FloatArray) -> Subtotals:
    judged = ~np.isnan(points)
    earned = np.sum(points, axis=0, where=judged)
    worth = _divide(np.full(earned.shape, 100.0), np.sum(full, axis=0, where=judged))
    on_100 = np.where(judged.any(axis=0), earned * worth, np.nan)
    return Subtotals(earned, full.sum(axis=0), on_100, worth, np.zeros_like(worth))


def _group(points: FloatArray, full: FloatArray, members: BoolArray) -> tuple[FloatArray, FloatArray]:
    """Points and judged full points of the member cells."""
    judged = members[:, :, None] & ~np.isnan(points)
    return np.sum(points, axis=0, where=judged), np.sum(full, axis=0, where=judged)


def _divide(top: FloatArray, bottom: FloatArray) -> FloatArray:
    return np.divide(top, bottom, out=np.zeros_like(bottom), where=bottom > 0)
