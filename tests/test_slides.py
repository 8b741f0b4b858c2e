"""Slides: one a screen, figures that can be edited and are the board's, nothing too small to read, nothing off the slide."""

from io import BytesIO

import pytest
from pptx import Presentation
from pptx.util import Inches, Pt

from readiness.numbers import shown
from readiness.papers import slides
from readiness.papers.deck import Col, fitting, row_height
from readiness.papers.slides import must_speak
from readiness.words import BOXES
from tests.small import Small, item


@pytest.fixture(scope="module")
def forecast(board):
    return board.view("2026-05", "forecast")


@pytest.fixture(scope="module")
def deck(forecast):
    return Presentation(BytesIO(slides(forecast)))


def titled(deck, words: str):
    return [slide for slide in deck.slides if words in slide.shapes.title.text]


def grids(slide) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in shape.table.rows] for shape in slide.shapes if shape.has_table]


def charts(slide) -> list:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def sizes(deck) -> set[float]:
    """Every size of letters that is set, in points."""
    return {int(run.get("sz")) / 100 for slide in deck.slides for shape in slide.shapes
            for part in ([shape._element, shape.chart._chartSpace] if shape.has_chart else [shape._element])
            for run in part.iter() if run.get("sz") and run.tag.endswith(("}rPr", "}defRPr"))}


def test_there_is_a_slide_for_each_screen_and_each_unit_that_must_speak(deck, forecast):
    for words in ("青澜县2026年1至5月环境保护考核", "乡镇排名", "部门排名", "红色事项", "比4月变了什么", "全县总分走势", "一票否决和风险", "应报未报"):
        assert titled(deck, words), words
    speaking = forecast.units[(forecast.units["escalation"] != "") & (forecast.units["kind"] != "county")]
    assert set(must_speak(forecast)) == set(speaking["unit"])
    assert all(titled(deck, f"{name}（督办建议") for name in speaking["unit_name"])


def test_nothing_is_smaller_than_18_points(deck):
    assert min(sizes(deck)) >= 18


def test_no_block_has_more_than_seven_rows(deck):
    assert max(len(grid) - 1 for slide in deck.slides for grid in grids(slide)) == 7


def test_every_shape_lies_on_the_slide_and_none_upon_the_stamp(deck):
    for slide in deck.slides:
        stamp = next(shape for shape in slide.shapes if shape.has_text_frame and shape.text_frame.text.startswith("数据截至"))
        for shape in slide.shapes:
            height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape is stamp or shape == stamp or shape.top + height <= stamp.top + Inches(0.01), slide.shapes.title.text


def test_every_slide_says_month_basis_and_fingerprint(deck, forecast):
    for slide in deck.slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert f"数据截至2026年5月，口径为预计，指纹{forecast.fingerprint}" in texts


def test_standings_are_the_boards_over_all_blocks(deck, forecast):
    for words, kind in (("乡镇排名", "township"), ("部门排名", "department")):
        told = [row for slide in titled(deck, words) for grid in grids(slide) for row in grid[1:]]
        units = forecast.units[forecast.units["kind"] == kind].sort_values("rank")
        assert [row[:3] for row in told] == [[f"{rank:.0f}", name, shown(total)] for rank, name, total in
                                             zip(units["rank"], units["unit_name"], units["total"], strict=True)]


def test_charts_hold_the_figures_themselves(deck, forecast):
    row = forecast.units_on_100.set_index("unit").loc["QL"]
    bar = charts(titled(deck, "青澜县")[0])[0]
    assert [series.values[0] for series in bar.plots[0].series] == [row[box] for box in BOXES]
    trend = forecast.trend[forecast.trend["unit"] == "QL"]
    courses = {series.name: [value for value in series.values if value is not None] for series in charts(titled(deck, "走势")[0])[0].plots[0].series}
    assert courses["预计"] == trend["forecast"].tolist()
    assert len(courses["2025年预计"]) == 12
    changes = charts(titled(deck, "变了什么")[0])[0].plots[0].series[0].values
    assert list(changes) == forecast.since_last_month["change"].head(7).tolist()


def test_every_chart_has_words_for_who_cannot_see_it(deck):
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert frames and all(shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in frames)


def test_the_same_figures_make_the_same_file(forecast):
    assert slides(forecast) == slides(forecast)


def test_a_county_with_one_unit_and_one_month_has_slides_all_the_same():
    deck = Presentation(BytesIO(slides(Small({"A": item()}).report("T01", "A", 1).view(1))))
    said = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert "当年没有可比的上月。" in said
    assert not titled(deck, "部门排名")


def test_a_table_takes_the_rows_that_fit_and_one_at_least():
    columns = [Col("事项", 2.0)]
    short, long = ["短"], ["很长的一句话" * 40]
    assert row_height(columns, long) > 5 * row_height(columns, short)
    assert fitting(columns, [short] * 20, 2.0) == 4          # 0.38 a row, the header included
    assert fitting(columns, [long] * 3, 1.0) == 1
    assert fitting(columns, [], 1.0) == 0
    assert Pt(18).inches * 1.2 + 0.08 == pytest.approx(row_height(columns, short))
