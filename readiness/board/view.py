"""The county as of one month on one basis, by one rubric: every table, sentence and course that pages and shell ask for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from readiness.board import opening
from readiness.board.health import Health
from readiness.closeup import months_of, paths_of, place_of, places_of
from readiness.county import County
from readiness.course import boxes_of, ranks_of, scores_of
from readiness.explanation import Explanation, explain
from readiness.gaps import beside_pace, charges, gap_table, needs_table
from readiness.rubric import Rubric
from readiness.scoring import Assessment
from readiness.scoring.boxes import Boxes
from readiness.scoring.chances import Chances
from readiness.tables import Month
from readiness.year import BASES, Cube

if TYPE_CHECKING:               # a board hands out views, so a view cannot wait for it
    from readiness.board.board import Board


BAND_PATHS = 500       # a band is drawn, not read to the second decimal


@dataclass
class View:
    """The county as of one month on one basis: tables are reckoned on first use and kept."""

    board: Board
    as_of: str
    basis: str
    rubric_year: int
    _lock: RLock = field(default_factory=RLock, repr=False)

    @property
    def year(self) -> int:
        """The assessment year."""
        return int(self.as_of[:4])

    @property
    def month(self) -> int:
        """The month's position, 0 for January."""
        return int(self.as_of[5:]) - 1

    @property
    def rubric(self) -> Rubric:
        """The rubric that scores: the year's own, or another's carried into this year."""
        return self._cube.rubric

    @property
    def _cube(self) -> Cube:
        return self.board.cube(self.year, self.rubric_year)

    @property
    def rescored(self) -> bool:
        """Whether another year's rubric scores."""
        return self.rubric_year != self.year

    @property
    def county(self) -> County:
        """The county's units."""
        return self.board.configuration.county

    @property
    def county_name(self) -> str:
        """The county's name."""
        return self.board.county_name

    @property
    def revision(self) -> int:
        """数据版本"""
        return self.board.revision

    @cached_property
    def fingerprint(self) -> str:
        """指纹"""
        return self.board.fingerprint(self.as_of, self.rubric_year)

    @property
    def basis_name(self) -> str:
        """口径, in Chinese."""
        return BASES[self.basis]

    @property
    def as_of_name(self) -> str:
        """2026年5月"""
        return f"{self.year}年{self.month + 1}月"

    @property
    def months_left(self) -> int:
        """Months of the year after this one."""
        return 11 - self.month

    @property
    def days_left(self) -> int:
        """Days of the year after this month."""
        return opening.days_left(self.as_of)

    @property
    def forecast(self) -> View:
        """The same month on 预计, whatever the basis."""
        return self.board.view(self.as_of, "forecast", self.rubric_year)

    @property
    def assessment(self) -> Assessment:
        """The year on this view's basis."""
        return self._scored(self.basis)

    @property
    def boxes(self) -> Boxes:
        """The year's points in their five boxes."""
        return self.board.boxes(self.year, self.rubric_year)

    def _scored(self, basis: str) -> Assessment:
        return self.board.assessment(self.year, basis, self.rubric_year)

    @cached_property
    def _month(self) -> Month:
        return Month(self.county, self.assessment, self._scored("schedule"), self.boxes, self.month)

    @property
    def cells(self) -> pd.DataFrame:
        """See `tables.Month.cells`."""
        with self._lock:
            return self._month.cells

    @property
    def units(self) -> pd.DataFrame:
        """See `tables.Month.units`."""
        with self._lock:
            return self._month.units

    @property
    def categories(self) -> pd.DataFrame:
        """See `tables.Month.categories`."""
        with self._lock:
            return self._month.categories

    @cached_property
    def chances(self) -> Chances:
        """What the year is likely to come to, whatever the basis."""
        return self.board.chances(self.year, self.month, self.rubric_year)

    @cached_property
    def band(self) -> pd.DataFrame:
        """unit, month (1–12), low, high: the 80 % range of each total as it was seen at each month up to as_of."""
        seen = [self.board.chances(self.year, month, self.rubric_year, BAND_PATHS) for month in range(self.month + 1)]
        units = np.array(self._cube.units, dtype=object)
        return pd.concat([pd.DataFrame({"unit": units, "month": month + 1, "low": one.total_low, "high": one.total_high})
                          for month, one in enumerate(seen)], ignore_index=True)

    @cached_property
    def charges(self) -> pd.DataFrame:
        """See `gaps.charges`; with unit_name and indicator_name, most owed first."""
        table = charges(self.boxes, self.county, self.month)
        names = {key: unit.name for key, unit in self.county.units.items()}
        table = table.assign(unit_name=table["unit"].map(names),
                             indicator_name=table["indicator"].map({key: item.name for key, item in self.rubric.indicators.items()}),
                             owed=table["lost"] + table["winnable"])
        return table.sort_values(["account", "owed"], ascending=[True, False], kind="stable").reset_index(drop=True)

    def charged(self, account: str) -> pd.DataFrame:
        """See `opening.charged`."""
        return opening.charged(self, account)

    def prospect(self, unit: str) -> opening.Prospect:
        """See `opening.prospect`."""
        return opening.prospect(self, unit)

    def item_prospect(self, unit: str, indicator: str) -> opening.ItemProspect | None:
        """See `opening.item_prospect`."""
        return opening.item_prospect(self, unit, indicator)

    @cached_property
    def since_last_month(self) -> pd.DataFrame:
        """See `opening.since_last_month`."""
        return opening.since_last_month(self)

    @cached_property
    def health(self) -> Health:
        """How well the figures come in."""
        return Health(self)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """See `gaps.gap_table`."""
        return gap_table(self.cells, self._cube, self.county, self._before)

    @cached_property
    def needs(self) -> pd.DataFrame:
        """See `gaps.needs_table`: what full marks take by year-end is the same on every basis."""
        if self.basis != "today":
            return self.board.view(self.as_of, "today", self.rubric_year).needs
        return needs_table(self.cells, self._cube, self._before)

    @cached_property
    def gaps_beside_pace(self) -> pd.DataFrame:
        """`gaps` with outlook, pace, recent_pace and last_year_pace of `needs`."""
        return beside_pace(self.gaps, self.needs)

    @property
    def _before(self) -> Cube | None:
        """Last year's figures as this view's rubric adds them up; None where last year has no rubric."""
        known = self.year - 1 in self.board.configuration.rubrics
        return self.board.cube(self.year - 1, self.rubric_year) if known else None

    @cached_property
    def units_on_100(self) -> pd.DataFrame:
        """As `units`, with the five boxes and the full points on a hundred."""
        on_100 = {box: table[:, self.month] for box, table in self.boxes.on_100.items()}
        return self.units.assign(full_points=100.0, **on_100)

    @cached_property
    def trend(self) -> pd.DataFrame:
        """unit, month (1–12) and a column for each basis: the total of each month up to as_of."""
        frames = []
        for basis in BASES:
            total = self._scored(basis).total[:, :self.month + 1]
            table = pd.DataFrame(total, index=list(self.county.units), columns=range(1, self.month + 2))
            frames.append(table.stack(future_stack=True).rename(basis))
        return pd.concat(frames, axis=1).rename_axis(["unit", "month"]).reset_index()

    def course(self, unit: str, category: str | None = None) -> pd.DataFrame:
        """See `course.scores_of`."""
        return scores_of({basis: self._scored(basis) for basis in BASES}, unit, category, self.month + 1)

    def boxes_by_month(self, unit: str, category: str | None = None) -> pd.DataFrame:
        """See `course.boxes_of`."""
        return boxes_of(self.boxes, unit, category, self.month + 1)

    def ranks(self, kind: str) -> pd.DataFrame:
        """See `course.ranks_of`, for all units of a kind."""
        names = {key: unit.name for key, unit in self.county.units.items() if unit.kind == kind}
        return ranks_of(self.assessment, names, self.month + 1)

    @property
    def year_before(self) -> View | None:
        """The whole of last year on the same basis by its own rubric, where there is one."""
        months = [month for month in self.board.months if month.startswith(f"{self.year - 1}-")]
        return self.board.view(months[-1], self.basis) if months else None

    def explain(self, unit: str, indicator: str) -> Explanation:
        """The arithmetic of one cell, to the row of the file."""
        told = explain(self.assessment, self.county, self.board.observations, unit, indicator, self.month)
        return replace(told, sentence=f"按{self.rubric_year}年考核细则重新计分，{told.sentence}") if self.rescored else told

    def months(self, unit: str, indicator: str) -> pd.DataFrame:
        """See `closeup.months_of`; last year is there where its rubric is."""
        before = self.board.cube(self.year - 1) if self.year - 1 in self.board.configuration.rubrics else None
        return months_of(self._cube, before, unit, indicator, self.month)

    def place(self, unit: str, indicator: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """See `closeup.place_of`."""
        return place_of(self.assessment, unit, indicator, self.month)

    def judged(self, kind: str, indicator: str) -> pd.DataFrame:
        """The rows of `cells` of one indicator for the units of one kind to which it applies."""
        return self.cells.iloc[self._judged.get((kind, indicator), [])]

    @cached_property
    def _judged(self) -> dict[tuple[str, str], list[int]]:
        """Where in `cells` the rows that are judged stand, by kind and indicator."""
        cells = self.cells.reset_index(drop=True)
        judged = cells.loc[cells["status"] != "not_applicable", ["kind", "indicator"]]
        return {key: rows.tolist() for key, rows in judged.groupby(["kind", "indicator"], sort=False).groups.items()}

    def places(self, kind: str, indicator: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        """See `closeup.places_of`, for the units of one kind that are judged; the marks have unit_name, too."""
        units = self.judged(kind, indicator)["unit"].tolist()
        curves, marks = places_of(self.assessment, units, indicator, self.month)
        return curves, marks.assign(unit_name=[self.county.units[unit].name for unit in marks["unit"]])

    def paths(self, kind: str, indicator: str) -> pd.DataFrame:
        """See `closeup.paths_of`, for the units of one kind that are judged; with unit_name."""
        units = self.judged(kind, indicator)["unit"].tolist()
        table = paths_of(self._cube, units, indicator, self.month)
        return table.assign(unit_name=[self.county.units[unit].name for unit in table["unit"]])

    def file_name(self, what: str, ending: str) -> str:
        """青澜县_差距清单_2026-05.csv"""
        return f"{self.county_name}_{what}_{self.as_of}.{ending}"
