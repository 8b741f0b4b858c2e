"""What a paper says of units: their standing, their red items with figures, what was not reported."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from readiness.board import View
from readiness.gaps import red
from readiness.health import Call, calls_of
from readiness.numbers import TOLERANCE, plain, shown, signed
from readiness.papers.said_of_county import by
from readiness.words import KINDS, LIGHTS, day_name, month_name

ENDS = 3              # how many are named at either end of a standing
NAMED = 3             # how many of a longer list are named


def standing(view: View, kind: str) -> pd.DataFrame:
    """The units of a kind, the first first; those without a rank last, in the county's order."""
    return view.units[view.units["kind"] == kind].sort_values("rank", kind="stable", na_position="last")


def standing_rows(units: pd.DataFrame) -> list[list[str]]:
    """名次, 单位, 总分, 等次, 较上月, 名次升降, 欠分, 序时灯."""
    return [[rank(row), row["unit_name"], shown(row["total"]) or "—", row["grade"] or "—", signed(row["total_change"]), places(row["rank_change"]),
             shown(row["owed"]) or "—", LIGHTS[row["light"]]] for row in units.to_dict("records")]


def rank(row: Mapping) -> str:
    """8, or 并列8."""
    return "—" if row["rank"] != row["rank"] else f"{'并列' if row['tied'] else ''}{row['rank']:.0f}"


def places(change: float) -> str:
    """升2位, 降1位, 持平."""
    if change != change:
        return "—"
    return f"{'升' if change > 0 else '降'}{abs(change):.0f}位" if change else "持平"


def grades(view: View, kind: str) -> str:
    """How many units of a kind earn each grade, and who stands first and last."""
    units = standing(view, kind)
    ranked = units[units["rank"].notna()]
    counts = [(grade.name, int((ranked["grade"] == grade.name).sum())) for grade in view.rubric.grades]
    told = "、".join(f"{name}{count}个" for name, count in counts if count)
    if ranked.empty:
        return f"{KINDS[kind]}还没有可以排名的单位。"
    ends = f"总分居前的是{_named(ranked.head(ENDS))}" + (f"，居后的是{_named(ranked.tail(ENDS))}" if len(ranked) >= 2 * ENDS else "")
    return f"{by(view)}，参加排名的{len(ranked)}个{KINDS[kind]}中，{told}。{ends}。"


def _named(units: pd.DataFrame) -> str:
    return "、".join(f"{name}（{shown(total)}分）" for name, total in zip(units["unit_name"], units["total"], strict=True))


def climbed(view: View, kind: str) -> str:
    """Who won places since the month before, and who lost them; of many those who moved most."""
    units = standing(view, kind)
    moved = [(word, some) for word, some in (("上升", units[units["rank_change"] > 0]), ("下降", units[units["rank_change"] < 0])) if len(some)]
    told = "；".join(f"名次{word}的{len(some)}个{_movers(some)}" for word, some in moved)
    return f"与上月相比，{KINDS[kind]}中{told}。" if told else ""


def _movers(units: pd.DataFrame) -> str:
    ordered = units.sort_values("rank_change", key=abs, ascending=False, kind="stable").head(NAMED)
    names = "、".join(f"{row['unit_name']}（{places(row['rank_change'])}）" for row in ordered.to_dict("records"))
    return f"，变化较大的是{names}" if len(units) > NAMED else f"：{names}"


def vetoed(view: View) -> str:
    """Units that a veto strikes on the basis."""
    rows = view.units[(view.units["vetoes"] != "") & (view.units["kind"] != "county")]
    told = "；".join(f"{row['unit_name']}（{row['vetoes']}）" for row in rows.to_dict("records"))
    return f"{by(view)}，触发一票否决的有{len(rows)}个单位：{told}。" if told else ""


def red_items(view: View) -> pd.DataFrame:
    """红色事项 with the measure that the value is judged in (`judged`): by kind, whoever owes most first."""
    items = with_judged(view, red(view.gaps))
    kinds = list(KINDS)
    return items.assign(place=[kinds.index(kind) for kind in items["kind"]], sum=items.groupby("unit")["owed_on_100"].transform("sum")).sort_values(
        ["place", "sum", "unit", "owed_on_100"], ascending=[True, False, True, False], kind="stable", ignore_index=True)


def with_judged(view: View, gaps: pd.DataFrame) -> pd.DataFrame:
    """Gaps with `judged`: the measure of value and target, which a rule may have worked out of the figure."""
    figures = view.cells.set_index(["unit", "indicator"])["figure"]
    own = [abs(figures[row["unit"], row["indicator"]] - row["value"]) <= TOLERANCE for row in gaps.to_dict("records")]
    rules = [view.rubric.indicators[key].rule for key in gaps["indicator"]]
    return gaps.assign(judged=[measure if as_is else rule.judged_measure(measure)
                               for measure, as_is, rule in zip(gaps["measure"], own, rules, strict=True)])


def problems(items: pd.DataFrame) -> str:
    """How many red items a unit has, what they owe, and those that owe most with their figures."""
    told = "；".join(map(problem, items.head(NAMED).to_dict("records")))
    rest = f"；其余{len(items) - NAMED}项见附件" if len(items) > NAMED else ""
    return f"红灯事项{len(items)}项，折百欠{shown(items['owed_on_100'].sum())}分：{told}{rest}。"


def problem(row: Mapping) -> str:
    """考核断面水质达标率现值60%，满分值100%，折百欠6.02分"""
    figure = f"现值{measured(row, 'value')}，" if row["value"] == row["value"] else "没有现值，"
    aim = f"满分值{measured(row, 'target')}，" if row["target"] == row["target"] else ""
    return f"{row['indicator_name']}{figure}{aim}折百欠{shown(row['owed_on_100'])}分"


def measured(row: Mapping, column: str) -> str:
    """88.5%, 5台; — where there is none."""
    return f"{plain(row[column], 2)}{row['judged']}".replace("-", "−", 1) if row[column] == row[column] else "—"


def deadlines(items: pd.DataFrame) -> str:
    """How many of the items are due by when."""
    counts = items.groupby("deadline").size().sort_index()
    return "、".join(f"{day_name(day)}{'前' if day[:1].isdigit() else ''}完成的{count}项" for day, count in counts.items())


def calls(view: View) -> list[Call]:
    """Who has not reported what is due."""
    return calls_of(view.health.overdue)


def call_row(call: Call) -> list[str]:
    """单位, 责任人, 欠报项, 最早缺, 应报日期, 挂着的分, 全县连带."""
    return [call.call_name, call.owner or "未定", str(call.items), month_name(call.since), day_name(call.due_day),
            shown(call.at_stake), shown(call.county_at_stake)]
