"""XLSX, opened without trust: the parts that hold figures are read as they are unpacked, the rest is not touched.

    bytes → parts by name → which sheets there are, shared texts, styles that show dates → sheets of lines

Macros and links to other files are refused; so is what unpacks to more than any form, and what says it is smaller than it is.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl.styles.numbers import is_date_format

from readiness.observations import sheet_xml
from readiness.observations.rows import said
from readiness.observations.sheet import (
    ELEMENTS_A_BYTE,
    ELEMENTS_AT_LEAST,
    LONGEST_TEXT,
    MOST_ELEMENTS,
    MOST_PARTS,
    MOST_SHEETS,
    MOST_STRINGS,
    MOST_UNPACKED,
    Line,
    Refusal,
    Sheet,
    Spend,
    damaged,
)
from readiness.observations.stream_xml import BROKEN, Budget, read_through, too_large

_PACKED_TOO_WELL = 200            # unpacked ÷ packed, of a part that is large
_LARGE = 30 * 2**20
_ENCRYPTED = 0x1
_DATES = frozenset(str(number) for number in (*range(14, 18), 22, *range(27, 37), *range(50, 59)))   # as Chinese Excel has them
_EPOCHS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LINKED = ("xl/externallinks/", "xl/externalreferences/")


def sheets_of(raw: bytes, spend: Spend) -> Iterator[Sheet]:
    """The worksheets in their order."""
    budget = Budget(spend, elements_left=min(MOST_ELEMENTS, ELEMENTS_AT_LEAST + ELEMENTS_A_BYTE * len(raw)))
    with _telling_what_is_broken(), ZipFile(io.BytesIO(raw)) as packed:
        book = _Book(packed, _parts(packed), budget)
        for title, hidden, part in book.sheets():
            yield Sheet(title, _guarded(book.lines(part)), hidden)


def size_of(raw: bytes) -> int:
    """What the parts of a workbook say they unpack to; only to tell how far the reading has come."""
    try:
        with ZipFile(io.BytesIO(raw)) as packed:
            return sum(part.file_size for part in packed.infolist() if part.filename.endswith(".xml"))
    except BROKEN:
        return 0


def elements_of(raw: bytes, most: int) -> int:
    """How many elements all parts of a workbook hold together, those that are not read among them; counted no further than `most`."""
    budget, held = Budget(_ignored, elements_left=0), 0
    with _telling_what_is_broken(), ZipFile(io.BytesIO(raw)) as packed:
        for part in (part for name, part in _parts(packed).items() if name.endswith((".xml", ".rels", ".vml"))):
            with packed.open(part) as stream:
                while held <= most and (piece := stream.read(2**20)):
                    budget.unpacked(len(piece))
                    held += piece.count(b"<") - piece.count(b"</")
    return held


def _ignored(_size: float) -> None:
    """Where nobody is told how much has been read."""


@contextmanager
def _telling_what_is_broken() -> Iterator[None]:
    try:
        yield
    except BROKEN:
        raise damaged() from None


def _guarded(lines: Iterator[Line]) -> Iterator[Line]:
    with _telling_what_is_broken():
        yield from lines


def _parts(packed: ZipFile) -> dict[str, ZipInfo]:
    """The parts by name in small letters, once it is sure that reading them is safe."""
    listed = packed.infolist()
    parts = {part.filename.replace("\\", "/").lower().lstrip("/"): part for part in listed}
    if len(listed) > MOST_PARTS:
        raise too_large()
    if len(parts) < len(listed):
        raise damaged()
    if any(part.flag_bits & _ENCRYPTED for part in listed):
        raise Refusal("文件加了密码。", "取消密码后再导入。")
    if sum(part.file_size for part in listed) > MOST_UNPACKED or any(map(_packed_too_well, listed)):
        raise too_large()
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in listed):
        raise damaged()
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in parts):
        raise Refusal("工作簿里有宏，不能导入。", "另存为不带宏的 .xlsx 再导入。")
    if any(name.startswith(_LINKED) for name in parts):
        raise Refusal("工作簿引用了别的文件，数值可能不是这份表里的。", "在 Excel 里断开链接（数据 → 编辑链接 → 断开），粘贴为数值后再导入。")
    return parts


def _packed_too_well(part: ZipInfo) -> bool:
    return part.file_size > _LARGE and part.file_size > _PACKED_TOO_WELL * max(part.compress_size, 1)


@dataclass
class _Book:
    packed: ZipFile
    parts: dict[str, ZipInfo]
    budget: Budget
    _strings: list[str] = field(default_factory=list)
    _dates: frozenset[str] = frozenset()
    _epoch: datetime = _EPOCHS[False]

    def sheets(self) -> list[tuple[str, bool, str]]:
        """Title, whether hidden, and the part of each worksheet; what they share is read by then."""
        main = next(iter(self._related("", "officedocument").values()), "xl/workbook.xml")
        listed, dated = self._contents(main)
        sheets, texts, styles = (self._related(main, kind) for kind in ("worksheet", "sharedstrings", "styles"))
        self._epoch = _EPOCHS[dated]
        for part in texts.values():
            self._strings += self._shared(part)
        for part in styles.values():
            self._dates |= self._date_styles(part)
        found = [(title, hidden, sheets[relation]) for title, hidden, relation in listed if relation in sheets]
        if not found:
            raise damaged()
        if len(found) > MOST_SHEETS:
            raise Refusal(f"工作簿里有 {len(found)} 张工作表，最多 {MOST_SHEETS} 张。", "只留报表，其余工作表移到别的文件。")
        return found

    def lines(self, part: str) -> Iterator[Line]:
        with self._open(part) as stream:
            yield from sheet_xml.lines_of(stream, self.budget, self._strings, self._dates, self._epoch)

    def _open(self, part: str):
        if part.lower() not in self.parts:
            raise damaged()
        return self.packed.open(self.parts[part.lower()])

    def _walk(self, part: str, start: Callable[[str, dict[str, str]], None], end: Callable[[str], None] = lambda _name: None,
              text: Callable[[str], None] = lambda _piece: None) -> None:
        with self._open(part) as stream:
            for _ in read_through(stream, self.budget, start, end, text):
                pass

    def _related(self, owner: str, kind: str) -> dict[str, str]:
        """Relation → part, of those of one kind that a part names."""
        folder, name = posixpath.split(owner)
        listing, found = posixpath.join(folder, "_rels", f"{name}.rels"), {}

        def start(element: str, given: dict[str, str]) -> None:
            if element == "Relationship" and given.get("Type", "").lower().endswith(f"/{kind}") and given.get("TargetMode") != "External":
                found[given.get("Id", "")] = _target(folder, given.get("Target", ""))

        if listing.lower() in self.parts:
            self._walk(listing, start)
        return found

    def _contents(self, part: str) -> tuple[list[tuple[str, bool, str]], bool]:
        """Title, whether hidden and relation of each sheet; whether days are counted from 1904."""
        listed: list[tuple[str, bool, str]] = []
        dated = False

        def start(element: str, given: dict[str, str]) -> None:
            nonlocal dated
            if element == "sheet":
                relation = next((value for key, value in given.items() if key.endswith(":id")), "")
                listed.append((said(given.get("name")), given.get("state", "visible") != "visible", relation))
            elif element == "workbookPr":
                dated = given.get("date1904") in ("1", "true")

        self._walk(part, start)
        return listed, dated

    def _shared(self, part: str) -> list[str]:
        """The texts that cells share; readings of characters (phonetic marks) are no part of them."""
        texts, pieces = [], []
        collecting = phonetic = False
        held = 0

        def start(element: str, _given: dict[str, str]) -> None:
            nonlocal collecting, phonetic
            phonetic = phonetic or element == "rPh"
            collecting = element == "t" and not phonetic

        def end(element: str) -> None:
            nonlocal collecting, phonetic
            if element == "t":
                collecting = False
            elif element == "rPh":
                phonetic = False
            elif element == "si":
                texts.append("".join(pieces))
                pieces.clear()

        def text(piece: str) -> None:
            nonlocal held
            if collecting:
                held += len(piece)
                pieces.append(piece)
                if held > MOST_STRINGS:
                    raise too_large()

        self._walk(part, start, end, text)
        if max(map(len, texts), default=0) > LONGEST_TEXT:
            raise Refusal(f"有一格超过 {LONGEST_TEXT} 个字。", "删短这一格。")
        return texts

    def _date_styles(self, part: str) -> frozenset[str]:
        """The numbers of the styles that show a date."""
        codes: dict[str, str] = {}
        formats: list[str] = []
        within = ""

        def start(element: str, given: dict[str, str]) -> None:
            nonlocal within
            if element in ("cellXfs", "cellStyleXfs"):
                within = element
            elif element == "numFmt":
                codes[given.get("numFmtId", "")] = given.get("formatCode", "")[:255]
            elif element == "xf" and within == "cellXfs":
                formats.append(given.get("numFmtId", "0"))

        self._walk(part, start)
        shown = {number for number, code in codes.items() if is_date_format(code)} | (_DATES - set(codes))
        return frozenset(str(at) for at, number in enumerate(formats) if number in shown)


def _target(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
