"""数据填报 and 数据历史 on a screen: files looked at before they are written, single figures mended, batches taken back, the board as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from readiness.store import Store
from tests.browser.screen import DESKTOP, LAPTOP, ROOT, overflow, serve, wait_idle

FAULTY = ROOT / "data/demo-faulty"
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
ROWS = """(table) => [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent))"""


@pytest.fixture(scope="module")
def url_of_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('written') / 'board.db'}"


@pytest.fixture(scope="module")
def board(url_of_store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A board at this machine whose sitter may write; the tests of this file go on from one another's figures, each from its own."""
    with serve(url_of_store, tmp_path_factory.mktemp("writing") / "log.txt", READINESS_WRITE="here") as url:
        yield url


@pytest.fixture
def go(board: str, new_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(path: str, size: tuple[int, int] = DESKTOP) -> Page:
        page = new_page(size)
        page.goto(board + path)
        wait_idle(page)
        return page

    return opened


def store_at(url: str) -> Store:
    return Store(url)


def hand_in(page: Page, *files: Path) -> None:
    """The files in the uploader, and the preview there."""
    page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files([str(file) for file in files])
    expect(page.get_by_text("拒收", exact=False).first).to_be_visible()
    wait_idle(page)


def form(folder: Path, *rows: str, name: str = "更正.csv") -> Path:
    path = folder / name
    path.write_bytes("\n".join(["单位,指标编号,月份,数值,备注", *rows]).encode("gb18030"))
    return path


def rows_on(page: Page, alt: str) -> list[list[str]]:
    return page.get_by_role("region", name=alt).locator("table").evaluate(ROWS)


def test_every_planted_fault_is_told_at_its_row_and_nothing_can_be_confirmed(go, url_of_store, tmp_path):
    page = go("/report")
    hand_in(page, FAULTY / "2026-05_全部.xlsx", FAULTY / "2026-05_迟报.xlsx")
    told = rows_on(page, "问题清单")
    assert [(row[0], row[2], row[3]) for row in told] == [
        *(("2026-05_全部.xlsx", str(line), letter) for line, letter in zip(range(6, 14), ["E", "—", "F", "G", "E", "H", "G", "A"], strict=True)),
        ("2026-05_迟报.xlsx", "6", "E")]
    expect(page.get_by_role("button", name="确认写入")).to_have_count(0)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="标注副本：2026-05_全部.xlsx").click()
    waiting.value.save_as(tmp_path / "标注.xlsx")
    marked = load_workbook(tmp_path / "标注.xlsx")["乡镇"]
    assert [cell.coordinate for row in marked.iter_rows() for cell in row if cell.comment] == ["E6", "A7", "F8", "G9", "E10", "H11", "G12", "A13"]
    assert store_at(url_of_store).revision() == 7


def test_what_is_doubtful_asks_for_a_reason_then_is_written_and_seen_and_taken_back(go, url_of_store, tmp_path):
    path = form(tmp_path, "河湾镇,E02,2026-05,0.97,", "河湾镇,A01,2026-05,2,补报")
    page = go("/report")
    hand_in(page, path)
    assert [row[-2] for row in rows_on(page, "疑点清单")] == ["“生活垃圾无害化处理率”的计量单位是“%”，报的 0.97 像是小数。"]
    page.get_by_role("button", name="确认写入 2 行").click()
    expect(page.get_by_text("有 1 处疑点，核实后写明原因才能导入。")).to_be_visible()
    page.get_by_label("疑点核实的结果").fill("已与河湾镇核实")
    page.get_by_role("button", name="确认写入 2 行").click()
    expect(page.get_by_text("已写入 2 行")).to_be_visible()
    store = store_at(url_of_store)
    batch = store.batches().iloc[-1]
    assert (batch["kind"], batch["rows"], batch["reason"], batch["files"]) == ("import", 2, "已与河湾镇核实", "更正.csv")
    _seen_and_taken_back(go, store, int(batch["revision"]))


def _seen_and_taken_back(go, store: Store, revision: int) -> None:
    cell = go("/history?history=一个数的来历&cell_unit=河湾镇&cell_item=E02")
    newest, before = rows_on(cell, "这个数的来历")[:2]
    assert (newest[1], newest[2], before[1]) == ("0.97", str(revision), "98")
    page = go("/history")
    page.get_by_label("为什么撤销").fill("单位填错")
    page.get_by_role("button", name="撤销这一批").click()
    expect(page.get_by_text(f"已撤销版本 {revision}：2 行改回")).to_be_visible()
    assert store.between(revision - 1, revision + 1).empty
    assert store.batches().iloc[-1]["kind"] == "undo"


def test_the_same_file_again_says_that_nothing_changes(go):
    page = go("/report")
    hand_in(page, ROOT / "data/demo/2026-05.xlsx")
    expect(page.get_by_text("与已有数据完全相同，没有什么要写入的。")).to_be_visible()
    expect(page.get_by_role("button", name="确认写入")).to_have_count(0)


def test_a_single_figure_is_mended_in_the_table_with_a_reason(go, url_of_store):
    page = go("/report?task=更正数据&edit_unit=青石镇&edit_item=A01&edit_year=2026年")
    grid = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    page.mouse.dblclick(grid["x"] + 0.45 * grid["width"], grid["y"] + 35 * 5.5)          # the fifth month's figure
    editor = page.locator("#portal input, #portal textarea").first
    expect(editor).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("3")
    expect(editor).to_have_value("3")
    page.evaluate(TWO_FRAMES)                                                            # the editor hands on what was typed a frame later
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="会写入的数据")).to_be_visible()
    wait_idle(page)
    row, = rows_on(page, "会写入的数据")
    assert (row[1], row[2], row[4], row[6]) == ("青石镇", "A01", "2026-05", "3")
    page.get_by_label("为什么更正").fill("漏记一次")
    page.get_by_role("button", name="确认写入 1 行").click()
    expect(page.get_by_text("已写入 1 行")).to_be_visible()
    batch = store_at(url_of_store).batches().iloc[-1]
    assert (batch["kind"], batch["reason"]) == ("edit", "漏记一次")


def test_a_form_handed_out_comes_back_filled_in(go, tmp_path):
    page = go("/report?task=发报表&form_unit=河湾镇")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载河湾镇的报表").click()
    assert waiting.value.suggested_filename == "青澜县_月报_河湾镇_2026-06.xlsx"
    path = tmp_path / "报表.xlsx"
    waiting.value.save_as(path)
    book = load_workbook(path)
    sheet = book["月报"]
    heads = next({cell.value: cell.column for cell in row if cell.value} for row in sheet.iter_rows() if any(c.value == "指标编号" for c in row))
    line = next(row[0].row for row in sheet.iter_rows() if any(cell.value == "A01" for cell in row))
    sheet.cell(line, heads["数值"]).value = 1
    book.save(path)
    page = go("/report")
    hand_in(page, path)
    assert [row[1:3] for row in rows_on(page, "会写入的数据")] == [["河湾镇", "A01"]]


def test_every_page_can_be_seen_as_it_was_known(go, url_of_store):
    now, then = go("/home"), go("/home?known=6")
    expect(then.get_by_text("您看的是以前的数据（版本 6）")).to_be_visible()
    expect(then.locator(".st-key-stamp")).to_contain_text("2026年4月")
    expect(now.locator(".st-key-stamp")).to_contain_text("2026年5月")
    page = go("/report?known=6")
    expect(page.get_by_text("不能在上面写入")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, LAPTOP], ids=["1920x1080", "1366x768"])
@pytest.mark.parametrize("path", ["/report", "/report?task=发报表", "/report?task=更正数据", "/history", "/history?history=两个版本比较"])
def test_nothing_stands_beyond_the_edge(go, path, size):
    page = go(path, size)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert overflow(page) <= 0
