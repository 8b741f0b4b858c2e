"""A deck of slides in the house's look: wide, a title above, the stamp below, tables and charts that can be edited in between.

Nothing is smaller than `SMALLEST`; a table takes only rows that fit above the stamp.  Lengths are inches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame
from pptx.util import Inches, Pt

from readiness.colours import BLANK, INK, LIGHT_COLOURS, MAIN, PAPER, QUIET
from readiness.papers.saved import fixed, stamped
from readiness.template.looks import writable
from readiness.words import LIGHTS

SMALLEST, TITLE_SIZE, FIGURE = 18, 30, 36
WIDTH, HEIGHT, EDGE = 13.333, 7.5, 0.3
TOP, BOTTOM = 1.25, 6.75             # what lies between is the slide's own
FACE = "微软雅黑"
_LINE = SMALLEST * 1.2 / 72          # inches of height for a line of a cell
_PAD, _INSET = 0.08, 0.06
_PLACES = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "centre": PP_ALIGN.CENTER}
_SHAPES = {word[0]: LIGHT_COLOURS[light] for light, word in LIGHTS.items()}


@dataclass(frozen=True)
class Place:
    """A rectangle on a slide."""

    left: float = EDGE
    top: float = TOP
    width: float = WIDTH - 2 * EDGE
    height: float = BOTTOM - TOP

    @property
    def measures(self) -> tuple[Inches, Inches, Inches, Inches]:
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


@dataclass(frozen=True)
class Col:
    """A column of a table: head, width, where its cells stand."""

    head: str
    width: float
    place: str = "left"


class Deck:
    """Slides in their order."""

    def __init__(self, title: str, stamp: str) -> None:
        self.show = Presentation()
        self.show.slide_width, self.show.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self.stamp = stamp
        stamped(self.show.core_properties, title, stamp)
        _letters(self.show)

    def slide(self, title: str) -> Slide:
        """A new slide with its title and the stamp."""
        slide = self.show.slides.add_slide(self.show.slide_layouts[5])      # a title and nothing else
        head = slide.shapes.title
        head.left, head.top, head.width, head.height = Place(top=0.3, height=0.8).measures
        head.text_frame.margin_left = 0
        say(head.text_frame, title, TITLE_SIZE, MAIN, bold=True)
        self.text(slide, self.stamp, Place(top=6.9, height=0.45), colour=QUIET)
        return slide

    def text(self, slide: Slide, words: str, place: Place, size: float = SMALLEST, colour: str = INK, bold: bool = False,
             stands: str = "left") -> None:
        """Words in a box of their own."""
        frame = slide.shapes.add_textbox(*place.measures).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        say(frame, words, size, colour, bold, stands)

    def table(self, slide: Slide, columns: Sequence[Col], rows: Sequence[Sequence[str]], place: Place, least: float = 0.0) -> None:
        """A table that can be edited, its rows at least so many inches high; give it what `fitting` lets through."""
        width = sum(column.width for column in columns)
        shape = slide.shapes.add_table(len(rows) + 1, len(columns), Inches(place.left), Inches(place.top), Inches(width), Inches(0.1))
        table = shape.table
        for at, column in enumerate(columns):
            table.columns[at].width = Inches(column.width)
        _row(table.rows[0], columns, [column.head for column in columns], head=True)
        for line, row in zip(list(table.rows)[1:], rows, strict=True):
            _row(line, columns, row, least=least)

    def content(self) -> bytes:
        """The file."""
        return fixed(self.show.save)


def fitting(columns: Sequence[Col], rows: Sequence[Sequence[str]], height: float = BOTTOM - TOP, most: int = 7) -> int:
    """How many of the rows fit into the height under a header, at most `most`; one at least where there is one."""
    left, count = height - row_height(columns, [column.head for column in columns]), 0
    for row in rows[:most]:
        left -= row_height(columns, row)
        if left < 0:
            break
        count += 1
    return max(count, min(len(rows), 1))


def row_height(columns: Sequence[Col], row: Sequence[str]) -> float:
    """Inches that a row takes with the texts wrapped."""
    lines = max(ceil(_length(text) / (column.width - 2 * _INSET)) for column, text in zip(columns, row, strict=True))
    return max(lines, 1) * _LINE + _PAD


def _length(text: str) -> float:
    """Inches of a text on one line, generously: a Chinese letter is as wide as it is high, of others the widest face is taken."""
    return sum(1.0 if east_asian_width(letter) in "WFA" or letter in "()" else 0.66 for letter in text) * SMALLEST / 72


def say(frame: TextFrame, words: str, size: float = SMALLEST, colour: str = INK, bold: bool = False, stands: str = "left") -> None:
    """The words as the one paragraph of a frame."""
    paragraph = frame.paragraphs[0]
    paragraph.alignment = _PLACES[stands]
    run = paragraph.add_run()
    run.text = writable(words)
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, RGBColor.from_string(colour[1:])


def _row(line, columns: Sequence[Col], texts: Sequence[str], head: bool = False, least: float = 0.0) -> None:
    line.height = Inches(max(row_height(columns, texts), least))
    for cell, column, text in zip(line.cells, columns, texts, strict=True):
        _cell(cell, text, "centre" if head else column.place, head)


def _cell(cell: _Cell, text: str, stands: str, head: bool) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Inches(_INSET)
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string((MAIN if head else BLANK)[1:])
    say(cell.text_frame, text, SMALLEST, PAPER if head else _SHAPES.get(text[:1], INK), head, stands)
    cell.text_frame.paragraphs[0].line_spacing = Inches(_LINE)


def _letters(show: Presentation) -> None:
    """One face for all: the theme's, so that charts and tables have it, too."""
    part = show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part._blob = (part.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FACE}"/>'.encode())
                  .replace(b'<a:ea typeface=""/>', f'<a:ea typeface="{FACE}"/>'.encode()))


__all__ = ["BOTTOM", "EDGE", "FIGURE", "SMALLEST", "TOP", "WIDTH", "Col", "Deck", "Place", "fitting", "say"]
