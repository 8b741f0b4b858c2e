"""得分变化: the parts of a change sum to it, and each is the size that a colleague reckons by hand."""

import csv
import io
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.board import Board
from readiness.bridge.causes import COLUMNS, LEFT
from readiness.charts.bridge import bridge_chart, drawn
from readiness.cli import main
from readiness.observations import Observations
from readiness.store import Origin, Store
from tests.small import Small, fires, item, level
from tests.two_years import NOW, THEN, years

ROOT = Path(__file__).resolve().parents[1]
CASES = level(accumulate="ratio", measure="%", no_cases="not_applicable")      # a month without cases is 不涉及


def parts(board: Board, since: str, until: str, unit: str = "T01", basis: str = "today") -> dict[tuple[str, str], float]:
    """What moved the unit's total, by cause and indicator; they sum to it."""
    rows = board.bridge(since, until, basis).of(unit)
    assert rows["change"].sum() == pytest.approx(rows["closing"].iloc[0] - rows["opening"].iloc[0], abs=1e-9)
    return {(row.cause, row.indicator or row.indicator_name): row.change for row in rows.itertuples()}


def two_months(small: Small, unit: str = "T01", basis: str = "today") -> dict[tuple[str, str], float]:
    return parts(small.board, "2026-01", "2026-02", unit, basis)


# What each part is, by hand


def test_an_item_that_earns_more_moves_the_total_by_its_weight():
    small = Small({"A": level(6), "B": level(4)}).report("T01", "A", 50, 80).report("T01", "B", 70, 65)
    assert two_months(small) == pytest.approx({("data", "A"): 0.3 * 60, ("data", "B"): -0.05 * 40})


def test_nothing_that_moves_is_one_row_of_nought():
    small = Small({"A": level()}).report("T01", "A", 50, 50)
    rows = small.board.bridge("2026-01", "2026-02", "today").of("T01")
    assert rows[["cause", "change", "opening", "closing"]].to_numpy().tolist() == [["data", 0.0, 50.0, 50.0]]


def test_an_item_that_begins_to_apply_counts_for_what_it_is_above_the_rest():
    small = Small({"A": level(), "B": CASES}).report("T01", "A", 60, 70)
    small.report("T01", "B", 0, 8, base=[0, 10])
    # 60 → 75: B comes with 80 % where the rest stood at 60 %, and weighs 50; A, now weighing 50, grows by a tenth
    assert two_months(small) == pytest.approx({("not_applicable", "B"): 50 * (0.8 - 0.6), ("data", "A"): 50 * 0.1})


def test_points_given_to_the_siblings_of_what_does_not_apply_come_back_when_it_does():
    small = Small({"A": level(), "B": level(), "C": CASES}, not_applicable="share")
    small.report("T01", "A", 60, 60).report("T01", "B", 90, 90).report("T01", "C", 0, 3, base=[0, 10])
    found = two_months(small)
    assert {cause for cause, _ in found} == {"not_applicable"}
    assert sum(found.values()) == pytest.approx(100 * (0.6 + 0.9 + 0.3) / 3 - 100 * (0.6 + 0.9) / 2)


def test_an_item_that_falls_due_for_the_first_time_is_data():
    small = Small({"A": level(), "B": level(frequency="quarterly")}).report("T01", "A", 60, 60, 60)
    small.report("T01", "B", None, None, 90)
    assert parts(small.board, "2026-02", "2026-03", basis="schedule") == pytest.approx({("data", "B"): 50 * (0.9 - 0.6)})


def test_a_department_s_items_weigh_by_their_group_and_by_what_it_answers_for():
    small = Small({"A": level(), "B": level(), "C": level()}, departments={"D1": {"leads": ["A"], "supports": ["C"]}},
                  mix={"general_duties": ["B"]})
    small.report("XX", "A", 50, 80).report("XX", "C", 90, 60).report("D1", "B", 80, 60)
    # business weighs 60: A with 10 points 40, C with half of 10 points 20; B is all of the duties, which weigh 40
    assert two_months(small, "D1") == pytest.approx({("data", "A"): 0.3 * 40, ("data", "C"): -0.3 * 20, ("data", "B"): -0.2 * 40})


def test_the_first_item_of_a_department_s_group_is_held_against_what_it_had_before():
    small = Small({"A": level(), "B": CASES}, departments={"D1": {"leads": ["A"]}}, mix={"general_duties": ["B"]})
    small.report("XX", "A", 50, 50).report("D1", "B", 0, 8, base=[0, 10])
    assert two_months(small, "D1") == pytest.approx({("not_applicable", "B"): 40 * (0.8 - 0.5)})     # A weighed 100 and weighs 60


def test_what_is_left_where_the_weights_of_a_department_s_groups_move_has_no_indicator():
    small = Small({"A": level(), "B": CASES, "C": CASES}, departments={"D1": {"leads": ["A", "C"]}}, mix={"general_duties": ["B"]})
    small.report("XX", "A", 50, 50).report("D1", "B", 0, 8, base=[0, 10])
    small.report("XX", "C", 9, 0, base=[10, -10])       # the month takes the cases back, so nothing is left to count
    # 70 → 62: C goes, which had 90 % beside A's 50 %; B comes with 80 % where the whole had 70 %
    assert two_months(small, "D1") == pytest.approx(
        {("not_applicable", "C"): -50 * (0.9 - 0.5), ("not_applicable", "B"): 40 * (0.8 - 0.7), ("not_applicable", LEFT): 8})


def test_bonus_deduction_and_the_end_at_100_stand_apart():
    small = Small({"A": level()}, bonus={"P": {"each": {"": 3}}}, deductions={"M": {"each": {"": 2}}}, beyond_full=False)
    small.report("T01", "A", 90, 100).report("T01", "P", 0, 1).report("T01", "M", 0, 1)
    assert two_months(small) == pytest.approx({("data", "A"): 10, ("bonus", "P"): 3, ("deduction", "M"): -2, ("cap", "满分封顶"): -1})


def test_what_the_cap_on_all_bonuses_takes_has_a_row_of_its_own():
    small = Small({"A": level()}, bonus={"P": {"each": {"": 2}}, "W": {"each": {"": 2}}})      # a township's bonuses end at 3
    small.report("T01", "A", 50, 50).report("T01", "P", 0, 1).report("T01", "W", 0, 1)
    assert two_months(small) == pytest.approx({("bonus", "P"): 2, ("bonus", "W"): 2, ("bonus", "加分上限"): -1})


def test_a_category_that_is_not_added_up_moves_as_one():
    small = Small({"A": {"indicators": {"A1": level(6), "A2": level(4)}}, "B": {"indicators": {"B1": level(10)}}})
    small.data["categories"]["A"]["combine"] = "lowest"
    small.rubric = type(small.rubric).model_validate(small.data)
    small.report("T01", "A1", 80, 90).report("T01", "A2", 50, 60).report("T01", "B1", 40, 30)
    assert two_months(small) == pytest.approx({("data", "A"): 0.1 * 50, ("data", "B1"): -0.1 * 50})


def test_a_rubric_that_is_not_added_up_moves_as_a_whole():
    small = Small({"A": {"indicators": {"A1": level()}}, "B": {"indicators": {"B1": level()}}}, combine="geometric")
    small.report("T01", "A1", 90, 40).report("T01", "B1", 40, 40)
    assert two_months(small) == pytest.approx({("data", "合成"): 40 - 60})


# Two years


def both_years(then: Small, now: Small, **figures: tuple[float, float]) -> Board:
    """T01's figure of each indicator in January of either year."""
    for key, values in figures.items():
        for year, value in zip((THEN, NOW), values, strict=True):
            if value is not None:
                then.report("T01", key, value, year=year)
    return years(then, now)


def by_year(board: Board, **more) -> dict[tuple[str, str], float]:
    return parts(board, f"{THEN}-01", f"{NOW}-01", **more)


def test_a_harder_rule_is_told_from_better_work():
    harder = Small({"A": level(), "B": level(rule={"type": "linear", "zero_at": 50, "full_at": 100})})
    board = both_years(Small({"A": level(), "B": level()}), harder, A=(60, 60), B=(80, 90))
    assert by_year(board) == pytest.approx({("rule", "B"): -0.2 * 50, ("data", "B"): 0.2 * 50})


def test_the_rules_part_is_what_the_other_rubric_makes_of_the_old_figures():
    board = both_years(Small({"A": level(), "B": level(), "C": fires()}), Small({"A": level(5), "B": level(15), "N": level()}),
                       A=(60, 90), B=(80, 70), C=(2, None), N=(None, 100))
    own, other = (board.view(f"{THEN}-01", "today", year).units.set_index("unit").loc["T01", "total"] for year in (THEN, NOW))
    assert sum(change for (cause, _), change in by_year(board).items() if cause == "rule") == pytest.approx(other - own)


def test_a_new_item_counts_as_one_that_begins_to_apply_and_a_dropped_one_as_a_rule():
    board = both_years(Small({"A": level(), "C": level()}), Small({"A": level(), "N": level()}), A=(60, 60), C=(90, None), N=(None, 80))
    assert by_year(board) == pytest.approx({("rule", "C"): -50 * (0.9 - 0.6), ("not_applicable", "N"): 50 * (0.8 - 0.6)})


def test_two_rubrics_without_one_item_in_common_differ_by_their_rules_alone():
    board = both_years(Small({"A": level()}), Small({"N": level()}), A=(60, None), N=(None, 85))
    assert by_year(board) == pytest.approx({("rule", "没有可比的指标"): 25})


def test_a_month_without_anything_to_judge_has_no_bridge():
    small = Small({"A": CASES}).report("T01", "A", 0, 8, base=[0, 10])
    assert list(small.board.bridge("2026-01", "2026-02", "today").of("T01").columns) == COLUMNS
    assert small.board.bridge("2026-01", "2026-02", "today").of("T01").empty


# Corrections


@pytest.fixture
def corrected(tmp_path) -> Board:
    """January says 50, February 60 and then that January was 40; a figure of January comes late; a figure of March."""
    small = Small({"A": level(accumulate="mean"), "B": level()})
    store = Store(f"sqlite:///{tmp_path / 'board.db'}")
    batches = [[("A", 1, 50)], [("A", 2, 60), ("B", 2, 80)], [("A", 1, 40), ("B", 1, 70)], [("A", 3, 50)]]
    for rows in batches:
        store.add(Observations.of(("T01", key, "", f"2026-{month:02d}", value, np.nan, "", "表.csv", "", 2) for key, month, value in rows),
                  Origin("import", "甲"))
    return Board(small.board.configuration, store.observations(), store.revision(), store)


def test_what_was_corrected_after_the_month_is_told_from_what_came_with_the_next(corrected):
    # January stood at 50 with B unreported; it is now known as 40 and 70.  February's mean of A is 50, B is 80.
    assert parts(corrected, "2026-01", "2026-02") == pytest.approx(
        {("correction", "A"): -0.1 * 50, ("correction", "B"): 0.7 * 50, ("data", "A"): 0.1 * 50, ("data", "B"): 0.1 * 50})


def test_the_opening_is_what_was_shown_at_the_time(corrected):
    assert corrected.bridge("2026-01", "2026-02", "today").of("T01")["opening"].iloc[0] == 25


def test_a_correction_made_before_the_next_month_came_is_what_was_known(corrected):
    assert {cause for cause, _ in parts(corrected, "2026-02", "2026-03")} == {"data"}


def test_figures_from_files_know_of_no_corrections():
    small = Small({"A": level()}).report("T01", "A", 50, 60)
    assert small.board.when_newest("2026-01") is None


def test_a_rubric_that_becomes_the_least_of_its_parts_has_changed_as_a_whole():
    items = {"X": {"indicators": {"A": level()}}, "Y": {"indicators": {"B": level()}}}
    board = both_years(Small(items), Small(items, combine="lowest"), A=(60, 60), B=(80, 80))
    # A and B go as they stood, 10 points below and above the whole; the whole is now at 60 where it was at 70
    assert by_year(board) == pytest.approx({("rule", "A"): 50 * 0.1, ("rule", "B"): -50 * 0.1, ("rule", "合成"): 100 * (0.6 - 0.7)})


# It sums


FIGURES = st.lists(st.one_of(st.none(), st.integers(0, 120)), min_size=24, max_size=24)
POLICIES = st.sampled_from(["rescale", "full", "share", "constant"])
WAYS = st.sampled_from(["sum", "lowest", "geometric"])


def random_rubric(draw, combine: str, policy: str) -> Small:
    """Items of every kind in two categories; one may be missing, points and rules may differ from year to year."""
    points = st.integers(1, 20)
    one = {"A": level(draw(points)), "S": item(draw(points), target=draw(st.integers(1, 60)), plan=[8 * at for at in range(1, 12)] + [100]),
           "F": fires(draw(points)), "R": level(draw(points), accumulate="ratio", measure="%", no_cases="not_applicable")}
    two = {"Q": level(draw(points), frequency="quarterly"), "D": level(draw(points)), "O": level(draw(points), townships=["T02"])}
    if draw(st.booleans()):
        del one[draw(st.sampled_from(sorted(one)))]
    small = Small({"X": {"indicators": one}, "Y": {"indicators": two}}, ("T01", "T02"),
                  {"D1": {"leads": [key for key in ("A", "R") if key in one], "supports": ["Q"]}},
                  mix={"general_duties": ["D"]}, combine=combine, not_applicable=policy, beyond_full=draw(st.booleans()),
                  bonus={"P": {"each": {"": draw(points)}}}, deductions={"M": {"each": {"": draw(points)}}})
    small.data["categories"]["Y"]["combine"] = draw(WAYS)
    return small


@st.composite
def two_random_years(draw) -> Board:
    then, now = (random_rubric(draw, draw(WAYS), draw(POLICIES)) for _ in range(2))
    for unit in ("T01", "T02", "D1", "XX"):
        for key in ("A", "S", "F", "R", "Q", "D", "O", "P", "M"):
            figures = draw(FIGURES)
            bases = [None if value is None else float(value % 3) * 60 for value in figures] if key == "R" else ()
            for year, half in ((THEN, slice(0, 12)), (NOW, slice(12, 24))):
                then.report(unit, key, *figures[half], base=bases[half] if key == "R" else (), year=year)
    return years(then, now)


@settings(max_examples=60, deadline=None)
@given(two_random_years(), st.lists(st.integers(0, 23), min_size=2, max_size=2, unique=True).map(sorted), st.sampled_from(["today", "schedule"]))
def test_the_parts_of_every_change_sum_to_it(board, months, basis):
    since, until = (f"{THEN + month // 12}-{month % 12 + 1:02d}" for month in months)
    assert_sums(board, since, until, basis)


def assert_sums(board: Board, since: str, until: str, basis: str) -> None:
    """Every unit: opening and closing are the totals that the board shows, and the changes are what lies between."""
    opening, closing = (board.view(month, basis).units.set_index("unit")["total"] for month in (since, until))
    bridge = board.bridge(since, until, basis)
    for unit in bridge.units:
        rows = bridge.of(unit)
        if np.isnan(closing[unit] - opening[unit]):
            assert rows.empty
        else:
            assert (set(rows["opening"]), set(rows["closing"])) == ({opening[unit]}, {closing[unit]})
            assert abs(rows["change"].sum() - (closing[unit] - opening[unit])) < 1e-9


@pytest.mark.parametrize("basis", ["today", "schedule"])
@pytest.mark.parametrize(("since", "until"), [("2026-04", "2026-05"), ("2025-05", "2026-05"), ("2024-12", "2025-12")])
def test_the_demo_county_s_changes_sum(board, since, until, basis):
    assert_sums(board, since, until, basis)


def test_within_one_year_no_rule_changes_and_from_year_to_year_the_demo_s_do(board):
    causes = {since: {cause for unit in board.configuration.county.units for cause in board.bridge(since, "2026-05").of(unit)["cause"]}
              for since in ("2026-04", "2025-05")}
    assert "rule" not in causes["2026-04"] and "rule" in causes["2025-05"]


def test_bridges_end_to_end_are_one_change(board):
    """2026's months one by one come to the change from January to May, whatever each is made of."""
    months = [f"2026-{month:02d}" for month in range(1, 6)]
    steps = [board.bridge(*pair, "today").of("QL")["change"].sum() for pair in pairwise(months)]
    assert sum(steps) == pytest.approx(board.bridge(months[0], months[-1], "today").of("QL")["change"].sum())


def test_causes_stand_in_their_order_and_the_greatest_change_first(board):
    rows = board.bridge("2025-05", "2026-05").of("QL")
    assert rows["cause"].drop_duplicates().tolist() == ["rule", "not_applicable", "data", "bonus"]
    sizes = rows.loc[rows["cause"] == "data", "change"].abs().tolist()
    assert sizes == sorted(sizes, reverse=True)


# Drawn


def many(*changes: float) -> pd.DataFrame:
    rows = [("T01", "2026-04", "2026-05", "today", "data", f"A{at}", "事项", change, 50.0, 50 + sum(changes))
            for at, change in enumerate(changes)]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_the_eight_greatest_are_drawn_and_the_rest_is_one_bar():
    names, changes = drawn(many(1, 0.1, -2, 3, 4, -5, 6, 7, 0.2, 8))
    assert names == ["A0 事项", "A2 事项", "A3 事项", "A4 事项", "A5 事项", "A6 事项", "A7 事项", "A9 事项", "其余 2 项"]
    assert changes == pytest.approx([1, -2, 3, 4, -5, 6, 7, 8, 0.3])


def test_a_rest_of_one_has_a_bar_of_its_own():
    assert drawn(many(*range(1, 10)))[0][-1] == "A8 事项"


def test_the_bars_lead_from_one_total_to_the_other_with_their_figures():
    bars = bridge_chart(many(1.5, -0.25), "4月总分", "5月总分").data[0]
    assert list(bars.y) == ["4月总分", "A0 事项", "A1 事项", "5月总分"]
    assert list(bars.text) == ["<b>50.00</b>", "+1.50", "−0.25", "<b>51.25</b>"]
    assert list(bars.measure) == ["absolute", "relative", "relative", "total"]


def test_two_causes_of_one_indicator_have_two_names(board):
    names = drawn(board.bridge("2025-05", "2026-05", "schedule").of("QL"))[0]
    assert names[:2] == ["规则变化 C01 PM2.5平均浓度", "C01 PM2.5平均浓度"]


def test_equal_rows_give_equal_drawings(board):
    rows = board.bridge("2026-04", "2026-05").of("T02")
    assert bridge_chart(rows, "甲", "乙").to_json() == bridge_chart(rows.copy(), "甲", "乙").to_json()


# From a shell


@pytest.fixture(scope="module")
def files() -> list[str]:
    return ["--data", *map(str, sorted((ROOT / "data/demo").glob("2026-*.xlsx")))]


def test_the_shell_prints_the_bridge_of_a_unit(files, board, capsys):
    assert main(["bridge", "河湾镇", "--from", "2026-04", "--to", "2026-05", "--basis", "today", *files]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == COLUMNS
    assert (rows[0]["unit"], rows[0]["from"], rows[0]["to"], rows[0]["basis"]) == ("T02", "2026-04", "2026-05", "today")
    assert sum(float(row["change"]) for row in rows) == pytest.approx(float(rows[0]["closing"]) - float(rows[0]["opening"]), abs=1e-9)


def test_the_shell_prints_json_too(files, capsys):
    assert main(["bridge", "T02", "--from", "2026-03", "--to", "2026-05", "--format", "json", *files]) == 0
    assert {row["cause"] for row in json.loads(capsys.readouterr().out)} >= {"data"}


@pytest.mark.parametrize(("since", "until", "told"), [
    ("2026-05", "2026-04", "--from 2026-05 不早于 --to 2026-04。"), ("2020-01", "2026-04", "2020-01 没有数据。"),
    ("2026-1", "2026-04", "“2026-1”不是月份，写成 2026-05。")])
def test_months_that_cannot_be_compared_are_wrong_usage(files, capsys, since, until, told):
    assert main(["bridge", "T02", "--from", since, "--to", until, *files]) == 2
    assert capsys.readouterr().err.strip() == told
