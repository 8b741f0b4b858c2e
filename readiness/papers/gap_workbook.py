"""差距清单 as a workbook: a sheet that says what the figures are, and the rows with filters, a still header and a set-up for paper.

Cells hold what the CSV holds, unrounded; the format rounds for the eye.  Text stays text: nothing in it is ever run.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from readiness.board import View
from readiness.gaps import LIST_COLUMNS
from readiness.papers.gap_looks import AMOUNT, COUNT, DAY, HEAD, LIGHT_LOOKS, POINTS, TEXT, TITLE, WORD, add_looks
from readiness.template.looks import LINE, lines_of, put
from readiness.template.saved import saved
from readiness.words import CODED, COLUMNS, LIGHTS

NAME = "差距清单"
STILL = 4                              # columns that stay in sight: 序号, 单位, 指标编号, 指标名称
PRINTED = "lead"                       # the last column on paper: beyond it A4 would be too small to read
_POINTS = {"owed", "owed_on_100", "full_points", "points", "winnable", "unreported", "lost"}
_AMOUNTS = {"target", "value", "expected_value", "needed", "needed_per_month", "pace", "recent_pace", "last_year_pace"}
_COUNTS = {"number", "months_left"}
_WIDTHS = {"number": 6, "unit_name": 17, "indicator_name": 26, "takes": 34, "reason": 26, "advice": 34, "owner": 20, "lead": 17, "supporters": 24,
           "sponsor": 22, "category_name": 17, "outlook": 14, "deadline": 12, "light": 9, "escalation": 10}
_USUAL = 10


def gap_workbook(view: View, rows: pd.DataFrame) -> bytes:
    """The file of `rows` of `View.gaps_beside_pace`, numbered (`gaps.listed`), in their order."""
    book = Workbook()
    add_looks(book)
    _about(book.active, view, len(rows))
    _list(book.create_sheet(NAME), view, rows)
    book.active = 1
    return saved(book, f"{view.county_name}{NAME} {view.as_of_name} {view.basis_name}")


def _about(page: Worksheet, view: View, count: int) -> None:
    page.title = "说明"
    put(page["A1"], f"{view.county_name}{NAME}", TITLE)
    for line, (word, says) in enumerate(_facts(view, count), start=2):
        put(page.cell(line, 1), word, WORD)
        put(page.cell(line, 2), says, TEXT)
        page.row_dimensions[line].height = LINE * lines_of(says, 80) + 4
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 14, 80
    page.row_dimensions[1].height = 26
    _printed(page, view, "portrait")


def _facts(view: View, count: int) -> Iterator[tuple[str, str]]:
    yield "数据截至", view.as_of_name
    yield "口径", view.basis_name
    yield "指纹", view.fingerprint
    yield "数据版本", str(view.revision)
    yield "考核细则", view.rubric.title + ("" if not view.rescored else f"（按{view.rubric_year}年细则重新计分）")
    yield "行数", f"{count} 行，每行是一个单位在一项指标上的欠分"
    yield "序时灯", "、".join(LIGHTS.values()) + "；按序时口径判定，与上面的口径无关"
    yield "折百欠分", "这一项在本单位 100 分里值多少"
    yield "打印", f"横向 A4，每页重复表头，打印到“{COLUMNS[PRINTED]}”一列；后面各列在屏幕上看，或改打印区域"


def _list(page: Worksheet, view: View, rows: pd.DataFrame) -> None:
    for at, column in enumerate(LIST_COLUMNS, start=1):
        put(page.cell(1, at), COLUMNS[column], HEAD)
        page.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(column, _USUAL)
    page.row_dimensions[1].height = 2 * LINE + 4
    for line, row in enumerate(rows[LIST_COLUMNS].itertuples(index=False), start=2):
        _row(page, line, dict(zip(LIST_COLUMNS, row, strict=True)))
    last = get_column_letter(len(LIST_COLUMNS))
    page.freeze_panes = f"{get_column_letter(STILL + 1)}2"
    page.auto_filter.ref = f"A1:{last}{len(rows) + 1}"
    page.print_title_rows = "1:1"
    page.print_area = f"A1:{get_column_letter(LIST_COLUMNS.index(PRINTED) + 1)}{len(rows) + 1}"
    _printed(page, view, "landscape")


def _row(page: Worksheet, line: int, row: dict[str, Any]) -> None:
    height = 1
    for at, column in enumerate(LIST_COLUMNS, start=1):
        value = _value(column, row[column])
        put(page.cell(line, at), value, _look(column, row[column], value))
        if isinstance(value, str):
            height = max(height, lines_of(value, _WIDTHS.get(column, _USUAL)))
    page.row_dimensions[line].height = LINE * height + 4


def _value(column: str, value: Any) -> Any:
    """What a cell holds: a number, a day, or words for a code word; nothing where there is none."""
    value = value.item() if isinstance(value, np.generic) else value
    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        return None
    if column == "deadline":
        return _day(value)
    return CODED.get(column, {}).get(value, value) if isinstance(value, str) else value


def _day(words: str) -> date | str:
    """A day of the calendar; a time limit in words stays as it is."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def _look(column: str, code: Any, value: Any) -> str:
    if column == "light":
        return LIGHT_LOOKS[code]
    if column in _POINTS:
        return POINTS
    if column in _AMOUNTS:
        return AMOUNT
    if column in _COUNTS:
        return COUNT
    return DAY if isinstance(value, date) else TEXT


def _printed(page: Worksheet, view: View, orientation: str) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = orientation, 9          # A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddHeader.left.text = f"{view.county_name}{NAME}".replace("&", "&&")
    page.oddHeader.right.text = f"数据截至 {view.as_of_name}　口径 {view.basis_name}　指纹 {view.fingerprint}"
    page.oddFooter.center.text = "第 &P 页 共 &N 页"
    page.page_margins.left = page.page_margins.right = 0.4
