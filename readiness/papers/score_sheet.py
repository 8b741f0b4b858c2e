"""评分表 of one unit: every item with its points and the arithmetic behind them, and how the total comes of it."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from readiness.board import View
from readiness.numbers import plain, shown
from readiness.papers import said_of_county as county
from readiness.papers.official import Column, Official
from readiness.words import KINDS, LIGHTS, STATUSES

ITEMS = [Column("板块", 20), Column("编号", 12), Column("指标", 32, "left"), Column("满分", 11, "right"), Column("得分", 14, "right"),
         Column("欠分", 13, "right"), Column("序时灯", 13), Column("算法", 110, "left")]
SMALL = 9          # 小五, for every item's whole arithmetic


def score_sheet(view: View, unit: str) -> bytes:
    """The document, on pages that lie on their side."""
    who = view.county.units[unit]
    row = view.units[view.units["unit"] == unit].iloc[0]
    paper = Official(f"{who.name}评分表", county.stamp(view), lying=True)
    paper.text(f"{who.name}{view.year}年度环境保护考核评分表", "Title")
    paper.blank(1)
    own = view.cells[view.cells["unit"] == unit]
    cells = own[own["status"] != "not_applicable"]
    left_out = f"另有{len(own) - len(cells)}项指标不涉及，不列。" if len(cells) < len(own) else ""
    for sentence in (f"{county.stamp(view)}。依据《{view.rubric.title}》。", f"{total(view, row)}{left_out}"):
        paper.text(sentence)
    paper.grid(ITEMS, list(_items(view, cells)), SMALL)
    return paper.content()


def total(view: View, row: pd.Series) -> str:
    """How the total comes of the items' points: 折百基础分95.68分 + 加分 − 扣分 = 总分."""
    if row["total"] != row["total"]:
        return f"{row['unit_name']}还没有可以计分的指标。"
    rank = f"，在{row['peers']}个{KINDS[row['kind']]}中列第{row['rank']:.0f}名" if row["rank"] == row["rank"] else ""
    grade = f"，等次为{row['grade']}" if row["grade"] else ""
    struck = f"触发一票否决：{row['vetoes']}。" if row["vetoes"] else ""
    return (f"{county.by(view)}，折百基础分{shown(row['subtotal'])}分，加分{shown(row['bonus'])}分，扣分{shown(row['deduction'])}分，"
            f"总分{shown(row['total'])}分{grade}{rank}。{struck}")


def _items(view: View, rows: pd.DataFrame) -> Iterator[list[str]]:
    for row in rows.to_dict("records"):
        points = shown(row["points"]) or STATUSES[row["status"]]
        yield [row["category_name"], row["indicator"], row["indicator_name"], plain(row["full_points"]), points, shown(row["owed"]) or "—",
               LIGHTS[row["light"]], arithmetic(view, row["unit"], row["indicator"])]


def arithmetic(view: View, unit: str, indicator: str) -> str:
    """The cell's sentence without its heading, which the sheet says once."""
    return view.explain(unit, indicator).sentence.partition("口径）：")[2]


