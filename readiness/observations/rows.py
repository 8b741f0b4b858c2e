"""What a form is read into, whatever its layout: rows by code word, each cell with its place in the user's own file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from readiness.observations.sheet import Formula, end_where_nobody_reads_on, letter
from readiness.problems import Problem, did_you_mean

HEADERS = {
    "unit": ("单位", "填报单位"), "indicator": ("指标编号", "编号"), "part": ("分项",), "month": ("月份",),
    "value": ("数值", "本月完成"), "base": ("分母",), "remark": ("备注",), "measure": ("计量单位",),
    "indicator_name": ("指标名称",),
}
WORDS = {word: code for code, words in HEADERS.items() for word in (code, *words)}
NOTHING: Mapping[str, Any] = MappingProxyType({})
_FULL_WIDTH = {0xFF00 + at: 0x20 + at for at in range(1, 95)} | {0x3000: 0x20}   # ０-９ Ａ-Ｚ （ ） and the wide space


class Row(NamedTuple):
    """One figure of a form: where it stands, the month its form declares ("" where none), its cells by code word.

    `columns` has the letter of each cell's column; `lines` its line where that is another than the row's; `named` what the
    user's own file calls the column where that is not the word of `HEADERS`.
    """

    file: str
    sheet: str
    line: int
    declared: str
    cells: Mapping[str, Any]
    columns: Mapping[str, str]
    lines: Mapping[str, int] = NOTHING
    named: Mapping[str, str] = NOTHING


@dataclass(frozen=True)
class Known:
    """What a layout must know of the rubrics to tell an indicator's column: ids with their parts, and names with their ids."""

    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """Where a layout is at work: the file, the sheet, where the faults of the file go, and what is known of the rubrics."""

    file: str
    sheet: str
    problems: list[Problem]
    known: Known

    def fault(self, line: int, place: str, what: str, fix: str, at: int | None = None, value: Any = "") -> None:
        """One fault that shows before the row can be looked at."""
        column = "" if at is None else letter(at)
        self.problems.append(Problem(line, place, what, fix, self.file, self.sheet, column=column, value=said(value)))
        end_where_nobody_reads_on(len(self.problems))

    def formula(self, line: int, indicator: Any, name: str, at: int, cell: Formula) -> None:
        """A formula where a value should stand: what it comes to depends on where it is opened."""
        place = " · ".join(filter(None, (said(indicator), name)))
        what = f"{letter(at)}{line} 是公式，不是填好的值。"
        self.fault(line, place, what, "公式要先粘贴为数值：复制这一格，选择性粘贴 → 数值。", at, cell)


def narrow(text: str) -> str:
    """Full-width digits, letters and signs as the usual ones."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def said(cell: Any, longest: int = 60) -> str:
    """A cell as it is shown in a message: on one line, and not without end."""
    text = "" if cell is None else cell if isinstance(cell, str) else str(cell)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return text if len(text) <= longest else text[:longest] + "…"


def clean(cell: Any) -> str:
    """A header without stars and spaces."""
    text = said(cell, 200)
    return re.sub(r"[\s\u3000*＊]", "", text) if text else ""


def heads_of(cells: Sequence[Any]) -> dict[str, int]:
    """Code word → column; where two words of one code stand in a row, the usual one counts."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        word = clean(cell)
        code = WORDS.get(word)
        if code and (code not in found or word == HEADERS[code][0] != clean(cells[found[code]])):
            found[code] = at
    return found


def twice(cells: Sequence[Any], heads: Mapping[str, int], line: int, page: Page) -> bool:
    """Tells every header that stands in a row twice; whether there was one."""
    words = {code: clean(cells[at]) for code, at in heads.items() if at < len(cells)}
    again = [(at, word) for at, word in enumerate(map(clean, cells)) for code in words if word and word == words[code] and at != heads[code]]
    for at, word in again:
        first = letter(next(heads[code] for code in words if words[code] == word))
        page.fault(line, "表头", f"表头“{word}”出现了两次（{first} 列和 {letter(at)} 列）。", "留一列，另一列改名或删去。", at, word)
    return bool(again)


def missing(codes: Iterable[str], heads: Mapping[str, int], cells: Sequence[Any], line: int, page: Page) -> bool:
    """Tells every column that is not there, with the header that may be meant; whether there was one."""
    absent = [code for code in codes if code not in heads]
    for code in absent:
        name = HEADERS[code][0]
        strangers = [word for cell in cells if (word := clean(cell)) and word not in WORDS]
        near = did_you_mean(name, strangers, "")
        page.fault(line, "表头", f"缺少“{name}”这一列。", f"把表头“{near.split()[-1].rstrip('?')}”改成“{name}”。" if near else f"加上“{name}”一列。")
    return bool(absent)


def picked(cells: Sequence[Any], heads: Mapping[str, int]) -> dict[str, Any]:
    """The cells that are filled, by code word."""
    width = len(cells)
    return {code: cells[at] for code, at in heads.items() if at < width and cells[at] is not None and cells[at] != ""}


def has_formula(line: int, row: Mapping[str, Any], heads: Mapping[str, int], page: Page) -> bool:
    """Tells every formula of a row; whether there was one."""
    formulas = [code for code, cell in row.items() if type(cell) is Formula and code != "indicator_name"]
    for code in formulas:
        page.formula(line, row.get("indicator", "") if code != "indicator" else "", HEADERS[code][0], heads[code], row[code])
    return bool(formulas)


def letters(heads: Mapping[str, int]) -> dict[str, str]:
    """Code word → the letter of its column."""
    return {code: letter(at) for code, at in heads.items()}


def bare(cells: Iterable[Any]) -> Iterator[tuple[int, str]]:
    """The cells of a title that hold text, with their columns."""
    return ((at, str(cell)) for at, cell in enumerate(cells) if cell is not None and cell != "")
