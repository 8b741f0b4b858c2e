"""走势 and 名次走势: the lines drawn are the view's figures, each has its name at its end, and no name lies on another."""

import math

import pandas as pd
import pytest

from readiness.charts.bump import bump, ends_of, strong_ones
from readiness.charts.county_trend import county_trend
from readiness.charts.labels import LINE_HEIGHT
from readiness.charts.look import LOST, MAIN, WON
from readiness.charts.trend import trend
from readiness.words import BASES

ALL = list(BASES)
GRADES = [(90, "优秀"), (80, "良好"), (60, "合格"), (0, "不合格")]


def course(**columns: list[float]) -> pd.DataFrame:
    usual = {"today": [30.0, 35.0], "schedule": [85.0, 86.0], "forecast": [80.0, 82.0], "best": [100.0, 99.0], "worst": [1.0, 5.0]}
    table = pd.DataFrame({**usual, **columns})
    return table.assign(month=range(1, len(table) + 1))


def names(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def line(figure, name: str):
    return next(trace for trace in figure.data if trace.name == name)


def test_the_lines_are_the_view_s_totals(view):
    figure = trend(view.course("T02"), ALL, 400)
    own = view.trend[view.trend["unit"] == "T02"]
    for basis in ALL:
        assert list(line(figure, f"{BASES[basis]}得分").y) == own[basis].tolist()


def test_only_the_lines_chosen_are_drawn():
    assert names(trend(course(), ["schedule"], 400)) == ["<b>序时 86.00</b>"]


@pytest.mark.parametrize("month", ["2026-01", "2026-05", "2025-11"])
@pytest.mark.parametrize("unit", ["QL", "T12", "D12"])
def test_names_at_the_ends_do_not_overlap_nor_stick_out(board, month, unit):
    heights = sorted(note.yshift for note in trend(board.view(month).course(unit), ALL, 400).layout.annotations)
    assert all(above - below >= LINE_HEIGHT - 1e-9 for below, above in zip(heights, heights[1:], strict=False))
    assert heights[0] >= LINE_HEIGHT / 2 and heights[-1] <= 400 - LINE_HEIGHT / 2


def test_at_the_year_s_end_the_bases_are_one_figure(board):
    assert len(names(trend(board.view("2025-12").course("QL"), ALL, 400))) == 1


def test_the_year_before_stands_behind_with_its_name():
    before = pd.DataFrame({"month": range(1, 13), "value": [70.0] * 12})
    figure = trend(course(), ["forecast"], 400, before=before, before_name="上年预计")
    assert figure.data[0].name == "上年预计"
    assert "上年预计 70.00" in names(figure)


def test_the_forecast_has_its_band_only_where_there_is_one():
    band = pd.DataFrame({"month": [1, 2], "low": [70.0, 75.0], "high": [90.0, 88.0]})
    figure = trend(course(), ["forecast"], 400, band=band)
    assert list(figure.data[0].y) == [90.0, 88.0, 75.0, 70.0]
    assert names(figure) == ["<b>预计 82.00</b>（75–88）"]
    for nothing in (None, band.head(0)):
        assert len(trend(course(), ["forecast"], 400, band=nothing).data) == 1


def test_grades_stand_on_the_axis():
    assert "优秀 90" in trend(course(), ALL, 400, grades=GRADES).layout.yaxis.ticktext


def test_one_month_is_a_dot_and_no_score_has_no_name():
    assert trend(course().head(1), ["schedule"], 400).data[0].mode == "lines+markers"
    assert names(trend(course(schedule=[math.nan] * 2), ["schedule"], 400)) == []


def test_on_the_wall_the_same_chart_is_smaller(view):
    assert county_trend(view.trend[view.trend["unit"] == "QL"], 180).layout.height == 180


# 名次


def ranks(**by_unit: list[float]) -> pd.DataFrame:
    table = [{"unit": unit, "unit_name": unit, "month": at + 1, "rank": float(rank), "tied": False}
             for unit, own in by_unit.items() for at, rank in enumerate(own)]
    return pd.DataFrame(table)


def colours(table: pd.DataFrame, *chosen: str) -> dict[str, str]:
    return strong_ones(ends_of(table), chosen)


def test_ranks_are_the_view_s_and_the_best_stands_on_top(view):
    table = view.ranks("township")
    last = table[table["month"] == 5].set_index("unit")["rank"]
    assert last.to_dict() == view.units[view.units["kind"] == "township"].set_index("unit")["rank"].to_dict()
    figure = bump(table)
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]
    assert [end["rank_change"] for end in ends_of(table)] == [
        view.units.set_index("unit").loc[end["unit"], "rank_change"] for end in ends_of(table)]  # fmt: skip


def test_who_climbed_and_who_fell_most_is_strong_and_so_is_who_was_chosen():
    table = ranks(东=[3, 1], 南=[1, 2], 西=[2, 3], 北=[4, 4])
    assert colours(table, "北") == {"东": WON, "南": LOST, "西": LOST, "北": MAIN}


def test_where_many_moved_alike_none_stands_out():
    assert colours(ranks(**{name: [at, at + 1] for at, name in enumerate("甲乙丙丁", 1)})) == {}


def test_a_name_has_rank_and_move_and_a_tie_says_so():
    table = ranks(东=[2, 1], 西=[1, 1]).assign(tied=[False, True, False, True])
    east = bump(table).layout.yaxis.ticktext[0]
    assert "并列 1" in east and "↑1" in east


def test_a_unit_without_a_rank_stands_last_and_leaves_a_gap():
    figure = bump(ranks(东=[math.nan, math.nan], 西=[1, 1]))
    assert "东" in figure.layout.yaxis.ticktext[1] and "—" in figure.layout.yaxis.ticktext[1]


def test_in_january_nobody_has_moved():
    assert colours(ranks(东=[1], 西=[2])) == {}
    assert len(bump(ranks(东=[1], 西=[2])).data) == 2
