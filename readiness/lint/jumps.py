"""Points that jump though the rule is not one of steps: as with a slip in a formula, unless `jumps` says that it is meant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from readiness.lint.draft import Draft, Placed
from readiness.lint.probe import BESIDE, edges, limits
from readiness.numbers import plain, shown
from readiness.problems import Problem

LEAST = 1e-4       # of the full points: more than this within two ten-millionths is no slope
SHOWN_BESIDE = 0.01


def jumps(draft: Draft) -> Iterator[Problem]:
    """Jumps that nothing declares, and declared jumps that are none."""
    for placed in draft.rules:
        if placed.extra or placed.rule.part_names or not placed.known or placed.rule.inner(placed.full):
            continue
        yield from _undeclared(draft, placed)
        if not placed.nested:
            yield from _declared_in_vain(draft, placed)


def _jump(placed: Placed, at: float) -> float:
    """How much the fraction earned changes from just below `at` to just above it."""
    below, on, above = placed.rule.held(np.array([at - BESIDE, at, at + BESIDE]), placed.case)
    return float(max(abs(on - below), abs(above - on)))


def _undeclared(draft: Draft, placed: Placed) -> Iterator[Problem]:
    if placed.rule.steps(placed.full):
        return
    low, high = limits(placed)
    declared = (*placed.item.jumps, *placed.rule.declared_jumps(placed.case))
    for edge in edges(placed):
        if low < edge < high and _jump(placed, edge) > LEAST and not any(abs(edge - known) <= BESIDE for known in declared):
            yield draft.doubt(placed.path, f"得分在 {plain(edge)} 处跳变：{_beside(placed, edge)}。",
                              f"不是这个意思就改规则；就是这个意思，在指标下写上  jumps: [{plain(edge)}]")


def _beside(placed: Placed, edge: float) -> str:
    """94.99 → 3.80 分，95 → 4.00 分: the edge and the nearest value on the side of the jump."""
    below, on, above = placed.rule.held(np.array([edge - BESIDE, edge, edge + BESIDE]), placed.case)
    away = max(placed.step, SHOWN_BESIDE)
    pair = (edge - away, edge) if abs(on - below) >= abs(above - on) else (edge, edge + away)
    return "，".join(f"{plain(value)} → {shown(float(placed.full * placed.rule.held(np.float64(value), placed.case)))} 分" for value in pair)


def _declared_in_vain(draft: Draft, placed: Placed) -> Iterator[Problem]:
    path = placed.path[:-1]
    for at, value in enumerate(placed.item.jumps):
        if _jump(placed, value) <= LEAST:
            yield draft.doubt((*path, "jumps", at), f"写明得分在 {plain(value)} 处跳变，按规则那里并不跳。", "删去，或核对规则。")
