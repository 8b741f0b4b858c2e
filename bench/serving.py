"""Servers to measure: the board, and a hello-world as it comes out of the box, each with a process of its own.

Hello-world runs in an empty folder, so that none of the board's settings reach it; its options only keep it on this
machine and from opening a browser.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.screen import ROOT, serve, serve_script

AT_HOME = ("--server.headless", "true", "--server.address", "127.0.0.1", "--browser.gatherUsageStats", "false")


@contextmanager
def serve_board(folder: Path) -> Iterator[str]:
    """The address of the board on a store in `folder`, which the first visit fills with the demo county."""
    with serve(f"sqlite:///{folder / 'board.db'}", folder / "board.txt") as url:
        yield url


@contextmanager
def serve_hello(folder: Path, script: str = "hello.py") -> Iterator[str]:
    """The address of one of the hello-worlds beside this file."""
    place = ROOT / "bench" / script
    with serve_script(str(place), folder / f"{script}.txt", *AT_HOME, folder=folder, environment=dict(os.environ)) as url:
        yield url
