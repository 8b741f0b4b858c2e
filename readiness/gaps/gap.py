"""One cell that owes, and what it still takes: what the reckoning of needs is about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from readiness.gaps.courses import Months
from readiness.gaps.judged import edge, unrounded
from readiness.gaps.reach import within_reach
from readiness.numbers import TOLERANCE
from readiness.rubric import Indicator
from readiness.rule import Case, Rule
from readiness.year import Item, year_so_far

NONE = math.nan


@dataclass(frozen=True)
class Need:
    """For full marks: the amount, the amount a month, and both in words.

    next_points, next_needed   of a rule of steps: the points of the nearest better step within reach, and the amount for it
    """

    amount: float
    a_month: float
    words: str
    next_points: float = NONE
    next_needed: float = NONE


@dataclass(frozen=True)
class Gap:
    """One cell that owes: its row of `tables.Month.cells`, its indicator's item and case, its unit's place, months gone.

    before   last year's item, where there is one to compare with
    """

    row: Mapping[str, Any]
    item: Item
    whole: Case
    at: int
    month: int
    year: int
    before: Item | None = None

    @property
    def indicator(self) -> Indicator:
        return self.item.indicator

    @property
    def rule(self) -> Rule:
        return self.item.indicator.rule

    @property
    def left(self) -> int:
        """Months still to come."""
        return 12 - self.month

    @cached_property
    def case(self) -> Case:
        """The cell by itself."""
        return self.whole.cell(self.at, self.month - 1)

    @property
    def short(self) -> float:
        """How far the value is from that of full marks."""
        return self.short_of(self.row["target"])

    def short_of(self, needed: float) -> float:
        """How far the value is from one that is judged to be `needed`."""
        return float(self.rule.shortfall(self.value, self.edge_of(needed)))

    @cached_property
    def value(self) -> float:
        """The value judged, before it is rounded where the figure itself is."""
        if self.indicator.round is None or not self.as_it_is:
            return float(self.row["value"])
        year = year_so_far(unrounded(self.indicator), self.item.take(slice(self.at, self.at + 1)).parts)
        return float(year.value[0, self.month - 1])

    @property
    def aim(self) -> float:
        """The value of full marks, as far as rounding is generous."""
        return self.edge_of(self.row["target"])

    def edge_of(self, needed: float) -> float:
        """The unrounded value that is judged to be `needed`."""
        return edge(needed, self.upwards, self.indicator.round if self.as_it_is else None)

    @property
    def as_it_is(self) -> bool:
        """Whether the figure itself is judged, and not something worked out from it or from parts."""
        return abs(self.row["figure"] - self.row["value"]) <= TOLERANCE

    @property
    def measure(self) -> str:
        """The measure of the value judged."""
        return self.row["measure"] if self.as_it_is else self.rule.judged_measure(self.row["measure"])

    @property
    def rises(self) -> bool:
        """Whether full marks ask for a greater value."""
        return self.row["target"] > self.row["value"]

    @cached_property
    def months(self) -> tuple[Months | None, Months | None]:
        """The figure's own months, this year's and last year's; None where there are none."""
        return tuple(None if item is None else Months.of_item(item, self.at, "") for item in (self.item, self.before))

    @property
    def upwards(self) -> bool:
        """Whether a value must rise, or where it is at full marks already must not fall."""
        apart = abs(self.row["target"] - self.row["value"]) > TOLERANCE
        return self.rises if apart and self.row["owed"] > TOLERANCE else self.rule.more_is_better

    @property
    def summed(self) -> bool:
        """Whether what is short can be done month by month."""
        return self.as_it_is and self.indicator.accumulate == "sum" or self.indicator.schedule == "share" or (
            self.rule.own_plan is not None)

    def reaches(self, needed: float) -> bool:
        """Whether `needed` is within reach; a value worked out from others is taken to be."""
        return not self.as_it_is or within_reach(self.indicator, self.value, self.edge_of(needed))
