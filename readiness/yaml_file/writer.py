"""Plain data as YAML in the manner of our rubrics: a line for each setting, short leaves in braces, Chinese as it is.

    data → scalars quoted where any reader would take them for something else → braces where short, lines where deep

What is written reads back as the same data.  Numbers and true/false stand bare, text only where it cannot be misread.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import east_asian_width

import yaml

WIDTH = 120         # columns, of which a Chinese character takes two
_ENTRY_LINES = 6    # what is longer has an empty line before it
_TEXT = "tag:yaml.org,2002:str"
_RESOLVER = yaml.resolver.Resolver()
_TRAP = re.compile(r"^(yes|no|on|off|y|n)$|^[-+.]?\d[\d_.,:eE+-]*$", re.IGNORECASE)
_UNSAFE = re.compile(r"""^[-?:,\[\]{}#&*!|>'"%@`=.]|[,\[\]{}:?#\\]|^\s|\s$""")
_UNPRINTABLE = re.compile("[^ -~\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def dump(data: dict[str, Any]) -> str:
    """`data` as YAML, keys in their order."""
    return "\n".join(_block(data, 0, top=True)) + "\n" if data else "{}\n"


def _block(value: Any, indent: int, top: bool = False) -> Iterator[str]:
    """The lines of a mapping or list, each below the other."""
    if isinstance(value, list):
        for item in value:
            yield from _dashed(item, indent)
        return
    for at, (key, inner) in enumerate(value.items()):
        lines = list(_entry(key, inner, indent))
        if at and (len(lines) > 1 if top else len(lines) > _ENTRY_LINES and _is_named(inner)):
            yield ""
        yield from lines


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    """One key with its value beside it where that is short, below it where not."""
    start = f"{' ' * indent}{_scalar(key)}:"
    inline = _inline(value)
    if not _is_deep(value) and _columns(f"{start} {inline}") <= WIDTH or not isinstance(value, dict | list) or not value:
        yield f"{start} {inline}"
    elif isinstance(value, list) and not any(isinstance(item, dict | list) for item in value):
        yield from _folded(f"{start} [", value)
    else:
        yield start
        yield from _block(value, indent + 2)


def _folded(start: str, items: list[Any]) -> Iterator[str]:
    """A list of scalars that is too long for a line, over several."""
    line = start
    for at, item in enumerate(items):
        bit = _scalar(item) + ("]" if at == len(items) - 1 else ",")
        if at and _columns(f"{line} {bit}") > WIDTH:
            yield line
            line = " " * _columns(start) + bit
        else:
            line += bit if not at else f" {bit}"
    yield line


def _dashed(item: Any, indent: int) -> Iterator[str]:
    inline = _inline(item)
    if not item or not isinstance(item, dict | list) or _columns(inline) + indent + 2 <= WIDTH and not _has_tables(item):
        yield f"{' ' * indent}- {inline}"
        return
    first, *others = _block(item, indent + 2)
    yield f"{' ' * indent}- {first[indent + 2:]}"
    yield from others


def _is_named(value: Any) -> bool:
    """What begins with its name is an entry, and has a line for each setting."""
    return isinstance(value, dict) and next(iter(value), None) == "name"


def _is_deep(value: Any) -> bool:
    """Whether `value` is easier to read in lines than in braces, however short it is."""
    if isinstance(value, list):
        return any(isinstance(item, dict) for item in value)
    return _is_named(value) or isinstance(value, dict) and (_has_tables(value) or _is_group(value))


def _has_tables(value: Any) -> bool:
    """Whether a list of mappings stands anywhere in `value`."""
    if isinstance(value, list):
        return any(isinstance(item, dict) or _has_tables(item) for item in value)
    return isinstance(value, dict) and any(_has_tables(inner) for inner in value.values())


def _is_group(value: dict[str, Any]) -> bool:
    """A mapping of mappings only: things by their name."""
    return bool(value) and all(isinstance(inner, dict) for inner in value.values())


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_inline(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _number(value)
    return value if _reads_as_text(value) else _quoted(value)


def _number(value: int | float) -> str:
    """YAML wants a point before an exponent: 1e-05 would be text."""
    if not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    text = repr(value)
    return text.replace("e", ".0e") if "e" in text and "." not in text else text


def _reads_as_text(text: str) -> bool:
    """Whether every reader takes `text`, without quotes, for just this text."""
    if not text or _TRAP.search(text) or _UNSAFE.search(text) or _UNPRINTABLE.search(text):
        return False
    return _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) == _TEXT


def _quoted(text: str) -> str:
    return _UNPRINTABLE.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
