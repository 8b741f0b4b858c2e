"""A workbook as an official left it, as rows by code word; what is wrong with its sheets and headers is told first.

Rows and columns may stand in any order, blank rows may lie between; a formula counts as the number that Excel last gave.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.rubric_book.cells import Broken
from readiness.rubric_book.paths import Unreadable, steps
from readiness.rubric_book.sheets import GUIDE, HELP, KEYS_OF, REQUIRED_SHEETS, TITLES, Cell, Row, letter

_HEADER_ROWS = 10
_ENDINGS = (".xlsx", ".xlsm")
_UNRECKONED = Broken("这一格是公式，还没有算出数来。", "用 Excel 打开、存盘一次，或直接填数。")


def opened(path: Path) -> dict[str, list[Row]]:
    """The rows of every sheet; raises `ProblemsFound` where sheets or headers are not to be read."""
    if not path.exists():
        raise ProblemsFound([Problem(0, "", "找不到这个文件。", "核对文件名和所在文件夹。", path.name)])
    if path.suffix.lower() not in _ENDINGS:
        what, fix = f"不认识 {path.suffix or '没有扩展名的'} 文件。", "在 Excel 里另存为 .xlsx 后再试。"
        raise ProblemsFound([Problem(0, "", what, fix, path.name)])
    try:
        with closing(load_workbook(path, data_only=True)) as reckoned, closing(load_workbook(path)) as written:
            return _sheets(reckoned, written, path.name)
    except (BadZipFile, KeyError, ValueError, OSError):
        fix = "在 Excel 里打开后另存为 .xlsx 再试。"
        raise ProblemsFound([Problem(0, "", "打不开这个工作簿，文件可能已损坏、加了密码或不是 .xlsx。", fix, path.name)]) from None


def _sheets(reckoned: Workbook, written: Workbook, file: str) -> dict[str, list[Row]]:
    problems = list(_sheet_problems(written, file))
    headers = {page.title: _header(page, file, problems) for page in written.worksheets if page.title in KEYS_OF}
    if problems:
        raise ProblemsFound(problems)
    return {title: list(_rows(reckoned[title], written[title], *header)) for title, header in headers.items() if header}


def _sheet_problems(book: Workbook, file: str) -> Iterator[Problem]:
    for title in REQUIRED_SHEETS:
        if title not in book.sheetnames:
            yield Problem(0, "", f"缺少工作表“{title}”。", "改回原来的名称，或从导出的工作簿里复制回来。", file)
    for page in book.worksheets:
        if page.title not in (*KEYS_OF, GUIDE) and any(cell for row in page.iter_rows(values_only=True) for cell in row):
            missing = [title for title in REQUIRED_SHEETS if title not in book.sheetnames]
            yield Problem(0, "", "不认识这张工作表，里面的内容转不进细则。", did_you_mean(page.title, missing, "移到别的工作簿里再试。"), file, page.title)


def _header(page: Worksheet, file: str, problems: list[Problem]) -> tuple[int, dict[int, str]] | None:
    """The row of code words and the code of each column; what is wrong with it goes to `problems`."""
    keys = KEYS_OF[page.title]
    for line, cells in enumerate(page.iter_rows(max_row=_HEADER_ROWS, values_only=True), start=1):
        codes = {at: str(cell).strip() for at, cell in enumerate(cells) if not _blank(cell)}
        if set(keys) & set(codes.values()):
            problems += _header_problems(page, line, codes, file)
            return line, codes
    problems.append(Problem(0, "", "没有找到表头。", f"第 2 行要有系统识别用的: {'、'.join(keys)}", file, page.title))
    return None


def _header_problems(page: Worksheet, line: int, codes: dict[int, str], file: str) -> Iterator[Problem]:
    for key in KEYS_OF[page.title]:
        if key not in codes.values():
            yield Problem(line, "表头", f"缺少“{TITLES[key]}”这一列。", f"在第 {line} 行补上  {key}", file, page.title)
    for at, code in codes.items():
        place = f"{letter(at)}{line} · {code}"
        if code in list(codes.values())[:list(codes).index(at)]:
            yield Problem(line, place, "表头里有两列是同一个设置。", "删去其中一列。", file, page.title)
        elif why := _unknown(page.title, code):
            yield Problem(line, place, why, did_you_mean(code, KEYS_OF[page.title], "改回导出时的写法，或删去这一列。"), file, page.title)
    for at, cells in enumerate(page.iter_cols(min_row=line + 1, values_only=True)):
        if at not in codes and any(not _blank(cell) for cell in cells):
            yield Problem(line, f"{letter(at)}{line}", "这一列没有表头，内容转不进细则。", "删去这一列，或补上表头。", file, page.title)


def _unknown(title: str, code: str) -> str:
    """Why a column's code word can mean nothing; empty where it can."""
    if code in (*KEYS_OF[title], *HELP):
        return ""
    if code.startswith("<") or set(KEYS_OF[title]) & {"<value>", "<keys>"}:
        return "不认识这个表头。"
    try:
        steps(code)
    except Unreadable as why:
        return str(why)
    return ""


def _rows(reckoned: Worksheet, written: Worksheet, header: int, codes: dict[int, str]) -> Iterator[Row]:
    pairs = zip(reckoned.iter_rows(min_row=header + 1), written.iter_rows(min_row=header + 1), strict=True)
    for line, (values, formulas) in enumerate(pairs, start=header + 1):
        found = {code: _value(values[at], formulas[at]) for at, code in codes.items() if code not in HELP}
        filled = {code: value for code, value in found.items() if not _blank(value)}
        if filled:
            yield Row(filled, {code: Cell(written.title, line, letter(at)) for at, code in codes.items()})


def _value(reckoned: Any, written: Any) -> Any:
    if written.data_type == "f" and reckoned.value is None:
        return _UNRECKONED
    if reckoned.data_type == "e":
        return Broken(f"这一格是错误值 {reckoned.value}。", "改正公式，或直接填数。")
    return reckoned.value


def _blank(cell: Any) -> bool:
    return cell is None or isinstance(cell, str) and not cell.strip()
