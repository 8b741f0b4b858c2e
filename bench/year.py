"""A made-up year of any size: the fifty indicators of the mix, some months missing."""

from __future__ import annotations

import numpy as np

from bench.mix import MIX, POINTS, Kind
from readiness.numbers import FloatArray
from readiness.rubric import Category, Indicator, Rubric
from readiness.year import Cube, Figures, Item

INDICATORS = 50
BASE = 60.0          # the denominator or weight of every month that has one


def cube_of_size(units: int, seed: int = 2026) -> Cube:
    """The year of `units` townships; an indicator's id begins with its kind."""
    random = np.random.default_rng(seed)
    kinds = [(f"{name}-{at // len(MIX)}", kind) for at, (name, kind) in enumerate([*MIX.items()] * (INDICATORS // len(MIX)))]
    items = {key: _item(_indicator(key, kind), kind, units, random) for key, kind in kinds}
    return Cube(_rubric(items), tuple(f"U{at}" for at in range(units)), ("township",) * units, items, {})


def _indicator(key: str, kind: Kind) -> Indicator:
    return Indicator.model_validate({"id": key, "name": f"指标{key}", "measure": "项", "points": POINTS,
                                     "accumulate": kind.accumulate, "rule": kind.rule, **kind.settings})


def _rubric(items: dict[str, Item]) -> Rubric:
    indicators = {key: item.indicator for key, item in items.items()}
    caps = {"county": 5, "township": 3, "department": 3}
    return Rubric(id="bench", title="bench", year=2026, grades=({"min": 0, "name": "合格"},), bonus_cap=caps,
                  departments={"business_weight": 60, "duty_weight": 40, "support_share": 0.5}, deduction_cap=caps,
                  categories={"A": Category(id="A", name="甲", points=100, indicators=indicators)})


def _stored(value: FloatArray) -> FloatArray:
    """As a cube keeps it: a month's units side by side."""
    return np.asfortranarray(value)


def _item(indicator: Indicator, kind: Kind, units: int, random: np.random.Generator) -> Item:
    missing = random.random((units, 12)) < 0.02
    parts = {name: _figures(indicator, name, kind, missing, random) for name in indicator.part_names}
    target, before = kind.settings.get("target", np.nan), np.nan if kind.last_year is None else kind.last_year
    alike = {"kind": np.zeros(units, dtype=int)} if indicator.compares else {}
    return Item(indicator, parts, np.ones(units), np.zeros(units, dtype=bool), np.ones(units, dtype=bool),
                np.full((units, 1), float(target)), np.full((units, 12), before), np.full((units, 1), before), alike)


def _figures(indicator: Indicator, part: str, kind: Kind, missing: FloatArray, random: np.random.Generator) -> Figures:
    value = random.integers(*kind.late.get(part, kind.drawn), missing.shape).astype(float)
    absent = missing | (np.arange(12) < 11) if part in kind.late else missing
    based = indicator.accumulate_of(part) == "ratio" or (indicator.accumulate == "mean" and not part)
    return Figures(_stored(np.where(absent, np.nan, value)), _stored(np.where(absent, np.nan, BASE)) if based else None)
