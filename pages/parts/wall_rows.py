"""The screens that are lists: standings, red items, vetoes, what is not reported; each as (subtitle, body), HTML."""

from html import escape

from pages.parts.wall_words import boxes, brief, calm, light, move, person_and_day, rank, score, signs, table
from readiness.board import View
from readiness.health import Call
from readiness.numbers import TOLERANCE, shown
from readiness.screens import ROWS, Items, OwedItem, Place, Screen, Standing, Unreported, Veto, Vetoes, blocks_of
from readiness.words import KINDS

Drawn = tuple[str, str]
TAKES = 37.0             # letters in two lines
NAMES = 46               # of units that a veto meets
ITEM_HEADS = (("指标", 0, ""), ("欠分（折百）", 210, "right"), ("怎么补上", 590, ""), ("责任人", 255, ""), ("完成时限", 165, ""))


def standing(view: View, screen: Screen) -> Drawn:
    found: Standing = screen.content
    blocks = blocks_of(len(found.places))
    body = "".join(_place(place) for place in found.places)
    grid = f'<div class="places" style="--blocks:{len(blocks)};--rows:{len(blocks[0])}">{body}</div>'
    return f"共 <b>{found.count}</b> 个{signs()}", grid


def _place(place: Place) -> str:
    return (f'<div class="place"><span class="rank">{rank(place.rank, place.tied)}</span><span class="name">{escape(place.unit_name)}</span>'
            f'<span class="total">{score(place.total)}</span>'
            f'<span class="light">{light(place.light)}</span>{boxes(place.boxes)}<span class="move">{_grade(place)} {move(place.rank_change)}</span></div>')


def _grade(place: Place) -> str:
    """等次; with the sign of a veto where one lowers it."""
    return f'<span class="red">■{escape(place.grade)}</span>' if place.struck and place.grade else escape(place.grade)


def red_items(view: View, screen: Screen) -> Drawn:
    found: Items = screen.content
    if not found.items:
        return "", calm("没有亮红灯的事项")
    rows = (f'<tr><td class="name">{escape(item.unit_name)}</td>{item_cells(item)}</tr>' for item in found.items)
    return first_of(found.count, "项", "欠分最多的"), table((("单位", 270, ""), *ITEM_HEADS), rows)


def item_cells(item: OwedItem) -> str:
    """Item, amount, what wins it back, person, date."""
    owner, day = person_and_day(item.owner, item.deadline)
    look = "red" if item.light == "red" else ""
    return (f'<td><span class="two-lines">{escape(item.indicator_name)}</span></td><td class="figure right {look}">{shown(item.owed)}</td>'
            f'<td class="takes"><span class="two-lines">{escape(brief(item.takes, TAKES))}</span></td>'
            f'<td class="person"><span class="two-lines">{owner}</span></td><td class="day">{day}</td>')


def first_of(count: int, measure: str, which: str, most: int = ROWS) -> str:
    """共 59 项，这里是欠分最多的 7 项"""
    return f"共 <b>{count}</b> {measure}" + (f"，这里是{which} {most} {measure}" if count > most else "")


def vetoes(view: View, screen: Screen) -> Drawn:
    found: Vetoes = screen.content
    if not found.rows:
        return "", calm("没有否决，也没有否决风险" if not found.over else "没有一票否决")
    rows = (_veto(veto, found.over) for veto in found.rows)
    told = "" if found.over else "按预计口径 · "
    return told + first_of(found.count, "条", "前"), table((("", 290, ""), ("一票否决事项", 760, ""), ("涉及单位", 0, "")), rows)


def _veto(veto: Veto, over: bool) -> str:
    word = f"■ {'否决' if over else '预计否决'}" if veto.strikes else "▲ 有风险"
    look = "red" if veto.strikes else "yellow"
    return (f'<tr><td class="verdict {look}">{word}</td><td class="name"><span class="two-lines">{escape(veto.name)}</span></td>'
            f'<td><span class="two-lines">{escape(names(veto.unit_names))}</span></td></tr>')


def names(units: tuple[str, ...]) -> str:
    """As many names as there is room for, and how many there are."""
    told = [name for at, name in enumerate(units) if len("、".join(units[:at + 1])) <= NAMES]
    return "、".join(told) + (f" 等 {len(units)} 个" if len(told) < len(units) else "")


def unreported(view: View, screen: Screen) -> Drawn:
    found: Unreported = screen.content
    if not found.calls:
        return "", calm(f"到{view.as_of_name}，该报的都报了")
    stakes = "、".join(f"{name} <b>{shown(found.at_stake[kind])}</b> 分" for kind, name in {**KINDS, "county": "全县"}.items()
                      if found.at_stake[kind] > TOLERANCE)
    told = f"<b>{found.count}</b> 个单位欠报 <b>{found.items}</b> 项（{found.reports} 个数）" + (f"，挂着{stakes}" if stakes else "")
    heads = (("催谁", 330, ""), ("责任人", 360, ""), ("欠报项", 150, "right"), ("缺报数据", 180, "right"), ("最早缺", 190, "right"), ("最晚应报", 200, "right"),
             ("挂着本单位的分", 0, "right"))
    return told, table(heads, (_call(call) for call in found.calls))


def _call(call: Call) -> str:
    owner, day = person_and_day(call.owner, call.due_day)
    cells = (("name", escape(call.call_name)), ("person", f'<span class="two-lines">{owner}</span>'), ("figure right red", call.items),
             ("figure right", call.missing), ("day right", f"{int(call.since[5:])}月"), ("day right", day), ("figure right", shown(call.at_stake)))
    return "<tr>" + "".join(f'<td class="{look}">{cell}</td>' for look, cell in cells) + "</tr>"
