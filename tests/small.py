"""Small counties for tests: a rubric, units and reports in a few words, read and scored by the real engine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from readiness.board import Board, View
from readiness.configuration import Configuration, Settings
from readiness.county import County, Unit
from readiness.observations import Observations
from readiness.rubric import Rubric
from readiness.scoring import Assessment
from readiness.year import Cube

YEAR = 2026
GRADES = [{"min": 90, "name": "优秀"}, {"min": 80, "name": "良好"}, {"min": 60, "name": "合格"}, {"min": 0, "name": "不合格"}]
CAPS = {"county": 5, "township": 3, "department": 3}
MIX = {"business_weight": 60, "duty_weight": 40, "support_share": 0.5}


def item(points: float = 10, **settings: Any) -> dict[str, Any]:
    """One indicator: amounts in proportion to a target of 10, unless said otherwise."""
    usual = {"name": "事项", "measure": "个", "accumulate": "sum", "rule": {"type": "proportional"}, "target": 10}
    return {**usual, "points": points, **settings}


def level(points: float = 10, **settings: Any) -> dict[str, Any]:
    """One indicator whose last figure, 0 to 100, is its share of the points."""
    usual = {"name": "水平", "measure": "分", "accumulate": "latest", "target": None,
             "rule": {"type": "linear", "zero_at": 0, "full_at": 100}}
    return item(points, **{**usual, **settings})


def fires(points: float = 10, each: float = 1, **settings: Any) -> dict[str, Any]:
    """One indicator that loses points with every event."""
    rule = {"type": "per_occurrence", "deduct_per": each}
    return item(points, **{"name": "火点", "rule": rule, "target": None, **settings})


def rubric_data(items: Mapping[str, Any], **settings: Any) -> dict[str, Any]:
    """What a rubric's YAML holds.  `items`: indicators, which make one category, or categories with `indicators` in them."""
    grouped = all("indicators" in entry for entry in items.values())
    categories = items if grouped else {"A": {"indicators": items}}
    usual = {"id": "small", "title": "小考核", "year": YEAR, "grades": GRADES, "departments": MIX, "bonus_cap": CAPS,
             "deduction_cap": CAPS, "categories": {key: _category(key, entry) for key, entry in categories.items()}}
    usual["full_points"] = sum(category["points"] for category in usual["categories"].values())
    named = {group: _named(settings.pop(group, {})) for group in ("bonus", "deductions", "vetoes")}
    return {**usual, **named, **settings}


def _category(key: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    indicators = _named(entry["indicators"])
    return {"id": key, "name": f"板块{key}", "points": sum(one["points"] for one in indicators.values()),
            "indicators": indicators}


def _named(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {key: {"name": key, **entry, "id": key} for key, entry in entries.items()}


class Small:
    """A county of a few units under a small rubric; `report` adds figures, the rest asks the board."""

    def __init__(self, items: Mapping[str, Any], townships: Sequence[str] | Mapping[str, Any] = ("T01",),
                 departments: Mapping[str, Any] | None = None, targets: Mapping[str, Any] | None = None,
                 mix: Mapping[str, Any] | None = None, **rubric: Any):
        named = townships if isinstance(townships, Mapping) else dict.fromkeys(townships, {})
        self.data = rubric_data(items, departments={**MIX, **(mix or {})}, **rubric)
        self.written = {"county": {"id": "XX", "name": "小县"},
                        "townships": {key: {"name": f"{key}镇", **entry} for key, entry in named.items()},
                        "departments": {key: {"name": f"{key}局", **entry} for key, entry in (departments or {}).items()}}
        self.targets = targets or {}
        self.rubric = Rubric.model_validate(self.data)
        self.county = County(self._units(), {YEAR: {key: dict(row) for key, row in self.targets.items()}})
        self.rows: list[tuple] = []
        self._board: Board | None = None

    def _units(self) -> dict[str, Unit]:
        found = [Unit(id=key, kind=kind, **entry) for group, kind in (("townships", "township"), ("departments", "department"))
                 for key, entry in self.written[group].items()]
        return {unit.id: unit for unit in (*found, Unit(kind="county", **self.written["county"]))}

    def report(self, unit: str, indicator: str, *months: float | None, part: str = "",
               base: Sequence[float | None] = (), year: int = YEAR) -> Small:
        """Figures from January on; None is a month without a report."""
        for at, value in enumerate(months):
            if value is not None:
                over = base[at] if at < len(base) and base[at] is not None else float("nan")
                self.rows.append((unit, indicator, part, f"{year}-{at + 1:02d}", value, over, "", "表.csv", "", len(self.rows) + 2))
        self._board = None
        return self

    @property
    def board(self) -> Board:
        if self._board is None:
            configuration = Configuration(Path("config"), Settings(), {YEAR: self.rubric}, self.county, "digest")
            self._board = Board(configuration, Observations.of(self.rows), 0)
        return self._board

    def view(self, month: int = 12, basis: str = "today") -> View:
        return self.board.view(f"{YEAR}-{month:02d}", basis)

    def assessment(self, basis: str = "today") -> Assessment:
        return self.board.assessment(YEAR, basis)

    @property
    def cube(self) -> Cube:
        return self.board.cube(YEAR)

    def cell(self, unit: str, indicator: str, month: int = 12, basis: str = "today") -> pd.Series:
        """A row of `View.cells`."""
        return self.view(month, basis).cells.set_index(["unit", "indicator"]).loc[(unit, indicator)]

    def unit(self, unit: str, month: int = 12, basis: str = "today") -> pd.Series:
        """A row of `View.units`."""
        return self.view(month, basis).units.set_index("unit").loc[unit]

    def points(self, unit: str, indicator: str, month: int = 12, basis: str = "today") -> float:
        at = list(self.rubric.indicators).index(indicator), list(self.county.units).index(unit)
        return float(self.assessment(basis).cells.points[(*at, month - 1)])

    def total(self, unit: str, month: int = 12, basis: str = "today") -> float:
        return self.totals(month, basis)[unit]

    def totals(self, month: int = 12, basis: str = "today") -> dict[str, float]:
        """The total of every unit."""
        return dict(zip(self.county.units, self.assessment(basis).total[:, month - 1].tolist(), strict=True))

    def column(self, name: str, month: int = 12, basis: str = "today") -> dict[str, Any]:
        """One column of `View.units` by unit."""
        return self.view(month, basis).units.set_index("unit")[name].to_dict()

    def write(self, folder: Path) -> Path:
        """The same county as a configuration folder; JSON is YAML."""
        written = {"rubric-2026.yaml": self.data, "units.yaml": self.written, "targets-2026.yaml": self.targets}
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in written.items():
            (folder / name).write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
        return folder
