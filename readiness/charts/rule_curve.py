"""A rule as a picture: points against the value judged, with one unit's own value marked on it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import INK, MAIN, QUIET, SECOND, TEXT, legend_on_top, sheet
from readiness.numbers import TOLERANCE, plain, shown

COLOURS = (MAIN, "#2E8B57", SECOND, "#7A5BA6", "#6B7A8F", "#A0683A")


def rule_curve(curves: pd.DataFrame, marks: pd.DataFrame, axis: str, whose: str) -> go.Figure:
    """`curves` and `marks` are what `View.place` gives; `axis` says what is judged, `whose` names the unit that is marked.

    One mark bears its figures; where there are several they stand in the legend, because labels would run into each other.
    """
    names = list(dict.fromkeys(curves["name"]))
    spots = marks.groupby(["now", "value", "points"], sort=False)["name"].agg("、".join)
    several = len(spots) > 1
    figure = sheet(320, showlegend=several or len(names) > 1, legend=legend_on_top(), margin={"l": 8, "r": 24, "t": 16, "b": 8})
    figure.update_xaxes(title={"text": axis, "font": {"color": QUIET}})
    figure.update_yaxes(title={"text": "得分", "font": {"color": QUIET}, "standoff": 14}, range=_room(curves["points"]))
    for name, colour in zip(names, COLOURS * len(names), strict=False):
        figure.add_trace(_curve(curves[curves["name"] == name], name, colour))
    for (now, value, points), name in spots.items():
        figure.add_trace(_mark(now, value, points, name, several))
    if len(spots) == 1:
        (now, value, points), name = next(iter(spots.items()))
        figure.add_annotation(_label(curves["value"], now, value, points, name or whose))
    return figure


def _room(points: pd.Series) -> list[float]:
    """From the lowest to the highest points, with room for a label above."""
    low, high = min(0.0, float(points.min())), float(points.max())
    return [low - 0.04 * (high - low or 1.0), high + 0.22 * (high - low or 1.0)]


def _curve(curve: pd.DataFrame, name: str, colour: str) -> go.Scatter:
    return go.Scatter(
        x=curve["value"].tolist(), y=curve["points"].tolist(), name=name, mode="lines", line={"color": colour, "width": 3},
        customdata=[[plain(x), shown(y)] for x, y in zip(curve["value"], curve["points"], strict=True)],
        hovertemplate="%{customdata[0]} 得 %{customdata[1]} 分<extra></extra>", showlegend=bool(name),
    )  # fmt: skip


def _mark(now: float, value: float, points: float, name: str, named: bool) -> go.Scatter:
    """A ring on the curve."""
    return go.Scatter(
        x=[value], y=[points], name=f"{name} {_amount(now, value)}", mode="markers", cliponaxis=False, hoverinfo="skip",
        marker={"size": 15, "color": "white", "line": {"color": INK, "width": 3}}, showlegend=named,
    )


def _label(values: pd.Series, now: float, value: float, points: float, name: str) -> dict:
    """The mark's figures, above it and turned inwards, so that they stay on the sheet."""
    share = (value - values.min()) / ((values.max() - values.min()) or 1.0)
    side = "left" if share < 0.35 else "right" if share > 0.65 else "center"
    return {"x": value, "y": points, "text": f"{name} {_amount(now, value)}，得 {shown(points)} 分", "showarrow": False,
            "xanchor": side, "yanchor": "bottom", "yshift": 12, "bgcolor": "rgba(255,255,255,0.85)",
            "font": {"size": TEXT, "color": INK}}


def _amount(now: float, value: float) -> str:
    """The value, and what the basis makes of it."""
    figure = plain(float(shown(now)))
    return figure if abs(now - value) < TOLERANCE else f"{figure}（折算 {plain(float(shown(value)))}）"
