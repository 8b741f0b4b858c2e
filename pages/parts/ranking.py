"""排名: a row a unit, the best on top: rank, light, a bar of the total, and the places won or lost since last month.

A table and not a chart, for the same reasons as the heat table: quick to draw, read aloud, each name a link.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

import pandas as pd

from pages.parts.to_unit import link
from readiness.board import View
from readiness.charts.look import BAR, INK, LIGHT_COLOURS, QUIET
from readiness.charts.standing import move_colour, move_word, rank_word
from readiness.numbers import shown
from readiness.words import LIGHTS

SHORT = 38               # a bar shorter than this, in percent, has no room for its total
CSS = f"""
<style>
.ranking {{ width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.95rem; line-height: 1.3; }}
.ranking td {{ padding: 0.125rem 0.25rem; white-space: nowrap; }}
.ranking .rank {{ text-align: right; color: {QUIET}; }}
.ranking .track {{ width: 60%; }}
.ranking a {{ color: {INK}; text-decoration: none; }}
.ranking a:hover, .ranking a:focus {{ text-decoration: underline; }}
.ranking .bar {{ display: inline-block; box-sizing: border-box; background: {BAR}; color: {INK}; font-weight: 700; text-align: right;
                padding: 0 0.4rem; vertical-align: middle; height: 1.3em; }}
.ranking .beside {{ font-weight: 700; padding-left: 0.3rem; }}
</style>
"""


def ranking(view: View, units: pd.DataFrame) -> str:
    """HTML for rows of `View.units`."""
    rows = units.sort_values(["rank", "unit"], na_position="last", kind="stable").to_dict("records")
    return f'{CSS}<table class="ranking"><tbody>{"".join(_row(view, row) for row in rows)}</tbody></table>'


def _row(view: View, row: Mapping) -> str:
    name = escape(row["unit_name"])
    return (f'<tr><td class="rank">{rank_word(row)}</td>'
            f'<td><a href="{escape(link(view, row["unit_name"]))}" target="_self">{name}</a></td>'
            f'<td style="color:{LIGHT_COLOURS[row["light"]]}">{LIGHTS[row["light"]]}</td>'
            f'<td class="track">{_bar(row["total"])}</td>'
            f'<td style="color:{move_colour(row["rank_change"])}">{move_word(row["rank_change"])}</td></tr>')


def _bar(total: float) -> str:
    """The total on its bar, or beside it where the bar is short; bars end at 100."""
    if math.isnan(total):
        return '<span class="beside">尚无得分</span>'
    width = min(max(total, 0.0), 100.0)
    if total < SHORT:
        return f'<span class="bar" style="width:{width:.1f}%"></span><span class="beside">{shown(total)}</span>'
    return f'<span class="bar" style="width:{width:.1f}%">{shown(total)}</span>'
