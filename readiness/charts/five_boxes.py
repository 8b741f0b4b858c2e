"""五段得分条, the product's signature: a row as one bar of its full points, from what is safe to what is gone, most owed on top.

Rows of different full points are all drawn as long as one another, each in shares of its own; the figures are its points.
Every box has its word in the legend and under the pointer, and its points on it where they have room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.labels import width_of
from readiness.charts.look import BOX_LETTERS, BOX_SIGNS, INK, LINE, PAPER, QUIET, SMALL, TEXT, box_marker, sheet
from readiness.numbers import TOLERANCE, plain, shown
from readiness.words import BOXES

ROW, ALONE, GRADED = 30, 44, 35      # pixels a row, the one row that stands alone, and a row that lets grades be seen between the bars
LEGEND, GRADES, BOTTOM = 32, 42, 6
EM_SPACE = "\u2003"
BAR, LETTER = 27, TEXT - 1           # pixels of a bar, and the letters that it can hold
APART = 0.45             # rows between the whole and its parts


def five_boxes(rows: pd.DataFrame, name: str, whole: pd.DataFrame | None = None,
               grades: Iterable[tuple[float, str]] = ()) -> go.Figure:
    """`rows`: the column `name`, full_points, owed and the five boxes; `whole`, one such row, stands above its parts.

    `grades` (least total, name) are lines across the rows; then a row's `total` is a mark on its bar.
    """
    parts = rows.sort_values("owed", ascending=False, na_position="last", kind="stable").to_dict("records")
    first = [] if whole is None else whole.to_dict("records")
    drawn = [*first, *parts]
    places = [-1.0 - APART] * len(first) + [float(at) for at in range(len(parts))]
    grades = [(least, word) for least, word in grades if least > 0]
    figure = _sheet(drawn, places, bool(grades))
    thick = BAR / _row(drawn, bool(grades)) if len(drawn) > 1 else 0.8
    for box in BOXES:
        figure.add_trace(_bars(drawn, places, name, box, thick, EM_SPACE if grades and box == "winnable" else ""))
    if grades:
        _draw_grades(figure, grades, drawn, places, thick)
    for place, row in zip(places, drawn, strict=True):
        figure.add_annotation(x=1, xref="paper", y=place, text=_owed(row), showarrow=False, xanchor="left", xshift=6,
                              font={"size": TEXT, "color": INK if row["owed"] > TOLERANCE else QUIET})
    figure.update_xaxes(range=[0, 100], visible=False)
    return figure.update_yaxes(tickvals=places, ticktext=_names(drawn, name, len(first)), tickfont={"size": TEXT}, ticks="",
                               showgrid=False, linecolor=LINE)


def _row(rows: Sequence[Mapping], grades: bool) -> int:
    return GRADED if grades else ALONE if len(rows) == 1 else ROW


def _sheet(rows: Sequence[Mapping], places: Sequence[float], grades: bool) -> go.Figure:
    """Room for the rows, the legend, what each owes and the names of grades; no text is squeezed: it is there or it is not."""
    start, end = (min(places) - 0.5, max(places) + 0.5) if places else (-0.5, 0.5)
    top = LEGEND + (GRADES if grades else 0)
    right = int(max((width_of(_owed(row)) for row in rows), default=0)) + 16
    figure = sheet(int((end - start) * _row(rows, grades)) + top + BOTTOM, barmode="stack", title=_legend(rows, grades),
                   margin={"l": 8, "r": right, "t": top, "b": BOTTOM}, uniformtext={"minsize": LETTER, "mode": "hide"})
    return figure.update_yaxes(range=[end, start])


def _bars(rows: Sequence[Mapping], places: Sequence[float], name: str, box: str, thick: float, room: str) -> go.Bar:
    """`room` stands before the points, where a mark may stand on the bar's left end."""
    return go.Bar(
        x=[_share(row, box) for row in rows], y=list(places), orientation="h", name=BOXES[box], marker=box_marker(box),
        text=[f"{room}{shown(row[box])}" if row[box] > TOLERANCE else "" for row in rows], textposition="inside", insidetextanchor="middle",
        textangle=0, textfont={"size": LETTER, "color": BOX_LETTERS[box]}, width=[thick] * len(rows),
        hovertext=[_words(row, name, box) for row in rows], hoverinfo="text",
    )  # fmt: skip


def _share(row: Mapping, box: str) -> float:
    """Percent of the row's full points."""
    return 100.0 * row[box] / row["full_points"] if row["full_points"] > 0 else 0.0


def _words(row: Mapping, name: str, box: str) -> str:
    return (f"<b>{row[name]}</b>　满分 {plain(row['full_points'])} 分<br>{BOXES[box]} <b>{shown(row[box])}</b> 分，"
            f"占 {shown(_share(row, box), 1)}%")


def _owed(row: Mapping) -> str:
    return "尚无得分" if row["owed"] != row["owed"] else f"欠 {shown(row['owed'])}" if row["owed"] > TOLERANCE else "不欠"


def _names(rows: Sequence[Mapping], name: str, first: int) -> list[str]:
    """Names, the whole's strong, each with its full points where they differ."""
    differ = len({row["full_points"] for row in rows}) > 1
    named = [f"<b>{row[name]}</b>" if at < first else row[name] for at, row in enumerate(rows)]
    return [f"{word} <span style='color:{QUIET}'>{plain(row['full_points'])} 分</span> " if differ else f"{word} "
            for word, row in zip(named, rows, strict=True)]


def _legend(rows: Sequence[Mapping], grades: bool) -> dict:
    """The five words in the order of the bar, each with its colour and hatch, and where one row stands alone with its points.

    A title, for a legend of Plotly's would be broken into columns where it is narrow.
    """
    alone = rows[0] if len(rows) == 1 else {}
    words = [f"<span style='color:{BOX_SIGNS[box][1]}'>{BOX_SIGNS[box][0]}</span> {word}" + (f" <b>{shown(alone[box])}</b>" if alone else "")
             for box, word in BOXES.items()]
    words += ["◆ 总分"] if grades else []
    return {"text": "  ".join(words) if alone else "　".join(words), "font": {"size": LETTER, "color": INK}, "x": 0, "xref": "container",
            "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top", "pad": {"t": 6, "l": 4}}


def _draw_grades(figure: go.Figure, grades: Sequence[tuple[float, str]], rows: Sequence[Mapping], places: Sequence[float],
                 thick: float) -> None:
    """Each grade's least total as a line that shows between the bars, so that it strikes out no figure, and each row's total.

    The total is a mark on the bar: bonus and deductions are in it, and stand outside the boxes.
    """
    gaps = [at for place in [places[0] - 1, *places] for at in (place + thick / 2, place + 1 - thick / 2, None)]
    for least, word in grades:
        best = least == max(grades)[0]                    # neighbours' names lean away from one another
        figure.add_trace(go.Scatter(x=[least] * len(gaps), y=gaps, mode="lines", hoverinfo="skip", line={"color": INK, "width": 2}))
        figure.add_annotation(x=least, y=1, yref="paper", yanchor="bottom", text=f"{word}<br>{least:g}", showarrow=False,
                              xanchor="left" if best else "right", font={"size": SMALL, "color": QUIET})
    figure.add_trace(go.Scatter(
        x=[row["total"] for row in rows], y=list(places), mode="markers", hoverinfo="text", cliponaxis=False,
        marker={"symbol": "diamond", "size": 11, "color": INK, "line": {"color": PAPER, "width": 2}},
        hovertext=[f"<b>总分 {shown(row['total'])}</b>，{row['grade']}" for row in rows],
    ))  # fmt: skip
