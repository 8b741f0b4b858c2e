"""各板块得分率 and the rankings as tables: what a cell says, how it looks, and where it leads."""

from __future__ import annotations

import math

import pytest

from pages.parts.heat_table import cell_html, cell_word, colour, heat_table, units_of
from pages.parts.ranking import ranking
from tests.small import Small, level

CELL = {"unit_name": "东镇", "category": "A", "full_points": 8.0, "points": 6.0, "share": 0.75, "owed_on_100": 2.5, "silent_items": 0}


@pytest.fixture(scope="module")
def view():
    small = Small({"A": {"indicators": {"A1": level(6)}}, "B": {"indicators": {"B1": level(4, townships=["T01"])}}}, ["T01", "T02"])
    return small.report("T01", "A1", 90).report("T01", "B1", 50).report("T02", "A1", 30).board.view("2026-01", "today")


@pytest.mark.parametrize(("cell", "word"), [
    (CELL, "75.0"), (CELL | {"silent_items": 2}, "75.0 缺2"), (CELL | {"share": math.nan}, "未到期"),
    (CELL | {"share": math.nan, "silent_items": 1}, "未报")])
def test_a_cell_says_its_share_or_why_it_has_none(cell, word):
    assert cell_word(cell) == word


def test_a_cell_that_is_not_the_units_business_is_hatched_and_leads_nowhere():
    assert cell_html(None, "东镇", "水环境", "") == '<td class="none" title="东镇 水环境：不涉及"></td>'


def test_a_cell_with_something_unreported_is_framed():
    assert cell_html(CELL | {"silent_items": 1}, "东镇", "水", "unit").startswith('<td class="missing"')


def test_pointing_at_a_cell_tells_the_figures_behind_it():
    assert "得 6.00 分，满分 8.00 分，得分率 75.0%，折百欠 2.50 分" in cell_html(CELL, "东镇", "水", "unit")


@pytest.mark.parametrize(("share", "ink"), [(0.59, "#FFFFFF"), (0.6, "#1B2733")])
def test_words_on_a_dark_cell_are_white_and_on_a_light_one_ink(share, ink):
    assert f"color:{ink}" in cell_html(CELL | {"share": share}, "东镇", "水", "unit")


def test_the_scale_mixes_evenly_between_its_steps_and_ends_where_it_ends():
    assert (colour(0), colour(0.3), colour(1), colour(1.2)) == ("#10334C", "#17496C", "#F7FAFC", "#F7FAFC")
    assert colour(0.15) == "#143E5C"                              # half way from 10334C to 17496C: 13.5, 3E, 5C


def test_a_row_has_a_cell_for_every_category_and_links_keep_month_and_basis(view):
    html = heat_table(view, units_of(view, "township"), {"A": "甲", "B": "<乙>"})
    assert html.count('<th scope="row">') == 2 and html.count("<td ") - 1 == 4
    assert "&lt;乙&gt;" in html and "<乙>" not in html
    assert "category=%E7%94%B2" in html and "basis=%E7%8E%B0%E7%8A%B6" in html


def test_a_ranking_has_the_best_on_top_with_total_and_light(view):
    html = ranking(view, view.units[view.units["kind"] == "township"])
    best, worst = (html.index(f">{shown}<") for shown in ("74.00", "30.00"))   # (5.4 + 2) of 10, and 1.8 of 6
    assert best < worst
    assert html.count("<tr>") == 2
