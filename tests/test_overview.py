"""总览 without a browser: what the page says of a county, small or empty, and of the demo's red items."""

import math
import re
from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.county_line import bases_line, county_line
from pages.parts.red_items import MOST, red_items, red_table
from pages.parts.strips import strips
from pages.parts.to_unit import link
from pages.parts.unit_line import signed
from pages.parts.who_owes import MOST as MOST_CHARGED
from pages.parts.who_owes import who_owes
from readiness.board import Prospect
from readiness.numbers import shown
from readiness.words import BASES
from tests.small import Small, fires, level

COUNTY = {"vetoes": "", "owed": 11.995, "winnable": 8.175, "unreported": 1.3625, "lost": 1.9375, "total_change": 2.675, "bonus": 0.5,
          "deduction": 0.0}
NOW = {"today": 48.4357, "schedule": 88.005, "forecast": 90.125, "best": 97.5, "worst": 31.335}
SEEN = Prospect(88.125, 83.885, 93.62, "良好", 0.55, "优秀", 0.13, "优秀", 0.13, over=False)


def said(page: AppTest) -> str:
    return "\n".join(part.value for part in (*page.html, *page.info, *page.success, *page.subheader))


def line(seen: Prospect = SEEN, left: tuple[int, int] = (7, 214), **row) -> str:
    return county_line(COUNTY | row, seen, left)


def test_figures_are_shown_half_up():
    told = ("88.13", "83.89–93.62", "良好", "很难（13%）", "12.00", "8.18", "1.36", "1.94", "7 个月", "+2.68")
    assert all(f"<dd>{figure}</dd>" in line() for figure in told)
    assert "剩余（214 天）" in line()


def test_a_change_for_the_worse_has_a_minus_and_none_has_a_dash():
    assert "<dd>−1.50</dd>" in line(total_change=-1.5)
    assert "<dd>—</dd>" in line(total_change=math.nan)


def test_a_veto_that_strikes_shows_at_the_grade():
    assert "■ 预计等次（否决）" in line(vetoes="瞒报") and "否决" not in line()


def test_a_chance_that_rests_on_too_little_is_not_told():
    assert "<dd>数据不足</dd>" in line(replace(SEEN, best_chance=math.nan))


def test_a_year_that_is_over_has_a_total_and_no_chances():
    told = line(replace(SEEN, over=True), (0, 0))
    assert "年终总分" in told and not any(word in told for word in ("预计年终", "可能", "预计等次", "个月"))


@pytest.mark.parametrize("basis", BASES)
def test_every_basis_stays_readable_and_the_chosen_one_is_marked(basis):
    told = re.sub(r"<[^>]+>", " ", bases_line(NOW, COUNTY, basis))
    assert all(figure in told for figure in ("48.44", "88.01", "90.13", "97.50", "31.34", "加分 0.50、扣分 0.00"))
    assert told.count("当前口径") == 1 and re.search(rf"{BASES[basis]}得分 [\d.]+（当前口径）", told)


@pytest.mark.parametrize("basis", ["today", "worst"])
def test_the_line_is_the_forecast_s_on_every_basis(page_of, board, basis):
    page = page_of("overview", board, basis=BASES[basis])
    county = board.view("2026-05", "forecast").units_on_100.set_index("unit").loc["QL"]
    facts = re.findall(r"<dt>([^<]*)</dt><dd>([^<]*)</dd>", next(part.value for part in page.html if "county-line" in part.value))
    told = dict(facts)
    assert not page.exception
    assert told["预计年终总分"] == shown(county["total"])
    assert told["■ 预计等次（否决）"] == county["grade"]
    for word, column in (("预计欠分", "owed"), ("待争取", "winnable"), ("未报", "unreported"), ("已丢失", "lost")):
        assert told[word] == shown(county[column])


def test_who_answers_for_most_and_what_moved_the_total_are_the_view_s(view):
    html = who_owes(view)
    for account in ("township", "department"):
        for row in view.charged(account).head(MOST_CHARGED).itertuples():
            assert f"{row.unit_name}</a> <b>{shown(row.owed)}</b>" in html
    moved = view.board.bridge("2026-04", "2026-05", "forecast").of("QL")["change"]
    most = sorted(moved, key=abs, reverse=True)[:MOST_CHARGED]
    assert [figure for figure in re.findall(r"color:#\w+\">([^<]+)</b>", html)] == [signed(change) for change in most]
    assert "比4月（预计）" in html


def test_in_january_there_is_nothing_to_compare_with(board):
    assert "当年没有可比的上月" in who_owes(board.view("2026-01"))


def test_an_account_of_the_whole_sums_to_what_is_lost_and_winnable(view):
    county = view.units_on_100.set_index("unit").loc["QL"]
    for account in ("township", "department"):
        assert view.charged(account)["owed"].sum() == pytest.approx(county["lost"] + county["winnable"])


def test_strips_name_who_is_at_risk_and_who_did_not_report():
    units = pd.DataFrame({"unit_name": ["东镇", "西镇"], "vetoes": ["", ""], "risks": ["瞒报；超标", "瞒报"], "silent_items": [0, 3]})
    html = strips(units)
    assert "瞒报：东镇、西镇；超标：东镇" in html
    assert "西镇 3 项" in html and "东镇 0" not in html


def test_a_veto_that_strikes_is_not_told_as_a_risk_too():
    html = strips(pd.DataFrame({"unit_name": ["东镇", "西镇"], "vetoes": ["瞒报", ""], "risks": ["瞒报；超标", "瞒报"], "silent_items": [0, 0]}))
    assert "一票否决（预计）</b>瞒报：东镇<" in html and "否决风险</b>超标：东镇；瞒报：西镇<" in html


def test_there_is_no_strip_when_all_is_well():
    assert strips(pd.DataFrame({"unit_name": ["东镇"], "vetoes": [""], "risks": [""], "silent_items": [0]})) == ""


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
