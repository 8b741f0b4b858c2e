"""Why a unit's total is another today than it was frozen.

    as frozen → with today's figures → by today's rubric, targets and units → at today's month

The ends of each arrow are whole scorings, so the parts sum to the change: see `readiness.bridge`.  The first arrow is its `correction`,
the second its `rule`; where today's month is the frozen one there is no third.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from readiness.board import Board
from readiness.bridge import Bridge, bridge
from readiness.words import CAUSES

BY_CAUSE = tuple(f"by_{cause}" for cause in CAUSES)


class NotComparable(Exception):
    """There are no two totals to compare; the message says why to people."""


def beside_today(then: Board, today: Board, until: str, basis: str) -> Bridge:
    """From a frozen board to a month of today's, the frozen one or a later one; of the units that both have."""
    since = then.kept.as_of
    (year, month), (last_year, last_month) = ((int(day[:4]), int(day[5:]) - 1) for day in (since, until))
    if until < since:
        raise NotComparable(f"{until} 早于定格的月份 {since}，不能比较。")
    if missing := {year, last_year} - set(today.configuration.rubrics):
        raise NotComparable(f"现在没有 {min(missing)} 年的考核细则，不能比较。")
    corrected = today.under(then.configuration, today.revision)
    return bridge((then.assessment(year, basis), month), (corrected.assessment(year, basis), month),
                  (today.assessment(year, basis, last_year), month), (today.assessment(last_year, basis), last_month))


def sums_by_cause(found: Bridge, names: Mapping[str, str]) -> pd.DataFrame:
    """unit, unit_name, frozen_total, total_today, difference and by_… for each cause, which sum to the difference."""
    return pd.DataFrame([_sums(own, names) for own in map(found.of, found.units) if len(own)],
                        columns=["unit", "unit_name", "frozen_total", "total_today", "difference", *BY_CAUSE])


def _sums(rows: pd.DataFrame, names: Mapping[str, str]) -> dict[str, object]:
    first = rows.iloc[0]
    causes = {f"by_{cause}": rows.loc[rows["cause"] == cause, "change"].sum() for cause in CAUSES}
    return {"unit": first["unit"], "unit_name": names[first["unit"]], "frozen_total": first["opening"], "total_today": first["closing"],
            "difference": first["closing"] - first["opening"], **causes}
