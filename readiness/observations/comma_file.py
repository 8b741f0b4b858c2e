"""CSV as Excel and WPS write it, in UTF-8 or GB18030: text → numbered lines.

A quote that nobody closes swallows every row after it, so quotes that do not pair are refused rather than read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from readiness.observations.sheet import LONGEST_RECORD, LONGEST_TEXT, Line, Refusal, Spend

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TO_XLSX = "在 Excel 里另存为 .xlsx 后再导入。"
_QUOTES = "引号没有成对，后面的内容会并进这一格。"
_PAIR = "把多余的双引号删去；要保留的写成两个双引号。"


def lines_of(raw: bytes, spend: Spend) -> Iterator[Line]:
    """The lines of a CSV, counted as Excel counts its rows: a line break within quotes makes no new one."""
    feed = _Feed(decoded(raw), len(raw), spend)
    records = csv.reader(feed, strict=True)
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            feed.held = 0
            if any(record):
                yield number, _cells(record, number)
    except csv.Error as error:
        raise _refused(str(error), number + 1) from None


def decoded(raw: bytes) -> str:
    """The text of the bytes; refused where they are no text or of an encoding that Excel does not write."""
    if raw.startswith(_UTF16):
        raise Refusal("文件是 UTF-16 编码（“Unicode 文本”），读不了。", _TO_XLSX)
    if b"\0" in raw:
        raise Refusal("文件里有空字节，不是文本文件或已损坏。", _TO_XLSX)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refusal("文件既不是 UTF-8 也不是 GB18030 编码。", _TO_XLSX)


class _Feed:
    """Physical lines for the reader of records; refuses a record that takes more and more of them."""

    def __init__(self, text: str, size: int, spend: Spend) -> None:
        self._lines, self._spend, self.held = io.StringIO(text, newline=""), spend, 0
        self._bytes = size / max(len(text), 1)      # of a character

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.held += len(line)
        self._spend(len(line) * self._bytes)
        if self.held > LONGEST_RECORD:
            raise csv.Error("record too long")
        return line


def _cells(record: list[str], number: int) -> list[str | None]:
    """The cells; one that holds line breaks with as many commas between them as the row has columns is another row swallowed."""
    cells = [cell or None for cell in record]
    while cells and cells[-1] is None:
        cells.pop()
    for cell in cells:
        if cell and len(cell) > LONGEST_TEXT:
            raise Refusal(f"一格里有 {len(cell)} 个字，最多 {LONGEST_TEXT} 个。", _PAIR, number)
        if cell and "\n" in cell and len(record) > 1 and any(part.count(",") >= 3 for part in re.split(r"[\r\n]+", cell)[1:]):
            raise Refusal(_QUOTES, _PAIR, number)
    return cells


def _refused(error: str, number: int) -> Refusal:
    if "too long" in error or "field larger" in error:
        return Refusal("这一行太长，或者引号没有成对、后面各行都并了进来。", _PAIR, number)
    return Refusal(_QUOTES, _PAIR, number)
