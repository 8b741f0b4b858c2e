"""各单位离目标多远: a row a unit, in the order given: a dot in its light where it stands, its distance to what is asked of it.

What is asked of all alike is one line across the rows with its name on top; what is asked of each differently is a tick
in its row.  Who has not reported has words in place of a dot.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.labels import amount, width_of
from readiness.charts.look import BAR, INK, LIGHT_COLOURS, MAIN, QUIET, SECOND, SECOND_WORDS, SMALL, TEXT, sheet
from readiness.words import LIGHTS

ROW, BOTTOM = 27, 52     # pixels a unit, and for the axis
MOST = 30                # units; more would not be read
FAR, LEAST_SPAN = 2.6, 0.15
NO_FIGURE = {"unreported": "未报", "not_due": "未到期"}
IDEOGRAPHIC_SPACE = "\u3000"
# column → words, colour, dash
ASKED = {"target": ("目标", INK, "solid"), "due": ("序时应达", SECOND, "dot"), "county": ("县本级", MAIN, "dash")}
WORDS = {"target": INK, "due": SECOND_WORDS, "county": MAIN}


def against_target(rows: pd.DataFrame, axis: str, mark: str, held_to: str) -> go.Figure:
    """`rows`: unit_name, light, status, value, due, target, county (nan where it says nothing), said (the value in words).

    `mark` follows a figure on the axis (%); `held_to` is the column, target or due, from which a row's distance is drawn.
    """
    rows = rows.head(MOST)
    lines = dict(_lines(rows))
    ticks = [column for column in ("due", "target") if column not in lines and rows[column].nunique() > 1]
    top = 8 + (SMALL + 8) * (len(lines) + len(ticks))
    right = max((width_of(_said(row)) for row in rows.to_dict("records")), default=0)
    figure = sheet(ROW * len(rows) + top + BOTTOM, margin={"l": 8, "r": int(right) + 16, "t": top, "b": BOTTOM})
    low, high = _range(rows, held_to)
    for column, at in lines.items():
        if low <= at <= high:
            figure.add_trace(_across(column, at, len(rows)))
    figure.add_trace(_distances(rows, held_to))
    for column in ticks:
        figure.add_trace(_ticks(rows, column, mark))
    figure.add_trace(_dots(rows, mark))
    figure.update_xaxes(range=[low, high], title={"text": axis, "font": {"color": QUIET, "size": TEXT}, "standoff": 6}, ticks="",
                        tickfont={"size": SMALL, "color": QUIET}, nticks=6, ticksuffix=mark, automargin=False)
    figure.update_yaxes(range=[len(rows) - 0.5, -0.5], tickvals=list(range(len(rows))), ticktext=_names(rows),
                        tickfont={"size": TEXT}, ticks="", showgrid=False)
    named = [*((column, rows[column].dropna().iloc[0], "（各不相同）") for column in ticks),
             *((column, at, f" {amount(at, mark)}") for column, at in reversed(lines.items()))]
    for level, (column, at, words) in enumerate(named):
        figure.add_annotation(_name(column, words, at, (at - low) / (high - low), level))
    for at, row in enumerate(rows.to_dict("records")):
        figure.add_annotation(x=1, xref="paper", y=at, text=_said(row), showarrow=False, xanchor="left", xshift=8,
                              font={"size": TEXT, "color": INK if row["value"] == row["value"] else QUIET})
    return figure


def _lines(rows: pd.DataFrame) -> Iterator[tuple[str, float]]:
    """What is asked of all alike, and where the county stands."""
    for column in ASKED:
        known = rows[column].dropna().round(9)
        if known.nunique() == 1 and (column != "due" or known.iloc[0] != round(rows["target"].max(), 9)):
            yield column, float(known.iloc[0])


def _range(rows: pd.DataFrame, held_to: str) -> tuple[float, float]:
    """Room for all that is drawn; a target so far off that the units would fall into one heap is left outside."""
    low, high = _span(rows[["value", held_to, "county"]])
    least, most = _span(rows[["value", "due", "target", "county"]])
    if most - least <= FAR * (high - low):
        low, high = least, most
    margin = 0.06 * (high - low)
    return low - margin, high + margin


def _span(table: pd.DataFrame) -> tuple[float, float]:
    """From the least to the most, and not less than a share of the figures themselves: small differences stay small."""
    known = table.stack()
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    short = max(LEAST_SPAN * max(abs(low), abs(high)) - (high - low), 0.0) or (0.5 if low == high else 0.0)
    return low - short / 2, high + short / 2


def _across(column: str, at: float, rows: int) -> go.Scatter:
    """A line through all rows; a trace and not a shape, so that it runs behind the dots."""
    _, colour, dash = ASKED[column]
    return go.Scatter(x=[at, at], y=[-0.5, rows - 0.5], mode="lines", hoverinfo="skip",
                      line={"color": colour, "width": 2, "dash": dash})


def _distances(rows: pd.DataFrame, held_to: str) -> go.Scatter:
    """A bar from what is asked to what is there."""
    asked = rows[held_to].where(rows[held_to].notna(), rows["target"])
    x: list[float | None] = []
    y: list[float | None] = []
    for at, (start, end) in enumerate(zip(asked, rows["value"], strict=True)):
        if start == start and end == end:
            x += [start, end, None]
            y += [at, at, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": BAR, "width": 7}, hoverinfo="skip")


def _ticks(rows: pd.DataFrame, column: str, mark: str) -> go.Scatter:
    words, colour, _ = ASKED[column]
    return go.Scatter(
        x=rows[column].tolist(), y=list(range(len(rows))), mode="markers", hoverinfo="text",
        marker={"symbol": "line-ns", "size": 20, "line": {"color": colour, "width": 3}},
        hovertext=[f"{name} {words} {amount(value, mark)}" if value == value else "" for name, value in
                   zip(rows["unit_name"], rows[column], strict=True)],
    )  # fmt: skip


def _dots(rows: pd.DataFrame, mark: str) -> go.Scatter:
    return go.Scatter(
        x=[None if row["value"] != row["value"] else row["value"] for row in rows.to_dict("records")],
        y=list(range(len(rows))), mode="markers", cliponaxis=False, hoverinfo="text",
        marker={"size": 15, "color": [LIGHT_COLOURS[light] for light in rows["light"]], "line": {"color": "white", "width": 2}},
        hovertext=[_hover(row, mark) for row in rows.to_dict("records")],
    )  # fmt: skip


def _hover(row: Mapping, mark: str) -> str:
    asked = [f"{ASKED[column][0]} {amount(row[column], mark)}" for column in ("target", "due") if row[column] == row[column]]
    return f"<b>{row['unit_name']}</b>　{row['said']}<br>{'　'.join(asked)}"


def _said(row: Mapping) -> str:
    return row["said"] if row["value"] == row["value"] else NO_FIGURE.get(row["status"], "—")


def _names(rows: pd.DataFrame) -> Sequence[str]:
    """Names that end in one line with their lights beside them."""
    longest = max((len(name) for name in rows["unit_name"]), default=0)
    return [f"{name.rjust(longest, IDEOGRAPHIC_SPACE)} <span style='color:{LIGHT_COLOURS[light]}'>{LIGHTS[light]}</span> "
            for name, light in zip(rows["unit_name"], rows["light"], strict=True)]


def _name(column: str, words: str, at: float, share: float, level: int) -> dict:
    """On a level of its own above the rows, turned inwards at the sheet's edge; an arrow points to what lies outside."""
    side = "left" if share < 0.25 else "right" if share > 0.75 else "center"
    told = f"{ASKED[column][0]}{words}"
    told = f"← {told}" if share < 0 else f"{told} →" if share > 1 else told
    return {"x": min(max(share, 0.0), 1.0), "xref": "x domain", "y": 1, "yref": "paper", "yanchor": "bottom",
            "yshift": level * (SMALL + 8), "showarrow": False, "xanchor": side, "text": f"<b>{told}</b>",
            "font": {"size": SMALL + 1, "color": WORDS[column]}}
