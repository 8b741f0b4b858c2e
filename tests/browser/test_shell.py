"""What every page shares: the menu, the language, the two choices in the address, and no request to another host."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.screen import DESKTOP, LAPTOP, overflow, wait_idle, words_on

PAGES = {"overview": "总览", "units": "单位得分", "unit": "单位", "trend": "趋势", "bridge": "得分变化", "gaps": "差距清单", "papers": "文件材料",
         "health": "数据质量", "report": "数据填报", "history": "数据历史", "frozen": "定格", "indicator": "指标", "backtest": "预测检验",
         "rubric": "考核细则", "rubric_years": "细则变化"}
EVERY_PAGE = pytest.mark.parametrize(("stem", "title"), PAGES.items(), ids=list(PAGES))
STAMP = re.compile("数据截至 .+ · 口径 .+ · 指纹 [0-9a-f]+")

# Words of the trade that Chinese officials write in Latin letters; a chemical or a unit of measure is one of them.
ALLOWED = {"PM", "EOD", "SHA", "CSV", "csv", "XLSX", "xlsx", "DOCX", "PPTX", "YAML", "AQI", "COD", "VOCs", "NOx", "mg", "km", "kg", "pH", "IV", "III", "II"}


def stamp(page: Page) -> str:
    return page.get_by_text(STAMP).inner_text()


def english(text: str) -> list[str]:
    """Latin words of three letters or more; ids such as C03 and fingerprints are not words."""
    words = re.findall(r"(?<![0-9A-Za-z])[A-Za-z]{3,}(?![0-9A-Za-z])", text)
    return [word for word in words if word not in ALLOWED]


@pytest.mark.parametrize(("stem", "title"), [(stem, PAGES[stem]) for stem in ("overview", "gaps", "backtest")])
def test_a_first_visit_by_deep_link_to_a_fresh_process_is_like_any_other(fresh_server, new_page, stem, title):
    page = new_page()
    page.goto(f"{fresh_server}/{stem}")
    wait_idle(page)
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    links = page.get_by_role("navigation").get_by_role("link")
    assert [link.inner_text().split("\n")[-1] for link in links.all()] == list(PAGES.values())


@dataclass(frozen=True)
class Visit:
    """What one visit to a page shows: opened at a desk, then seen on a laptop."""

    title: str
    stamp: str
    exceptions: int
    language: str
    words: tuple[str, ...]
    barriers: tuple[str, ...]
    beyond: dict[str, int]


@pytest.fixture(scope="module")
def visit(server: str, context_of: Callable[..., BrowserContext]) -> Callable[[str], Visit]:
    """visit("gaps") → what the page shows; each is visited once."""
    return cache(lambda stem: visited(f"{server}/{stem}", context_of(DESKTOP).new_page()))


def visited(address: str, page: Page) -> Visit:
    page.goto(address)
    wait_idle(page)
    barriers = [one["help"] for one in Axe().run(page).response["violations"] if one["impact"] in {"serious", "critical"}]
    told = (page.title(), stamp(page), page.get_by_test_id("stException").count(), page.locator("html").get_attribute("lang"), tuple(words_on(page)))
    beyond = {"desk": overflow(page)}
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    wait_idle(page)
    beyond["laptop"] = overflow(page)
    page.close()
    return Visit(*told, tuple(barriers), beyond)


@EVERY_PAGE
def test_a_page_says_whose_figures_it_shows_and_as_of_when(visit, stem, title):
    seen = visit(stem)
    assert seen.title == f"{title} · 一分不欠"
    assert STAMP.search(seen.stamp)
    assert seen.exceptions == 0


@EVERY_PAGE
def test_a_page_is_in_chinese(visit, stem, title):
    seen = visit(stem)
    assert seen.language == "zh-CN"
    assert {text: english(text) for text in seen.words if english(text)} == {}


@EVERY_PAGE
@pytest.mark.parametrize("place", ["desk", "laptop"])
def test_a_page_fits_the_screen_sideways(visit, stem, title, place):
    assert visit(stem).beyond[place] <= 0


@EVERY_PAGE
def test_a_page_has_no_serious_barrier(visit, stem, title):
    assert visit(stem).barriers == ()


@pytest.fixture
def chosen(open_app) -> Page:
    """A page on which the reader chose another month and another basis."""
    page = open_app("/")
    page.get_by_role("combobox", name="数据截至").click()
    page.get_by_role("option").nth(1).click()
    wait_idle(page)
    page.get_by_role("radio", name="现状").click()
    wait_idle(page)
    return page


def test_a_choice_is_in_the_address_and_makes_the_same_figures_for_another_reader(chosen, open_app):
    address = chosen.url.partition("127.0.0.1:")[2].partition("/")[2]
    assert "as_of=" in address and "basis=" in address
    assert stamp(open_app(f"/{address}")) == stamp(chosen)


def test_a_choice_survives_a_change_of_page(chosen):
    before = stamp(chosen)
    chosen.get_by_role("navigation").get_by_role("link", name="差距清单").click()
    wait_idle(chosen)
    expect(chosen.get_by_role("heading", name="差距清单", exact=True)).to_be_visible()
    assert stamp(chosen) == before
    assert "basis=" in chosen.url


def test_an_address_may_use_the_words_of_the_command_line(open_app):
    assert "口径 现状" in stamp(open_app("/gaps?basis=today"))


def test_what_an_address_says_survives_a_change_of_page_and_the_way_back(open_app):
    page = open_app("/gaps?basis=today")
    for move in (lambda: page.get_by_role("navigation").get_by_role("link", name="总览").click(), page.go_back):
        move()
        wait_idle(page)
        assert "口径 现状" in stamp(page)
        assert "basis=" in page.url


def test_an_address_with_words_nobody_knows_shows_the_usual_figures(open_app):
    assert stamp(open_app("/?as_of=1999-13&basis=nonsense")) == stamp(open_app("/"))


def test_a_wrong_address_is_answered_in_chinese(open_app):
    page = open_app("/no-such-page")
    expect(page.get_by_role("dialog")).to_contain_text("没有这一页")
    assert {text: english(text) for text in words_on(page) if english(text.replace("no-such-page", ""))} == {}


def test_a_link_to_the_first_page_by_its_own_name_finds_it(open_app):
    open_app("/")                                     # the process has been visited: the old discovery of pages is off
    page = open_app("/overview")
    expect(page.get_by_role("heading", name="总览", exact=True)).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_going_back_to_an_address_in_code_words_shows_the_page(open_app):
    page = open_app("/gaps?basis=today")
    page.get_by_role("link", name="单位得分").click()
    page.wait_for_url("**/units**")
    wait_idle(page)
    for _ in range(2):                                # the address as rewritten, then the address as it was typed
        page.go_back()
        wait_idle(page)
        expect(page.get_by_role("heading", name="差距清单", exact=True)).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
