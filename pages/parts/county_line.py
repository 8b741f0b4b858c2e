"""The county in one line: figures to be read from the back of the room, the word under each.

HTML, because `st.metric` puts the word above and cannot say why a grade was lowered.  The line is the forecast's on every
basis; what the year would be worth on each basis follows in small letters.
"""

from collections.abc import Iterator, Mapping
from html import escape

from pages.parts.unit_line import signed
from readiness.board import Prospect
from readiness.numbers import shown
from readiness.scoring.chances import in_words
from readiness.words import BASES, BOXES

CSS = """
<style>
.county-line { display: flex; flex-wrap: wrap; gap: 0.3rem clamp(0.9rem, 1.15vw, 3rem); margin: 0; padding: 0 !important; align-items: flex-end; }
.county-line div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.county-line dt { margin: 0; color: #43515F; font-size: 1.05rem; line-height: 1.5rem; font-weight: 400; white-space: nowrap; }
.county-line dd { margin: 0; font-size: clamp(1.5rem, 1.7vw, 3rem); line-height: 1.2; font-weight: 700; color: #1B2733;
                  font-variant-numeric: tabular-nums; white-space: nowrap; }
.county-line .main dd { font-size: clamp(2.4rem, 3vw, 4rem); line-height: 1.1; color: #1F5F8B; }
.county-line .struck dd, .county-line .struck dt { color: #B3261E; }
.bases { margin: 0.35rem 0 0; color: #43515F; font-size: 1rem; line-height: 1.4; font-variant-numeric: tabular-nums; }
.bases span { margin-right: 1.4em; white-space: nowrap; }
.bases .chosen { color: #1F5F8B; font-weight: 700; }
</style>
"""


def county_line(row: Mapping, seen: Prospect, left: tuple[int, int]) -> str:
    """`row`: the county's row of `View.units_on_100` on 预计; `left`: months and days of the year that are to come."""
    expected = "" if seen.over else "预计"
    facts = [*_outlook(row, seen), _fact(f"{expected}欠分", shown(row["owed"]) or "—"),
             *(_fact(BOXES[box], shown(row[box]) or "—") for box in ("winnable", "unreported", "lost")),
             *_left(*left), _fact(f"{expected}较上月", signed(row["total_change"]))]
    return f'{CSS}<dl class="county-line">{"".join(facts)}</dl>'


def _outlook(row: Mapping, seen: Prospect) -> Iterator[str]:
    """Total, range, grade, and the chance of the best grade while the year is open."""
    yield _fact("年终总分" if seen.over else "预计年终总分", shown(seen.total) or "—", "main")
    if seen.total == seen.total and not seen.over:
        yield _fact("八成可能", f"{shown(seen.low)}–{shown(seen.high)}")
    word = "等次" if seen.over else "预计等次"
    yield _fact(f"■ {word}（否决）" if row["vetoes"] else word, seen.grade or "—", "main struck" if row["vetoes"] else "main")
    if not seen.over:
        yield _fact(f"评{seen.best}的可能", in_words(seen.best_chance))


def _left(months: int, days: int) -> Iterator[str]:
    yield _fact(f"剩余（{days} 天）", f"{months} 个月") if months else _fact("剩余", "0 天")


def bases_line(now: Mapping, row: Mapping, basis: str) -> str:
    """`now`: the county's last row of `View.trend`, which has every basis; `row`: as for the line."""
    scores = [_small(f"{name}得分 {shown(now[key]) or '—'}", key == basis) for key, name in BASES.items()]
    if row["bonus"] or row["deduction"]:
        scores.append(_small(f"预计年终总分已含加分 {shown(row['bonus'])}、扣分 {shown(row['deduction'])}"))
    return f'<p class="bases">{"".join(scores)}</p>'


def _small(words: str, chosen: bool = False) -> str:
    return f'<span{" class=chosen" if chosen else ""}>{escape(words)}{"（当前口径）" if chosen else ""}</span>'


def _fact(word: str, figure: str, look: str = "") -> str:
    return f'<div class="{look}"><dt>{escape(word)}</dt><dd>{escape(figure)}</dd></div>'
