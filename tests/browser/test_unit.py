"""单位 on a screen: the figures and the sentence of the command line, a link that opens at its item, a row that can be chosen."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from readiness.numbers import shown
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import explained, gaps, scores
from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle

BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
ADDRESSES = ["/unit?unit=T02", "/unit?unit=生态环境局&show=牵头指标", "/unit?unit=QL&show=全部指标"]
MARK, HEADING, ROW = 17, 37, 35          # pixels in the table: where a row is ticked, and how tall its lines are


def asked(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def head(page: Page) -> dict[str, str]:
    """The header line: word → figure."""
    facts = page.locator(".unit-line > div")
    return {fact.locator("dt").inner_text(): fact.locator("dd").inner_text() for fact in facts.all()}


def item(page: Page) -> str:
    return page.locator("h3").first.inner_text()


def choose_row(page: Page, at: int) -> None:
    box = page.get_by_test_id("stDataFrame").first.locator("canvas").first.bounding_box()
    page.mouse.click(box["x"] + MARK, box["y"] + HEADING + ROW * (at + 0.5))


@pytest.mark.parametrize("unit", ["T02", "D12", "QL"])
def test_the_header_line_has_the_figures_of_the_command_line(open_app, database_url, unit):
    printed = next(row for row in scores(database_url) if row["unit"] == unit)
    line = head(open_app(f"/unit?unit={unit}"))
    assert line["总分"] == shown(printed["total"])
    assert line["等次"] == printed["grade"]
    assert any(word.startswith("名次") for word in line) == (printed["rank"] is not None)


@pytest.mark.parametrize(("unit", "indicator"), [("T02", "C01"), ("D12", "D01"), ("QL", "C03"), ("T05", "M02")])
def test_an_item_is_explained_in_the_words_of_the_command_line(open_app, database_url, unit, indicator):
    sentence, *sources = explained(database_url, unit, indicator)
    page = open_app(f"/unit?unit={unit}&indicator={indicator}")
    expect(page.get_by_text(sentence, exact=True)).to_be_visible()
    expect(page.locator(".sources tbody tr")).to_have_count(len(sources))


def test_it_opens_at_what_owes_most(open_app, database_url):
    most = next(row for row in gaps(database_url) if row["unit"] == "T02")
    assert item(open_app("/unit?unit=T02")) == f"{most['indicator']} {most['indicator_name']}"


def test_a_link_from_the_heat_map_opens_at_the_category(open_app, database_url):
    most = next(row for row in gaps(database_url) if row["unit"] == "T02" and row["category"] == "D")
    page = open_app("/unit?unit=河湾镇&category=D")
    assert item(page) == f"{most['indicator']} {most['indicator_name']}"
    assert asked(page)["category"] == "水环境"


def test_a_link_to_an_item_that_owes_nothing_opens_it_among_all(open_app, database_url):
    owing = {row["indicator"] for row in gaps(database_url) if row["unit"] == "T02"}
    free = next(row["indicator"] for row in scores(database_url, level="indicator")
                if row["unit"] == "T02" and row["status"] == "scored" and row["indicator"] not in owing)
    page = open_app(f"/unit?unit=T02&indicator={free}")
    assert item(page).startswith(free)
    expect(page.get_by_role("radio", name="全部指标")).to_be_checked()


def test_a_chosen_row_is_shown_and_stands_in_the_address(open_app, database_url):
    third = [row for row in gaps(database_url) if row["unit"] == "T02"][2]
    page = open_app("/unit?unit=T02")
    choose_row(page, 2)
    expect(page.locator("h3").first).to_have_text(f"{third['indicator']} {third['indicator_name']}")
    assert asked(page) == {"unit": "河湾镇", "indicator": third["indicator"]}
    assert item(open_app("/unit" + page.url.partition("/unit")[2])) == item(page)


def test_who_comes_back_finds_the_same_unit(open_app):
    page = open_app("/unit?unit=T03")
    before = head(page)
    page.get_by_role("navigation").get_by_role("link", name="考核细则").click()
    wait_idle(page)
    page.go_back()
    wait_idle(page)
    assert head(page) == before
    assert asked(page)["unit"] == "青石镇"


def test_an_unknown_unit_shows_the_first(open_app):
    page = open_app("/unit?unit=没有这个镇")
    assert asked(page)["unit"] == "澜城镇"
    expect(page.get_by_test_id("stException")).to_have_count(0)


@BOTH_SIZES
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_fits_and_has_no_error(open_app, size, address):
    page = open_app(address, size=size)
    assert overflow(page) <= 0
    for chart in page.get_by_test_id("stPlotlyChart").all():
        assert cut_off(chart) + covered(chart) == []
    expect(page.get_by_test_id("stException")).to_have_count(0)
