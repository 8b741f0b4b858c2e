"""走势: one unit's or category's score month by month on the bases chosen, what is still possible narrowing down to what came.

The forecast has its band, best and worst are its thin bounds, the year before stands behind, faint.  The axis is the whole
year, so that what is left of it can be seen; each line has its name and figure at its end, and grades stand on the axis.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.labels import spread_inside, width_of
from readiness.charts.look import BASIS_COLOURS, BASIS_WORDS, FAINT, INK, LINE, QUIET, SMALL, TEXT, months_up_to, sheet
from readiness.numbers import TOLERANCE, shown
from readiness.words import BASES

BOTTOM, AXIS_WORDS = 28, 24
BEHIND = "#E3EDF5"       # the forecast's band
LATE = 8                 # after this month the names have no room within the year and stand beside it
FEW = (1, 3, 6, 9, 12)
WIDTHS = {"best": 1.5, "worst": 1.5, "schedule": 2.0}
DASHES = {"schedule": "dot", "best": "dash", "worst": "dash"}
End = tuple[int, float, str, str]        # month, value, words, colour


def trend(months: pd.DataFrame, bases: Sequence[str], height: int, *, axis: str = "", mark: str = "", before: pd.DataFrame | None = None,
          before_name: str = "上年", band: pd.DataFrame | None = None, grades: Iterable[tuple[float, str]] = (),
          few_ticks: bool = False) -> go.Figure:
    """`months`: month and a column for each of `bases`, as `View.course`; `before`: month and value of the year before.

    `band`: month, low, high of the forecast.  `axis` says what is measured, `mark` follows a figure (%), `grades` are (least, name).
    """
    band = band.dropna(subset=["low", "high"]) if band is not None and "forecast" in bases else None
    before = before.dropna(subset=["value"]) if before is not None else None
    ends = _ends(months, bases, mark, band)
    ends_before = [(int(before["month"].iloc[-1]), float(before["value"].iloc[-1]),
                    f"{before_name} {shown(before['value'].iloc[-1])}{mark}", QUIET)] if before is not None and len(before) else []
    late = max((month for month, *_ in ends), default=0) > LATE
    beside = [*(ends if late else []), *ends_before]
    ticks = [] if few_ticks else list(grades)
    left = 12 + int(max(width_of(word, SMALL) for word in [f"100{mark}", *(f"{word} {least:g}" for least, word in ticks)]))
    right = int(max((width_of(words) for _, _, words, _ in beside), default=0)) + 14
    top = AXIS_WORDS if axis else 8
    figure = sheet(height, margin={"l": left, "r": right, "t": top, "b": BOTTOM})
    if band is not None and len(band):
        figure.add_trace(_band(band))
    if ends_before:
        figure.add_trace(_line(before["month"], before["value"], before_name, FAINT, 2, "solid", mark, dots=False))
    for basis in sorted(bases, key=list(WIDTHS).__contains__, reverse=True):
        figure.add_trace(_line(months["month"], months[basis], f"{BASES[basis]}得分", BASIS_COLOURS[basis], WIDTHS.get(basis, 3.5),
                               DASHES.get(basis, "solid"), mark, dots=basis not in WIDTHS))
    low, high = _range(_values(months, bases, before, band))
    room = height - top - BOTTOM
    for group in ([*ends, *ends_before],) if late else (ends, ends_before):
        for label in _labels(group, low, high, room, late or group is ends_before):
            figure.add_annotation(label)
    if axis:
        figure.add_annotation(x=0, xref="paper", xshift=-left, xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=3, text=axis,
                              showarrow=False, font={"size": SMALL, "color": QUIET})
    figure.update_xaxes(**_year(few_ticks))
    return figure.update_yaxes(range=[low, high], automargin=False, ticks="", tickfont={"size": SMALL, "color": QUIET},
                               **_ticks(low, high, ticks, mark))


def _line(months: Iterable[int], values: pd.Series, name: str, colour: str, width: float, dash: str, mark: str, *,
          dots: bool) -> go.Scatter:
    """A line; a single month is a dot whatever the line's look."""
    months, values = list(months), [None if value != value else value for value in values]
    return go.Scatter(
        x=months, y=values, name=name, mode="lines+markers" if dots or len(months) == 1 else "lines", hoverinfo="text",
        line={"color": colour, "width": width, "dash": dash}, marker={"size": 8, "color": colour}, cliponaxis=False,
        hovertext=["" if value is None else f"{month}月 {name} {shown(value)}{mark}" for month, value in zip(months, values, strict=True)],
    )  # fmt: skip


def _band(band: pd.DataFrame) -> go.Scatter:
    """There along the top and back along the bottom; where it is one month, an upright bar."""
    months, high, low = band["month"].tolist(), band["high"].tolist(), band["low"].tolist()
    alone = len(months) == 1
    return go.Scatter(
        x=[*months, *months[::-1]], y=[*high, *low[::-1]], mode="lines", fill=None if alone else "toself", fillcolor=BEHIND,
        line={"color": BEHIND, "width": 10 if alone else 0}, hoverinfo="skip", name="预计范围",
    )


def _ends(months: pd.DataFrame, bases: Sequence[str], mark: str, band: pd.DataFrame | None) -> list[End]:
    """The ends of all lines; at the year's end, where they are one, that one."""
    last = [float(months[basis].iloc[-1]) for basis in bases]
    if months["month"].iloc[-1] == 12 and len(bases) > 1 and max(last) - min(last) < TOLERANCE:
        return [(12, last[0], f"<b>全年 {shown(last[0])}{mark}</b>", INK)]
    return [end for basis in bases for end in _end_of(months, basis, mark, band)]


def _end_of(months: pd.DataFrame, basis: str, mark: str, band: pd.DataFrame | None) -> Iterator[End]:
    """The line's name and last figure, of the forecast with its range; nothing where the last month has no score."""
    month, value = int(months["month"].iloc[-1]), float(months[basis].iloc[-1])
    if math.isnan(value):
        return
    words = f"<b>{BASES[basis]} {shown(value)}{mark}</b>"
    if basis == "forecast" and band is not None and len(here := band[band["month"] == month]):
        words += f"（{shown(here['low'].iloc[0], 0)}–{shown(here['high'].iloc[0], 0)}）"
    yield month, value, words, BASIS_WORDS[basis]


def _values(months: pd.DataFrame, bases: Sequence[str], before: pd.DataFrame | None, band: pd.DataFrame | None) -> pd.Series:
    found = [months[basis] for basis in bases]
    found += [before["value"]] if before is not None else []
    found += [band["low"], band["high"]] if band is not None else []
    return pd.concat(found).dropna() if found else pd.Series(dtype=float)


def _range(values: pd.Series) -> tuple[float, float]:
    """Room for all that is drawn, from ten to ten; a flat line does not fill it."""
    if values.empty:
        return 0.0, 100.0
    low, high = 10 * math.floor((values.min() - 2) / 10), 10 * math.ceil((values.max() + 2) / 10)
    return (0.0 if values.min() >= 0 > low else float(low)), float(max(high, low + 20))


def _labels(ends: Sequence[End], low: float, high: float, room: float, beside: bool) -> list[dict]:
    """The names in one column beside the last end or the plot, moved apart where ends lie close."""
    heights = spread_inside([room * (value - low) / (high - low) for _, value, _, _ in ends], room)
    column = max((month for month, *_ in ends), default=0)
    place = {"x": 1, "xref": "paper", "xshift": 4} if beside else {"x": column, "xshift": 10}
    return [{**place, "y": 0, "yref": "paper", "yshift": height, "text": words, "showarrow": False, "xanchor": "left",
             "yanchor": "middle", "bgcolor": "rgba(255,255,255,0.8)", "borderpad": 0, "font": {"size": TEXT, "color": colour}}
            for height, (_, _, words, colour) in zip(heights, ends, strict=True)]


def _year(few: bool) -> dict:
    """All twelve months; few of them named where it is narrow."""
    named = {"tickvals": list(FEW), "ticktext": [f"{month}月" for month in FEW]} if few else {}
    return {**months_up_to(), "range": [0.7, 12.1], "automargin": False, "linecolor": LINE, **named}


def _ticks(low: float, high: float, grades: Sequence[tuple[float, str]], mark: str) -> dict:
    """Grades by name at their least total, and round figures where they do not crowd one."""
    named = {least: f"{word} {least:g}" for least, word in grades if low < least <= high}
    step = 10 if high - low <= 40 else 20
    round_ones = [at for at in range(int(math.ceil(low / step)) * step, int(high) + 1, step)
                  if all(abs(at - least) >= step / 2 for least in named)]
    words = {**{float(at): f"{at}{mark}" for at in round_ones}, **named}
    return {"tickvals": sorted(words), "ticktext": [words[at] for at in sorted(words)]}
