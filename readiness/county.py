"""The county's units: townships, departments and the county itself; who leads and supports what; each unit's targets.

    config/units.yaml + config/targets-YYYY.yaml → `County`, or every problem with its line
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import RootModel

from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.rubric import Rubric
from readiness.rubric.setting import Kind, Setting
from readiness.yaml_file import Document, build, read

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


class Units(Setting):
    """What `config/units.yaml` holds."""

    county: Unit
    types: tuple[str, ...] = ()
    townships: dict[str, Unit] = {}
    departments: dict[str, Unit] = {}


class Targets(RootModel[dict[str, dict[str, float]]]):
    """What `config/targets-YYYY.yaml` holds: indicator → unit → target."""


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


def load_county(folder: Path, rubrics: Mapping[int, Rubric]) -> County:
    """The county that `folder` describes; raises `ProblemsFound` with every fault of its files."""
    document = read(folder / "units.yaml")
    if isinstance(document.data, dict):
        _name_units(document.data)
    written = build(document, Units)
    units = {unit.id: unit for unit in (*written.townships.values(), *written.departments.values(), written.county)}
    problems = [*_unit_problems(written, rubrics, document), *_township_lists(rubrics, units)]
    targets: dict[int, dict[str, dict[str, float]]] = {}
    for year, rubric in rubrics.items():
        targets[year] = _load_targets(folder / f"targets-{year}.yaml", rubric, units, problems)
    if problems:
        raise ProblemsFound(problems)
    return County(units, targets)


def _name_units(data: dict[str, Any]) -> None:
    for group, kind in (("townships", "township"), ("departments", "department")):
        members = data.get(group)
        for key, item in (members.items() if isinstance(members, dict) else ()):
            if isinstance(item, dict):
                item.update(id=key, kind=kind)
    if isinstance(data.get("county"), dict):
        data["county"]["kind"] = "county"
        data["county"].setdefault("id", "county")


def _unit_problems(written: Units, rubrics: Mapping[int, Rubric], document: Document) -> Iterator[Problem]:
    known = {item for rubric in rubrics.values() for item in rubric.indicators}
    for key, unit in written.departments.items():
        for word in ("leads", "supports"):
            for at, item in enumerate(getattr(unit, word)):
                if item not in known:
                    yield document.problem(("departments", key, word, at), f"没有编号是 {item} 的指标。",
                                           did_you_mean(item, known, "核对指标编号。"))
    yield from _leader_problems(written, rubrics, document)
    yield from _names(written, document)
    for key, unit in written.townships.items():
        if written.types and unit.type not in written.types:
            yield document.problem(("townships", key, "type"), f"没有“{unit.type}”这个类型。",
                                   did_you_mean(unit.type, written.types, "可选: " + "、".join(written.types)))


def _leader_problems(written: Units, rubrics: Mapping[int, Rubric], document: Document) -> Iterator[Problem]:
    """An indicator has one lead and no more; in the latest year, one and no fewer."""
    leading: dict[str, str] = {}
    for key, unit in written.departments.items():
        for item in unit.leads:
            if item in leading:
                yield document.problem(("departments", key, "leads"), f"{item} 已由 {leading[item]} 牵头。",
                                       "一个指标只能有一个牵头单位，另一个改为配合。")
            leading.setdefault(item, unit.name)
    for item in rubrics[max(rubrics)].indicators if rubrics else ():
        if item not in leading:
            yield document.problem(("departments",), f"指标 {item} 没有牵头单位。", f"在一个部门的 leads 里写上 {item}。")


def _names(written: Units, document: Document) -> Iterator[Problem]:
    """Ids, names and aliases: a form may use any of them, so none may mean two units."""
    groups = (("townships", written.townships), ("departments", written.departments))
    members = [((group, key), unit) for group, units in groups for key, unit in units.items()]
    owner: dict[str, Unit] = {}
    for path, unit in (*members, (("county",), written.county)):
        for setting, words in (("", (unit.id,)), ("name", (unit.name,)), ("aliases", unit.aliases)):
            for word in words:
                other = owner.setdefault(word, unit)
                if other is not unit:
                    yield document.problem((*path, setting) if setting else path,
                                           f"“{word}”已经是{other.name}（{other.id}）的编号、名称或别名。", "换一个，全县不能重复。")


def _township_lists(rubrics: Mapping[int, Rubric], units: Mapping[str, Unit]) -> Iterator[Problem]:
    for year, rubric in rubrics.items():
        for item in rubric.indicators.values():
            named = item.townships if isinstance(item.townships, tuple) else ()
            for key in named:
                if key not in units:
                    yield Problem(0, f"{item.id} › townships", f"没有编号是 {key} 的乡镇。",
                                  did_you_mean(key, units, "核对 units.yaml 里的编号。"), f"config/rubric-{year}.yaml")


def _load_targets(path: Path, rubric: Rubric, units: Mapping[str, Unit], problems: list[Problem]) -> dict[str, dict[str, float]]:
    document = read(path) if path.exists() else Document(f"{path.parent.name}/{path.name}", {})
    try:
        targets = build(document, Targets).root
    except ProblemsFound as refusal:
        problems.extend(refusal.problems)
        return {}
    problems.extend(_target_problems(targets, rubric, units, document))
    return targets


def _target_problems(targets: dict[str, dict[str, float]], rubric: Rubric, units: Mapping[str, Unit],
                     document: Document) -> Iterator[Problem]:
    for item in rubric.indicators.values():
        if item.target == "per_unit" and not targets.get(item.id):
            yield document.problem((item.id,), f"“{item.name}”的目标各单位不同（per_unit），这里一个也没有写。",
                                   f"补上一行  {item.id}: {{单位编号: 目标值}}")
    for item, by_unit in targets.items():
        if item not in rubric.indicators:
            yield document.problem((item,), f"没有编号是 {item} 的指标。", did_you_mean(item, rubric.indicators, "核对编号。"))
        for key in by_unit:
            if key not in units:
                yield document.problem((item, key), f"没有编号是 {key} 的单位。", did_you_mean(key, units, "核对编号。"))
