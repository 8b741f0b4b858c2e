"""Columns that hold numbers and that nobody can say the meaning of: told once each, rather than passed over."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.observations.rows import Page, clean, narrow, said
from readiness.observations.sheet import letter

_NUMBER = re.compile(r"[+-]?[\d.,，]+(?:[eE][+-]?\d+)?%?")


def is_number(cell: Any) -> bool:
    """Whether a cell holds a number, or text that was meant for one."""
    return cell is not None and not isinstance(cell, bool) and _NUMBER.fullmatch(narrow(clean(cell))) is not None


@dataclass
class Strangers:
    """Column → its head, of the columns that a header does not explain; the header's width, beyond which no column has a head
    unless it is among the `explained`; where the header is; what is asked (是哪个指标)."""

    heads: dict[int, str]
    width: int
    explained: Collection[int]
    top: int
    page: Page
    asked: str
    fix: str
    _told: set[int] = field(default_factory=set)

    def tell(self, cells: Sequence[Any]) -> None:
        """One line of figures: what it holds in such columns."""
        beyond = (at for at in range(self.width, len(cells)) if at not in self.explained)
        for at in (*self.heads, *beyond):
            if at < len(cells) and at not in self._told and is_number(cells[at]):
                self._told.add(at)
                word = self.heads.get(at, "")
                what = f"{letter(at)} 列“{said(word)}”有数，看不出{self.asked}。" if word else f"{letter(at)} 列有数，没有表头。"
                self.page.fault(self.top, "表头", what, self.fix, at, word)
