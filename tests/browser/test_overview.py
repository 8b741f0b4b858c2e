"""总览 on a screen: figures as the command line prints them, nothing cut off, and a click that leads to the unit."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from readiness.numbers import shown
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import scores
from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle

BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])


def ranking(page: Page, kind: str) -> Locator:
    return page.locator(f".st-key-standing_{kind} .ranking")


def cell(page: Page, unit: str, category: str) -> Locator:
    """The link in one cell of the heat table."""
    heads = page.locator(".heat thead th").all_text_contents()
    row = page.locator(".heat tbody tr").filter(has=page.get_by_role("rowheader", name=unit, exact=True))
    return row.locator("td").nth(heads.index(category)).get_by_role("link")


def asked(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize(("basis", "word"), [("schedule", "序时"), ("today", "现状"), ("worst", "最差"), ("forecast", "预计")])
def test_the_county_s_line_says_what_the_command_line_says(open_app, database_url, basis, word):
    page = open_app(f"/?basis={word}")
    whole = {basis: next(row for row in scores(database_url, basis) if row["kind"] == "county") for basis in (basis, "forecast")}
    line = page.locator(".county-line")
    expect(line.locator("div", has_text="预计年终总分").locator("dd")).to_have_text(shown(whole["forecast"]["total"]))
    expect(line).to_contain_text(whole["forecast"]["grade"])
    expect(page.locator(".bases .chosen")).to_have_text(f"{word}得分 {shown(whole[basis]['total'])}（当前口径）")


def test_the_bases_stand_side_by_side_in_the_sidebar(open_app):
    choices = open_app("/").locator(".st-key-basis").get_by_role("radio")
    assert len({round(choice.bounding_box()["y"]) for choice in choices.all()}) == 1


@pytest.mark.parametrize("kind", ["township", "department"])
def test_a_ranking_has_every_unit_with_its_total_in_order(open_app, database_url, kind):
    page = open_app("/")
    rows = sorted((row for row in scores(database_url) if row["kind"] == kind), key=lambda row: (row["rank"], row["unit"]))
    assert ranking(page, kind).locator(".track").all_inner_texts() == [shown(row["total"]) for row in rows]


@BOTH_SIZES
def test_nothing_on_the_charts_is_cut_off_or_covered(open_app, size):
    charts = open_app("/", size=size).get_by_test_id("stPlotlyChart").all()
    assert len(charts) == 2
    assert [cut_off(chart) + covered(chart) for chart in charts] == [[], []]


@BOTH_SIZES
@pytest.mark.parametrize("kind", ["乡镇", "部门"])
def test_no_word_in_a_table_is_wider_than_its_cell(open_app, size, kind):
    page = open_app(f"/?heat_kind={kind}", size=size)
    wide = "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)"
    assert page.locator(".heat td, .heat th, .ranking td").evaluate_all(wide) == []


@BOTH_SIZES
@pytest.mark.parametrize("basis", ["序时", "现状", "预计"])
def test_the_page_fits_and_has_no_error(open_app, size, basis):
    page = open_app(f"/?basis={basis}", size=size)
    assert overflow(page) <= 0
    expect(page.locator("[data-testid=stException], [data-testid=stAlert]")).to_have_count(0)


def test_the_first_screen_holds_the_line_the_red_items_and_both_rankings(open_app):
    page = open_app("/", size=DESKTOP)
    for part in (page.locator(".county-line"), page.locator(".who-owes"), page.locator(".red-items"), ranking(page, "township"),
                 ranking(page, "department")):  # fmt: skip
        box = part.bounding_box()
        assert box["y"] + box["height"] <= DESKTOP[1]


def test_a_click_on_a_cell_opens_the_unit_at_that_category_with_the_same_basis(open_app):
    page = open_app("/?basis=现状")
    cell(page, "河湾镇", "大气环境").click()
    page.wait_for_url("**/unit?*")
    wait_idle(page)
    expect(page.get_by_role("heading", name="单位", exact=True)).to_be_visible()
    opened = asked(page)
    assert (opened["unit"], opened["category"], opened["basis"]) == ("河湾镇", "大气环境", "现状")


def test_a_cell_says_the_share_that_the_command_line_adds_up_to(open_app, database_url):
    page = open_app("/")
    rows = [row for row in scores(database_url, level="category") if (row["unit"], row["category"]) == ("T02", "C")]
    judged = sum(row["full_points"] for row in scores(database_url, level="indicator")
                 if row["unit"] == "T02" and row["indicator"].startswith("C") and row["points"] is not None)
    assert cell(page, "河湾镇", "大气环境").inner_text() == shown(100 * rows[0]["points"] / judged, 1)


def test_a_name_in_a_ranking_opens_the_unit_and_back_leads_home(open_app):
    page = open_app("/")
    first = ranking(page, "department").get_by_role("link").first
    name = first.inner_text()
    first.click()
    page.wait_for_url("**/unit*")
    wait_idle(page)
    assert asked(page)["unit"] == name
    page.go_back()
    page.wait_for_url(lambda url: "/unit" not in url)
    wait_idle(page)
    expect(page.get_by_role("heading", name="总览", exact=True)).to_be_visible()


def test_the_heat_table_shows_departments_when_asked_and_the_address_says_so(open_app):
    page = open_app("/")
    page.get_by_role("radio", name="部门").click()
    expect(page.locator(".heat tbody tr")).to_have_count(25)
    assert asked(page) == {"heat_kind": "部门"}


def test_a_chart_that_did_not_change_is_not_drawn_again(open_app):
    page = open_app("/")
    mounted = page.locator(".js-plotly-plot").element_handles()
    page.get_by_role("radio", name="部门").click()
    expect(page.locator(".heat tbody tr")).to_have_count(25)
    assert [chart.evaluate("(element) => element.isConnected") for chart in mounted] == [True, True]


def test_a_red_item_leads_to_its_unit(open_app):
    page = open_app("/?basis=现状")
    link = page.locator(".red-items a").first
    name = link.inner_text()
    link.click()
    wait_idle(page)
    expect(page.get_by_role("heading", name="单位", exact=True)).to_be_visible()
    assert asked(page)["unit"] == name and asked(page)["basis"] == "现状"
