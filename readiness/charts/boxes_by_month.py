"""一年各月的五段得分: a column a month, so that one sees what was to be won turn into points in hand, or into lost ones.

The axis is the whole year; months still to come are empty.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.labels import spread_inside, width_of
from readiness.charts.look import BOX_LETTERS, BOX_WORDS, QUIET, SMALL, TEXT, box_marker, months_up_to, sheet
from readiness.numbers import TOLERANCE, plain, shown
from readiness.words import BOXES

TOP, BOTTOM, LEFT = 32, 30, 44
LATE = 9                 # after this month the names have no room within the year and stand beside it


def boxes_by_month(months: pd.DataFrame, height: int) -> go.Figure:
    """`months`: month and the five boxes, as `View.boxes_by_month`."""
    known = months[months[list(BOXES)].sum(axis=1) > TOLERANCE]
    full = float(known[list(BOXES)].sum(axis=1).max()) if len(known) else 100.0
    ends = _ends(known, full)
    late = bool(len(known)) and known["month"].iloc[-1] > LATE
    right = int(max((width_of(words) for _, words, _ in ends), default=0)) + 16 if late else 8
    figure = sheet(height, barmode="stack", bargap=0.16, margin={"l": LEFT, "r": right, "t": TOP, "b": BOTTOM},
                   uniformtext={"minsize": SMALL, "mode": "hide"})
    for box in BOXES:
        figure.add_trace(_columns(known, box, full))
    room = height - TOP - BOTTOM
    place = {"x": 1, "xref": "paper", "xshift": 6} if late else {"x": int(known["month"].max() if len(known) else 0) + 0.5, "xshift": 4}
    for at, (_, words, box) in zip(spread_inside([room * middle for middle, _, _ in ends], room), ends, strict=True):
        figure.add_annotation(**place, y=0, yref="paper", yshift=at, text=f"<b>{words}</b>", showarrow=False, xanchor="left",
                              yanchor="middle", font={"size": TEXT, "color": BOX_WORDS[box]})
    figure.add_annotation(x=0, xref="paper", xshift=-LEFT, xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=10,
                          text=f"分（满分 {plain(full)}）", showarrow=False, font={"size": SMALL, "color": QUIET})
    figure.update_xaxes(range=[0.45, 12.55], automargin=False, **months_up_to())
    return figure.update_yaxes(range=[0, full], tickvals=[full * part / 4 for part in range(5)], automargin=False,
                               ticktext=[plain(full * part / 4, 1) for part in range(5)], ticks="",
                               tickfont={"size": SMALL, "color": QUIET})


def _columns(months: pd.DataFrame, box: str, full: float) -> go.Bar:
    return go.Bar(
        x=months["month"].tolist(), y=months[box].tolist(), name=BOXES[box], marker=box_marker(box), textangle=0,
        text=[shown(value, 1) if value > TOLERANCE else "" for value in months[box]], textposition="inside",
        insidetextanchor="middle", textfont={"size": SMALL, "color": BOX_LETTERS[box]}, hoverinfo="text",
        hovertext=[_words(row, box) for row in months.to_dict("records")],
    )  # fmt: skip


def _words(row: Mapping, box: str) -> str:
    full = sum(row[each] for each in BOXES)
    return f"<b>{row['month']}月</b>　{BOXES[box]} <b>{shown(row[box])}</b> 分，占 {shown(100 * row[box] / full, 1)}%"


def _ends(months: pd.DataFrame, full: float) -> list[tuple[float, str, str]]:
    """The boxes of the last month that hold anything: the height of the middle as a share, words, box."""
    found, below = [], 0.0
    for box in BOXES if len(months) else ():
        value = float(months[box].iloc[-1])
        if value > TOLERANCE:
            found.append(((below + value / 2) / full, f"{BOXES[box]} {shown(value)}", box))
        below += value
    return found
