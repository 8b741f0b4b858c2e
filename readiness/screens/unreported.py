"""未报: who has not reported, how much, since when and until when, and what hangs on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.board import View
from readiness.health import Call, calls_of, kinds_at_stake
from readiness.screens.screen import ROWS


@dataclass(frozen=True)
class Unreported:
    """The first of `count` calls; `items` and `reports` are missing in all, `at_stake` is what hangs on them by kind of unit."""

    calls: tuple[Call, ...]
    count: int
    items: int
    reports: int
    at_stake: Mapping[str, float]


def unreported(view: View) -> Unreported:
    """As of the view's month."""
    rows = view.health.overdue
    calls = calls_of(rows)
    return Unreported(tuple(calls[:ROWS]), len(calls), sum(call.items for call in calls), sum(call.missing for call in calls),
                      kinds_at_stake(rows))
