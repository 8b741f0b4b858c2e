"""The workbook as plain tables: its sheets, their columns by code word, their rows; how it looks is `render`'s work."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from readiness.yaml_file import Path_

GUIDE, GENERAL, ADJUSTMENTS, CATEGORIES = "说明", "总则", "加分扣分否决", "板块"
INDICATORS, PARAMETERS, EXAMPLES, ORDER = "指标", "规则参数", "例子", "设置顺序"
REQUIRED_SHEETS = (GENERAL, ADJUSTMENTS, CATEGORIES, INDICATORS, PARAMETERS, EXAMPLES)

# Code words of columns that are no settings; a setting that began so would stand in quotes.
CATEGORY, ID, NUMBER, PATH, VALUE, KEYS = "<category>", "<id>", "<number>", "<path>", "<value>", "<keys>"
NAME, MEANING = "<name>", "<meaning>"     # help for the reader, not read back
HELP = (NAME, MEANING)
KEYS_OF: dict[str, tuple[str, ...]] = {
    GENERAL: (PATH, VALUE), ADJUSTMENTS: (PATH, VALUE), CATEGORIES: (CATEGORY,), INDICATORS: (CATEGORY, ID),
    PARAMETERS: (ID, PATH, VALUE), EXAMPLES: (ID, NUMBER), ORDER: (PATH, KEYS),
}
TITLES = {CATEGORY: "板块", ID: "指标编号", NUMBER: "序号", PATH: "设置", VALUE: "值", KEYS: "先后顺序", NAME: "指标名称", MEANING: "设置说明"}
WHOLE = "<全部>"     # the path of the whole rubric on the sheet 设置顺序


@dataclass(frozen=True)
class Cell:
    """Where something stands in the workbook."""

    sheet: str
    line: int
    letter: str

    @property
    def name(self) -> str:
        return f"{self.letter}{self.line}"


@dataclass(frozen=True)
class Row:
    """One row: what is in it by the code word of the column, and where."""

    values: dict[str, Any]
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Column:
    """One column: its code word, its title, and a path at which its settings stand (none for keys and help)."""

    code: str
    title: str
    sample: Path_ = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet: columns, and rows by code word."""

    title: str
    columns: list[Column]
    rows: list[dict[str, Any]] = field(default_factory=list)


def letter(at: int) -> str:
    """The name of column number `at`, counted from 0."""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)
