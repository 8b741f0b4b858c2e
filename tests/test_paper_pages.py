"""Papers as people see them: opened by LibreOffice, turned into PDF all at once, and their pages looked at."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from readiness.papers import PAPERS

UNIT = "T05"
MM = 72 / 25.4
SIDES = {"bulletin": (8, 16), "order": (2, 4), "reminder": (1, 3), "score-sheet": (4, 8), "gaps": (12, 24), "slides": (13, 18)}


@pytest.fixture(scope="module")
def printed(board, tmp_path_factory) -> Mapping[str, Path]:
    """Each paper of the demo county as a PDF file."""
    place, view = tmp_path_factory.mktemp("papers"), board.view("2026-05", "forecast")
    made = []
    for key, paper in PAPERS.items():
        made.append(place / f"{key}.{paper.ending}")
        made[-1].write_bytes(paper.make(view, UNIT if paper.unit == "always" else ""))
    start = ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to", "pdf", "--outdir", str(place)]
    subprocess.run([*start, *map(str, made)], check=True, capture_output=True, timeout=300)
    return {path.stem: path.with_suffix(".pdf") for path in made}


@cache
def text_of(path: Path) -> str:
    return said("pdftotext", "-layout", str(path), "-")


def said(*call: str) -> str:
    return subprocess.run(call, check=True, capture_output=True, encoding="utf-8", timeout=60).stdout


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


@cache
def words_of(path: Path) -> list[list[tuple[float, float, float, float, str]]]:
    """For each page: width and height of it as a first entry, then every word with its box, in points."""
    spoken = re.sub(r' xmlns="[^"]+"', "", said("pdftotext", "-bbox", str(path), "-"))
    spoken = re.sub(r"<!DOCTYPE[^>]*>|[\x00-\x08\x0b\x0c\x0e-\x1f]", "", spoken)
    pages = ElementTree.fromstring(spoken).iter("page")
    return [[(0, 0, float(page.get("width")), float(page.get("height")), ""),
             *((*(float(word.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")), word.text or "") for word in page.iter("word"))]
            for page in pages]


@pytest.mark.parametrize("key", PAPERS)
def test_a_paper_has_a_sane_number_of_pages_and_none_is_empty(printed, key):
    pages = words_of(printed[key])
    assert SIDES[key][0] <= len(pages) <= SIDES[key][1]
    assert all(len(words) > 3 for words in pages)


@pytest.mark.parametrize("key", PAPERS)
def test_chinese_letters_come_back_as_they_were_written(printed, board, key):
    text, view = without_blanks(text_of(printed[key])), board.view("2026-05", "forecast")
    stamp = f"数据截至2026年5月口径预计指纹{view.fingerprint}" if key == "gaps" else f"数据截至2026年5月，口径为预计，指纹{view.fingerprint}"
    assert stamp in text
    assert "\ufffd" not in text
    assert ("柳塘镇" in text) and len(re.findall("[一-鿿]", text)) > 200


@pytest.mark.parametrize("key", PAPERS)
def test_no_letter_is_a_box_for_every_face_is_put_into_the_file(printed, key):
    fonts = said("pdffonts", str(printed[key])).splitlines()[2:]
    assert fonts and any("CJK" in font for font in fonts)
    assert all(re.search(r"\byes\b", font) for font in fonts)


@pytest.mark.parametrize("key", PAPERS)
def test_nothing_runs_over_the_edge_of_a_page(printed, key):
    for page in words_of(printed[key]):
        _, _, width, height, _ = page[0]
        assert [word for word in page[1:] if word[0] < 4 * MM or word[2] > width - 4 * MM or word[1] < 4 * MM or word[3] > height - 3 * MM] == []


def test_an_official_document_keeps_its_margins_and_22_lines_a_page(printed):
    """37 mm above and 28 mm inside, to a letter; the page's number stands below the block."""
    pages = [page for page in words_of(printed["bulletin"]) if page[0][2] < page[0][3]]
    for page in pages:
        body = [word for word in page[1:] if word[3] < (297 - 33) * MM]
        assert min(word[1] for word in body) >= 36 * MM
        assert min(word[0] for word in body) >= 27 * MM and max(word[2] for word in body) <= (210 - 26 + 6) * MM
    second = sorted({round(word[1]) for word in pages[1][1:] if word[3] < (297 - 33) * MM})
    steps = [below - above for above, below in pairwise(second) if below - above > 10]
    assert sorted(steps)[len(steps) // 2] == pytest.approx(28.95, abs=1)


def test_pages_are_numbered_odd_ones_to_the_right_and_even_ones_to_the_left(printed):
    pages = words_of(printed["bulletin"])
    for number, page in enumerate(pages, start=1):
        numbers = [word for word in page[1:] if word[4] == str(number) and word[1] > page[0][3] - 35 * MM]
        assert numbers, number
        assert (numbers[-1][0] > page[0][2] / 2) == (number % 2 == 1)


def test_the_workbook_repeats_its_header_and_counts_its_pages(printed):
    pages = text_of(printed["gaps"]).split("\f")[1:-1]
    count = len(pages) + 1
    for number, page in enumerate(pages, start=2):
        assert f"第{number}页共{count}页" in without_blanks(page)
        assert "怎么补上" in page


def test_no_table_of_a_slide_reaches_into_the_stamp(printed):
    for page in words_of(printed["slides"]):
        stamp = next(word for word in page[1:] if word[4].startswith("数据截至"))
        below = [word for word in page[1:] if word[3] > stamp[1] + 2 and word[1] < stamp[1] - 2]
        assert below == []
