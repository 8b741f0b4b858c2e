"""排名: the words and places of bars, read from the figure."""

import math

import pandas as pd
import pytest

from readiness.charts.standing import move_word, rank_word, standing

ROW = {"unit": "T01", "unit_name": "东镇", "total": 88.005, "rank": 2.0, "tied": False, "rank_change": 0.0,
       "light": "red", "grade": "良好", "owed": 11.995}


def units(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame([ROW | row for row in rows])


@pytest.mark.parametrize(("change", "word"), [(2.0, "↑2"), (-1.0, "↓1"), (0.0, "—"), (math.nan, "")])
def test_a_move_is_an_arrow_and_a_number(change, word):
    assert move_word(change) == word


def test_equal_ranks_say_so():
    assert rank_word(ROW | {"rank": 3.0, "tied": True}) == "并列 3"
    assert rank_word(ROW | {"rank": math.nan}) == "—"


def test_the_best_stands_on_top_and_a_unit_without_a_total_last():
    figure = standing(units({"unit_name": "无分镇", "rank": math.nan, "total": math.nan}, {}, {"unit_name": "首镇", "rank": 1.0}))
    assert [name for name in figure.data[0].customdata] == ["首镇", "东镇", "无分镇"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]          # read from the top
    assert figure.data[0].text[2] == "尚无得分"


def test_a_total_is_shown_half_up():
    assert standing(units({})).data[0].text == ("<b>88.01</b>",)                # 88.005: a plain format would say 88.00


def test_a_light_is_a_shape_and_a_word_in_its_colour():
    assert "<span style='color:#B3261E'>■ 红</span>" in standing(units({})).layout.yaxis.ticktext[0]


def test_grades_are_lines_at_their_least_total():
    figure = standing(units({}), [(90, "优秀"), (60, "合格"), (0, "不合格")])
    assert [line.x0 for line in figure.layout.shapes] == [90, 60]
    assert [note.text for note in figure.layout.annotations] == ["优秀<br>90", "合格<br>60"]


def test_the_same_table_gives_the_same_figure_byte_for_byte():
    assert standing(units({})).to_json() == standing(units({})).to_json()
