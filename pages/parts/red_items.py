"""红色事项: who must do what by when, for the red cells that owe most."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from pages.parts.to_unit import link
from pages.parts.words import day_name
from readiness.board import View
from readiness.gaps import red
from readiness.numbers import shown

MOST = 7                 # what the first screen holds under the county's line
HEADS = ("单位", "指标", "欠分<br>（折百）", "怎么补上", "责任人", "完成时限")
CSS = """
<style>
.red-items { width: 100%; border-collapse: collapse; font-size: clamp(0.95rem, 0.9vw, 1.1rem); line-height: 1.35; }
.red-items th { text-align: left; font-weight: 400; color: #43515F; padding: 0.2rem 0.6rem 0.3rem 0; vertical-align: bottom;
                border-bottom: 2px solid #C9D2DB; line-height: 1.2; white-space: nowrap; }
.red-items td { padding: 0.32rem 0.6rem 0.32rem 0; border-bottom: 1px solid #E3E8ED; vertical-align: top; }
.red-items .owed { text-align: right; font-weight: 700; color: #B3261E; font-variant-numeric: tabular-nums; }
.red-items th.owed { font-weight: 400; color: #43515F; }
.red-items td:nth-child(2) { min-width: 9.2em; } .red-items td:nth-child(5) { min-width: 5.2em; }
.red-items .keep { white-space: nowrap; }
.red-items a { color: #1F5F8B; text-decoration: none; font-weight: 700; }
.red-items a:hover, .red-items a:focus { text-decoration: underline; }
</style>
"""


def red_items(gaps: pd.DataFrame) -> pd.DataFrame:
    """The rows of `View.gaps`, most owed first, that the list shows."""
    return red(gaps).head(MOST)


def red_table(view: View, items: pd.DataFrame) -> str:
    """The list as HTML: text that wraps, and a link to each unit."""
    heads = "".join(f'<th scope="col"{_owed_class(head)}>{head}</th>' for head in HEADS)
    rows = "".join(_row(view, row) for row in items.to_dict("records"))
    return f'{CSS}<table class="red-items"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _owed_class(head: str) -> str:
    return ' class="owed"' if head.startswith("欠分") else ""


def _row(view: View, row: Mapping) -> str:
    return (
        f'<tr><td class="keep"><a href="{escape(link(view, row["unit_name"]))}">{escape(row["unit_name"])}</a></td>'
        f"<td>{escape(row['indicator_name'])}</td>"
        f'<td class="owed">{shown(row["owed_on_100"])}</td>'
        f"<td>{escape(row['takes'])}</td><td>{escape(row['owner'])}</td>"
        f'<td class="keep">{escape(day_name(row["deadline"]))}</td></tr>'
    )
