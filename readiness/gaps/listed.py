"""差距清单 and 红色事项 as people get them, on the screen and in files: which columns, which rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

# What a meeting asks comes first: how much, what wins it back, who, by when; how it was reckoned follows.
LIST_COLUMNS = [
    "number", "unit_name", "indicator", "indicator_name", "owed", "owed_on_100", "light", "escalation", "takes", "outlook", "owner",
    "deadline", "lead", "full_points", "points", "winnable", "unreported", "lost", "target", "value", "expected_value", "measure", "needed", "months_left",
    "needed_per_month", "pace", "recent_pace", "last_year_pace", "reason", "advice", "supporters", "sponsor",
    "category_name", "type", "status",
]  # fmt: skip


def listed(gaps: pd.DataFrame, wanted: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """The gaps whose code words are among those `wanted` of each column (an empty list wants all), numbered in their order."""
    for column, words in wanted.items():
        gaps = gaps[gaps[column].isin(words)] if words else gaps
    return gaps.assign(number=range(1, len(gaps) + 1))


def answered_for(gaps: pd.DataFrame) -> pd.DataFrame:
    """The gaps, a county-level item once, at its lead: those who support it owe the same figure, and would fill a list with it."""
    at_lead = (gaps["kind"] != "county") | (gaps["lead"] == "")
    return gaps[at_lead & (gaps["role"] != "support")]


def red(gaps: pd.DataFrame) -> pd.DataFrame:
    """红色事项: the red gaps, each where it is answered for, in their order."""
    return answered_for(gaps[gaps["light"] == "red"])
