"""A county from its files: units and targets read, held against the rubrics, and refused with every fault or told in doubt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from readiness.county.county import County
from readiness.county.doubts import target_doubts, unit_doubts
from readiness.county.faults import rubric_faults, target_faults, unit_faults
from readiness.county.written import Targets, Units, YearTargets
from readiness.problems import Problem, ProblemsFound
from readiness.rubric import Rubric
from readiness.yaml_file import Document, build, read


def read_county(folder: Path, rubrics: Mapping[int, Rubric]) -> tuple[County, tuple[Problem, ...]]:
    """The county that `folder` describes and what is doubtful in its files; raises `ProblemsFound` with every fault."""
    written, document = _units(folder / "units.yaml")
    problems = [*rubric_faults(written, rubrics, document), *unit_faults(written, document)]
    years = {year: _targets(folder / f"targets-{year}.yaml", rubric, problems) for year, rubric in rubrics.items()}
    for year in years.values():
        problems.extend(target_faults(year, written.all))
    if problems:
        raise ProblemsFound(problems)
    county = County(written.all, {year: given.targets for year, given in years.items()})
    doubts = [*unit_doubts(written, rubrics, document), *(doubt for year in years.values() for doubt in target_doubts(year, county))]
    return county, tuple(sorted(doubts, key=lambda doubt: (doubt.file, doubt.line)))


def _units(path: Path) -> tuple[Units, Document]:
    document = read(path)
    if isinstance(document.data, dict):
        _name_units(document.data)
    return build(document, Units), document


def _name_units(data: dict[str, Any]) -> None:
    for group, kind in (("townships", "township"), ("departments", "department")):
        members = data.get(group)
        for key, item in (members.items() if isinstance(members, dict) else ()):
            if isinstance(item, dict):
                item.update(id=key, kind=kind)
    if isinstance(data.get("county"), dict):
        data["county"]["kind"] = "county"
        data["county"].setdefault("id", "county")


def _targets(path: Path, rubric: Rubric, problems: list[Problem]) -> YearTargets:
    document = read(path) if path.exists() else Document(f"{path.parent.name}/{path.name}", {})
    try:
        return YearTargets(rubric, build(document, Targets).root, document)
    except ProblemsFound as refusal:
        problems.extend(refusal.problems)
        return YearTargets(rubric, {}, Document(document.file))
