"""Small counties with two years: the figures of 2025, and the rubrics of 2025 and 2026."""

from __future__ import annotations

from pathlib import Path

from readiness.board import Board, View
from readiness.configuration import Configuration, Settings
from readiness.county import County
from readiness.observations import Observations
from readiness.rubric import Rubric
from tests.small import Small

THEN, NOW = 2025, 2026


def years(then: Small, now: Small | None = None) -> Board:
    """`then` with its figures as the year 2025, `now` (the same where none is given) as the rubric and targets of 2026."""
    now = now or then
    rubrics = {year: Rubric.model_validate({**small.data, "year": year}) for year, small in ((THEN, then), (NOW, now))}
    county = County(then.county.units, {THEN: then.targets, NOW: now.targets})
    configuration = Configuration(Path("config"), Settings(), rubrics, county, "digest")
    return Board(configuration, Observations.of(then.rows), 0)


def report(small: Small, indicator: str, *months: float, unit: str = "T01", year: int = THEN, **more) -> Small:
    """Figures of the data year from January on."""
    return small.report(unit, indicator, *months, year=year, **more)


def views(board: Board, month: int = 12, basis: str = "today") -> tuple[View, View]:
    """One month of the data year by its own rubric, and by the other."""
    return board.view(f"{THEN}-{month:02d}", basis), board.view(f"{THEN}-{month:02d}", basis, NOW)
