"""Lights: percentage points behind the plan, points lost on schedule, and a unit by its share of points in red."""

from __future__ import annotations

import pytest

from tests.small import Small, fires, item, level

LINE = {"type": "linear", "zero_at": 60, "full_at": 100}


def light(entry: dict, *months: float, month: int = 1) -> str:
    small = Small({"A": entry}).report("T01", "A", *months)
    return small.cell("T01", "A", month)["light"]


@pytest.mark.parametrize(("value", "word"), [
    (100, "green"), (99, "green"),     # a point behind loses 2.5 % of the points
    (98, "yellow"),                    # two behind lose 5 %
    (85, "yellow"), (84, "red")])      # fifteen behind are yellow still, sixteen are not
def test_a_rate_is_lit_by_its_distance_from_what_is_due(value, word):
    assert light(level(2, rule=LINE), value) == word


def test_an_amount_is_lit_by_percentage_points_of_the_year_behind_its_plan():
    plan = [0, 10, 20, 40, 50, 60, 70, 80, 90, 100, 100, 100]
    slow = item(2, target=100, plan=plan)
    assert light(slow, 0) == "green"                              # nothing is due in January
    assert light(slow, 0, 0, 5, month=3) == "yellow"              # 20 due, 5 done
    assert light(slow, 0, 0, 4, month=3) == "red"                 # 16 behind


@pytest.mark.parametrize(("count", "word"), [(0, "green"), (1, "yellow"), (2, "red")])
def test_events_have_no_plan_and_are_lit_by_what_they_cost(count, word):
    assert light(fires(10, each=1), count) == word                # a tenth, then a fifth of the points


def test_what_nobody_reported_or_nobody_owes_yet_is_grey():
    small = Small({"A": level(2), "B": level(2, frequency="quarterly")}).report("T01", "A", 90)
    assert small.cell("T01", "A", 2)["light"] == "grey"
    assert small.cell("T01", "B", 1)["light"] == "grey"


@pytest.mark.parametrize(("red_points", "word"), [(5, "green"), (6, "yellow"), (15, "yellow"), (16, "red")])
def test_a_unit_is_lit_by_its_share_of_points_in_red(red_points, word):
    small = Small({"A": level(red_points), "B": level(100 - red_points)})
    small.report("T01", "A", 0).report("T01", "B", 100)
    assert small.unit("T01", 1)["light"] == word
