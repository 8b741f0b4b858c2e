"""The five boxes: every point of the full score lies in exactly one of them.

    secured     已到手    worst
    expected    预计可得  forecast − worst                   of cells that have reported what is due
    winnable    待争取    best − forecast                    of the same
    unreported  未报      best − worst                       of cells that owe a report
    lost        已丢失    full − best

They are the steps of a ladder, worst ≤ forecast ≤ best of those that have reported ≤ best ≤ full, so that none is negative and
all five make the full points; each rung is put together by the same subtotals as any score, which holds for a cell, a
category, a unit and the county alike, however a rubric puts its blocks together.  Bonus, deductions and vetoes on the
grade stand outside the full points.  A cell that may fall below nought or rise above its full points counts as nought and full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from readiness.numbers import FloatArray
from readiness.scoring.assess import Assessment
from readiness.scoring.cells import Cells, Status
from readiness.scoring.totals import Subtotals, subtotals
from readiness.words import BOXES


def between(rungs: Sequence[FloatArray], full: FloatArray) -> dict[str, FloatArray]:
    """The boxes between four rungs and the full points."""
    worst, expected, reported, best = rungs
    return dict(zip(BOXES, (worst, expected - worst, reported - expected, best - reported, full - best), strict=True))


@dataclass(frozen=True)
class Boxes:
    """The boxes of a year; `worst`, `forecast` and `best` are assessments of one cube."""

    worst: Assessment
    forecast: Assessment
    best: Assessment

    @cached_property
    def rungs(self) -> tuple[FloatArray, ...]:
        """Points of the cells on the four rungs, [indicator × unit × month]; 0 where nothing applies."""
        full, silent = self.worst.cells.full, self.worst.cells.status == Status.UNREPORTED
        least, likely, most = (np.clip(np.nan_to_num(one.cells.points), 0.0, full) for one in (self.worst, self.forecast, self.best))
        likely = np.clip(likely, least, most)
        return least, np.where(silent, least, likely), np.where(silent, least, most), most

    @cached_property
    def cells(self) -> dict[str, FloatArray]:
        """By box, [indicator × unit × month]."""
        return between(self.rungs, self.worst.cells.full)

    @cached_property
    def _subtotals(self) -> tuple[Subtotals, ...]:
        cube = self.worst.cube
        return tuple(subtotals(self._on(rung), cube, slice(0, len(cube.units))) for rung in self.rungs)

    def _on(self, points: FloatArray) -> Cells:
        applies = self.worst.cells.full > 0
        return replace(self.worst.cells, points=np.where(applies, points, np.nan))

    @cached_property
    def units(self) -> dict[str, FloatArray]:
        """By box, [unit × month], in raw points."""
        return between([rung.points for rung in self._subtotals], self._subtotals[0].full)

    @cached_property
    def on_100(self) -> dict[str, FloatArray]:
        """By box, [unit × month], of a hundred; 0 throughout where nothing is judged."""
        rungs = [np.nan_to_num(rung.on_100) for rung in self._subtotals]
        return between(rungs, np.where(np.isnan(self._subtotals[0].on_100), 0.0, 100.0))
