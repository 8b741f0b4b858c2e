"""Who is scored and who answers for what: units, who leads and supports which indicator, each unit's targets."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from readiness.rubric import Rubric
from readiness.rubric.setting import Kind, Setting

Role = Literal["own", "lead", "duty", "support", "none"]


class Unit(Setting):
    """单位: who is scored.  `owner` is the post that answers for it, `sponsor` the county leader who holds it to account."""

    id: str = ""
    name: str
    kind: Kind = "township"
    type: str = ""
    aliases: tuple[str, ...] = ()
    owner: str = ""
    sponsor: str = ""
    population: float | None = None
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()


@dataclass(frozen=True)
class County:
    """All units in the order of the file (townships, departments, the county last), with the targets of each year."""

    units: dict[str, Unit]
    targets: dict[int, dict[str, dict[str, float]]] = field(default_factory=dict)

    def of_kind(self, kind: Kind) -> list[Unit]:
        """The units of one kind."""
        return [unit for unit in self.units.values() if unit.kind == kind]

    @cached_property
    def whole(self) -> Unit:
        """The county itself (县本级)."""
        return self.of_kind("county")[0]

    @cached_property
    def by_name(self) -> dict[str, str]:
        """Every id, name and other name → id."""
        return {word: unit.id for unit in self.units.values() for word in (unit.id, unit.name, *unit.aliases)}

    @cached_property
    def _leaders(self) -> dict[str, str]:
        return {item: unit.id for unit in self.of_kind("department") for item in unit.leads}

    def lead(self, indicator: str) -> Unit | None:
        """牵头单位 of an indicator."""
        return self.units.get(self._leaders.get(indicator, ""))

    def supporters(self, indicator: str) -> list[Unit]:
        """配合单位 of an indicator."""
        return [unit for unit in self.of_kind("department") if indicator in unit.supports]

    def target(self, year: int, indicator: str, unit: str) -> float | None:
        """The unit's own target, where its year's file gives one."""
        return self.targets.get(year, {}).get(indicator, {}).get(unit)

    def role(self, unit: Unit, indicator: str, rubric: Rubric) -> Role:
        """How a unit answers for an indicator: own figure, or for a department lead, general duty, support, none."""
        if unit.kind == "county":
            return "own"
        if unit.kind == "township":
            return "own" if _applies(rubric.indicators[indicator].townships, unit.id) else "none"
        if indicator in unit.leads:
            return "lead"
        if indicator in rubric.departments.general_duties:
            return "duty"
        return "support" if indicator in unit.supports else "none"


def _applies(townships: str | tuple[str, ...], unit: str) -> bool:
    return townships == "all" or (townships != "none" and unit in townships)
