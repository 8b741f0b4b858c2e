"""预测检验: how far each month's answer was from what the year came to, for the forecast and the two plain answers."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.labels import spread_inside, width_of
from readiness.charts.look import BASIS_COLOURS, BASIS_WORDS, LINE, QUIET, SMALL, TEXT, months_up_to, sheet
from readiness.numbers import shown
from readiness.words import BASES

LINES = ("today", "schedule", "forecast")
WIDTHS = {"forecast": 3.5, "schedule": 2.0, "today": 2.0}
BOTTOM, TOP = 28, 30
BELOW = 0.03             # of the height, under nought: for figures under the lowest points


def forecast_errors(months: pd.DataFrame, overall: Mapping[str, float], height: int) -> go.Figure:
    """`months`: month and the mean absolute error of each of `LINES`; `overall` is that of each over all months.

    Every line has its first figure at its beginning, its name and its mean at its end.
    """
    words = {basis: f"<b>{BASES[basis]}　全年平均 {shown(overall[basis], 1)} 分</b>" for basis in LINES}
    right = int(max(width_of(said) for said in words.values()) - width_of("<b></b>")) + 26
    figure = sheet(height, margin={"l": 30, "r": right, "t": TOP, "b": BOTTOM})
    for basis in LINES:
        figure.add_trace(_line(months, basis, above=months[basis].iloc[0] > months[list(LINES)].iloc[0].min()))
    highest = 1.09 * float(months[list(LINES)].to_numpy().max()) or 1.0
    room = height - TOP - BOTTOM
    lowest = -BELOW * highest
    ends = [room * (float(months[basis].iloc[-1]) - lowest) / (highest - lowest) for basis in LINES]
    for basis, at in zip(LINES, spread_inside(ends, room), strict=True):
        figure.add_annotation(x=1, xref="paper", xshift=8, xanchor="left", y=0, yref="paper", yshift=at, yanchor="middle", showarrow=False,
                              text=words[basis], font={"size": TEXT, "color": BASIS_WORDS[basis]})
    figure.add_annotation(x=0, xref="paper", xshift=-30, xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=3, showarrow=False,
                          text="与年终总分平均差（分）", font={"size": SMALL, "color": QUIET})
    figure.update_xaxes(**{**months_up_to(11), "range": [0.6, 11.2], "automargin": False, "showline": False})
    return figure.update_yaxes(range=[lowest, highest], automargin=False, ticks="", tickfont={"size": SMALL, "color": QUIET}, nticks=7, zeroline=True,
                               zerolinecolor=LINE, showline=False)


def _line(months: pd.DataFrame, basis: str, above: bool) -> go.Scatter:
    """One answer's errors; the first is written above its point, or below where it is the least."""
    own = basis == "forecast"
    said = [shown(value, 1) for value in months[basis]]
    return go.Scatter(
        x=months["month"].tolist(), y=months[basis].tolist(), name=BASES[basis], cliponaxis=False,
        mode="lines+markers+text", text=[said[0], *[""] * (len(said) - 1)], textposition="top center" if above else "bottom center",
        textfont={"size": SMALL, "color": BASIS_WORDS[basis]}, marker={"size": 8 if own else 6, "color": BASIS_COLOURS[basis]},
        line={"color": BASIS_COLOURS[basis], "width": WIDTHS[basis], "dash": "dot" if basis == "schedule" else "solid"},
        hoverinfo="text", hovertext=[f"{month}月末按{BASES[basis]}，平均差 {value} 分" for month, value in zip(months["month"], said, strict=True)],
    )  # fmt: skip
