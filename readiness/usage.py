"""How the command line is called, and what it says of a call whose words are off: one Chinese sentence and the way to help.

`argparse` reads the words; what it would say in English is said here instead, as `Usage`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn

from readiness.problems import did_you_mean


class Usage(Exception):
    """The call's words are off; the message says how to call."""


# What argparse says, and what we say: {0} is the option or the words that it speaks of.
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple((re.compile(english), chinese) for english, chinese in (
    (r"the following arguments are required: (.+)", "少写了 {0}。"),
    (r"unrecognized arguments: (.+)", "不认识 {0}。"),
    (r"argument (\S+): expected .*", "{0} 后面少写了值。"),
    (r"argument (\S+): ignored explicit argument .*", "{0} 后面不写值。"),
    (r"ambiguous option: (\S+) .*", "{0} 可以是几个选项，写全。"),
))
_NO_COMMAND = re.compile(r"argument COMMAND: invalid choice: '(.*)' \(choose from (.*)\)")


class Parser(argparse.ArgumentParser):
    """A parser that raises `Usage` where argparse would print its own English and end."""

    def error(self, message: str) -> NoReturn:
        raise Usage(f"{_in_chinese(message)} 用法见  {self.prog} --help")


def _in_chinese(message: str) -> str:
    if found := _NO_COMMAND.fullmatch(message):
        known = re.findall(r"[\w-]+", found[2])
        return f"没有“{found[1]}”这个命令。" + did_you_mean(found[1], known, f"可选: {'、'.join(known)}。")
    return next((said.format(found[1]) for english, said in _SAID if (found := english.fullmatch(message))), "命令的写法不对。")


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """A word that must be one of `words`."""
    def chosen(word: str) -> str:
        if word not in words:
            raise Usage(f"“{word}”不在可选范围内。可选: {'、'.join(words)}。")
        return word
    return chosen


def a_year(word: str) -> int:
    """A year as a rubric's file is named for it."""
    if not re.fullmatch(r"[0-9]{4}", word):
        raise Usage(f"“{word}”不是年份，写成 2026。")
    return int(word)


def a_number(word: str) -> int:
    """A whole number, as batches are counted."""
    if not re.fullmatch(r"[0-9]{1,9}", word):
        raise Usage(f"“{word}”不是批次号，写成 12 这样的数。")
    return int(word)


def a_day(word: str) -> date:
    """A day of the calendar."""
    try:
        return datetime.strptime(word, "%Y-%m-%d").date()
    except ValueError:
        raise Usage(f"“{word}”不是日期，写成 2026-06-03。") from None


def a_month(word: str) -> str:
    """A month as figures are dated."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", word):
        raise Usage(f"“{word}”不是月份，写成 2026-05。")
    return word


def a_unit(word: str, known: Mapping[str, str]) -> str:
    """The id of a unit by any of its names."""
    if word not in known:
        raise Usage(f"没有“{word}”这个单位。" + did_you_mean(word, known, ""))
    return known[word]


def ending(path: Path, *known: str, what: str) -> None:
    """Refuse a file by its ending: `what` it should be, and how that ends."""
    if path.suffix.lower() not in known:
        raise Usage(f"{path.name} 不是{what}文件；{what}的文件名以 {' 或 '.join(known)} 结尾。")
