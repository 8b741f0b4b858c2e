"""The points of each unit and indicator (a cell), for every month (column) at once, and what kind of cell it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Indicator, Rubric
from readiness.rule import Case
from readiness.scoring.cases import case_of, case_on, rule_points
from readiness.scoring.columns import Columns
from readiness.year import MONTHS, Item, YearSoFar, year_so_far


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


@dataclass
class Cells:
    """All cells, [indicator × unit × month]: points and status; nan points where nothing is judged.

    share_full   [indicator × unit]  what the cell can earn for its unit where it applies: the indicator's points, times
                 the share that the unit answers for
    given_full   [indicator × unit × month]  the same where the rubric does not simply leave out what does not apply
    """

    points: FloatArray
    status: NDArray[np.int8]
    share_full: FloatArray
    given_full: FloatArray | None = None

    @classmethod
    def empty(cls, items: Sequence[Item], rubric: Rubric, columns: int = MONTHS) -> Cells:
        """Room for the cells of these items; in memory a column's units lie side by side."""
        shape = (len(items), columns, len(items[0].share))
        points, status = np.empty(shape).transpose(0, 2, 1), np.empty(shape, dtype=np.int8).transpose(0, 2, 1)
        full = np.array([item.indicator.points * item.share for item in items])
        rescaled = all(policy_of(item.indicator, rubric) == "rescale" for item in items)
        given = None if rescaled else np.empty(shape).transpose(0, 2, 1)
        return cls(points, status, full, given)

    @cached_property
    def full(self) -> FloatArray:
        """What each cell can earn, [indicator × unit × month]; 0 where it does not apply."""
        if self.given_full is not None:
            return self.given_full
        return np.where(self.status == Status.NOT_APPLICABLE, 0.0, self.share_full[:, :, None])


def score_item(item: Item, columns: Columns, out: Cells, at: int, units: slice, completed: FloatArray | None = None) -> None:
    """One indicator's cells for some of the units, written to `out`; `completed` are their points where whole years are judged."""
    rubric, year = columns.cube.rubric, year_so_far(item.indicator, item.parts)
    case = case_of(item, year, columns.basis if completed is None else "today")
    points = rule_points(item.indicator, case)
    unreported, partial = _incomplete(item, year)
    absent = unreported if year.not_due is None else unreported | year.not_due
    if year.no_cases is not None and item.indicator.no_cases == "full":
        np.copyto(points, item.indicator.points, where=year.no_cases & ~absent)
    known = np.empty(points.shape, dtype=np.int8, order="F")
    _status(known, unreported, partial, year.not_due)
    out.status[at, units] = columns.at(known)
    elsewhere = _elsewhere(item, case, points, absent)
    if completed is not None:
        points = completed.copy(order="K")
    else:
        _without_figures(points, item.indicator, rubric, absent)
        if year.not_due is not None:
            np.copyto(points, 0.0 if columns.basis == "today" else np.nan, where=year.not_due)
    if not (item.share == 1.0).all():
        points *= item.share[:, None]
    out.points[at, units] = points
    if out.given_full is not None:
        out.given_full[at, units] = out.share_full[at, units][:, None]
    if elsewhere is not None:
        _not_applicable(out, at, units, item, rubric, columns.at(elsewhere))


def whole_points(columns: Columns, key: str) -> FloatArray:
    """[unit × column]: points of completed years.  What is not reported is not to be expected: on `forecast` it earns what is
    left at worst, unless the rubric judges what has been reported alone; so does what may have no case at all."""
    item = columns.cube.items[key]
    indicator, case = item.indicator, columns.case(key)
    if columns.basis != "forecast":
        points = _completed_points(indicator, case)
        if columns.basis == "best":
            _full_without_cases(points, item)
        return points
    points = np.array(rule_points(indicator, case))
    left = np.isnan(points)
    if indicator.no_cases == "full":
        np.copyto(points, indicator.points, where=left)
        left[:] = False
    if _without_report_nothing(indicator, columns.cube.rubric):
        left |= columns.at(_incomplete(item, year_so_far(indicator, item.parts))[0])
    if left.any():
        np.copyto(points, columns.at(_completed_points(indicator, case_on(item, "worst"))), where=left)
    return points


def _completed_points(indicator: Indicator, case: Case) -> FloatArray:
    points = np.array(rule_points(indicator, case))
    without = indicator.points if indicator.no_cases == "full" else 0.0      # no case ever came
    np.copyto(points, without, where=np.isnan(points))
    return points


def _full_without_cases(points: FloatArray, item: Item) -> None:
    """A year in which no case comes is full where the rubric says so, even where no case could be judged as well as that."""
    if item.indicator.no_cases == "full":
        none = year_so_far(item.indicator, item.parts).no_cases
        if none is not None:
            np.copyto(points, item.indicator.points, where=none & (points < item.indicator.points))


def _incomplete(item: Item, year: YearSoFar) -> tuple[BoolArray, BoolArray | None]:
    """Where a report is missing, and where a roll-up lacks a township.

    Events that nobody reported cannot be taken for none, so an incomplete roll-up of them counts as unreported.
    """
    if item.partial is None:
        return year.unreported, None
    partial = item.partial if item.indicator.accumulate == "latest" else np.logical_or.accumulate(item.partial, axis=1)
    if _counts_events(item.indicator):
        return year.unreported | partial, None
    return year.unreported, partial


def _counts_events(indicator: Indicator) -> bool:
    return indicator.accumulate == "sum" and not indicator.more_is_better


def _status(out: NDArray[np.int8], unreported: BoolArray, partial: BoolArray | None, not_due: BoolArray | None) -> None:
    np.multiply(unreported, np.int8(Status.UNREPORTED), out=out)
    if partial is not None:
        np.copyto(out, np.int8(Status.PARTIAL), where=partial & ~unreported)
    if not_due is not None:
        np.copyto(out, np.int8(Status.NOT_DUE), where=not_due)


def _elsewhere(item: Item, case: Case, points: FloatArray, absent: BoolArray) -> BoolArray | None:
    """Where the item does not apply: not this unit's, no task given, or reported with nothing to judge; None: nowhere."""
    units = (item.share == 0)[:, None] | ~item.indicator.rule.applies(case)
    nothing = np.isnan(points)
    nothing &= ~absent
    if units.any():
        nothing |= units
    return nothing if nothing.any() else None


def _without_figures(points: FloatArray, indicator: Indicator, rubric: Rubric, absent: BoolArray) -> None:
    """Points of the cells that have no figure, or not all of them."""
    if _without_report_nothing(indicator, rubric):
        np.copyto(points, 0.0, where=absent)
    else:
        np.copyto(points, 0.0, where=absent & np.isnan(points))


def _without_report_nothing(indicator: Indicator, rubric: Rubric) -> bool:
    """Whether a report that is due and missing costs all points."""
    return _counts_events(indicator) or (indicator.unreported or rubric.unreported) == "zero"


def policy_of(indicator: Indicator, rubric: Rubric) -> str:
    """How 不涉及 is treated: as the indicator says, else as the rubric says."""
    return indicator.not_applicable or rubric.not_applicable


def _not_applicable(out: Cells, at: int, units: slice, item: Item, rubric: Rubric, elsewhere: BoolArray) -> None:
    """不涉及: out of both points and full points, unless the rubric gives full marks or a constant share of them."""
    np.copyto(out.status[at, units], np.int8(Status.NOT_APPLICABLE), where=elsewhere)
    np.copyto(out.points[at, units], np.nan, where=elsewhere)
    if out.given_full is None:
        return
    full, indicator, policy = out.given_full[at, units], item.indicator, policy_of(item.indicator, rubric)
    np.copyto(full, 0.0, where=elsewhere)
    if policy in ("full", "constant"):
        given = elsewhere & item.asked[:, None]
        share = indicator.constant_share if policy == "constant" else 1.0
        worth = worth_if_given(item)[:, None]
        np.copyto(out.points[at, units], worth * share, where=given)
        np.copyto(full, worth, where=given)


def worth_if_given(item: Item) -> FloatArray:
    """[unit]: the full points that a policy gives or shares out; a department that supports answers for its share only."""
    return item.indicator.points * np.where(item.share > 0, item.share, 1.0)
