"""What the forecast said in a year that is over, knowing that year's months so far and the year before, and what came.

    for each month: forecast points, their 80 % range, the chance of full marks  ↔  the points of the finished year

Only cells that are judged at year-end and had reported what was due are compared: silence is not a forecast's fault.  The
plain answers stand beside it: the year as if it went on by the plan (`schedule`), and each other way of forecasting.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from readiness.numbers import TOLERANCE, BoolArray, FloatArray
from readiness.rubric import Indicator
from readiness.scoring.assess import Assessment, assess
from readiness.scoring.cells import Status
from readiness.scoring.chances import Chances, chances_of
from readiness.year import MONTHS, Cube

PATHS = 400
BINS = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0)
WAYS = {"sum": ("plan", "profile", "pace"), "ratio": ("rate", "seasonal"), "mean": ("scaled", "seasonal", "pace"),
        "latest": ("plan", "damped", "seasonal", "hold"), "max": ("pace",), "min": ("pace",)}
TOTAL = "total"
MEASURES = ["error", "absolute", "schedule", "today", "inside"]
CHOSEN_ON = 2025         # the demo county's year on which the ways of `year.forecast` were chosen: of it this is no independent test


@dataclass(frozen=True)
class Backtest:
    """A finished year `cube`, with the year before it."""

    cube: Cube
    before: Cube | None
    paths: int = PATHS

    def reckoned(self) -> Backtest:
        """Itself, with all its tables made: that takes some seconds, and once they are made none."""
        _ = self.overall, self.calibration, self.methods
        return self

    @cached_property
    def _forecast(self) -> Assessment:
        return assess(self.cube, "forecast")

    @cached_property
    def _plain(self) -> dict[str, Assessment]:
        return {basis: assess(self.cube, basis) for basis in ("schedule", "today")}

    @cached_property
    def _came(self) -> FloatArray:
        """[indicator × unit]: the points of the finished year."""
        return self._plain["today"].cells.points[:, :, -1]

    @cached_property
    def _chances(self) -> list[Chances]:
        return [chances_of(self._forecast, self.before, month, self.paths) for month in range(MONTHS - 1)]

    def _compared(self, month: int) -> BoolArray:
        """[indicator × unit]: what is compared at a month."""
        status = self._forecast.cells.status
        told = np.isin(status[:, :, month], (Status.SCORED, Status.PARTIAL, Status.NOT_DUE))
        return told & np.isin(status[:, :, -1], (Status.SCORED, Status.PARTIAL)) & ~np.isnan(self._came)

    @cached_property
    def _kinds(self) -> np.ndarray:
        return np.array([item.indicator.accumulate for item in self.cube.items.values()], dtype=object)

    @cached_property
    def accuracy(self) -> pd.DataFrame:
        """kind (how months add up; `total` for the units' totals), month (1–11), count, error and absolute (mean, in points),
        schedule and today (mean absolute error of these bases taken for forecasts), inside (share within the 80 % range)."""
        rows = [row for month in range(MONTHS - 1) for row in (*self._by_kind(month), *self._of_totals(month))]
        return _sorted(rows, ["kind", "month", "count", *MEASURES], "month")

    @cached_property
    def overall(self) -> pd.DataFrame:
        """By kind: count, and the other columns of `accuracy` over all months, each month by its count."""
        kind, count = self.accuracy["kind"], self.accuracy["count"]
        summed = self.accuracy[MEASURES].mul(count, axis=0).groupby(kind, sort=False).sum()
        of_kind = count.groupby(kind, sort=False).sum()
        return summed.div(of_kind, axis=0).assign(count=of_kind)

    def _by_kind(self, month: int) -> Iterator[dict]:
        compared, look = self._compared(month), self._chances[month]
        for kind in dict.fromkeys(self._kinds):
            where = compared & (self._kinds == kind)[:, None]
            if where.any():
                plain = {basis: np.nan_to_num(one.cells.points[:, :, month]) for basis, one in self._plain.items()}
                yield _row(kind, month, self._came[where], self._forecast.cells.points[:, :, month][where],
                           {basis: points[where] for basis, points in plain.items()}, look.low[where], look.high[where])

    def _of_totals(self, month: int) -> Iterator[dict]:
        came, look = self._plain["today"].total[:, -1], self._chances[month]
        where = ~np.isnan(came) & ~(self._forecast.cells.status[:, :, [month, -1]] == Status.UNREPORTED).any(axis=(0, 2))
        if where.any():
            plain = {basis: np.nan_to_num(one.total[:, month])[where] for basis, one in self._plain.items()}
            said = self._forecast.total[:, month][where]
            yield _row(TOTAL, month, came[where], said, plain, look.total_low[where], look.total_high[where])

    @cached_property
    def calibration(self) -> pd.DataFrame:
        """Of full marks: chance_from, chance_to, count, chance (mean said) and came (share that came true), all months together."""
        said, came = [], []
        for month, look in enumerate(self._chances):
            where = self._compared(month) & ~np.isnan(look.full)
            full = self._forecast.cells.full[:, :, month]
            said.append(look.full[where])
            came.append((self._came >= full - TOLERANCE)[where])
        chance, true = np.concatenate(said), np.concatenate(came)
        at = np.clip(np.searchsorted(BINS, chance, side="right") - 1, 0, len(BINS) - 2)
        rows = [{"chance_from": BINS[place], "chance_to": BINS[place + 1], "count": int((at == place).sum()),
                 "chance": chance[at == place].mean(), "came": true[at == place].mean()}
                for place in range(len(BINS) - 1) if (at == place).any()]
        return pd.DataFrame(rows, columns=["chance_from", "chance_to", "count", "chance", "came"])

    @cached_property
    def methods(self) -> pd.DataFrame:
        """kind, method, items, absolute (mean absolute error in points, months 1–11), used (how many of the items are forecast so)."""
        used = {key: item.whole.method for key, item in self.cube.items.items()}
        rows = []
        for method in dict.fromkeys(way for ways in WAYS.values() for way in ways):
            points = assess(_forecast_by(self.cube, method), "forecast").cells.points
            for kind in dict.fromkeys(self._kinds):
                where = np.array([method in WAYS[kind] and kind == own for own in self._kinds])
                errors = np.concatenate(list(self._errors(points, where)))
                if errors.size:
                    rows.append({"kind": kind, "method": method, "items": int(where.sum()), "absolute": np.mean(errors),
                                 "used": sum(used[key] == method for key, own in zip(self.cube.items, where, strict=True) if own)})
        return _sorted(rows, ["kind", "method", "items", "absolute", "used"], "absolute")

    def by_item(self, method: str | None = None) -> pd.Series:
        """Each indicator's mean absolute error in points over the months, by its own way or another."""
        cube = self.cube if method is None else _forecast_by(self.cube, method)
        points = assess(cube, "forecast").cells.points
        return pd.Series({key: np.mean(np.concatenate(list(self._errors(points, np.array(list(self.cube.items)) == key)) or [np.array([np.nan])]))
                          for key in self.cube.items})

    def _errors(self, points: FloatArray, indicators: BoolArray) -> Iterator[FloatArray]:
        for month in range(MONTHS - 1):
            where = self._compared(month) & indicators[:, None]
            yield np.abs(points[:, :, month] - self._came)[where]


def _sorted(rows: list[dict], columns: list[str], within: str) -> pd.DataFrame:
    """By kind, then by another column; with its columns also where there is no row."""
    return pd.DataFrame(rows, columns=columns).sort_values(["kind", within], kind="stable").reset_index(drop=True)


def _row(kind: str, month: int, came: FloatArray, said: FloatArray, plain: dict[str, FloatArray], low: FloatArray,
         high: FloatArray) -> dict:
    inside = (came >= low - TOLERANCE) & (came <= high + TOLERANCE)
    return {"kind": kind, "month": month + 1, "count": came.size, "error": np.mean(said - came), "absolute": np.mean(np.abs(said - came)),
            **{basis: np.mean(np.abs(points - came)) for basis, points in plain.items()}, "inside": inside.mean()}


def _forecast_by(cube: Cube, method: str) -> Cube:
    """The same year with every figure forecast by one method, where it fits its kind."""
    def by(indicator: Indicator) -> Indicator:
        return indicator.model_copy(update={"forecast": method}) if method in WAYS[indicator.accumulate] else indicator

    return replace(cube, items={key: replace(item, indicator=by(item.indicator)) for key, item in cube.items.items()})
