"""得分变化 without a browser: what is said, what stands in the table and where it leads, and the edges."""

import csv
import io
import re

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.bridge_rows import cause_table, month_words, sentence
from readiness.board import Board
from readiness.exports import csv as csv_file
from readiness.observations import Observations
from readiness.store import Origin, Store
from tests.small import Small, level
from tests.two_years import NOW, THEN, years


def texts(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(part.value for part in (*page.html, *page.info, *page.markdown, *page.caption, *page.subheader))


def table(board: Board, since: str, until: str, unit: str = "T01", basis: str = "today") -> str:
    return cause_table(board.view(until, basis), board.view(since, basis), board.bridge(since, until, basis).of(unit))


def rows_of(html: str) -> list[list[str]]:
    """The words of each row's cells."""
    body = html.partition("<tbody>")[2]
    return [[re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row)] for row in re.findall("<tr.*?</tr>", body)]


@pytest.fixture
def small() -> Small:
    made = Small({"A": level(6, name="<甲>"), "B": level(4, name="乙")}, deductions={"M": {"each": {"": 2}}}, deduction_cap={})
    return made.report("T01", "A", 50, 80).report("T01", "B", 70, 65).report("T01", "M", 0, 1)


@pytest.fixture
def apart() -> Board:
    """B has another rule and C is no more in the second year, N is new in it."""
    then = Small({"A": level(), "B": level(), "C": level(name="旧项")})
    for key, figures in {"A": (60, 60), "B": (80, 90), "C": (90, None), "N": (None, 80)}.items():
        for year, figure in zip((THEN, NOW), figures, strict=True):
            then.report("T01", key, figure, year=year)
    return years(then, Small({"A": level(), "B": level(rule={"type": "linear", "zero_at": 50, "full_at": 100}), "N": level()}))


def test_one_sentence_says_by_how_much_and_why(page_of, small):
    assert "比1月上升 **14.00** 分：数据 **+16.00**，扣分 **−2.00**。" in texts(page_of("bridge", small, unit="T01", basis="today"))


def test_a_total_that_stays_is_said_to_stay():
    still = Small({"A": level()}).report("T01", "A", 50, 50).board
    assert sentence(still.bridge("2026-01", "2026-02").of("T01"), "1月") == "比1月持平。"


def test_where_nothing_moves_nothing_is_drawn(page_of):
    page = page_of("bridge", Small({"A": level()}).report("T01", "A", 50, 50), unit="T01")
    assert "各项得分都没有变化" in texts(page) and not page.subheader


def test_a_total_that_stays_though_its_parts_move_names_them():
    moved = Small({"A": level(), "B": level()}).report("T01", "A", 50, 60).report("T01", "B", 60, 50).board
    assert sentence(moved.bridge("2026-01", "2026-02").of("T01"), "1月") == "比1月持平：数据 **0.00**。"


def test_months_of_two_years_are_named_with_their_years(apart):
    one, other = apart.view(f"{THEN}-01"), apart.view(f"{NOW}-01")
    assert month_words(other, one) == ("2025年1月", "2026年1月")
    assert month_words(other, other) == ("1月", "1月")


def test_a_row_has_the_points_before_and_after_and_leads_to_its_indicator(small):
    html = table(small.board, "2026-01", "2026-02")
    assert rows_of(html) == [["数据1月 → 2月", "+16.00"], ["A", "&lt;甲&gt;", "6", "3.00", "4.80", "+18.00"],
                             ["B", "乙", "4", "2.80", "2.60", "−2.00"], ["扣分1月 → 2月", "−2.00"], ["M", "M", "", "", "", "−2.00"]]
    assert 'href="indicator?indicator=A&amp;basis=' in html


def test_rules_are_shown_on_the_old_figures_and_data_by_the_new_rules(apart):
    rows = rows_of(table(apart, f"{THEN}-01", f"{NOW}-01"))
    assert [row for row in rows if row[0] in ("B", "C", "N")] == [
        ["B", "水平", "10", "8.00", "6.00", "−10.00"],
        ["C", "旧项", "10", "9.00", "没有这项", "−6.67"],    # the other two had 70 %, it weighed a third
        ["N", "水平", "10", "不涉及", "8.00", "+6.67"],    # the other two, by the new rules, 60 %
        ["B", "水平", "10", "6.00", "8.00", "+6.67"]]
    assert rows[0][0] == "规则变化2025年1月的数据，按2025年细则 → 按2026年细则"


def test_an_item_that_is_no_more_leads_nowhere(apart):
    assert "indicator=C" not in table(apart, f"{THEN}-01", f"{NOW}-01")


def test_a_correction_shows_what_was_known_before_it(tmp_path, page_of):
    small, store = Small({"A": level()}), Store(f"sqlite:///{tmp_path / 'board.db'}")
    for month, figure in ((1, 50), (2, 60), (1, 40)):
        store.add(Observations.of([("T01", "A", "", f"2026-{month:02d}", figure, float("nan"), "", "表.csv", "", 2)]), Origin("import", "甲"))
    board = Board(small.board.configuration, store.observations(), store.revision(), store)
    assert ["A", "水平", "10", "5.00", "4.00", "−10.00"] in rows_of(table(board, "2026-01", "2026-02"))
    assert "更正补报 **−10.00**，数据 **+20.00**" in texts(page_of("bridge", board, unit="T01", basis="现状"))


def test_what_was_not_reported_is_said_to_be_so():
    small = Small({"A": level(), "B": level()}).report("T01", "A", 50, 50).report("T01", "B", 80)
    assert ["B", "水平", "10", "8.00", "0.00（未报）", "−40.00"] in rows_of(table(small.board, "2026-01", "2026-02"))


def test_the_first_month_has_nothing_to_be_compared_with(page_of):
    page = page_of("bridge", Small({"A": level()}).report("T01", "A", 50))
    assert "2026年1月之前没有数据" in page.info[0].value


def test_a_unit_without_anything_to_judge_is_told_so(page_of):
    none = level(accumulate="ratio", measure="%", no_cases="not_applicable")
    page = page_of("bridge", Small({"A": none}).report("T01", "A", 0, 8, base=[0, 10]), unit="T01")
    assert "不能比较" in page.info[0].value


def test_at_first_the_last_month_before_this_is_compared_with_and_the_address_may_name_another(page_of, board):
    page = page_of("bridge", board, unit="T02")
    assert page.selectbox(key="from").value == "2026-04"
    other = page_of("bridge", board, unit="T02", **{"from": "2025-05"})
    assert "从2025年5月到2026年5月" in texts(other)
    assert "规则变化" in texts(other)


def test_the_file_is_in_chinese_and_sums(board):
    rows = board.bridge("2026-04", "2026-05").of("T02")
    read = list(csv.DictReader(io.StringIO(written(board, rows))))
    assert {row["变化原因"] for row in read} == {"数据"}
    assert sum(float(row["影响总分"]) for row in read) == pytest.approx(float(read[0]["截止总分"]) - float(read[0]["起始总分"]))


def written(board: Board, rows) -> str:
    view = board.view("2026-05")
    return csv_file.write(rows, view.as_of, view.basis, view.fingerprint).decode("utf-8-sig")
