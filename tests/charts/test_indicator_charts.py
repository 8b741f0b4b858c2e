"""Charts of one indicator: who is drawn where, whose name stands, and that no name lies on another."""

import math

import pandas as pd
import pytest

from readiness.charts.against_target import against_target
from readiness.charts.labels import Spot, crowd, placed, spread, width_of
from readiness.charts.look import LOST, MAIN
from readiness.charts.rule_curve import rule_curve, spots_of
from readiness.charts.unit_paths import unit_paths

ROW = {"unit_name": "东镇", "light": "red", "status": "scored", "value": 20.0, "due": 30.0, "target": 40.0, "county": math.nan, "said": "20"}
CURVE = pd.DataFrame({"of": 0, "name": "", "value": [0.0, 10.0], "points": [0.0, 5.0]})


def rows(*changes: dict) -> pd.DataFrame:
    return pd.DataFrame([ROW | change for change in changes])


def texts(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def mark(unit: str, value: float, **more) -> dict:
    return {"of": 0, "unit": unit, "unit_name": unit, "name": "", "now": value, "value": value, "points": value / 2, **more}


# 离目标多远


def test_what_is_asked_of_all_alike_is_one_named_line():
    figure = against_target(rows({}, {"unit_name": "西镇", "value": 35.0}), "个", "", "due")
    assert {"<b>目标 40</b>", "<b>序时应达 30</b>"} <= set(texts(figure))


def test_what_is_asked_of_each_differently_is_a_tick_in_its_row():
    figure = against_target(rows({}, {"due": 32.0}), "个", "", "due")
    ticks = next(trace for trace in figure.data if trace.marker.symbol == "line-ns")
    assert list(ticks.x) == [30.0, 32.0]
    assert "<b>序时应达（各不相同）</b>" in texts(figure)


def test_who_has_not_reported_has_a_word_and_no_dot():
    figure = against_target(rows({}, {"status": "unreported", "value": math.nan, "said": ""}), "个", "", "due")
    assert list(figure.data[-1].x) == [20.0, None]
    assert texts(figure)[-1] == "未报"


def test_a_target_far_off_is_pointed_at_and_does_not_press_the_units_together():
    figure = against_target(rows({"value": 28.0, "target": 100.0}, {"value": 29.0, "target": 100.0}), "个", "", "due")
    assert figure.layout.xaxis.range[1] < 100
    assert "<b>目标 100 →</b>" in texts(figure)


def test_a_light_is_a_word_and_a_shape_beside_the_name():
    assert "■ 红" in against_target(rows({}), "个", "", "due").layout.yaxis.ticktext[0]


# 走势


def paths(**units: list[float]) -> pd.DataFrame:
    return pd.concat([pd.DataFrame({"unit_name": name, "month": range(1, len(values) + 1), "value": values, "due": math.nan})
                      for name, values in units.items()])


MIDDLE = pd.DataFrame({"month": [1, 2], "value": [1.0, 2.0], "due": [math.nan] * 2})


def test_only_the_strong_line_and_those_asked_for_are_named():
    figure = unit_paths(paths(东镇=[1, 5], 西镇=[1, 4], 南镇=[0, 1]), MIDDLE, "县本级", ["南镇"], False)
    assert sorted(texts(figure)) == ["<b>县本级 2</b>", "南镇 1"]
    assert [line.line.color for line in figure.data if line.name in ("南镇", "县本级")] == [LOST, MAIN]


def test_lines_that_end_together_share_a_name():
    figure = unit_paths(paths(西镇=[2, 5], 东镇=[1, 5], 南镇=[0, 5], 北镇=[0, 4]), MIDDLE, "县本级", ["东镇"], True)
    assert texts(figure) == ["<b>县本级 2%</b>", "东镇等 3 个 5%"]


def test_a_unit_that_is_the_county_s_figure_is_not_named_a_second_time():
    assert texts(unit_paths(paths(某局=[1, 2]), MIDDLE, "县本级", ["某局"], False)) == ["<b>县本级 2</b>"]


def test_names_stand_beside_the_year_when_it_runs_out():
    late = MIDDLE.assign(month=[10, 11])
    figure = unit_paths(paths(东镇=[1.0] * 11), late, "县本级", ["东镇"], False)
    assert {note.xref for note in figure.layout.annotations} == {"paper"}


# 得分曲线


def test_units_on_one_spot_become_one_label():
    marks = pd.DataFrame([mark("东镇", 4.0), mark("西镇", 4.0), mark("南镇", 4.0), mark("北镇", 9.0)])
    assert [len(spot["units"]) for spot in spots_of(marks)] == [3, 1]
    assert texts(rule_curve(CURVE, marks, "个")) == ["东镇等 3 个", "北镇 9"]


def test_one_unit_alone_bears_its_points():
    assert texts(rule_curve(CURVE, pd.DataFrame([mark("青澜县", 8.0)]), "个")) == ["青澜县 8，得 4.00 分"]


def test_curves_of_several_targets_are_faint_and_a_shared_one_is_strong():
    two = pd.concat([CURVE, CURVE.assign(of=1, value=CURVE["value"] * 2)])
    marks = pd.DataFrame([mark("东镇", 4.0)])
    assert [line.line.width for line in rule_curve(CURVE, marks, "个").data if line.mode == "lines"] == [3]
    assert [line.line.width for line in rule_curve(two, marks, "个").data if line.mode == "lines"] == [2, 2]


def test_curves_that_lie_on_one_another_share_their_names():
    both = pd.concat([CURVE.assign(name="漏报"), CURVE.assign(name="错报")])
    assert [line.name for line in rule_curve(both, pd.DataFrame([mark("东镇", 4.0)]), "次数").data if line.mode == "lines"] == ["漏报、错报"]


def test_a_rule_without_anybody_on_it_is_drawn():
    assert rule_curve(CURVE, pd.DataFrame([mark("东镇", 4.0)]).iloc[:0], "个").data


# names


def box(spot: Spot, place: dict, width: float, height: float) -> tuple[float, float, float]:
    x, wide = spot.x * width + place["xshift"], width_of(spot.text)
    left = x - {"left": 0, "center": wide / 2, "right": wide}[place["xanchor"]]
    return left, left + wide, spot.y * height + place["yshift"]


@pytest.mark.parametrize("width", [330, 500, 900])
def test_placed_names_lie_apart_and_on_the_sheet_however_wide_it_is(width):
    spots = [Spot(x / 7, (x * 3 % 7) / 7, f"某某镇 {x}") for x in range(8)]
    found = [box(spot, place, width, 240) for spot, place in zip(spots, placed(spots, 330, 240), strict=True) if place]
    assert len(found) >= 6
    assert all(left >= -1 and right <= width + 1 for left, right, _ in found)
    pairs = [(one, other) for at, one in enumerate(found) for other in found[at + 1:]]
    assert all(one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= 18 for one, other in pairs)


def test_heights_are_moved_apart_and_stay_in_the_room():
    moved = spread([10.0, 12.0, 11.0, 200.0], 200, 20)
    assert min(b - a for a, b in zip(sorted(moved), sorted(moved)[1:], strict=False)) >= 20
    assert max(moved) <= 200
    assert [moved.index(height) for height in sorted(moved)] == [0, 2, 1, 3]                # in their order


@pytest.mark.parametrize(("names", "word"), [(["东镇"], "东镇"), (["东镇", "西镇"], "东镇、西镇"), (["东镇"] * 5, "东镇等 5 个")])
def test_a_crowd_is_named_by_its_first(names, word):
    assert crowd(names) == word
