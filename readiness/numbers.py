"""Numbers as they are judged and shown: rounding, tolerance, and how a figure is printed on the screen and in sentences.

Scores are never rounded on the way; these functions serve display, the grade (decided on the displayed total) and
rubrics that say how a measured value is judged.
"""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
Rounding = Literal["half_up", "half_even", "up"]

TOLERANCE = 1e-9  # 2.2 ÷ 0.04 is 55, not 55.00000000000001: thresholds are compared with this much room


def rounded(value: FloatArray, decimals: int, how: Rounding = "half_up") -> FloatArray:
    """`value` at `decimals` places: half_up (四舍五入, away from nought), half_even (GB/T 8170), up (进一法).

    Floating noise within `TOLERANCE` of a tie counts as the tie.
    """
    scaled = np.asarray(value, dtype=float) * 10.0**decimals
    if how == "up":
        whole = np.ceil(scaled - TOLERANCE)
    elif how == "half_up":
        whole = np.copysign(np.floor(np.abs(scaled) + 0.5 + TOLERANCE), scaled)
    else:
        half = np.abs(scaled - np.trunc(scaled))
        whole = np.rint(np.where(np.abs(half - 0.5) < TOLERANCE, np.trunc(scaled) + np.copysign(0.5, scaled), scaled))
    return whole / 10.0**decimals


def rounded_up(value: float, decimals: int) -> float:
    """Rounded up: what is asked of a month may be a little more than needed, never less."""
    return math.ceil(value * 10**decimals - TOLERANCE) / 10**decimals


def rounded_down(value: float, decimals: int) -> float:
    """Rounded down: what a month is allowed may be a little less than there is, never more."""
    return math.floor(value * 10**decimals + TOLERANCE) / 10**decimals


def shown(value: float | None, decimals: int = 2) -> str:
    """A score as it is displayed: 2 decimals, half up; empty where there is none."""
    if value is None or math.isnan(value):
        return ""
    return f"{float(rounded(np.float64(value), decimals)) + 0.0:.{decimals}f}"


def signed(change: float) -> str:
    """+1.94, −0.39, or — where there was no month before."""
    text = shown(change)
    if not text:
        return "—"
    return f"+{text}" if change > 0 and text != "0.00" else text.replace("-", "−")


def plain(value: float | None, decimals: int = 4) -> str:
    """A measured value in a sentence or a table: up to 4 decimals, no trailing noughts."""
    text = shown(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: float, measure: str, decimals: int = 4) -> str:
    """A measured value with its measure: 5 台, 88.5%."""
    return f"{plain(value, decimals)}{'' if measure in ('%', '') else ' '}{measure}"


def without_noise(values: FloatArray) -> FloatArray:
    """At 13 digits of each value, 9 decimals at most: 0.1 + 0.2 and 0.3 are one value, however great another one is."""
    greatest = float(np.max(np.abs(values), initial=0.0, where=~np.isnan(values)))
    if greatest <= 1e4:
        return np.round(values, 9)
    scale = 10.0 ** np.minimum(9.0, 13.0 - np.ceil(np.log10(np.maximum(np.abs(values), 1.0))))
    return np.round(values * scale) / scale


def places(values: FloatArray) -> FloatArray:
    """[member × column]: 1 + how many members of the column are greater; equal values share a place; nan where no value is."""
    columns = values.T
    order = np.argsort(columns, axis=1)                                       # nan last
    ascending = np.take_along_axis(columns, order, axis=1)
    there = np.count_nonzero(~np.isnan(columns), axis=1)[:, None]
    position, width = np.arange(len(values)), len(values)
    ends = np.where(ascending[:, 1:] != ascending[:, :-1], position[:-1], width - 1)   # where equal values end
    last = np.minimum.accumulate(np.append(ends, np.full((len(columns), 1), width - 1), axis=1)[:, ::-1], axis=1)[:, ::-1]
    place = np.empty(columns.shape)
    np.put_along_axis(place, order, np.where(position < there, there - last, np.nan), axis=1)
    return place.T
