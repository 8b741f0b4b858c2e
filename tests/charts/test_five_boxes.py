"""五段得分条: what is drawn are the view's figures, the five make the whole bar, and it can be read without colour."""

import math

import pandas as pd
import pytest

from readiness.charts.boxes_by_month import boxes_by_month
from readiness.charts.five_boxes import five_boxes
from readiness.charts.labels import LINE_HEIGHT
from readiness.charts.look import BOX_COLOURS, BOX_HATCHES, BOX_LETTERS, BOX_WORDS, PAPER
from readiness.words import BOXES
from tests.small import Small, level

ROW = {"name": "东镇", "full_points": 100.0, "owed": 20.0, "total": 81.0, "grade": "良好",
       "secured": 30.0, "expected": 50.0, "winnable": 12.0, "unreported": 3.0, "lost": 5.0}


def rows(*changes: dict) -> pd.DataFrame:
    return pd.DataFrame([ROW | change for change in changes])


def lightness(colour: str) -> float:
    channels = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def bars(figure) -> list:
    return [trace for trace in figure.data if trace.type == "bar"]


@pytest.mark.parametrize("box", BOXES)
def test_letters_on_a_box_and_in_its_colour_can_be_read(box):
    ground = [BOX_COLOURS[box], *([BOX_HATCHES[box][1]] if box in BOX_HATCHES else [])]
    assert min(contrast(BOX_LETTERS[box], colour) for colour in ground) >= 4.5
    assert contrast(BOX_WORDS[box], PAPER) >= 4.5


def test_without_colour_neighbours_differ_in_lightness_or_hatch():
    pairs = zip(BOXES, list(BOXES)[1:], strict=False)
    assert all(one in BOX_HATCHES or other in BOX_HATCHES or contrast(BOX_COLOURS[one], BOX_COLOURS[other]) > 1.4 for one, other in pairs)


def test_the_five_boxes_drawn_are_the_view_s_and_make_the_full_points(view):
    figure = five_boxes(view.units_on_100[view.units_on_100["kind"] == "township"], "unit_name")
    assert [trace.name for trace in bars(figure)] == list(BOXES.values())
    for at, words in enumerate(figure.layout.yaxis.ticktext):
        row = view.units_on_100.set_index("unit_name").loc[words.strip()]
        assert [trace.x[at] for trace in bars(figure)] == pytest.approx([row[box] for box in BOXES])
        assert sum(trace.x[at] for trace in bars(figure)) == pytest.approx(100)


def test_the_categories_of_a_unit_are_shares_of_their_own_points(view):
    own = view.categories[view.categories["unit"] == "D12"]
    figure = five_boxes(own, "category_name")
    for at in range(len(own)):
        assert sum(trace.x[at] for trace in bars(figure)) == pytest.approx(100)
    assert "分</span>" in figure.layout.yaxis.ticktext[0]


def test_who_owes_most_stands_on_top_and_who_has_no_score_last():
    figure = five_boxes(rows({"name": "无分镇", "owed": math.nan, **dict.fromkeys(BOXES, 0.0)}, {}, {"name": "西镇", "owed": 30.0}), "name")
    assert [words.strip() for words in figure.layout.yaxis.ticktext] == ["西镇", "东镇", "无分镇"]
    assert [note.text for note in figure.layout.annotations] == ["欠 30.00", "欠 20.00", "尚无得分"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]          # read from the top


def test_a_row_alone_has_its_points_beside_the_five_words():
    words = five_boxes(rows({}), "name").layout.title.text
    assert all(f"{BOXES[box]} <b>{ROW[box]:.2f}</b>" in words for box in BOXES)
    assert "▨" in words and "▩" in words


def test_under_the_pointer_every_box_says_word_points_and_share():
    lost = bars(five_boxes(rows({"full_points": 50.0}), "name"))[-1]
    assert lost.hovertext == ("<b>东镇</b>　满分 50 分<br>已丢失 <b>5.00</b> 分，占 10.0%",)


def test_the_whole_stands_above_its_parts():
    figure = five_boxes(rows({"name": "一"}, {"name": "二"}), "name", rows({"name": "整体", "owed": 1.0}))
    assert figure.layout.yaxis.ticktext[0].startswith("<b>整体</b>")
    assert figure.layout.yaxis.tickvals[0] < 0


def test_grades_are_lines_that_show_between_the_bars_only():
    figure = five_boxes(rows({}, {"name": "西镇"}), "name", grades=[(90, "优秀"), (60, "合格"), (0, "不合格")])
    lines = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "lines"]
    assert [trace.x[0] for trace in lines] == [90, 60]
    inside = bars(figure)[0].width[0] / 2
    assert all(abs(y - place) >= inside - 1e-9 for y in lines[0].y if y is not None for place in (0, 1))
    assert list(figure.data[-1].x) == [81.0, 81.0]


def test_the_same_table_gives_the_same_figure_byte_for_byte():
    assert five_boxes(rows({}), "name").to_json() == five_boxes(rows({}), "name").to_json()


def test_no_row_is_an_empty_sheet():
    assert five_boxes(rows({}).head(0), "name").layout.height > 0


# 逐月


def test_the_columns_are_the_view_s_months_and_each_makes_the_full_points(view):
    months = view.boxes_by_month("T02")
    figure = boxes_by_month(months, 400)
    assert [list(trace.y) for trace in figure.data] == [months[box].tolist() for box in BOXES]
    assert months[list(BOXES)].sum(axis=1).tolist() == pytest.approx([100] * 5)
    assert list(figure.layout.xaxis.tickvals) == list(range(1, 13))


@pytest.mark.parametrize("month", ["2026-01", "2026-05", "2025-12"])
@pytest.mark.parametrize("unit", ["QL", "T12", "D12"])
def test_the_names_beside_the_last_column_do_not_overlap_nor_stick_out(board, month, unit):
    figure = boxes_by_month(board.view(month).boxes_by_month(unit), 400)
    heights = sorted(note.yshift for note in figure.layout.annotations[:-1])
    assert all(above - below >= LINE_HEIGHT - 1e-9 for below, above in zip(heights, heights[1:], strict=False))
    assert heights[0] >= LINE_HEIGHT / 2 and heights[-1] <= 400 - LINE_HEIGHT


def test_nothing_judged_is_an_empty_year():
    months = Small({"A1": level()}, ("T01", "T02")).report("T01", "A1", 60).view(1).boxes_by_month("XX")
    assert boxes_by_month(months * 0, 300).layout.yaxis.range == (0, 100)
