"""The user's own file given back with every fault in red and every doubt in yellow, each with what to do about it (标注).

A workbook stays as it is but for the marks and a first sheet that lists them; a CSV comes back as a workbook, for a CSV has no colours.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from readiness.observations import Upload
from readiness.observations.comma_file import decoded
from readiness.observations.reading import FAULTS
from readiness.problems import Problem

RED, YELLOW = PatternFill("solid", fgColor="F4B6AE"), PatternFill("solid", fgColor="FBE49B")
HEADERS = ("类别", "工作表", "行", "列", "位置", "原值", "问题", "怎么改")
WIDTHS = (8, 14, 7, 6, 24, 20, 56, 44)
COMMENT_SIZE = (320, 140)


def marked_copy(upload: Upload, told: Iterable[Problem]) -> tuple[str, bytes]:
    """Name and content of the marked copy of one file; `told` are the faults and doubts of all files."""
    own = [problem for problem in told if problem.file == upload.name]
    name = Path(upload.name)
    book = _of_csv(upload) if name.suffix.lower() == ".csv" else load_workbook(io.BytesIO(upload.raw))
    for problem in own:
        _mark(book, problem)
    _list(book, own)
    written = io.BytesIO()
    book.save(written)
    return f"{name.stem}_标注.xlsx", written.getvalue()


def _of_csv(upload: Upload) -> Workbook:
    book = Workbook()
    for row in csv.reader(io.StringIO(decoded(upload.raw), newline="")):
        book.active.append([None] * len(row))
        for at, text in enumerate(row, start=1):
            _write(book.active, book.active.max_row, at, text)
    return book


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    """Text as text: what looks like a formula must not become one."""
    cell = sheet.cell(row, column)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
    return cell


def _mark(book: Workbook, problem: Problem) -> None:
    sheet = book[problem.sheet] if problem.sheet in book.sheetnames else book.worksheets[0]
    if not problem.line:
        return
    if problem.column:
        marked = [sheet.cell(problem.line, column_index_from_string(problem.column))]
    else:
        marked = [cell for cell in sheet[problem.line] if cell.value not in (None, "")]
    for cell in marked:
        if cell.fill != RED:                     # a doubt does not cover a fault
            cell.fill = YELLOW if problem.doubt else RED
    first = next((cell for cell in marked if isinstance(cell, Cell)), None)      # what is merged away bears no comment
    if first is not None:
        _comment(first, f"{problem.what}\n{problem.fix}")


def _comment(cell: Cell, text: str) -> None:
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    cell.comment = Comment(before + text, "一分不欠", *COMMENT_SIZE[::-1])


def _list(book: Workbook, problems: Sequence[Problem]) -> None:
    sheet = book.create_sheet(_free_name(book), 0)
    sheet.append(HEADERS)
    for at, problem in enumerate(problems, start=2):
        cells = ("疑点" if problem.doubt else "问题", problem.sheet, str(problem.line or ""), problem.column, problem.place, problem.value,
                 problem.what, problem.fix)
        for column, text in enumerate(cells, start=1):
            _write(sheet, at, column, text).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(at, 1).fill = YELLOW if problem.doubt else RED
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = "A2"
    book.active = 0
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet


def _free_name(book: Workbook) -> str:
    return next(name for name in (FAULTS, *(f"{FAULTS}{at}" for at in range(2, 99))) if name not in book.sheetnames)
