"""考核细则 on a screen: every indicator opens, can be found, and its words come from the rubric."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from readiness.numbers import plain
from readiness.rubric_file import load_rubric
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import scores
from tests.browser.screen import DESKTOP, LAPTOP, ROOT, overflow, wait_idle

RUBRIC = load_rubric(ROOT / "config/rubric-2026.yaml")
ONE_OF_EACH_RULE = list({item.rule.type: key for key, item in RUBRIC.indicators.items()}.values())


def item(page: Page) -> str:
    return page.locator("h3").first.inner_text()


def judged(database_url: str, indicator: str) -> list[dict]:
    """The cells that the command line prints, of townships where any is judged, else of departments."""
    kinds = {row["unit"]: row["kind"] for row in scores(database_url)}
    cells = [row for row in scores(database_url, level="indicator") if row["indicator"] == indicator and row["status"] != "not_applicable"]
    return next(own for kind in ("township", "department") if (own := [row for row in cells if kinds[row["unit"]] == kind]))


@pytest.mark.parametrize("indicator", ONE_OF_EACH_RULE)
def test_a_rule_of_each_type_is_said_and_drawn_with_everybody_on_it(open_app, database_url, indicator):
    page = open_app(f"/rubric?indicator={indicator}", size=LAPTOP)
    rule = RUBRIC.indicators[indicator]
    assert item(page).startswith(f"{indicator} {rule.name}")
    expect(page.locator(".rubric-facts")).to_contain_text(rule.rule.explain(rule.points))
    chart = page.get_by_test_id("stPlotlyChart")
    assert cut_off(chart) + covered(chart) == []
    expect(page.locator(".places tbody tr")).to_have_count(len(judged(database_url, indicator)))


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
def test_the_page_fits_and_has_no_error(open_app, size):
    page = open_app("/rubric", size=size)
    assert overflow(page) <= 0
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_an_indicator_is_found_by_a_word_of_its_name_and_the_link_keeps_the_search(open_app):
    page = open_app("/rubric")
    page.get_by_label("查找指标").fill("锅炉")
    page.keyboard.press("Enter")
    wait_idle(page)
    assert item(page).startswith("C03 燃煤锅炉")
    assert item(open_app("/rubric" + page.url.partition("/rubric")[2])) == item(page)


def test_category_lead_and_rule_type_narrow_the_list_and_stand_in_the_address(open_app):
    page = open_app("/rubric?chapter=C&led_by=D12&rule=not_worse")
    assert item(page).startswith("C01 ")
    asked = {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}
    assert asked == {"chapter": "大气环境", "led_by": "生态环境局", "rule": "不降反升计零"}


def test_another_kind_of_unit_stands_on_the_curve_when_asked_for(open_app):
    page = open_app("/rubric?indicator=C01")
    assert page.locator(".places tbody tr").count() == 10
    page.get_by_role("radio", name="县本级").click()
    wait_idle(page)
    expect(page.locator(".places tbody td").first).to_have_text("青澜县")
    expect(page.locator(".st-key-curve .annotation")).to_contain_text("青澜县")
    assert "who=" in page.url


def test_the_table_beside_the_curve_shows_every_column_of_long_names(open_app):
    room = open_app("/rubric?indicator=C01&who=部门").locator(".places-room")
    assert room.evaluate("(room) => room.scrollWidth - room.clientWidth") <= 0


def test_an_indicator_leads_to_all_its_units(open_app):
    page = open_app("/rubric?indicator=C03")
    page.get_by_role("link", name="看各单位").click()
    page.wait_for_url("**/indicator?indicator=C03")
    wait_idle(page)
    expect(page.get_by_role("heading", name="C03 燃煤锅炉")).to_be_visible()


def test_words_that_nothing_has_are_answered(open_app):
    expect(open_app("/rubric?find=没有这样的").get_by_text("没有含“没有这样的”的指标")).to_be_visible()


def test_the_rest_of_the_rubric_reads_its_parameters(open_app):
    page = open_app("/rubric")
    body = page.get_by_test_id("stMain")
    for veto in RUBRIC.vetoes.values():
        expect(body).to_contain_text(veto.name)
    for item_ in [*RUBRIC.bonus.values(), *RUBRIC.deductions.values()]:
        expect(body).to_contain_text(item_.name)
    best = RUBRIC.grades[0]
    expect(body).to_contain_text(f"{best.name} {plain(best.min)} 分及以上")


def test_the_year_is_that_of_the_month_chosen(open_app):
    expect(open_app("/rubric?as_of=2025-12").get_by_text("2025年度")).to_be_visible()
