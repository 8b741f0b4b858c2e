"""单位得分 on a screen: the file is the table, the address keeps the choices, a row leads to its unit."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from readiness.numbers import shown
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import scores
from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle

BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
CHECKBOX, HEADING, ROW = 17, 36, 35          # pixels in the table: the first row is in the middle of the second line


def asked(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def download(page: Page) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载得分表").click()
    assert waiting.value.suggested_filename == "青澜县_单位得分_2026-05.csv"
    return waiting.value.path()


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("kind", "word"), [("township", "乡镇"), ("department", "部门")])
def test_the_file_has_the_totals_that_the_command_line_prints(open_app, database_url, kind, word):
    path = download(open_app(f"/units?kind={word}"))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    printed = {row["unit"]: row["total"] for row in scores(database_url) if row["kind"] == kind}
    assert sorted(float(row["总分"]) for row in rows_of(path)) == sorted(printed.values())


def test_the_file_has_the_rows_and_the_order_on_the_screen(open_app):
    page = open_app("/units?type=生态型&sort=较上月退步最多")
    rows = rows_of(download(page))
    assert {row["类型"] for row in rows} == {"生态型"}
    changes = [float(row["较上月"]) for row in rows]
    assert changes == sorted(changes)
    owed = page.locator("[class*=st-key-boxes] .annotation text").all_text_contents()
    assert {words for words in owed if words.startswith("欠")} == {f"欠 {shown(float(row['欠分']))}" for row in rows}


def test_the_address_keeps_kind_and_order(open_app):
    page = open_app("/units")
    page.get_by_role("radio", name="部门").click()
    wait_idle(page)
    page.get_by_role("combobox", name="排序").click()
    page.get_by_role("option", name="欠分最多").click()
    wait_idle(page)
    assert asked(page) == {"kind": "部门", "sort": "欠分最多"}
    address = page.url.partition("/units")[2]
    assert rows_of(download(open_app(f"/units{address}"))) == rows_of(download(page))


def test_a_row_leads_to_its_unit(open_app):
    page = open_app("/units?sort=欠分最多")
    first = rows_of(download(page))[0]["单位"]
    box = page.get_by_test_id("stDataFrame").locator("canvas").first.bounding_box()
    place = box["x"] + CHECKBOX, box["y"] + HEADING + ROW / 2
    page.mouse.move(*place)
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.mouse.click(*place)
    page.wait_for_url("**/unit?*")
    wait_idle(page)
    assert asked(page)["unit"] == first


@BOTH_SIZES
@pytest.mark.parametrize("kind", ["乡镇", "部门"])
def test_the_page_and_its_table_fit_and_have_no_error(open_app, size, kind):
    page = open_app(f"/units?kind={kind}", size=size)
    assert overflow(page) <= 0
    table = page.get_by_test_id("stDataFrame").locator(".dvn-scroller")
    assert table.evaluate("(table) => table.scrollWidth - table.clientWidth") <= 0
    chart = page.get_by_test_id("stPlotlyChart")
    assert cut_off(chart) + covered(chart) == []
    expect(page.get_by_test_id("stException")).to_have_count(0)
