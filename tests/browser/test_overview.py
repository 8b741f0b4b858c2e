"""总览 on a screen: figures as the command line prints them, nothing cut off, and a click that leads to the unit."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from readiness.numbers import shown
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import scores
from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle

BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])


def chart(page: Page, key: str) -> Locator:
    return page.locator(f"[class*=st-key-{key}]")


def cell(page: Page, unit: str, category: str) -> Locator:
    """The words in one cell of the heat map."""
    heads = [head.replace("\n", "") for head in chart(page, "heat_map").locator(".xtick text").all_text_contents()]
    units = [name.strip() for name in chart(page, "heat_map").locator(".ytick text").all_text_contents()]
    points = chart(page, "heat_map").locator(".scatterlayer .point")
    return points.nth(units.index(unit) * len(heads) + heads.index(category))


def point_at(page: Page, mark: Locator) -> None:
    """Move onto a mark and wait until the chart has noticed; Plotly takes a click only where it noticed the pointer."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hoverlayer .hovertext").first).to_be_visible()


def asked(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


@pytest.mark.parametrize(("basis", "word"), [("schedule", "序时"), ("today", "现状")])
def test_the_county_s_line_says_what_the_command_line_says(open_app, database_url, basis, word):
    page = open_app(f"/?basis={word}")
    county = next(row for row in scores(database_url, basis) if row["kind"] == "county")
    line = page.locator(".county-line")
    expect(line.locator("div", has_text=f"{word}得分").locator("dd")).to_have_text(shown(county["total"]))
    expect(line).to_contain_text(county["grade"])


@pytest.mark.parametrize("kind", ["township", "department"])
def test_a_ranking_has_every_unit_with_its_total_in_order(open_app, database_url, kind):
    page = open_app("/")
    rows = sorted((row for row in scores(database_url) if row["kind"] == kind), key=lambda row: (row["rank"], row["unit"]))
    assert chart(page, f"standing_chart_{kind}").locator(".bars text").all_text_contents() == [shown(row["total"]) for row in rows]


@BOTH_SIZES
@pytest.mark.parametrize("kind", ["乡镇", "部门"])
def test_nothing_on_a_chart_is_cut_off_or_covered(open_app, size, kind):
    charts = open_app(f"/?heat_kind={kind}", size=size).get_by_test_id("stPlotlyChart").all()
    assert len(charts) == 4
    assert [cut_off(chart) + covered(chart) for chart in charts] == [[]] * 4


@BOTH_SIZES
@pytest.mark.parametrize("basis", ["序时", "现状"])
def test_the_page_fits_and_has_no_error(open_app, size, basis):
    page = open_app(f"/?basis={basis}", size=size)
    assert overflow(page) <= 0
    expect(page.locator("[data-testid=stException], [data-testid=stAlert]")).to_have_count(0)


def test_the_first_screen_holds_the_line_the_red_items_and_both_rankings(open_app):
    page = open_app("/", size=DESKTOP)
    for part in (page.locator(".county-line"), page.locator(".red-items"), chart(page, "standing_chart_township"),
                 chart(page, "standing_chart_department")):  # fmt: skip
        box = part.bounding_box()
        assert box["y"] + box["height"] <= DESKTOP[1]


def test_a_click_on_a_cell_opens_the_unit_at_that_category_with_the_same_basis(open_app):
    page = open_app("/?basis=现状")
    point_at(page, cell(page, "河湾镇", "大气环境"))
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/unit?*")
    wait_idle(page)
    expect(page.get_by_role("heading", name="单位", exact=True)).to_be_visible()
    assert asked(page) == {"unit": "河湾镇", "category": "大气环境", "basis": "现状"}


def test_who_comes_back_from_a_unit_is_not_sent_off_again(open_app):
    page = open_app("/")
    point_at(page, chart(page, "standing_chart_department").locator(".bars .point").first)
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/unit*")
    wait_idle(page)
    page.go_back()
    wait_idle(page)
    expect(page.get_by_role("heading", name="总览", exact=True)).to_be_visible()
    expect(chart(page, "heat_map")).to_be_visible()


def test_the_heat_map_shows_departments_when_asked_and_the_address_says_so(open_app):
    page = open_app("/")
    page.get_by_role("radio", name="部门").click()
    wait_idle(page)
    assert asked(page) == {"heat_kind": "部门"}
    assert chart(page, "heat_map").locator(".ytick").count() == 25


def test_a_chart_that_did_not_change_is_not_drawn_again(open_app):
    page = open_app("/")
    mounted = chart(page, "standing_chart_township").locator(".js-plotly-plot").element_handle()
    page.get_by_role("radio", name="部门").click()
    wait_idle(page)
    assert mounted.evaluate("(element) => element.isConnected")


def test_the_map_can_be_read_as_a_table(open_app):
    page = open_app("/")
    page.get_by_text("用表格看").click()
    table = page.get_by_test_id("stTable")
    expect(table.get_by_role("row", name="河湾镇")).to_be_visible()
    assert table.get_by_role("row").count() == 17


def test_a_red_item_leads_to_its_unit(open_app):
    page = open_app("/?basis=现状")
    link = page.locator(".red-items a").first
    name = link.inner_text()
    link.click()
    wait_idle(page)
    expect(page.get_by_role("heading", name="单位", exact=True)).to_be_visible()
    assert asked(page)["unit"] == name and asked(page)["basis"] == "现状"
