"""全县走势: the county's totals month by month, on schedule and as things stand."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import BASIS_COLOURS, QUIET, SMALL, TEXT, sheet
from readiness.numbers import shown
from readiness.words import BASES

TICKS = (1, 3, 6, 9, 12)
CLOSE = 12               # points; lines nearer to one another than this have no room for two names side by side


def county_trend(trend: pd.DataFrame, height: int) -> go.Figure:
    """Rows of `View.trend` of one unit; the axis is the whole year, so that what is left of it can be seen."""
    figure = sheet(height)
    for basis in BASES:
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
    """The line's name and last figure beside its end; above or below it where the lines meet or the year runs out."""
    last = trend.iloc[-1]
    late = last["month"] > 9
    upper = last[basis] == max(last[list(BASES)]) if last[list(BASES)].nunique() > 1 else basis == "schedule"
    beside = not late and abs(last["today"] - last["schedule"]) > CLOSE
    return {"x": int(last["month"]), "y": last[basis], "text": f"<b>{BASES[basis]} {shown(last[basis])}</b>",
            "showarrow": False, "xanchor": "right" if late else "left", "xshift": 0 if late else 10,
            "yshift": 0 if beside else 16 if upper else -16, "font": {"size": TEXT, "color": BASIS_COLOURS[basis]}}
