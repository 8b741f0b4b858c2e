"""Sheets as an XLSX workbook that an official is glad to open: headers, widths, drop-downs, print set-up; text stays text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from readiness.rubric_book import guide
from readiness.rubric_book.choices import add_choices
from readiness.rubric_book.paths import LOSSY
from readiness.rubric_book.places import place
from readiness.rubric_book.sheets import (
    CATEGORY,
    GUIDE,
    HELP,
    ID,
    INDICATORS,
    KEYS,
    KEYS_OF,
    NAME,
    ORDER,
    PATH,
    VALUE,
    Column,
    Sheet,
    letter,
)

FIRST_ROW = 3
_FONT = "等线"
_A3, _A4 = 8, 9
_WIDEST, _NARROWEST = 36, 7
_TITLE = {"font": Font(name=_FONT, bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F4E79"),
          "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True)}
_CODE = {"font": Font(name=_FONT, size=8, color="808080"), "fill": PatternFill("solid", fgColor="EDF2F7"),
         "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True)}
_LINE = Border(bottom=Side("hair", color="B0B0B0"), right=Side("hair", color="D0D0D0"))
_GREY, _BLACK, _BOLD = Font(name=_FONT, color="808080"), Font(name=_FONT), Font(name=_FONT, bold=True)
_BAND = PatternFill("solid", fgColor="F5F8FB")
_RISKY = tuple("=+-@")


def workbook(sheets: Iterable[Sheet]) -> Workbook:
    """The workbook of `sheets`, with the guide in front."""
    book = Workbook()
    types = _guide(book.active)
    for sheet in sheets:
        _sheet(book.create_sheet(sheet.title), sheet, types)
    return book


def _sheet(page: Worksheet, sheet: Sheet, types: str) -> None:
    for at, column in enumerate(sheet.columns, start=1):
        _put(page, 1, at, column.title, **_TITLE)
        _put(page, 2, at, column.code, **_CODE)
    for at, (row, banded) in enumerate(_banded(sheet.rows), start=FIRST_ROW):
        for position, column in enumerate(sheet.columns, start=1):
            _cell(page, at, position, row.get(column.code), column, banded)
    for at, column in enumerate(sheet.columns):
        _column(page, at, column, (row.get(column.code) for row in sheet.rows))
    page.row_dimensions[1].height, page.row_dimensions[2].height = 32, 24
    page.freeze_panes = f"{_frozen(sheet)}{FIRST_ROW}"
    page.auto_filter.ref = f"A2:{letter(len(sheet.columns) - 1)}{max(len(sheet.rows) + 2, 3)}"
    add_choices(page, sheet, FIRST_ROW, types)
    _printed(page, _A3 if sheet.title == INDICATORS else _A4)
    page.sheet_state = "hidden" if sheet.title == ORDER else "visible"


def _banded(rows: list[dict[str, Any]]) -> Iterable[tuple[dict[str, Any], bool]]:
    """Rows that belong together have one ground, the next group another."""
    last, banded = None, True
    for row in rows:
        group = row.get(CATEGORY) if CATEGORY in row else row.get(ID) or str(row.get(PATH)).split(" › ")[:2]
        banded = banded if group == last else not banded
        last = group
        yield row, banded


def _put(page: Worksheet, line: int, at: int, value: Any, **look: Any) -> Any:
    """A cell that holds just `value`: no text becomes a formula, no number loses its last digit."""
    cell = page.cell(line, at)
    if isinstance(value, str):
        cell.value, cell.data_type, cell.number_format = LOSSY.sub("", value), "s", "@"   # help may hold what no cell can
        cell.quotePrefix = value.startswith(_RISKY)
    elif value is not None:
        cell.value = value
        if not isinstance(value, bool):
            cell._value = repr(value)   # openpyxl would write 16 digits; some numbers need 17
    for name, style in look.items():
        setattr(cell, name, style)
    return cell


def _cell(page: Worksheet, line: int, at: int, value: Any, column: Column, banded: bool) -> None:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    look = {"font": _GREY if column.code in HELP else _BOLD if column.code == ID else _BLACK, "border": _LINE,
            "alignment": Alignment(horizontal="right" if number else "left", vertical="top", wrap_text=True)}
    _put(page, line, at, value, **look, **({"fill": _BAND} if banded else {}))


def _column(page: Worksheet, at: int, column: Column, values: Iterable[Any]) -> None:
    """As wide as what stands in it; text where text belongs, so that what is typed later stays as typed."""
    widest = max((_columns(str(value)) for value in values if value is not None), default=0)
    heading = max(_columns(column.title) // (2 if len(column.title) > 5 else 1), min(_columns(column.code), 7) * 0.8)
    dimension = page.column_dimensions[letter(at)]
    dimension.width = min(max(widest, heading, _NARROWEST - 2) + 2, _WIDEST)
    free = column.code != VALUE and (not column.sample or not place(column.sample).is_number)
    if free:
        dimension.number_format = "@"


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _frozen(sheet: Sheet) -> str:
    """The first column that moves: keys stay, and in 指标 the name."""
    fixed = [at for at, column in enumerate(sheet.columns) if column.code in {*KEYS_OF[sheet.title], NAME, "name"} - {VALUE, PATH, KEYS}]
    still = 0
    while still in fixed:
        still += 1
    return letter(still)


def _printed(page: Worksheet, paper: int) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", paper
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.print_title_rows = "1:2" if page.title != GUIDE else None
    page.oddFooter.center.text = "&A　第 &P 页 / 共 &N 页"
    page.page_margins.left = page.page_margins.right = 0.4


def _guide(page: Worksheet) -> str:
    """The sheet 说明; returns the range that holds the rule types, for drop-downs."""
    page.title = GUIDE
    wrapped = Alignment(vertical="top", wrap_text=True)
    for line, (word, text) in enumerate(guide.LINES, start=1):
        _put(page, line, 1, word, font=_BOLD, alignment=wrapped)
        _put(page, line, 2, text, font=_BLACK, alignment=wrapped)
        page.merge_cells(start_row=line, start_column=2, end_row=line, end_column=4)
        page.row_dimensions[line].height = 17 * (1 + _columns(text) // 150)
    first = len(guide.LINES) + 3
    for line, row in enumerate([guide.HEADINGS, *guide.rule_types()], start=first - 1):
        for at, text in enumerate(row, start=1):
            _put(page, line, at, text, **(_TITLE if line < first else {"font": _BLACK, "alignment": wrapped, "border": _LINE}))
    for name, width in zip("ABCD", (30, 16, 72, 64), strict=True):
        page.column_dimensions[name].width = width
    _printed(page, _A4)
    return f"'{GUIDE}'!$A${first}:$A${first + len(guide.rule_types()) - 1}"
