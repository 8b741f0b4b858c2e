"""Every sentence of the demo county, read back with a calculator: it states the points that were scored, and why."""

import re

import pytest

from readiness.board import View
from readiness.numbers import plain, shown
from tests.sentences import equations, read


def told(view: View) -> list[tuple]:
    """(cell, sentence) of every cell that is judged by a figure."""
    judged = view.cells[view.cells["status"].isin(["scored", "partial"])]
    return [(cell, view.explain(cell["unit"], cell["indicator"]).sentence) for cell in judged.to_dict("records")]


@pytest.mark.parametrize(("as_of", "basis"), [("2026-05", "today"), ("2026-05", "schedule"), ("2025-12", "schedule")])
def test_whoever_reckons_a_sentence_again_comes_to_the_points_scored(board, as_of, basis):
    cells = told(board.view(as_of, basis))
    assert len(cells) > 600
    wrong = [(reading.reckoned, cell["points"], sentence) for cell, sentence in cells
             if abs((reading := read(sentence)).reckoned - cell["points"]) > 2e-4]
    assert wrong == []


@pytest.mark.parametrize("basis", ["best", "worst"])
def test_at_the_ends_the_sentence_states_the_points_and_leaves_the_endless_figures_out(board, basis):
    for cell, sentence in told(board.view("2026-05", basis)):
        assert f"得 {shown(cell['points'])} 分，满分 {plain(cell['full_points'])} 分，欠 {shown(cell['owed'])} 分" in sentence
        assert not re.search(r"\d{9}", sentence)


@pytest.mark.parametrize("basis", ["today", "schedule", "forecast"])
def test_every_sentence_states_points_full_points_and_what_is_owed(board, basis):
    for cell, sentence in told(board.view("2026-05", basis)):
        reading = read(sentence)
        assert (f"{reading.stated:.2f}", f"{reading.owed:.2f}") == (shown(cell["points"]), shown(cell["owed"])), sentence
        assert reading.full == pytest.approx(cell["full_points"], abs=1e-9)


def test_every_step_on_the_way_holds(board):
    """Counting, completing the year, changes against last year: each "a ÷ b = c" comes out to the digits shown."""
    steps = [step for _, sentence in told(board.view("2026-05", "schedule")) for step in equations(sentence)]
    assert len(steps) > 500
    assert [step for step in steps if abs(step[1] - step[2]) > 6e-4 + 2e-6 * abs(step[2])] == []


def test_every_sentence_ends_at_the_clause_and_the_row_of_a_file(board):
    view = board.view("2026-05", "schedule")
    for cell, sentence in told(view):
        assert view.rubric.indicators[cell["indicator"]].basis_clause in sentence
        assert "数据：2026-" in sentence and " 行" in sentence.rsplit("数据：", 1)[1], sentence


def test_cells_without_a_figure_say_what_is_missing(board):
    view = board.view("2026-05", "schedule")
    rest = view.cells[~view.cells["status"].isin(["scored", "partial"])]
    words = {"unreported": "未报送", "not_due": "尚未到报送期", "not_applicable": "不涉及"}
    for cell in rest.to_dict("records"):
        assert words[cell["status"]] in view.explain(cell["unit"], cell["indicator"]).sentence


def test_the_reader_notices_a_figure_that_does_not_belong(board):
    """The proof of the proof: a sentence with one number of its arithmetic changed comes to other points."""
    view = board.view("2026-05", "schedule")
    told = view.explain("T02", "C01").sentence
    assert read(told).reckoned == pytest.approx(2.4221, abs=1e-4)
    assert abs(read(told.replace("5 − 2.5779", "5 − 1.5779")).reckoned - read(told).reckoned) > 0.9
