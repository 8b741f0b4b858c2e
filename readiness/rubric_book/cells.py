"""A value in a cell and back: numbers as numbers, text as text, and a few signs for what a cell has no form for.

    null, {}, []          nothing, no settings, no items
    会议纪要、签到表        a list, where the models know that one stands there
    省巡查=1、县巡查=2      numbers by name, in the worked examples
    "…"                   just this text, where it would be read as one of these, or a workbook would not keep it
    → 规则参数             written on the sheet named

What `encode` writes `decode` reads as the same value: `encode` tries, and takes the quotes where it does not.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from readiness.rubric_book.paths import LOSSY, Unreadable, quoted, unquoted
from readiness.rubric_book.places import Place
from readiness.rubric_book.words import chosen, shown


@dataclass(frozen=True)
class Broken:
    """What a cell holds that is no value: an error, or a formula that nobody has reckoned."""

    why: str
    fix: str


LONGEST = 32767      # characters that a cell of a workbook holds
ELSEWHERE = "→"
_SIGNS: dict[str, Any] = {"null": None, ".inf": math.inf, "-.inf": -math.inf, ".nan": math.nan}
_EMPTY: dict[str, type] = {"{}": dict, "[]": list}
_TRUTH = {"是": True, "否": False, "true": True, "false": False}
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?", re.ASCII)
_BETWEEN = re.compile(r"[、，,；;\n]")


def encode(value: Any, name: str, what: Place, maps: bool = False) -> Any:
    """`value` of the setting `name` as the content of one cell; None where it does not go into one."""
    if isinstance(value, str):
        tried = shown(value, name) if value in what.choices else value
        return tried if _comes_back(tried, value, name, what) else quoted(value)
    if isinstance(value, list) and value or isinstance(value, dict) and value:
        joined = _joined(value, what, maps)
        return joined if joined and _comes_back(joined, value, name, what) else None
    return _sign(value) or value


def _comes_back(tried: str, value: Any, name: str, what: Place) -> bool:
    try:
        kept = tried and tried == tried.strip() and not LOSSY.search(tried) and not points_elsewhere(tried)
        return bool(kept) and repr(decode(tried, name, what)) == repr(value)
    except Unreadable:
        return False


def _joined(value: Any, what: Place, maps: bool) -> str:
    if isinstance(value, list):
        return "、".join(value) if what.is_text_list and all(isinstance(item, str) for item in value) else ""
    fits = maps and what.is_number_map and not any(isinstance(number, bool | str) for number in value.values())
    return "、".join(f"{name}={number!r}" for name, number in value.items()) if fits else ""


def _sign(value: Any) -> str:
    """The sign for what a cell has no form for; empty where it has one."""
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    if value is None:
        return "null"
    if math.isfinite(value):
        return ""
    return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"


def decode(cell: Any, name: str, what: Place) -> Any:
    """What the content of a cell means for the setting `name`; raises `Unreadable`."""
    if isinstance(cell, date | datetime):
        return f"{cell:%Y-%m-%d}" if not isinstance(cell, datetime) or cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, Broken):
        raise Unreadable(cell.why, cell.fix)
    if isinstance(cell, time | timedelta):
        raise Unreadable("Excel 把这一格当成了时间。", "把单元格格式改为“文本”，再重写一遍。")
    return _text(cell, name, what) if isinstance(cell, str) else cell


def _text(cell: str, name: str, what: Place) -> Any:
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return unquoted(text)
    if text in _SIGNS:
        return _SIGNS[text]
    if text in _EMPTY:
        return _EMPTY[text]()
    if what.choices and (word := chosen(text, name, what)) in what.choices:
        return word
    if what.is_boolean and text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    return _figures(text, what) if what.is_number or what.is_number_map else _list(text) if what.is_text_list else text


def _figures(text: str, what: Place) -> Any:
    """A number that Excel holds as text, or numbers by name."""
    if what.is_number and _NUMBER.fullmatch(text):
        return number(text)
    if not what.is_number_map or what.is_number and not set("=＝") & set(text):
        return text
    pairs = [bit.replace("＝", "=").rpartition("=") for bit in _BETWEEN.split(text) if bit.strip()]
    if not all(sign for _, sign, _ in pairs):
        raise Unreadable("这里要写名称和数值。", "写成  省巡查=1、县巡查=2")
    if len({name.strip() for name, _, _ in pairs}) < len(pairs):
        raise Unreadable("同一个名称写了两次。", "删去其中一个。")
    return {name.strip(): number(value.strip()) for name, _, value in pairs}


def number(text: str) -> int | float | str:
    """The number that `text` writes, or `text` itself."""
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if set(text) & set(".eE") else int(text)


def _list(text: str) -> list[str]:
    return [item.strip() for item in _BETWEEN.split(text) if item.strip()]


def points_elsewhere(cell: Any) -> bool:
    """Whether a cell only says on which sheet its setting is written."""
    return isinstance(cell, str) and cell.startswith(ELSEWHERE)
