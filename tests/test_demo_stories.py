"""The stories that the demo tells at 2026-05 on the basis `schedule`, each worked out by hand."""

from datetime import date
from pathlib import Path

import pytest

from readiness.configuration import load_configuration
from readiness.observations import Upload, read_forms, read_uploads
from readiness.problems import ProblemsFound

ROOT = Path(__file__).resolve().parent.parent
FORMS = sorted((ROOT / "data" / "demo").glob("*.csv")) + sorted((ROOT / "data" / "demo").glob("*.xlsx"))


@pytest.fixture(scope="module")
def may(board):
    return board.view("2026-05", "schedule")


def _unit(view, unit):
    return view.units.set_index("unit").loc[unit]


def _cell(view, unit, indicator):
    return view.cells.set_index(["unit", "indicator"]).loc[(unit, indicator)]


def test_two_fires_seen_by_satellite_lose_the_whole_item_for_good(board):
    for basis in ("today", "schedule"):                          # 1 − 2 × 0.5 = 0 whatever the rest of the year brings 沙湾镇
        assert _cell(board.view("2026-05", basis), "T06", "C05").points == 0


def test_a_township_that_reported_nothing_for_two_months_is_last(may):
    cells = may.cells[(may.cells["unit"] == "T12") & (may.cells["full_points"] > 0)]
    missing = cells[cells["status"] == "unreported"]             # 梅溪乡, April and May
    monthly = [item.id for item in may.rubric.indicators.values() if item.frequency == "monthly" and (
        item.townships == "all" or "T12" in item.townships)]
    assert set(missing["indicator"]) == set(monthly)
    assert (missing["points"] == 0).all()
    assert _unit(may, "T12")["rank"] == 16


def test_a_section_turned_inferior_threatens_with_a_veto_that_has_not_struck(may):
    liutang = _unit(may, "T05")                                  # 柳塘镇
    assert "劣Ⅴ类" in liutang.risks
    assert liutang.light == "red"
    assert liutang.vetoes == "" and liutang.grade == "合格"       # the grade of its 73 points


def test_the_inferior_section_costs_the_county_three_tenths_more(may):
    value = 100 * 23 / 25                                        # five sections, five months; 柳塘镇's failed in March and May
    linear = 4 * (value - 60) / (100 - 60)
    assert _cell(may, "QL", "D01").points == pytest.approx(linear - 1 * 0.3)


def test_a_township_catches_up_from_red_to_yellow_to_green(board):
    # 桃坞乡: red in March are A03 3, H03 2, M02 2, J01 1, F03 1: 9 of 50.5; in April A03 and F03: 4; in May F03 alone: 1
    lights = [_unit(board.view(f"2026-{month:02d}", "schedule"), "T16").light for month in (3, 4, 5)]
    assert lights == ["red", "yellow", "green"]


def test_a_green_township_may_have_a_fiftieth_of_its_points_in_red(may):
    cells = may.cells[may.cells["unit"] == "T16"]
    red = cells[cells["light"] == "red"]
    assert list(red["indicator"]) == ["F03"]
    assert red["full_points"].sum() / 50.5 < 0.05                 # 1 of 53.5 less L02 (2) and J03 (1), not due before June


def test_late_spending_puts_the_finance_bureau_last_of_the_departments(may):
    spent = 14 / (28 / 90)                                       # 14 % spent where 28 of 90 were due: at this pace 45 %
    assert spent == 45
    assert _cell(may, "QL", "J02").points == 0                   # 50 % and below earn nothing
    assert _cell(may, "D09", "J02").points == 0
    assert _unit(may, "D09")["rank"] == 25


def test_two_townships_tie_by_different_roads_and_the_next_rank_is_left_out(may):
    # 云峰镇 owes: A03 1.35, D04 0.7, E02 0.6, E03 0.2, H03 0.24, J02 0.45, K01 0.3, M01 0.28 + 0.3 overdue, M02 0.5, M03 0.3
    # 龙潭乡 owes: A03 1.05, D04 0.8, E02 0.8, E03 0.4, H03 0.32, J01 0.1, J02 0.45, K01 0.3, M02 0.5, M03 0.2
    yunfeng = 43.5 - (1.35 + 0.7 + 0.6 + 0.2 + 0.24 + 0.45 + 0.3 + 0.58 + 0.5 + 0.3)
    longtan = 41 - (1.05 + 0.8 + 0.8 + 0.4 + 0.32 + 0.1 + 0.45 + 0.3 + 0.5 + 0.2)
    for unit, total in (("T10", 100 * yunfeng / 43.5), ("T15", 100 * longtan / 41)):
        assert _unit(may, unit).total == pytest.approx(88, abs=1e-9) == total
        assert _unit(may, unit).tied
    ranks = sorted(may.units[may.units["kind"] == "township"]["rank"])
    shared = _unit(may, "T10")["rank"]
    assert _unit(may, "T15")["rank"] == shared
    assert shared + 1 not in ranks and shared + 2 in ranks


def test_a_township_at_exactly_90_is_excellent(may):
    # 茶岭乡, due by May: 41 points less L02 (2) and J03 (1); owed: A03 at 74 of 60–100, and a little of nine others
    owed = {"A03": 3 * 26 / 40, "D04": 0.3, "E02": 0.2, "E03": 0.225, "G05": 0.15, "H03": 0.3, "J01": 0.1, "J02": 0.225,
            "K01": 0.15, "M03": 0.2}
    assert 100 * (38 - sum(owed.values())) / 38 == pytest.approx(90, abs=1e-12)
    assert _unit(may, "T13").total == pytest.approx(90, abs=1e-9)
    assert _unit(may, "T13").grade == "优秀"
    for indicator, points in owed.items():
        cell = _cell(may, "T13", indicator)
        assert cell.full_points - cell.points == pytest.approx(points), indicator


def test_the_township_with_the_fewest_items_has_the_best_score(may):
    # 竹坪乡
    own = may.cells[may.cells["full_points"] > 0].groupby("unit").size()
    townships = may.units[may.units["kind"] == "township"]
    assert own["T14"] == 18 == own[list(townships["unit"])].min()
    assert _unit(may, "T14")["rank"] == 1


def test_the_county_is_good_and_not_yet_excellent(may):
    assert 85 < _unit(may, "QL").total < 90
    assert _unit(may, "QL").grade == "良好"


def test_the_other_townships_spread_between_72_and_97(may):
    townships = may.units[(may.units["kind"] == "township") & ~may.units["unit"].isin(["T12", "T14"])]
    assert 72 < townships["total"].min() < 76 and 92 < townships["total"].max() < 97


@pytest.mark.parametrize("path", sorted((ROOT / "data" / "demo-faulty").glob("*.xlsx")), ids=lambda path: path.stem)
def test_a_faulty_form_is_refused_for_every_fault_in_it(path):
    configuration = load_configuration(ROOT / "config")
    with pytest.raises(ProblemsFound) as refusal:
        read_forms([path], configuration.rubrics, configuration.county, date(2026, 6, 10))
    rows = [problem.line for problem in refusal.value.problems]
    assert rows == list(range(6, 14)) if path.stem.endswith("全部") else rows == [6]


def test_the_faults_planted_in_one_form_are_told_by_cell_and_as_written():
    configuration = load_configuration(ROOT / "config")
    path = ROOT / "data" / "demo-faulty" / "2026-05_全部.xlsx"
    problems = read_uploads([Upload.of(path)], configuration.rubrics, configuration.county, date(2026, 6, 10)).problems
    assert [(f"{problem.column}{problem.line}", problem.value) for problem in problems] == [
        ("E6", "2026年3月"), ("7", ""), ("F8", "个"), ("G9", "380"), ("E10", "2026年6月"), ("H11", ""), ("G12", "1台"), ("A13", "河弯镇")]
