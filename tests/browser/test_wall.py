"""投影 on a screen: all of it is there and can be read from afar, no frame is blank, and what is shown stands in the link."""

import os
import subprocess
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from readiness.numbers import shown
from tests.browser.figures import gaps, overdue, scores
from tests.browser.screen import DESKTOP, LAPTOP, ROOT, free_port, serve, wait_idle
from tests.browser.wall import MEASURE, WATCH, contrast, every_screen, press, up, wait_up

TALL = (3840, 2160)
SIZES = pytest.mark.parametrize("size", [DESKTOP, LAPTOP, TALL], ids=["1920x1080", "1366x768", "3840x2160"])
THEMES = pytest.mark.parametrize("theme", ["light", "dark"])
ORDER = ["county", "townships", "departments-1", "departments-2", "red_items", "changes", "trend", "vetoes", "unreported"]


@dataclass(frozen=True)
class Own:
    """Where a board of one's own lies, and how it is served."""

    folder: Path
    database: str
    port: int

    def serve(self, log: str) -> AbstractContextManager[str]:
        return serve(self.database, self.folder / log, port=self.port, READINESS_CONFIG=str(self.folder / "config"))


@pytest.fixture
def open_wall(server, new_page):
    """open_wall("screen=trend", size=DESKTOP) → the wall, paused and with a screen up."""

    def go(query: str = "", size: tuple[int, int] = DESKTOP) -> Page:
        page = new_page(size)
        page.goto(f"{server}/wall?paused=1&{query}")
        wait_up(page)
        return page

    return go


def asked(page: Page) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def rows(page: Page, screen: str) -> list[list[str]]:
    """The cells of the screen's table."""
    return page.locator(f"[data-key={screen}] tbody tr").evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")


@SIZES
@THEMES
def test_every_screen_is_whole_legible_and_has_contrast(open_wall, size, theme):
    page = open_wall(f"theme={theme}", size)
    page.mouse.move(9, 9)                             # the keys are told, too
    found = [page.evaluate(MEASURE) for _ in every_screen(page)]
    assert {one["key"]: one["beyond"] for one in found if one["beyond"]} == {}
    assert {one["key"]: one["cut"] for one in found if one["cut"]} == {}
    assert [one["key"] for one in found][:len(ORDER)] == ORDER
    assert min(one["smallest"] for one in found) >= 27.99
    assert min(contrast(*pair) for one in found for pair in one["pairs"]) >= 7
    assert min(one["letters"] for one in found) > 60


@SIZES
def test_nothing_scrolls_and_there_is_no_furniture(open_wall, size):
    page = open_wall(size=size)
    assert page.evaluate("[document.scrollingElement.scrollHeight - innerHeight, document.scrollingElement.scrollWidth - innerWidth]") == [0, 0]
    for furniture in ("stSidebar", "stHeader", "stToolbar", "stStatusWidget"):
        expect(page.get_by_test_id(furniture).locator("visible=true")).to_have_count(0)


@THEMES
def test_the_wall_has_no_serious_barrier(open_wall, theme):
    found = Axe().run(open_wall(f"theme={theme}&screen=red_items")).response["violations"]
    assert [barrier["help"] for barrier in found if barrier["impact"] in {"serious", "critical"}] == []


def test_in_a_fast_rotation_every_screen_has_its_turn_and_no_frame_is_blank(open_wall):
    page = open_wall()
    screens = list(every_screen(page))
    page.evaluate(WATCH)
    page.goto(page.url.replace("paused=1", "seconds=0.2"))
    wait_up(page)
    page.evaluate(WATCH)
    page.wait_for_function("seen.keys.length > 40")
    seen = page.evaluate("seen")
    start = screens.index(seen["keys"][0])
    assert seen["keys"] == [screens[(start + at) % len(screens)] for at in range(len(seen["keys"]))]
    assert seen["frames"] > 200 and seen["blank"] == 0


def test_the_keys_turn_over_pause_and_change_the_light_and_the_link_says_so(open_wall):
    page = open_wall()
    assert press(page, "ArrowRight") == "townships" == asked(page)["screen"]
    assert press(page, "PageDown") == "departments-1"
    assert press(page, "ArrowLeft") == "townships"
    press(page, "Space")
    assert "paused" not in asked(page)
    expect(page.locator(".wall")).not_to_have_class("wall paused")
    press(page, "Space")
    assert asked(page) == {"screen": "townships", "paused": "1"}
    press(page, "t")
    assert asked(page)["theme"] == "dark"
    assert page.locator(".wall").evaluate("wall => getComputedStyle(wall).backgroundColor") == "rgb(11, 18, 32)"
    press(page, "f")
    page.wait_for_function("document.fullscreenElement")


def test_a_link_lands_on_its_screen_with_all_that_was_chosen(open_wall, database_url):
    page = open_wall("screen=departments-2&theme=dark&seconds=40&as_of=2026-04&basis=today")
    expect(page.locator(".on .wall-foot")).to_contain_text("数据截至 2026年4月 · 口径 现状 · 指纹")
    assert up(page) == "departments-2"
    assert page.locator(".on").evaluate("screen => screen.style.getPropertyValue('--seconds')") == "40"
    expect(page.locator(".wall.dark.paused")).to_have_count(1)
    page.reload()
    assert wait_up(page) == "departments-2"


@pytest.mark.parametrize(("query", "screen"), [
    ("unit=T02", "unit-T02"), ("screen=unit&unit=河湾镇", "unit-T02"), ("screen=departments", "departments-1"), ("screen=nonsense", "county")])
def test_a_link_may_be_written_by_hand(open_wall, query, screen):
    assert up(open_wall(query)) == screen


@pytest.mark.parametrize(("path", "screen"), [("/units?basis=现状", "townships"), ("/unit?unit=财政局", "unit-D09"), ("/report", "county")])
def test_one_click_leads_from_a_page_to_its_screen_and_escape_leads_back(open_app, path, screen):
    page = open_app(path)
    before = page.url
    page.get_by_role("link", name="投影").click()
    assert wait_up(page) == screen
    if "basis" in path:
        expect(page.locator(".on .wall-foot")).to_contain_text("口径 现状")
    press(page, "ArrowRight")
    page.keyboard.press("Escape")
    page.wait_for_url(before)
    wait_idle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_the_figures_are_those_of_the_command_line(open_wall, database_url):
    page = open_wall()
    units = {row["unit_name"] if "unit_name" in row else row["unit"]: row for row in scores(database_url)}
    whole = next(row for row in units.values() if row["kind"] == "county")
    expect(page.locator("[data-key=county] .facts")).to_contain_text(shown(whole["total"]))
    for key, kind in (("townships", "township"), ("departments", "department")):
        places = page.locator(f"[data-screen={key}] .place")
        told = [shown(row["total"]) for row in sorted((row for row in units.values() if row["kind"] == kind), key=lambda row: row["rank"])]
        assert places.locator(".total").all_text_contents() == told
        assert len(told) == places.count()
    owed = [row for row in gaps(database_url) if row["light"] == "red"]
    by_name = {(row["unit_name"], row["indicator_name"]): row for row in owed}
    for name, indicator, points, _, owner, _ in rows(page, "red_items"):
        assert (points, owner) == (shown(by_name[name, indicator]["owed_on_100"]), by_name[name, indicator]["owner"])
    assert [row[2] for row in rows(page, "unreported")] == [str(len({(row["unit"], row["indicator"]) for row in overdue(database_url)}))]


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Own:
    """A store, a configuration and a port of its own, for a board that changes or ends."""
    folder = tmp_path_factory.mktemp("wall")
    copytree(ROOT / "config", folder / "config")
    (folder / "data").symlink_to(ROOT / "data")
    return Own(folder, f"sqlite:///{folder / 'board.db'}", free_port())


def test_new_figures_appear_by_themselves_on_the_screen_that_is_up(own, new_page):
    with own.serve("first.txt") as url:
        page = new_page()
        page.goto(f"{url}/wall?paused=1&screen=unreported")
        wait_up(page)
        page.evaluate(WATCH)
        figure = page.locator("[data-key=unreported] tbody td").nth(2)
        expect(figure).to_have_text("18")
        before = page.locator(".on .wall-foot b").nth(2).inner_text()
        form = own.folder / "补报.csv"
        late = [f"梅溪乡,M03,{part},2026-0{month},0,," for part in ("迟报", "漏报", "数据错误") for month in (4, 5)]
        form.write_text("\n".join(["单位,指标编号,分项,月份,数值,分母,备注", *late]), encoding="utf-8")
        subprocess.run([sys.executable, "-m", "readiness", "import", str(form), "--accept", "补报"], cwd=ROOT, check=True,
                       env=os.environ | {"READINESS_DATABASE_URL": own.database})
        expect(figure).to_have_text("17", timeout=60_000)
        assert page.locator(".on .wall-foot b").nth(2).inner_text() != before
        assert up(page) == "unreported"
        assert page.evaluate("seen.blank") == 0


def test_a_slip_in_the_configuration_leaves_the_wall_up_and_what_is_mended_shows_by_itself(own, new_page):
    config = own.folder / "config/screens.yaml"
    with own.serve("slip.txt") as url:
        page = new_page()
        page.goto(f"{url}/wall?paused=1&screen=trend")
        wait_up(page)
        page.evaluate(WATCH)
        config.write_text("screens: [{screen: trends}]", encoding="utf-8")
        expect(page.get_by_role("alert")).to_contain_text("配置或数据有问题", timeout=60_000)
        assert up(page) == "trend"
        config.write_text("screens: [{screen: vetoes}, {screen: trend}]", encoding="utf-8")
        expect(page.locator(".wall-screen")).to_have_count(2, timeout=60_000)
        expect(page.get_by_role("alert")).to_have_count(0)
        assert list(every_screen(page)) == ["trend", "vetoes"]
        assert page.evaluate("seen.blank") == 0


def test_the_wall_goes_on_while_the_server_is_away_and_recovers_by_itself(own, new_page):
    page = new_page()
    with own.serve("second.txt") as url:
        page.goto(f"{url}/wall?seconds=0.5&theme=dark&basis=today")
        wait_up(page)
    expect(page.locator(".on .wall-lost")).to_be_visible(timeout=30_000)
    page.evaluate(WATCH)
    page.wait_for_function("seen.keys.length > 3")
    assert page.evaluate("seen.blank") == 0
    with own.serve("third.txt"):
        expect(page.locator(".on .wall-lost")).to_be_hidden(timeout=60_000)
        page.wait_for_function("document.querySelector('[data-testid=stApp]').dataset.testScriptState === 'notRunning'", timeout=60_000)
        keys = page.evaluate("seen.keys.length")
        page.wait_for_function(f"seen.keys.length > {keys + 3}")
        expect(page.locator(".wall.dark")).to_have_count(1)
        expect(page.locator(".on .wall-foot")).to_contain_text("口径 现状")
