"""What is said of the months to come, beside the figure that it is said of: denominators, what keeps, how it is forecast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.lint.draft import Draft
from readiness.problems import Problem
from readiness.rubric import Indicator
from readiness.rubric.indicator import Forecast
from readiness.rule import Accumulate
from readiness.words import FORECASTS
from readiness.yaml_file import Path_

WITH_BASE = frozenset({"ratio", "mean"})
FITS: Mapping[Accumulate, tuple[Forecast, ...]] = {
    "sum": ("plan", "profile", "pace"), "ratio": ("rate", "seasonal"), "mean": ("pace", "scaled", "seasonal"),
    "latest": ("plan", "damped", "seasonal", "hold"), "max": ("pace",), "min": ("pace",)}


def to_come(draft: Draft) -> Iterator[Problem]:
    """Settings that say nothing of this figure."""
    for path, item in draft.indicators:
        ways = {item.accumulate_of(name) for name in item.part_names}
        if item.base_to_come != "open" and not ways & WITH_BASE:
            yield draft.fault((*path, "base_to_come"), f"写了今后各月的分母，可 accumulate: {item.accumulate} 的指标没有分母。",
                              "删去 base_to_come，或改成  accumulate: ratio 或 mean")
        if item.keeps is not None and "latest" not in ways:
            yield draft.fault((*path, "keeps"), f"keeps 说的是达到的水平会不会再降，accumulate: {item.accumulate} 的指标不是取最近一次的水平。",
                              "删去 keeps，或改成  accumulate: latest")
        if item.forecast is not None:
            yield from _forecast(draft, (*path, "forecast"), item, item.forecast)


def _forecast(draft: Draft, path: Path_, item: Indicator, way: Forecast) -> Iterator[Problem]:
    fits = FITS[item.accumulate]
    if way not in fits:
        yield draft.fault(path, f"“{FORECASTS[way]}”不能用在 accumulate: {item.accumulate} 的指标上。",
                          f"改成  forecast: {' 或 '.join(fits)}，或删去这一行")
    elif way == "plan" and (item.plan_shares is None or item.target is None):
        lacking = "目标值" if item.target is None else "序时计划"
        yield draft.fault(path, f"“{FORECASTS[way]}”要有{lacking}，这里没有。",
                          f"补上一行  {'target: 数值' if item.target is None else 'plan: [12 个月]'}，或换一种推算方式")
