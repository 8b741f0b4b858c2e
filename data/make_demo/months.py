"""From what happened month by month to what is due in forms: reports by quarter or half-year hold the whole period.

Sums and ratios add up over the period, levels and lists are as they stand at its end.
"""

from __future__ import annotations

from collections.abc import Iterable

from data.make_demo.world import Figure, Figures, Key, World
from readiness.rubric import Indicator
from readiness.rubric.indicator import PERIOD_MONTHS


def due(world: World, figures: Figures, last_month: int) -> Figures:
    """What has to be reported by the end of `last_month`."""
    found: Figures = {}
    for key in figures:
        item = world.rubric.indicators.get(key.indicator)
        period = PERIOD_MONTHS[item.frequency] if item else 1
        if key.month % period == 0 and key.month <= last_month:
            found[key] = _of_period(figures, key, item, period) if item else figures[key]
    return found


def _of_period(figures: Figures, key: Key, item: Indicator, period: int) -> Figure:
    if item.accumulate_of(key.part) not in ("sum", "ratio"):
        return figures[key]
    return added(figures[month] for at in range(period) if (month := key._replace(month=key.month - at)) in figures)


def added(figures: Iterable[Figure]) -> Figure:
    """Several figures as one: values added, and denominators where there are any."""
    members = list(figures)
    bases = [figure.base for figure in members if figure.base is not None]
    return Figure(round(sum(figure.value for figure in members), 2), round(sum(bases), 2) if bases else None)
