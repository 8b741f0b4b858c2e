"""One server and one browser for all screen tests, and pages that notice an error or a request to another host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.screen import DESKTOP, find_chromium, serve, wait_idle

LOCAL_SCHEMES = {"data", "blob", "about"}
ARGUMENTS = ["--font-render-hinting=none", "--force-device-scale-factor=1", "--no-sandbox"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Screens last: what is quick fails first, and Playwright's event loop is in nobody's way."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(playwright), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('store') / 'board.db'}"


@pytest.fixture(scope="session")
def server(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the board that all tests share."""
    with serve(database_url, tmp_path_factory.mktemp("server") / "log.txt") as url:
        yield url


@pytest.fixture
def fresh_server(database_url: str, tmp_path) -> Iterator[str]:
    """The address of a new process that nobody has visited."""
    with serve(database_url, tmp_path / "log.txt") as url:
        yield url


@pytest.fixture(scope="session")
def context_of(browser: Browser) -> Iterator[Callable[[tuple[int, int]], BrowserContext]]:
    """context_of(size) → the one context of that size; it keeps what it fetched: a first visit fetches 9 MB."""
    yield cache(lambda size: _new_context(browser, size))
    for context in browser.contexts:
        context.close()


def _new_context(browser: Browser, size: tuple[int, int]) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.add_init_script("delete window.showSaveFilePicker")  # its dialog hangs a headless browser
    return context


@pytest.fixture
def new_page(context_of: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """new_page(size=DESKTOP) → a new reader's page; afterwards nothing may have gone wrong or gone out."""
    pages, faults = [], []

    def make(size: tuple[int, int] = DESKTOP) -> Page:
        page = context_of(size).new_page()
        page.on("request", lambda request: faults.extend(_outside(request.url)))
        page.on("pageerror", lambda error: faults.append(f"page error: {error}"))
        pages.append(page)
        return page

    yield make
    for page in pages:
        page.close()
    assert not faults


def _outside(url: str) -> list[str]:
    parts = urlsplit(url)
    return [] if parts.scheme in LOCAL_SCHEMES or parts.hostname == "127.0.0.1" else [f"request to {url}"]


@pytest.fixture
def open_app(server: str, new_page: Callable[..., Page]) -> Callable[..., Page]:
    """open_app("/gaps?basis=today", size=DESKTOP) → the page, drawn and quiet."""

    def go(path: str = "/", size: tuple[int, int] = DESKTOP) -> Page:
        page = new_page(size)
        page.goto(server + path)
        wait_idle(page)
        return page

    return go
