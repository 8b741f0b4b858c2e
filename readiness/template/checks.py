"""What Excel itself refuses while a form is being filled in: drop-down lists, limits, a denominator smaller than its numerator.

The same limits hold again when the form is read; these only tell earlier.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from readiness.template.asked import Asked
from readiness.template.words import between, choices, limits, measure, range_of, what_to_write, whole

LONGEST_REMARK = 200
_INLINE = 250           # characters that Excel takes in a list of its own
_ENDLESS = "1E+99"


@dataclass(frozen=True)
class Check:
    """One rule of Excel's data validation; `kind` is empty where there is only something to tell."""

    kind: str = ""
    operator: str | None = None
    first: str | None = None
    second: str | None = None
    told: str = ""
    refused: str = ""


def value_check(asked: Asked, base_cell: str) -> Check:
    """Of 数值."""
    told = f"{what_to_write(asked)}。范围：{range_of(asked)}。"
    if words := choices(asked.item, asked.part):
        return _list(list(words.values()), told)
    if asked.item is not None and asked.item.accumulate_of(asked.part) == "ratio":
        return _numerator(asked.item.limits[1], base_cell, told)
    low, high = limits(asked)
    what = "整数" if whole(asked) else "数"
    unit = f"，单位是“{measure(asked)}”" if measure(asked) else ""
    return _number("whole" if whole(asked) else "decimal", low, high, told, f"只填 {between(low, high)} 的{what}{unit}，不带文字。")


def _list(words: list[str], told: str) -> Check:
    listed = ",".join(words)
    if len(listed) > _INLINE or any(mark in word for word in words for mark in ',"'):
        return Check(told=told)
    return Check("list", None, f'"{listed}"', None, told, f"从下拉框里选：{'、'.join(words)}。")


def _number(kind: str, low: float, high: float, told: str, refused: str) -> Check:
    if isfinite(low) and isfinite(high):
        return Check(kind, "between", _written(low), _written(high), told, refused)
    if isfinite(low):
        return Check(kind, "greaterThanOrEqual", _written(low), None, told, refused)
    return Check(kind, "lessThanOrEqual", _written(high) if isfinite(high) else _ENDLESS, None, told, refused)


def _numerator(high: float, base_cell: str, told: str) -> Check:
    if not isfinite(high):
        return _number("decimal", 0.0, high, told, "只填不小于 0 的数，不带单位和文字。")
    most = f"IF(ISNUMBER({base_cell}),{_share(base_cell, high, 100.0)},{_ENDLESS})"
    return Check("decimal", "between", "0", most, told, f"数值 ÷ 分母不能超过 {high:g}%。核对数值和分母，是否填反或填了百分数。")


def base_check(asked: Asked, year: int, month: int, value_cell: str) -> Check:
    """Of 分母, where there is one: what the numerator allows, and no more days than the calendar has."""
    item = asked.item
    days = item.days(year)[month - 1] if item.base_to_come == "days" else float("inf")
    low, high = item.limits if item.accumulate_of(asked.part) == "ratio" else (0.0, float("inf"))
    least = _share(value_cell, 100.0, high) if isfinite(high) else "0"
    most = [_share(value_cell, 100.0, low)] if low > 0 else []
    most += [_written(days)] if isfinite(days) else []
    limit = f"，不超过 {days:g} 天" if isfinite(days) else ""
    refused = f"{f'数值 ÷ 分母不能超过 {high:g}%' if isfinite(high) else '分母不能是负数'}{limit}。核对数值和分母，是否填反。"
    operator = "between" if most else "greaterThanOrEqual"
    second = None if not most else most[0] if len(most) == 1 else f"MIN({','.join(most)})"
    return Check("decimal", operator, least, second, f"{what_to_write(asked)}{limit}。", refused)


def _share(cell: str, times: float, over: float) -> str:
    return cell if times == over else f"{cell}*{_written(times)}/{_written(over)}"


def remark_check(asked: Asked) -> Check:
    """Of 备注."""
    why = "这一项要写明依据：谁评的、凭什么。" if asked.item and asked.item.asks_why(asked.part) else ""
    return Check("textLength", "lessThanOrEqual", str(LONGEST_REMARK), None, why, f"备注不超过 {LONGEST_REMARK} 个字。")


def _written(number: float) -> str:
    return f"{number:.15g}"
