"""How the cells of the 差距清单 look: named styles, the lights in their colours with white letters."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from readiness.colours import INK, LIGHT_COLOURS, LINE, MAIN

_FONT = "等线"
TITLE, WORD, HEAD, TEXT, POINTS, AMOUNT, COUNT, DAY = ("清单题名", "清单词", "清单表头", "清单文字", "清单分", "清单量", "清单数", "清单日期")
LIGHT_LOOKS = {light: f"清单灯_{light}" for light in LIGHT_COLOURS}
_EDGE = Side("thin", color=LINE[1:])
_BOX = Border(_EDGE, _EDGE, _EDGE, _EDGE)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_WORDS = Alignment(vertical="center", wrap_text=True)


def add_looks(book: Workbook) -> None:
    """The styles, under their names."""
    plain, white = _font(), _font(bold=True, colour="FFFFFF")
    styles = {
        TITLE: {"font": _font(16, True), "alignment": Alignment(vertical="center")},
        WORD: {"font": _font(bold=True), "alignment": _WORDS, "border": _BOX},
        HEAD: {"font": white, "fill": PatternFill("solid", fgColor=MAIN[1:]), "alignment": _MIDDLE, "border": _BOX},
        TEXT: {"font": plain, "alignment": _WORDS, "border": _BOX, "number_format": "@"},
        POINTS: {"font": plain, "alignment": _RIGHT, "border": _BOX, "number_format": "#,##0.00"},
        AMOUNT: {"font": plain, "alignment": _RIGHT, "border": _BOX, "number_format": "General"},
        COUNT: {"font": plain, "alignment": _RIGHT, "border": _BOX, "number_format": "0"},
        DAY: {"font": plain, "alignment": _MIDDLE, "border": _BOX, "number_format": "yyyy-mm-dd"},
        **{LIGHT_LOOKS[light]: {"font": white, "fill": PatternFill("solid", fgColor=colour[1:]), "alignment": _MIDDLE, "border": _BOX}
           for light, colour in LIGHT_COLOURS.items()},
    }
    for name, settings in styles.items():
        book.add_named_style(NamedStyle(name=name, **settings))


def _font(size: float = 10, bold: bool = False, colour: str = INK[1:]) -> Font:
    return Font(name=_FONT, size=size, bold=bold, color=colour)
