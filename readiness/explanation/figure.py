"""How the figure of one cell was counted over the months, and what a basis makes of it, in Chinese."""

from __future__ import annotations

import numpy as np

from readiness.numbers import TOLERANCE, amount, plain
from readiness.rubric import Indicator
from readiness.rule import Case
from readiness.words import FORECASTS
from readiness.year import Item
from readiness.year.basis import due_shares
from readiness.year.so_far import age, total
from readiness.year.to_come import UNLIMITED


def counted(item: Item, case: Case, row: int, month: int) -> str:
    """The year value and how it came about: 本年累计 5 台; 累计 127 ÷ 151 × 100 = 84.106%."""
    indicator = item.indicator
    if not indicator.weights or np.isnan(case.value):
        return ""
    value, rounding = float(case.value), f"（按 {indicator.round.decimals} 位小数修约）" if indicator.round else ""
    if indicator.accumulate == "ratio":
        return f"{_ratio(item, value, row, month)}{rounding}"
    way = {"sum": "本年累计", "mean": f"1至{month + 1}月平均", "max": "各月最大", "min": "各月最小",
            "latest": _latest(item, row, month)}[indicator.accumulate]
    gap = "" if way.endswith("）") else " "
    return f"{way}{gap}{_terms(indicator, case)}{amount(value, indicator.measure)}{rounding}"


def _terms(indicator: Indicator, case: Case) -> str:
    """What the parts add to the value, where they have weights: 1 × 3（国家级） + … = """
    weights = {name: weight for name, weight in indicator.weights.items() if name}
    there = [f"{plain(float(case.parts[name]))} × {plain(weight)}（{name}）" for name, weight in weights.items()
             if float(case.parts[name])]
    return f"{' + '.join(there)} = " if there else ""


def _ratio(item: Item, value: float, row: int, month: int) -> str:
    whole = item.parts.get("", next(iter(item.parts.values()))).base
    if whole is None:
        return ""
    base = float(total(whole[row:row + 1])[0, month])
    measure = item.indicator.measure
    return f"累计 {plain(value * base / 100.0)} ÷ {plain(base)} × 100 = {amount(value, measure)}"


def _latest(item: Item, row: int, month: int) -> str:
    """5月报, or how old the figure is."""
    reported = np.logical_or.reduce([~np.isnan(part.value[row:row + 1]) for part in item.parts.values()])
    months_old = int(age(reported)[0, month])
    old = f"（已 {months_old} 个月）" if months_old > 0 else ""
    return f"{month - months_old + 1}月报{old}" if months_old >= 0 else "现值"


def completed(item: Item, case: Case, value: float, row: int, month: int) -> str:
    """What the basis makes of the value, with its arithmetic; empty where it leaves it as it is."""
    indicator = item.indicator
    becomes = float(indicator.rule.completed(case))
    if not indicator.rule.completes or np.isnan(becomes) or abs(becomes - value) < TOLERANCE:
        return ""
    shares = due_shares(indicator, item.season)
    share = float(np.broadcast_to(shares, (len(item.share), 12))[row, month])
    if indicator.schedule_way == "share":
        if share <= 0:
            return f"序时还没有应完成的量，按 {plain(becomes)} 计"
        return f"序时应完成全年的 {plain(100 * share, 6)}%，折算全年 {plain(value)} ÷ {plain(100 * share, 6)}% = {plain(becomes)}"
    aim = float(indicator.rule.aim(case))
    return (f"序时应达 {plain(share * aim)}，满分值 {plain(aim)}，折算全年 {plain(value)} − {plain(share * aim)} + {plain(aim)}"
            f" = {plain(becomes)}")


def whole_year(item: Item, value: float) -> str:
    """What the year is expected to come to, and how that was reckoned; the value is left out where several items are judged."""
    how = FORECASTS[item.whole.method]
    if np.isnan(value) or item.indicator.rule.inner(item.indicator.points):
        return f"全年{how}"
    return f"预计全年 {amount(value, item.indicator.rule.judged_measure(item.indicator.measure))}（{how}）"


def at_end(basis: str, silent: bool, value: float, measure: str) -> str:
    """The best or the worst that the year can still come to; on the forecast, the worst for who owes a report."""
    better = basis == "best"
    which = "最好" if better else "最差"
    whole = f"，全年 {amount(value, measure)}" if abs(value) < UNLIMITED / 1e3 else ""
    if silent and basis == "forecast":
        return f"到期未报送，在补报之前不预计，按最差的情形计{whole}"
    return f"今后各月都取可能的{which}值{whole}"
