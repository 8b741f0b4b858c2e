"""各单位逐月报送: who × month as a table, a word in each cell: 齐, 缺 3, 迟 2, —."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from pages.parts.to_unit import link
from readiness.board import View
from readiness.charts.look import BLANK, INK, LINE, PAPER, QUIET, SECOND

CSS = f"""
<style>
.months {{ overflow: auto; border: 1px solid {LINE}; border-radius: 4px; }}
.months table {{ width: 100%; border-collapse: separate; border-spacing: 2px; table-layout: fixed; font-variant-numeric: tabular-nums; }}
.months col:first-child {{ width: 9.6rem; }}
.months th {{ font-weight: 400; color: {QUIET}; font-size: 0.9rem; }}
.months thead th {{ position: sticky; top: 0; background: {PAPER}; z-index: 1; padding: 0.25rem 0; }}
.months tbody th {{ text-align: right; padding: 0 0.5rem 0 0; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-size: 0.95rem; }}
.months a {{ color: {INK}; text-decoration: none; }}
.months a:hover, .months a:focus {{ text-decoration: underline; }}
.months td {{ height: 1.65rem; padding: 0 0.2rem; text-align: center; font-size: 0.92rem; background: #EAF2F8; color: {QUIET}; line-height: 1.15; }}
.months td span {{ white-space: nowrap; }}
.months .none {{ background: {BLANK}; }}
.months .late {{ background: #FBE9C0; color: {INK}; }}
.months .missing {{ background: {PAPER}; color: {INK}; font-weight: 700; outline: 2px dashed {SECOND}; outline-offset: -2px; }}
</style>
"""


def months_grid(view: View, months: pd.DataFrame, units: Sequence[str], height: int) -> str:
    """HTML of at most `height` pixels for rows of `Health.months` of `units`: who lacks most first."""
    lacking = months.groupby("call")[["missing", "late"]].sum()
    ordered = sorted(units, key=lambda unit: (-lacking.loc[unit, "missing"], -lacking.loc[unit, "late"]))
    found = {(row.call, row.month): row for row in months.itertuples()}
    span = range(view.month + 1)
    heads = "".join(f'<th scope="col">{month + 1}月</th>' for month in span)
    rows = "".join(_row(view, unit, [_cell(view, unit, month, found.get((unit, month))) for month in span]) for unit in ordered)
    return (f'{CSS}<div class="months" style="max-height:{height}px" tabindex="0" role="region" aria-label="各单位逐月报送">'
            f'<table style="min-width:{9.6 + 3.1 * len(span)}rem">'
            f"<colgroup><col>{'<col>' * len(span)}</colgroup><thead><tr><td class=\"none\"></td>{heads}</tr></thead>"
            f"<tbody>{rows}</tbody></table></div>")


def _row(view: View, unit: str, cells: Sequence[str]) -> str:
    name = view.county.units[unit].name
    return f'<tr><th scope="row"><a href="{escape(link(view, name))}" target="_self">{escape(name)}</a></th>{"".join(cells)}</tr>'


def _cell(view: View, unit: str, month: int, counts: tuple | None) -> str:
    """One month's word, and on pointing at it the figures."""
    name = escape(view.county.units[unit].name)
    if counts is None:
        return f'<td class="none" title="{name} {month + 1}月：没有到期的项">—</td>'
    told = f"{name} {month + 1}月：到期 {counts.due} 项，缺 {counts.missing} 项，迟 {counts.late} 项"
    return f'<td{_look(counts)} title="{told}">{_spans(counts)}</td>'


def _spans(counts: tuple) -> str:
    return " ".join(f"<span>{word}</span>" for word in cell_words(counts.missing, counts.late))


def _look(counts: tuple) -> str:
    return ' class="missing"' if counts.missing else ' class="late"' if counts.late else ""


def cell_words(missing: int, late: int) -> list[str]:
    """缺 3, 迟 1; 齐 where nothing is missing and nothing came late."""
    return [f"缺 {missing}"] * (missing > 0) + [f"迟 {late}"] * (late > 0) or ["齐"]
