"""Doubts: figures that may be true and look like slips, told once each with what to check."""

import pytest

from readiness.intake.doubts import doubts_of
from readiness.observations import Observations
from tests.small import YEAR, Small, item, level

ITEMS = {
    "S": item(name="拆除锅炉", measure="台"),
    "L": level(measure="%", name="处理率"),
    "K": level(measure="%", name="完成率", keeps=True),
    "R": item(name="办结率", measure="%", accumulate="ratio", target=90, possible=[0, 150]),
    "Q": level(measure="%", name="季报项", frequency="quarterly"),
    "M": item(name="均值", measure="μg/m³", accumulate="mean", target=35),
    "X": item(name="只管一个镇", townships=["T02"]),
    "P": item(name="按阶段", measure="个", rule={"type": "milestone", "stages": {"土建": 0.5, "验收": 1}}, accumulate="latest", target=None, keeps=True),
}


@pytest.fixture(scope="module")
def county() -> Small:
    return Small(ITEMS, ["T01", "T02"])


def figures(indicator: str, *months: float | tuple[float, float] | None, unit: str = "T01", part: str = "", year: int = YEAR) -> list[tuple]:
    """One figure's months from January on; a pair is a figure and its denominator."""
    rows = []
    for at, given in enumerate(months):
        value, base = given if isinstance(given, tuple) else (given, float("nan"))
        if value is not None:
            rows.append((unit, indicator, part, f"{year}-{at + 1:02d}", float(value), base, "", "表.xlsx", "月报", at + 3))
    return rows


def told(county: Small, new: list[tuple], known: list[tuple] = ()) -> list[str]:
    found = doubts_of(Observations.of(new), Observations.of(known), {YEAR: county.rubric, YEAR - 1: county.rubric}, county.county)
    return [problem.what for problem in found]


def last(indicator: str, *months, **more) -> tuple[list[tuple], list[tuple]]:
    """The last month as what is new, the months before as what is known."""
    rows = figures(indicator, *months, **more)
    return rows[-1:], rows[:-1]


@pytest.mark.parametrize(("case", "what"), [
    (last("S", 4, 40), "“拆除锅炉”数值上次报 4，这次报 40，是上次的 10 倍。"),
    (last("L", 97.5, 9.7), "“处理率”数值上次报 97.5，这次报 9.7，是上次的 9.9%。"),
    (last("M", 35, 350), "“均值”数值上次报 35，这次报 350，是上次的 10 倍。"),
    (last("R", (9, 10), (95, 100)), "“办结率”分母上次报 10，这次报 100，是上次的 10 倍。"),
    (last("L", 97.5, 0.97), "“处理率”的计量单位是“%”，报的 0.97 像是小数。"),
    (last("L", 0.97), "“处理率”的计量单位是“%”，报的 0.97 像是小数。"),
    (last("K", 20, 35, 30), "“完成率”是累计数，上次已报 35，这次报 30，反而少了。"),
    (last("L", 96.8, 96.8), "“处理率”这次报的 96.8 与上次完全相同。"),
    (last("R", (9, 10), (12, 10)), "“办结率”的数值 12 大于分母 10。"),
    (last("Q", None, 50), "“季报项”每季度报一次，2月不用报。"),
    (last("X", 3), "T01镇不涉及“只管一个镇”，报了也不计分。"),
    (last("S", 2, 2, 6), "“拆除锅炉”3月报 6，前几个月一共才 4，像是填成了本年累计。"),
])  # fmt: skip
def test_what_looks_like_a_slip_is_told(county, case, what):
    assert told(county, *case) == [what]


@pytest.mark.parametrize("case", [
    last("S", 4, 39), last("S", 40, 4), last("S", 3, 3), last("S", 2, 2, 5), last("S", 0, 5), last("S", 0, 0, 9), last("S", 0, 1, 4),
    last("L", 97.5, 96), last("L", 90, 90), last("L", 0.4, 0.5), last("L", 99.5, 100), last("K", 35, 35.5), last("K", 20.5, 20.5),
    last("R", (9, 10), (90, 99)), last("R", (9, 10), (1, 1)), last("Q", None, None, 50), last("X", 3, unit="T02"), last("M", 35.2, 34.9),
], ids=lambda case: case[0][0][1] + str([row[4] for row in (*case[1], *case[0])]))  # fmt: skip
def test_what_may_well_be_is_not_told(county, case):
    assert told(county, *case) == []


def test_a_running_total_begins_anew_in_january(county):
    assert told(county, figures("K", 4.0), figures("K", *[None] * 11, 98.5, year=YEAR - 1)) == []


def test_a_level_is_compared_across_the_turn_of_the_year(county):
    assert told(county, figures("L", 9.0), figures("L", *[None] * 11, 98.5, year=YEAR - 1)) == ["“处理率”数值上次报 98.5，这次报 9，是上次的 9.1%。"]


def test_projects_that_move_on_to_the_next_stage_are_no_doubt(county):
    known = [*figures("P", 4, part="土建"), *figures("P", 0, part="验收")]
    new = [*figures("P", None, 1, part="土建"), *figures("P", None, 3, part="验收")]
    assert told(county, new, known) == []


def test_the_months_of_one_file_are_compared_with_one_another(county):
    assert told(county, figures("S", 4, 40, 3)) == ["“拆除锅炉”数值上次报 4，这次报 40，是上次的 10 倍。"]


def test_a_correction_is_compared_with_the_month_before_and_not_with_itself(county):
    assert told(county, figures("L", None, 9.5), figures("L", 97.5, 98.1)) == ["“处理率”数值上次报 97.5，这次报 9.5，是上次的 9.7%。"]


def test_a_report_more_than_a_year_ago_is_no_measure(county):
    assert told(county, figures("L", None, None, 9.5), figures("L", 97.5, year=YEAR - 1)) == []


def test_a_doubt_names_file_sheet_row_and_what_to_do(county):
    found, = doubts_of(Observations.of(figures("L", 0.97)), Observations.of([]), {YEAR: county.rubric}, county.county)
    assert (found.file, found.sheet, found.line, found.place, found.doubt) == ("表.xlsx", "月报", 3, "L · 数值", True)
    assert found.fix == "97% 填 97，不填 0.97。"


def test_nothing_new_is_nothing_doubtful(county):
    assert told(county, [], figures("L", 97.5)) == []


def test_the_demo_countys_months_bring_a_handful_of_doubts(board):
    """A clerk who is told of forty doubts a month reads none: the demo's 745 rows of May bring fewer than ten."""
    table = board.observations.table
    new, known = table[table["month"] == "2026-05"], table[table["month"] < "2026-05"]
    found = doubts_of(Observations(new.reset_index(drop=True)), Observations(known.reset_index(drop=True)), board.configuration.rubrics,
                      board.configuration.county)
    assert 0 < len(found) < 10
