"""趋势 on a screen: the file is what is drawn, choices stand in the address, and it fits in January, in December and for a bureau."""

import csv
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from readiness.numbers import shown
from tests.browser.drawings import covered, cut_off
from tests.browser.figures import scores
from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle, words_on

BOTH_SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
ADDRESSES = ["/trend", "/trend?unit=D12&as_of=2025-12", "/trend?unit=T12&as_of=2026-01", "/trend?unit=T02&category=D"]


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def download(page: Page, name: str) -> list[dict[str, str]]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载各月得分").click()
    assert waiting.value.suggested_filename == name
    with Path(waiting.value.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_file_and_the_line_s_end_have_the_command_line_s_total(open_app, database_url):
    total = next(row["total"] for row in scores(database_url, "forecast") if row["unit"] == "T02")
    page = open_app("/trend?unit=T02")
    last = download(page, "青澜县_趋势_河湾镇_2026-05.csv")[-1]
    assert float(last["预计得分"]) == total
    boxes = [float(last[word]) for word in ("已到手", "预计可得", "待争取", "未报", "已丢失")]
    assert sum(boxes) == pytest.approx(100)
    assert any(words.startswith(f"预计 {shown(total)}") for words in page.locator(".annotation text").all_text_contents())


def test_the_address_keeps_unit_category_and_lines(open_app):
    page = open_app("/trend?unit=T02&category=D")
    page.get_by_role("button", name="最差", exact=True).click()
    wait_idle(page)
    assert asked(page)["unit"] == ["河湾镇"] and asked(page)["category"] == ["水环境"]
    assert asked(page)["lines"] == ["现状", "序时", "预计", "最好"]
    again = open_app("/trend" + page.url.partition("/trend")[2])
    rows = [download(each, "青澜县_趋势_河湾镇_2026-05.csv") for each in (page, again)]
    assert rows[0] == rows[1] and "最差得分" not in rows[0][0]


@BOTH_SIZES
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_page_fits_and_has_no_error(open_app, size, address):
    page = open_app(address, size=size)
    assert overflow(page) <= 0
    for chart in page.get_by_test_id("stPlotlyChart").all():
        assert cut_off(chart) + covered(chart) == []
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert not {word for word in words_on(page) if word in ("Choose options", "Select all", "January", "Jan")}
