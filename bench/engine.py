"""Scoring beside the same arithmetic written in plain numpy: median seconds, ratio, peak memory.

The comparison is worth something only while both give the same points, so that is checked before anything is timed.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bench.plain import as_plain, plain_score
from bench.year import INDICATORS, cube_of_size
from readiness.scoring.assess import assess, score
from readiness.scoring.columns import Columns
from readiness.year import Cube, Item

SIZES = (45, 4_500, 45_000)


def measure() -> Iterator[dict[str, Any]]:
    """One line for each size, then one for a whole county with grades, ranks and vetoes."""
    for units in SIZES:
        yield _beside_numpy(units, rounds=5 if units >= 45_000 else 15)
    yield _one_county()


def _beside_numpy(units: int, rounds: int) -> dict[str, Any]:
    cube = cube_of_size(units)
    arrays = as_plain(cube)
    _must_agree(cube, arrays)
    ours, numpys = _alternately(lambda: score(Columns.of(cube, "today")), lambda: plain_score(arrays), rounds)
    return {"bench": "score", "units": units, "cells": units * INDICATORS * 12, "seconds": ours, "numpy_seconds": numpys,
            "ratio": ours / numpys, "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _must_agree(cube: Cube, arrays: list[Item]) -> None:
    cells, subtotals = score(Columns.of(cube, "today"))
    points, total = plain_score(arrays)
    np.testing.assert_allclose(cells.points, points, rtol=0, atol=1e-9)
    np.testing.assert_allclose(subtotals.on_100, total, rtol=0, atol=1e-9)


def _alternately(one: Callable, other: Callable, rounds: int) -> tuple[float, float]:
    """Median seconds of both, taken in turns, so that a noisy moment strikes both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for run, kept in ((one, times[0]), (other, times[1])):
            start = time.perf_counter()
            run()
            kept.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def _one_county() -> dict[str, Any]:
    """45 units, all months, to the ranks."""
    cube = cube_of_size(45)
    times = []
    for _ in range(30):
        start = time.perf_counter()
        assess(cube, "schedule")
        times.append(time.perf_counter() - start)
    return {"bench": "county", "units": 45, "cells": 45 * INDICATORS * 12, "seconds": statistics.median(times)}
