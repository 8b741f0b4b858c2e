"""名次走势: every unit a line through its ranks, 1 on top, its name at the end with its rank and the places won or lost.

The units that the reader chose and those that rose or fell most since last month are strong, the rest is faint.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from readiness.charts.look import FAINT, INK, MAIN, PAPER, QUIET, SMALL, TEXT, months_up_to, sheet
from readiness.charts.standing import move_colour, move_word, rank_word

ROW, TOP, BOTTOM = 27, 26, 30
MOST = 3                 # so many may share the greatest move; where more do, none stands out
FIGURE_SPACE, IDEOGRAPHIC_SPACE = "\u2007", "\u3000"


def bump(ranks: pd.DataFrame, chosen: Sequence[str] = ()) -> go.Figure:
    """`ranks` of one kind as `View.ranks`; `chosen` are unit ids."""
    ends = ends_of(ranks)
    strong = strong_ones(ends, chosen)
    last = int(ranks["month"].max()) if len(ranks) else 1
    figure = sheet(ROW * len(ends) + TOP + BOTTOM, margin={"l": 24, "r": 8, "t": TOP, "b": BOTTOM})
    by_unit = dict(list(ranks.groupby("unit", sort=False)))
    for end in sorted(ends, key=lambda end: (end["unit"] in strong, strong.get(end["unit"]) == MAIN)):
        figure.add_trace(_line(by_unit[end["unit"]], strong.get(end["unit"])))
    figure.add_annotation(x=0, xref="paper", xshift=-24, xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=4, showarrow=False,
                          text="名次（第 1 名在上）", font={"size": SMALL, "color": QUIET})
    across = {"range": [1, last]} if last > 1 else {"range": [0.5, 1.5], "domain": [0, 0.06]}     # one month is a column of dots
    figure.update_xaxes(**{**months_up_to(last), **across, "showgrid": True, "showline": False})
    return figure.update_yaxes(range=[len(ends) + 0.6, 0.4], tickvals=list(range(1, len(ends) + 1)), side="right", ticks="",
                               ticktext=_names(ends, strong), tickfont={"size": TEXT}, showgrid=False, showline=False)


def ends_of(ranks: pd.DataFrame) -> list[Mapping]:
    """Where each unit stands in the last month, the best first, with `rank_change` (places won are positive)."""
    last = ranks["month"].max()
    table = ranks[ranks["month"] == last].set_index("unit")
    before = ranks[ranks["month"] == last - 1].set_index("unit")["rank"]
    table = table.assign(rank_change=before.reindex(table.index) - table["rank"])
    return table.sort_values("rank", na_position="last", kind="stable").reset_index().to_dict("records")


def strong_ones(ends: Sequence[Mapping], chosen: Sequence[str]) -> dict[str, str]:
    """The units whose lines are strong, each with its colour."""
    moves = {end["unit"]: end["rank_change"] for end in ends if abs(end["rank_change"]) > 0}
    strong: dict[str, str] = {}
    for greatest in (max(moves.values(), default=0.0), min(moves.values(), default=0.0)):
        here = [unit for unit, move in moves.items() if move == greatest]
        strong |= dict.fromkeys(here if len(here) <= MOST else [], move_colour(greatest))
    return {**strong, **{end["unit"]: MAIN for end in ends if end["unit"] in chosen}}


def _line(own: pd.DataFrame, colour: str | None) -> go.Scatter:
    """A faint line, or a strong one with the rank of each month on it."""
    months, ranks = own["month"].tolist(), [None if rank != rank else rank for rank in own["rank"]]
    look = ({"mode": "lines+markers+text", "text": ["" if rank is None else f"<b>{rank:.0f}</b>" for rank in ranks],
             "textfont": {"size": SMALL, "color": PAPER}, "marker": {"size": 23, "color": colour}} if colour else
            {"mode": "lines+markers", "marker": {"size": 8, "color": FAINT}})
    return go.Scatter(
        x=months, y=ranks, line={"color": colour or FAINT, "width": 4 if colour else 1.5}, cliponaxis=False, hoverinfo="text",
        hovertext=[_words(row) for row in own.to_dict("records")], name=own["unit_name"].iloc[0], **look,
    )  # fmt: skip


def _words(row: Mapping) -> str:
    tied = "并列" if row["tied"] else ""
    return "" if math.isnan(row["rank"]) else f"{row['month']}月 <b>{row['unit_name']}</b> {tied}第 {row['rank']:.0f} 名"


def _names(ends: Sequence[Mapping], strong: Mapping[str, str]) -> list[str]:
    """Rank, name and movement in columns, as `standing` has them."""
    longest = max((len(end["unit_name"]) for end in ends), default=0)
    tied = any(end["tied"] for end in ends)
    return [_name(rank_word(end).rjust(5 if tied else 2, FIGURE_SPACE), end, longest, strong.get(end["unit"])) for end in ends]


def _name(rank: str, end: Mapping, longest: int, colour: str | None) -> str:
    name = end["unit_name"].ljust(longest, IDEOGRAPHIC_SPACE)
    move = f"<span style='color:{move_colour(end['rank_change'])}'>{move_word(end['rank_change'])}</span>"
    told = f"<b>{rank} {name}</b>" if colour else f"{rank} {name}"
    return f"　<span style='color:{colour or INK}'>{told}</span> {move}"
