"""Whether full marks will be there at year-end as things go (按现进度可达), with more effort (需加力), or not any more (难以达到).

What the months left must bring is set beside what months have brought.

On course    amounts, levels   the pace so far is enough, or the value is where the plan wants it by now
             means             months like last year's same ones (else this year's so far) keep to the control value
             rates, limits     failures, or what is used of a quota, are not too many at the rate of such months
Hard         amounts, levels   up to STRETCH times the best pace there is (so far, last three months, last year's same
                               months, the plan's from now on); or none is known; or a level has stood at its aim before
             means             months MEAN_STRETCH times better than such months are enough
             rates, limits     1 ÷ STRETCH of those failures, rounded down to whole cases, are not too many: of days and
                               quotas at the rate of such months, for seasons differ; of cases at the lowest known
Out of reach beyond that; also what the months left cannot bring at all, what is lost for good, and a year that is over.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from readiness.gaps.gap import NONE
from readiness.gaps.pace import (
    Pace,
    change_of,
    control_value,
    counts_days,
    mean_of,
    remaining_weight,
    weights,
    whole_cases,
)
from readiness.gaps.strand import Strand
from readiness.numbers import TOLERANCE

STRETCH = 2.0
MEAN_STRETCH = 1.25

Verdict = Literal["on_course", "hard", "out_of_reach", "done", "unreported", "not_due"]
NO_PACE = Pace(NONE, NONE, NONE)


@dataclass(frozen=True)
class Outlook:
    """What a strand still takes, beside its paces; nan where a figure has no meaning for its kind.

    way             amount, level, mean, ratio or limit
    remaining       in the strand's measure, for full marks; whole where whole things are counted
    per_month       that, by months left; of a limit what may be used a month
    control         of means and rates: what the months left must keep to; last_year_remaining: what they were last
                    year; cut_percent: how far below that the control value lies
    expected_cases  of rates: cases (days) still to come; more_successes, failures_left: of them those that must
                    succeed, and may fail; all_good_cases: how many that all succeed would be enough
    quota_left      of limits
    days            whether the cases are days
    impossible      nothing that may still happen brings it
    on_plan         the value is where the plan wants it by now
    """

    verdict: Verdict
    way: str = "level"
    remaining: float = NONE
    per_month: float = NONE
    pace: Pace = NO_PACE
    control: float = NONE
    last_year_remaining: float = NONE
    cut_percent: float = NONE
    expected_cases: float = NONE
    more_successes: float = NONE
    all_good_cases: float = NONE
    failures_left: float = NONE
    quota_left: float = NONE
    days: bool = False
    impossible: bool = False
    on_plan: bool = False


def outlook_of(strand: Strand) -> Outlook:
    """What the strand still takes, and whether that is to be expected."""
    if strand.way == "mean":
        found = _mean(strand)
    elif strand.way == "ratio":
        found = _rate(strand)
    elif strand.way == "sum" and not strand.rises:
        found = _limit(strand)
    else:
        found = _amount(strand)
    possible = strand.left and strand.reachable and not found.impossible
    return found if possible else replace(found, verdict="out_of_reach", impossible=True)


def _amount(strand: Strand) -> Outlook:
    remaining = _whole(strand.short, up=True) if strand.counts else strand.short
    per_month = remaining / strand.left if strand.left else NONE
    pace, on_plan = change_of(strand), strand.rises and strand.value >= strand.due - TOLERANCE
    verdict = "on_course" if on_plan and strand.short > TOLERANCE else _by_pace(strand, per_month, pace)
    return Outlook(verdict, "amount" if strand.from_nought else "level", remaining, per_month, pace, on_plan=on_plan)


def _by_pace(strand: Strand, per_month: float, pace: Pace) -> Verdict:
    if strand.short <= TOLERANCE:
        return "done"
    if pace.so_far >= per_month - TOLERANCE:
        return "on_course"
    best = max([*pace.known, *_planned(strand)], default=0.0)
    within = best <= TOLERANCE or per_month <= STRETCH * best + TOLERANCE
    return "hard" if within or _has_stood_there(strand) else "out_of_reach"


def _planned(strand: Strand) -> list[float]:
    """What the plan wants a month from now on, where there is a plan."""
    known = strand.rises and strand.left and not math.isnan(strand.due)
    return [(strand.aim - strand.due) / strand.left] if known else []


def _has_stood_there(strand: Strand) -> bool:
    """Whether a level was at its aim in some month of this year or last; amounts start each year anew."""
    if strand.from_nought:
        return False
    seen = [*strand.course[:strand.month], *([] if strand.before is None else strand.before)]
    return any(strand.sign * (value - strand.aim) >= -TOLERANCE for value in seen)


def _mean(strand: Strand) -> Outlook:
    pace, left = mean_of(strand), remaining_weight(strand)
    found = Outlook("out_of_reach", "mean", strand.short, pace=pace, last_year_remaining=pace.last_year)
    if not left:
        return replace(found, impossible=True)
    so_far = float(weights(strand.months)[:strand.month].sum())
    control = control_value(strand.aim, strand.value, so_far, so_far + left)
    low, high = strand.gap.indicator.limits
    impossible = control > high + TOLERANCE if strand.rises else control <= max(low, 0.0)
    return replace(found, verdict=_by_mean(strand, control, pace), control=control, impossible=impossible,
                   cut_percent=_cut(strand, control, pace.last_year))


def _cut(strand: Strand, control: float, last_year: float) -> float:
    """How far the control value lies below last year's same months, in percent; nan where the mean is to rise."""
    return NONE if strand.rises or not last_year > 0 else 100.0 * (1.0 - control / last_year)


def _by_mean(strand: Strand, control: float, pace: Pace) -> Verdict:
    expected = pace.so_far if math.isnan(pace.last_year) else pace.last_year
    if strand.sign * (expected - control) >= -TOLERANCE:
        return "on_course"
    best = expected * MEAN_STRETCH if strand.rises else expected / MEAN_STRETCH
    return "hard" if strand.sign * (best - control) >= -TOLERANCE else "out_of_reach"


def _rate(strand: Strand) -> Outlook:
    pace, expected, months = mean_of(strand), remaining_weight(strand), strand.months
    days = counts_days(strand)
    found = Outlook("out_of_reach", "ratio", strand.short, pace=pace, last_year_remaining=pace.last_year, days=days)
    if months.base is None or not expected:
        return found
    done, cases = (float(np.nansum(of[:strand.month])) for of in (months.value, months.base))
    share, whole = strand.aim / 100.0, whole_cases(strand)
    asked = share * (cases + expected) - done                # of the numerator, from the cases to come
    counted = _whole(asked, up=strand.rises) if whole else asked
    more, failures = (counted, expected - counted) if strand.rises else (expected - counted, counted)
    enough = _all_good(done, cases, share, strand.rises)
    failing = [_failing(each, strand.rises) * expected for each in (pace.so_far, pace.recent, pace.last_year)]
    control = 100.0 * asked / expected
    return replace(found, verdict=_by_failures(failures, failing, whole, seasonal=days), control=control,
                   cut_percent=_cut(strand, control, pace.last_year), expected_cases=expected,
                   more_successes=max(more, 0.0), failures_left=min(max(failures, 0.0), expected),
                   all_good_cases=_whole(enough, up=True) if whole and math.isfinite(enough) else enough)


def _whole(amount: float, up: bool) -> float:
    return float(math.ceil(amount - TOLERANCE) if up else math.floor(amount + TOLERANCE))


def _all_good(done: float, cases: float, share: float, rises: bool) -> float:
    """So many more (k) that all succeed bring d of n to the share r: (d + k) or d = r × (n + k); nan where none do."""
    missing, each = (share * cases - done, 1.0 - share) if rises else (done - share * cases, share)
    if missing <= TOLERANCE:
        return 0.0
    return missing / each if each > TOLERANCE else NONE


def _failing(rate: float, rises: bool) -> float:
    """The share of cases that fail, of a rate in percent."""
    return (100.0 - rate if rises else rate) / 100.0


def _by_failures(allowed: float, expected: list[float], whole: bool, seasonal: bool) -> Verdict:
    """`expected`: failures at the rates of this year, the last three months, last year's same months; nan: unknown."""
    so_far, _, last_year = expected
    usual = so_far if math.isnan(last_year) else last_year
    if allowed < -TOLERANCE:
        return "out_of_reach"
    if usual <= allowed + TOLERANCE:
        return "on_course"
    least = (usual if seasonal else min(value for value in expected if not math.isnan(value))) / STRETCH
    return "hard" if (_whole(least, up=False) if whole else least) <= allowed + TOLERANCE else "out_of_reach"


def _limit(strand: Strand) -> Outlook:
    """What has been used does not come back; what is left of the quota, beside what such months use."""
    used, left = change_of(strand), max(strand.aim - strand.value, 0.0)
    left = _whole(left, up=False) if strand.counts else left
    pace = Pace(-used.so_far, -used.recent, -used.last_year)              # a limit is not worked towards
    using = [value * strand.left for value in (pace.so_far, pace.recent, pace.last_year)]
    verdict = "out_of_reach" if strand.short > TOLERANCE else _by_failures(left, using, strand.counts, seasonal=True)
    return Outlook(verdict, "limit", strand.short, left / strand.left if strand.left else NONE, pace, quota_left=left)
