"""全县一句话: what the year is likely to come to, in one sentence, the five boxes, and the time left; always the forecast's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from readiness.board import Prospect, View
from readiness.numbers import shown
from readiness.screens.screen import boxes_of


@dataclass(frozen=True)
class CountyLine:
    """`boxes` are of a hundred points; `struck`: vetoes that lower the grade."""

    sentence: str
    prospect: Prospect
    owed: float
    change: float
    boxes: Mapping[str, float]
    struck: tuple[str, ...]
    months_left: int
    days_left: int


def county_line(view: View) -> CountyLine:
    """The county's line, whatever the basis of `view`."""
    whole = view.county.whole.id
    table = view.forecast.units_on_100
    row = table[table["unit"] == whole].iloc[0]
    seen, boxes = view.prospect(whole), boxes_of(row)
    struck = tuple(filter(None, row["vetoes"].split("；")))
    return CountyLine(_sentence(view, seen, float(row["owed"]), boxes, struck), seen, float(row["owed"]), float(row["total_change"]), boxes,
                      struck, view.months_left, view.days_left)


def _sentence(view: View, seen: Prospect, owed: float, boxes: Mapping[str, float], struck: tuple[str, ...]) -> str:
    """青澜县今年预计得 89.22 分，评合格（一票否决），预计欠 11.48 分；还能争取 …"""
    grade = f"{seen.grade}{'（一票否决）' * bool(struck)}"
    if math.isnan(seen.total):
        return f"{view.county_name}还没有可以计分的指标。"
    if seen.over:
        return f"{view.county_name}{view.year}年得 {shown(seen.total)} 分，评{grade}，欠 {shown(owed)} 分。"
    return (f"{view.county_name}今年预计得 {shown(seen.total)} 分，评{grade}，预计欠 {shown(owed)} 分；"
            f"还能争取 {shown(boxes['winnable'])} 分，已丢失 {shown(boxes['lost'])} 分。")
