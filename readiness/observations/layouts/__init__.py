"""Sheets → rows, whichever of three layouts a form has: one row a figure; a column a month; units by indicators (汇总表).

The header may stand in any of the first ten lines; what stands above it is a title.  No figure is passed over in silence: what
cannot be told apart is a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from readiness.observations.layouts import by_month, by_unit, long
from readiness.observations.layouts.title import Title
from readiness.observations.rows import Known, Page, Row, said
from readiness.observations.sheet import Line, Sheet, limited
from readiness.problems import Problem

_TITLE_LINES = 10
_SETTINGS = 50
Rows = Callable[[Iterator[Line]], Iterator[Row]]


def rows_of(sheet: Sheet, file: str, known: Known, problems: list[Problem]) -> Iterator[Row]:
    """The rows of one sheet; what cannot be read of it goes to `problems`.  A hidden sheet with a form on it is a fault."""
    page = Page(file, sheet.title, problems, known)
    rows = _rows(sheet, page)
    if rows is None:
        return
    if sheet.hidden:
        page.fault(0, "", f"工作表“{said(sheet.title)}”是隐藏的，里面有报表。", "取消隐藏，核对后再导入；不要的删去。")
        return
    yield from limited(rows)


def _rows(sheet: Sheet, page: Page) -> Iterator[Row] | None:
    """The rows under the header; None where there is no header, which is told unless the sheet is empty or hidden."""
    title, over = Title(), {}
    for line in sheet.lines:
        number, cells = line
        if number > _TITLE_LINES:
            title.filled += 1
            break
        if _full_width_commas(sheet, page, line):
            return None
        if rows := _layout(line, title, over, page):
            return rows(sheet.lines)
        over = by_unit.above(cells) or over
        title.take(number, cells)
    if title.filled and not sheet.hidden:
        page.fault(0, "", "没有找到表头。", "表头要有: 单位、指标编号、月份、数值。")
    return None


def _layout(line: Line, title: Title, over: dict[str, int], page: Page) -> Rows | None:
    """How the lines below are to be read, where this one is a header."""
    _, cells = line
    if months := by_month.header(cells, title):
        return lambda lines: by_month.rows(lines, months, line, title, page)
    if units := by_unit.header(cells, over, page.known):
        return lambda lines: by_unit.rows(lines, units, line, title, page)
    if heads := long.header(cells):
        return lambda lines: long.rows(lines, heads, line, title, page)
    return None


def _full_width_commas(sheet: Sheet, page: Page, line: Line) -> bool:
    number, cells = line
    if sheet.title or len(cells) != 1 or long.header(str(cells[0]).split("，")) is None:
        return False
    page.fault(number, "表头", "表头用了全角逗号“，”，分不开各列。", "把各列之间的“，”改成半角逗号“,”。")
    return True


def settings_of(sheet: Sheet) -> dict[str, str]:
    """What a form says of itself on its hidden sheet: name → value."""
    pairs: Iterator[list[Any]] = ([*cells, None][:2] for _, cells in islice(sheet.lines, _SETTINGS))
    return {said(name): said(value) for name, value in pairs if name is not None and value is not None}
