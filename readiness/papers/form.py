"""Forms of a document: two columns of words and what they say, beside one another or across the page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Mm
from docx.table import Table, _Row

from readiness.papers.grid import margins, put
from readiness.papers.letters import CELL, CELL_HEAD

_WIDTHS = (26.0, 52.0, 26.0, 52.0)      # millimetres
_BY_HAND = 22.0                        # room to write


def add_form(document: Document, rows: Sequence[Sequence[str]]) -> Table:
    """A row for each: word, text, word, text; or word and a text that goes across.  A form stays on one page."""
    table = document.add_table(rows=0, cols=len(_WIDTHS))
    table.style, table.autofit = "Table Grid", False
    margins(table)
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = Mm(width)
    for at, row in enumerate(rows):
        _fill(table.add_row(), row, last=at == len(rows) - 1)
    return table


def _fill(line: _Row, texts: Sequence[str], last: bool) -> None:
    cells = line.cells
    for cell, width in zip(cells, _WIDTHS, strict=True):
        cell.width, cell.vertical_alignment = Mm(width), WD_ALIGN_VERTICAL.CENTER
    if len(texts) == 2:
        cells[1].merge(cells[3])
    if texts[-1].startswith("【") and len(texts) == 2:
        line.height = Mm(_BY_HAND)
    for at, text in enumerate(texts):
        put(cells[at], text, CELL if at % 2 else CELL_HEAD, "left" if at % 2 else "centre")
        for paragraph in cells[at].paragraphs:
            paragraph.paragraph_format.keep_with_next = not last
