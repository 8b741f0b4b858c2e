"""Where a setting stands, in one cell: `rule › tiers › 1 › min`.

A bare number is a position in a list, counted from 1; anything else bare is a name.  A name that could be taken for a
position, holds the sign between steps, or is nothing at all stands in quotes: `"1"`, `"a › b"`, `""`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from readiness.yaml_file import Path_

BETWEEN = " › "
_SIGNS = "›>＞"     # the two others are what a keyboard has
_STEP = re.compile(rf'\s*("(?:[^"\\]|\\.)*"|[^{_SIGNS}"][^{_SIGNS}]*|)\s*(?:[{_SIGNS}]|$)')
_POSITION = re.compile(r"[0-9]+")
_NOT_BARE = re.compile(rf'^["<]|[{_SIGNS}\n\t]|^\s|\s$|^$')
# What a workbook would not keep: control characters, and _x000D_, which Excel reads as one.
LOSSY = re.compile("[^\n\t -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")


class Unreadable(ValueError):
    """What a cell says cannot be read: why, and what to do."""

    def __init__(self, why: str, fix: str = "按“说明”里的写法改。") -> None:
        super().__init__(why)
        self.fix = fix


def written(path: Path_) -> str:
    """`path` as one text."""
    return BETWEEN.join(str(step + 1) if isinstance(step, int) else _name(step) for step in path)


def names_written(names: Path_) -> str:
    """A path of names only, where a number needs no quotes."""
    return BETWEEN.join(str(name) if _POSITION.fullmatch(str(name)) else _name(str(name)) for name in names)


def _name(name: str) -> str:
    misread = _NOT_BARE.search(name) or LOSSY.search(name) or _POSITION.fullmatch(name)
    return quoted(name) if misread else name


def quoted(text: str) -> str:
    """`text` in quotes, with nothing in it that a workbook could lose."""
    return LOSSY.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def unquoted(word: str) -> str:
    """The text within quotes; raises `Unreadable`."""
    try:
        return json.loads(word)
    except ValueError:
        raise Unreadable("引号里有不能识别的 \\ 写法。") from None


def steps(text: str) -> Path_:
    """The path that `text` writes; raises `Unreadable`."""
    return tuple(_step(word) for word in _words(text))


def names(text: str) -> tuple[str, ...]:
    """The names that `text` writes, numbers among them; raises `Unreadable`."""
    return tuple(unquoted(word) if word.startswith('"') else word for word in _words(text))


def _words(text: str) -> Iterator[str]:
    at, more = 0, True
    while more:
        found = _STEP.match(text, at)
        word = found[1].strip() if found else ""
        if not word:
            raise Unreadable("“›”前后少了一级，或引号没有成对。")
        yield word
        at = found.end()
        more = at < len(text) or text[at - 1] in _SIGNS


def _step(word: str) -> str | int:
    if word.startswith('"'):
        return unquoted(word)
    if not _POSITION.fullmatch(word):
        return word
    if int(word) == 0:
        raise Unreadable("序号从 1 数起，没有第 0 项。")
    return int(word) - 1
