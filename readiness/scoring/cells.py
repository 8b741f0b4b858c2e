"""The points of each unit and indicator (a cell), for every month at once, and what kind of cell it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Indicator, Rubric
from readiness.rule import Case
from readiness.year import MONTHS, Basis, Item, YearSoFar, completion, year_so_far


class Status(IntEnum):
    """What stands behind a cell's points."""

    SCORED = 0
    PARTIAL = 1          # rolled up from townships of which some have not reported
    UNREPORTED = 2       # a month was due and has not been reported
    NOT_DUE = 3          # nothing was due yet
    NOT_APPLICABLE = 4   # 不涉及

    @property
    def word(self) -> str:
        """The code word printed in machine formats."""
        return self.name.lower()


@dataclass(frozen=True)
class Cells:
    """All cells, [indicator × unit × month]: year value judged, points, full points, status.

    `full` is what the cell can earn for its unit: the indicator's points, times the share the unit answers for; 0 where
    it does not apply.  `points` is nan where nothing is judged.
    """

    value: FloatArray
    points: FloatArray
    full: FloatArray
    status: NDArray[np.int8]

    @classmethod
    def empty(cls, indicators: int, units: int) -> Cells:
        """Room for so many cells."""
        shape = (indicators, units, MONTHS)
        return cls(np.empty(shape), np.empty(shape), np.empty(shape), np.empty(shape, dtype=np.int8))


def case_of(item: Item, year: YearSoFar, basis: Basis) -> Case:
    """What the indicator's rules are asked about on this basis."""
    complete = completion(item.indicator, basis, item.season)
    return Case(year.value, year.parts, item.target, item.baseline, item.indicator.points, complete)


def rule_points(indicator: Indicator, case: Case) -> FloatArray:
    """Points by the rule and what is put on top of it, held within floor and full points; nan where no value is."""
    points = indicator.rule.points(case)
    for extra in indicator.extras:
        points = extra.adjust(points, case)
    lowest = min(rule.lowest for rule in indicator.rules) * indicator.points
    return np.clip(points, lowest, indicator.points) if indicator.extras else points


def score_item(item: Item, rubric: Rubric, basis: Basis, out: Cells, at: int, units: slice) -> None:
    """One indicator's cells for some of the units, written to `out`."""
    year = year_so_far(item.indicator, item.parts)
    case = case_of(item, year, basis)
    points = rule_points(item.indicator, case)
    if item.indicator.no_cases == "full":
        points = np.where(year.no_cases, item.indicator.points, points)
    unreported, partial = _incomplete(item, year)
    absent = unreported | year.not_due
    elsewhere = (item.share == 0)[:, None] | ~item.indicator.rule.applies(case) | (np.isnan(points) & ~absent)
    out.value[at, units] = item.indicator.rule.value(case)
    out.full[at, units] = (item.indicator.points * item.share)[:, None]
    out.points[at, units] = points * item.share[:, None]
    _status(out.status[at, units], elsewhere, year.not_due, unreported, partial)
    _without_figures(out, at, units, item, rubric, basis, absent, year.not_due)
    _not_applicable(out.points[at, units], out.full[at, units], item, rubric, np.broadcast_to(elsewhere, points.shape))


def _incomplete(item: Item, year: YearSoFar) -> tuple[BoolArray, BoolArray | None]:
    """Where a report is missing, and where a roll-up lacks a township.

    Events that nobody reported cannot be taken for none, so an incomplete roll-up of them counts as unreported.
    """
    if item.partial is None:
        return year.unreported, None
    partial = item.partial if item.indicator.accumulate == "latest" else np.logical_or.accumulate(item.partial, axis=1)
    if item.indicator.accumulate == "sum" and not item.indicator.more_is_better:
        return year.unreported | partial, None
    return year.unreported, partial


def _status(out: NDArray[np.int8], elsewhere: BoolArray, not_due: BoolArray, unreported: BoolArray,
            partial: BoolArray | None) -> None:
    out[:] = Status.SCORED
    if partial is not None:
        out[partial] = Status.PARTIAL
    out[unreported] = Status.UNREPORTED
    out[not_due] = Status.NOT_DUE
    out[np.broadcast_to(elsewhere, out.shape)] = Status.NOT_APPLICABLE


def _without_figures(out: Cells, at: int, units: slice, item: Item, rubric: Rubric, basis: Basis,
                     absent: BoolArray, not_due: BoolArray) -> None:
    """Points of the cells that have no figure, or not all of them."""
    points, indicator = out.points[at, units], item.indicator
    events = indicator.accumulate == "sum" and not indicator.more_is_better
    if events or (indicator.unreported or rubric.unreported) == "zero":
        points[absent] = 0.0
    else:
        points[absent & np.isnan(points)] = 0.0
    points[not_due] = 0.0 if basis == "today" else np.nan


def policy_of(indicator: Indicator, rubric: Rubric) -> str:
    """How 不涉及 is treated: as the indicator says, else as the rubric says."""
    return indicator.not_applicable or rubric.not_applicable


def _not_applicable(points: FloatArray, full: FloatArray, item: Item, rubric: Rubric, elsewhere: BoolArray) -> None:
    """不涉及: out of both points and full points, unless the rubric gives full marks or a constant share of them."""
    indicator, policy = item.indicator, policy_of(item.indicator, rubric)
    points[elsewhere], full[elsewhere] = np.nan, 0.0
    if policy in ("full", "constant"):
        given = elsewhere & item.asked[:, None]
        points[given] = indicator.points * (indicator.constant_share if policy == "constant" else 1.0)
        full[given] = indicator.points
