"""What a month asks of a unit, of a lead department or of everybody: a row for each figure that is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from readiness.county import County, Unit
from readiness.rubric import Indicator, Rubric
from readiness.rubric.indicator import PERIOD_MONTHS


class NoForm(Exception):
    """There is nothing to ask; the message says why, in Chinese."""


@dataclass(frozen=True)
class Asked:
    """One figure that is asked for; `item` is None for an event (a bonus, deduction or veto), which may not have happened."""

    unit: Unit
    key: str
    name: str
    part: str
    item: Indicator | None = None

    @property
    def takes_base(self) -> bool:
        """Whether there is a 分母 to fill in."""
        return self.item is not None and self.item.accumulate_of(self.part) in ("ratio", "mean")


@dataclass(frozen=True)
class Asking:
    """What one month asks under its rubric."""

    county: County
    rubric: Rubric
    month: int

    def of_unit(self, unit: Unit) -> list[Asked]:
        """The figures that a unit answers for itself; the county those that nobody rolls up."""
        return [asked for item in self._due() if self._own(unit, item) for asked in _parts(unit, item)]

    def of_lead(self, department: Unit) -> list[Asked]:
        """The figures of all units, the county among them, for what a department leads."""
        led = [item for item in self._due() if item.id in department.leads]
        return [asked for item in led for unit in self.county.units.values() if self._own(unit, item) for asked in _parts(unit, item)]

    def of_all(self) -> list[Asked]:
        """The figures of every unit."""
        return [asked for unit in self.county.units.values() for asked in self.of_unit(unit)]

    def events_of(self, units: Iterable[Unit]) -> list[Asked]:
        """What may have happened to each unit."""
        return [Asked(unit, key, self._events[key], part) for unit in units
                for key, parts in self.rubric.reported_events.items() if self._concerns(unit, key) for part in parts]

    def _due(self) -> Iterator[Indicator]:
        return (item for item in self.rubric.indicators.values() if self.month % PERIOD_MONTHS[item.frequency] == 0)

    def _own(self, unit: Unit, item: Indicator) -> bool:
        answers = self.county.role(unit, item.id, self.rubric) in ("own", "duty")
        return answers and (unit.kind != "county" or item.county == "reported")

    def _concerns(self, unit: Unit, key: str) -> bool:
        veto = self.rubric.vetoes.get(key)
        return veto is None or (unit.kind in veto.kinds and self.month >= veto.since)

    @property
    def _events(self) -> dict[str, str]:
        entries = {**self.rubric.bonus, **self.rubric.deductions, **self.rubric.vetoes}
        return {key: entry.name for key, entry in entries.items()}


def _parts(unit: Unit, item: Indicator) -> Iterator[Asked]:
    return (Asked(unit, item.id, item.name, part, item) for part in item.part_names)
