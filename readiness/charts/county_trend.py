"""全县走势 on the wall: the trend of a unit in a small place."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.trend import trend

LINES = ("today", "schedule", "forecast")


def county_trend(months: pd.DataFrame, height: int) -> go.Figure:
    """Rows of `View.trend` of one unit."""
    return trend(months, LINES, height, few_ticks=True)
