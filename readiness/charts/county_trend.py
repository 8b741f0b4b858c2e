"""全县走势: a unit's totals month by month: as things stand, on schedule, and as the year is expected to end."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import BASIS_COLOURS, BASIS_WORDS, QUIET, SMALL, TEXT, sheet
from readiness.numbers import shown
from readiness.words import BASES

TICKS = (1, 3, 6, 9, 12)
LINES = ("today", "schedule", "forecast")
CLOSE = 12               # points; lines nearer to one another than this have no room for two names side by side


def county_trend(trend: pd.DataFrame, height: int) -> go.Figure:
    """Rows of `View.trend` of one unit; the axis is the whole year, so that what is left of it can be seen."""
    figure = sheet(height)
    for basis in LINES:
        figure.add_trace(_line(trend, basis))
        if trend[basis].iloc[-1:].notna().all():
            figure.add_annotation(_end(trend, basis))
    figure.update_xaxes(range=[0.7, 12.3], tickvals=TICKS, ticktext=[f"{month}月" for month in TICKS],
                        tickfont={"size": SMALL, "color": QUIET}, tickangle=0, showgrid=False, ticks="")
    figure.update_yaxes(range=[0, 112], tickvals=[0, 50, 100], tickfont={"size": SMALL, "color": QUIET}, ticks="")
    return figure


def _line(trend: pd.DataFrame, basis: str) -> go.Scatter:
    return go.Scatter(
        x=list(trend["month"]), y=list(trend[basis]), mode="lines+markers", name=BASES[basis],
        line={"color": BASIS_COLOURS[basis], "width": 3}, marker={"size": 7},
        hovertext=[f"{month}月 {BASES[basis]}得分 {shown(total)}"
                   for month, total in zip(trend["month"], trend[basis], strict=True)],
        hoverinfo="text",
    )  # fmt: skip


def _end(trend: pd.DataFrame, basis: str) -> dict:
    """The line's name and last figure beside its end, moved up or down where another line ends close by."""
    last = trend.iloc[-1]
    late = last["month"] > 9
    below = sum(1 for other in LINES if (last[other], LINES.index(other)) < (last[basis], LINES.index(basis))
                and last[basis] - last[other] <= CLOSE)
    above = sum(1 for other in LINES if (last[other], LINES.index(other)) > (last[basis], LINES.index(basis))
                and last[other] - last[basis] <= CLOSE)
    return {"x": int(last["month"]), "y": last[basis], "text": f"<b>{BASES[basis]} {shown(last[basis])}</b>",
            "showarrow": False, "xanchor": "right" if late else "left", "xshift": 0 if late else 10,
            "yshift": 12 * (below - above), "font": {"size": TEXT, "color": BASIS_WORDS[basis]}}
