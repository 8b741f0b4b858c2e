"""Scoring beside the same arithmetic written in plain numpy, the five bases beside `today`, and a simulation.

The comparison is worth something only while both give the same points, so that is checked before anything is timed.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from bench.plain import as_plain, plain_score
from bench.year import INDICATORS, cube_of_size
from readiness.scoring.assess import assess, score
from readiness.scoring.chances import PATHS, simulate
from readiness.scoring.columns import Columns
from readiness.year import BASES, Cube, Item

SIZES = (45, 4_500, 45_000)
MAY = 4


def measure() -> Iterator[dict[str, Any]]:
    """One line for each size, then one for a whole county with grades, ranks and vetoes, for each basis, and for the paths."""
    for units in SIZES:
        yield _beside_numpy(units, rounds=5 if units >= 45_000 else 15)
    yield _one_county()
    for units in SIZES[:2]:
        yield from _bases(units, rounds=15 if units == SIZES[0] else 2)
    yield _paths(45, rounds=5)


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


def _bases(units: int, rounds: int) -> Iterator[dict[str, Any]]:
    """Each basis by itself, to the ranks, on a year of which nothing has been completed before."""
    seconds = {basis: _process_seconds(units, rounds, partial(assess, basis=basis)) for basis in BASES}
    for basis, own in seconds.items():
        yield {"bench": "basis", "basis": basis, "units": units, "process_seconds": own, "ratio": own / seconds["today"]}


def _paths(units: int, rounds: int) -> dict[str, Any]:
    """All ways in which the year may go on from May, to the ranks, beside one scoring on `today`."""
    today, own = (_process_seconds(units, rounds, run) for run in (partial(assess, basis="today"), partial(simulate, before=None, month=MAY)))
    return {"bench": "paths", "paths": PATHS, "units": units, "indicators": INDICATORS, "process_seconds": own, "ratio": own / today}


def _process_seconds(units: int, rounds: int, run: Callable[[Cube], object]) -> float:
    """Median of the processor's time, over as many fresh years."""
    times = []
    for _ in range(rounds):
        cube = _in_counties(cube_of_size(units))
        start = time.process_time()
        run(cube)
        times.append(time.process_time() - start)
    return statistics.median(times)


def _in_counties(cube: Cube) -> Cube:
    """Judged beside the 45 of its own county, as units are: best and worst of each beside all others grow with the square of them."""
    counties = np.arange(len(cube.units)) // SIZES[0]
    return replace(cube, items={key: replace(item, groups=dict.fromkeys(item.groups, counties)) for key, item in cube.items.items()})
