"""排名: a bar a unit, the best on top, with its rank, light, total and the places it won or lost since last month."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import BAR, INK, LIGHT_COLOURS, LINE, LOST, QUIET, SMALL, TEXT, WON, sheet
from readiness.numbers import shown
from readiness.words import LIGHTS

ROW = 27                 # pixels a bar, so that two rankings side by side keep their lines level
MOVE_AT, RIGHT = 103, 123
INSIDE_FROM = 42         # a shorter bar has no room for its total where the chart is narrow
FIGURE_SPACE, IDEOGRAPHIC_SPACE = "\u2007", "\u3000"


def standing(units: pd.DataFrame, lines: Iterable[tuple[float, str]] = ()) -> go.Figure:
    """Totals on 100 of one kind of unit (rows of `View.units`); `lines` are grades as (least total, name)."""
    units = units.sort_values(["rank", "unit"], na_position="last", kind="stable")
    rows = units.to_dict("records")
    lines = [(least, name) for least, name in lines if least > 0]
    figure = sheet(ROW * len(rows) + (46 if lines else 16), bargap=0.22)
    figure.add_trace(_bars(rows, "start" if lines else "end"))
    figure.add_trace(_moves(rows))
    for least, name in lines:
        best = least == max(lines)[0]                     # neighbours' names lean away from one another
        figure.add_vline(x=least, line={"color": INK, "width": 1, "dash": "dot"})
        figure.add_annotation(x=least, y=1, yref="paper", yanchor="bottom", text=f"{name}<br>{least:g}", showarrow=False,
                              xanchor="left" if best else "right", font={"size": SMALL, "color": QUIET})
    figure.update_xaxes(range=[0, RIGHT], visible=False)
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), ticktext=_names(rows),
                        tickfont={"size": TEXT}, showgrid=False, ticks="", linecolor=LINE)
    return figure.update_layout(margin_t=44 if lines else 8)


def _bars(rows: Sequence[Mapping], words_at: str) -> go.Bar:
    totals = [row["total"] for row in rows]
    return go.Bar(
        x=[0 if math.isnan(total) else total for total in totals], y=list(range(len(rows))), orientation="h",
        text=[f"<b>{shown(total)}</b>" if shown(total) else "尚无得分" for total in totals],
        textposition=["outside" if math.isnan(total) or total < INSIDE_FROM else "inside" for total in totals],
        insidetextanchor=words_at, insidetextfont={"color": INK}, textangle=0, constraintext="none", textfont={"size": TEXT},
        marker={"color": BAR}, customdata=[row["unit_name"] for row in rows],
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
        hovertext=[_words(row) for row in rows], hoverinfo="text",
    )  # fmt: skip


def _moves(rows: Sequence[Mapping]) -> go.Scatter:
    moves = [row["rank_change"] for row in rows]
    return go.Scatter(
        x=[MOVE_AT] * len(rows), y=list(range(len(rows))), mode="text", text=[move_word(move) for move in moves],
        textposition="middle right", hoverinfo="skip", cliponaxis=False,
        textfont={"size": TEXT, "color": [move_colour(move) for move in moves]},
    )


def move_word(move: float) -> str:
    """↑2, ↓1, or — for none; empty where there was no month before."""
    if math.isnan(move):
        return ""
    return f"↑{move:.0f}" if move > 0 else f"↓{-move:.0f}" if move < 0 else "—"


def move_colour(move: float) -> str:
    return WON if move > 0 else LOST if move < 0 else QUIET


def _names(rows: Sequence[Mapping]) -> list[str]:
    """Rank, name and light in columns: a Chinese letter is as wide as the ideographic space that fills up short names."""
    longest = max((len(row["unit_name"]) for row in rows), default=0)
    return [f"{rank_word(row).rjust(2, FIGURE_SPACE)} {row['unit_name'].rjust(longest, IDEOGRAPHIC_SPACE)} "
            f"<span style='color:{LIGHT_COLOURS[row['light']]}'>{LIGHTS[row['light']]}</span> " for row in rows]


def rank_word(row: Mapping) -> str:
    """3, 并列 3, or — for a unit without a total."""
    if math.isnan(row["rank"]):
        return "—"
    return f"并列 {row['rank']:.0f}" if row["tied"] else f"{row['rank']:.0f}"


def _words(row: Mapping) -> str:
    if math.isnan(row["total"]):
        return f"<b>{row['unit_name']}</b><br>尚无得分"
    return (f"<b>{row['unit_name']}</b>　第 {row['rank']:.0f} 名<br>总分 {shown(row['total'])}，{row['grade']}"
            f"<br>欠 {shown(row['owed'])} 分")
