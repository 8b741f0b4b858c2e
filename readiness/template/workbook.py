"""A form laid out: the figures that are due, what may have happened, how to fill it in, and ids that nobody sees.

Only 数值, 分母 and 备注 can be written in; the title, the headings and the first columns stay in sight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from readiness.observations.reading import GUIDE, SETTINGS
from readiness.template import looks
from readiness.template.asked import Asked
from readiness.template.checks import Check, base_check, remark_check, value_check
from readiness.template.guide import Heading, lines
from readiness.template.known import Beside, Known
from readiness.template.looks import LINE, lines_of, put, writable
from readiness.template.words import choices, measure, range_of, what_to_write

FIGURES, EVENTS = "月报", "加分扣分否决"
FIRST_ROW = 4
_NOTE = "只填黄色的格。没有发生填 0，没有数据就空着。怎样填见工作表“填报说明”。"
_EVENT_NOTE = "发生了才填，填本月发生的次数；没有发生的行空着。"
_ACROSS = {"数值": 11, "分母": 9, "备注": 18}        # what is filled in
_WIDTHS = {
    "单位": 11, "指标编号": 9, "指标名称": 24, "分项": 14, "月份": 9, "计量单位": 8, **_ACROSS,
    "上期数值": 9, "上期分母": 9, "上年同期数值": 9, "上年同期分母": 9, "本年累计或现值": 10, "目标值": 9, "数值填什么": 28, "输入范围": 14}
_OF_EVENTS = ("单位", "指标编号", "指标名称", "分项", "月份", "计量单位", "数值", "备注", "本年累计或现值", "数值填什么", "输入范围")
_STILL = "E"          # the first column that moves


def workbook(heading: Heading, figures: Sequence[Asked], events: Sequence[Asked], known: Known, ids: Mapping[str, str]) -> Workbook:
    """The form of `figures` and `events`, either of which may be none."""
    book = Workbook()
    book.remove(book.active)
    looks.add_looks(book)
    for title, asked, columns, note in ((FIGURES, figures, tuple(_WIDTHS), _NOTE), (EVENTS, events, _OF_EVENTS, _EVENT_NOTE)):
        if asked:
            _Sheet(book.create_sheet(title), columns, heading, known).fill(asked, note)
    _guide(book.create_sheet(GUIDE), heading)
    _hidden(book.create_sheet(SETTINGS), ids)
    return book


class _Sheet:
    """One sheet of rows to fill in."""

    def __init__(self, page: Worksheet, columns: Sequence[str], heading: Heading, known: Known) -> None:
        self.page, self.columns, self.heading, self.known = page, columns, heading, known
        self.letters = {title: get_column_letter(at) for at, title in enumerate(columns, start=1)}
        self.checks: dict[Check, list[str]] = {}

    def fill(self, asked: Sequence[Asked], note: str) -> None:
        self._top(note)
        for line, one in enumerate(asked, start=FIRST_ROW):
            self._row(line, one)
            self._check(line, one)
        for check, cells in self.checks.items():
            self.page.add_data_validation(_validation(check, cells))
        self._set_up(FIRST_ROW + len(asked) - 1)

    def _top(self, note: str) -> None:
        put(self.page["A1"], self.heading.title, looks.TITLE)
        put(self.page["A2"], note, looks.NOTE)
        for title, letter in self.letters.items():
            put(self.page[f"{letter}{FIRST_ROW - 1}"], title, looks.HEAD_FILL if title in _ACROSS else looks.HEAD)
            self.page.column_dimensions[letter].width = _WIDTHS[title]
        for line, height in ((1, 24), (2, 18), (FIRST_ROW - 1, 2 * LINE + 4)):
            self.page.row_dimensions[line].height = height

    def _row(self, line: int, asked: Asked) -> None:
        cells = _cells(asked, self.known.beside(asked), self.heading)
        for at, title in enumerate(self.columns, start=1):
            put(self.page.cell(line, at), cells[title], _look(title, asked))
        wrapped = ((title, cells[title]) for title in self.columns if isinstance(cells[title], str))
        self.page.row_dimensions[line].height = LINE * max(lines_of(text, _WIDTHS[title]) for title, text in wrapped) + 4

    def _check(self, line: int, asked: Asked) -> None:
        value, base = (f"{self.letters.get(title, '')}{line}" for title in ("数值", "分母"))
        found = {value: value_check(asked, base), f"{self.letters['备注']}{line}": remark_check(asked)}
        if asked.takes_base:
            found[base] = base_check(asked, self.heading.year, self.heading.month, value)
        for cell, check in found.items():
            self.checks.setdefault(check, []).append(cell)

    def _set_up(self, last: int) -> None:
        page = self.page
        page.freeze_panes = f"{_STILL}{FIRST_ROW}"
        page.auto_filter.ref = f"A{FIRST_ROW - 1}:{self.letters[self.columns[-1]]}{last}"
        page.print_title_rows = f"1:{FIRST_ROW - 1}"
        _printed(page, "landscape")
        _protected(page)


def _look(title: str, asked: Asked) -> str:
    if title == "备注":
        return looks.REMARK
    if title in _ACROSS:
        return looks.INPUT if title == "数值" or asked.takes_base else looks.CLOSED
    if title in ("数值填什么", "输入范围"):
        return looks.BESIDE
    at = list(_WIDTHS).index(title)
    return looks.FIXED if at < list(_WIDTHS).index("数值") else looks.FIGURE


def _cells(asked: Asked, beside: Beside, heading: Heading) -> dict[str, Any]:
    """What stands in a row, by the title of the column."""
    words = choices(asked.item, asked.part)
    return {
        "单位": asked.unit.name, "指标编号": asked.key, "指标名称": asked.name, "分项": asked.part or None,
        "月份": f"{heading.year}-{heading.month:02d}", "计量单位": measure(asked) or None, "数值": None, "分母": None, "备注": None,
        "上期数值": _shown(beside.last, words), "上期分母": _shown(beside.last_base),
        "上年同期数值": _shown(beside.year_ago, words), "上年同期分母": _shown(beside.year_ago_base),
        "本年累计或现值": _shown(beside.so_far, words), "目标值": _shown(beside.target, words),
        "数值填什么": what_to_write(asked), "输入范围": range_of(asked)}


def _shown(number: float, words: Mapping[float, str] | None = None) -> float | int | str | None:
    """A figure to compare with: its word where it has one, four decimals at most."""
    if isnan(number):
        return None
    if words and number in words:
        return words[number]
    return int(number) if number.is_integer() else round(number, 4)


def _validation(check: Check, cells: Sequence[str]) -> DataValidation:
    first = check.first and writable(check.first)
    rule = DataValidation(check.kind or None, operator=check.operator, formula1=first, formula2=check.second, allow_blank=True,
                          sqref=MultiCellRange(" ".join(cells)))
    if check.told:
        rule.showInputMessage, rule.promptTitle, rule.prompt = True, "填什么", writable(check.told)[:255]
    if check.refused:
        rule.showErrorMessage, rule.errorTitle, rule.error = True, "请核对", writable(check.refused)[:225]
    return rule


def _guide(page: Worksheet, heading: Heading) -> None:
    widths = {"A": 18, "B": 96}
    for line, cells in enumerate(lines(heading), start=1):
        for letter, text, look in zip("AB", cells, (looks.WORD, looks.SAYS), strict=True):
            put(page[f"{letter}{line}"], text, look)
        page.row_dimensions[line].height = LINE * lines_of(cells[1], widths["B"]) + 6
    for letter, width in widths.items():
        page.column_dimensions[letter].width = width
    _printed(page, "portrait")
    _protected(page)


def _hidden(page: Worksheet, ids: Mapping[str, str]) -> None:
    for line, (name, value) in enumerate(ids.items(), start=1):
        put(page.cell(line, 1), name, looks.FIXED)
        put(page.cell(line, 2), value, looks.FIXED)
    page.sheet_state = "veryHidden"
    _protected(page)


def _printed(page: Worksheet, orientation: str) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = orientation, 9        # A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddFooter.center.text = "&A　第 &P 页 共 &N 页"
    page.page_margins.left = page.page_margins.right = 0.4


def _protected(page: Worksheet) -> None:
    """Locked without a password: a hand that slips changes nothing, and rows can be filtered, columns widened."""
    page.protection.sheet = True
    page.protection.autoFilter = page.protection.formatColumns = page.protection.formatRows = False
