"""得分变化 as words and rows: the sentence that says it all, and every cause with the indicators that make it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from pages.parts.to_unit import link_to_indicator
from pages.parts.unit_line import signed
from readiness.board import View
from readiness.charts.look import INK, LINE, LOST, QUIET, WON
from readiness.numbers import TOLERANCE, plain, shown
from readiness.words import CAUSES

HEADS = ("编号", "指标", "满分", "之前得分", "之后得分", "影响总分")
NO_POINTS = {"not_applicable": "不涉及", "not_due": "未到期"}
CSS = f"""
<style>
.bridge {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; line-height: 1.3; color: {INK}; }}
.bridge th {{ font-weight: 400; color: {QUIET}; border-bottom: 2px solid {LINE}; padding: 0.25rem 0.5rem; text-align: right; white-space: nowrap; }}
.bridge td {{ border-bottom: 1px solid #E3E8ED; padding: 0.28rem 0.5rem; text-align: right; white-space: nowrap; }}
.bridge .words {{ text-align: left; }}
.bridge td + .words {{ white-space: normal; }}
.bridge .cause td {{ background: #F1F4F7; font-weight: 700; }}
.bridge .cause .step {{ color: {QUIET}; font-weight: 400; margin-left: 0.8em; }}
.bridge .quiet {{ color: {QUIET}; }}
.bridge a {{ color: #1F5F8B; text-decoration: none; }}
.bridge a:hover, .bridge a:focus {{ text-decoration: underline; }}
</style>
"""


def sentence(rows: pd.DataFrame, since: str) -> str:
    """比4月上升 1.32 分：数据 +1.50，扣分 −0.18; Markdown."""
    change = rows["closing"].iloc[0] - rows["opening"].iloc[0]
    causes = "，".join(f"{CAUSES[cause]} **{signed(amount)}**" for cause, amount in by_cause(rows).items())
    size = shown(abs(change))
    moved = "持平" if size == "0.00" else f"{'上升' if change > 0 else '下降'} **{size}** 分"
    return f"比{since}{moved}：{causes}。" if causes else f"比{since}{moved}。"


def month_words(view: View, earlier: View) -> tuple[str, str]:
    """4月, 5月; with their years where these differ."""
    return tuple(f"{one.month + 1}月" if view.year == earlier.year else one.as_of_name for one in (earlier, view))


def by_cause(rows: pd.DataFrame) -> dict[str, float]:
    """What each cause moves in all, in their order; none is nought."""
    sums = rows.groupby("cause", sort=False)["change"].sum()
    return {cause: amount for cause, amount in sums.items() if abs(amount) > TOLERANCE or (rows["cause"] == cause).sum() > 1}


def cause_table(view: View, earlier: View, rows: pd.DataFrame) -> str:
    """HTML: each cause with its sum, under it the indicators, each with its points before and after and a road to its page."""
    head = "".join(f'<th scope="col"{_words(at)}>{word}</th>' for at, word in enumerate(HEADS))
    body = "".join(_cause(cause, rows[rows["cause"] == cause], view, earlier) for cause in rows["cause"].unique())
    return f'{CSS}<table class="bridge"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _step(cause: str, view: View, earlier: View) -> tuple[View, View, str]:
    """What a cause is the difference of, and in words."""
    month, other = month_words(view, earlier)
    rescored = earlier.board.view(earlier.as_of, earlier.basis, view.year)
    if cause == "correction":
        then = (earlier.board.when_newest(earlier.as_of) or earlier.board).view(earlier.as_of, earlier.basis)
        return then, earlier, f"{month}的数据，更正补报之前 → 之后"
    if cause == "rule":
        return earlier, rescored, f"{month}的数据，按{earlier.year}年细则 → 按{view.year}年细则"
    by = f"（按{view.year}年细则）" if view.year != earlier.year else ""
    why = "，新考核或不再考核的指标" if cause == "not_applicable" else ""
    return rescored, view, f"{month}{by} → {other}{why}"


@dataclass(frozen=True)
class _End:
    """A unit at one end of a step, with its cells by indicator."""

    view: View
    cells: Mapping[str, Mapping]

    @classmethod
    def of(cls, view: View, unit: str) -> _End:
        own = view.cells[view.cells["unit"] == unit]
        return cls(view, {row["indicator"]: row for row in own[["indicator", "points", "full_points", "status"]].to_dict("records")})

    def earned(self, key: str) -> str:
        """Points; a word where there are none, and where they are nought because nothing was reported."""
        cell = self.cells.get(key)
        if cell is None:
            return _quiet("不涉及" if key in self.view.rubric.indicators else "没有这项")
        if cell["points"] != cell["points"]:
            return _quiet(NO_POINTS.get(cell["status"], "—"))
        return shown(cell["points"]) + ("（未报）" if cell["status"] == "unreported" else "")

    def full(self, key: str) -> str:
        """满分, empty where there is none."""
        full = self.cells[key]["full_points"] if key in self.cells else 0.0
        return plain(full) if full > 0 else ""


def _cause(cause: str, rows: pd.DataFrame, view: View, earlier: View) -> str:
    told = rows[~rows["indicator_name"].isin(["", CAUSES[cause]])]
    before, after, words = _step(cause, view, earlier)
    ends = tuple(_End.of(one, rows["unit"].iloc[0]) for one in (before, after)) if len(told) else ()
    head = (f'<tr class="cause"><td class="words" colspan="5">{CAUSES[cause]}<span class="step">{words}</span></td>'
            f'<td>{_change(rows["change"].sum())}</td></tr>')
    return head + "".join(_row(row, ends, view) for row in told.to_dict("records"))


def _row(row: Mapping, ends: tuple[_End, _End], view: View) -> str:
    key, name = row["indicator"], escape(row["indicator_name"])
    if key in view.rubric.indicators:
        name = f'<a href="{escape(link_to_indicator(view, key))}" target="_self">{name}</a>'
    one_item = any(key in end.view.rubric.indicators for end in ends)
    full = " → ".join(dict.fromkeys(filter(None, (end.full(key) for end in ends))))
    cells = (escape(key), name, full, *(end.earned(key) if one_item else "" for end in ends), _change(row["change"]))
    return "<tr>" + "".join(f"<td{_words(at)}>{cell}</td>" for at, cell in enumerate(cells)) + "</tr>"


def _words(at: int) -> str:
    return ' class="words"' if at < 2 else ""


def _quiet(word: str) -> str:
    return f'<span class="quiet">{word}</span>'


def _change(amount: float) -> str:
    text = signed(amount)
    return text if text == "0.00" else f'<span style="color:{WON if amount > 0 else LOST}">{text}</span>'
