"""What is kept, told and taken back from a shell: history, undo, backup, restore, and the board as it was known on a day."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from getpass import getuser

import pytest

from readiness import import_command
from readiness.cli import main
from readiness.store import Store
from tests.small import Small, level

HEADER = "单位,指标编号,月份,数值\n"


@pytest.fixture
def run(tmp_path, monkeypatch, capsys, new_database):
    """run("score", …) → exit code, what was printed, what went to stderr; three imports are in the store of `run.url`."""
    url = new_database("sqlite")
    config = tmp_path / "config"
    Small({"L": level()}, {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}}).write(config)
    monkeypatch.setenv("READINESS_CONFIG", str(config))
    monkeypatch.setenv("READINESS_DATABASE_URL", url)

    def called(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    for name, value in (("一", 50), ("二", 60)):
        file = tmp_path / f"{name}.csv"
        file.write_text(f"{HEADER}T01,L,2026-01,{value}\nT02,L,2026-01,80\n", encoding="utf-8")
        assert called("import", file)[0] == 0
    called.url = url
    return called


def table(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


def test_history_tells_every_batch(run):
    code, printed, _ = run("history")
    assert code == 0
    assert printed.splitlines()[0] == "revision,at,account,kind,reason,files,rows,undoes,undone_by,configuration"
    assert [(row["revision"], row["files"], row["rows"], row["account"]) for row in table(printed)] == [
        ("1", "一.csv", "2", f"本机:{getuser()}"), ("2", "二.csv", "1", f"本机:{getuser()}")]


def test_history_tells_all_that_one_cell_ever_held(run):
    code, printed, _ = run("history", "--unit", "T01", "--indicator", "L", "--format", "json")
    told = json.loads(printed)
    assert code == 0
    assert [(row["revision"], row["value"], row["file"], row["row"]) for row in told] == [(2, 60, "二.csv", 2), (1, 50, "一.csv", 2)]
    assert datetime.strptime(told[0]["at"], "%Y-%m-%dT%H:%M:%SZ") - datetime.now(UTC).replace(tzinfo=None) < timedelta(minutes=5)


def test_undo_puts_back_and_says_so_and_an_undo_of_nothing_is_refused(run):
    assert run("undo", 2, "--reason", "报错了") == (0, "第 2 批已撤销：放回 1 行，数据版本 3。\n", "")
    assert [row["value"] for row in table(run("history", "--unit", "T01", "--indicator", "L")[1])] == ["50.0", "60.0", "50.0"]
    assert run("undo", 2, "--reason", "报错了") == (1, "第 2 批已由第 3 批撤销。\n", "")
    assert run("undo", 1, "--reason", " ") == (1, "撤销要写明原因。\n", "")


def test_what_an_undo_has_to_leave_is_said(run):
    assert run("undo", 1, "--reason", "全错")[1] == "第 1 批已撤销：放回 1 行，数据版本 3。另有 1 行后来又改过，没有动。\n"


def test_a_backup_is_written_and_restored(run, tmp_path, monkeypatch, new_database):
    copy = tmp_path / "copy.db"
    assert run("backup", copy) == (0, f"已备份到 {copy}，数据版本 2。\n", "")
    assert run("backup", copy)[::2] == (2, f"{copy} 已经存在；要覆盖就加上 --overwrite。\n")
    assert run("backup", copy, "--overwrite")[0] == 0
    monkeypatch.setenv("READINESS_DATABASE_URL", elsewhere := new_database("postgresql"))
    assert run("restore", copy) == (0, "已恢复，数据版本 2。\n", "")
    assert Store(elsewhere).batches()["files"].to_list() == ["一.csv", "二.csv"]


def test_a_restore_over_figures_is_refused_and_with_replace_puts_them_aside(run, tmp_path, monkeypatch):
    monkeypatch.setenv("READINESS_BACKUPS", str(tmp_path / "aside"))
    run("backup", tmp_path / "copy.db")
    code, printed, _ = run("restore", tmp_path / "copy.db")
    assert (code, "数据库里已有 2 批数据，没有恢复。" in printed) == (1, True)
    code, printed, _ = run("restore", tmp_path / "copy.db", "--replace")
    aside, = (tmp_path / "aside").iterdir()
    assert (code, printed) == (0, f"已恢复，数据版本 2。原有数据另存为 {aside}。\n")


def test_the_board_is_told_as_it_was_known_on_a_day(run, monkeypatch):
    store = Store(run.url)
    with store.engine.begin() as connection:                       # the first import was made in March
        connection.exec_driver_sql("UPDATE batch SET at = '2026-03-02 04:00:00.000000' WHERE revision = 1")
    now, then = (table(run("score", "--level", "indicator", "--basis", "today", *words)[1]) for words in ([], ["--known", "2026-03-02"]))
    assert [float(row["points"]) for row in (now[0], then[0])] == [pytest.approx(6), pytest.approx(5)]
    assert run("score", "--known", "2026-03-01")[::2] == (2, "2026-03-01 还没有导入过数据。\n")
    for words in (["gaps"], ["needs"], ["explain", "T01", "L"]):
        assert run(*words, "--known", "2026-03-02")[0] == 0


@pytest.mark.parametrize(("words", "said"), [
    (["score", "--known", "三月"], "“三月”不是日期，写成 2026-06-03。"), (["score", "--known", "2026-02-30"], "“2026-02-30”不是日期，写成 2026-06-03。"),
    (["score", "--known", "2026-03-02", "--data", "x.csv"], "--known 看的是数据库里当时的数据，不能和 --data 一起用。"),
    (["history", "--unit", "T01"], "--unit 和 --indicator 要一起写，才知道是哪一个数。"),
    (["undo", "二", "--reason", "x"], "“二”不是批次号，写成 12 这样的数。"), (["restore", "nowhere.db"], "找不到 nowhere.db。")])
def test_a_call_whose_words_are_off_is_told_in_one_sentence(run, words, said):
    assert run(*words) == (2, "", f"{said}\n")


def test_a_database_that_cannot_be_used_is_a_problem_and_no_traceback(run, monkeypatch):
    monkeypatch.setenv("READINESS_DATABASE_URL", "postgresql://board:secret@127.0.0.1:1/board")
    code, printed, _ = run("score")
    assert (code, "secret" in printed) == (1, False)
    assert "打不开 postgresql+psycopg://board:***@127.0.0.1:1/board" in printed


def test_an_import_whose_figures_changed_while_it_was_looked_at_is_refused_in_words(run, tmp_path, monkeypatch):
    looked_at = import_command.review

    def meanwhile(*given):
        reviewed = looked_at(*given)
        Store(run.url).undo(2, "乙", "报错了")
        return reviewed

    monkeypatch.setattr(import_command, "review", meanwhile)
    (tmp_path / "三.csv").write_text(f"{HEADER}T01,L,2026-01,70\n", encoding="utf-8")
    code, printed, _ = run("import", tmp_path / "三.csv")
    assert (code, printed) == (1, "预览之后，其中 1 个数据又有了变化，没有导入。请重新预览，核对后再确认。\n")
    assert Store(run.url).revision() == 3
