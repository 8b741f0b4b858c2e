"""Slides for the meeting, one a screen: the county in one line, standings, red items, what changed, the trend, vetoes, silence,
and each unit that must speak.  At most seven rows a block; where more are wanted another slide follows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from readiness.board import View
from readiness.colours import FAINT, LIGHT_COLOURS, MAIN, QUIET, SECOND
from readiness.gaps import answered_for, red
from readiness.numbers import shown, signed
from readiness.papers import said_of_county as county
from readiness.papers import said_of_units as units
from readiness.papers.deck import BOTTOM, EDGE, FIGURE, WIDTH, Col, Deck, Place, fitting
from readiness.papers.slide_charts import Course, boxes_bar, changes_bars, lines
from readiness.words import BASES, KINDS, LIGHTS, day_name, month_name

BLOCK, BLOCKS = 7, 3                  # rows a block, blocks beside one another
STANDING = [Col("名次", 0.64, "centre"), Col("单位", 2.16), Col("总分", 0.95, "right"), Col("灯", 0.42, "centre")]
RED = [Col("单位", 2.15), Col("指标", 2.95), Col("折百欠分", 1.15, "right"), Col("怎么补上", 3.25), Col("责任人", 1.75), Col("时限", 1.48, "centre")]
OWED = [Col("指标", 3.2), Col("灯", 0.86, "centre"), Col("折百欠分", 1.15, "right"), Col("怎么补上", 3.89), Col("牵头单位", 2.15),
        Col("时限", 1.48, "centre")]
VETOES = [Col("单位", 2.2), Col("触发一票否决", 5.26), Col("否决风险", 5.26)]
CALLS = [Col("单位", 2.6), Col("责任人", 3.3), Col("欠报项", 1.2, "right"), Col("最早缺", 1.9, "centre"), Col("应报日期", 1.6, "centre"),
         Col("挂着的分", 1.5, "right")]


def slides(view: View) -> bytes:
    """The deck."""
    deck = Deck(f"{view.county_name}{county.months(view)}环境保护考核", county.stamp(view))
    _county(deck, view)
    for kind in ("township", "department"):
        _standing(deck, view, kind)
    _red(deck, view)
    _changes(deck, view)
    _trend(deck, view)
    _vetoes(deck, view)
    _silent(deck, view)
    for unit in must_speak(view):
        _unit(deck, view, unit)
    return deck.content()


def must_speak(view: View) -> list[str]:
    """The units for which their own light suggests a step, who stands last first."""
    rows = view.units[(view.units["escalation"] != "") & (view.units["kind"] != "county")]
    return rows.sort_values("total", kind="stable")["unit"].tolist()


def _county(deck: Deck, view: View) -> None:
    row = view.units_on_100[view.units_on_100["unit"] == view.county.whole.id].iloc[0]
    slide = deck.slide(f"{view.county_name}{county.months(view)}环境保护考核")
    facts = [(f"总分（{view.basis_name}）", shown(row["total"]) or "—"), ("等次", row["grade"] or "—"), ("较上月", signed(row["total_change"])),
             ("欠分", shown(row["owed"]) or "—"), ("今年还剩", f"{view.days_left} 天")]
    width = (WIDTH - 2 * EDGE) / len(facts)
    for at, (word, figure) in enumerate(facts):
        deck.text(slide, figure, Place(EDGE + at * width, 1.45, width, 0.7), FIGURE, MAIN, bold=True)
        deck.text(slide, word, Place(EDGE + at * width, 2.15, width, 0.4), colour=QUIET)
    deck.text(slide, "100 分在哪里（预计口径）", Place(top=2.95, height=0.4), bold=True)
    boxes_bar(slide, row, Place(top=3.35, height=2.2))
    if said := county.vetoes(view):
        deck.text(slide, said, Place(top=5.7, height=1.0), colour=LIGHT_COLOURS["red"])


def _standing(deck: Deck, view: View, kind: str) -> None:
    rows = [[units.rank(row), row["unit_name"], shown(row["total"]) or "—", LIGHTS[row["light"]][0]]
            for row in units.standing(view, kind).to_dict("records")]
    pages = _parts(rows, -(-len(rows) // (BLOCK * BLOCKS)))
    width = sum(column.width for column in STANDING)
    gap = (WIDTH - 2 * EDGE - BLOCKS * width) / (BLOCKS - 1)
    for number, page in enumerate(pages, start=1):
        slide = deck.slide(f"{KINDS[kind]}排名（{view.basis_name}）{_of(number, len(pages))}")
        for at, block in enumerate(_parts(page, min(BLOCKS, len(page)))):
            deck.table(slide, STANDING, block, Place(EDGE + at * (width + gap)), least=0.66)


def _parts(rows: Sequence, count: int) -> list[Sequence]:
    """The rows in so many parts of nearly the same length, the longer ones first."""
    ends = [-(-len(rows) * at // count) for at in range(count + 1)] if count else []
    return [rows[start:end] for start, end in pairwise(ends)]


def _of(number: int, count: int) -> str:
    return f" {number}/{count}" if count > 1 else ""


def _red(deck: Deck, view: View) -> None:
    items = red(view.gaps)
    rows = [[row["unit_name"], row["indicator_name"], shown(row["owed_on_100"]), row["takes"], row["owner"] or "未定", day_name(row["deadline"])]
            for row in items.head(BLOCK).to_dict("records")]
    title = f"红色事项：共 {len(items)} 项" + (f"，折百欠分最多的 {len(rows)} 项" if len(items) > len(rows) else "")
    _listed(deck, title, RED, rows, "没有亮红灯的指标。")


def _listed(deck: Deck, title: str, columns: Sequence[Col], rows: Sequence[Sequence[str]], none: str) -> None:
    """A table over as many slides as it takes; a sentence where there is nothing."""
    pages = list(_pages(columns, rows))
    for number, page in enumerate(pages, start=1):
        deck.table(deck.slide(f"{title}{_of(number, len(pages))}"), columns, page, Place())
    if not pages:
        deck.text(deck.slide(title.partition("：")[0]), none, Place(height=0.6), FIGURE - 8)


def _pages(columns: Sequence[Col], rows: Sequence[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    while rows:
        count = fitting(columns, rows, most=BLOCK)
        yield rows[:count]
        rows = rows[count:]


def _changes(deck: Deck, view: View) -> None:
    rows = view.since_last_month
    told = rows[rows["change"].abs() >= 0.005].head(BLOCK)
    since = month_name(rows["from"].iloc[0])[5:] if len(rows) else "上月"
    slide = deck.slide(f"比{since}变了什么（{view.basis_name}）")
    if told.empty:
        deck.text(slide, "当年没有可比的上月。" if rows.empty else "各项对全县总分的影响没有变化。", Place(height=0.6), FIGURE - 8)
        return
    moved = f"全县总分由 {shown(rows['opening'].iloc[0])} 分到 {shown(rows['closing'].iloc[0])} 分；影响最大的 {len(told)} 项（分）："
    deck.text(slide, moved, Place(height=0.45))
    changes_bars(slide, [county.cause(row) for row in told.to_dict("records")], told["change"].tolist(), Place(top=1.75, height=BOTTOM - 1.75))


def _trend(deck: Deck, view: View) -> None:
    whole = view.county.whole.id
    table = view.trend[view.trend["unit"] == whole].set_index("month")
    courses = [Course(BASES[basis], _year(table[basis]), colour, below=basis != "forecast")
               for basis, colour in (("forecast", MAIN), ("schedule", QUIET), ("today", SECOND))]
    if (before := view.year_before) is not None:
        last = before.trend[before.trend["unit"] == whole].set_index("month")[view.basis]
        courses.append(Course(f"{view.year - 1}年{view.basis_name}", _year(last), FAINT, dashed=True))
    lines(deck.slide("全县总分走势"), [f"{month}月" for month in range(1, 13)], courses, Place())


def _year(totals: pd.Series) -> list[float | None]:
    return [totals.get(month) for month in range(1, 13)]


def _vetoes(deck: Deck, view: View) -> None:
    rows = view.units[(view.units["vetoes"] != "") | (view.units["risks"] != "")]
    cells = [[row["unit_name"], row["vetoes"] or "—", "；".join(risk for risk in row["risks"].split("；") if risk not in row["vetoes"].split("；")) or "—"]
             for row in rows.sort_values("kind", key=lambda kind: kind != "county", kind="stable").to_dict("records")]
    _listed(deck, f"一票否决和风险（{view.basis_name}）：{len(rows)} 个单位", VETOES, cells, "没有单位触发一票否决，也没有否决风险。")


def _silent(deck: Deck, view: View) -> None:
    calls = units.calls(view)
    rows = [units.call_row(call)[:len(CALLS)] for call in calls]
    items = sum(call.items for call in calls)
    _listed(deck, f"应报未报：{len(calls)} 个单位，{items} 项", CALLS, rows, "应报的数据都已报送。")


def _unit(deck: Deck, view: View, unit: str) -> None:
    row = view.units_on_100[view.units_on_100["unit"] == unit].iloc[0]
    gaps = answered_for(view.gaps[view.gaps["unit"] == unit])
    cells = [[gap["indicator_name"], LIGHTS[gap["light"]], shown(gap["owed_on_100"]), gap["takes"], gap["lead"] or "—", day_name(gap["deadline"])]
             for gap in gaps.to_dict("records")]
    top = 3.3
    count = fitting(OWED, cells, BOTTOM - top, BLOCK)
    named = f"欠分 {len(cells)} 项" + (f"，列出最多的 {count} 项" if count < len(cells) else "")
    slide = deck.slide(f"{row['unit_name']}（督办建议：{row['escalation']}）　{named}")
    deck.text(slide, _line_of(view, row), Place(top=1.15, height=0.8))
    boxes_bar(slide, row, Place(top=1.8, height=1.45))
    deck.table(slide, OWED, cells[:count], Place(top=top))


def _line_of(view: View, row: pd.Series) -> str:
    """Total, grade, rank, movement, what is owed, who answers."""
    rank = f"，第 {row['rank']:.0f} 名（共 {row['peers']} 个）" if row["rank"] == row["rank"] else ""
    silent = f"，到期未报 {row['silent_items']} 项" if row["silent_items"] else ""
    change = f"，较上月 {signed(row['total_change'])}" if row["total_change"] == row["total_change"] else ""
    return (f"总分 {shown(row['total']) or '—'}（{view.basis_name}）{f'，{row.grade}' if row['grade'] else ''}{rank}{change}，"
            f"欠 {shown(row['owed']) or '—'} 分{silent}。责任人：{row['owner'] or '未定'}　包抓领导：{row['sponsor'] or '—'}")


