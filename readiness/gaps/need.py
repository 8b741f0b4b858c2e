"""What the points owed by one cell still take: the amount in the indicator's own measure, a month, and in words."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from readiness.gaps.gap import NONE, Gap, Need
from readiness.gaps.pace import control_value, remaining_weight, weights
from readiness.gaps.strand import Strand
from readiness.numbers import TOLERANCE, amount, plain, rounded_down, rounded_up
from readiness.rule import Take
from readiness.words import FORECASTS


def need_of(gap: Gap) -> Need:
    """What full marks still take."""
    row, indicator = gap.row, gap.indicator
    if row["vetoed"]:
        return Need(NONE, NONE, f"一票否决“{row['vetoed']}”，本项计 0 分，不可追回")
    if row["status"] == "unreported":
        return Need(NONE, NONE, "先补报数据")
    if math.isnan(row["value"]):
        known = row["basis"] == "forecast" and not math.isnan(row["expected_value"])
        return Need(NONE, NONE, f"尚未到报送期，预计全年 {_expected(gap)}（{FORECASTS[gap.item.whole.method]}）" if known else "尚无数据")
    if gap.rule.counts_events or (indicator.accumulate == "sum" and gap.as_it_is and not gap.rule.more_is_better
                                  and not gap.rule.compares):
        return _happened(gap)
    if (takes := _several(gap)) is not None:
        return takes
    if math.isnan(row["target"]):
        return Need(NONE, NONE, "按现在的情况达不到满分")
    if gap.rule.ordinal:
        return _with_step(gap, Need(gap.short, NONE, f"须由{_said(gap, row['value'])}升到{_said(gap, row['target'])}"))
    if indicator.accumulate == "mean" and gap.left and gap.as_it_is and not gap.rule.compares:
        return _mean_need(gap)
    if gap.short > TOLERANCE and gap.left and not gap.reaches(row["target"]):
        return _with_step(gap, _out_of_reach(gap), instead=True)
    return _with_step(gap, _amount_need(gap))


def _happened(gap: Gap) -> Need:
    """Events stay; what a rule gives back for putting them right is named."""
    if gap.row["value"] <= TOLERANCE and gap.row["lost"] <= TOLERANCE:
        return Need(0.0, NONE, f"尚未发生，预计全年 {_expected(gap)}；此后不再发生即不丢分")
    back = [take.words for take in gap.rule.takes(gap.case) if take.words]
    said = f"已发生 {plain(gap.row['value'])} {gap.row['measure']}，扣分不可追回{'；此后不再发生' if gap.left else ''}"
    return Need(NONE, NONE, "；".join([said, *back]))


def _there_already(gap: Gap) -> Need:
    """The value is that of full marks: either points went elsewhere, or it is not expected to stay."""
    if gap.rule.shortfall(gap.row["expected_value"], gap.row["target"]) > TOLERANCE:
        return Need(0.0, NONE, f"现在已达到目标，预计全年 {_expected(gap)}，须守住")
    return Need(0.0, NONE, "数值已达到目标，失分在扣分项")


def _expected(gap: Gap) -> str:
    """The value to be expected at year-end."""
    return amount(gap.row["expected_value"], gap.measure)


def _several(gap: Gap) -> Need | None:
    """Part by part, where the rule knows more than one figure; None where it judges a single one."""
    if not gap.rule.part_names:
        return None
    takes = gap.rule.takes(gap.case)
    if not takes:
        return _there_already(gap)
    if not any(take.part or take.words for take in takes):
        return None
    needs = [_take_need(gap, take) for take in takes]
    told = _in_turn(takes, needs)
    return replace(needs[0], words=told) if len(needs) == 1 else Need(NONE, NONE, told)


def _in_turn(takes: tuple[Take, ...], needs: list[Need]) -> str:
    """Each part's words; parts that need the same are named together."""
    parts: dict[str, list[str]] = {}
    for take, need in zip(takes, needs, strict=True):
        named = "" if take.words else take.part
        parts.setdefault(need.words, []).extend(filter(None, (named,)))
    return "；".join(f"{'、'.join(names)}{' 各' if len(names) > 1 else ' ' if names else ''}{words}" for words, names in parts.items())


def _take_need(gap: Gap, take: Take) -> Need:
    if take.words:
        return Need(abs(take.needed - take.value), NONE, take.words)
    stands_for_it = gap.indicator.measure_of(take.part) == gap.row["measure"] and gap.indicator.schedule_way == "share"
    summed = gap.indicator.accumulate_of(take.part) == "sum" or stands_for_it
    measure = gap.indicator.measure_of(take.part) or gap.measure
    return _amount(abs(take.needed - take.value), take.needed, take.needed > take.value, summed, measure, gap.left, whole=False)


def _with_step(gap: Gap, need: Need, instead: bool = False) -> Need:
    """With the nearest better step, of a rule of steps; said in words where full marks are out of reach."""
    fraction, needed = _next_step(gap)
    if math.isnan(fraction):
        return need
    points, short = fraction * gap.row["full_points"], gap.short_of(needed)
    need = replace(need, next_points=points, next_needed=short)
    if not instead:
        return need
    step = _amount_need(replace(gap, row={**gap.row, "target": needed}))
    gain = points - gap.row["points"]
    return replace(need, words=f"已不能得满分；{step.words} 可得 {plain(points)} 分（多 {plain(gain)} 分）")


def _next_step(gap: Gap) -> tuple[float, float]:
    """The fraction of the nearest better step within reach, and the value it needs; nan where there is none."""
    now = gap.row["points"] / gap.row["full_points"]
    for fraction in gap.rule.steps(gap.indicator.points):
        if fraction > now + TOLERANCE:
            needed = float(gap.rule.inverse(fraction, gap.case))
            if gap.short_of(needed) <= TOLERANCE:     # the value is there; the points went elsewhere
                continue
            if gap.rule.ordinal or (gap.left and gap.reaches(needed)):
                return fraction, needed
    return NONE, NONE


def _out_of_reach(gap: Gap) -> Need:
    """Full marks can no longer be had, and why."""
    if gap.indicator.accumulate == "ratio":
        return Need(gap.short, NONE, "已有未达标，不能再得满分；此后次次达标可少丢分")
    return Need(gap.short, NONE, f"满分要达到 {amount(gap.row['target'], gap.measure)}，已不可能")


def _amount_need(gap: Gap) -> Need:
    """An amount still to be done, a month where amounts add up; or so much to be raised or lowered."""
    if gap.short <= TOLERANCE:
        return _there_already(gap)
    need = _amount(gap.short, gap.row["target"], gap.rises, gap.summed and gap.rises, gap.measure, gap.left,
                   gap.indicator.whole_numbers and gap.as_it_is)
    return replace(need, words=f"{need.words}（以其他单位不变计）") if gap.rule.compares else need


def _amount(short: float, needed: float, rises: bool, summed: bool, measure: str, left: int, whole: bool) -> Need:
    more = math.ceil(short - TOLERANCE) if whole else short
    told = f"{plain(rounded_up(more, 2))} {_measure(measure)}"
    if summed and not left:
        return Need(more, NONE, f"还差 {told}，本年度已结束")
    if summed:
        a_month = f"{plain(rounded_up(more / left, 1))} {_measure(measure)}"
        return Need(more, more / left, f"还差 {told}，每月至少 {a_month}")
    if not left:
        return Need(more, NONE, f"差 {told}（满分 {amount(needed, measure)}），本年度已结束")
    return Need(more, NONE, f"还须{'提高' if rises else '降低'} {told}，达到 {amount(needed, measure)}")


def _said(gap: Gap, value: float) -> str:
    """A place or a grade, by the word that forms use for it."""
    words = {number: word for word, number in gap.rule.words("").items()}
    return words.get(float(value), f"第 {plain(value)} 名")


def _measure(measure: str) -> str:
    return "个百分点" if measure == "%" else measure


def _mean_need(gap: Gap) -> Need:
    """The mean that the months left must keep to."""
    (months, before), short = gap.months, max(gap.short, 0.0)
    if months is None:
        return _amount_need(gap)
    strand = Strand(gap, "", gap.value, gap.aim, np.full(12, NONE), None, months, before)
    so_far, left = float(weights(months)[:gap.month].sum()), remaining_weight(strand)
    if not left:
        return _with_step(gap, _out_of_reach(gap))
    control = control_value(gap.aim, gap.value, so_far, so_far + left)
    low, high = gap.indicator.limits
    if not gap.rises and control <= max(low, 0.0):
        return _with_step(gap, Need(short, NONE, "剩余月份即使为零也达不到目标"))
    if gap.rises and control > high:
        return _with_step(gap, Need(short, NONE, f"剩余月份即使都是 {plain(high)} {gap.row['measure']}也达不到目标"))
    bound = f"不低于 {rounded_up(control, 1):.1f}" if gap.rises else f"不高于 {rounded_down(control, 1):.1f}"
    return _with_step(gap, Need(short, NONE, f"剩余 {gap.left} 个月均值须{bound} {gap.row['measure']}"))
