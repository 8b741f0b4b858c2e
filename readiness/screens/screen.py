"""One screen of the rotation, as plain data: what it says, whose it is, how long it stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readiness.words import BOXES

ROWS = 7                 # of a block; what is read from eight metres
BLOCKS = 3               # side by side


@dataclass(frozen=True)
class Screen:
    """`name` is the slot's word (see `words.SCREENS`); of several parts this is `part`; `unit` is whose screen it is, if anybody's.

    `content` is one of this room's kinds of content; which one follows from `name`.
    """

    name: str
    title: str
    content: Any
    seconds: float
    part: int = 1
    parts: int = 1
    unit: str = ""
    unit_name: str = ""

    @property
    def key(self) -> str:
        """What tells it from every other screen of the rotation: townships, departments-2, unit-T05."""
        return "-".join(filter(None, (self.name, self.unit, str(self.part) if self.parts > 1 else "")))


def pages_of(count: int) -> list[range]:
    """The places 0 … count − 1 in as few screens as hold them, of equal size but for the last."""
    screens = -(-count // (ROWS * BLOCKS))
    size = -(-count // screens) if screens else 0
    return [range(start, min(start + size, count)) for start in range(0, count, size)] if size else []


def blocks_of(count: int) -> list[range]:
    """The places of one screen in as few blocks as hold them, likewise."""
    blocks = -(-count // ROWS)
    size = -(-count // blocks) if blocks else 0
    return [range(start, min(start + size, count)) for start in range(0, count, size)] if size else []


def boxes_of(row: Mapping) -> dict[str, float]:
    """The five boxes of a row of `View.units_on_100`; nought where nothing is judged."""
    return {box: 0.0 if math.isnan(row[box]) else float(row[box]) for box in BOXES}
