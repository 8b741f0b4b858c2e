"""What a year has come to by each month, and the months that it is made of; of the value judged, and of each part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from readiness.gaps.judged import unrounded
from readiness.numbers import FloatArray
from readiness.scoring.cells import case_of
from readiness.year import Figures, Item, year_so_far
from readiness.year.so_far import latest


@dataclass(frozen=True)
class Months:
    """One unit's months as reported, [month]: value, and base (None where there is none); nan where nothing was."""

    value: FloatArray
    base: FloatArray | None

    @classmethod
    def of(cls, figures: Figures, at: int) -> Months | None:
        """Those of one unit; None where it has reported nothing."""
        value, base = figures.value[at], None if figures.base is None else figures.base[at]
        return None if np.isnan(value).all() else cls(value, None if base is None or np.isnan(base).all() else base)

    @classmethod
    def of_item(cls, item: Item, at: int, part: str) -> Months | None:
        """Those of one part of an item; None where there is no such part, or the unit did not answer for it."""
        figures = item.parts.get(part) if item.share[at] else None
        return None if figures is None else cls.of(figures, at)


@dataclass(frozen=True)
class Courses:
    """One indicator's year, [unit × month]: what the value judged and each part come to by each month, unrounded."""

    item: Item
    judged: FloatArray
    parts: Mapping[str, FloatArray]

    @classmethod
    def of(cls, item: Item) -> Courses:
        """What `item` has come to; the last figure stands until there is another."""
        year = year_so_far(unrounded(item.indicator), item.parts)
        judged = np.broadcast_to(item.indicator.rule.value(case_of(item, year, "today")), (len(item.share), 12))
        return cls(item, latest(judged), {name: latest(part) for name, part in year.parts.items()})

    def course(self, at: int, part: str) -> FloatArray | None:
        """[month]: of one unit; nothing where it did not answer for the item or its part."""
        if self.item.share[at] == 0:
            return None
        course = self.judged if not part else self.parts.get(part)
        return None if course is None or np.isnan(course[at]).all() else course[at]
