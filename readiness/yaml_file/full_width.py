"""Signs of a Chinese keyboard where YAML wants its own, and a bracket too many: what YAML refuses with a mark somewhere near.

    a line → the slip in it, if any: what is wrong and the line put right
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = r"[^\s:：#\"'{}\[\],，、]+"
COLON = re.compile(rf"^\s*(?:- )*{_WORD}(：)")
_COLON_WITHIN = re.compile(rf"[{{,，、]\s*{_WORD}(：)")
_COMMA = re.compile(rf"[，、](?=\s*(?:{_WORD}\s*[:：]|[{{\[]))")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|(?:^|(?<=\s))#.*$")
_BRACKETS = {"｛": "{", "｝": "}", "［": "[", "］": "]"}
_LONGEST = 70


def slips(lines: list[str], at: int, column: int) -> Iterator[tuple[int, str, str]]:
    """Line (from 0), what is wrong and what to do, for a fault of YAML that was noticed at line `at` (from 0) and `column`."""
    found = _one(lines, at, column)
    if found:
        yield at, *found
    if found and not COLON.match(lines[at]):
        return
    before = at - 1
    while before >= 0 and (_blank(lines[before]) or COLON.match(lines[before])):
        if found := _one(lines, before, -1):
            yield before, *found
        before -= 1


def _blank(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _one(lines: list[str], at: int, column: int) -> tuple[str, str] | None:
    line = lines[at] if at < len(lines) else ""
    bare = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line)
    if found := COLON.match(bare):
        return colon(_put(line, found.start(1), ": "))
    if column >= 0 and (wide := next((sign for sign in bare if sign in _BRACKETS), "")):
        return f"用了全角括号“{wide}”。", f"改成半角括号“{_BRACKETS[wide]}”。"
    if "{" not in bare and "[" not in bare:
        return None
    if found := _COMMA.search(bare):
        return _comma(line, bare)
    if found := _COLON_WITHIN.search(bare):
        return colon(_put(line, found.start(1), ": "))
    return _too_many(line, bare, column)


def colon(right: str) -> tuple[str, str]:
    """A full-width colon, and `right`, the line put right."""
    return "用了全角冒号“：”。", f"改成半角冒号，后面空一格{_shown(right)}"


def _comma(line: str, bare: str) -> tuple[str, str]:
    for place in reversed([found.start() for found in _COMMA.finditer(bare)]):
        line = _put(line, place, ", ")
    return "用了全角逗号“，”（或顿号“、”）。", f"改成半角逗号，后面空一格{_shown(line)}"


def _too_many(line: str, bare: str, column: int) -> tuple[str, str] | None:
    """A closing bracket where nothing is open, at `column`; or one of which the line closes more than it opens."""
    sign = bare[column:column + 1] if column >= 0 else ""
    if sign not in ("}", "]"):
        return None
    pairs = {"}": bare.count("}") - bare.count("{"), "]": bare.count("]") - bare.count("[")}
    other = "]" if sign == "}" else "}"
    if pairs[sign] < 1 or pairs[other] < 0:
        return None
    return f"多了一个 {sign}。", f"删去一个 {sign}{_shown(line[:column] + line[column + 1:])}"


def _put(line: str, at: int, sign: str) -> str:
    return line[:at] + sign + line[at + 1:].lstrip()


def _shown(line: str) -> str:
    """The line as it should be, where it is short enough to be read in a message."""
    return f":  {line.strip()}" if len(line.strip()) <= _LONGEST else "。"
