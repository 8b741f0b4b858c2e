"""差距清单 on a screen: the rows are the command line's, the file is the rows, the address keeps the filters."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from readiness.numbers import plain, shown
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import gaps
from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle

BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
RED_AIR = "/gaps?kinds=township&lights=red&categories=C"
ROWS = """(table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))"""
POINTS = ["满分", "得分", "欠分", "折百欠分", "待争取", "未报", "已丢失"]
AMOUNTS = ["目标值", "现值", "还差", "每月需完成", "今年月均", "近三月月均", "去年同期月均"]


def rows_on(page: Page) -> list[dict[str, str]]:
    """The list as the reader sees it, by its headings."""
    heads, *rows = page.locator(".listing table").evaluate(ROWS)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def download(page: Page) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载差距清单 (CSV)").click()
    assert waiting.value.suggested_filename == "青澜县_差距清单_2026-05.csv"
    return waiting.value.path()


def file_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_shown(row: dict[str, str]) -> dict[str, str]:
    """A row of the file as the screen would say it."""
    points = {head: shown(float(row[head])) for head in POINTS}
    amounts = {head: plain(float(shown(float(row[head])))) for head in AMOUNTS if row[head]}
    stamp = ("数据截至", "口径", "指纹")
    return {head: value or "—" for head, value in {**row, **points, **amounts}.items() if head not in stamp}


@pytest.mark.parametrize(("basis", "address"), [("forecast", "/gaps"), ("schedule", "/gaps?basis=schedule"), ("today", "/gaps?basis=today")])
def test_the_rows_are_those_of_the_command_line_in_its_order(open_app, database_url, basis, address):
    printed = gaps(database_url, basis)
    rows = rows_on(open_app(address))
    assert [(row["单位"], row["指标编号"], row["折百欠分"]) for row in rows] == [
        (row["unit_name"], row["indicator"], shown(row["owed_on_100"])) for row in printed]


@pytest.mark.parametrize("address", ["/gaps", RED_AIR], ids=["all", "filtered"])
def test_the_file_has_exactly_the_rows_on_the_screen(open_app, address):
    page = open_app(address)
    path = download(page)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert [as_shown(row) for row in file_rows(path)] == rows_on(page)


def test_the_sums_are_those_of_the_rows(open_app, database_url):
    page = open_app("/gaps?kinds=township")
    own = [row for row in gaps(database_url) if row["kind"] == "township"]
    line = page.locator(".st-key-sums").inner_text()
    assert f"{len({row['unit'] for row in own})} 个单位 {len(own)} 项" in line
    assert f"欠 {shown(sum(row['owed'] for row in own))} 分" in line
    assert f"折百 {shown(sum(row['owed_on_100'] for row in own))} 分" in line


def test_a_copied_link_keeps_the_filters(open_app):
    page = open_app("/gaps")
    page.get_by_role("combobox", name="单位").click()
    for name in ("河湾镇", "柳塘镇"):
        page.get_by_role("option", name=name).click()
        wait_idle(page)
    page.keyboard.press("Escape")
    copied = open_app("/gaps" + page.url.partition("/gaps")[2])
    assert {row["单位"] for row in rows_on(copied)} == {"河湾镇", "柳塘镇"}
    assert rows_on(copied) == rows_on(page)


def test_filters_may_be_given_as_on_the_command_line(open_app, database_url):
    wanted = [row for row in gaps(database_url)
              if row["kind"] == "township" and row["light"] == "red" and row["category"] == "C"]
    assert len(rows_on(open_app(RED_AIR))) == len(wanted) > 0


def test_nothing_owed_is_good_news(open_app):
    page = open_app("/gaps?units=D01&categories=B")
    expect(page.get_by_text("没有欠分")).to_be_visible()
    expect(page.get_by_role("button", name="下载差距清单 (CSV)")).to_have_count(0)


def test_a_row_leads_to_its_place_on_the_unit_s_page(open_app):
    page = open_app("/gaps?units=T02")
    second = rows_on(page)[1]
    page.locator(".listing tbody a").nth(1).click()
    page.wait_for_url("**/unit?*")
    wait_idle(page)
    expect(page.get_by_role("heading", name=f"{second['指标编号']} {second['指标名称']}")).to_be_visible()


def test_unit_and_indicator_stay_in_sight_while_the_list_is_pushed_sideways(open_app):
    page = open_app("/gaps", size=LAPTOP)
    names = [page.locator(".listing tbody tr").first.locator("td").nth(at) for at in (1, 3)]
    before = [name.bounding_box() for name in names]
    page.locator(".listing").evaluate("(list) => { list.scrollLeft = 900; }")
    assert [name.bounding_box() for name in names] == before


@BOTH_SIZES
def test_the_page_fits_and_has_no_error(open_app, size):
    page = open_app("/gaps", size=size)
    assert overflow(page) <= 0
    for chart in page.get_by_test_id("stPlotlyChart").all():
        assert cut_off(chart) + covered(chart) == []
    expect(page.get_by_test_id("stException")).to_have_count(0)
