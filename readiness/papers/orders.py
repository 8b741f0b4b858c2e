"""督办单 and 提醒函 for one unit: which items, how they stand, what is asked, by when; the rest is filled in by hand.

    督办单    red items for which the lights suggest a harder step than the mildest, each with that step
    提醒函    the unit's other red items, its yellow ones, and what it has not reported

A rubric whose ladder has one step only puts every red item into the 督办单.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from readiness.board import View
from readiness.gaps import answered_for
from readiness.health import Call
from readiness.numbers import plain, shown
from readiness.papers import said_of_county as county
from readiness.papers import said_of_units as units
from readiness.papers.nothing import NoPaper
from readiness.papers.numerals import chinese
from readiness.papers.official import Column, Official
from readiness.words import LIGHTS, day_name

REMINDED = [Column("序号", 10), Column("指标", 32, "left"), Column("序时灯", 13), Column("现值", 20, "right"), Column("满分值", 17, "right"),
            Column("折百\n欠分", 12, "right"), Column("怎么补上", 30, "left"), Column("完成时限", 22)]


def items_to_order(view: View, unit: str) -> pd.DataFrame:
    """The rows of a 督办单, the hardest step first, then who owes most."""
    own = _own(view, unit)
    steps = list(view.rubric.lights.steps)
    hard = own[(own["light"] == "red") & own["escalation"].isin(steps[min(1, len(steps) - 1):])]
    return hard.assign(step=[-steps.index(word) for word in hard["escalation"]]).sort_values(
        ["step", "owed_on_100"], ascending=[True, False], kind="stable", ignore_index=True)


def items_to_remind(view: View, unit: str) -> pd.DataFrame:
    """The rows of a 提醒函: red ones first, then yellow ones, who owes most first."""
    own = _own(view, unit)
    amiss = own[own["light"].isin(["red", "yellow"]) & ~own["indicator"].isin(items_to_order(view, unit)["indicator"])]
    return amiss.sort_values(["light", "owed_on_100"], ascending=[True, False], kind="stable", ignore_index=True)


def _own(view: View, unit: str) -> pd.DataFrame:
    return units.with_judged(view, answered_for(view.gaps[view.gaps["unit"] == unit]))


def supervision_order(view: View, unit: str) -> bytes:
    """The document; raises `NoPaper` where no item has come so far."""
    if why := why_no_order(view, unit):
        raise NoPaper(why)
    items, who = items_to_order(view, unit), view.county.units[unit]
    paper = Official(f"{who.name}督办单", county.stamp(view))
    paper.text("督办单", "Title")
    paper.blank(1)
    paper.form([["编号", "【编号】", "签发日期", "【签发日期】"], ["被督办单位", who.name, "责任人", who.owner or "未定"],
                ["包抓领导", who.sponsor or "—", "督办事项", f"{len(items)}项"], ["数据", county.stamp(view)]])
    for at, row in enumerate(items.to_dict("records"), start=1):
        paper.head(f"{chinese(at)}、{row['indicator_name']}")
        paper.form(list(_order(view, row)))
    paper.head("办理和反馈")
    paper.form([["办理要求", "【办理要求】"], ["签收", "【签收人、签收时间】"], ["办理结果反馈", "【反馈内容、反馈时间】"], ["办结意见", "【办结意见】"]])
    return paper.content()


def why_no_order(view: View, unit: str) -> str:
    """Why a unit gets no 督办单; empty where it gets one."""
    if len(items_to_order(view, unit)):
        return ""
    return f"{view.county.units[unit].name}没有到督办一步的红灯事项，不出督办单。要提前打招呼，就出提醒函。"


def _order(view: View, row: Mapping) -> Iterator[list[str]]:
    """One item as the rows of a form."""
    indicator = view.rubric.indicators[row["indicator"]]
    yield ["指标编号", row["indicator"], "督办建议", row["escalation"]]
    yield ["督办依据", indicator.basis_clause or f"《{view.rubric.title}》{row['indicator']}"]
    yield ["现状与差距", f"{standing(view, row)}主要原因：{row['reason']}。"]
    yield ["怎么补上", row["takes"] or "—"]
    if row["advice"]:
        yield ["建议措施", row["advice"]]
    yield ["牵头单位", row["lead"] or "—", "配合单位", row["supporters"] or "—"]
    yield ["完成时限", day_name(row["deadline"]), "责任人", row["owner"] or "未定"]


def standing(view: View, row: Mapping) -> str:
    """Where an item stands: figure, aim, what is due by now, light, points, in one sentence."""
    figures = [f"现值{units.measured(row, 'value')}", f"满分值{units.measured(row, 'target')}"]
    if row["due"] == row["due"]:
        figures.append(f"序时应达{plain(row['due'], 2)}{row['judged']}")
    points = f"{county.by(view)}得{shown(row['points'])}分（满分{plain(row['full_points'])}分），欠{shown(row['owed'])}分，折百欠{shown(row['owed_on_100'])}分"
    return f"{'，'.join(figures)}，序时灯{LIGHTS[row['light']][2:]}。{points}。"


def reminder(view: View, unit: str) -> bytes:
    """The document; raises `NoPaper` where there is nothing to remind of."""
    if why := why_no_reminder(view, unit):
        raise NoPaper(why)
    items, calls, who = items_to_remind(view, unit), _calls(view, unit), view.county.units[unit]
    paper = Official(f"致{who.name}的提醒函", county.stamp(view))
    paper.text("提醒函", "Title")
    paper.blank(1)
    paper.to(f"{who.name}：")
    for sentence in filter(None, (_opening(view, unit, items), *map(_silent, calls))):
        paper.text(sentence)
    if len(items):
        paper.grid(REMINDED, list(_reminded(items)), 10.5)
    paper.text(f"{county.stamp(view)}。").paragraph_format.keep_with_next = True
    paper.sign()
    return paper.content()


def why_no_reminder(view: View, unit: str) -> str:
    """Why a unit gets no 提醒函; empty where it gets one."""
    if len(items_to_remind(view, unit)) or _calls(view, unit):
        return ""
    return f"{view.county.units[unit].name}没有要提醒的黄灯、红灯事项，也没有未报的数据，不出提醒函。"


def _calls(view: View, unit: str) -> list[Call]:
    return [call for call in units.calls(view) if call.call == unit]


def _opening(view: View, unit: str, items: pd.DataFrame) -> str:
    counts = items["light"].value_counts()
    told = "、".join(f"{name}{counts[light]}项" for light, name in (("red", "红灯"), ("yellow", "黄灯")) if counts.get(light))
    row = view.units[view.units["unit"] == unit].iloc[0]
    score = f"{county.by(view)}，你单位总分{shown(row['total'])}分。" if row["total"] == row["total"] else ""
    return f"{score}截至{view.as_of_name}，你单位有{told}，请按下表所列时限补上。" if told else score


def _silent(call: Call) -> str:
    return f"你单位应报未报的数据有{call.items}项，最早的从{int(call.since[5:])}月缺起，应于{day_name(call.due_day)}前报齐。"


def _reminded(items: pd.DataFrame) -> Iterator[list[str]]:
    for at, row in enumerate(items.to_dict("records"), start=1):
        yield [str(at), row["indicator_name"], LIGHTS[row["light"]], units.measured(row, "value"), units.measured(row, "target"),
               shown(row["owed_on_100"]), row["takes"], day_name(row["deadline"])]
