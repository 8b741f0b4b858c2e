"""What a paper says of the county as a whole, a sentence at a time: from the board's tables, and never more than they hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from readiness.board import View
from readiness.numbers import TOLERANCE, shown, signed
from readiness.words import BASES, BOXES, CAUSES, month_name

MOST = 3
_TOLD = 0.005         # what is shown as 0.00 is not told


def by(view: View) -> str:
    """按预计口径"""
    return f"按{view.basis_name}口径"


def stamp(view: View) -> str:
    """数据截至2026年5月，口径为预计，指纹3fa9c1d2: whoever has the same words has the same figures."""
    by_rubric = f"，按{view.rubric_year}年考核细则重新计分" if view.rescored else ""
    return f"数据截至{view.as_of_name}，口径为{view.basis_name}，指纹{view.fingerprint}{by_rubric}"


def months(view: View) -> str:
    """2026年1至5月"""
    return f"{view.year}年1月" if view.month == 0 else f"{view.year}年1至{view.month + 1}月"


def county_row(view: View) -> pd.Series:
    """The county's row of `View.units`."""
    return view.units[view.units["unit"] == view.county.whole.id].iloc[0]


def score(view: View) -> str:
    """Total, grade and movement on the view's basis."""
    row = county_row(view)
    if row["total"] != row["total"]:
        return "全县还没有可以计分的指标。"
    grade = f"，等次为{row['grade']}" if row["grade"] else ""
    return f"{by(view)}，全县总分{shown(row['total'])}分{grade}{_moved(row['total_change'])}。"


def _moved(change: float) -> str:
    """，比上月上升1.15分; nothing where there was no month before."""
    if change != change:
        return ""
    if abs(change) < _TOLD:
        return "，与上月持平"
    return f"，比上月{'上升' if change > 0 else '下降'}{shown(abs(change))}分"


def other_bases(view: View) -> str:
    """What the same figures come to on the bases that were not chosen."""
    trend = view.trend[view.trend["unit"] == view.county.whole.id].iloc[-1]
    told = [f"按{BASES[basis]}口径为{shown(trend[basis])}分" for basis in ("schedule", "today", "forecast")
            if basis != view.basis and trend[basis] == trend[basis]]
    return f"同样的数据，{'，'.join(told)}。" if told else ""


def boxes(view: View) -> str:
    """The five boxes of the county's hundred points."""
    row = view.units_on_100[view.units_on_100["unit"] == view.county.whole.id].iloc[0]
    if not any(row[box] > TOLERANCE for box in BOXES):
        return ""
    told = "、".join(f"{name}{shown(row[box])}分" for box, name in BOXES.items())
    return f"全县折百基础分100分中，{told}。"


def vetoes(view: View) -> str:
    """Vetoes that strike on the basis, and those that threaten besides."""
    row = county_row(view)
    struck = list(filter(None, row["vetoes"].split("；")))
    threats = [name for name in row["risks"].split("；") if name and name not in struck]
    said = [f"{by(view)}，全县触发一票否决：{_quoted(struck)}。" if struck else "", f"另有否决风险：{_quoted(threats)}。" if threats and struck
            else f"全县有否决风险：{_quoted(threats)}。" if threats else ""]
    return "".join(said)


def _quoted(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def full_marks(view: View) -> str:
    """How many of the county's items earn full marks on the basis, and in which categories they lie."""
    own = view.cells[(view.cells["unit"] == view.county.whole.id) & (view.cells["full_points"] > 0)]
    won = own[own["owed"] <= TOLERANCE]
    if own.empty:
        return ""
    counts = won.groupby("category_name", sort=False).size()
    where = "，分布为" + "、".join(f"{name}{count}项" for name, count in counts.items()) if len(counts) else ""
    return f"全县考核的{len(own)}项指标中，{by(view)}得满分的有{len(won)}项{where}。"


def since_last_month(view: View) -> Iterator[str]:
    """What raised the county's total most since the month before, and what lowered it."""
    rows = view.since_last_month
    if rows.empty:
        yield "当年没有可比的上月。"
        return
    since = month_name(rows["from"].iloc[0])[5:]
    for words, some in (("拉动全县总分上升最多的是", rows[rows["change"] >= _TOLD]), ("使全县总分下降最多的是", rows[rows["change"] <= -_TOLD])):
        told = "、".join(f"{cause(row)}（{signed(row['change'])}分）" for row in some.head(MOST).to_dict("records"))
        if told:
            yield f"与{since}相比，{words}：{told}。"
    if not (rows["change"].abs() >= _TOLD).any():
        yield f"与{since}相比，各项指标对全县总分的影响没有变化。"


def cause(row: Mapping) -> str:
    """The indicator; what is no data says so."""
    name, why = row["indicator_name"], CAUSES[row["cause"]]
    if row["cause"] == "data" and name:
        return name
    return f"{why}·{name}" if name and name != why else why
