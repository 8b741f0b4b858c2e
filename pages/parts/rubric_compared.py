"""Two rubrics side by side, as HTML: the changes by group, the points of categories, the same figures scored by both."""

from collections.abc import Iterable, Mapping
from html import escape

import pandas as pd

from pages.parts.listing import listing
from pages.parts.unit_line import signed
from pages.parts.words import plain as as_written
from readiness.charts.look import INK, LINE, LOST, QUIET, WON
from readiness.charts.standing import move_colour, move_word
from readiness.numbers import plain, shown
from readiness.rule_worth import NotCompared
from readiness.words import CHANGES

OTHER = "other"
GROUPS: Mapping[str, str] = {**{word: CHANGES[word] for word in ("added", "dropped", "points", "target", "rule")}, OTHER: "其他"}
TALL = 4000              # pixels: the page scrolls, not the list within it
CSS = f"""
<style>
.compared {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; line-height: 1.3; color: {INK}; }}
.compared th {{ text-align: right; font-weight: 400; color: {QUIET}; border-bottom: 2px solid {LINE}; padding: 0.25rem 0.5rem; }}
.compared td {{ text-align: right; border-bottom: 1px solid #E3E8ED; padding: 0.28rem 0.5rem; white-space: nowrap; }}
.compared th:first-child, .compared td:first-child {{ text-align: left; }}
</style>
"""


def by_group(changes: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each group, in the order in which they are asked about; none is empty."""
    group = changes["what"].where(changes["what"].isin(list(GROUPS)), OTHER)
    return {word: changes[group == word] for word in GROUPS if (group == word).any()}


def in_one_line(groups: Mapping[str, pd.DataFrame]) -> str:
    """新增 1 项，取消 1 项，分值 2 处 …"""
    return "，".join(f"{GROUPS[word]} **{len(rows)}** {'项' if word in ('added', 'dropped') else '处'}" for word, rows in groups.items())


def change_list(rows: pd.DataFrame, group: str) -> str:
    """The rows of one group; what is new has no before, what is gone no after."""
    sides = {"added": ["after"], "dropped": ["before"]}.get(group, ["before", "after"])
    columns = ["key", "indicator_name", *(["what"] if group == OTHER else []), *sides]
    return listing(rows.rename(columns={"indicator": "key"}), columns, (), TALL, f"{GROUPS[group]}的清单", {})


def category_table(points: pd.DataFrame, old: str, new: str) -> str:
    """Items and points of each category in both years."""
    heads = ("板块", f"{old}项数", f"{new}项数", f"{old}分值", f"{new}分值", "增减")
    rows = ((escape(row["category_name"]), f"{row['items_before']}", f"{row['items_after']}", plain(row["points_before"]),
             plain(row["points_after"]), _difference(row["difference"], plain(abs(row["difference"]))))
            for row in points.to_dict("records"))
    return _table(heads, rows)


def score_table(units: pd.DataFrame, old: str, new: str) -> str:
    """The same figures scored by both rubrics, who loses most on top."""
    heads = ("单位", f"按{old}细则", f"按{new}细则", "相差", "等次", "名次", "升降")
    ordered = units.sort_values(["difference", "unit"], na_position="last", kind="stable")
    return _table(heads, (_scores(row) for row in ordered.to_dict("records")))


def _scores(row: Mapping) -> tuple[str, ...]:
    return (escape(row["unit_name"]), shown(row["total_before"]) or "—", shown(row["total_after"]) or "—",
            _difference(row["difference"], shown(abs(row["difference"]))), _to(row["grade_before"], row["grade_after"]),
            _to(_place(row["rank_before"]), _place(row["rank_after"])),
            f'<span style="color:{move_colour(row["rank_change"])}">{move_word(row["rank_change"]) or "—"}</span>')


def _place(rank: float) -> str:
    return "" if rank != rank else f"{rank:.0f}"


def _to(before: str, after: str) -> str:
    """优秀 → 良好, or the one word where it stays."""
    one, other = escape(before) or "—", escape(after) or "—"
    return one if one == other else f"{one} → {other}"


def _difference(value: float, size: str) -> str:
    if not size.strip("0."):
        return "—"
    return f'<span style="color:{WON if value > 0 else LOST}">{"+" if value > 0 else "−"}{size}</span>'


def county_sentence(row: Mapping, old: str, new: str) -> str:
    """What the change of rules alone does to the county."""
    grades = row["grade_before"] if row["grade_before"] == row["grade_after"] else f"{row['grade_before']} → {row['grade_after']}"
    return (f"{as_written(row['unit_name'])}按{old}细则 **{shown(row['total_before'])}** 分，按{new}细则 **{shown(row['total_after'])}** 分，"
            f"只因细则变化相差 **{signed(row['difference'])}** 分，等次 **{as_written(grades)}**。")


def not_compared_sentence(found: NotCompared, names: Mapping[str, str], old: str) -> str:
    """How many items could not be compared, which, and what was done with them."""
    if not len(found):
        return "两份细则的每一项都能比较。"
    told = ((found.added, f"{old}没有要求报送，按不涉及处理"), (found.dropped, "新细则取消，只在原细则里计分"),
            (found.measured, "计量单位或累计方式变了，按不涉及处理"), (found.missing, "分项变了，缺少数据，按未报计 0 分"))
    reasons = "；".join(f"{'、'.join(as_written(f'{key} {names[key]}') for key in keys)}（{reason}）" for keys, reason in told if keys)
    return f"有 **{len(found)}** 项不能比较：{reasons}。"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'{CSS}<table class="compared"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
