"""数据质量 on a screen: the rows are the command line's, the file is the rows, the call can be read out, and all of it fits."""

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from readiness.numbers import shown
from tests.browser.figures import overdue
from tests.browser.screen import DESKTOP, LAPTOP, overflow

BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
ROWS = """(table) => [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent))"""
POINTS = ["挂着的分", "全县连带", "部门连带"]
STAMP = ("数据截至", "口径", "指纹")


def rows_on(page: Page) -> list[dict[str, str]]:
    """未报清单 as the reader sees it, by its headings."""
    table = page.get_by_role("region", name="未报清单").locator("table")
    heads = table.locator("th").all_text_contents()
    return [dict(zip(heads, row, strict=True)) for row in table.evaluate(ROWS)]


def downloaded(page: Page, what: str) -> list[dict[str, str]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"下载{what}").click()
    assert waiting.value.suggested_filename == f"青澜县_{what}_2026-05.csv"
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_shown(row: dict[str, str]) -> dict[str, str]:
    """A row of the file as the screen would say it."""
    points = {head: shown(float(row[head])) for head in POINTS}
    return {head: value or "—" for head, value in {**row, **points}.items() if head not in STAMP}


def test_the_rows_are_those_of_the_command_line_in_its_order(open_app, database_url):
    told = [(row["催谁"], row["指标编号"], row["分项"], row["缺哪几期"], row["挂着的分"]) for row in rows_on(open_app("/health"))]
    assert told == [(row["call_name"], row["indicator"], row["part"] or "—", row["periods"], shown(row["at_stake"]))
                    for row in overdue(database_url)]
    assert told


def test_the_file_has_exactly_the_rows_on_the_screen(open_app):
    page = open_app("/health")
    assert [as_shown(row) for row in downloaded(page, "未报清单")] == rows_on(page)


def test_what_is_read_out_on_the_phone_is_on_the_page_and_in_its_file(open_app):
    page = open_app("/health")
    call, = downloaded(page, "催报清单")
    assert call["催谁"] == "梅溪乡"
    assert page.locator(".st-key-calls code").inner_text().splitlines() == call["通话内容"].splitlines()
    assert "欠报 18 项" in call["通话内容"]


def test_where_all_is_reported_the_page_says_so_and_keeps_its_grid(open_app):
    page = open_app("/health?units=T01")
    expect(page.get_by_text("所选单位该报的都报了")).to_be_visible()
    expect(page.get_by_role("button", name="下载未报清单")).to_have_count(0)
    grid = page.get_by_role("region", name="各单位逐月报送")
    assert grid.locator("tbody tr").all_text_contents() == ["澜城镇" + "齐" * 5]


@BOTH_SIZES
def test_the_page_fits_and_has_no_error(open_app, size):
    page = open_app("/health?kinds=township", size=size)
    assert overflow(page) <= 0
    assert {row["催谁"] for row in rows_on(page)} == {"梅溪乡"}
    expect(page.get_by_test_id("stException")).to_have_count(0)
