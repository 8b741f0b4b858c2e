"""通报: what was achieved, who stands where, what is amiss unit by unit, what each must do by when, what was not reported."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.board import View
from readiness.numbers import shown
from readiness.papers import said_of_county as county
from readiness.papers import said_of_units as units
from readiness.papers.numerals import chinese
from readiness.papers.official import Column, Official
from readiness.words import KINDS, day_name

STANDING = [Column("名次", 14), Column("单位", 37), Column("总分", 17, "right"), Column("等次", 17), Column("较上月", 18, "right"),
            Column("升降", 19), Column("欠分", 17, "right"), Column("序时灯", 17)]
CALLS = [Column("单位", 32), Column("责任人", 34), Column("欠报项", 13), Column("最早缺", 26), Column("应报日期", 20),
         Column("挂着的分", 16, "right"), Column("全县连带", 15, "right")]
TASKS = [Column("序号", 11), Column("单位", 29), Column("指标", 40, "left"), Column("现值", 18, "right"), Column("满分值", 17, "right"),
         Column("折百欠分", 16, "right"), Column("怎么补上", 46, "left"), Column("责任人", 25), Column("完成时限", 23)]
ANNEX = "红灯事项整改清单"
SMALL = 10.5          # 五号, for the annex


def title(view: View) -> str:
    """关于2026年1至5月环境保护考核进展情况的通报, in two lines."""
    return f"关于{county.months(view)}环境保护考核\n进展情况的通报"


def bulletin(view: View) -> bytes:
    """The document; 发文字号, 主送, 落款 and 日期 are left to be filled in."""
    paper = Official(title(view).replace("\n", ""), county.stamp(view))
    paper.red_head()
    paper.title(title(view))
    paper.to()
    paper.text(f"现将{county.months(view)}{view.county_name}环境保护考核进展情况通报如下。{county.stamp(view)}。")
    parts = [_achieved, _standings, _problems, _asked, _silent]
    for number, part in enumerate(parts, start=1):
        part(paper, view, chinese(number))
    tasks = list(_tasks(view))
    if tasks:
        paper.blank(1)
        paper.text(f"附件：{ANNEX}")
    paper.sign()
    if tasks:
        paper.annex("附件", ANNEX)
        paper.grid(TASKS, tasks, SMALL)
    return paper.content()


def _achieved(paper: Official, view: View, number: str) -> None:
    paper.head(f"{number}、总体进展")
    sections = (("总分和等次", [county.score(view), county.other_bases(view), county.boxes(view), county.vetoes(view)]),
                ("满分指标", [county.full_marks(view)]), ("比上月的变化", [*county.since_last_month(view)]))
    for at, (words, sentences) in enumerate(sections, start=1):
        paper.head(f"（{chinese(at)}）{words}", 2)
        for sentence in filter(None, sentences):
            paper.text(sentence)


def _standings(paper: Official, view: View, number: str) -> None:
    paper.head(f"{number}、得分排名")
    for at, kind in enumerate(_kinds(view), start=1):
        paper.head(f"（{chinese(at)}）{KINDS[kind]}", 2)
        for sentence in filter(None, (units.grades(view, kind), units.climbed(view, kind))):
            paper.text(sentence)
        paper.grid(STANDING, units.standing_rows(units.standing(view, kind)))
    if said := units.vetoed(view):
        paper.text(said)


def _kinds(view: View) -> list[str]:
    """Which kinds of unit there are beside the county."""
    return [kind for kind in ("township", "department") if (view.units["kind"] == kind).any()]


def _problems(paper: Official, view: View, number: str) -> None:
    paper.head(f"{number}、存在问题")
    items = units.red_items(view)
    if items.empty:
        paper.text("没有亮红灯的指标。")
        return
    paper.text(f"序时灯亮红灯的事项共{len(items)}项，涉及{items['unit'].nunique()}个单位。")
    for at, (kind, own) in enumerate(items.groupby("kind", sort=False), start=1):
        paper.head(f"（{chinese(at)}）{KINDS[kind]}", 2)
        for place, (name, rows) in enumerate(own.groupby("unit_name", sort=False), start=1):
            paper.text(f"{place}．{name}。{units.problems(rows)}")


def _asked(paper: Official, view: View, number: str) -> None:
    paper.head(f"{number}、下步要求")
    items = units.red_items(view)
    if items.empty:
        paper.text("没有需要限期补上的红灯事项。")
        return
    paper.text(f"请有关单位对照附件逐项落实。红灯事项中，要求{units.deadlines(items)}；每项怎么补上、由谁负责、何时完成，以附件为准。")


def _silent(paper: Official, view: View, number: str) -> None:
    paper.head(f"{number}、数据报送")
    calls = units.calls(view)
    if not calls:
        paper.text(f"截至{view.as_of_name}，各单位应报的数据都已报送。")
        return
    paper.text(f"截至{view.as_of_name}，应报未报的有{len(calls)}个单位，共{sum(call.items for call in calls)}项。")
    paper.grid(CALLS, [units.call_row(call) for call in calls])


def _tasks(view: View) -> Iterator[list[str]]:
    for at, row in enumerate(units.red_items(view).to_dict("records"), start=1):
        yield [str(at), row["unit_name"], row["indicator_name"], units.measured(row, "value"), units.measured(row, "target"),
               shown(row["owed_on_100"]), row["takes"], row["owner"] or "未定", day_name(row["deadline"])]
