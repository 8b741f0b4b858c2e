"""Files as the clerk made them, read into rows: CSV in UTF-8 or GB18030, XLSX with any number of sheets.

A row keeps its line in the user's own file.  What a row means is not this module's business.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from readiness.observations.upload import Upload
from readiness.problems import Problem, did_you_mean

HEADERS = {
    "unit": ("单位", "填报单位"), "indicator": ("指标编号", "编号"), "part": ("分项",), "month": ("月份",),
    "value": ("数值", "本月完成"), "base": ("分母",), "remark": ("备注",), "measure": ("计量单位",),
    "indicator_name": ("指标名称",),
}
REQUIRED = ("unit", "indicator", "month", "value")
_WORDS = {word: code for code, words in HEADERS.items() for word in (code, *words)}
_TITLE_ROWS = 10
_DECLARED = re.compile(r"报送月份[:：]?\s*(\d{4})\s*[-年/.]\s*(\d{1,2})")


@dataclass(frozen=True)
class Row:
    """One row of a form: where it stands, the month its form declares ("" where none), its cells and their columns by code word."""

    file: str
    sheet: str
    line: int
    declared: str
    cells: dict[str, Any]
    columns: Mapping[str, str]


def read_rows(upload: Upload, problems: list[Problem]) -> Iterator[Row]:
    """The rows of one file; what cannot be read goes to `problems`."""
    if upload.ending == ".csv":
        text = _decoded(upload.raw)
        if text is None:
            problems.append(Problem(0, "", "文件既不是 UTF-8 也不是 GB18030 编码。", "在 Excel 里另存为 .xlsx 后再导入。", upload.name))
            return
        yield from _table_rows(upload.name, "", csv.reader(io.StringIO(text, newline="")), problems)
    elif upload.ending == ".xlsx":
        yield from _workbook_rows(upload, problems)
    else:
        what = f"不认识 {upload.ending or '没有扩展名的'} 文件。"
        problems.append(Problem(0, "", what, "另存为 .xlsx 或 .csv 后再导入。", upload.name))


def _decoded(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _workbook_rows(upload: Upload, problems: list[Problem]) -> Iterator[Row]:
    try:
        book = load_workbook(io.BytesIO(upload.raw), read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError):
        problems.append(Problem(0, "", "打不开这个工作簿，文件可能已损坏或加了密码。", "在 Excel 里打开后另存为 .xlsx 再试。", upload.name))
        return
    with closing(book):
        for sheet in (sheet for sheet in book.worksheets if not _ours(sheet.title)):
            lines = sheet.iter_rows(values_only=True)
            yield from _table_rows(upload.name, sheet.title, lines, problems)


def _ours(sheet: str) -> bool:
    """Whether a sheet holds what a form says of itself, and no figures."""
    return sheet == "填报说明" or sheet.startswith("_")


def _table_rows(file: str, sheet: str, lines: Iterable[Iterable[Any]], problems: list[Problem]) -> Iterator[Row]:
    numbered = ((line, tuple(cells)) for line, cells in enumerate(lines, start=1))
    declared, header, skipped = "", None, 0
    for line, cells in numbered:
        if line > _TITLE_ROWS:
            break
        declared = declared or _declared_month(cells)
        header = _header(cells)
        if header is not None:
            break
        skipped += any(cell not in (None, "") for cell in cells)
        if not sheet and len(cells) == 1 and _header(str(cells[0]).split("，")):
            problems.append(Problem(line, "表头", "表头用了全角逗号“，”，分不开各列。", "把各列之间的“，”改成半角逗号“,”。", file, sheet))
            return
    if header is None:
        if skipped:
            problems.append(Problem(0, "", "没有找到表头。", "表头要有: 单位、指标编号、月份、数值。", file, sheet))
        return
    missing = list(_missing_headers(header, cells, line, file, sheet))
    problems.extend(missing)
    if missing:
        return
    columns = {code: get_column_letter(at + 1) for code, at in header.items()}
    for line, cells in numbered:
        row = {code: cells[at] for code, at in header.items() if at < len(cells) and cells[at] not in (None, "")}
        if row:
            yield Row(file, sheet, line, declared, row, columns)


def _declared_month(cells: Iterable[Any]) -> str:
    found = _DECLARED.search(" ".join(str(cell) for cell in cells if cell is not None))
    return f"{found[1]}-{int(found[2]):02d}" if found else ""


def _clean(cell: Any) -> str:
    return re.sub(r"[\s\u3000*＊]", "", str(cell or ""))


def _header(cells: Iterable[Any]) -> dict[str, int] | None:
    """Code word → column, where this row is a header: it names at least two of the required columns."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        code = _WORDS.get(_clean(cell))
        if code:
            found.setdefault(code, at)
    return found if sum(code in found for code in REQUIRED) >= 2 else None


def _missing_headers(header: dict[str, int], cells: tuple[Any, ...], line: int, file: str, sheet: str) -> Iterator[Problem]:
    for code in REQUIRED:
        if code not in header:
            strangers = [word for cell in cells if (word := _clean(cell)) and word not in _WORDS]
            near = did_you_mean(HEADERS[code][0], strangers, "")
            fix = f"把表头“{near.split()[-1].rstrip('?')}”改成“{HEADERS[code][0]}”。" if near else f"加上“{HEADERS[code][0]}”一列。"
            yield Problem(line, "表头", f"缺少“{HEADERS[code][0]}”这一列。", fix, file, sheet)
