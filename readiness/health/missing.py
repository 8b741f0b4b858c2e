"""Which due periods of one figure have no report, and which of its parts they lack: `year.so_far.missing`, told month by month.

A period is named by its last month, 0 for January: a quarterly figure's first is 2.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from readiness.numbers import BoolArray
from readiness.rubric import Indicator
from readiness.rubric.indicator import PERIOD_MONTHS

Gaps = Mapping[str, BoolArray]            # part → [month]: whether it has no figure
Lacking = dict[str, list[int]]            # part → the periods in which it is missing


def lacking(indicator: Indicator, gaps: Gaps, month: int) -> Lacking:
    """What one unit's own cell lacks up to `month`; where any part will do, it is one nameless figure."""
    period, required = PERIOD_MONTHS[indicator.frequency], indicator.required
    absent = np.logical_or.reduce([gaps[name] for name in required]) if required else np.logical_and.reduce(list(gaps.values()))
    first = (required or tuple(gaps))[0]
    carried = "latest" in (indicator.accumulate, indicator.accumulate_of(first))
    found: Lacking = {}
    for end in periods_missing(absent, period, carried, month):
        for name in _lacking_in(gaps, required, range(end - period + 1, end + 1)):
            found.setdefault(name, []).append(end)
    return found


def lacking_for_county(indicator: Indicator, gaps: Gaps, month: int) -> Lacking:
    """What the county's figure lacks of one township, part by part, as a roll-up is looked at."""
    period = PERIOD_MONTHS[indicator.frequency]
    found = {}
    for name in indicator.required or tuple(gaps):
        carried = indicator.accumulate == "latest" and indicator.accumulate_of(name) == "latest"
        if ends := periods_missing(gaps[name], period, carried, month):
            found[name] = ends
    return found


def periods_missing(absent: BoolArray, period: int, carried: bool, month: int) -> list[int]:
    """The due periods up to `month` without a report.  Where the last figure is carried on, those since the last report alone, and
    none where something came after the last one was due."""
    due = list(range(period - 1, month + 1, period))
    missed = [end for end in due if absent[end - period + 1:end + 1].all()]
    if not carried or not missed:
        return missed
    if missed[-1] != due[-1] or not absent[due[-1]:month + 1].all():
        return []
    reported = [end for end in due if end not in missed]
    return [end for end in missed if not reported or end > reported[-1]]


def _lacking_in(gaps: Gaps, required: Sequence[str], months: range) -> list[str]:
    """The parts that the fullest month of a period lacks, of equally full ones the last: parts must be there together."""
    if not required:
        return [""]
    fullest = min(reversed(months), key=lambda at: sum(gaps[name][at] for name in required))
    return [name for name in required if gaps[name][fullest]]
