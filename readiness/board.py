"""One opened county: what pages, command line and papers ask.

    configuration + observations → board → a view (as_of, basis) → tables, gaps, explanations

An assessment is reckoned once for each year and basis and shared by all who ask; a view only picks out a month.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import RLock

import pandas as pd

from readiness.closeup import months_of, paths_of, place_of, places_of
from readiness.configuration import Configuration, default_folder, load_configuration, stamp_of
from readiness.explanation import Explanation, explain
from readiness.gaps import gap_table
from readiness.observations import Observations, read_forms
from readiness.rescoring import carry
from readiness.rubric import Rubric
from readiness.scoring import Assessment, assess
from readiness.store import Store
from readiness.tables import Month
from readiness.year import BASES, Cube, cube_of

DEFAULT_BASIS = "schedule"


def database_url() -> str:
    """`READINESS_DATABASE_URL`, else SQLite in `data/` of this project."""
    default = Path(__file__).resolve().parent.parent / "data" / "readiness.db"
    return os.environ.get("READINESS_DATABASE_URL") or f"sqlite:///{default}"


@dataclass
class Board:
    """The county with its figures at one data revision.  Safe to share between threads; nothing in it changes."""

    configuration: Configuration
    observations: Observations
    revision: int
    store: Store | None = None
    _lock: RLock = field(default_factory=RLock, repr=False)
    _cubes: dict[tuple[int, int], Cube] = field(default_factory=dict, repr=False)
    _assessments: dict[tuple[int, str, int], Assessment] = field(default_factory=dict, repr=False)
    _views: dict[tuple[str, str, int], View] = field(default_factory=dict, repr=False)

    @property
    def county_name(self) -> str:
        """The county's name."""
        return self.configuration.county.whole.name

    def stale(self) -> bool:
        """Whether the store or the configuration has changed since this board was opened; cheap enough to ask each time."""
        if stamp_of(self.configuration.folder) != self.configuration.stamp:
            return True
        return self.store is not None and self.store.revision() != self.revision

    @cached_property
    def months(self) -> list[str]:
        """Months that have data and a rubric, ascending."""
        return [month for month in self.observations.months if int(month[:4]) in self.configuration.rubrics]

    def last_month_of(self, year: int) -> str | None:
        """The last month of a year that has data."""
        return max((month for month in self.months if month.startswith(f"{year}-")), default=None)

    @cached_property
    def _data_digest(self) -> str:
        return self.observations.digest()

    def fingerprint(self, as_of: str, rubric_year: int | None = None) -> str:
        """指纹: two people with the same one see the same figures."""
        other = "" if rubric_year in (None, int(as_of[:4])) else f"by {rubric_year}"
        return hashlib.sha256(f"{self.configuration.digest}{self._data_digest}{as_of}{other}".encode()).hexdigest()[:8]

    def cube(self, year: int, rubric_year: int | None = None) -> Cube:
        """The year as reported, to be judged by its own rubric or by that of another year."""
        with self._lock:
            key = year, rubric_year or year
            if key not in self._cubes:
                self._cubes[key] = self._cube(*key)
            return self._cubes[key]

    def _cube(self, year: int, rubric_year: int) -> Cube:
        rubrics, county = self.configuration.rubrics, self.configuration.county
        if rubric_year == year:
            return cube_of(self.observations, rubrics[year], county)
        carried = carry(rubrics[rubric_year], rubrics[year], county)
        return cube_of(self.observations, carried.rubric, county, carried)

    def assessment(self, year: int, basis: str, rubric_year: int | None = None) -> Assessment:
        """The whole year scored on `basis`, by its own rubric or by that of another year."""
        with self._lock:
            key = year, basis, rubric_year or year
            if key not in self._assessments:
                self._assessments[key] = assess(self.cube(year, rubric_year), basis)
            return self._assessments[key]

    def view(self, as_of: str, basis: str = DEFAULT_BASIS, rubric_year: int | None = None) -> View:
        """The county as of a month, on a basis, by a rubric; the same object however often it is asked for."""
        with self._lock:
            key = as_of, basis, rubric_year or int(as_of[:4])
            return self._views.setdefault(key, View(self, *key))


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
    def county(self):
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
    def assessment(self) -> Assessment:
        """The year on this view's basis."""
        return self._scored(self.basis)

    def _scored(self, basis: str) -> Assessment:
        return self.board.assessment(self.year, basis, self.rubric_year)

    @cached_property
    def _month(self) -> Month:
        return Month(self.county, self.assessment, self._scored("schedule"), self.month)

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
    def gaps(self) -> pd.DataFrame:
        """See `gaps.gap_table`."""
        return gap_table(self.cells, self._cube, self.county)

    @cached_property
    def trend(self) -> pd.DataFrame:
        """unit, month (1–12), today, schedule: the total of each month up to as_of, on both bases."""
        frames = []
        for basis in BASES:
            total = self._scored(basis).total[:, :self.month + 1]
            table = pd.DataFrame(total, index=list(self.county.units), columns=range(1, self.month + 2))
            frames.append(table.stack(future_stack=True).rename(basis))
        return pd.concat(frames, axis=1).rename_axis(["unit", "month"]).reset_index()

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


def open_board(folder: Path | None = None, files: Iterable[Path] | None = None) -> Board:
    """The board of a configuration folder; from `files` alone where given, else from the store.

    An empty store is filled with the demo data that the settings name.  Raises `ProblemsFound`.
    """
    configuration = load_configuration(folder or default_folder())
    if files is not None:
        return Board(configuration, read(configuration, files), 0)
    store = Store(database_url())
    if store.revision() == 0 and configuration.settings.demo_data:
        load_demo(configuration, store)
    return Board(configuration, store.observations(), store.revision(), store)


def read(configuration: Configuration, files: Iterable[Path]) -> Observations:
    """The observations in forms, or every problem with its row."""
    return read_forms([Path(file) for file in files], configuration.rubrics, configuration.county, date.today())


def load_demo(configuration: Configuration, store: Store) -> None:
    """The demo county's forms as the store's first batches, a file a batch; all of them or none."""
    folder = configuration.folder.parent / configuration.settings.demo_data
    files = sorted(folder.glob("*.csv")) + sorted(folder.glob("*.xlsx"))
    if files:
        store.add_all([(read(configuration, [path]), path.name) for path in files])
