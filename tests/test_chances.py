"""Chances: the same figures twice, never certain while open, never outside worst and best, and what went together goes together."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.scoring.chances import FEWEST, chances_of, in_words, simulate
from readiness.year.cube import cube_of
from readiness.year.paths import Draws, paths_of
from tests.any_year import AnyYear
from tests.small import YEAR, Small, item, level

QUICK = settings(max_examples=6, deadline=None)
NEAR = 1e-9
MAY = 4
TARGETLESS = {"target": None, "rule": {"type": "linear", "zero_at": 0, "full_at": 10000}, "measure": "吨"}


def county(townships=("T01", "T02")) -> Small:
    """Levels and amounts that move up and down, alike for all."""
    small = Small({"L": level(), "S": item(target=60)}, townships)
    for unit in townships:
        small.report(unit, "L", 50, 62, 41, 70, 66).report(unit, "S", 3, 9, 2, 6, 4)
    return small


def seen(small: Small, month: int = MAY, seed: int = 0, paths: int = 500):
    return chances_of(small.assessment("forecast"), None, month, paths, seed)


def test_the_same_question_twice_has_the_same_answer_and_another_seed_a_near_one():
    one, same, other = (seen(county(), seed=seed, paths=2000) for seed in (0, 0, 1))
    for name in ("low", "high", "full", "total_low", "total_high", "grades"):
        np.testing.assert_array_equal(getattr(one, name), getattr(same, name))
    assert not np.array_equal(one.total_low, other.total_low) or not np.array_equal(one.grades, other.grades)
    np.testing.assert_allclose(one.grades, other.grades, atol=0.1)
    np.testing.assert_allclose(one.total_low, other.total_low, atol=6)


def test_a_year_that_is_over_has_no_range_and_its_grade_is_no_question():
    small = Small({"L": level()}, ("T01",)).report("T01", "L", *range(84, 96))
    over = seen(small, 11)
    assert (over.total_low[0], over.total_high[0]) == (over.total[0], over.total[0]) == (95, 95)
    assert over.grades[:, 0].tolist() == [1, 0, 0, 0]
    assert [in_words(chance) for chance in over.grades[:2, 0]] == ["几乎确定（>95%）", "几乎无望（<5%）"]


@pytest.mark.parametrize(("chance", "words"), [
    (1.0, "几乎确定（>95%）"), (0.951, "几乎确定（>95%）"), (0.95, "很可能（95%）"), (0.81, "很可能（81%）"), (0.8, "较可能（80%）"),
    (0.56, "较可能（56%）"), (0.55, "一半一半（55%）"), (0.5, "一半一半（50%）"), (0.45, "较难（45%）"), (0.2, "很难（20%）"),
    (0.05, "几乎无望（5%）"), (0.049, "几乎无望（<5%）"), (0.0, "几乎无望（<5%）"), (float("nan"), "数据不足")])
def test_a_chance_is_told_in_a_word_and_never_as_certain(chance, words):
    assert in_words(chance) == words


def test_no_chance_is_told_before_six_months_are_known():
    few = Small({"L": level()}, ("T01",)).report("T01", "L", *[50] * 12)
    told = [seen(few, month, paths=50).full[0, 0] for month in range(12)]
    assert [np.isnan(chance) for chance in told] == [month + 1 < FEWEST for month in range(12)]
    assert np.isnan(seen(few, FEWEST - 2, paths=50).grades[:, 0]).all() and in_words(told[0]) == "数据不足"


@QUICK
@given(seed=st.integers(0, 2**32), townships=st.integers(1, 4), month=st.integers(0, 11))
def test_no_path_leaves_what_can_still_come(seed, townships, month):
    small = AnyYear.of(seed, townships).so_far(month)
    worst, best = (small.assessment(basis).cells.points[:, :, month:month + 1] for basis in ("worst", "best"))
    points = simulate(small.cube, None, month, 40).cells.points
    there = ~np.isnan(worst + best + points)
    assert np.all((points >= worst - NEAR) & (points <= best + NEAR), where=there)


@QUICK
@given(seed=st.integers(0, 2**32), month=st.integers(0, 10))
def test_paths_know_nothing_of_later_months(seed, month):
    year = AnyYear.of(seed, 2)
    then, later = (simulate(year.so_far(until).cube, None, month, 20).cells.points for until in (month, 11))
    np.testing.assert_array_equal(then, later)


def test_units_with_the_same_past_go_the_same_ways():
    totals = simulate(county().cube, None, MAY, 300).total
    np.testing.assert_array_equal(totals[0], totals[1])
    assert totals[0].std() > 1


def test_where_no_month_brought_news_there_is_no_range():
    small = Small({"S": item(target=120, plan=[100 * month / 12 for month in range(1, 13)])}, ("T01",)).report("T01", "S", *[10.0] * 5)
    quiet = seen(small)
    assert quiet.total_high[0] - quiet.total_low[0] == pytest.approx(0, abs=NEAR)


def test_paths_of_an_amount_lie_around_the_forecast_moved_by_the_news_that_is_drawn():
    small = Small({"S": item(**TARGETLESS)}, ("T01",)).report("T01", "S", 100, 160, 130)
    # Each month to come is expected to be the mean of the last three: of January 12 × 100, of February 260 + 10 × 130,
    # of March 390 + 9 × 130.  So the news are 360 and 0.
    draws = Draws(np.array([[0] * 9, [1] * 9, [0, 1] * 4 + [0]]), 2, False)
    years = paths_of(small.cube.items["S"], None, draws).value[0]
    assert years == pytest.approx([1560 + 9 * 360, 1560, 1560 + 5 * 360])
    assert years.mean() == pytest.approx(1560 + (9 + 0 + 5) / 3 * 360)


def test_the_county_goes_the_way_of_its_townships_together():
    small = Small({"S": item(county="sum", **TARGETLESS)}, ("T01", "T02"))
    small.report("T01", "S", 100, 160, 130, 90).report("T02", "S", 300, 200, 260, 280)
    draws = Draws(np.random.default_rng(5).integers(0, 3, (50, 8)), 3, False)
    first, second, whole = paths_of(small.cube.items["S"], None, draws).value
    np.testing.assert_allclose(whole, first + second, rtol=1e-12)


def test_last_year_s_news_are_drawn_too():
    small = Small({"S": item(forecast="pace", **TARGETLESS)}, ("T01",)).report("T01", "S", *[100] * 5)
    small.report("T01", "S", *[100, 150, 50, 120] * 3, year=YEAR - 1)
    before = cube_of(small.board.observations, small.rubric.model_copy(update={"year": YEAR - 1}), small.county)
    alone, both = (chances_of(small.assessment("forecast"), then, MAY, 100) for then in (None, before))
    assert (alone.high - alone.low)[0, 0] == pytest.approx(0, abs=NEAR)
    assert (both.high - both.low)[0, 0] > 0.01
