"""One indicator's year for one unit: the value month by month, the plan it is held against, last year dashed."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import MAIN, QUIET, SECOND, TEXT, legend_on_top, month_axis, sheet
from readiness.numbers import plain, shown

# column of the table → words, colour, dash, width
LINES = {
    "last_year": ("上年", QUIET, "dash", 2),
    "due": ("序时应达", SECOND, "solid", 2),
    "value": ("本年累计", MAIN, "solid", 3),
}


def indicator_path(months: pd.DataFrame, measure: str) -> go.Figure:
    """`months` is what `View.months` gives; where there is no plan the target stands in its place."""
    figure = sheet(290, showlegend=True, legend=legend_on_top(), margin={"l": 8, "r": 24, "t": 8, "b": 8})
    figure.update_xaxes(**month_axis(months["month"]), categoryorder="array",
                        categoryarray=[f"{month}月" for month in months["month"]])
    figure.update_yaxes(title={"text": measure, "font": {"color": QUIET}, "standoff": 14})
    for column, look in LINES.items():
        if months[column].notna().any():
            figure.add_trace(_line(months, column, *look))
    if months["due"].isna().all() and months["target"].notna().all():
        figure.add_trace(_line(months, "target", "目标", SECOND, "solid", 2))
    return figure.add_annotation(_last_figure(months)) if months["value"].notna().any() else figure


def _line(months: pd.DataFrame, column: str, words: str, colour: str, dash: str, width: int) -> go.Scatter:
    known = months.dropna(subset=[column])
    return go.Scatter(
        x=[f"{month}月" for month in known["month"]], y=known[column].tolist(), name=words,
        text=[plain(value) for value in known[column]], mode="lines+markers" if column == "value" else "lines",
        line={"color": colour, "dash": dash, "width": width}, marker={"size": 8},
        hovertemplate=f"%{{x}} {words} %{{text}}<extra></extra>",
    )  # fmt: skip


def _last_figure(months: pd.DataFrame) -> dict:
    """The latest value beside its point, on paper of its own so that no line runs through it."""
    last = months.dropna(subset=["value"]).iloc[-1]
    return {"x": f"{last['month']:.0f}月", "y": last["value"], "text": f"<b>{plain(float(shown(last['value'])))}</b>",
            "showarrow": False, "yanchor": "bottom", "yshift": 9, "bgcolor": "rgba(255,255,255,0.85)",
            "font": {"size": TEXT + 1, "color": MAIN}}
