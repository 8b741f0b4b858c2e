"""What every kind of file is opened into: sheets of numbered lines, within limits that no honest form comes near.

Whatever goes beyond them is refused with a message, before it takes more memory or time than the greatest honest form does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

MOST_BYTES = 20 * 2**20           # of a file as handed in; `maxUploadSize` of the server says the same
MOST_UNPACKED = 200 * 2**20       # of all parts of a workbook together
MOST_PARTS = 1_000                # files within a workbook
MOST_SHEETS = 100
MOST_ELEMENTS = 6_000_000         # cells, rows and marks of a workbook, empty ones among them; and of a small file:
ELEMENTS_AT_LEAST, ELEMENTS_A_BYTE = 500_000, 3
MOST_HELD = 1_500_000             # elements of a workbook that is opened whole, to be written again
MOST_STRINGS = 40_000_000         # characters of all texts that a workbook shares between its cells
MOST_LINES = 200_000              # lines with anything in them, and figures, of one file
MOST_COLUMNS = 500
LONGEST_TEXT = 32_767             # characters of one cell: Excel's own limit
LONGEST_RECORD = 200_000          # characters of one line of a CSV
MOST_FAULTS = 5_000               # of one file; beyond that nobody reads on

Line: TypeAlias = tuple[int, list[Any]]     # its number in the user's own file; its cells from column A on, None where empty
Figure = TypeVar("Figure")
Spend: TypeAlias = Callable[[float], None]  # told how many bytes have been read


class Refusal(Exception):
    """A file that is not read further: what is wrong with it, what to do, and where that is known."""

    def __init__(self, what: str, fix: str, line: int = 0, column: str = "") -> None:
        super().__init__(what)
        self.what, self.fix, self.line, self.column = what, fix, line, column


def damaged(ending: str = ".xlsx") -> Refusal:
    """What cannot be made sense of."""
    return Refusal("打不开这个工作簿，文件可能已损坏或加了密码。", f"在 Excel 里打开后另存为 {ending} 再试。")


def end_where_nobody_reads_on(faults: int) -> None:
    """Ends the reading of a file that has more faults than anybody reads."""
    if faults > MOST_FAULTS:
        raise Refusal(f"问题超过 {MOST_FAULTS} 处，后面的没有再看。", "先改正前面的问题，再导入一次。")


@dataclass(frozen=True)
class Formula:
    """A cell that holds a formula; `shown` is what Excel last made of it."""

    shown: Any

    def __str__(self) -> str:
        return "" if self.shown is None else str(self.shown)


@dataclass(frozen=True)
class Sheet:
    """One table of a file; the title is empty for a CSV.  Its lines can be read once."""

    title: str
    lines: Iterator[Line]
    hidden: bool = False


def letter(at: int) -> str:
    """The letter of a column counted from 0: A, Z, AA."""
    name, at = "", at + 1
    while at:
        at, left = divmod(at - 1, 26)
        name = chr(65 + left) + name
    return name


def limited(figures: Iterator[Figure]) -> Iterator[Figure]:
    """The figures of a file, no more than it may hold lines."""
    for held, figure in enumerate(figures, start=1):
        if held > MOST_LINES:
            raise Refusal(f"一个文件最多 {MOST_LINES} 个数据，这里更多。", "分成几个文件导入。")
        yield figure


def counted(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines that hold anything, no more and no wider than a form may be."""
    for held, (number, cells) in enumerate(lines, start=1):
        if held > MOST_LINES:
            raise Refusal(f"一个文件最多 {MOST_LINES} 行，这里更多。", "分成几个文件导入。", number)
        if len(cells) > MOST_COLUMNS:
            what = f"内容写到了第 {len(cells)} 列（{letter(len(cells) - 1)} 列），最多 {MOST_COLUMNS} 列。"
            raise Refusal(what, "删去表格右边多余的内容。", number, letter(len(cells) - 1))
        yield number, cells
