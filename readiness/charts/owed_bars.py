"""Where the points are: what each unit, or each category, still owes, most first."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import BAR, INK, QUIET, sheet
from readiness.numbers import shown

MOST = 13
ROW = 27


def owed_bars(gaps: pd.DataFrame, by: str) -> go.Figure:
    """`gaps` as `View.gaps`; one bar for each value of the column `by`, the `MOST` that owe most."""
    owed = gaps.groupby(by, sort=False)["owed_on_100"].sum().sort_values(ascending=False, kind="stable").head(MOST)[::-1]
    figure = sheet(len(owed) * ROW + 24, margin={"l": 8, "r": 64, "t": 4, "b": 4})
    figure.update_xaxes(visible=False, rangemode="tozero")
    figure.update_yaxes(type="category", ticks="", showline=False, showgrid=False, tickfont={"color": INK})
    return figure.add_trace(go.Bar(
        x=owed.tolist(), y=owed.index.tolist(), orientation="h", marker={"color": BAR}, textposition="outside",
        text=[shown(value) for value in owed], textfont={"color": QUIET}, cliponaxis=False,
        hovertemplate="%{y} 折百欠 %{text} 分<extra></extra>",
    ))  # fmt: skip
