"""Three lines under the county's: the townships and the departments that answer for most of what it owes, and what moved its total."""

from collections.abc import Iterable
from html import escape

import pandas as pd

from pages.parts.to_unit import link, link_to_bridge, link_to_indicator
from pages.parts.unit_line import signed
from pages.parts.words import month_name
from readiness.board import View
from readiness.charts.look import INK, LOST, QUIET, WON
from readiness.numbers import shown
from readiness.words import ACCOUNTS, CAUSES

MOST = 3
CSS = f"""
<style>
.who-owes {{ display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1rem; margin: 0; padding: 0 !important;
            font-size: 1.05rem; line-height: 1.45; font-variant-numeric: tabular-nums; }}
.who-owes dt {{ margin: 0; color: {QUIET}; font-weight: 400; }}
.who-owes dd {{ margin: 0; color: {INK}; }}
.who-owes dd span {{ margin-right: 1.1em; white-space: nowrap; }}
.who-owes a {{ color: #1F5F8B; text-decoration: none; }}
.who-owes a:hover, .who-owes a:focus {{ text-decoration: underline; }}
</style>
"""


def who_owes(view: View) -> str:
    """HTML of the three lines."""
    lines = [*((f"{word}承担最多", _charged(view, account)) for account, word in reversed(ACCOUNTS.items())), _moved(view)]
    return f'{CSS}<dl class="who-owes">{"".join(f"<dt>{word}</dt><dd>{text}</dd>" for word, text in lines)}</dl>'


def _charged(view: View, account: str) -> str:
    """The units with most; what nobody of the account has to answer for is the county's own and is no unit's."""
    rows = view.charged(account)
    rows = rows[rows["unit"] != view.county.whole.id].head(MOST)
    return _spans(f'<a href="{escape(link(view, row.unit_name))}" target="_self">{escape(row.unit_name)}</a> <b>{shown(row.owed)}</b> 分'
                  for row in rows.itertuples()) or "没有"


def _moved(view: View) -> tuple[str, str]:
    """What moved the total most since the month before, on the chosen basis, and the road to all of it."""
    rows = view.since_last_month
    road = f'<a href="{escape(link_to_bridge(view, view.county.whole.name))}" target="_self"><b>看得分变化 →</b></a>'
    if rows.empty:
        return "比上月", _spans(["当年没有可比的上月", road])
    told = rows[rows["change"].abs() >= 0.005].head(MOST)
    moved = [f"{_cause(view, row)} {_change(row['change'])}" for _, row in told.iterrows()] or ["没有变化"]
    return f"比{month_name(rows['from'].iloc[0])[5:]}（{view.basis_name}）", _spans([*moved, road])


def _cause(view: View, row: pd.Series) -> str:
    """The indicator, a link where it has a page; what is no data says so."""
    key, name, cause = row["indicator"], row["indicator_name"], CAUSES[row["cause"]]
    words = escape(name) if row["cause"] == "data" and name else escape(f"{cause}·{name}" if name and name != cause else cause)
    return f'<a href="{escape(link_to_indicator(view, key))}" target="_self">{words}</a>' if key in view.rubric.indicators else words


def _change(amount: float) -> str:
    return f'<b style="color:{WON if amount > 0 else LOST}">{signed(amount)}</b>'


def _spans(parts: Iterable[str]) -> str:
    return "".join(f"<span>{part}</span>" for part in parts)
