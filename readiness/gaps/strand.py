"""One series of figures that is to be brought to an aim, two years long: what judges a cell, or one of its parts."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from readiness.gaps.courses import Courses, Months
from readiness.gaps.gap import NONE, Gap
from readiness.gaps.reach import within_reach
from readiness.numbers import FloatArray
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.rule import Take
from readiness.year.basis import due_shares


@dataclass(frozen=True)
class Strand:
    """A value so far and its aim, with what is known of this year's and last year's months.

    course, before           [month] what the value has come to by each month, this year and last; before: None: unknown
    months, months_before    the months that it is made of; None where it is worked out from others
    """

    gap: Gap
    part: str
    value: float
    aim: float
    course: FloatArray
    before: FloatArray | None
    months: Months | None
    months_before: Months | None

    @property
    def month(self) -> int:
        """Months gone by."""
        return self.gap.month

    @property
    def left(self) -> int:
        """Months still to come."""
        return 12 - self.month

    @property
    def way(self) -> str:
        """How its months add up; `level` where it is worked out from others."""
        accumulate = self.gap.indicator.accumulate_of(self.part)
        return "level" if self.months is None and accumulate in ("mean", "ratio") else accumulate

    @cached_property
    def rises(self) -> bool:
        """Whether it is to be raised, or kept from falling."""
        return self.gap.upwards if not self.part else self.aim > self.value

    @property
    def sign(self) -> float:
        """1 where it is to rise, −1 where it is to fall."""
        return 1.0 if self.rises else -1.0

    @property
    def short(self) -> float:
        """What is still missing, 0 where nothing is."""
        return max(self.sign * (self.aim - self.value), 0.0)

    @property
    def from_nought(self) -> bool:
        """Whether it starts the year at nought, so that amounts can be told by the month."""
        indicator = self.gap.indicator
        if self.part:
            return indicator.accumulate_of(self.part) == "sum" or indicator.schedule_way == "share"
        return self.gap.summed or indicator.schedule_way == "share"

    @property
    def measure(self) -> str:
        """The measure of the value."""
        return (self.gap.indicator.measure_of(self.part) if self.part else None) or self.gap.measure

    @property
    def counts(self) -> bool:
        """Whether it counts whole things."""
        return self.gap.indicator.whole_numbers and (bool(self.part) or self.gap.as_it_is)

    @property
    def reachable(self) -> bool:
        """Whether the months to come can still bring it to its aim at all."""
        if self.part:
            return within_reach(self.gap.indicator, self.value, self.aim, self.part)
        return self.gap.reaches(self.gap.row["target"])

    @property
    def due(self) -> float:
        """What the plan asks for by now; nan where there is no plan."""
        if not self.part:
            return float(self.gap.row["due"])
        indicator, shares = self.gap.indicator, due_shares(self.gap.indicator, self.gap.item.season)
        if shares is None or indicator.compares:
            return NONE
        return self.aim * float(np.broadcast_to(shares, (len(self.gap.item.share), 12))[self.gap.at, self.month - 1])

    @property
    def days(self) -> FloatArray:
        """[month]: calendar days."""
        return np.array([calendar.monthrange(self.gap.year, month)[1] for month in range(1, 13)], dtype=float)

    @property
    def reports_left(self) -> int:
        """Reports still to come: one a period, but for the period that has one already."""
        period = PERIOD_MONTHS[self.gap.indicator.frequency]
        begun = self.month // period * period
        known = self.months is not None and not np.isnan(self.months.value[begun:self.month]).all()
        return 12 // period - self.month // period - int(self.month % period > 0 and known)


def whole_of(gap: Gap, now: Courses, before: Courses | None) -> Strand:
    """The value that the cell is judged by."""
    itself = gap.as_it_is and list(gap.indicator.weights) == [""] and not gap.rule.compares
    return _strand(gap, "", gap.value, gap.aim, now, before, itself)


def part_of(gap: Gap, take: Take, now: Courses, before: Courses | None) -> Strand | None:
    """One part of the cell; None where it has no figures of its own (a document to be filed)."""
    if take.words or now.course(gap.at, take.part) is None:
        return None
    return _strand(gap, take.part, take.value, take.needed, now, before, bool(take.part))


def _strand(gap: Gap, part: str, value: float, aim: float, now: Courses, before: Courses | None,
            itself: bool) -> Strand:
    found = [Months.of_item(courses.item, gap.at, part) if itself and courses else None for courses in (now, before)]
    course = now.course(gap.at, part)
    return Strand(gap, part, value, aim, np.full(12, NONE) if course is None else course,
                  None if before is None else before.course(gap.at, part), *found)
