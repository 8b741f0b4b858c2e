"""A made-up year of any size: fifty indicators of mixed rules, some months missing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from readiness.numbers import FloatArray
from readiness.rubric import Category, Indicator, Rubric
from readiness.year import Cube, Figures, Item

INDICATORS = 50
KINDS: tuple[tuple[str, dict, dict], ...] = (
    ("sum", {"type": "proportional"}, {"target": 60}),
    ("latest", {"type": "linear", "zero_at": 60, "full_at": 100}, {}),
    ("ratio", {"type": "tiers", "tiers": [{"min": 95, "points": 2}, {"min": 80, "points": 1}], "else": 0}, {}),
    ("mean", {"type": "per_unit_deduct", "deduct_per_unit": 0.05, "beyond": "above"}, {"target": 30}),
    ("sum", {"type": "per_occurrence", "deduct_per": {"省": 0.03, "县": 0.01}}, {}),
    ("ratio", {"type": "linear", "zero_at": 50, "full_at": 90}, {}),
    ("latest", {"type": "checklist", "items": {"一": 1.2, "二": 0.8}}, {}),
    ("latest", {"type": "milestone", "stages": {"前期": 0.25, "在建": 0.5, "完成": 1}}, {}),
    ("ratio", {"type": "yoy", "zero_at": 0, "full_at": -40}, {}),
    ("latest", {"type": "proportional"}, {"target": 100}),
)


def cube_of_size(units: int, seed: int = 2026) -> Cube:
    """The year of `units` townships."""
    random = np.random.default_rng(seed)
    items = {}
    for at in range(INDICATORS):
        way, rule, more = KINDS[at % len(KINDS)]
        indicator = Indicator.model_validate(
            {"id": f"I{at:02d}", "name": f"指标{at}", "measure": "项", "points": 2.0, "accumulate": way, "rule": rule, **more})
        items[indicator.id] = _item(indicator, units, random)
    return Cube(_rubric(items), tuple(f"U{at}" for at in range(units)), ("township",) * units, items, {})


def _rubric(items: dict[str, Item]) -> Rubric:
    indicators = {key: item.indicator for key, item in items.items()}
    caps = {"county": 5, "township": 3, "department": 3}
    return Rubric(id="bench", title="bench", year=2026, grades=({"min": 0, "name": "合格"},), bonus_cap=caps,
                  departments={"business_weight": 60, "duty_weight": 40, "support_share": 0.5}, deduction_cap=caps,
                  categories={"A": Category(id="A", name="甲", points=100, indicators=indicators)})


def _stored(value: FloatArray) -> FloatArray:
    """As a cube keeps it: a month's units side by side."""
    return np.asfortranarray(value)


def _item(indicator: Indicator, units: int, random: np.random.Generator) -> Item:
    draw: Callable = {"sum": lambda: random.integers(0, 12, (units, 12)).astype(float),
                      "latest": lambda: random.integers(1, 101, (units, 12)).astype(float)}.get(
                          indicator.accumulate, lambda: random.integers(20, 61, (units, 12)).astype(float))
    missing = random.random((units, 12)) < 0.02
    based = indicator.accumulate in ("ratio", "mean")
    parts = {name: Figures(_stored(np.where(missing, np.nan, draw())),
                           _stored(np.where(missing, np.nan, 60.0)) if based else None) for name in indicator.part_names}
    target = indicator.target if isinstance(indicator.target, float) else np.nan
    return Item(indicator, parts, np.ones(units), np.zeros(units, dtype=bool), np.ones(units, dtype=bool),
                np.full((units, 1), target), np.full((units, 12), np.nan))
