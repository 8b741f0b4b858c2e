"""Tables of a document: fixed widths, a header on every page, no row torn apart; and one look for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from readiness.colours import LIGHT_COLOURS
from readiness.papers.letters import CELL, CELL_HEAD, Letters
from readiness.papers.marked import add_marked
from readiness.words import LIGHTS

_PLACES = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "centre": WD_ALIGN_PARAGRAPH.CENTER}
_COLOUR_OF = {word: RGBColor.from_string(LIGHT_COLOURS[light][1:]) for light, word in LIGHTS.items()}


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in millimetres, where its cells stand."""

    head: str
    width: float
    place: str = "centre"


def add_grid(document: Document, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float = 12) -> Table:
    """A table of texts at the end of the document; a light's word has the light's colour."""
    table = document.add_table(rows=0, cols=len(columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    margins(table)
    head = table.add_row()
    _fill(head, columns, [column.head for column in columns], replace(CELL_HEAD, size=size), ["centre"] * len(columns))
    _mark(head, "w:tblHeader")
    for row in rows:
        _fill(table.add_row(), columns, row, replace(CELL, size=size), [column.place for column in columns])
    for column, grid in zip(columns, table.columns, strict=True):
        grid.width = Mm(column.width)
    return table


def _fill(row: _Row, columns: Sequence[Column], texts: Sequence[str], letters: Letters, places: Sequence[str]) -> None:
    _mark(row, "w:cantSplit")
    for cell, column, text, place in zip(row.cells, columns, texts, places, strict=True):
        cell.width, cell.vertical_alignment = Mm(column.width), WD_ALIGN_VERTICAL.CENTER
        put(cell, text, letters, place)


def put(cell: _Cell, text: str, letters: Letters = CELL, place: str = "left") -> None:
    """A cell's text in its letters; every line a line of its own."""
    for at, line in enumerate(str(text).split("\n")):
        paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
        shape = paragraph.paragraph_format
        shape.alignment, shape.first_line_indent = _PLACES[place], Pt(0)
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(letters.size * 1.4)
        for run in add_marked(paragraph, line):
            run.font.size, run.font.name = Pt(letters.size), letters.latin
            run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), letters.face)
            if line in _COLOUR_OF:
                run.font.color.rgb = _COLOUR_OF[line]


def margins(table: Table) -> None:
    """Cells whose text keeps a millimetre from their edges: figures need the room."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(Mm(1).twips))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")          # Word wants its parts in their order


def _mark(row: _Row, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))
