"""What a form says beside a cell: what to write there, and between which ends."""

from __future__ import annotations

from math import isfinite

from readiness.numbers import plain
from readiness.rubric import Indicator
from readiness.rubric.indicator import COUNTED
from readiness.template.asked import Asked

_PERIODS = {"monthly": ("本月", "月末"), "quarterly": ("本季", "季末"), "half_yearly": ("本半年", "半年末"), "yearly": ("全年", "年末")}


def choices(item: Indicator | None, part: str) -> dict[float, str]:
    """The figures that a word stands for, with the first word of each; none where a number is asked for."""
    found: dict[float, str] = {}
    for word, figure in (item.words(part).items() if item else ()):
        found.setdefault(figure, word)
    return found


def whole(asked: Asked) -> bool:
    """Whether only whole numbers make sense: events, and things counted that cannot be halved."""
    item, part = asked.item, asked.part
    return item is None or (item.measure_of(part) in COUNTED and item.accumulate_of(part) == "sum")


def measure(asked: Asked) -> str:
    """计量单位; empty where the rubric leaves it open."""
    return "次" if asked.item is None else asked.item.measure_of(asked.part) or ""


def what_to_write(asked: Asked) -> str:
    """数值填什么: a month's own figure, the state at its end, a numerator; and what else the row wants."""
    item, part = asked.item, asked.part
    if item is None:
        return "本月发生的次数；没有发生不用填"
    wants = [_figure(item, part)]
    wants += ["备注写明依据"] if item.asks_why(part) else []
    wants += ["还没有结果就空着"] if item.open(part) else []
    return "；".join(wants)


def _figure(item: Indicator, part: str) -> str:
    now, end = _PERIODS[item.frequency]
    if choices(item, part):
        return f"按{end}的情况，从下拉框里选"
    if not part and item.rule.ordinal and item.rule.value_limits(item.points):
        return "名次，第 1 名填 1"
    return {"sum": _sum(item, part, now), "latest": _level(item, part, now, end), "mean": _mean(item, now),
            "ratio": _ratio(item, now), "max": f"{now}最大值", "min": f"{now}最小值"}[item.accumulate_of(part)]


def _sum(item: Indicator, part: str, now: str) -> str:
    return f"{now}新增数，不是累计数；{'没有填 0' if item.part(part).required else '没有可不填'}"


def _level(item: Indicator, part: str, now: str, end: str) -> str:
    if item.measure_of(part) == "%":
        return f"截至{end}的百分数，88.5% 填 88.5"
    return f"截至{end}的总数或现状，不是{now}新增"


def _mean(item: Indicator, now: str) -> str:
    return f"{now}平均值；" + ("分母填有效天数" if item.base_to_come == "days" else "分母填权重，没有可不填")


def _ratio(item: Indicator, now: str) -> str:
    if item.base_to_come == "last_year":
        return f"{now}数；分母填上年同期数"
    if item.base_to_come == "days":
        return f"{now}达标天数；分母填有效天数"
    return f"{now}的分子，不是百分数；分母填{now}总数，没有发生都填 0"


def range_of(asked: Asked) -> str:
    """输入范围: 0–100, 不小于 0, 是或否."""
    item, part = asked.item, asked.part
    if words := choices(item, part):
        return "、".join(words.values())
    if item is not None and asked.item.accumulate_of(part) == "ratio":
        low, high = item.limits
        return f"数值 ÷ 分母在 {plain(low)}–{plain(high)}%" if isfinite(high) else "不小于 0"
    return between(*limits(asked)) + (" 的整数" if whole(asked) else "")


def limits(asked: Asked) -> tuple[float, float]:
    """The least and the most that may be written."""
    return (0.0, float("inf")) if asked.item is None else asked.item.limits_of(asked.part)


def between(low: float, high: float) -> str:
    """Two ends in words, either of which may be endless."""
    if isfinite(low) and isfinite(high):
        return f"{plain(low)}–{plain(high)}"
    return f"不小于 {plain(low)}" if isfinite(low) else f"不大于 {plain(high)}" if isfinite(high) else "任何数"
