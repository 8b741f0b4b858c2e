"""定格 on a screen: made on its page, opened by its link, carried from page to page, its files the same bytes when all else is another."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from readiness.store import Origin, Store
from tests.browser.screen import DESKTOP, LAPTOP, ROOT, overflow, serve, wait_idle


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('frozen') / 'board.db'}"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo county's configuration, to be changed; its demo data stand beside it."""
    place = tmp_path_factory.mktemp("county")
    shutil.copytree(ROOT / "config", place / "config")
    shutil.copytree(ROOT / "data/demo", place / "data/demo")
    return place / "config"


@pytest.fixture(scope="module")
def board(database: str, config: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("freezing") / "log.txt"
    with serve(database, log, READINESS_WRITE="here", READINESS_CONFIG=str(config)) as url:
        yield url


@pytest.fixture
def go(board: str, new_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(path: str, size: tuple[int, int] = DESKTOP) -> Page:
        page = new_page(size)
        page.goto(board + path)
        wait_idle(page)
        return page

    return opened


@pytest.fixture(scope="module")
def frozen(board: str, browser) -> str:
    """The name of a 定格 that was made on the page."""
    page = browser.new_page(locale="zh-CN")
    page.goto(f"{board}/frozen")
    wait_idle(page)
    page.get_by_label("名字").fill("5月调度会")
    page.get_by_label("名字").press("Tab")
    wait_idle(page)
    page.get_by_role("button", name="定格2026年5月").click()
    expect(page.get_by_text("已定格“5月调度会”")).to_be_visible(timeout=60_000)
    page.close()
    return "5月调度会"


def gap_list(page: Page, folder: Path) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载定格的差距清单").click()
    waiting.value.save_as(folder / "清单.csv")
    return (folder / "清单.csv").read_bytes()


def change_all(database: str, config: Path) -> None:
    """Another full score for the whole of a target, and figures that are withdrawn."""
    path = config / "settings.yaml"
    path.write_text(path.read_text("utf-8").replace("report_by: 3", "report_by: 9"), encoding="utf-8")
    store = Store(database)
    now = store.observations()
    half = now.table[(now.table["month"] == "2026-05") & (now.table["unit"] == "T02")]
    store.add(type(now)(half.assign(value=half["value"] / 2)), Origin("edit", "乙", "试验"))


def test_it_stays_what_it_was_on_every_page_and_in_the_file(go, frozen, database, config, tmp_path):
    page = go("/gaps?frozen=1")
    expect(page.get_by_text(f"定格“{frozen}”：数据截至2026年5月")).to_be_visible()
    stamp, before = page.locator(".st-key-stamp").inner_text(), gap_list(page, tmp_path)
    owed = page.locator(".st-key-sums").inner_text()
    change_all(database, config)
    after = go("/gaps?frozen=1")
    assert gap_list(after, tmp_path) == before
    assert after.locator(".st-key-stamp").inner_text() == stamp
    assert after.locator(".st-key-sums").inner_text() == owed
    now = go("/gaps")
    assert now.locator(".st-key-sums").inner_text() != owed
    assert now.locator(".st-key-stamp").inner_text() != stamp


def test_it_goes_along_from_page_to_page_and_is_left_in_the_sidebar(go, frozen):
    page = go("/?frozen=1")
    page.get_by_role("link", name="单位得分").first.click()
    wait_idle(page)
    expect(page.get_by_text(f"定格“{frozen}”")).to_be_visible()
    assert "frozen=" in page.url
    page.goto(page.url.replace("/units", "/gaps"))
    wait_idle(page)
    page.get_by_role("region", name="差距清单").get_by_role("link").first.click()
    wait_idle(page)
    expect(page.get_by_text(f"定格“{frozen}”")).to_be_visible()
    page.get_by_role("combobox", name="定格").click()
    page.get_by_role("option", name="不看定格").click()
    wait_idle(page)
    expect(page.get_by_text(f"定格“{frozen}”")).to_have_count(0)
    assert "frozen=" not in page.url


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
@pytest.mark.parametrize("path", ["/frozen", "/?frozen=1"])
def test_nothing_stands_beyond_the_edge(go, frozen, path, size):
    page = go(path, size)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert overflow(page) <= 0
