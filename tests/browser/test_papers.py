"""文件材料 on a screen: each button gives the paper that the shell writes, of the month, basis and unit that were chosen."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from readiness.papers import PAPERS
from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle


def download(page: Page, label: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=label, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("key", PAPERS)
def test_a_button_gives_the_paper_of_what_was_chosen(open_app, board, key):
    paper, view = PAPERS[key], board.view("2026-05", "schedule")
    unit = "T05" if paper.unit == "always" else ""
    name, content = download(open_app("/papers?basis=序时&unit=柳塘镇"), f"下载{paper.name} ({paper.ending.upper()})")
    assert name == paper.file_name(view, unit)
    assert len(content) == pytest.approx(len(paper.make(view, unit)), rel=0.02)      # the store counts revisions, files do not


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
def test_the_page_is_no_wider_than_the_screen(open_app, size):
    assert overflow(open_app("/papers", size=size)) == 0


def test_a_units_page_has_its_papers_at_hand(open_app):
    page = open_app("/unit?unit=柳塘镇")
    page.get_by_role("button", name="出文件").click()
    expect(page.get_by_role("button", name="下载督办单 (DOCX)")).to_be_visible()
    wait_idle(page)
    assert download(page, "下载评分表 (DOCX)")[0] == "青澜县_评分表_柳塘镇_2026-05.docx"
