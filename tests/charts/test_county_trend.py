"""全县走势: the two names never cover one another, and a month without a total draws no name."""

import math

import pandas as pd
import pytest

from readiness.charts.county_trend import county_trend


def names(today: list[float], schedule: list[float]):
    trend = pd.DataFrame({"month": range(1, len(today) + 1), "today": today, "schedule": schedule})
    return county_trend(trend, 200).layout.annotations


def test_lines_far_apart_are_named_beside_their_ends():
    assert [(name.text, name.yshift) for name in names([28.0, 30.0], [85.0, 88.07])] == [
        ("<b>现状 30.00</b>", 0), ("<b>序时 88.07</b>", 0)]  # fmt: skip


@pytest.mark.parametrize("today", [86.0, 88.0, 90.0])
def test_lines_that_meet_are_named_above_and_below(today):
    assert {name.yshift for name in names([today], [88.0])} == {16, -16}


def test_at_the_years_end_the_names_stay_on_the_sheet():
    assert {name.xanchor for name in names([50.0] * 12, [90.0] * 12)} == {"right"}


def test_no_total_no_name():
    assert names([math.nan], [math.nan]) == ()
