"""A long table to be read: the header and the first columns stay in sight, sentences wrap, lights have their colour.

HTML, because the cells of `st.dataframe` do not wrap Chinese and its pinned columns are grey.
"""

from collections.abc import Collection, Mapping, Sequence
from html import escape

import pandas as pd

from pages.parts.columns import CHANGES, FIGURES, POINTS, halved_up, width_of
from pages.parts.unit_line import signed
from readiness.charts.look import LIGHT_COLOURS
from readiness.numbers import TOLERANCE
from readiness.words import CODED, COLUMNS, LIGHTS

NOTHING = "—"
CSS = """
<style>
.listing { overflow: auto; border: 1px solid #C9D2DB; border-radius: 4px; font-size: 0.94rem; line-height: 1.4; }
.listing table { border-collapse: separate; border-spacing: 0; table-layout: fixed; width: 0; min-width: 100%; }
.listing th, .listing td { padding: 0.4rem 0.5rem; border-bottom: 1px solid #E3E8ED; text-align: left; color: #1B2733;
                           overflow-wrap: anywhere; background: #FFFFFF; vertical-align: middle; }
.listing th { position: sticky; top: 0; z-index: 2; background: #F1F4F7; color: #43515F; font-weight: 400; line-height: 1.25; }
.listing .n { text-align: right; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
.listing .p { position: sticky; z-index: 1; }
.listing .e { border-right: 1px solid #C9D2DB; }
.listing th.p { z-index: 3; }
.listing a { color: #1F5F8B; text-decoration: none; }
.listing a:hover, .listing a:focus { text-decoration: underline; }
.listing tbody tr:hover td { background: #EAF2F8; }
</style>
"""


def listing(table: pd.DataFrame, columns: Sequence[str], pinned: Collection[str], height: int, alt: str,
            links: Mapping[str, Sequence[str]]) -> str:
    """`table` (code-word columns) as HTML of at most `height` pixels; the pinned columns must be the first.

    `links` gives a column's cells an address each.
    """
    marks = _marks(columns, pinned)
    cols = "".join(f'<col style="width:{width_of(column)}px">' for column in columns)
    heads = "".join(f'<th scope="col"{mark}>{COLUMNS[column]}</th>' for column, mark in zip(columns, marks, strict=True))
    said = [_linked(_cells(column, table[column]), links.get(column)) for column in columns]
    rows = "".join("<tr>" + "".join(f"<td{mark}>{cell}</td>" for mark, cell in zip(marks, row, strict=True)) + "</tr>"
                   for row in zip(*said, strict=True))
    return (f'{CSS}<div class="listing" style="max-height:{height}px" tabindex="0" role="region" aria-label="{escape(alt)}">'
            f"<table><colgroup>{cols}</colgroup><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>")


def _marks(columns: Sequence[str], pinned: Collection[str]) -> list[str]:
    """The attributes of each column's cells: figures to the right, pinned ones held where they stand."""
    marks, left, last = [], 0, [column for column in columns if column in pinned][-1:]
    for column in columns:
        number = column in FIGURES or column in CHANGES
        names = " ".join(name for name, on in (("n", number), ("p", column in pinned), ("e", [column] == last)) if on)
        place = f' style="left:{left}px"' if column in pinned else ""
        marks.append((f' class="{names}"' if names else "") + place)
        left += width_of(column)
    return marks


def _cells(column: str, values: pd.Series) -> list[str]:
    """What the reader sees: two decimals half up for points, amounts without trailing noughts, — for nothing."""
    if column in FIGURES:
        return [NOTHING if number != number else _figure(f"{number:.2f}", column in POINTS) for number in halved_up(values).tolist()]
    if column in CHANGES:
        return [NOTHING if abs(number) <= TOLERANCE else signed(number) for number in values.tolist()]
    if column == "light":
        return [f'<b style="color:{LIGHT_COLOURS[light]}">{LIGHTS[light]}</b>' for light in values]
    words = CODED.get(column, {})
    return [escape(str(words.get(value, value))) or NOTHING for value in values]


def _linked(cells: list[str], addresses: Sequence[str] | None) -> list[str]:
    if addresses is None:
        return cells
    return [f'<a href="{escape(to)}" target="_self">{cell}</a>' for cell, to in zip(cells, addresses, strict=True)]


def _figure(text: str, points: bool) -> str:
    return text if points else text.rstrip("0").rstrip(".")
