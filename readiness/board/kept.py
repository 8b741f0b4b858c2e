"""What a frozen board (定格) has beside its figures: its name, its month, and its files as they were written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """`files`: what people take away, by what it is and the basis: 差距清单_forecast."""

    name: str
    as_of: str
    files: Mapping[str, bytes]
