"""投影 for as long as one likes: a wall that turns over every half second, and the memory of browser, server and page meanwhile.

Half a second instead of fifteen makes fifteen minutes as many turns as seven and a half hours.  Every frame is looked at.  Memory is
what the processes made for themselves by /proc (anonymous, so that no other process's end changes it), the page's after a collection of
its garbage.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench.serving import serve_board
from tests.browser.screen import DESKTOP, find_chromium
from tests.browser.wall import WATCH, wait_up

MINUTES = 15.0
TURN = 0.5               # seconds a screen
SAMPLES = 15             # lines, after the first
MEGABYTE = 1024.0        # kilobytes, as /proc counts
KINDS = {"server_mb": "streamlit", "browser_mb": "chrom"}


def measure(minutes: float = MINUTES) -> Iterator[dict[str, Any]]:
    """A line for each sample, then what grew from the second to the last, for the first is taken while things settle."""
    with TemporaryDirectory() as folder, serve_board(Path(folder)) as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(playwright), args=["--no-sandbox"])
        width, height = DESKTOP
        page = chromium.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
        page.goto(f"{url}/wall?seconds={TURN}")
        wait_up(page)
        page.evaluate(WATCH)
        samples = []
        for sample in _samples(page, minutes):
            samples.append(sample)
            yield sample
        yield _grown(samples)
        chromium.close()


def _samples(page: Page, minutes: float) -> Iterator[dict[str, Any]]:
    session, start = page.context.new_cdp_session(page), time.monotonic()
    session.send("Performance.enable")
    for at in range(SAMPLES + 1):
        while (left := start + 60 * minutes * at / SAMPLES - time.monotonic()) > 0:
            page.wait_for_timeout(1000 * min(left, 5))
        yield {"bench": "wall", "minute": (time.monotonic() - start) / 60, **_memory(), **_page(session), **page.evaluate(
            "({ turns: seen.keys.length, frames: seen.frames, blank: seen.blank })")}


def _page(session: CDPSession) -> dict[str, float]:
    session.send("HeapProfiler.collectGarbage")
    found = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return {"heap_mb": found["JSHeapUsedSize"] / MEGABYTE**2, "nodes": found["Nodes"]}


def _memory() -> dict[str, float]:
    """Of all processes that this one began, directly or through others, by kind."""
    ours = [process for process in Path("/proc").iterdir() if process.name.isdigit() and os.getpid() in _began(int(process.name))]
    return {name: sum(_megabytes(process) for process in ours if word in _command(process)) for name, word in KINDS.items()}


def _began(process: int) -> Iterator[int]:
    """Who began a process, and who began that one."""
    while process > 1:
        try:
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return
        yield process


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text(errors="replace").replace("\0", " ")
    except OSError:
        return ""


def _megabytes(process: Path) -> float:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss_Anon:")) / MEGABYTE


def _grown(samples: list[dict[str, Any]]) -> dict[str, Any]:
    second, last = samples[1], samples[-1]
    grown = {f"{name}_grown": last[name] - second[name] for name in (*KINDS, "heap_mb", "nodes")}
    return {"bench": "wall, from the second sample to the last", **grown, "turns": last["turns"], "blank": last["blank"]}
