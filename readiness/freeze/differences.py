"""Tables reckoned now beside those that were kept: which cells are another, and by how much at most.

Rows are matched by what they are about, so one row more does not make all others different.  Floating noise is none, and a sentence
that is worded in another way is no other figure; a column that today's program has no longer is.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isclose

from readiness.numbers import TOLERANCE, plain
from readiness.words import BASES, COLUMNS

ABOUT = ("account", "unit", "category", "indicator", "part", "month", "call")     # what a row is about, as far as a table has them
PROSE = frozenset({"takes", "reason", "note"})
FIRST = ("total", "points")            # where one of these is another, the largest difference is told of it
TOLD = 20
Row = Mapping[str, str]

TABLE_WORDS = {"units": "单位", "categories": "板块", "cells": "指标", "gaps": "差距", "needs": "补分", "overdue": "欠报", "charges": "责任分摊",
               "trend": "各月总分", "prospects": "年终估计"}


@dataclass(frozen=True)
class Difference:
    """One cell that is another; empty where the row or the column is not there."""

    table: str
    about: str
    column: str
    kept: str
    now: str

    @property
    def size(self) -> float:
        """How far apart, nought where they are no two numbers."""
        kept, now = _number(self.kept), _number(self.now)
        return 0.0 if kept is None or now is None else abs(now - kept)

    @property
    def where(self) -> str:
        """For people: 指标（预计） 河湾镇 C C03 得分."""
        what, _, basis = self.table.partition("_")
        on = f"（{BASES[basis]}）" if basis else ""
        return f"{TABLE_WORDS.get(what, what)}{on} {self.about} {COLUMNS.get(self.column, self.column)}"


@dataclass(frozen=True)
class Differences:
    """`why`: what keeps today's program from reckoning at all, or from doing so on the same figures."""

    cells: tuple[Difference, ...] = ()
    wordings: int = 0
    why: str = ""

    def __bool__(self) -> bool:
        return bool(self.cells or self.why)

    @property
    def largest(self) -> Difference:
        """The widest apart among totals and points, else among all."""
        return max(self.cells, key=lambda one: (one.column in FIRST and one.size > 0, one.size))

    def __str__(self) -> str:
        if not self.cells:
            return self.why or "和定格时一致。"
        widest = self.largest
        count = f"有 {len(self.cells)} 个数和定格时不同"
        if not widest.size:
            return f"{self.why}{count}，例如{widest.where}：定格时“{widest.kept}”，现在“{widest.now}”。"
        was, is_now = (plain(_number(text)) for text in (widest.kept, widest.now))
        return f"{self.why}{count}，相差最大的是{widest.where}：定格时 {was}，现在 {is_now}，相差 {widest.size:.6g}。"


def differences(kept: Mapping[str, str], now: Mapping[str, str]) -> Differences:
    """Between tables as text by name, as `exports.machine` writes them; what only `now` has is nobody's matter."""
    found = [one for name, text in kept.items() if text != now.get(name) for one in _between(name, text, now.get(name, ""))]
    return Differences(tuple(one for one in found if one.column not in PROSE), sum(one.column in PROSE for one in found))


def _between(table: str, kept: str, now: str) -> Iterator[Difference]:
    before, after = _rows(kept), _rows(now)
    for key in dict.fromkeys((*before, *after)):
        one, other = before.get(key, {}), after.get(key, {})
        for column in one or other:
            was, is_now = one.get(column, ""), other.get(column, "")
            if not _same(was, is_now):
                yield Difference(table, _about(one or other, key), column, was, is_now)


def _about(row: Row, key: tuple[str, ...]) -> str:
    """For people, by the unit's name where the table has it."""
    named = {row["unit"]: row["unit_name"]} if "unit_name" in row else {}
    return " ".join(dict.fromkeys(named.get(word, word) for word in key[:-1] if word))


def _rows(text: str) -> dict[tuple[str, ...], Row]:
    """By what each is about, and a number that tells several about the same apart."""
    rows: Iterable[Row] = csv.DictReader(io.StringIO(text))
    seen, found = Counter(), {}
    for row in rows:
        about = tuple(row[column] for column in ABOUT if column in row)
        seen[about] += 1
        found[*about, str(seen[about])] = row
    return found


def _same(kept: str, now: str) -> bool:
    one, other = _number(kept), _number(now)
    return kept == now or (one is not None and other is not None and isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
