"""Marks on a setting that say how worked examples may check it.

`by: Annotated[int, UNSCORED]`        it moves no points (when something is due, where a curve is drawn): no example can show it
`formula: Annotated[str, NUMERALS]`   text with numbers in it, each of which examples should show
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One mark, by its name."""

    name: str


UNSCORED = Mark("unscored")
NUMERALS = Mark("numerals")
