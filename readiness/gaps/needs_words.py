"""What it takes, in one sentence that leaders can read: 还差多少、剩几个月、每月多少；今年、去年同期每月多少：能不能达到."""

from __future__ import annotations

import math

from readiness.gaps.outlook import Outlook
from readiness.gaps.strand import Strand
from readiness.numbers import TOLERANCE, amount, plain, rounded_down, rounded_up, shown
from readiness.words import OUTLOOKS


def sentence(strand: Strand, found: Outlook) -> str:
    """Of one strand, with its verdict."""
    said = {"mean": _mean, "ratio": _rate, "limit": _limit}.get(found.way, _amount)(strand, found)
    return f"{said}：{verdict_of(found)}"


def verdict_of(found: Outlook) -> str:
    """按现进度可达, 需加力, 难以达到; 满分已不可能 where nothing that may still happen brings it."""
    return "满分已不可能" if found.impossible else OUTLOOKS[found.verdict]


def _measure(strand: Strand) -> str:
    return "个百分点" if strand.measure == "%" else strand.measure


def _amount(strand: Strand, found: Outlook) -> str:
    measure = _measure(strand)
    verb = "还差" if found.way == "amount" else "还须提高" if strand.rises else "还须降低"
    needed = f"{verb} {plain(rounded_up(found.remaining, 2))} {measure}，剩 {strand.left} 个月"
    if math.isnan(found.per_month):
        return needed
    return f"{needed}，每月 {_monthly(found.per_month, up=True)} {measure}{_beside(strand, found, measure)}"


def _monthly(value: float, up: bool) -> str:
    """At one decimal, at two where that says nothing; what is needed rounded up, what may be used rounded down."""
    decimals = 1 if abs(value) >= 0.1 else 2
    return plain(rounded_up(value, decimals) if up else rounded_down(value, decimals))


def _beside(strand: Strand, found: Outlook, measure: str) -> str:
    """；今年每月 0.6 台，去年同期每月 1.1 台，已达序时"""
    paces = (("今年", found.pace.so_far), ("去年同期", found.pace.last_year))
    told = [f"{when}每月{_pace(strand, pace, measure)}" for when, pace in paces if not math.isnan(pace)]
    if found.on_plan:
        told.append("已达序时")
    return f"；{'，'.join(told)}" if told else ""


def _pace(strand: Strand, pace: float, measure: str) -> str:
    """ 0.6 台; 反降 0.2 个百分点 where it went the other way."""
    told = f" {plain(abs(pace), 1 if abs(pace) >= 0.1 else 2)} {measure}"
    return f"反{'降' if strand.rises else '升'}{told}" if pace < -TOLERANCE and strand.way != "sum" else told


def _mean(strand: Strand, found: Outlook) -> str:
    if math.isnan(found.control):
        return f"还差 {plain(rounded_up(found.remaining, 2))} {strand.measure}，剩 {strand.left} 个月"
    safe = rounded_up(found.control, 1) if strand.rises else rounded_down(found.control, 1)
    told = f"剩 {strand.left} 个月均值须{'不低于' if strand.rises else '不高于'} {amount(safe, strand.measure)}"
    if math.isnan(found.last_year_remaining):
        return f"{told}；今年以来 {shown(found.pace.so_far, 1)}"
    cut = f"，须再降 {plain(rounded_up(found.cut_percent, 1))}%" if found.cut_percent > 0 else ""
    return f"{told}；今年以来 {shown(found.pace.so_far, 1)}，去年同期 {shown(found.last_year_remaining, 1)}{cut}"


def _rate(strand: Strand, found: Outlook) -> str:
    if math.isnan(found.expected_cases):
        return f"还差 {plain(rounded_up(found.remaining, 2))} 个百分点，此后没有可计的件次"
    what = "天" if found.days else "件次"
    room = f"预计还有 {plain(found.expected_cases, 1)} {what}"
    if found.more_successes > found.expected_cases:
        return f"{room}，即使全部达标也达不到 {amount(strand.gap.row['target'], '%')}"
    told = f"{room}，{_shared_out(strand, found, what)}"
    then = "" if math.isnan(found.last_year_remaining) else f"，去年同期 {shown(found.last_year_remaining, 1)}%"
    return f"{told}；今年以来 {shown(found.pace.so_far, 1)}%{then}"


def _shared_out(strand: Strand, found: Outlook, what: str) -> str:
    """Of the cases still to come, how many must succeed and may fail; where less is better, how many may happen."""
    most = f"{plain(rounded_down(found.failures_left, 1))} {what}"
    if not strand.rises:
        return f"最多再发生 {most}" if found.failures_left else "不能再发生"
    least = f"其中至少 {plain(rounded_up(found.more_successes, 1))} {what}达标"
    return f"{least}，最多 {most}不达标" if found.failures_left else "须全部达标"


def _limit(strand: Strand, found: Outlook) -> str:
    measure = strand.measure
    used = f"控制数 {amount(strand.gap.row['target'], measure)}，已用 {amount(strand.value, measure)}"
    if found.remaining > 0:
        return f"{used}，超出 {amount(strand.value - strand.aim, measure)}，不可追回"
    told = f"{used}，还可用 {amount(rounded_down(found.quota_left, 2), measure)}，剩 {strand.left} 个月"
    return told if math.isnan(found.per_month) else f"{told}，每月最多 {_monthly(found.per_month, up=False)} {measure}" + (
        _beside(strand, found, measure))
