"""The screens that are pictures: the county in one line, what moved it, its trend, one unit; each as (subtitle, body), HTML."""

import math
from collections.abc import Iterator
from html import escape

from pages.parts.wall_rows import ITEM_HEADS, Drawn, item_cells
from pages.parts.wall_words import boxes, calm, change, change_word, fact, facts, legend, light, score, table
from readiness.board import View
from readiness.numbers import shown
from readiness.scoring.chances import in_words
from readiness.screens import Changes, CountyLine, Move, Screen, UnitCall


def county(view: View, screen: Screen) -> Drawn:
    found: CountyLine = screen.content
    left = f"离年底还有 <b>{found.months_left}</b> 个月（<b>{found.days_left}</b> 天）" if found.months_left else "全年已结束"
    body = (f'<p class="sentence">{escape(found.sentence).replace("；", "；<br>")}</p>{facts(_county_facts(found))}'
            f'<div class="thick">{boxes(found.boxes)}</div>{legend(found.boxes)}')
    return left, f'<div class="line">{body}</div>'


def _county_facts(found: CountyLine) -> Iterator[str]:
    seen = found.prospect
    yield fact("年终总分" if seen.over else "预计年终总分", score(seen.total), "main")
    word = "等次" if seen.over else "预计等次"
    yield fact(f"■ {word}（否决）" if found.struck else word, escape(seen.grade) or "—", "main struck" if found.struck else "main")
    if not seen.over and not math.isnan(seen.low):
        yield fact("八成可能", f"{shown(seen.low)}–{shown(seen.high)}", "less")
        yield fact(f"评{seen.best}的可能", escape(in_words(seen.best_chance)), "less")
    yield fact("欠分" if seen.over else "预计欠分", score(found.owed))
    yield fact("较上月", change(found.change))


def changes(view: View, screen: Screen) -> Drawn:
    found: Changes = screen.content
    month, whole = f"{int(found.since[5:])}月", found.closing - found.opening
    head = (f'<div class="from-to"><span>{month}</span><b>{score(found.opening)}</b><span>→ {view.month + 1}月</span><b>{score(found.closing)}</b>'
            f'<span>{_went(whole)}</span><b>{change(whole)}</b></div>')
    moved = [move for move in found.moves if change_word(move.change) != "0.00"]
    rows = "".join(_moved(move, *_span(found)) for move in moved)
    return f"{escape(view.county_name)}总分 · 先说变得最多的", head + (rows or calm("各项得分都没有变化"))


def _went(whole: float) -> str:
    return "持平" if change_word(whole) == "0.00" else "上升" if whole > 0 else "下降"


def _span(found: Changes) -> tuple[float, float]:
    ends = [end for move in found.moves for end in (move.start, move.start + move.change)]
    return min(ends), max(max(ends) - min(ends), 0.01)


def _moved(move: Move, least: float, span: float) -> str:
    left = 100 * (min(move.start, move.start + move.change) - least) / span
    look = "won" if move.change > 0 else "less"
    bar = f'<i class="{look}" style="left:{left:.2f}%;width:{100 * abs(move.change) / span:.2f}%"></i>'
    return (f'<div class="move-row"><span class="name two-lines">{escape(move.name)}</span><span class="track">{bar}</span>'
            f'<span class="figure">{change(move.change)}</span></div>')


def unit(view: View, screen: Screen) -> Drawn:
    found: UnitCall = screen.content
    first = f"欠分的共 <b>{found.count}</b> 项" + (f"，先看这 {len(found.items)} 项" if found.count > len(found.items) else "")
    told = "　".join(filter(None, (f"责任人：{found.owner}" if found.owner else "", f"包抓领导：{found.sponsor}" if found.sponsor else "")))
    body = f'<div class="line tight">{facts(_unit_facts(found))}{boxes(found.boxes)}{legend(found.boxes, "small")}'
    body += f'<p class="more">{first}</p>{_owed(found)}</div>'
    return escape(told), body


def _unit_facts(found: UnitCall) -> Iterator[str]:
    yield fact("总分", score(found.total), "main")
    yield fact("■ 等次（否决）" if found.struck else "等次", escape(found.grade) or "—", "struck" if found.struck else "")
    if not math.isnan(found.rank):
        yield fact(f"名次（共 {found.peers} 个）", f"{'并列 ' if found.tied else ''}第 {found.rank:.0f}")
    yield fact("较上月", change(found.total_change))
    yield fact("欠分（折百）", score(found.owed))
    yield fact("序时灯", light(found.light))
    if found.escalation:
        yield fact("督办建议", escape(found.escalation), "struck")
    if found.silent_items:
        yield fact("到期未报", f"{found.silent_items} 项")


def _owed(found: UnitCall) -> str:
    if not found.items:
        return calm("没有欠分")
    rows = (f'<tr><td class="light">{light(item.light)}</td>{item_cells(item)}</tr>' for item in found.items)
    return table((("灯", 110, ""), *ITEM_HEADS), rows)
