"""得分变化: from one month's total to another's, what moved it most step by step, the rest in one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import INK, LINE, LOST, MAIN, TEXT, WON, sheet
from readiness.numbers import shown
from readiness.words import CAUSES

MOST = 8
ROW = 40                 # pixels
ROOM = 0.16              # of the span, on either side: for the figures beside the bars
LONGEST = 18             # letters of a name; the table beside the chart has the whole


def bridge_chart(rows: pd.DataFrame, opening: str, closing: str) -> go.Figure:
    """`rows` of `Bridge.of` for one unit, at least one; the months' names stand at the ends.

    The axis begins where the lowest bar needs it, not at nought: what moves is small beside a total.
    """
    names, changes = drawn(rows)
    start, end = float(rows["opening"].iloc[0]), float(rows["closing"].iloc[0])
    figure = sheet((len(names) + 2) * ROW + 16, margin={"l": 8, "r": 8, "t": 4, "b": 4}, waterfallgap=0.3)
    figure.add_trace(go.Waterfall(
        orientation="h", y=[opening, *names, closing], x=[start, *changes, 0.0],
        measure=["absolute", *["relative"] * len(names), "total"],
        text=[f"<b>{shown(start)}</b>", *map(signed, changes), f"<b>{shown(end)}</b>"], textposition="outside", cliponaxis=False,
        textfont={"size": TEXT, "color": INK}, connector={"line": {"color": LINE, "width": 1}, "mode": "between"},
        increasing={"marker": {"color": WON}}, decreasing={"marker": {"color": LOST}}, totals={"marker": {"color": MAIN}},
        hovertemplate="%{y} %{text}<extra></extra>",
    ))  # fmt: skip
    figure.update_xaxes(visible=False, range=_range(start, changes))
    figure.update_yaxes(type="category", autorange="reversed", ticks="", showline=False, showgrid=False, tickfont={"color": INK},
                        ticklabelstandoff=8)
    return figure


def drawn(rows: pd.DataFrame) -> tuple[list[str], list[float]]:
    """Names and changes of the bars: the greatest, in the order of `rows`, then the sum of the rest."""
    if len(rows) <= MOST + 1:                    # a rest of one has a name of its own
        return [_name(row) for row in rows.itertuples()], rows["change"].tolist()
    greatest = rows["change"].abs().sort_values(ascending=False, kind="stable").index[:MOST]
    chosen, rest = rows[rows.index.isin(greatest)], rows[~rows.index.isin(greatest)]
    return [*(_name(row) for row in chosen.itertuples()), f"其余 {len(rest)} 项"], [*chosen["change"], float(rest["change"].sum())]


def _name(row) -> str:
    """C01 PM2.5平均浓度; with its cause before it where that is not the data."""
    name = row.indicator_name if len(row.indicator_name) <= LONGEST else f"{row.indicator_name[:LONGEST - 1]}…"
    words = (CAUSES[row.cause] if row.cause != "data" or not name else "", row.indicator, name)
    return " ".join(dict.fromkeys(filter(None, words)))


def signed(change: float) -> str:
    """+0.52, −0.39"""
    text = shown(abs(change))
    return text if text == "0.00" else f"{'+' if change > 0 else '−'}{text}"


def _range(start: float, changes: Sequence[float]) -> list[float]:
    reached = list(accumulate(changes, initial=start))
    low, high = min(reached), max(reached)
    room = ROOM * max(high - low, 0.5)
    return [low - 2 * room, high + room]
