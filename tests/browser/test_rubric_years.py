"""细则变化 on a screen: two years chosen in the address, their changes, and one year's figures scored by both."""

import csv
import re

import pytest
from playwright.sync_api import Page, expect

from readiness.configuration import load_configuration
from readiness.numbers import shown
from readiness.rubric_change import changes
from tests.browser.figures import scores_of
from tests.browser.screen import DESKTOP, LAPTOP, ROOT, overflow, wait_idle

DEMO = load_configuration(ROOT / "config")
ROWS = "tables => tables.flatMap(table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.innerText)))"


def listed(old: int, new: int) -> list[tuple[str, str]]:
    """Indicator and name of every change, as the engine finds them."""
    table = changes(DEMO.rubrics[old], DEMO.rubrics[new], DEMO.county)
    return list(zip(table["indicator"], table["indicator_name"], strict=True))


def on_screen(page: Page) -> list[list[str]]:
    return page.locator(".listing table").evaluate_all(ROWS)


def scored(page: Page) -> dict[str, list[str]]:
    rows = page.locator(".st-key-worth .compared").evaluate_all(ROWS)
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
def test_the_newest_two_years_are_compared_at_first_and_the_page_fits(open_app, size):
    page = open_app("/rubric_years", size=size)
    assert sorted((row[0], row[1]) for row in on_screen(page)) == sorted(listed(2025, 2026))
    assert overflow(page) <= 0
    assert page.locator(".listing").evaluate_all("lists => lists.map(list => list.scrollWidth - list.clientWidth)") == [0] * 6
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_the_years_are_chosen_in_the_page_and_by_the_address(open_app):
    page = open_app("/rubric_years")
    page.get_by_role("combobox", name="新细则").click()
    page.get_by_role("option", name="2025年").click()
    wait_idle(page)
    assert sorted((row[0], row[1]) for row in on_screen(page)) == sorted(listed(2024, 2025))
    again = open_app("/rubric_years" + page.url.partition("/rubric_years")[2])
    assert on_screen(again) == on_screen(page) == on_screen(open_app("/rubric_years?old_year=2024&new_year=2025"))


def test_a_group_can_be_looked_at_alone_and_the_file_has_its_rows(open_app):
    page = open_app("/rubric_years?changes=points")
    assert on_screen(page) == [["B01", "重点减排工程项目进度", "3 分", "4 分"], ["B02", "主要污染物减排量完成率(COD/氨氮/NOx/VOCs)", "5 分", "4 分"]]
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载变化清单").click()
    assert waiting.value.suggested_filename == "青澜县_细则变化2025-2026_2026-05.csv"
    with waiting.value.path().open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["指标编号"], row["变化"], row["原规定"], row["新规定"]) for row in rows] == [
        ("B01", "分值", "3 分", "4 分"), ("B02", "分值", "5 分", "4 分")]


def test_letting_a_group_go_shows_them_all_again(open_app):
    page = open_app("/rubric_years?old_year=2025&new_year=2026&changes=added")
    assert [row[0] for row in on_screen(page)] == ["H05"]
    page.get_by_role("button", name="新增").click()
    wait_idle(page)
    assert len(on_screen(page)) == len(listed(2025, 2026))


@pytest.mark.parametrize(("kind", "word"), [("township", "乡镇"), ("department", "部门")])
def test_one_year_by_both_rubrics_is_what_the_shell_says(open_app, database_url, kind, word):
    page = open_app(f"/rubric_years?worth_kind={word}")
    own, other = (scores_of(database_url, "2025-12", rubric) for rubric in (2025, 2026))
    units = {unit.id: unit.name for unit in DEMO.county.of_kind(kind)}
    found = scored(page)
    assert set(found) == set(units.values())
    for key, name in units.items():
        assert found[name][:2] == [shown(own[key]["total"]), shown(other[key]["total"])]
    expect(page.get_by_text("有 2 项不能比较")).to_contain_text("H05")


def test_who_loses_most_by_the_rules_stands_on_top_and_the_county_in_one_sentence(open_app, database_url):
    page = open_app("/rubric_years")
    own, other = (scores_of(database_url, "2025-12", rubric) for rubric in (2025, 2026))
    lost = {unit.name: other[unit.id]["total"] - own[unit.id]["total"] for unit in DEMO.county.of_kind("township")}
    assert list(scored(page)) == sorted(lost, key=lost.get)
    sentence = page.get_by_text("只因细则变化相差")
    expect(sentence).to_contain_text(f"按2025年细则 {shown(own['QL']['total'])} 分，按2026年细则 {shown(other['QL']['total'])} 分")


def test_the_rescored_figures_carry_a_fingerprint_of_their_own(open_app):
    line = open_app("/rubric_years").get_by_text("按2026年细则计2025年12月的数据，指纹").inner_text()
    assert len(set(re.findall("[0-9a-f]{8}", line))) == 2
