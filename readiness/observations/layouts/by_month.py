"""One row an indicator, one column a month: 1月 … 12月 under a year, or 2026-01, 2026年1月.

A denominator stands in a column of its own (1月分母) or in a row of its own, told by a column 数据项 (数值, 分母).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from readiness.observations.layouts.strangers import Strangers
from readiness.observations.layouts.title import Title
from readiness.observations.rows import (
    WORDS,
    Page,
    Row,
    clean,
    has_formula,
    heads_of,
    letters,
    missing,
    narrow,
    picked,
    said,
    twice,
)
from readiness.observations.sheet import Formula, Line, letter, limited

_HEAD = re.compile(r"(?:(\d{4})[-年/.])?(\d{1,2})(月?)份?(?:数值|完成数?|(分母))?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(20\d{2})(\d{2})(分母)?", re.ASCII)
_NUMERAL = re.compile("^(十?[一二三四五六七八九十])(?=月)")
_NUMERALS = {name: str(at) for at, name in enumerate(["", *"一二三四五六七八九十", "十一", "十二"]) if name}
_OTHER_PERIOD = re.compile("累计|上月|本月|上年|去年|同期|当月|至|截|前|后|[-－—–~～]|合计")
_FIGURE = "数据项"
_FIXED = ("unit", "indicator", "part", "measure", "remark", "indicator_name")
_FIGURES = {"": "value", "数值": "value", "分子": "value", "分母": "base"}


@dataclass(frozen=True)
class Head:
    """A column of figures: its month (year 0 where the title must say it), and whether they are denominators."""

    year: int
    month: int
    code: str


@dataclass(frozen=True)
class Heads:
    """The columns of the header: those that say what a row is of, the one that says 数值 or 分母, those of months."""

    fixed: dict[str, int]
    figure: int | None
    months: dict[int, Head]
    strange: dict[int, str]


def header(cells: Sequence[Any], title: Title) -> Heads | None:
    """The columns, where this row is such a header."""
    found = heads_of(cells)
    if "value" in found or "month" in found or not {"indicator", "indicator_name"} & set(found):
        return None
    months = {at: head for at, cell in enumerate(cells) if (head := _head(cell))}
    figure = next((at for at, cell in enumerate(cells) if clean(cell) == _FIGURE), None)
    fixed = {code: at for code, at in found.items() if code in _FIXED}
    if title.unit and "unit" in fixed and "measure" not in fixed:      # the unit stands above, so this is what is measured in
        fixed["measure"] = fixed.pop("unit")
    strange = {at: word for at, cell in enumerate(cells) if at not in months and _may_be_a_month(word := clean(cell))}
    return Heads(fixed, figure, months, strange) if months else None


def rows(lines: Iterator[Line], heads: Heads, top: Line, title: Title, page: Page) -> Iterator[Row]:
    """A row for each month that is filled."""
    number, cells = top
    given = title.given("unit") if "unit" not in heads.fixed else {}
    there = {**heads.fixed, **dict.fromkeys(given, 0)}
    faults = [twice(cells, heads.fixed, number, page), missing(("unit", "indicator"), there, cells, number, page),
              _odd_months(heads, top, title, page)]
    if any(faults):
        return
    year = title.any_year
    months = {at: replace(head, year=head.year or year) for at, head in heads.months.items()}
    reader = _Reader(replace(heads, months=months), top, title, given, page)
    figures = (figure for line in lines for figure in reader.figures(line))
    yield from figures if heads.figure is None else _paired(limited(figures))


def _may_be_a_month(head: str) -> bool:
    """Whether a head that is no month may have been meant for one; none at all may."""
    return not head or "月" in head and head not in WORDS and not _OTHER_PERIOD.search(head)


def _head(cell: Any) -> Head | None:
    if isinstance(cell, date):
        return Head(cell.year, cell.month, "value")
    text = narrow(clean(cell))
    found = _HEAD.fullmatch(_NUMERAL.sub(lambda name: _NUMERALS.get(name[0], name[0]), text))
    if found and (found[1] or found[3]):
        return Head(int(found[1] or 0), int(found[2]), "base" if found[4] else "value")
    found = _RUN_TOGETHER.fullmatch(text)
    return Head(int(found[1]), int(found[2]), "base" if found[3] else "value") if found else None


def _odd_months(heads: Heads, top: Line, title: Title, page: Page) -> bool:
    """Tells months that are none, that stand there twice, or of which nobody knows the year."""
    number, cells = top
    before = len(page.problems)
    seen: dict[Head, int] = {}
    for at, head in heads.months.items():
        word = clean(cells[at])
        if not 1 <= head.month <= 12:
            page.fault(number, "表头", f"“{said(word)}”不是月份。", "写成 1月 到 12月，或 2026年1月。", at, word)
        elif seen.setdefault(head, at) != at:
            what = f"表头“{said(word)}”出现了两次（{letter(seen[head])} 列和 {letter(at)} 列）。"
            page.fault(number, "表头", what, "留一列，另一列改名或删去。", at, word)
    if not title.any_year and any(not head.year for head in heads.months.values()):
        page.fault(number, "表头", "看不出是哪一年的数据。", "在标题里写上年度，如“2026年度”，或把表头写成“2026年1月”。")
    return len(page.problems) > before


class _Reader:
    """Lines taken apart into figures, each with the places of what it is made of."""

    def __init__(self, heads: Heads, top: Line, title: Title, given: dict[str, str], page: Page) -> None:
        self.heads, self.page, self.given = heads, page, given
        self.columns = letters(heads.fixed) | {code: title.place(code)[1] for code in given}
        self.above = {code: title.place(code)[0] for code in given}
        self.names = {at: f"{clean(top[1][at])}（{letter(at)} 列）" for at in heads.months}
        self.bases = {(head.year, head.month): at for at, head in heads.months.items() if head.code == "base"}
        self.strangers = Strangers(heads.strange, len(top[1]), (), top[0], page, "是哪个月", "表头写 1月 到 12月，或 2026年1月；不要的列删去。")

    def figures(self, line: Line) -> Iterator[Row]:
        """What a line says: numerator and denominator of a month together, where both stand in it."""
        number, cells = line
        self.strangers.tell(cells)
        filled = {at: head for at, head in self.heads.months.items() if at < len(cells) and cells[at] is not None and cells[at] != ""}
        if not filled:
            return
        fixed = picked(cells, self.heads.fixed)
        code = self._code(number, cells, fixed)
        faulty = has_formula(number, fixed, self.heads.fixed, self.page)
        if code is None or faulty:
            return
        months: dict[tuple[int, int], dict[str, int]] = {}
        for at, head in filled.items():
            if isinstance(cells[at], Formula):
                self.page.formula(number, fixed.get("indicator"), self.names[at], at, cells[at])
            else:
                months.setdefault((head.year, head.month), {})[head.code if head.code == "base" else code] = at
        for month, found in months.items():
            yield self._row(number, cells, fixed, month, found)

    def _code(self, line: int, cells: Sequence[Any], fixed: dict[str, Any]) -> str | None:
        """Whether the line holds 数值 or 分母; None where it says neither."""
        at = self.heads.figure
        word = clean(cells[at]) if at is not None and at < len(cells) else ""
        if word not in _FIGURES:
            place = " · ".join(filter(None, (said(fixed.get("indicator")), _FIGURE)))
            self.page.fault(line, place, f"“{said(word)}”看不懂。", "写 数值 或 分母。", at, word)
        return _FIGURES.get(word)

    def _row(self, line: int, cells: Sequence[Any], fixed: dict[str, Any], month: tuple[int, int], found: dict[str, int]) -> Row:
        """One figure.  A denominator that is wanting is looked for in its own column, where the month has one."""
        places = {"base": self.bases[month], **found} if month in self.bases else found
        columns = {**self.columns, "month": letter(next(iter(found.values()))), **letters(places)}
        named = {code: self.names[at] for code, at in places.items()}
        filled = {**self.given, **fixed, "month": f"{month[0]}-{month[1]:02d}", **{code: cells[at] for code, at in found.items()}}
        return Row(self.page.file, self.page.sheet, line, "", filled, columns, self.above, named)


def _paired(rows: Iterator[Row]) -> Iterator[Row]:
    """Rows of numerators joined to the rows of their denominators, wherever on the sheet these stand."""
    found: list[Row] = []
    places: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(said(row.cells.get(code)).strip() for code in ("unit", "indicator", "part", "month"))
        at = places.setdefault(key, len(found))
        if at == len(found) or {"value", "base"} & set(row.cells) & set(found[at].cells):
            found.append(row)              # twice the same is told where rows are checked
        else:
            found[at] = _joined(found[at], row)
    yield from found


def _joined(one: Row, other: Row) -> Row:
    first, second = (one, other) if "value" in one.cells else (other, one)
    lines = {**first.lines, "base": second.line}
    remark = {"remark": first.cells.get("remark") or second.cells.get("remark")} if {"remark"} & {*first.cells, *second.cells} else {}
    return first._replace(cells={**first.cells, "base": second.cells["base"], **remark}, lines=lines,
                   columns={**first.columns, "base": second.columns["base"]}, named={**first.named, "base": second.named["base"]})


