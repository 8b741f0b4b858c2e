"""总览 without a browser: what the page says of a county, small or empty, and of the demo's red items."""

import math

import pandas as pd
from streamlit.testing.v1 import AppTest

from pages.parts.county_line import county_line
from pages.parts.red_items import MOST, red_items, red_table
from pages.parts.strips import strips
from pages.parts.to_unit import link
from tests.small import Small, fires, level

COUNTY = {"vetoes": "", "grade": "良好", "owed": 11.995, "total_change": 2.675}
NOW = {"today": 48.4357, "schedule": 88.005, "forecast": 90.125, "best": 97.5, "worst": 31.335}


def said(page: AppTest) -> str:
    return "\n".join(part.value for part in (*page.html, *page.info, *page.success, *page.subheader))


def test_figures_are_shown_half_up():
    line = county_line(COUNTY, NOW, "schedule")
    assert all(f"<dd>{figure}</dd>" in line for figure in ("48.44", "88.01", "90.13", "97.50", "31.34", "12.00", "+2.68", "良好"))


def test_a_change_for_the_worse_has_a_minus_and_none_has_a_dash():
    assert "<dd>−1.50</dd>" in county_line(COUNTY | {"total_change": -1.5}, NOW, "today")
    assert "<dd>—</dd>" in county_line(COUNTY | {"total_change": math.nan}, NOW, "today")


def test_a_veto_is_named_under_the_grade_that_it_lowered():
    assert "一票否决：瞒报" in county_line(COUNTY | {"vetoes": "瞒报"}, NOW, "today")


def test_strips_name_who_is_at_risk_and_who_did_not_report():
    units = pd.DataFrame({"unit_name": ["东镇", "西镇"], "risks": ["瞒报；超标", "瞒报"], "silent_items": [0, 3]})
    html = strips(units)
    assert "瞒报：东镇、西镇；超标：东镇" in html
    assert "西镇 3 项" in html and "东镇 0" not in html


def test_there_is_no_strip_when_all_is_well():
    assert strips(pd.DataFrame({"unit_name": ["东镇"], "risks": [""], "silent_items": [0]})) == ""


def test_red_items_are_those_that_owe_most_each_at_who_answers_for_it(view):
    items = red_items(view.gaps)
    assert 0 < len(items) <= MOST
    assert items["owed_on_100"].is_monotonic_decreasing
    assert set(items["light"]) == {"red"}
    assert "support" not in set(items["role"])


def test_an_item_that_the_county_is_judged_by_stands_once(view):
    items = red_items(view.gaps.assign(light="red"))
    led = items[items["role"] == "lead"]
    assert not led["indicator"].duplicated().any()
    assert "county" not in set(items["kind"])


def test_a_link_keeps_the_month_and_basis_that_the_reader_chose_and_leaves_out_the_usual_ones(view):
    assert link(view, "河湾镇") == "unit?unit=%E6%B2%B3%E6%B9%BE%E9%95%87"
    earlier = link(view.board.view("2026-03", "today"), "河湾镇")
    assert "as_of=2026%E5%B9%B43%E6%9C%88" in earlier and "basis=%E7%8E%B0%E7%8A%B6" in earlier   # 2026年3月, 现状


def test_a_name_from_a_file_is_text_and_nothing_else(view):
    items = red_items(view.gaps).assign(indicator_name="<b>x</b>")
    assert "&lt;b&gt;x&lt;/b&gt;" in red_table(view, items)


def test_a_county_that_owes_nothing_and_has_one_unit_is_drawn(page_of):
    page = page_of("overview", Small({"A1": level()}).report("T01", "A1", 100).report("XX", "A1", 100))
    assert not page.exception
    assert "没有亮红灯的指标" in said(page)
    assert "没有参加考核的部门" in said(page)


def test_a_county_without_figures_of_its_own_is_drawn(page_of):
    assert not page_of("overview", Small({"A1": level(), "A2": fires()}).report("T01", "A1", 50)).exception
