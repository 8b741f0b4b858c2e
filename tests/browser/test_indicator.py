"""指标 on a screen: the figures of the command line, the file as the table, an address that keeps the choices, a row that leads on."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from readiness.numbers import plain, shown
from readiness.rubric_file import load_rubric
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import gaps, scores
from tests.browser.screen import DESKTOP, LAPTOP, ROOT, overflow, wait_idle

RUBRIC = load_rubric(ROOT / "config/rubric-2026.yaml")
ONE_OF_EACH_RULE = list({rule.type: key for key, item in RUBRIC.indicators.items() for rule in item.rules}.values())
ROWS = """(table) => [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"""


def asked(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def rows_on(page: Page) -> list[dict[str, str]]:
    """The ranking as the reader sees it, by its headings."""
    heads = [head.replace("\n", "") for head in page.locator(".ranked th").all_inner_texts()]
    return [dict(zip(heads, row, strict=True)) for row in page.locator(".ranked").evaluate(ROWS)]


def facts(page: Page) -> dict[str, str]:
    """The headline: word → figure."""
    return {fact.locator("dt").inner_text(): fact.locator("dd").inner_text() for fact in page.locator(".unit-line > div").all()}


def printed(database_url: str, indicator: str, kind: str) -> dict[str, dict]:
    """The cells of the command line that are judged, by the unit's id."""
    kinds = {row["unit"]: row["kind"] for row in scores(database_url)}
    return {row["unit"]: row for row in scores(database_url, level="indicator")
            if row["indicator"] == indicator and kinds[row["unit"]] == kind and row["status"] != "not_applicable"}


def download(page: Page, indicator: str) -> list[dict[str, str]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载这一项").click()
    assert waiting.value.suggested_filename == f"青澜县_指标_{indicator}_2026-05.csv"
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("indicator", ONE_OF_EACH_RULE)
def test_an_indicator_of_each_rule_type_is_ranked_and_drawn(open_app, database_url, indicator):
    page = open_app(f"/indicator?indicator={indicator}", size=LAPTOP)
    rule = RUBRIC.indicators[indicator]
    expect(page.get_by_role("heading", name=f"{indicator} {rule.name}")).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    cells = printed(database_url, indicator, "township") or printed(database_url, indicator, "department")
    owed = [cell["full_points"] - cell["points"] for cell in cells.values() if cell["points"] is not None]
    rows = rows_on(page)
    assert sorted(row["欠分"] for row in rows if row["欠分"] != "—") == sorted(shown(points) for points in owed)
    assert len(rows) == len(cells) and facts(page)["合计欠分"] == shown(sum(owed))
    assert overflow(page) <= 0
    for chart in page.get_by_test_id("stPlotlyChart").all():
        assert cut_off(chart) + covered(chart) == []


def test_the_file_has_the_rows_of_the_screen_with_what_the_command_line_says_each_still_needs(open_app, database_url):
    page = open_app("/indicator?indicator=C03&order=得分率最低&basis=序时")
    rows, file = rows_on(page), download(page, "C03")
    assert [row["单位"] for row in file] == [row["单位"] for row in rows]
    assert [shown(float(row["欠分"])) for row in file] == [row["欠分"] for row in rows]
    assert [plain(float(shown(float(row["现值"])))) for row in file] == [row["现值"] for row in rows]
    needs = {row["unit_name"]: row for row in gaps(database_url, "schedule") if row["indicator"] == "C03"}
    for row in file:
        assert (row["单位"] in needs) == (row["怎么补上"] != "已拿满")
        if row["单位"] in needs:
            assert plain(needs[row["单位"]]["needed"]) in row["怎么补上"]


def test_who_is_not_asked_is_named_below_and_an_unreported_unit_is_no_dot(open_app, database_url):
    page = open_app("/indicator?indicator=C05")
    asked_for = printed(database_url, "C05", "township")
    expect(page.get_by_text(f"{16 - len(asked_for)} 个乡镇：")).to_be_visible()
    absent = [unit for unit, cell in asked_for.items() if cell["status"] == "unreported"]
    assert facts(page)["到期未报"] == f"{len(absent)} 个"
    assert [row["单位"] for row in rows_on(page) if row["现值"] == "未报"] == ["梅溪乡"]
    expect(page.locator(".st-key-against").get_by_text("未报", exact=True)).to_be_visible()


def test_the_address_keeps_indicator_kind_and_order(open_app):
    page = open_app("/indicator?indicator=A01")
    page.get_by_role("radio", name="部门").click()
    wait_idle(page)
    page.get_by_role("combobox", name="指标").click()
    page.get_by_role("combobox", name="指标").fill("M01")
    page.keyboard.press("Enter")
    wait_idle(page)
    assert asked(page) == {"indicator": "M01", "who": "部门"}
    copied = open_app("/indicator" + page.url.partition("/indicator")[2])
    assert rows_on(copied) == rows_on(page)
    assert len(rows_on(copied)) == 25


def test_a_row_leads_to_its_place_on_the_unit_s_page_and_from_there_back(open_app):
    page = open_app("/indicator?indicator=C03&basis=现状")
    first = rows_on(page)[0]["单位"]
    page.locator(".ranked a").first.click()
    page.wait_for_url("**/unit?*")
    wait_idle(page)
    assert (asked(page)["unit"], asked(page)["indicator"], asked(page)["basis"]) == (first, "C03", "现状")
    expect(page.get_by_role("heading", name="C03 ")).to_be_visible()
    page.get_by_role("link", name="看各单位").click()
    page.wait_for_url("**/indicator?*")
    wait_idle(page)
    assert (asked(page)["indicator"], asked(page)["basis"]) == ("C03", "现状")
    assert rows_on(page)[0]["单位"] == first


def test_an_indicator_that_no_township_has_shows_its_departments(open_app):
    page = open_app("/indicator?indicator=G01")
    assert {row["单位"] for row in rows_on(page)} == {"生态环境局", "发展和改革局"}
    expect(page.get_by_role("radio", name="乡镇")).to_have_count(0)


def test_ranking_distance_and_course_of_a_full_house_stand_on_a_wall(open_app):
    page = open_app("/indicator?indicator=A02", size=DESKTOP)
    box = page.locator(".ranked").bounding_box()
    assert box["y"] + box["height"] <= DESKTOP[1]
    assert page.locator(".st-key-against").bounding_box()["x"] > box["x"] + box["width"]
