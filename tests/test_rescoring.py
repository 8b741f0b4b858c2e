"""One year's figures under another year's rubric: only what the rules say otherwise moves, and nobody pays for what was not asked."""

import csv
import io
from pathlib import Path

import pytest

from readiness.board import View
from readiness.cli import main
from readiness.rule_worth import by_both, not_compared
from tests.small import Small, fires, item, level
from tests.two_years import THEN, report, views, years


def cell(view: View, indicator: str, unit: str = "T01"):
    return view.cells.set_index(["unit", "indicator"]).loc[(unit, indicator)]


def points(view: View) -> dict[str, float]:
    own = view.cells[view.cells["unit"] == "T01"]
    return dict(zip(own["indicator"], own["points"], strict=True))


@pytest.fixture
def three() -> Small:
    """An amount, a level and an event, each reported by T01 for the whole of 2025."""
    small = Small({"A": item(), "B": level(), "C": fires()})
    for indicator, months in (("A", [0.5] * 12), ("B", [70 + month for month in range(12)]), ("C", [0] * 11 + [2])):
        report(small, indicator, *months)
    return small


@pytest.mark.parametrize("basis", ["today", "schedule"])
@pytest.mark.parametrize("month", [3, 12])
def test_the_same_rubric_under_another_year_gives_the_same_points(three, basis, month):
    own, other = views(years(three), month, basis)
    assert points(own) == points(other)
    assert own.units["total"].equals(other.units["total"])


def test_only_the_item_whose_rule_changed_moves(three):
    harder = Small({"A": item(), "B": level(rule={"type": "linear", "zero_at": 41, "full_at": 91}), "C": fires()})
    own, other = views(years(three, harder))
    assert points(own) == pytest.approx({"A": 10 * 6 / 10, "B": 8.1, "C": 8})
    assert points(other) == pytest.approx({"A": 10 * 6 / 10, "B": 10 * (81 - 41) / 50, "C": 8})


def test_points_targets_and_plan_are_the_other_rubric_s(three):
    other_points = Small({"A": item(6, target=12, plan=[0] * 6 + [50] * 5 + [100]), "B": level(), "C": fires()})
    board = years(three, other_points)
    assert cell(views(board)[1], "A")["points"] == pytest.approx(6 * 6 / 12)
    assert cell(views(board, 9, "schedule")[1], "A")["points"] == pytest.approx(6 * (4.5 / 0.5) / 12)


def test_the_course_of_an_item_is_held_against_the_rubric_that_scores_it(three):
    board = years(three, Small({"A": item(target=12), "N": item()}))
    own, other = (view.paths("township", "A") for view in views(board))
    assert own["value"].tolist() == other["value"].tolist() == [0.5 * month for month in range(1, 13)]
    assert (set(own["target"]), set(other["target"])) == ({10.0}, {12.0})
    assert views(board)[1].paths("township", "N").empty              # nobody was asked for it then


def test_own_targets_are_those_of_the_rubric_s_year():
    then, now = (Small({"A": item(target="per_unit")}, targets={"A": {"T01": target}}) for target in (10, 20))
    own, other = views(years(report(then, "A", *[0.5] * 12), now))
    assert (cell(own, "A")["points"], cell(other, "A")["points"]) == pytest.approx((6, 3))


@pytest.mark.parametrize("policy", ["rescale", "full", "share", "constant"])
def test_an_item_that_nobody_was_asked_for_is_left_out_and_never_scored_0(policy):
    then, now = Small({"A": item()}), Small({"A": item(), "N": level(30)}, not_applicable=policy)
    own, other = views(years(report(then, "A", *[0.5] * 12), now))
    new = cell(other, "N")
    assert (new["status"], new["full_points"]) == ("not_applicable", 0)
    assert new["points"] != new["points"]
    assert other.units["total"].tolist()[0] == own.units["total"].tolist()[0] == pytest.approx(60)


def test_the_department_that_leads_a_new_item_does_not_pay_for_it_either():
    bureau = {"D1": {"leads": ["A", "N"]}}
    then, now = Small({"A": item()}, departments=bureau), Small({"A": item(), "N": level(30)}, departments=bureau)
    _, other = views(years(report(then, "A", *[0.5] * 12, unit="XX"), now))
    assert cell(other, "N", "D1")["status"] == "not_applicable"
    assert other.units.set_index("unit").loc["D1", "total"] == pytest.approx(60)


def test_a_township_that_was_not_asked_then_is_left_out_of_its_own_score_and_of_the_sum():
    few = Small({"A": fires(townships=["T01"], county="sum")}, ("T01", "T02"))
    all_ = Small({"A": fires(county="sum")}, ("T01", "T02"))
    _, other = views(years(report(few, "A", *[0] * 11, 2), all_))
    assert cell(other, "A", "T02")["status"] == "not_applicable"
    assert (cell(other, "A")["points"], cell(other, "A", "XX")["points"]) == (8, 8)


def test_a_figure_in_another_measure_is_another_figure():
    _, other = views(years(report(Small({"A": level()}), "A", *[70] * 12), Small({"A": level(measure="%")})))
    assert cell(other, "A")["status"] == "not_applicable"


def test_an_item_whose_parts_differ_lacks_figures_and_is_unreported():
    then = report(Small({"A": level()}), "A", *[70] * 12)
    now = Small({"A": item(rule={"type": "checklist", "items": {"方案": 4, "验收": 6}}, target=None, accumulate="latest", measure="分")})
    own, other = views(years(then, now))
    assert (cell(own, "A")["status"], cell(other, "A")["status"], cell(other, "A")["points"]) == ("scored", "unreported", 0)


def test_how_often_a_figure_was_asked_for_is_the_data_year_s():
    then = Small({"A": level(frequency="quarterly")})
    for month in (2, 5, 8, 11):
        report(then, "A", *[None] * month, 70)
    own, other = views(years(then, Small({"A": level()})), 7)
    assert (cell(own, "A")["status"], cell(other, "A")["status"]) == ("scored", "scored")


def test_last_year_s_figure_is_the_data_year_s():
    then, now = (Small({"A": level(baseline=before, extras=[{"type": "not_worse"}])}) for before in (72, 60))
    _, other = views(years(report(then, "A", *[70] * 12), now))
    assert cell(other, "A")["points"] == pytest.approx(7)          # not worse than 72; the 60 is what came of 2025
    report(then, "A", *[65] * 12, year=THEN - 1)
    assert cell(views(years(then, now))[1], "A")["points"] == 0    # what was reported for 2024 comes before either


def test_every_row_and_every_date_is_the_data_year_s(three):
    dated = Small({"A": item(deadline="2026-10-31"), "B": level(), "C": fires()})
    _, other = views(years(three, dated))
    gaps = other.gaps.set_index(["unit", "indicator"])
    assert set(other.cells["as_of"]) == set(other.units["as_of"]) == {"2025-12"}
    assert (gaps.loc[("T01", "A"), "deadline"], gaps.loc[("T01", "B"), "deadline"]) == ("2025-10-31", "2025-12-31")


def test_the_fingerprint_tells_which_rubric_scored(three):
    own, other = views(years(three))
    assert own.fingerprint == years(three).view("2025-12", "today", THEN).fingerprint
    assert own.fingerprint != other.fingerprint


def test_the_sentence_says_that_it_is_not_by_its_own_year_s_rubric(three):
    own, other = views(years(three))
    assert other.explain("T01", "B").sentence == f"按2026年考核细则重新计分，{own.explain('T01', 'B').sentence}"
    assert list(map(str, other.explain("T01", "B").sources)) == list(map(str, own.explain("T01", "B").sources))


def test_a_view_by_its_own_rubric_is_the_usual_view(three):
    board = years(three)
    assert board.view("2025-12", "today", THEN) is board.view("2025-12", "today")
    assert board.view("2025-12", "today").rubric is board.configuration.rubrics[THEN]
    assert not board.view("2025-12", "today").rescored


# Side by side


def test_totals_and_places_stand_side_by_side():
    then = Small({"A": item(), "B": level()}, ("T01", "T02"))
    for unit, done, reached in (("T01", 0.75, 50), ("T02", 0.25, 90)):
        report(then, "A", *[done] * 12, unit=unit)
        report(then, "B", *[reached] * 12, unit=unit)
    board = years(then, Small({"A": item(5), "B": level(15)}, ("T01", "T02")))
    table = by_both(*(view.units for view in views(board))).set_index("unit")
    assert table.loc["T01", ["total_before", "total_after", "rank_before", "rank_after", "rank_change"]].tolist() == pytest.approx(
        [100 * (9 + 5) / 20, 100 * (4.5 + 7.5) / 20, 1, 2, -1])
    assert table.loc["T02", "difference"] == pytest.approx(100 * ((1.5 + 13.5) - (3 + 9)) / 20)


def test_what_cannot_be_compared_is_counted():
    rules = {"rule": {"type": "checklist", "items": {"方案": 4, "验收": 6}}, "target": None, "accumulate": "latest", "measure": "分"}
    then = Small({"A": item(), "M": level(), "P": level(), "G": item()})
    for indicator in ("A", "M", "P", "G"):
        report(then, indicator, *[50] * 12)
    board = years(then, Small({"A": item(), "M": level(measure="%"), "P": item(**rules), "N": item()}))
    found = not_compared(*board.configuration.rubrics.values(), *(view.cells for view in views(board)))
    assert (found.added, found.dropped, found.measured, found.missing) == (("N",), ("G",), ("M",), ("P",))
    assert len(found) == 4


# The demo county, from a shell


@pytest.fixture(scope="module")
def demo() -> list[str]:
    return ["--data", *map(str, sorted((Path(__file__).parents[1] / "data/demo").glob("*.*")))]


def printed(capsys, *arguments: str) -> tuple[list[dict], str]:
    assert main(list(arguments)) == 0
    said = capsys.readouterr()
    return list(csv.DictReader(io.StringIO(said.out))), said.err


def test_the_shell_scores_last_year_by_this_year_s_rubric(demo, capsys):
    cells, aside = printed(capsys, "score", "--as-of", "2025-12", "--rubric", "2026", "--level", "indicator", "--basis", "today", *demo)
    found = {row["indicator"]: row for row in cells if row["unit"] == "QL"}
    assert {row["as_of"] for row in cells} == {"2025-12"}
    assert (found["B01"]["full_points"], float(found["B01"]["points"])) == ("4.0", pytest.approx(4 * 91.25 / 100))
    assert (found["D04"]["target"], float(found["D04"]["points"])) == ("45.0", pytest.approx(2 * (39.2 - 25) / (45 - 25)))
    assert (found["H05"]["status"], found["H05"]["full_points"], found["H05"]["points"]) == ("not_applicable", "0.0", "")
    assert "H06" not in found
    assert aside == "2025-12 的数据，按 2026 年考核细则重新计分。\n"


def test_the_shell_says_so_when_there_is_no_such_rubric(demo, capsys):
    assert main(["score", "--as-of", "2025-12", "--rubric", "1999", *demo]) == 2
    assert capsys.readouterr().err == "没有 1999 年的考核细则。\n"


def test_gaps_and_explain_take_the_rubric_too(demo, capsys):
    gaps, _ = printed(capsys, "gaps", "--as-of", "2025-12", "--rubric", "2026", "--unit", "QL", *demo)
    assert {row["as_of"] for row in gaps} == {"2025-12"} and "2026" not in {row["deadline"][:4] for row in gaps}
    assert main(["explain", "QL", "D04", "--as-of", "2025-12", "--rubric", "2026", *demo]) == 0
    assert capsys.readouterr().out.startswith("按2026年考核细则重新计分，农村生活污水治理")
