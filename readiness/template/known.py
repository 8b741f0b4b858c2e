"""What is known already of a figure that is asked for: the last report, last year's, the year so far, the target."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import nan

import numpy as np

from readiness.numbers import FloatArray
from readiness.rubric import Indicator, Rubric
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.scoring.cases import case_of
from readiness.template.asked import Asked
from readiness.year import Cube
from readiness.year.cube import Item
from readiness.year.figures import MONTHS, Figures
from readiness.year.so_far import total, year_so_far


@dataclass(frozen=True)
class Beside:
    """What stands beside an empty cell; nan where it is not known."""

    last: float = nan
    last_base: float = nan
    year_ago: float = nan
    year_ago_base: float = nan
    so_far: float = nan
    target: float = nan


@dataclass(frozen=True)
class Known:
    """The figures up to the month before; `before` is last year's rubric, where there is one.

    The last report is of the period before (last month, last quarter), the same period's of last year is that of a year ago.
    """

    cube: Cube
    before: Rubric | None
    month: int
    _so_far: dict[str, dict[str, FloatArray]] = field(default_factory=dict)

    def beside(self, asked: Asked) -> Beside:
        """What is known of one figure."""
        at = self.cube.units.index(asked.unit.id)
        return self._of_event(asked, at) if asked.item is None else self._of_item(asked.item, asked.part, at)

    def _of_event(self, asked: Asked, at: int) -> Beside:
        months = self.cube.events[(asked.key, asked.part)].value[at:at + 1]
        known = self.month > 1 and not np.isnan(months[:, :self.month - 1]).all()
        return Beside(so_far=float(total(months)[0, self.month - 2])) if known else Beside()

    def _of_item(self, indicator: Indicator, part: str, at: int) -> Beside:
        item, period = self.cube.items[indicator.id], PERIOD_MONTHS[indicator.frequency]
        before = item.own.before[part] if self._meant_the_same(indicator, part) else None
        months = _two_years(before, item.own.now[part], at)
        end = MONTHS + self.month
        last, year_ago = (_newest(months, upto - period, upto) for upto in (end - period, end - MONTHS))
        target = float(item.target[at, 0]) if _has_target(indicator, part) else nan
        return Beside(*last, *year_ago, self._year_so_far(item, part, at), target)

    def _meant_the_same(self, indicator: Indicator, part: str) -> bool:
        """Whether last year's figure under the same id was one of the same kind."""
        other = self.before and self.before.indicators.get(indicator.id)
        return bool(other) and (other.measure, other.accumulate_of(part)) == (indicator.measure, indicator.accumulate_of(part))

    def _year_so_far(self, item: Item, part: str, at: int) -> float:
        if self.month == 1 or np.isnan(item.own.now[part].value[at, :self.month - 1]).all():
            return nan
        key = item.indicator.id
        if key not in self._so_far:
            self._so_far[key] = _parts_so_far(item)
        return float(self._so_far[key][part][at, self.month - 2])


def _parts_so_far(item: Item) -> dict[str, FloatArray]:
    """Each part's year so far; of the indicator's own figure what the board shows and judges (a change, not a quotient)."""
    year = year_so_far(item.indicator, item.parts)
    judged = item.indicator.rule.value(case_of(item, year, "today"))
    return {**year.parts, "": np.broadcast_to(judged, item.parts[next(iter(item.parts))].value.shape)}


def _has_target(indicator: Indicator, part: str) -> bool:
    """Whether the indicator's target speaks of this part's figure."""
    return not part or any(part in rule.part_names and rule.part_limits(part) is None for rule in indicator.rules)


def _two_years(before: Figures | None, now: Figures, at: int) -> tuple[FloatArray, FloatArray]:
    """The months of last year and this year, and what each is shared by."""
    empty = np.full(MONTHS, nan)
    value = np.concatenate([empty if before is None else before.value[at], now.value[at]])
    bases = [empty if figures is None or figures.base is None else figures.base[at] for figures in (before, now)]
    return value, np.concatenate(bases)


def _newest(months: tuple[FloatArray, FloatArray], after: int, upto: int) -> tuple[float, float]:
    """The newest figure of the months from `after` (not counted from 1) up to `upto`, with its base."""
    value, base = months
    there = [at for at in range(max(after, 0), max(upto, 0)) if not np.isnan(value[at])]
    return (float(value[there[-1]]), float(base[there[-1]])) if there else (nan, nan)
