"""Lights: how far behind the plan, what is lost and will be, a unit by its points in red, and the step that a run of red suggests."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from readiness.rubric import Lights
from readiness.rubric.lights import PRESETS
from readiness.scoring.boxes import Boxes
from readiness.scoring.lights import Light, cell_lights, escalation
from readiness.tables import Month
from readiness.words import PRESETS as WORDS
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


# Bounds in the rubric


def lit(value: float, **lights) -> str:
    """The light in January of a level that loses a percent of its points with every point below 100."""
    return Small({"A": level(10)}, lights=lights).report("T01", "A", value).cell("T01", "A", 1)["light"]


@pytest.mark.parametrize(("lights", "greenest", "yellow", "red"), [
    ({}, 95.5, (95, 85), 84.5),
    ({"lag_yellow": 2, "lag_red": 4}, 98.5, (98, 96), 95.5),
    ({"preset": "银川"}, 90.5, (90, 70), 69.5),
    ({"preset": "银川", "lag_red": 20}, 90.5, (90, 80), 79.5)], ids=["ours", "own", "银川", "银川, but 20"])
def test_yellow_begins_at_its_bound_and_red_beyond_its_own(lights, greenest, yellow, red):
    assert [lit(value, **lights) for value in (greenest, *yellow, red)] == ["green", "yellow", "yellow", "red"]


@pytest.mark.parametrize(("preset", "words"), [
    ("瓯海", ["green", "red", "red"]), ("天津", ["green", "yellow", "yellow"]), ("广元", ["green", "yellow", "yellow"]),
    ("宿迁", ["green", "yellow", "yellow"])])
def test_with_bounds_of_nought_whatever_is_behind_at_all_is_lit(preset, words):
    assert [lit(value, preset=preset) for value in (100, 99.5, 20)] == words


def test_a_light_that_is_never_looked_at_stays_out():
    assert lit(10, lag_red="never") == "yellow"
    assert lit(90, lag_yellow="never", forecast_yellow="never") == "green"


@pytest.mark.parametrize(("red_points", "word"), [(10, "green"), (11, "yellow"), (20, "yellow"), (21, "red")])
def test_the_shares_that_light_a_unit_are_the_rubrics(red_points, word):
    small = Small({"A": level(red_points), "B": level(100 - red_points)}, lights={"unit_yellow": 10, "unit_red": 20})
    small.report("T01", "A", 0).report("T01", "B", 100)
    assert small.unit("T01", 1)["light"] == word


def test_what_a_veto_takes_is_red_though_nothing_is_behind():
    small = Small({"A": level()}, vetoes={"V": {"effect": "zero_item", "items": ["A"]}})
    small.report("T01", "A", 100, 100).report("T01", "V", 0, 1)
    assert [small.cell("T01", "A", month)["light"] for month in (1, 2)] == ["green", "red"]


# What is to come


def january(small: Small, **points: float) -> str:
    """The light of T01's A in January; `points` are what forecast and best give it in every month."""
    schedule = small.assessment("schedule")
    cells = {basis: replace(schedule.cells, points=np.full_like(schedule.cells.points, given)) for basis, given in points.items()}
    lights = cell_lights(schedule, **{basis: replace(schedule, cells=given) for basis, given in cells.items()})
    return Light(lights[0, 0, 0]).word


def on_plan(**lights) -> Small:
    return Small({"A": level(10)}, lights=lights).report("T01", "A", 100)


@pytest.mark.parametrize(("lights", "forecast", "word"), [
    ({}, 9.5, "green"), ({}, 9.49, "yellow"), ({"forecast_yellow": 0}, 10, "green"), ({"forecast_yellow": 0}, 9.99, "yellow"),
    ({"forecast_yellow": 1}, 9.9, "green"), ({"forecast_yellow": 1}, 9.89, "yellow"),      # a tenth of a point is 1 % of ten
    ({"forecast_yellow": "never"}, 0, "green"), ({"preset": "银川"}, 0, "green")])
def test_what_the_forecast_loses_is_yellow_though_nothing_is_behind(lights, forecast, word):
    assert january(on_plan(**lights), forecast=forecast) == word


@pytest.mark.parametrize(("lights", "best", "word"), [
    ({}, 8.5, "green"), ({}, 8.49, "red"),                                                  # 15 % of ten points are one and a half
    ({"lost_red": 0}, 10, "green"), ({"lost_red": 0}, 9.99, "red"), ({"preset": "广元"}, 9.99, "red"),
    ({"lost_red": "never"}, 0, "green")])
def test_what_can_no_longer_be_won_is_red(lights, best, word):
    assert january(on_plan(**lights), best=best) == word


def test_what_is_lost_for_good_is_red_before_the_forecast_makes_it_yellow():
    assert january(on_plan(), forecast=7, best=8) == "red"
    assert january(on_plan(), forecast=7, best=9) == "yellow"


def test_what_is_to_come_lights_nothing_that_nobody_reported():
    assert january(Small({"A": level(10)}).report("T01", "A", None, 90), forecast=0, best=0) == "grey"


# Yellow that does not get better


def months(entry: dict, *values: float | None, until: int | None = None, **lights) -> str:
    """The lights from January on by their first letters, a grey one as a dash."""
    small = Small({"A": entry}, lights=lights).report("T01", "A", *values)
    words = [small.cell("T01", "A", month)["light"] for month in range(1, (until or len(values)) + 1)]
    return "".join("-" if word == "grey" else word[0] for word in words)


@pytest.mark.parametrize(("values", "words"), [
    ((92, 92, 91), "yrr"),
    ((92, 93, 94), "yyy"),                 # each better than the one before
    ((92, 93, 93), "yyr"),                 # the second of two alike
    ((92, 97, 92, 92), "ygyr"),            # a green month ends the run
    ((92, None, 92), "y-r"),               # silence does not
    ((80, 92, 92), "ryr")])                # coming back from red is better
def test_two_reports_in_a_row_yellow_and_no_better_are_red(values, words):
    assert months(level(10), *values, stuck_months=2) == words


def test_how_many_reports_it_takes_is_the_rubrics_and_none_are_asked_unless_it_says_so():
    assert months(level(10), 92, 92, 92, 92, stuck_months=3) == "yyrr"
    assert months(level(10), 92, 92, 92, 92) == "yyyy"


def test_between_two_reports_nothing_can_get_better():
    quarterly = level(10, frequency="quarterly")
    assert months(quarterly, None, None, 92, None, None, 92, until=7, stuck_months=2) == "--yyyrr"


def test_events_cannot_get_better_and_are_not_stuck():
    assert months(fires(10, each=1), 1, 0, 0, stuck_months=2) == "yyy"


# Deadline and last year


def test_past_its_deadline_and_without_full_marks_an_item_is_red_from_that_month_on():
    due = level(10, deadline="2026-02-28")
    assert months(due, 96, 96, 96) == "grr"
    assert months(due, 96, 96, 100) == "grg"
    assert months(due, 96, 96, 96, overdue_red=False) == "ggg"


def test_what_is_ahead_of_its_plan_is_late_all_the_same_when_its_deadline_is_past():
    assert months(item(10, target=12, deadline="2026-03-15"), 3, 3, 3) == "ggr"     # 9 of 12, where 3 were due by March


@pytest.mark.parametrize(("deadline", "words"), [("2025-12-31", "rr"), ("2027-01-31", "gg"), ("采暖季前", "gg")])
def test_a_deadline_of_another_year_counts_and_one_in_words_does_not(deadline, words):
    assert months(level(10, deadline=deadline), 96, 96) == words


@pytest.mark.parametrize(("value", "word"), [(79, "red"), (80, "yellow"), (100, "green")])
def test_worse_than_last_years_same_month_is_red_where_the_rubric_looks_at_it(value, word):
    small = Small({"A": level(10)}, lights={"preset": "天津"})
    small.report("T01", "A", 80, 99, year=2025).report("T01", "A", value)
    assert small.cell("T01", "A", 1)["light"] == word


def test_less_may_be_better_and_without_a_last_year_nothing_is_worse():
    fewer = level(10, rule={"type": "linear", "zero_at": 100, "full_at": 0}, baseline=30)
    assert [months(fewer, value, preset="天津") for value in (30, 31)] == ["y", "r"]
    assert months(level(10), 31, preset="天津") == "y"
    assert months(level(10, baseline=90), 89) == "y"                                # ours looks at no last year


# Steps


def steps(words: str, **lights) -> list[str]:
    """The step suggested month by month; `words` are twelve lights by their first letters, a dash for grey, from January on."""
    rubric = Small({"A": level()}, lights=lights).rubric
    codes = {"g": Light.GREEN, "y": Light.YELLOW, "r": Light.RED, "-": Light.GREY}
    row = np.array([[codes[word] for word in words.ljust(12, "g")]], dtype=np.int8)
    found = escalation(row, rubric)
    assert found.shape == row.shape
    return ["" if at < 0 else rubric.lights.steps[at] for at in found[0, :len(words)]]


@pytest.mark.parametrize(("words", "told"), [
    ("rrrrr", ["提醒", "督办单", "通报", "约谈", "约谈"]),
    ("rryrr", ["提醒", "督办单", "", "提醒", "督办单"]),
    ("grgr", ["", "提醒", "", "提醒"]),
    ("rr-r", ["提醒", "督办单", "督办单", "通报"]),        # silence keeps the step and does not start anew
    ("-yy", ["", "", ""])])
def test_each_red_month_in_a_row_suggests_the_next_step(words, told):
    assert steps(words) == told


def test_steps_and_their_months_are_the_rubrics():
    assert steps("rrrrr", escalation={"函": 2, "谈": 5}) == ["", "函", "函", "函", "谈"]


@pytest.mark.parametrize(("words", "told"), [
    ("yyy", ["", "督办函", "督办函"]),
    ("ygyy", ["", "", "", "督办函"]),
    ("yr", ["", "约谈"])])
def test_two_yellow_months_have_a_step_of_their_own(words, told):
    assert steps(words, preset="广元") == told


def test_red_is_not_milder_than_yellow():
    assert steps("yr", escalation={"约谈": 3}, yellow_escalation={"督办函": 2}) == ["", "督办函"]
    assert steps("rr", escalation={"约谈": 1}, yellow_escalation={"督办函": 2}) == ["约谈", "约谈"]
    assert steps("yr", escalation={"提醒": 1, "督办单": 2}, yellow_escalation={"督办单": 1}) == ["督办单", "督办单"]


def test_tables_say_the_step_of_a_cell_of_its_unit_and_of_its_gap():
    small = Small({"A": level(50), "B": level(50)}, ("T01", "T02"))
    for unit in ("T01", "T02"):
        small.report(unit, "A", 100, 0, 0).report(unit, "B", 100, 100, 100)
    small.report("T02", "A", 100, 100, 100)
    told = [small.cell("T01", "A", month)["escalation"] for month in (1, 2, 3)]
    assert told == [small.unit("T01", month)["escalation"] for month in (1, 2, 3)] == ["", "提醒", "督办单"]
    assert (small.cell("T01", "B", 3)["escalation"], small.unit("T02", 3)["escalation"]) == ("", "")
    assert small.view(3).gaps.set_index("unit").loc["T01", "escalation"] == "督办单"


def test_a_month_lights_by_what_is_expected_and_by_what_can_still_be_won():
    small = on_plan()
    schedule = small.assessment("schedule")
    short, lost = (replace(schedule, cells=replace(schedule.cells, points=np.full_like(schedule.cells.points, left))) for left in (9, 8))
    boxes = [Boxes(schedule, forecast, best) for forecast, best in ((schedule, schedule), (short, schedule), (schedule, lost))]
    months = [Month(small.county, schedule, schedule, of, 0) for of in boxes]
    assert [month.cells["light"].iloc[0] for month in months] == ["green", "yellow", "red"]


# Presets


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_is_sound_and_has_its_words(preset):
    lights = Lights(preset=preset)
    assert all(getattr(lights, name) == value for name, value in PRESETS[preset].items())
    assert WORDS[preset]


def test_the_presets_are_those_that_may_be_written():
    assert tuple(PRESETS) == tuple(WORDS) == get_args(Lights.model_fields["preset"].annotation)
