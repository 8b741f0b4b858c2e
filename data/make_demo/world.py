"""One year of the county as the generator sees it: who reports what, how good each unit is, and seeded chance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from data.make_demo.typical import SKILL, YEAR
from readiness.county import County, Unit
from readiness.rubric import Rubric


class Key(NamedTuple):
    """What one row of a form speaks of; the month is 1 to 12."""

    unit: str
    indicator: str
    part: str
    month: int


class Figure(NamedTuple):
    """A month's figure, with its denominator or weight where it has one."""

    value: float
    base: float | None = None


Figures = dict[Key, Figure]


@dataclass(frozen=True)
class World:
    """The county in one year."""

    year: int
    rubric: Rubric
    county: County

    @property
    def years_back(self) -> int:
        """How long before the typical year this one lies."""
        return YEAR - self.year

    def chance(self, *words: str) -> Random:
        """Chance of its own for whatever `words` name."""
        return Random("/".join([str(self.year), *words]))

    def skill(self, unit: Unit) -> float:
        """How well the unit does beside the others; the county is what is typical."""
        if unit.kind == "county":
            return 0.0
        drift = self.chance("skill", unit.id).gauss(0.0, 0.35) if self.years_back else 0.0
        return SKILL.get(unit.id, 0.0) + drift

    def leaning(self, unit: Unit, indicator: str) -> float:
        """How far a unit stands from what is typical in one indicator: in part skill, in part chance; 0 for the county."""
        if unit.kind == "county":
            return 0.0
        return 0.7 * self.skill(unit) + 0.6 * self.chance("leaning", indicator, unit.id).gauss(0.0, 1.0)

    def reporters(self, indicator: str) -> list[Unit]:
        """The units that report an own figure: townships and departments that answer for it, the county if not rolled up."""
        item = self.rubric.indicators[indicator]
        return [unit for unit in self.county.units.values()
                if self.county.role(unit, indicator, self.rubric) in ("own", "duty")
                and (unit.kind != "county" or item.county == "reported")]

    def townships(self, indicator: str) -> list[Unit]:
        """The townships that answer for an indicator."""
        return [unit for unit in self.reporters(indicator) if unit.kind == "township"]

    def target(self, indicator: str, unit: Unit) -> float:
        """The unit's own target, else the rubric's."""
        own = self.county.target(self.year, indicator, unit.id)
        return own if own is not None else float(self.rubric.indicators[indicator].target)


def months(unit: Unit, indicator: str, values: Iterable[float], part: str = "") -> Iterator[tuple[Key, Figure]]:
    """Twelve plain figures of one unit."""
    for month, value in enumerate(values, start=1):
        yield Key(unit.id, indicator, part, month), Figure(value)


def increments(running: Iterable[float]) -> list[float]:
    """What each month adds to a running total."""
    before = 0.0
    added = []
    for total in running:
        added.append(round(total - before, 2))
        before = total
    return added


def within(value: float, low: float, high: float) -> float:
    """`value`, or the nearer end."""
    return min(max(value, low), high)
