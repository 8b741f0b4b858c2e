"""One worksheet as it is unpacked: the part's XML → lines, each cell as what it was written as.

Empty cells and rows, however many and however styled, make nothing; a formula is marked as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import IO, Any

from readiness.observations.sheet import LONGEST_TEXT, MOST_COLUMNS, Formula, Line, Refusal, damaged, letter
from readiness.observations.stream_xml import Budget, read_through

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_LAST_LINE = 1_048_576
_FEBRUARY_1900 = 60
_LAST_DAY = 2_958_466       # the serial number after 9999-12-31


def lines_of(part: IO[bytes], budget: Budget, strings: Sequence[str], dates: frozenset[str], epoch: datetime) -> Iterator[Line]:
    """The lines that hold anything.  `dates`: numbers of the styles that show a date; `epoch`: the day before day 1."""
    reader = _Reader(strings, dates, epoch)
    for _ in read_through(part, budget, reader.start, reader.end, reader.text):
        yield from reader.lines
        reader.lines.clear()


class _Reader:
    """Where the reading of a sheet stands: the row, the cell in it, the text that is being gathered."""

    def __init__(self, strings: Sequence[str], dates: frozenset[str], epoch: datetime) -> None:
        self.strings, self.dates, self.epoch = strings, dates, epoch
        self.lines: list[Line] = []
        self.number, self.cells, self.at = 0, [], -1
        self.kind, self.style, self.formula = "n", "0", False
        self.gathered: list[str] = []
        self.length, self.collecting, self.phonetic = 0, False, False
        self.columns: dict[str, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
        elif name == "v" or name == "t" and not self.phonetic:
            self.collecting = True
        elif name == "f":
            self.formula = True
        elif name == "row":
            self._row(attributes)
        elif name == "rPh":
            self.phonetic = True

    def text(self, piece: str) -> None:
        if not self.collecting:
            return
        self.length += len(piece)
        if self.length > LONGEST_TEXT:
            raise Refusal(f"一格里超过 {LONGEST_TEXT} 个字。", "删短这一格。", self.number, letter(max(self.at, 0)))
        self.gathered.append(piece)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self.collecting = False
        elif name == "c":
            self._close_cell()
        elif name == "row":
            if self.cells:
                self.lines.append((self.number, self.cells))
            self.cells = []
        elif name == "rPh":
            self.phonetic = False

    def _row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        number = self.number + 1 if given is None else int(given) if given.isascii() and given.isdigit() and len(given) < 8 else 0
        if not self.number < number <= _LAST_LINE:
            raise damaged()
        self.number, self.at, self.cells = number, -1, []

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self.at = self.at + 1 if reference is None else self._column(reference)
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.formula, self.gathered, self.length = False, [], 0

    def _column(self, reference: str) -> int:
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise damaged()
        name = found[1]
        if name not in self.columns:
            at = 0
            for sign in name:
                at = at * 26 + ord(sign) - 64
            self.columns[name] = at - 1
        return self.columns[name]

    def _close_cell(self) -> None:
        written = "".join(self.gathered)
        value = self._value(written) if written else None
        if self.formula:
            value = Formula(value)
        if value is None:
            return
        if self.at >= MOST_COLUMNS:
            what = f"内容写到了第 {self.at + 1} 列（{letter(self.at)} 列），最多 {MOST_COLUMNS} 列。"
            raise Refusal(what, "删去表格右边多余的内容。", self.number, letter(self.at))
        if self.at < len(self.cells):
            raise damaged()
        self.cells.extend([None] * (self.at - len(self.cells)))
        self.cells.append(value)

    def _value(self, written: str) -> Any:
        if self.kind == "n":
            return self._number(written)
        if self.kind == "s":
            return self._shared(written)
        if self.kind == "b":
            return written.strip() == "1"
        return self._iso_date(written) if self.kind == "d" else written

    def _shared(self, written: str) -> str | None:
        at = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else -1
        if not 0 <= at < len(self.strings):
            raise damaged()
        return self.strings[at] or None

    def _number(self, written: str) -> Any:
        """A number, or a date where the cell's style shows one; what is neither stays as it was written."""
        if written.isascii() and written.isdigit() and len(written) < 16:
            number: int | float = int(written)
        elif _NUMBER.fullmatch(written) and abs(float(written)) < 1e300:
            number = float(written)
        else:
            return written
        if self.style in self.dates and 1 <= number < _LAST_DAY:
            return self._date(number)
        return int(number) if abs(number) < 1e15 and number == int(number) else number

    def _date(self, days: float) -> Any:
        """Excel counts a 29 February 1900 that never was, so that its first days lie one later."""
        if days < _FEBRUARY_1900 and self.epoch.year < 1900:
            days += 1
        try:
            return self.epoch + timedelta(seconds=round(days * 86_400))
        except OverflowError:
            return days

    @staticmethod
    def _iso_date(written: str) -> Any:
        try:
            return datetime.fromisoformat(written)
        except ValueError:
            return written
