"""Times put beside one another: one line for each measurement, with its ratio and what it should not exceed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def beside(bench: str, ours: Sequence[float], hellos: Sequence[float], aim: float | None = None) -> dict[str, Any]:
    """Median seconds of both, their ratio, and the 95th percentiles."""
    return {**ratio(bench, percentile(ours, 50), percentile(hellos, 50), aim),
            "p95": percentile(ours, 95), "hello_p95": percentile(hellos, 95), "rounds": len(ours)}


def ratio(bench: str, ours: float, hellos: float, aim: float | None = None) -> dict[str, Any]:
    """The line of two figures; `aim` is the ratio wanted at most."""
    line = {"bench": bench, "seconds": ours, "hello_seconds": hellos, "ratio": ours / hellos}
    return line if aim is None else {**line, "aim": aim}


def percentile(times: Sequence[float], percent: float) -> float:
    return float(np.percentile(times, percent))
