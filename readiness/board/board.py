"""A county with its figures, opened from the store or from files: it reckons each year once and hands out views of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import RLock

import pandas as pd

from readiness.board.kept import Kept
from readiness.board.view import View
from readiness.bridge import Bridge, bridge
from readiness.configuration import Configuration, default_folder, load_configuration, stamp_of
from readiness.observations import Observations, read_forms
from readiness.rescoring import carry
from readiness.scoring import Assessment, assess
from readiness.scoring.backtest import Backtest
from readiness.scoring.boxes import Boxes
from readiness.scoring.chances import PATHS, Chances, chances_of
from readiness.store import Origin, SourceFile, Store
from readiness.year import Cube, cube_of

DEFAULT_BASIS = "forecast"
EARLIER_KEPT = 8          # boards as they were known, each with all that was reckoned of it


def database_url() -> str:
    """`READINESS_DATABASE_URL`, else SQLite in `data/` of this project."""
    default = Path(__file__).resolve().parents[2] / "data" / "readiness.db"
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
    _boxes: dict[tuple[int, int], Boxes] = field(default_factory=dict, repr=False)
    _chances: dict[tuple[int, int, int, int], Chances] = field(default_factory=dict, repr=False)
    _backtests: dict[int, Backtest] = field(default_factory=dict, repr=False)
    _views: dict[tuple[str, str, int], View] = field(default_factory=dict, repr=False)
    _bridges: dict[tuple[str, str, str], Bridge] = field(default_factory=dict, repr=False)
    _earlier: dict[int, Board] = field(default_factory=dict, repr=False)
    _newest: Board | None = field(default=None, repr=False)       # of a board as it was known: the one that it was asked of
    restored: int = 0                                             # see `Store.state`
    kept: Kept | None = None                                      # of a frozen board

    @property
    def county_name(self) -> str:
        """The county's name."""
        return self.configuration.county.whole.name

    def stale(self) -> bool:
        """Whether the store or the configuration has changed since this board was opened; cheap enough to ask each time."""
        if stamp_of(self.configuration.folder) != self.configuration.stamp:
            return True
        return self.store is not None and self.store.state() != (self.revision, self.restored)

    @cached_property
    def months(self) -> list[str]:
        """Months that have data and a rubric, ascending; of a frozen board up to the month that it was frozen for."""
        return [month for month in self.observations.months if int(month[:4]) in self.configuration.rubrics
                and (self.kept is None or month <= self.kept.as_of)]

    @property
    def asked_by(self) -> dict[str, str]:
        """What an address says to come to this board; nothing where it is the newest."""
        if self.kept:
            return {"frozen": self.kept.name}
        return {"known": str(self.revision)} if self._newest else {}

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

    def boxes(self, year: int, rubric_year: int | None = None) -> Boxes:
        """The year's points in their five boxes, by its own rubric or by that of another year."""
        with self._lock:
            key = year, rubric_year or year
            if key not in self._boxes:
                self._boxes[key] = Boxes(*(self.assessment(year, basis, rubric_year) for basis in ("worst", "forecast", "best")))
            return self._boxes[key]

    def chances(self, year: int, month: int, rubric_year: int | None = None, paths: int = PATHS) -> Chances:
        """What the year is likely to come to, seen at the end of a month (0 is January)."""
        with self._lock:
            key = year, month, rubric_year or year, paths
            if key not in self._chances:
                before = self.cube(year - 1, rubric_year) if year - 1 in self.configuration.rubrics else None
                self._chances[key] = chances_of(self.assessment(year, "forecast", rubric_year), before, month, paths)
            return self._chances[key]

    def backtest(self, year: int) -> Backtest:
        """What the forecast said in a year that is over, and what came."""
        with self._lock:
            if year not in self._backtests:
                before = self.cube(year - 1) if year - 1 in self.configuration.rubrics else None
                self._backtests[year] = Backtest(self.cube(year), before)
            return self._backtests[year]

    @cached_property
    def finished_years(self) -> list[int]:
        """The years whose December has data, the newest first."""
        return [int(month[:4]) for month in reversed(self.months) if month.endswith("-12")]

    def view(self, as_of: str, basis: str = DEFAULT_BASIS, rubric_year: int | None = None) -> View:
        """The county as of a month, on a basis, by a rubric; the same object however often it is asked for."""
        with self._lock:
            key = as_of, basis, rubric_year or int(as_of[:4])
            return self._views.setdefault(key, View(self, *key))

    def bridge(self, since: str, until: str, basis: str = DEFAULT_BASIS) -> Bridge:
        """Why every unit's total is another at `until` than it was at `since`; reckoned once."""
        with self._lock:
            key = since, until, basis
            if key not in self._bridges:
                self._bridges[key] = self._bridge(*key)
            return self._bridges[key]

    def _bridge(self, since: str, until: str, basis: str) -> Bridge:
        (year, month), (last_year, last_month) = ((int(day[:4]), int(day[5:]) - 1) for day in (since, until))
        then = self.when_newest(since) or self
        return bridge((then.assessment(year, basis), month), (self.assessment(year, basis), month),
                      (self.assessment(year, basis, last_year), month), (self.assessment(last_year, basis), last_month))

    def when_newest(self, month: str) -> Board | None:
        """The figures as they were known when `month` was the newest; None where the store does not tell."""
        store = (self._newest or self).store
        revision = store and store.revision_ending(month, self.revision)
        return self.as_known(revision) if revision else None

    def known_on(self, day: date) -> Board | None:
        """The figures as they were known at the end of a day; None where the store does not tell."""
        store = (self._newest or self).store
        return self.as_known(min(store.revision_on(day), self.revision)) if store else None

    def as_known(self, revision: int) -> Board:
        """The figures as they were known at a revision, to be read and not written to; the last few are kept."""
        if revision == self.revision:
            return self
        if self._newest:
            return self._newest.as_known(revision)
        with self._lock:
            known = self._earlier.pop(revision, None) or Board(self.configuration, self.store.observations(revision), revision, _newest=self)
            self._earlier[revision] = known
            if len(self._earlier) > EARLIER_KEPT:
                del self._earlier[next(iter(self._earlier))]
            return known

    def under(self, configuration: Configuration, revision: int, kept: Kept | None = None) -> Board:
        """The figures at a revision under another configuration, to be read and not written to.  Only where there is a store."""
        store = (self._newest or self).store
        whole = Board(configuration, store.observations(revision), revision, store)         # what is older is asked of it
        return Board(configuration, whole.observations, revision, _newest=whole, kept=kept)

    @cached_property
    def batches(self) -> pd.DataFrame:
        """Every batch up to this revision, the newest first; see `Store.batches`.  Only of a board that has a store."""
        made = self.store.batches()
        return made[made["revision"] <= self.revision].iloc[::-1].reset_index(drop=True)


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
    revision, restored = store.state()                # asked first: what comes in meanwhile makes the board stale, not wrong
    return Board(configuration, store.observations(revision), revision, store, restored=restored)


def read(configuration: Configuration, files: Iterable[Path]) -> Observations:
    """The observations in forms, or every problem with its row."""
    return read_forms([Path(file) for file in files], configuration.rubrics, configuration.county, date.today())


def load_demo(configuration: Configuration, store: Store) -> None:
    """The demo county's forms as the store's first batches, a file a batch; all of them or none."""
    folder = configuration.folder.parent / configuration.settings.demo_data
    files = sorted(folder.glob("*.csv")) + sorted(folder.glob("*.xlsx"))
    if files:
        store.add_all([(figures, _demo(path, len(figures.table), configuration)) for path in files
                       for figures in [read(configuration, [path])]])


def _demo(path: Path, rows: int, configuration: Configuration) -> Origin:
    file = SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), rows)
    return Origin("demo", "系统", "首次启动时装入示范数据", (file,), configuration=configuration.digest)
