"""The bases (口径): how a year that is not over is completed before the rule is applied.

    today     现状   nothing more happens: the value stays as it is
    schedule  序时   judged against what is due by now: a value exactly on its plan is completed to full marks

On `schedule`, with p the share of the target due by the month (the plan curve, or last year's path where seasonal):
    amounts that start the year at nought (share)   completed = value ÷ p        (p = 0: nothing is due, full marks)
    levels, means, rates (shift, seasonal)          completed = value − p × aim + aim
where aim is the value that earns full marks.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from readiness.numbers import FloatArray
from readiness.rubric import Indicator
from readiness.rule import Completion, as_it_stands
from readiness.words import BASES

__all__ = ["BASES", "WHOLE", "Basis", "completion", "due_shares", "so_far"]

Basis = Literal["today", "schedule", "forecast", "best", "worst"]
WHOLE = frozenset({"forecast", "best", "worst"})        # a year whose months to come are filled in; see year.whole


def so_far(basis: Basis) -> Basis:
    """The basis on which figures are told: of a completed year, as they stand."""
    return "today" if basis in WHOLE else basis


def completion(indicator: Indicator, basis: Basis, season: FloatArray | None) -> Completion:
    """How `basis` completes this indicator's value; `season` is last year's path [unit × month] where known."""
    if basis == "today":
        return as_it_stands
    shares = due_shares(indicator, season)
    if shares is None:
        return _by_own_plan
    way = _in_proportion if indicator.schedule_way == "share" else _at_a_distance

    def complete(value: FloatArray, aim: FloatArray, plan: FloatArray | None = None) -> FloatArray:
        return _in_proportion(value, aim, plan) if plan is not None else way(value, aim, shares)

    return complete


def _by_own_plan(value: FloatArray, aim: FloatArray, plan: FloatArray | None = None) -> FloatArray:
    """Where the indicator has no plan: only an item of a combination that has one is completed."""
    return value if plan is None else _in_proportion(value, aim, plan)


def due_shares(indicator: Indicator, season: FloatArray | None) -> FloatArray | None:
    """The share of the target due by each month: [unit × month], or [month] where all units share a plan."""
    plan = indicator.plan_shares
    if indicator.schedule_way != "seasonal" or season is None:
        return plan
    return season if plan is None else np.where(np.isnan(season), plan, season)


def _in_proportion(value: FloatArray, aim: FloatArray, shares: FloatArray) -> FloatArray:
    due = np.broadcast_to(shares, np.broadcast_shapes(np.shape(value), np.shape(shares)))
    whole = np.where(np.isnan(value), np.nan, np.broadcast_to(aim, due.shape))
    return np.divide(value, due, out=whole, where=due > 0)


def _at_a_distance(value: FloatArray, aim: FloatArray, shares: FloatArray) -> FloatArray:
    return value + aim * (1.0 - shares)
