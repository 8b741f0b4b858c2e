"""得分率热力图: what a cell says, and what a click on it hands over."""

import math

import pandas as pd
import pytest

from readiness.charts.heat_map import cell_word, heat_map, heat_words

CELL = {"unit_name": "东镇", "category": "A", "full_points": 8.0, "points": 6.0, "share": 0.75, "owed_on_100": 2.5, "unreported": 0}
COLUMNS = {"A": "组织领导与责任落实", "B": "水环境"}


@pytest.fixture
def figure():
    return heat_map(pd.DataFrame([CELL]), ["东镇"], COLUMNS)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        (CELL, "75.0"),
        (CELL | {"unreported": 2}, "75.0 缺2"),
        (CELL | {"share": math.nan}, "未到期"),
        (CELL | {"share": math.nan, "unreported": 1}, "未报"),
        (None, ""),
    ],
)
def test_a_cell_says_its_share_or_why_it_has_none(cell, word):
    assert cell_word(cell) == word


def test_a_click_hands_over_the_unit_and_the_category(figure):
    assert [tuple(place) for place in figure.data[1].customdata] == [("东镇", "A"), ("东镇", "B")]


def test_a_cell_that_is_not_the_units_business_is_hatched_and_not_coloured(figure):
    assert list(figure.data[0].z[0]) == [0.75, None]
    assert [shape.type for shape in figure.layout.shapes] == ["path"]


def test_a_cell_with_something_unreported_is_framed():
    figure = heat_map(pd.DataFrame([CELL | {"unreported": 1}]), ["东镇"], {"A": "水环境"})
    assert [(shape.type, shape.line.dash) for shape in figure.layout.shapes] == [("rect", "dash")]


def test_words_on_a_dark_cell_are_white_and_on_a_light_one_ink():
    colours = [heat_map(pd.DataFrame([CELL | {"share": share}]), ["东镇"], {"A": "水"}).data[1].textfont.color[0]
               for share in (0.59, 0.6)]
    assert colours == ["#FFFFFF", "#1B2733"]


def test_a_long_name_breaks_after_and(figure):
    assert list(figure.layout.xaxis.ticktext) == ["组织领导与<br>责任落实", "水环境"]


def test_the_table_says_the_same_as_the_map():
    assert heat_words(pd.DataFrame([CELL]), ["东镇"], COLUMNS).loc["东镇"].tolist() == ["75.0", "不涉及"]
