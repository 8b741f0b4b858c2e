"""What the files of a county hold, before they are held against the rubrics."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import RootModel

from readiness.county.county import Unit
from readiness.rubric import Rubric
from readiness.rubric.setting import Setting
from readiness.yaml_file import Document


class Units(Setting):
    """What `config/units.yaml` holds."""

    county: Unit
    types: tuple[str, ...] = ()
    townships: dict[str, Unit] = {}
    departments: dict[str, Unit] = {}

    @property
    def all(self) -> dict[str, Unit]:
        """Every unit by id, in the order of the file, the county last."""
        return {unit.id: unit for unit in (*self.townships.values(), *self.departments.values(), self.county)}


class Targets(RootModel[dict[str, dict[str, float]]]):
    """What `config/targets-YYYY.yaml` holds: indicator → unit → target."""


@dataclass(frozen=True)
class YearTargets:
    """One year's targets with the lines of their file, and the rubric that they belong to."""

    rubric: Rubric
    targets: dict[str, dict[str, float]]
    document: Document
