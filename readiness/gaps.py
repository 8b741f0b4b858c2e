"""What is owed, what it takes, who owes it: one row for each cell that falls short of full marks on a basis.

    cells → owed > 0 → the amount still needed, in the indicator's own measure → who answers for it, by when
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from readiness.county import County
from readiness.numbers import TOLERANCE, plain
from readiness.rubric import Indicator, Rubric
from readiness.year import Cube

FIRST_COLUMNS = ["unit", "unit_name", "kind", "category", "indicator", "indicator_name", "as_of", "basis", "full_points",
                 "points", "owed", "owed_on_100", "value", "target", "measure", "needed", "needed_per_month", "light",
                 "lead", "owner", "deadline"]
MORE_COLUMNS = ["category_name", "type", "role", "status", "due", "locked", "winnable", "months_left", "takes", "reason",
                "advice", "supporters", "sponsor"]


@dataclass(frozen=True)
class Need:
    """What full marks still take: the amount, the amount a month, and both in words."""

    amount: float
    a_month: float
    words: str


def gap_table(cells: pd.DataFrame, cube: Cube, county: County) -> pd.DataFrame:
    """The gaps among `cells` (see `tables.Month.cells`), the most owed on 100 first."""
    owing = cells[(cells["owed"] > TOLERANCE)].copy()
    month = int(owing["as_of"].iloc[0][5:]) if len(owing) else 12
    needs = [_need(row, cube, month) for row in owing.to_dict("records")]
    owing["needed"] = [need.amount for need in needs]
    owing["needed_per_month"] = [need.a_month for need in needs]
    owing["takes"] = [need.words for need in needs]
    owing["months_left"] = 12 - month
    owing["locked"] = np.minimum(owing["locked"], owing["owed"])
    owing["winnable"] = owing["owed"] - owing["locked"]
    owing = _who(owing, cube.rubric, county)
    owing["reason"] = [_reason(row) for row in owing.to_dict("records")]
    ordered = owing.sort_values("owed_on_100", ascending=False, kind="stable")
    return ordered[FIRST_COLUMNS + MORE_COLUMNS].reset_index(drop=True)


def _who(owing: pd.DataFrame, rubric: Rubric, county: County) -> pd.DataFrame:
    """牵头单位, 配合单位, 责任人, 包抓领导, 完成时限, 建议措施."""
    items = rubric.indicators
    leads = {key: (county.lead(key).name if county.lead(key) else "") for key in items}
    supporters = {key: "、".join(unit.name for unit in county.supporters(key)) for key in items}
    owing["lead"] = owing["indicator"].map(leads)
    owing["supporters"] = owing["indicator"].map(supporters)
    owing["owner"] = owing["unit"].map({key: unit.owner for key, unit in county.units.items()})
    owing["sponsor"] = owing["unit"].map({key: unit.sponsor for key, unit in county.units.items()})
    owing["deadline"] = owing["indicator"].map({key: item.deadline or f"{rubric.year}-12-31" for key, item in items.items()})
    owing["advice"] = owing["indicator"].map({key: item.advice for key, item in items.items()})
    return owing


def _need(row: Mapping, cube: Cube, month: int) -> Need:
    indicator, left = cube.rubric.indicators[row["indicator"]], 12 - month
    if row["status"] == "unreported":
        return Need(math.nan, math.nan, "先补报数据")
    if math.isnan(row["value"]):
        return Need(math.nan, math.nan, "尚无数据")
    if math.isnan(row["target"]):
        return Need(math.nan, math.nan, "按现在的情况达不到满分")
    short = row["target"] - row["value"] if indicator.more_is_better else row["value"] - row["target"]
    if indicator.accumulate == "sum" and not indicator.more_is_better:
        return Need(math.nan, math.nan, f"已发生 {plain(row['value'])} {row['measure']}，扣分不可追回；此后不再发生")
    if indicator.accumulate == "mean" and left and "" in cube.items[indicator.id].parts:
        return _mean_need(row, indicator, cube, month, max(short, 0.0))
    return _amount_need(row, indicator, left, short)


def _amount_need(row: Mapping, indicator: Indicator, left: int, short: float) -> Need:
    """An amount still to be done, a month where amounts add up; or so much to be raised or lowered."""
    if short <= TOLERANCE:
        return Need(0.0, math.nan, "数值已达到目标，失分在扣分项")
    amount = math.ceil(short - TOLERANCE) if indicator.whole_numbers else short
    told = f"{plain(_up(amount, 2))} {_measure(row['measure'])}"
    if indicator.accumulate == "sum" or indicator.schedule_way == "share":
        if not left:
            return Need(amount, math.nan, f"还差 {told}，本年度已结束")
        a_month = f"{plain(_up(amount / left, 1))} {_measure(row['measure'])}"
        return Need(amount, amount / left, f"还差 {told}，每月至少 {a_month}")
    verb = "提高" if indicator.more_is_better else "降低"
    return Need(amount, math.nan, f"还须{verb} {told}，达到 {plain(row['target'])}{_unit(row['measure'])}")


def _measure(measure: str) -> str:
    return "个百分点" if measure == "%" else measure


def _unit(measure: str) -> str:
    return measure if measure == "%" else f" {measure}"


def _up(amount: float, decimals: int) -> float:
    """Rounded up: what is asked of a month may be a little more than needed, never less."""
    return math.ceil(amount * 10**decimals - TOLERANCE) / 10**decimals


def control_value(target: float, mean: float, weight: float, whole: float) -> float:
    """剩余时段控制值: the mean the rest of the year must keep to, (T·N − ytd·n) ÷ (N − n).

    `weight` is n, the days (or months) so far; `whole` is N, those of the year.
    """
    return (target * whole - mean * weight) / (whole - weight)


def _mean_need(row: Mapping, indicator: Indicator, cube: Cube, month: int, short: float) -> Need:
    figures = cube.items[indicator.id].parts[""]
    at = cube.units.index(row["unit"])
    year = cube.rubric.year
    so_far = float(np.nansum(figures.base[at, :month])) if figures.base is not None else float(month)
    whole = so_far + sum(calendar.monthrange(year, m + 1)[1] for m in range(month, 12)) if figures.base is not None else 12.0
    control = control_value(row["target"], row["value"], so_far, whole)
    if control <= 0 and not indicator.more_is_better:
        return Need(short, math.nan, "剩余月份即使为零也达不到目标")
    bound = "不低于" if indicator.more_is_better else "不高于"
    return Need(short, math.nan, f"剩余 {12 - month} 个月均值须{bound} {control:.1f} {row['measure']}")


_REASONS = {"unreported": "到期未报送", "not_due": "尚未到期", "partial": "部分乡镇未报送"}


def _reason(row: Mapping) -> str:
    """主要原因, as far as the figures say it."""
    if row["status"] in _REASONS:
        return _REASONS[row["status"]]
    if row["locked"] > TOLERANCE:
        return "发生扣分事项"
    if row["basis"] == "schedule" and not math.isnan(row["due"]) and not math.isnan(row["value"]):
        return f"应达到 {plain(row['due'], 2)}，实际 {plain(row['value'], 2)}"
    return f"目标 {plain(row['target'], 2)}，实际 {plain(row['value'], 2)}"
