"""各板块得分率: unit × category as a table of links, coloured by the share of points earned; the darker, the more is owed.

A table and not a chart: the browser draws it in a fraction of the time when a choice changes, a screen reader reads it,
and a cell is an ordinary link to its unit.  What is not the unit's business is hatched, what is not due says so, and a
cell with unreported items counts them in a frame.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from pages.parts.to_unit import link
from readiness.board import View
from readiness.charts.look import BLANK, INK, LINE, PAPER, QUIET, SECOND, SHARE_SCALE, WHITE_BELOW
from readiness.numbers import shown

CSS = f"""
<style>
.heat {{ width: 100%; border-collapse: separate; border-spacing: 2px; table-layout: fixed; font-variant-numeric: tabular-nums; }}
.heat col:first-child {{ width: 8.2rem; }}
.heat th {{ font-weight: 400; color: {QUIET}; font-size: 0.85rem; line-height: 1.2; padding: 0 0.2rem 0.2rem; vertical-align: bottom; }}
.heat tbody th {{ text-align: right; color: {INK}; font-size: 0.95rem; white-space: nowrap; padding: 0 0.4rem 0 0; vertical-align: middle; }}
.heat td {{ height: 1.9rem; padding: 0; text-align: center; background: {BLANK}; color: {QUIET}; font-size: 0.95rem; }}
.heat .corner {{ background: none; }}
.heat td a {{ display: block; line-height: 1.9rem; color: inherit; text-decoration: none; white-space: nowrap; }}
.heat td a:hover, .heat td a:focus {{ outline: 2px solid {INK}; }}
.heat .none {{ background: repeating-linear-gradient(135deg, {BLANK} 0 9px, {LINE} 9px 11px); }}
.heat .missing {{ outline: 2px dashed {SECOND}; outline-offset: -2px; }}
</style>
"""

Cell = Mapping | None    # a row of `View.categories`; None where nothing of the category is the unit's business


def heat_table(view: View, units: Sequence[str], columns: Mapping[str, str]) -> str:
    """HTML for rows of `View.categories` of `units` (names, first on top) and `columns` (category id → name)."""
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns.values())
    found = {(row["unit_name"], row["category"]): row for row in view.categories.to_dict("records")}
    rows = "".join(_row(view, unit, [found.get((unit, key)) for key in columns], list(columns.values())) for unit in units)
    cols = f"<colgroup><col>{'<col>' * len(columns)}</colgroup>"
    return f'{CSS}<table class="heat">{cols}<thead><tr><td class="corner"></td>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _row(view: View, unit: str, cells: Sequence[Cell], names: Sequence[str]) -> str:
    marks = "".join(cell_html(cell, unit, name, link(view, unit, category=name) if cell else "")
                    for cell, name in zip(cells, names, strict=True))
    return f'<tr><th scope="row">{escape(unit)}</th>{marks}</tr>'


def cell_html(cell: Cell, unit: str, category: str, address: str) -> str:
    """One cell: its words on its colour, a link to the unit, and on pointing at it the figures behind it."""
    if cell is None:
        return f'<td class="none" title="{escape(unit)} {escape(category)}：不涉及"></td>'
    frame = ' class="missing"' if cell["silent_items"] else ""
    told = escape(f"{unit} {category}：{_told(cell)}")
    return f'<td{frame}{_look(cell)}><a href="{escape(address)}" title="{told}" target="_self">{cell_word(cell)}</a></td>'


def cell_word(cell: Mapping) -> str:
    """92.1 (percent), 92.1 缺2 with two items unreported, 未报, 未到期."""
    if math.isnan(cell["share"]):
        return "未报" if cell["silent_items"] else "未到期"
    missing = f" 缺{cell['silent_items']}" if cell["silent_items"] else ""
    return f"{shown(cell['share'] * 100, 1)}{missing}"


def _look(cell: Mapping) -> str:
    share = cell["share"]
    if math.isnan(share):
        return ""
    return f' style="background:{colour(share)};color:{PAPER if share < WHITE_BELOW else INK}"'


def colour(share: float) -> str:
    """The scale's colour at a share of 0 to 1, mixed evenly between the two steps beside it."""
    share = min(max(share, 0.0), 1.0)
    at = max(step for step, (low, _) in enumerate(SHARE_SCALE[:-1]) if low <= share)
    (low, one), (high, other) = SHARE_SCALE[at], SHARE_SCALE[at + 1]
    part = (share - low) / (high - low) if high > low else 0.0
    mixed = (round(int(one[i:i + 2], 16) * (1 - part) + int(other[i:i + 2], 16) * part) for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02X}" for channel in mixed)


def _told(cell: Mapping) -> str:
    if math.isnan(cell["share"]):
        return cell_word(cell)
    missing = f"，{cell['silent_items']} 项到期未报" if cell["silent_items"] else ""
    return (f"得 {shown(cell['points'])} 分，满分 {shown(cell['full_points'])} 分，得分率 {shown(cell['share'] * 100, 1)}%，"
            f"折百欠 {shown(cell['owed_on_100'])} 分{missing}")


def units_of(view: View, kind: str) -> list[str]:
    """The names of one kind's units, in the county's order."""
    units: pd.DataFrame = view.units
    return units.loc[units["kind"] == kind, "unit_name"].tolist()
