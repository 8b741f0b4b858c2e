"""The county in one line: figures to be read from the back of the room, the word under each.

HTML, because `st.metric` puts the word above and cannot say why a grade was lowered.
"""

from collections.abc import Mapping
from html import escape

from readiness.numbers import shown
from readiness.words import BASES

CSS = """
<style>
.county-line { display: flex; flex-wrap: wrap; gap: 0.4rem clamp(2.2rem, 4vw, 5rem); margin: 0; padding: 0 !important; align-items: flex-start; }
.county-line div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.county-line dt { margin: 0; color: #43515F; font-size: 1.05rem; line-height: 1.5rem; font-weight: 400; }
.county-line dd { margin: 0; font-size: clamp(2.4rem, 3vw, 4rem); line-height: 1.1; font-weight: 700; color: #43515F;
                  font-variant-numeric: tabular-nums; white-space: nowrap; }
.county-line .chosen dd { color: #1F5F8B; }
.county-line .struck dd, .county-line .struck dt { color: #B3261E; }
</style>
"""


def county_line(row: Mapping, now: Mapping, basis: str) -> str:
    """`row`: the county's row of `View.units`; `now`: its last row of `View.trend`, which has every basis."""
    scores = [_fact(f"{name}得分", shown(now[key]) or "—", "chosen" if key == basis else "") for key, name in BASES.items()]
    facts = [*scores, _grade(row, basis), _fact("欠分（折百）", shown(row["owed"]) or "—", "chosen"),
             _fact("较上月", _signed(row["total_change"]), "chosen")]
    return f'{CSS}<dl class="county-line">{"".join(facts)}</dl>'


def _grade(row: Mapping, basis: str) -> str:
    words = f"等次（{BASES[basis]}）"
    if row["vetoes"]:
        return _fact(f"■ 一票否决：{row['vetoes']}", row["grade"], "struck")
    return _fact(words, row["grade"] or "—", "chosen")


def _fact(word: str, figure: str, look: str) -> str:
    return f'<div class="{look}"><dt>{escape(word)}</dt><dd>{escape(figure)}</dd></div>'


def _signed(change: float) -> str:
    text = shown(change)
    if not text:
        return "—"
    return f"+{text}" if change > 0 and text != "0.00" else text.replace("-", "−")
