"""Points that no figure can ever earn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np

from readiness.lint.draft import Draft, Placed
from readiness.lint.probe import values
from readiness.numbers import TOLERANCE, FloatArray, plain
from readiness.problems import Problem
from readiness.rule import Case
from readiness.yaml_file import Path_

PLENTY = 1e9          # of things that have no upper limit
FEW_PARTS = 6         # with more there are too many ways of reporting them to try all


def reach(draft: Draft) -> Iterator[Problem]:
    """Steps that no figure within the limits reaches, and items whose full points are out of reach."""
    for placed in draft.rules:
        if placed.known and not placed.extra and not placed.rule.inner(placed.full):
            yield from _unreached_steps(draft, placed) if placed.rule.steps(1.0) else _short(draft, placed)


def _limits_in_words(placed: Placed) -> str:
    low, high = placed.limits
    return f"在 {plain(low)} 至 {plain(high)} 之内" if np.isfinite(high) else f"从 {plain(low)} 起"


def _unreached_steps(draft: Draft, placed: Placed) -> Iterator[Problem]:
    earned = placed.rule.held(values(placed), placed.case)
    for step in placed.rule.steps(placed.full):
        if not np.any(np.abs(earned - step) <= TOLERANCE):
            points = step * placed.full
            yield draft.doubt(_where(draft, placed.path, points), f"得 {plain(points)} 分的一档，数值{_limits_in_words(placed)}永远达不到。",
                              "改界限；数值可以更大的，写上  possible: [最小, 最大]")


def _where(draft: Draft, path: Path_, points: float) -> Path_:
    """The one place in the rule where `points` is written, else the rule."""
    found = [place for place, number in _numbers(draft.written(path), path) if abs(number - points) <= TOLERANCE]
    return found[0] if len(found) == 1 else path


def _numbers(data: Any, path: Path_) -> Iterator[tuple[Path_, float]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        if isinstance(value, int | float):
            yield (*path, key), float(value)
        yield from _numbers(value, (*path, key))


def _short(draft: Draft, placed: Placed) -> Iterator[Problem]:
    earned = _with_parts(placed) if placed.rule.part_names else placed.full * placed.rule.held(values(placed), placed.case)
    known = earned[~np.isnan(earned)]
    if known.size and known.max() < placed.full - TOLERANCE:
        what = "各分项" if placed.rule.part_names else f"数值{_limits_in_words(placed)}"
        yield draft.doubt(placed.path, f"{what}最多得 {plain(float(known.max()))} 分，到不了满分 {plain(placed.full)} 分。",
                          "核对规则的参数和目标值；数值可以更大的，写上  possible: [最小, 最大]")


def _with_parts(placed: Placed) -> FloatArray:
    """The points of every way of reporting each part at its least or its most."""
    names = placed.rule.part_names
    if len(names) > FEW_PARTS:
        return np.array([])
    ends = [[min(end, PLENTY) for end in placed.rule.part_limits(name) or placed.limits] for name in names]
    ways = np.array(list(product(*ends))).T
    case = placed.case
    value = np.zeros(ways.shape[1])
    return placed.rule.points(Case(value, dict(zip(names, ways, strict=True)), case.target, case.baseline, case.full, last_year=case.last_year))
