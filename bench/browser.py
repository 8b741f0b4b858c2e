"""What a reader waits for in Chromium, beside the same act in a hello-world: arriving, F5, another page, another choice.

Times are taken inside the page, from the press of the button (or the start of the navigation) to the frame that shows
the end of it, so that the driver's own delays are not in them.  The two apps take turns, so that a noisy moment
strikes both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from bench.figures import beside
from bench.serving import serve_board, serve_hello
from tests.browser.screen import DESKTOP, QUIET, find_chromium, wait_idle

ROUNDS = 10
FIRST_VISITS = 5
WARM_UP = 2
TEXT = "[data-testid=stMarkdown]"     # hello-world's

# Looks at every frame from the start of a navigation, and so leaves in `quietSince` when the page was drawn and quiet.
WATCH = f"(() => {{ const quiet = {QUIET}; const look = () => quiet() || requestAnimationFrame(look); look(); }})()"

# Milliseconds from the press to the frame where the text at `mark` is another, the script idle and every chart drawn.
STOPWATCH = """
(mark) => {
  const text = () => document.querySelector(mark)?.textContent;
  const before = text();
  let start;
  window.lap = undefined;
  const ended = () => start && text() && text() !== before
    && document.querySelector("[data-testid=stApp]").dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true]")
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every((chart) => chart.querySelector(".main-svg"));
  const stop = () => requestAnimationFrame(() => setTimeout(() => { window.lap = performance.now() - start; }));
  const observer = new MutationObserver(() => { if (ended()) { observer.disconnect(); stop(); } });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener("pointerup", () => { start = performance.now(); }, { capture: true, once: true });
}
"""


def measure() -> Iterator[dict[str, Any]]:
    """One line for each act."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(playwright), args=["--no-sandbox"])
        yield from _warm(chromium, Path(folder))
        yield _first_visit(chromium, Path(folder))
        chromium.close()


def _warm(browser: Browser, folder: Path) -> Iterator[dict[str, Any]]:
    """Servers that have been visited, and a browser that has fetched what it keeps."""
    with ExitStack() as stack:
        board = stack.enter_context(_opened(browser, stack.enter_context(serve_board(folder))))
        hello = stack.enter_context(_opened(browser, stack.enter_context(serve_hello(folder))))
        pages = stack.enter_context(_opened(browser, stack.enter_context(serve_hello(folder, "hello_pages.py"))))
        yield beside("F5", *_in_turns(lambda: _reload(board), lambda: _reload(hello)), aim=2.5)
        yield beside("page switch", *_in_turns(
            _switching(board, "差距清单", "总览", "h1"), _switching(pages, "Two", "One", TEXT)))
        yield from _filter_changes(board, hello)


def _filter_changes(board: Page, hello: Page) -> Iterator[dict[str, Any]]:
    """Another 口径 (the whole page changes) and another 类别 (the heat map does), beside a click on hello-world's button."""
    button = hello.get_by_role("button", name="Again")
    for what, mark, names in (("口径", ".st-key-stamp", ("现状", "序时")), ("类别", "[data-testid=stMain]", ("部门", "乡镇"))):
        choices = cycle([board.get_by_role("radio", name=name, exact=True) for name in names])
        yield beside(f"filter change, {what}", *_in_turns(
            lambda mark=mark, choices=choices: _lap(board, next(choices), mark), lambda: _lap(hello, button, TEXT)), aim=1.0)


def _first_visit(browser: Browser, folder: Path) -> dict[str, Any]:
    """A new process whose store is filled, and a browser that has never been here."""
    ours, hellos = [], []
    for _ in range(FIRST_VISITS):
        for serve, kept in ((serve_board, ours), (serve_hello, hellos)):
            with serve(folder) as url, _opened(browser, url) as page:
                kept.append(_arrival(page))
    return beside("first visit", ours, hellos)


def _in_turns(one: Callable[[], Any], other: Callable[[], Any]) -> tuple[list, list]:
    """What each of the two gives, round by round, without the first rounds."""
    rounds = [(one(), other()) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
    return [ours for ours, _ in rounds], [hellos for _, hellos in rounds]


@contextmanager
def _opened(browser: Browser, url: str) -> Iterator[Page]:
    """A reader's page with an empty cache, drawn and quiet."""
    width, height = DESKTOP
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce")
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(url)
    wait_idle(page)
    yield page
    context.close()


def _reload(page: Page) -> float:
    page.reload()
    wait_idle(page)
    return _arrival(page)


def _arrival(page: Page) -> float:
    """Seconds from the start of the navigation until the page was quiet."""
    return page.evaluate("window.quietSince") / 1000


def _switching(page: Page, there: str, back: str, mark: str) -> Callable[[], float]:
    """There is timed, and back is not."""
    links = page.get_by_role("navigation")

    def go() -> float:
        seconds = _lap(page, links.get_by_role("link", name=there, exact=True), mark)
        links.get_by_role("link", name=back, exact=True).click()
        wait_idle(page)
        return seconds

    return go


def _lap(page: Page, button: Locator, mark: str) -> float:
    """Seconds from a press of `button` until the page has answered; `mark` is the place whose text tells so."""
    page.evaluate(STOPWATCH, mark)
    button.click()
    page.wait_for_function("window.lap")
    seconds = page.evaluate("window.lap") / 1000
    wait_idle(page)
    return seconds
