"""What full marks at year-end take, a row a cell: amount beside pace, the months' control value, the outlook.

A cell that owes has a row.  So has one that owes nothing yet but may when months come: a mean, a rate, a quota.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from readiness.gaps.courses import Courses
from readiness.gaps.gap import Gap
from readiness.gaps.need import need_of
from readiness.gaps.needs_words import sentence, verdict_of
from readiness.gaps.outlook import Outlook, Verdict, outlook_of
from readiness.gaps.strand import Strand, part_of, whole_of
from readiness.gaps.table import gaps_of
from readiness.numbers import TOLERANCE
from readiness.rubric import Indicator
from readiness.rule import Take
from readiness.year import Cube

NEEDS_COLUMNS = [
    "unit", "unit_name", "kind", "category", "indicator", "indicator_name", "as_of", "full_points", "points", "owed",
    "value", "target", "measure", "remaining", "months_left", "per_month", "pace", "recent_pace", "last_year_pace",
    "control_value", "last_year_remaining", "cut_percent", "more_successes", "failures_left", "quota_left", "outlook",
    "takes", "part", "expected_cases", "all_good_cases",
]  # fmt: skip
PACE_COLUMNS = ["outlook", "pace", "recent_pace", "last_year_pace"]
_WORST_FIRST: tuple[Verdict, ...] = ("unreported", "out_of_reach", "hard", "on_course", "done")
_SAME = ("remaining", "per_month", "last_year_remaining", "cut_percent", "more_successes", "failures_left",
         "quota_left", "expected_cases", "all_good_cases")
_FROM_OUTLOOK = {"control_value": "control", **{word: word for word in _SAME}}
_FROM_PACE = {"pace": "so_far", "recent_pace": "recent", "last_year_pace": "last_year"}


def needs_table(cells: pd.DataFrame, cube: Cube, before: Cube | None) -> pd.DataFrame:
    """From `cells` on the basis `today` (`tables.Month.cells`), most owed on 100 first; `before`: last year's cube."""
    chosen = cells[(cells["owed"] > TOLERANCE) | _may_yet_owe(cells, cube)]
    now, then = (_courses(one, chosen["indicator"].unique()) for one in (cube, before))
    rows = [_row(gap, now[gap.indicator.id], then.get(gap.indicator.id)) for gap in gaps_of(chosen, cube, before)]
    numbers = dict.fromkeys([*_FROM_OUTLOOK, *_FROM_PACE], float)
    table = pd.DataFrame(rows, columns=[*NEEDS_COLUMNS, "owed_on_100"]).astype(numbers)
    return table.sort_values("owed_on_100", ascending=False, kind="stable")[NEEDS_COLUMNS].reset_index(drop=True)


def _courses(cube: Cube | None, indicators: Iterable[str]) -> dict[str, Courses]:
    return {key: Courses.of(cube.items[key]) for key in indicators if key in cube.items} if cube else {}


def _may_yet_owe(cells: pd.DataFrame, cube: Cube) -> pd.Series:
    """Where full marks so far may be lost by nothing but time: means, rates, and quotas that are not nought."""
    way = cells["indicator"].map({key: _fleeting(item.indicator) for key, item in cube.items.items()})
    judged = cells["status"].isin(["scored", "partial"]) & (cells["owed"].abs() <= TOLERANCE)
    itself = np.isfinite(cells["target"]) & ((cells["figure"] - cells["value"]).abs() <= TOLERANCE)
    kind = way.isin(["mean", "ratio"]) | ((way == "sum") & (cells["target"] > 0))
    return judged & itself & kind & ~cells["as_of"].str.endswith("-12")


def _fleeting(indicator: Indicator) -> str:
    """How its months add up; empty where time alone takes no full marks, or it is no single figure."""
    if indicator.compares or indicator.rule.direction is None or list(indicator.weights) != [""]:
        return ""
    return "" if indicator.accumulate == "sum" and indicator.rule.more_is_better else indicator.accumulate


def _row(gap: Gap, now: Courses, before: Courses | None) -> dict[str, Any]:
    strand, found, words = _found(gap, now, before)
    return {**gap.row, "value": gap.value, "measure": gap.measure, "months_left": gap.left, "outlook": found.verdict,
            "takes": words, "part": strand.part if strand else "",
            **{word: getattr(found, name) for word, name in _FROM_OUTLOOK.items()},
            **{word: getattr(found.pace, name) for word, name in _FROM_PACE.items()}}


def _found(gap: Gap, now: Courses, before: Courses | None) -> tuple[Strand | None, Outlook, str]:
    """The strand whose figures the row shows, if any; the outlook of the cell, and what it takes in words."""
    told = _without_figures(gap)
    if told is not None:
        found = Outlook(told, impossible=told == "out_of_reach")
        return None, found, _said(gap, found)
    if (takes := _takes(gap)) is not None:
        return _of_parts(gap, [part_of(gap, take, now, before) for take in takes])
    strand = whole_of(gap, now, before)
    found = outlook_of(strand)
    named = found.verdict == "done" or gap.rule.compares or found.impossible and found.way != "limit"
    return strand, found, _said(gap, found) if named else sentence(strand, found)


def _without_figures(gap: Gap) -> Verdict | None:
    """The outlook of a cell of which no amount can be told; None where one can."""
    row, owes = gap.row, gap.row["owed"] > TOLERANCE
    if row["status"] in ("unreported", "not_due"):
        return "out_of_reach" if row["vetoed"] else row["status"]
    if owes and (row["vetoed"] or _events_only(gap)):
        return "out_of_reach"
    if gap.rule.counts_events and owes:
        return "hard"                                        # what comes back for putting right can still come
    if math.isnan(gap.value) or math.isnan(row["target"]):
        return "out_of_reach" if _takes(gap) is None else None
    return ("hard" if gap.left else "out_of_reach") if gap.rule.ordinal else None


def _events_only(gap: Gap) -> bool:
    """Whether events took all that is owed."""
    return gap.row["lost"] >= gap.row["owed"] - TOLERANCE and any(rule.counts_events for rule in gap.indicator.rules)


def _takes(gap: Gap) -> tuple[Take, ...] | None:
    """What each part takes, where the rule knows more than one figure; None where it judges a single one."""
    takes = gap.rule.takes(gap.case) if gap.rule.part_names and not gap.rule.counts_events else ()
    return takes if any(take.part or take.words for take in takes) else None


def _of_parts(gap: Gap, strands: list[Strand | None]) -> tuple[Strand | None, Outlook, str]:
    """Of several parts the one with the worst outlook decides, of equals the one that is furthest from its pace."""
    undated = Outlook("hard") if gap.left else Outlook("out_of_reach", impossible=True)
    found = [(strand, undated if strand is None else outlook_of(strand)) for strand in strands]
    strand, worst = min(found, key=lambda one: (_WORST_FIRST.index(one[1].verdict), _ease(one[1])))
    return strand, worst, _said(gap, worst)


def _ease(found: Outlook) -> float:
    """The pace so far beside what a month must bring; what has no amounts is the easiest."""
    ratio = found.pace.so_far / found.per_month if found.per_month else math.inf
    return math.inf if math.isnan(ratio) else ratio


def _said(gap: Gap, found: Outlook) -> str:
    """The words of the list of gaps, with the outlook."""
    return f"{need_of(gap).words}：{verdict_of(found)}"


def beside_pace(gaps: pd.DataFrame, needs: pd.DataFrame) -> pd.DataFrame:
    """The list of gaps with each row's outlook and paces; empty where the year as it stands owes nothing."""
    found = needs.set_index(["unit", "indicator"])[[*PACE_COLUMNS]]
    joined = gaps.join(found, on=["unit", "indicator"])
    return joined.assign(outlook=joined["outlook"].fillna(""))
