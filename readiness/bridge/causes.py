"""The bridge between two months: a row for each cause and indicator, and the totals at either end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from readiness.bridge.shares import Shares, shares_of, split
from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Adjustment, Rubric
from readiness.scoring import Assessment
from readiness.words import CAUSES

COLUMNS = ["unit", "from", "to", "basis", "cause", "indicator", "indicator_name", "change", "opening", "closing"]
NOISE = 1e-12                # points; what moves a total by less is floating noise and has no row
WHOLE, LEFT, ALL = "合成", "其余指标权重", "没有可比的指标"
Known = tuple[Assessment, int]      # a year scored on a basis, and the month, 0 for January


@dataclass(frozen=True)
class Part:
    """What one cause moves, [unit]; `indicator` is the id of an indicator, a category or an event, empty where there is none."""

    cause: str
    indicator: str
    name: str
    change: FloatArray


@dataclass(frozen=True)
class Bridge:
    """The change of every unit's total; nan totals, and no parts, where nothing is judged at either end."""

    units: tuple[str, ...]
    since: str
    until: str
    basis: str
    opening: FloatArray
    closing: FloatArray
    parts: tuple[Part, ...]

    def of(self, unit: str) -> pd.DataFrame:
        """`COLUMNS`; causes in their order, in each what moves most first.

        The changes sum to closing − opening.  Where nothing moves there is one row of nought, where nothing can be compared none.
        """
        at = self.units.index(unit)
        opening, closing = float(self.opening[at]), float(self.closing[at])
        found = [(part, float(part.change[at])) for part in self.parts if abs(part.change[at]) > NOISE]
        ends = np.isfinite(closing - opening)
        nothing = [(Part("data", "", "", self.opening), 0.0)] if ends and not found else []
        ordered = sorted(found, key=lambda row: (_ORDER[row[0].cause], -abs(row[1])))
        rows = [(unit, self.since, self.until, self.basis, part.cause, part.indicator, part.name, change, opening, closing)
                for part, change in ordered or nothing]
        return pd.DataFrame(rows, columns=COLUMNS)


_ORDER = {cause: at for at, cause in enumerate(CAUSES)}


def bridge(then: Known, corrected: Known, rescored: Known, now: Known) -> Bridge:
    """From `then` to `now`; `then` and `corrected` are the same month as known then and now, `rescored` by the rubric of `now`.

    Where no step is to be told apart the same assessment stands at both its ends.  Told of the units that are there all the way.
    """
    all_the_way = (then, corrected, rescored, now)
    there = set.intersection(*(set(known[0].cube.units) for known in all_the_way))
    units = [unit for unit in now[0].cube.units if unit in there]
    states = [_shares(known, units) for known in all_the_way]
    (first, month), (last, last_month) = then, now
    names = _names(corrected[0].cube.rubric) | _names(last.cube.rubric)
    opening, closing = states[0].total, states[-1].total
    parts = _in_order(states, names, last.cube.rubric)
    known = ~np.isnan(closing - opening)
    return Bridge(tuple(units), _month(first, month), _month(last, last_month), last.basis, opening, closing,
                  tuple(_only(known, parts)))


def _shares(known: Known, units: Sequence[str]) -> Shares:
    own, shares = known[0].cube.units, shares_of(*known)
    return shares if list(own) == units else shares.of([own.index(unit) for unit in units])


def _month(assessment: Assessment, month: int) -> str:
    return f"{assessment.cube.rubric.year}-{month + 1:02d}"


def _names(rubric: Rubric) -> dict[str, str]:
    categories = {key: category.name for key, category in rubric.all_categories.items()}
    return {"": WHOLE, **categories, **{key: item.name for key, item in rubric.indicators.items()}}


def _in_order(states: Sequence[Shares], names: Mapping[str, str], rubric: Rubric) -> list[Part]:
    """The parts of every step.  Where a unit has nothing judged half-way, what follows is one part of the step that led there."""
    then, corrected, rescored, now = states
    no_figures, no_rules = np.isnan(corrected.total), np.isnan(rescored.total) & ~np.isnan(corrected.total)
    early = _only(~no_figures, _one_cause("correction", then, corrected, names))
    late = [*_one_cause("rule", corrected, rescored, names), *_by_cause(rescored, now, names), *_events(rescored, now, rubric)]
    late = _only(~no_figures & ~no_rules, late)
    return [*early, Part("correction", "", ALL, np.where(no_figures, now.total - then.total, 0.0)),
            *late, Part("rule", "", ALL, np.where(no_rules, now.total - corrected.total, 0.0))]


def _only(where: BoolArray, parts: Iterable[Part]) -> list[Part]:
    return [Part(part.cause, part.indicator, part.name, np.where(where, part.change, 0.0)) for part in parts]


def _one_cause(cause: str, one: Shares, other: Shares, names: Mapping[str, str]) -> Iterator[Part]:
    """A step that is one cause whatever it moves."""
    moved = split(one, other)
    yield from _by_indicator(cause, moved.keys, moved.by_share + moved.by_weight, names)
    yield Part(cause, "", LEFT, moved.left)
    yield from (Part(cause, "", name, change) for _, name, change in _on_top(one, other))


def _by_cause(one: Shares, other: Shares, names: Mapping[str, str]) -> Iterator[Part]:
    """The subtotal in the last step: both ends by the same rubric."""
    moved = split(one, other)
    scope = moved.scope
    yield from _by_indicator("not_applicable", moved.keys, np.where(scope, moved.by_weight, 0.0), names)
    yield from _by_indicator("data", moved.keys, moved.by_share + np.where(scope, 0.0, moved.by_weight), names)
    for cause, where in (("not_applicable", scope.any(axis=0)), ("data", ~scope.any(axis=0))):
        yield Part(cause, "", LEFT, np.where(where, moved.left, 0.0))


def _by_indicator(cause: str, keys: Sequence[tuple[str, bool]], change: FloatArray, names: Mapping[str, str]) -> Iterator[Part]:
    """A part for each block; one that stands in both of a department's groups is one part."""
    for block in dict.fromkeys(key for key, _ in keys):
        rows = [at for at, (key, _) in enumerate(keys) if key == block]
        yield Part(cause, block, names[block], change[rows].sum(axis=0))


def _on_top(one: Shares, other: Shares) -> Iterator[tuple[str, str, FloatArray]]:
    yield "bonus", "加分", other.bonus - one.bonus
    yield "deduction", "扣分", one.deduction - other.deduction
    yield "cap", "满分封顶", other.cap - one.cap


def _events(one: Shares, other: Shares, rubric: Rubric) -> Iterator[Part]:
    """What stands on top of the subtotal in the last step, event by event; and what the cap on all of them does."""
    events: Mapping[str, Mapping[str, Adjustment]] = {"bonus": rubric.bonus, "deduction": rubric.deductions, "cap": {}}
    for cause, name, change in _on_top(one, other):
        own = [Part(cause, key, item.name, other.events[key] - one.events[key]) for key, item in events[cause].items()]
        yield from own
        rest = change - sum((part.change for part in own), np.zeros(change.shape))
        yield Part(cause, "", name if cause == "cap" else f"{name}上限", rest)
