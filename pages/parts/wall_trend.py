"""走势 on the wall: plan, forecast with its band, and as it is; drawn with boxes of HTML, for Streamlit lets no SVG through."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from pages.parts.wall_rows import Drawn
from readiness.board import View
from readiness.charts.labels import spread_inside
from readiness.numbers import shown
from readiness.screens import Screen, Trend

# In 1920ths of the stage's width, as everything on it.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 1792, 800, 170, 1760, 20, 730
BESIDE, LATE = 420, 8    # room for a name beside December; up to this month the months to come have room for it
GAP = 56                 # between names
LABELS = {"today": "现状", "schedule": "序时（按计划）", "forecast": "预计"}
Point = tuple[float, float]


def trend(view: View, screen: Screen) -> Drawn:
    found: Trend = screen.content
    low, high = _range(found)
    drawn = (*_grid(found, low, high), *_band(found, low, high), *_lines(found, low, high), *_names(found, low, high))
    told = " · 浅色带是预计的八成可能范围" if len(found.band) > 1 else ""
    return f"{escape(view.county_name)}总分，各月末看全年{told}", f'<div class="plot">{"".join(drawn)}</div>'


def _range(found: Trend) -> Point:
    """Room for all that is drawn, from ten to ten."""
    values = [value for line in (*found.lines.values(), *found.band.values()) for value in line if not math.isnan(value)] or [0.0, 100.0]
    low, high = 10 * math.floor((min(values) - 2) / 10), 10 * math.ceil((max(values) + 2) / 10)
    return (0.0 if min(values) >= 0 > low else float(low)), float(max(high, low + 20))


def _x(month: int, found: Trend) -> float:
    late = max(map(len, found.lines.values())) > LATE
    return LEFT + (month - 1) * (RIGHT - LEFT - BESIDE * late) / 11


def _y(value: float, low: float, high: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)


def _u(**places: float) -> str:
    """left, top, width … in units of the stage."""
    return ";".join(f"{name}:calc({value:.1f} * var(--u))" for name, value in places.items())


def _grid(found: Trend, low: float, high: float) -> Iterator[str]:
    """Round figures, or a grade's name at its least total; the months below."""
    grades = {least: name for least, name in found.grades if low < least <= high}
    step = 10 if high - low <= 50 else 20
    rounds = [at for at in range(int(low), int(high) + 1, step) if all(abs(at - least) >= step / 2 for least in grades)]
    for at in (*rounds, *grades):
        words, height = f"{grades[at]} {at:g}" if at in grades else f"{at:g} 分", _y(at, low, high)
        yield f'<i class="grid" style="{_u(left=LEFT, top=height, width=RIGHT - LEFT)}"></i>'
        yield f'<span class="tick" style="{_u(left=0, top=height - 20, width=LEFT - 18)}">{escape(words)}</span>'
    for month in range(1, 13):
        yield f'<span class="month" style="{_u(left=_x(month, found) - 50, top=BOTTOM + 18, width=100)}">{month}月</span>'


def _band(found: Trend, low: float, high: float) -> Iterator[str]:
    """There along the top and back along the bottom."""
    if len(found.band) < 2:
        return
    there = [(_x(month, found), _y(ends[1], low, high)) for month, ends in found.band.items()]
    back = [(_x(month, found), _y(ends[0], low, high)) for month, ends in reversed(found.band.items())]
    corners = ", ".join(f"{100 * x / WIDTH:.2f}% {100 * y / HEIGHT:.2f}%" for x, y in [*there, *back])
    yield f'<i class="band" style="clip-path:polygon({corners})"></i>'


def _lines(found: Trend, low: float, high: float) -> Iterator[str]:
    for basis, values in found.lines.items():
        points = [(_x(month, found), _y(value, low, high)) for month, value in enumerate(values, start=1) if not math.isnan(value)]
        yield from _line(basis, points)
        yield from (f'<i class="dot {basis}" style="{_u(left=x, top=y)}"></i>' for x, y in points)


def _line(basis: str, points: Sequence[Point]) -> Iterator[str]:
    for (x, y), (to_x, to_y) in zip(points, points[1:], strict=False):
        turn = math.degrees(math.atan2(to_y - y, to_x - x))
        place = _u(left=x, top=y, width=math.hypot(to_x - x, to_y - y))
        yield f'<i class="piece {basis}" style="{place};transform:rotate({turn:.3f}deg)"></i>'


def _names(found: Trend, low: float, high: float) -> Iterator[str]:
    """Each line's name and last figure beside its end, moved apart where ends lie close."""
    ends = {basis: (len(values), values[-1]) for basis, values in found.lines.items() if values and not math.isnan(values[-1])}
    heights = spread_inside([BOTTOM - _y(value, low, high) for _, value in ends.values()], BOTTOM - TOP, GAP)
    for height, (basis, (month, value)) in zip(heights, ends.items(), strict=True):
        place = _u(left=_x(month, found) + 26, top=BOTTOM - height - GAP / 2)
        yield f'<span class="end {basis}" style="{place}">{LABELS[basis]} {shown(value)}</span>'
