"""Where names go on a chart so that none lies on another: reckoned in pixels, for a drawing that may be wider but not narrower."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from readiness.charts.look import TEXT
from readiness.numbers import plain, shown

LINE_HEIGHT = TEXT + 6
Box = tuple[float, float, float, float]      # left, right, bottom, top


@dataclass(frozen=True)
class Spot:
    """A name and the place it belongs to, as shares (0 to 1) of the plot's width and height."""

    x: float
    y: float
    text: str


def width_of(text: str, size: int = TEXT) -> float:
    """Pixels: a Chinese letter is as wide as it is high, a Latin one or a figure a little over half of that."""
    return sum(size if unicodedata.east_asian_width(letter) in "WFA" else size * 0.62 for letter in text)


def spread(heights: Sequence[float], room: float, gap: float = LINE_HEIGHT) -> list[float]:
    """The heights (pixels from below), moved apart by `gap` at least and kept within 0 and `room` where they fit."""
    order = sorted(range(len(heights)), key=lambda at: (heights[at], at))
    moved = list(heights)
    for before, at in zip(order, order[1:], strict=False):
        moved[at] = max(moved[at], moved[before] + gap)
    for above, at in zip([None, *order[::-1]], order[::-1], strict=False):
        moved[at] = min(moved[at], room if above is None else moved[above] - gap)
    return moved


def spread_inside(heights: Sequence[float], room: float, gap: float = LINE_HEIGHT) -> list[float]:
    """As `spread`, for middles of words that may not stick out below nor above."""
    return [at + gap / 2 for at in spread([max(height - gap / 2, 0.0) for height in heights], room - gap, gap)]


def placed(spots: Sequence[Spot], width: float, height: float, taken: Sequence[tuple[float, float]] = ()) -> list[dict | None]:
    """For each spot, the most important first, an annotation's xanchor, xshift and yshift; None where there is no room.

    `taken` are the places of dots, as shares, that no name may cover.
    """
    dots: list[Box] = [(x * width - 7, x * width + 7, y * height - 7, y * height + 7) for x, y in taken]
    boxes: list[Box] = []
    found: list[dict | None] = []
    for spot in spots:
        tries = ((place, _box(spot, place, width, height)) for place in _PLACES)
        best = next(((place, box) for place, box in tries if _free(box, [*boxes, *dots], width, height)), None)
        found.append(best and {"xanchor": best[0][0], "xshift": best[0][1], "yshift": best[0][2], "yanchor": "middle"})
        boxes += [best[1]] if best else []
    return found


# Beside the dot, above or below it, then farther off: (xanchor, xshift, yshift).
_PLACES = [("left", 12, 0), ("right", -12, 0), ("center", 0, 20), ("center", 0, -20), ("left", 8, 18), ("right", -8, 18),
           ("left", 8, -18), ("right", -8, -18), ("center", 0, 40), ("center", 0, -40), ("left", 8, 38), ("right", -8, 38),
           ("left", 8, -38), ("right", -8, -38), ("left", 8, 60), ("right", -8, 60), ("left", 8, -60), ("right", -8, -60)]


def _box(spot: Spot, place: tuple[str, int, int], width: float, height: float) -> Box:
    anchor, across, up = place
    x, y, wide = spot.x * width + across, spot.y * height + up, width_of(spot.text) + 6
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[anchor]
    return left, left + wide, y - LINE_HEIGHT / 2, y + LINE_HEIGHT / 2


def _free(box: Box, others: Sequence[Box], width: float, height: float) -> bool:
    inside = box[0] >= 0 and box[1] <= width and box[2] >= 0 and box[3] <= height
    return inside and all(box[1] <= left or right <= box[0] or box[3] <= low or top <= box[2] for left, right, low, top in others)


def crowd(names: Sequence[str]) -> str:
    """河湾镇; 河湾镇、柳塘镇; 河湾镇等 5 个"""
    return "、".join(names) if len(names) < 3 else f"{names[0]}等 {len(names)} 个"


def amount(value: float, mark: str) -> str:
    """A figure in words: two decimals at most, of a share one; `mark` follows it; empty where there is none."""
    text = shown(value, 1 if mark else 2)
    return f"{plain(float(text))}{mark}" if text else ""
