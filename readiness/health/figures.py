"""Whose figures are to be reported, and who is called for them: a unit for its own, the lead department for the county's."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from readiness.county import County, Unit
from readiness.health.missing import Gaps
from readiness.scoring import Status
from readiness.scoring.boxes import Boxes
from readiness.year import Cube, Item


@dataclass(frozen=True)
class Seen:
    """A year's figures seen at the end of a month (0 is January)."""

    boxes: Boxes
    county: County
    month: int

    @property
    def cube(self) -> Cube:
        """The figures."""
        return self.boxes.worst.cube

    @property
    def whole(self) -> int:
        """The county's position among the units."""
        return self.cube.kinds.index("county")

    def status(self, at: int, unit: int) -> Status:
        """What stands behind a cell."""
        return Status(self.boxes.worst.cells.status[at, unit, self.month])

    def box(self, at: int, unit: int) -> float:
        """A cell's 未报 box."""
        return float(self.boxes.cells["unreported"][at, unit, self.month])

    def unit(self, at: int) -> Unit:
        """A unit by its position."""
        return self.county.units[self.cube.units[at]]


def called(county: County, unit: Unit, indicator: str) -> Unit:
    """Who is called for a unit's figure."""
    return (county.lead(indicator) or unit) if unit.kind == "county" else unit


def gaps_of(item: Item, unit: int) -> Gaps:
    """Where one unit's own months have no figure."""
    return {name: np.isnan(part.value[unit]) for name, part in item.own.now.items()}


def rolled_up(item: Item) -> bool:
    """Whether the county's figure is made of townships' figures."""
    return item.own.wiring.rolls_up and bool(item.own.wiring.members.any())


def reporters(seen: Seen, item: Item, at: int) -> Iterator[int]:
    """The units that report a figure of their own to which something applies; not who answers for the county's."""
    for unit, source in enumerate(item.own.wiring.sources):
        made = unit == seen.whole and rolled_up(item)
        if source == unit and not made and seen.status(at, unit) != Status.NOT_APPLICABLE:
            yield unit


def answering(item: Item, whole: int) -> list[int]:
    """The departments that are judged by the county's figure."""
    return [unit for unit, source in enumerate(item.own.wiring.sources) if source == whole and unit != whole and item.share[unit] > 0]


def last_reported(item: Item, unit: int, parts: Collection[str], month: int) -> str:
    """The last month up to `month`, this year or last, with a figure of any of the parts; empty where there is none."""
    for figures, months, year in ((item.own.now, month + 1, item.own.year), (item.own.before, 12, item.own.year - 1)):
        there = np.flatnonzero(np.logical_or.reduce([~np.isnan(figures[name].value[unit, :months]) for name in parts]))
        if len(there):
            return month_word(year, int(there[-1]))
    return ""


def month_word(year: int, month: int) -> str:
    """2026, 4 → 2026-05"""
    return f"{year}-{month + 1:02d}"
