"""The year month by month, and 趋势 without a browser: categories add up, choices stand in the address, the file is the screen."""

import numpy as np
import pytest

from readiness.words import BASES, BOXES
from tests.small import Small, item, level


@pytest.fixture
def two() -> Small:
    items = {"A": {"indicators": {"A1": level()}}, "B": {"indicators": {"B1": item()}}}
    small = Small(items, ("T01", "T02"))
    small.report("T01", "A1", 60, 70).report("T02", "A1", 80, 60)
    return small.report("T01", "B1", 1, 2).report("T02", "B1", 2, 2)


def test_a_category_s_share_is_the_table_s_on_every_basis(view):
    for basis in BASES:
        table = view.board.view(view.as_of, basis).categories.set_index(["unit", "category"])["share"]
        for unit, category in (("T02", "D"), ("D12", "C"), ("QL", "A")):
            assert view.course(unit, category)[basis].iloc[-1] == pytest.approx(100 * table[unit, category])


def test_a_category_s_boxes_are_the_table_s(view):
    row = view.categories.set_index(["unit", "category"]).loc[("T02", "C")]
    assert view.boxes_by_month("T02", "C")[list(BOXES)].iloc[-1].tolist() == pytest.approx(row[list(BOXES)].tolist())


def test_blocks_put_together_otherwise_keep_their_own_sum():
    items = {key: level() | {"id": key} for key in ("A1", "A2")}
    small = Small(items, ("T01",), categories={"A": {"id": "A", "name": "A", "points": 20, "combine": "lowest", "indicators": items}})
    view = small.report("T01", "A1", 40).report("T01", "A2", 90).view(1)
    assert view.course("T01", "A")["today"].tolist() == pytest.approx([40.0])
    assert view.boxes_by_month("T01", "A")[list(BOXES)].to_numpy().sum() == pytest.approx(20)


def test_equal_ranks_say_so_in_their_month(two):
    table = two.view(2).ranks("township")
    assert set(table["month"]) == {1, 2}
    assert not np.isnan(table["rank"]).any()
    tied = Small({"A1": level()}, ("T01", "T02")).report("T01", "A1", 60, 70).report("T02", "A1", 60, 60).view(2).ranks("township")
    assert tied.groupby("month")["tied"].all().to_dict() == {1: True, 2: False}


def test_what_a_category_owes_is_short_of_its_judged_points(two):
    row = two.view(2).categories.set_index(["unit", "category"]).loc[("T01", "A")]
    assert row["owed"] == pytest.approx(3.0)


# 趋势


def texts(page) -> str:
    return "\n".join(part.value for part in (*page.html, *page.info, *page.subheader, *page.caption))


def test_it_opens_at_the_county_with_every_line(page_of, two):
    page = page_of("trend", two)
    assert not page.exception
    assert page.selectbox(key="unit").value == "XX"
    assert "小县 2026年各月走势" in texts(page)


def test_the_address_says_unit_category_and_lines(page_of, two):
    page = page_of("trend", two, unit="T02", category="B", lines="today")
    assert not page.exception
    assert "T02镇 · 板块B" in texts(page)


def test_one_unit_and_no_department_are_drawn(page_of):
    page = page_of("trend", Small({"A1": level()}).report("T01", "A1", 60), kind="部门")
    assert not page.exception
    assert "没有参加考核的部门。" in texts(page)


@pytest.mark.parametrize(("month", "unit"), [("2026-01", "QL"), ("2025-12", "D12"), ("2024-12", "T12"), ("2026-05", "T02")])
def test_the_demo_s_edges_are_drawn(page_of, board, month, unit):
    page = page_of("trend", board, as_of=month, unit=unit)
    assert not page.exception
    assert ("灰线是上年" in texts(page)) == (month[:4] != "2024")


def test_a_category_that_last_year_did_not_have_has_no_year_before(page_of, board):
    for category in board.view("2026-05").rubric.categories:
        assert not page_of("trend", board, unit="T02", category=category).exception
