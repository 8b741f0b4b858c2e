"""Caps of bonuses and deductions: an event may not be worth more than its own cap, nor a cap be above all totals."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lint.draft import Draft
from readiness.numbers import TOLERANCE, plain
from readiness.problems import Problem
from readiness.rubric import Adjustment
from readiness.yaml_file import Path_

TOTALS = {"bonus": "bonus_cap", "deductions": "deduction_cap"}
KINDS = ("county", "township", "department")


def _adjustments(draft: Draft) -> Iterator[tuple[Path_, Adjustment]]:
    for group in TOTALS:
        yield from (((group, key), item) for key, item in getattr(draft.rubric, group).items())


def _worth(path: Path_, item: Adjustment) -> Iterator[tuple[Path_, float]]:
    """What each kind of event is worth, with its path."""
    yield from (((*path, "each", kind), points) for kind, points in item.each.items())
    if item.beats:
        yield (*path, "beats", "points"), item.beats.points


def beyond_caps(draft: Draft) -> Iterator[Problem]:
    """One event that is worth more than the cap of its item."""
    for path, item in _adjustments(draft):
        for place, points in _worth(path, item):
            if item.cap is not None and points > item.cap + TOLERANCE:
                yield draft.fault(place, f"一次 {plain(points)} 分，超过了这一项的上限 {plain(item.cap)} 分。",
                                  f"改小，或提高 cap（现在第 {draft.document.line((*path, 'cap'))} 行写的是 {plain(item.cap)}）。")


def idle_caps(draft: Draft) -> Iterator[Problem]:
    """A cap, or where there is none an event, above what all items together may come to for any kind of unit."""
    for path, item in _adjustments(draft):
        total = TOTALS[str(path[0])]
        most = max(getattr(draft.rubric, total).of(kind) for kind in KINDS)
        given = [((*path, "cap"), item.cap)] if item.cap is not None else list(_worth(path, item))
        for place, points in given:
            if points > most + TOLERANCE:
                yield draft.doubt(place, f"{plain(points)} 分超过了各项合计的上限 {plain(most)} 分（{total}），用不满。",
                                  f"改小，或提高 {total}。")
