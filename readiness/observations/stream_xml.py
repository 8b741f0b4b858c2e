"""The XML parts of a workbook, read as they are unpacked: no part is ever held whole, and none may define entities.

What a part may hold is counted while it is read, for what its head says about its size may be a lie.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat
from zipfile import BadZipFile

from readiness.observations.sheet import MOST_UNPACKED, Refusal, Spend, damaged

_CHUNK = 64 * 1024
_LONGEST_TOKEN = 2 * 2**20      # of one tag with what is in it
_DEEPEST = 60
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, NotImplementedError, RuntimeError, expat.ExpatError)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


@dataclass
class Budget:
    """What a workbook may still unpack to and hold; `spend` is told what was read."""

    spend: Spend
    elements_left: int
    bytes_left: int = MOST_UNPACKED

    def unpacked(self, size: int) -> None:
        """Counts bytes; raises where there are too many."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise too_large()
        self.spend(size)


class Names(dict[str, str]):
    """Names of elements without their prefix: x:row and row are both row."""

    def __missing__(self, name: str) -> str:
        bare = self[name] = name.rpartition(":")[2]
        return bare


def read_through(part: IO[bytes], budget: Budget, start: Start, end: End, text: Callable[[str], None]) -> Iterator[None]:
    """Feeds a part to its handlers, a piece at a time; whoever iterates takes what each piece brought."""
    parser = _parser(budget, start, end, text)
    fed = 0
    while piece := part.read(_CHUNK):
        budget.unpacked(len(piece))
        parser.Parse(piece, False)
        fed += len(piece)
        if fed - parser.CurrentByteIndex > _LONGEST_TOKEN:
            raise too_large()
        yield
    parser.Parse(b"", True)
    yield


def _parser(budget: Budget, start: Start, end: End, text: Callable[[str], None]) -> expat.XMLParserType:
    names, depth = Names(), 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        budget.elements_left -= 1
        if depth > _DEEPEST or budget.elements_left < 0:
            raise damaged() if depth > _DEEPEST else _too_many()
        start(names[name], attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(names[name])

    parser = expat.ParserCreate()
    parser.buffer_text, parser.buffer_size = True, _CHUNK
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = opened, closed, text
    parser.StartDoctypeDeclHandler = _no_doctype
    return parser


def too_large() -> Refusal:
    """What unpacks to more than any form does."""
    return Refusal("文件解压后太大，不像一份报表。", "另存为只有报表内容的 .xlsx，删去空白行列和图片后再导入。")


def _too_many() -> Refusal:
    return Refusal("工作簿里的单元格太多（连空的在内）。", "删去表格下边和右边的空白行列，或分成几个文件导入。")


def _no_doctype(*_: object) -> None:
    raise Refusal("文件里夹带了自定义实体（DOCTYPE），报表里不该有。", "在 Excel 里打开后另存为 .xlsx 再试。")
