"""A rule as a picture: points against the value judged, with every unit of a kind as a ring on its curve.

Where units have targets of their own, each distinct curve is drawn faint; a curve that all share is drawn strong.  The
units that owe most and the best one are named on the chart, as far as there is room; pointing at a ring names the rest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.labels import Spot, crowd, placed
from readiness.charts.look import FAINT, INK, MAIN, QUIET, SECOND, TEXT, legend_on_top, sheet
from readiness.numbers import TOLERANCE, plain, shown

COLOURS = (MAIN, "#2E8B57", SECOND, "#7A5BA6", "#6B7A8F", "#A0683A")
HEIGHT, NARROW = 340, 330         # pixels: of the sheet, and of the plot where the window is small
MOST_NAMED = 6


def rule_curve(curves: pd.DataFrame, marks: pd.DataFrame, axis: str) -> go.Figure:
    """`curves` and `marks` are what `View.places` gives; `axis` says what is judged."""
    lines = _lines(curves)
    named = list(dict.fromkeys(name for name, _ in lines if name))
    top = 16 + 24 * bool(named)
    figure = sheet(HEIGHT, showlegend=bool(named), legend=legend_on_top(), margin={"l": 8, "r": 24, "t": top, "b": 8})
    wide, high = _room(curves["value"], 0.03, 0.03), _room(pd.concat([curves["points"], pd.Series([0.0])]), 0.06, 0.14)
    figure.update_xaxes(range=wide, title={"text": axis, "font": {"color": QUIET}})
    figure.update_yaxes(range=high, title={"text": "得分", "font": {"color": QUIET}, "standoff": 14})
    colours = dict(zip(named, COLOURS * len(named), strict=False)) or {"": MAIN}
    alone = curves["of"].nunique() == 1
    for at, (name, line) in enumerate(lines):
        first = name not in [before for before, _ in lines[:at]]
        figure.add_trace(_curve(line, name if first else "", colours[name] if alone or named else FAINT, 3 if alone else 2))
    spots = spots_of(marks)
    for spot in spots:
        figure.add_trace(_ring(spot, 14 if len(spots) <= MOST_NAMED else 10))
    for label in _names(spots, wide, high, HEIGHT - top - 60):
        figure.add_annotation(label)
    return figure


def _lines(curves: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Each distinct line; those that lie on one another share their names."""
    found: dict[tuple, tuple[list[str], pd.DataFrame]] = {}
    for (_, name), line in curves.groupby(["of", "name"], sort=False):
        names, _ = found.setdefault((*line["value"], *line["points"]), ([], line))
        names += [name] * (name not in names)
    return [("、".join(filter(None, names)), line) for names, line in found.values()]


def _room(values: pd.Series, below: float, above: float) -> list[float]:
    low, high = float(values.min()), float(values.max())
    return [low - below * (high - low or 1.0), high + above * (high - low or 1.0)]


def _curve(line: pd.DataFrame, name: str, colour: str, width: int) -> go.Scatter:
    return go.Scatter(
        x=line["value"].tolist(), y=line["points"].tolist(), name=name, mode="lines", line={"color": colour, "width": width},
        customdata=[[plain(x), shown(y)] for x, y in zip(line["value"], line["points"], strict=True)],
        hovertemplate="%{customdata[0]} 得 %{customdata[1]} 分<extra></extra>", showlegend=bool(name),
    )  # fmt: skip


def spots_of(marks: pd.DataFrame) -> list[Mapping]:
    """Marks on the same place as one: value, points, the units there, what each has; the fewest points first."""
    at = [marks["value"].round(9), marks["points"].round(9)]
    rows = [{"value": value, "points": points, "units": list(dict.fromkeys(here["unit_name"])), "marks": here.to_dict("records")}
            for (value, points), here in marks.groupby(at, sort=True)]
    return sorted(rows, key=lambda spot: (spot["points"], -len(spot["units"])))


def _ring(spot: Mapping, size: int) -> go.Scatter:
    """Smaller where there are many, so that neighbours can be told apart."""
    return go.Scatter(
        x=[spot["value"]], y=[spot["points"]], mode="markers", cliponaxis=False, showlegend=False, hoverinfo="text",
        marker={"size": size, "color": "white", "line": {"color": INK, "width": size / 5}},
        hovertext=["<br>".join([f"得 {shown(spot['points'])} 分", *(_said(mark) for mark in spot["marks"])])],
    )


def _said(mark: Mapping) -> str:
    return " ".join(filter(None, (mark["unit_name"], mark["name"], _amount(mark["now"], mark["value"]))))


def _names(spots: Sequence[Mapping], wide: Sequence[float], high: Sequence[float], height: float) -> list[dict]:
    """Names for the spots with the fewest points and for the one with the most, where there is room."""
    chosen = spots if len(spots) <= MOST_NAMED else [*spots[:MOST_NAMED - 1], spots[-1]]
    where = [((spot["value"] - wide[0]) / (wide[1] - wide[0]), (spot["points"] - high[0]) / (high[1] - high[0])) for spot in spots]
    texts = [_label(spot, len(spots) == 1) for spot in chosen]
    found = placed([Spot(*where[spots.index(spot)], text) for spot, text in zip(chosen, texts, strict=True)], NARROW, height, where)
    return [{**place, "x": spot["value"], "y": spot["points"], "text": text, "showarrow": False,
             "bgcolor": "rgba(255,255,255,0.85)", "borderpad": 0, "font": {"size": TEXT, "color": INK}}
            for spot, text, place in zip(chosen, texts, found, strict=True) if place]


def _label(spot: Mapping, alone: bool) -> str:
    """Who stands here, with the figure where it is one unit's."""
    mark = spot["marks"][0]
    if len(spot["marks"]) > 1:
        return crowd(spot["units"])
    points = f"，得 {shown(spot['points'])} 分" if alone else ""
    return " ".join(filter(None, (mark["unit_name"], mark["name"], plain(float(shown(mark["now"])))))) + points


def _amount(now: float, value: float) -> str:
    """The value, and what the basis makes of it."""
    figure = plain(float(shown(now)))
    return figure if abs(now - value) < TOLERANCE else f"{figure}（折算 {plain(float(shown(value)))}）"
