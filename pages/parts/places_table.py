"""The units that stand on a curve, all of them by name: where each stands, and the points it is scored."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from pages.parts.indicator_table import NO_FIGURE
from pages.parts.one_rule import CSS
from pages.parts.to_unit import link
from readiness.board import View
from readiness.numbers import plain, shown

ROOM = 520               # pixels: sixteen units
OWN = """
<style>
.places-room { overflow: auto; }
.places th, .places td { padding: 0.2rem 0.55rem 0.2rem 0 !important; white-space: nowrap; }
.places td:first-child { white-space: normal; }
.places .n { text-align: right; font-variant-numeric: tabular-nums; }
.places a { color: #1F5F8B; text-decoration: none; }
.places a:hover, .places a:focus { text-decoration: underline; }
</style>
"""


def places_table(view: View, rows: pd.DataFrame, marks: pd.DataFrame) -> str:
    """`rows` as `one_indicator.rows_of`, `marks` as `View.places`; 折算 where the basis moves a lone mark."""
    moved = _moved(marks)
    heads = ("单位", "现值", *(("折算",) if moved else ()), "得分", "欠分")
    head = "".join(f'<th scope="col"{" class=n" if at else ""}>{word}</th>' for at, word in enumerate(heads))
    body = "".join(_row(view, row, moved) for row in rows.to_dict("records"))
    return (f'{CSS}{OWN}<div class="places-room" style="max-height:{ROOM}px" tabindex="0" role="region" aria-label="各单位的位置">'
            f'<table class="rubric-table places"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>')


def _moved(marks: pd.DataFrame) -> Mapping[str, float]:
    """By unit, what the basis makes of its value; empty where it changes none, or where parts stand on curves of their own."""
    if marks["unit"].duplicated().any() or (marks["now"] - marks["value"]).abs().le(1e-9).all():
        return {}
    return dict(zip(marks["unit"], marks["value"], strict=True))


def _row(view: View, row: Mapping, moved: Mapping[str, float]) -> str:
    value = NO_FIGURE.get(row["status"]) or _figure(row["value"])
    cells = [value, *([_figure(moved.get(row["unit"], float("nan")))] if moved else []), shown(row["points"]) or "—", shown(row["owed"]) or "—"]
    address = escape(link(view, row["unit_name"], indicator=row["indicator"]))
    return (f'<tr><td><a href="{address}" target="_self">{escape(row["unit_name"])}</a></td>'
            f'{"".join(f"<td class=n>{cell}</td>" for cell in cells)}</tr>')


def _figure(value: float) -> str:
    return plain(float(shown(value))) if value == value else "—"
