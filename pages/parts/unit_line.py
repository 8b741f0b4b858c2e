"""One unit in one line: total, grade, rank, movement, what it owes, its light, and vetoes that threaten."""

from collections.abc import Iterable, Mapping
from html import escape

from readiness.charts.look import LIGHT_COLOURS
from readiness.numbers import shown
from readiness.numbers import signed as signed
from readiness.words import BASES, LIGHTS

CSS = """
<style>
.unit-line { display: flex; flex-wrap: wrap; gap: 0.5rem clamp(1.3rem, 2.2vw, 3rem); margin: 0; padding: 0 !important; align-items: flex-start; }
.unit-line div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.unit-line dt { margin: 0; color: #43515F; font-size: 1rem; line-height: 1.45; font-weight: 400; }
.unit-line dd { margin: 0; font-size: clamp(1.7rem, 2vw, 2.6rem); line-height: 1.25; font-weight: 700; color: #1F5F8B;
                font-variant-numeric: tabular-nums; white-space: nowrap; }
.unit-line .struck dd, .unit-line .struck dt { color: #B3261E; }
.unit-line .struck dd { font-size: 1.2rem; white-space: normal; max-width: 26rem; line-height: 1.5; padding-top: 0.5rem; }
</style>
"""


def unit_line(row: Mapping, alike: int) -> str:
    """`row` of `View.units` as HTML; `alike` is how many units are of its type."""
    facts = [
        fact("总分", shown(row["total"]) or "—"),
        fact("等次", row["grade"] or "—"),
        *_standing(row, alike),
        fact("较上月", signed(row["total_change"])),
        fact("欠分（折百）", shown(row["owed"]) or "—"),
        light_fact(row["light"]),
        *([fact("督办建议", row["escalation"], "struck")] if row["escalation"] else []),
        *([fact("到期未报", f"{row['silent_items']} 项", "missing")] if row["silent_items"] else []),
        *_vetoes(row),
    ]
    return line_of(facts)


def _vetoes(row: Mapping) -> list[str]:
    """Those that strike, on a completed year with its basis; and those that threaten and do not strike."""
    struck = row["vetoes"].split("；") if row["vetoes"] else []
    threats = [risk for risk in row["risks"].split("；") if risk and risk not in struck]
    basis = row.get("basis", "today")
    of = "" if basis in ("today", "schedule") else f"（{BASES[basis]}）"
    told = ((f"■ 一票否决{of}", struck), ("■ 否决风险", threats))
    return [fact(words, "；".join(names), "struck") for words, names in told if names]


def line_of(facts: Iterable[str]) -> str:
    """Facts side by side."""
    return f'{CSS}<dl class="unit-line">{"".join(facts)}</dl>'


def _standing(row: Mapping, alike: int) -> list[str]:
    """Rank among all of its kind, and among those of its type."""
    if row["rank"] != row["rank"]:
        return []
    tied = "并列" if row["tied"] else ""
    found = [fact(f"名次（共 {row['peers']} 个）", f"{tied}第 {row['rank']:.0f}")]
    if row["rank_in_type"] == row["rank_in_type"]:
        found.append(fact(f"{row['type']}名次（共 {alike} 个）", f"第 {row['rank_in_type']:.0f}"))
    return found


def fact(word: str, figure: str, look: str = "") -> str:
    """A figure, the word under it."""
    return f'<div class="{look}"><dt>{escape(word)}</dt><dd>{escape(figure)}</dd></div>'


def light_fact(light: str) -> str:
    """The light in its colour, with its word and shape."""
    return f'<div><dt>序时灯</dt><dd style="color:{LIGHT_COLOURS[light]}">{LIGHTS[light]}</dd></div>'
