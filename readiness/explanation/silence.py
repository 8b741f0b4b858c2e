"""Why a cell has no points of its own: what is missing since when, or why there is nothing to judge."""

from __future__ import annotations

import numpy as np

from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.rule import Case
from readiness.year import Item
from readiness.year.so_far import absent_months


def absence(item: Item, row: int, month: int, rolled: bool) -> str:
    """到期未报送（缺 3月、5月）; of a roll-up, that some township is silent."""
    if rolled:
        return "有乡镇到期未报送，不能确认没有发生"
    period = PERIOD_MONTHS[item.indicator.frequency]
    gaps = absent_months(item.indicator, {name: part.take(slice(row, row + 1)) for name, part in item.parts.items()})[0]
    ends = [last for last in range(period - 1, month + 1, period) if gaps[last - period + 1:last + 1].all()]
    return f"到期未报送（缺 {'、'.join(f'{last + 1}月' for last in ends)}）" if ends else "到期未报送"


def why_not_judged(item: Item, case: Case, row: int) -> str:
    """Where the item was asked for and yet there is nothing to judge, what it lacks; empty where it is not this unit's."""
    if item.share[row] == 0:
        return ""
    if not item.indicator.rule.applies(case):
        return "：没有目标值，即没有这项任务" if np.isnan(case.target) or case.target <= 0 else "：没有上年值可比"
    return "：没有可评判的数据（分母或上年值为 0，或算不出结果）"
