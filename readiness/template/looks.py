"""How the cells of a form look: named styles, so that a form of a thousand rows is made quickly; text stays text."""

from __future__ import annotations

from math import ceil
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

LINE = 15.0          # points of height for one line of text
_FONT = "等线"
_RISKY = tuple("=+-@")
_EDGE = Side("thin", color="BFBFBF")
_BOX = Border(_EDGE, _EDGE, _EDGE, _EDGE)
_BLACK, _GREY, _BOLD = Font(name=_FONT, size=10), Font(name=_FONT, size=10, color="595959"), Font(name=_FONT, size=10, bold=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_TEXT = Alignment(vertical="center", wrap_text=True)
_NUMBER = Alignment(horizontal="right", vertical="center")

TITLE, NOTE, HEAD, HEAD_FILL, FIXED, BESIDE, FIGURE, INPUT, REMARK, CLOSED, WORD, SAYS = (
    "报表题名", "报表提示", "报表表头", "报表填报表头", "报表固定", "报表参考", "报表参考数", "报表填报", "报表备注", "报表不填", "说明词", "说明文")


def _looks() -> dict[str, dict[str, Any]]:
    grey, yellow = PatternFill("solid", fgColor="F2F2F2"), PatternFill("solid", fgColor="FFF8DC")
    open_ = Protection(locked=False)
    return {
        TITLE: {"font": Font(name=_FONT, size=14, bold=True), "alignment": Alignment(vertical="center")},
        NOTE: {"font": _GREY, "alignment": Alignment(vertical="center")},
        HEAD: {"font": _BOLD, "fill": PatternFill("solid", fgColor="D9D9D9"), "alignment": _MIDDLE, "border": _BOX},
        HEAD_FILL: {"font": Font(name=_FONT, size=10, bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F4E79"),
                    "alignment": _MIDDLE, "border": _BOX},
        FIXED: {"font": _BLACK, "alignment": _TEXT, "border": _BOX, "number_format": "@"},
        BESIDE: {"font": _GREY, "fill": grey, "alignment": _TEXT, "border": _BOX, "number_format": "@"},
        FIGURE: {"font": _GREY, "fill": grey, "alignment": _NUMBER, "border": _BOX},
        INPUT: {"font": _BLACK, "fill": yellow, "alignment": _NUMBER, "border": _BOX, "protection": open_},
        REMARK: {"font": _BLACK, "fill": yellow, "alignment": _TEXT, "border": _BOX, "protection": open_, "number_format": "@"},
        CLOSED: {"fill": PatternFill("lightUp", fgColor="BFBFBF"), "border": _BOX},
        WORD: {"font": _BOLD, "alignment": Alignment(vertical="top", wrap_text=True)},
        SAYS: {"font": _BLACK, "alignment": Alignment(vertical="top", wrap_text=True)},
    }


def add_looks(book: Workbook) -> None:
    """The styles, under their names."""
    for name, settings in _looks().items():
        book.add_named_style(NamedStyle(name=name, **settings))


def writable(text: str) -> str:
    """The text without what no workbook can hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def put(cell: Cell, value: Any, look: str) -> None:
    """A cell that holds just `value`: no text becomes a formula, not even when it is edited."""
    cell.style = look
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"
        if value.startswith(_RISKY):
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value


def lines_of(value: Any, width: float) -> int:
    """How many lines a text takes in a column of a width."""
    columns = sum(2 if east_asian_width(char) in "WFA" else 1 for char in str(value))
    return max(ceil(columns / max(width - 2, 1)), 1)
