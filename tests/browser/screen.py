"""How the tests see a screen: find Chromium, serve the board, wait until it is quiet, and read what is on it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = (1920, 1080)
LAPTOP = (1366, 768)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
NO_BROWSER = (
    "no Chromium found: run `apt-get install chromium fonts-noto-cjk` as root, "
    "or `.venv/bin/playwright install --with-deps chromium`, or set CHROMIUM_PATH"
)

QUIET = """
() => {
  const app = document.querySelector("[data-testid=stApp]");
  const main = document.querySelector("[data-testid=stMain]");
  const charts = [...document.querySelectorAll("[data-testid=stPlotlyChart]")];
  const quiet = app && main && main.innerText.trim()
    && app.dataset.testConnectionState === "CONNECTED" && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton], [data-testid=stAppSkeleton], [data-stale=true]")
    && document.fonts.status === "loaded" && charts.every((chart) => chart.querySelector(".main-svg"));
  if (!quiet) window.quietSince = undefined;
  else window.quietSince ??= performance.now();
  return quiet && performance.now() - window.quietSince > 150;
}
"""

VISIBLE_WORDS = """
() => {
  const words = new Set();
  const skip = "script, style, canvas, [data-testid=stIconMaterial]";
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  for (const element of document.querySelectorAll("body *")) {
    if (element.closest(skip) || !seen(element)) continue;
    for (const name of ["aria-label", "title", "placeholder", "data-title"])
      if (element.getAttribute(name)) words.add(element.getAttribute(name));
    for (const node of element.childNodes)
      if (node.nodeType === Node.TEXT_NODE && node.nodeValue.trim()) words.add(node.nodeValue.trim());
  }
  return [...words];
}
"""


def find_chromium(playwright: Playwright) -> str:
    """The browser to test with; a machine without one fails, because a skipped screen is an unseen screen."""
    own = playwright.chromium.executable_path
    found = os.environ.get("CHROMIUM_PATH") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found and not Path(own).exists():
        pytest.fail(NO_BROWSER, pytrace=False)
    return found or own


@contextmanager
def serve(database_url: str, log: Path, *, port: int = 0, **environment: str) -> Iterator[str]:
    """A board of its own, answering before it is handed over; on a free port where none is named."""
    around = os.environ | {"READINESS_DATABASE_URL": database_url} | environment
    with serve_script("dashboard.py", log, folder=ROOT, environment=around, port=port) as url:
        yield url


@contextmanager
def serve_script(script: str, log: Path, *options: str, folder: Path, environment: dict[str, str], port: int = 0) -> Iterator[str]:
    """Any Streamlit script, run in `folder`, likewise."""
    url = f"http://127.0.0.1:{(port := port or free_port())}"
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), *options]
    with log.open("w") as out, subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=out) as process:
        try:
            _wait_healthy(url, process, log)
            yield url
        finally:
            process.terminate()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_healthy(url: str, process: subprocess.Popen, log: Path, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urlopen(f"{url}/_stcore/health", timeout=5).close()
            return
        except URLError:
            _die_or_wait(process, log)
    pytest.fail(f"the server did not answer within {seconds:g} s:\n{log.read_text()}", pytrace=False)


def _die_or_wait(process: subprocess.Popen, log: Path) -> None:
    try:
        process.wait(0.1)
    except subprocess.TimeoutExpired:
        return
    pytest.fail(f"the server ended at once:\n{log.read_text()}", pytrace=False)


def wait_idle(page: Page, seconds: float = 60) -> None:
    """Return when the script has ended and everything that it sent is drawn."""
    page.wait_for_timeout(155)  # Streamlit's own tests wait this long for a click to become a rerun
    page.wait_for_function(QUIET, timeout=seconds * 1000)


def words_on(page: Page) -> list[str]:
    """Every text that a reader or a screen reader meets on the page."""
    return page.evaluate(VISIBLE_WORDS)


def overflow(page: Page) -> int:
    """By how many pixels the page or its main part can be pushed sideways."""
    return page.evaluate(
        """() => Math.max(...[document.scrollingElement, document.querySelector("[data-testid=stMain]")]
               .map((part) => part.scrollWidth - part.clientWidth))"""
    )
