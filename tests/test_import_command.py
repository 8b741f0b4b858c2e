"""`import` from a shell: looked at first, doubts told and kept, copies marked, nothing written by a preview."""

import csv
import io

import pytest
from openpyxl import load_workbook

from readiness.cli import main
from readiness.import_command import UNEXPLAINED
from readiness.store import Store
from tests.small import Small, item, level

HEADER = "单位,指标编号,月份,数值"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """run("import", …) → exit code, what was printed, what went to stderr, in a county of two towns with an empty store at `run.url`."""
    Small({"C": item(measure="台"), "L": level(measure="%")}, {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}}).write(tmp_path / "config")

    def called(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    called.url = f"sqlite:///{tmp_path / 'board.db'}"
    monkeypatch.setenv("READINESS_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("READINESS_DATABASE_URL", called.url)
    return called


@pytest.fixture
def form(tmp_path):
    def written(*rows: str, name: str = "五月.csv"):
        path = tmp_path / name
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        return path

    return written


def test_a_preview_tells_what_would_become_of_every_row_and_writes_nothing(run, form):
    run("import", form("河湾镇,C,2026-04,3", "青石镇,C,2026-04,1"))
    code, printed, said = run("import", form("河湾镇,C,2026-04,4", "青石镇,C,2026-04,1", "青石镇,C,2026-05,2"), "--preview")
    rows = list(csv.DictReader(io.StringIO(printed)))
    assert (code, said) == (0, "新增 1 行，变更 1 行，未变 1 行，拒收 0 行\n")
    assert [(row["state"], row["unit"], row["month"], row["value_before"], row["value"], row["row"]) for row in rows] == [
        ("changed", "T01", "2026-04", "3.0", "4.0", "2"), ("unchanged", "T02", "2026-04", "1.0", "1.0", "3"), ("new", "T02", "2026-05", "", "2.0", "4")]
    assert Store(run.url).revision() == 1


def test_a_doubt_is_told_and_written_as_not_explained_unless_a_reason_is_given(run, form):
    code, printed, said = run("import", form("河湾镇,L,2026-05,0.97"))
    assert (code, printed) == (0, "已导入 1 行，数据版本 1。\n")
    assert said.startswith("五月.csv 有 1 处疑点:\n\n  第 2 行 · L · 数值\n    “水平”的计量单位是“%”，报的 0.97 像是小数。\n")
    run("import", form("青石镇,L,2026-05,0.98"), "--accept", "已核实")
    store = Store(run.url)
    assert store.batches()["reason"].tolist() == [UNEXPLAINED, "已核实"]
    assert [len(store.doubts_of(revision)) for revision in (1, 2)] == [1, 1]


def test_faults_of_all_files_and_files_that_are_not_there_are_told_at_once_and_nothing_is_written(run, form, tmp_path):
    code, printed, _ = run("import", form("河湾镇,C,2026-05,3"), form("河湾镇,C,2026-05,三", name="坏.csv"), tmp_path / "没有.csv")
    assert code == 1
    assert "坏.csv 有 1 处问题:" in printed and "没有.csv 有 1 处问题:" in printed
    assert Store(run.url).revision() == 0


def test_copies_with_faults_and_doubts_marked_are_written_into_a_folder(run, form, tmp_path):
    copies = tmp_path / "标注"
    copies.mkdir()
    good, bad = form("河湾镇,C,2026-05,3", name="好.csv"), form("河湾镇,C,2026-05,三", "青石镇,L,2026-05,0.97", name="坏.csv")
    assert run("import", good, bad, "--marked", copies)[0] == 1
    assert [path.name for path in copies.iterdir()] == ["坏_标注.xlsx"]
    sheet = load_workbook(copies / "坏_标注.xlsx").worksheets[1]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["D2", "D3"]


def test_a_folder_that_is_not_there_is_wrong_usage_before_anything_is_written(run, form, tmp_path):
    assert run("import", form("河湾镇,C,2026-05,3"), "--marked", tmp_path / "没有")[0] == 2
    assert Store(run.url).revision() == 0


def test_the_same_file_twice_changes_nothing_and_says_so(run, form):
    path = form("河湾镇,C,2026-05,3")
    run("import", path)
    assert run("import", path)[1] == "与已有数据完全相同，没有变化，数据版本仍是 1。\n"
