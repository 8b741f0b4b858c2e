"""比上月变化: what moved the county's total since last month, the greatest moves by name and the rest in one."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.board import View
from readiness.screens.screen import ROWS
from readiness.words import CAUSES


@dataclass(frozen=True)
class Move:
    """What one cause moved; `start` is where the total stood before it."""

    name: str
    change: float
    start: float


@dataclass(frozen=True)
class Changes:
    """From `since` (YYYY-MM) to now; the moves sum to `closing` − `opening`."""

    since: str
    opening: float
    closing: float
    moves: tuple[Move, ...]


def changes(view: View) -> Changes | None:
    """The county's moves on the view's basis; None where there is no month before to compare with."""
    rows = view.since_last_month
    if rows.empty:
        return None
    first = rows.iloc[0]
    told = [(_name(row), float(row.change)) for row in rows.itertuples()]
    if len(told) > ROWS:
        told = [*told[:ROWS - 1], (f"其余 {len(told) - ROWS + 1} 项", sum(change for _, change in told[ROWS - 1:]))]
    return Changes(first["from"], float(first["opening"]), float(first["closing"]), tuple(_moves(told, float(first["opening"]))))


def _moves(told: list[tuple[str, float]], start: float) -> list[Move]:
    found = []
    for name, change in told:
        found.append(Move(name, change, start))
        start += change
    return found


def _name(row) -> str:
    """PM2.5平均浓度; with its cause before it where that is not the data."""
    cause = CAUSES[row.cause] if row.cause != "data" or not row.indicator_name else ""
    return "：".join(dict.fromkeys(filter(None, (cause, row.indicator_name))))
