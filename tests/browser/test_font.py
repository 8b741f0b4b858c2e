"""A machine without a Chinese font shows no boxes: the board brings one along, and fetches it only where it is needed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, Page

from tests.browser.conftest import ARGUMENTS
from tests.browser.screen import DESKTOP, ROOT, find_chromium, wait_idle

LATIN_ONLY = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"""
# Whether two characters come out as two drawings: a box would be the same box twice.
DIFFERENT = """([one, other]) => {
  const drawn = (character) => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.font = getComputedStyle(document.querySelector("h1")).font;
    canvas.fillText(character, 5, 40);
    return canvas.getImageData(0, 0, 80, 60).data.join();
  };
  return drawn(one) !== drawn(other);
}"""


@pytest.fixture
def bare(tmp_path: Path, server: str, browser: Browser) -> Iterator[Page]:
    """The board in a browser that finds no font on its machine but one of Latin letters."""
    latin_letters(tmp_path / "latin.otf")
    (tmp_path / "fonts.conf").write_text(LATIN_ONLY.format(folder=tmp_path), encoding="utf-8")
    path = find_chromium(SimpleNamespace(chromium=browser.browser_type))
    chromium = browser.browser_type.launch(executable_path=path, args=ARGUMENTS, env={**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf")})
    page = chromium.new_page(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    page.fetched = []
    page.on("request", lambda request: page.fetched.append(request.url.rpartition("/")[2]))
    page.goto(server)
    wait_idle(page)
    yield page
    chromium.close()


def latin_letters(path: Path) -> None:
    """A font of our own with the letters of English and nothing else."""
    font = TTFont(ROOT / "static/fonts/readiness-sans-400.woff2")
    for table in font["cmap"].tables:
        table.cmap = {code: name for code, name in table.cmap.items() if code < 0x80}
    for record in font["name"].names:
        record.string = "Latin Only"
    font.flavor = None
    font.save(path)


def test_a_machine_without_a_chinese_font_fetches_ours_and_shows_no_boxes(bare):
    assert [name for name in bare.fetched if name.startswith("readiness-sans")]
    assert bare.evaluate(DIFFERENT, ["县", "镇"])
    assert bare.evaluate(DIFFERENT, ["澜", "弥"])


def test_a_machine_with_a_chinese_font_fetches_none(open_app, new_page):
    page = open_app()
    fetched = page.evaluate("() => performance.getEntriesByType('resource').map((one) => one.name).filter((name) => name.includes('readiness-sans'))")
    assert fetched == []


def test_the_font_has_every_character_that_the_board_writes():
    known = TTFont(ROOT / "static/fonts/readiness-sans-700.woff2").getBestCmap()
    written = {one for pattern in ("pages/**/*.py", "readiness/**/*.py", "config/*.yaml") for path in ROOT.glob(pattern)
               for one in path.read_text(encoding="utf-8") if "\u4e00" <= one <= "\u9fff"}
    assert {one for one in written if ord(one) not in known} == set()
