"""定格: what was shown at a meeting comes out the same, whatever became of files, figures, database and program; or it is told."""

import csv
import io
from dataclasses import replace

import pytest
from sqlalchemy import text

from readiness import configuration
from readiness.access import NotAllowed, Person
from readiness.board import open_board
from readiness.cli import main
from readiness.exports import csv as csv_file
from readiness.freeze import (
    BY_CAUSE,
    FILES,
    TABLES,
    CannotFreeze,
    NotComparable,
    beside_today,
    freeze,
    open_frozen,
    piece_name,
    sums_by_cause,
)
from readiness.freeze.results import files_of
from readiness.problems import Problem, ProblemsFound
from readiness.rules.proportional import Proportional
from readiness.store import DatabaseRefused, NameTaken, Store
from readiness.words import BASES
from tests.at_a_meeting import CLERK, FIGURES, TOTALS, Meeting, reported, totals
from tests.at_work import by
from tests.browser.screen import ROOT


@pytest.fixture
def meeting(database, tmp_path, monkeypatch) -> Meeting:
    """On either database."""
    monkeypatch.setenv("READINESS_DATABASE_URL", database)
    return Meeting(tmp_path / "config", Store(database))


@pytest.fixture
def here(new_database, tmp_path, monkeypatch) -> Meeting:
    """On SQLite alone, where the database has no say."""
    monkeypatch.setenv("READINESS_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("READINESS_DATABASE_URL", url := new_database("sqlite"))
    return Meeting(tmp_path / "config", Store(url))


@pytest.fixture
def another_rule(monkeypatch):
    """The program after somebody changed how 比例 scores: the root of the share."""
    right = Proportional.fraction
    return lambda: monkeypatch.setattr(Proportional, "fraction", lambda rule, value, case: right(rule, value, case) ** 0.5)


def test_what_was_frozen_stays_what_it_was_when_rubric_targets_units_and_figures_change(meeting):
    before = meeting.opened()
    meeting.change_everything()
    after, today = meeting.opened(), meeting.today()
    assert totals(today, "2026-05") == pytest.approx({"T01": 100 * (5 * 7 / 20 + 4) / 15, "T02": 100 * (5 * 9 / 20 + 9) / 15,
                                                                "T03": 0})
    assert not after.differences
    assert totals(after.board, "2026-05") == TOTALS == totals(before.board, "2026-05")
    assert after.files == before.files
    assert after.board.fingerprint("2026-05") == meeting.frozen.fingerprint != today.fingerprint("2026-05")
    assert (after.board.months[-1], today.months[-1]) == ("2026-05", "2026-06")


def test_the_files_that_are_kept_are_those_that_the_pages_wrote(meeting):
    today = meeting.today()
    assert meeting.opened().files == files_of(today, "2026-05")
    view = today.view("2026-05", "best")
    rows = view.gaps_beside_pace.assign(number=range(1, len(view.gaps) + 1))
    kept = list(csv.DictReader(io.StringIO(meeting.opened().files["差距清单_best"].decode("utf-8-sig"))))
    assert [(row["单位"], float(row["欠分"])) for row in kept] == list(zip(rows["unit_name"], rows["owed"], strict=True))


@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_a_backup_brings_it_along_to_the_byte(meeting, new_database, tmp_path, monkeypatch, into):
    files = meeting.opened().files
    meeting.change_everything()
    meeting.store.backup(tmp_path / "copy.db")
    monkeypatch.setenv("READINESS_DATABASE_URL", url := new_database(into))
    Store(url).restore(tmp_path / "copy.db")
    after = meeting.opened()
    assert after.files == files
    assert not after.differences
    assert Store(url).frozen() == [meeting.frozen]


def test_a_program_that_scores_in_another_way_is_told_and_by_how_much_at_most(meeting, another_rule):
    files = meeting.opened().files
    another_rule()
    opened = meeting.opened()
    widest = opened.differences.largest
    assert totals(opened.board, "2026-05")["T01"] == pytest.approx(100 * (10 * 0.5 ** 0.5 + 4) / 20)
    assert widest.size == pytest.approx(100 * (10 * 0.5 ** 0.5 - 5) / 20)
    assert (widest.column, widest.about, float(widest.kept)) == ("total", "T01镇", 45.0)
    said = f"有 {len(opened.differences.cells)} 个数和定格时不同，相差最大的是单位（现状） T01镇 总分：定格时 45，现在 55.3553，相差 10.3553。"
    assert str(opened.differences) == said
    assert opened.files == files


def test_a_name_is_given_once(meeting):
    with pytest.raises(NameTaken, match="已经有叫“5月 调度会”的定格"):
        freeze(meeting.today(), "2026-05", " 5月  调度会 ", CLERK)
    again = freeze(meeting.today(), "2026-05", "5月调度会", CLERK)
    assert [one.id for one in meeting.store.frozen()] == [again.id, meeting.frozen.id] == [2, 1]


def test_what_the_disk_has_spoilt_is_refused_in_words(meeting):
    with meeting.store.engine.begin() as connection:
        connection.execute(text("UPDATE frozen_piece SET content = (SELECT content FROM frozen_piece WHERE name = 'needs') WHERE name = '单位得分_best'"))
    with pytest.raises(DatabaseRefused, match="定格里的 单位得分_best 已经损坏"):
        meeting.opened()


def test_a_database_that_was_exchanged_is_told(here):
    with here.store.engine.begin() as connection:
        connection.execute(text("UPDATE observation SET value = 6 WHERE unit = 'T01' AND indicator = 'A'"))
    assert str(here.opened().differences).startswith("数据库里的数据和定格时不是同一份。有 ")


def test_figures_that_are_gone_are_told(here):
    with here.store.engine.begin() as connection:
        connection.execute(text("DELETE FROM observation"))
    assert str(here.opened().differences) == "定格时的数据已经不在数据库里。"


def test_a_configuration_that_cannot_be_read_any_more_is_told_and_the_files_are_there(here, monkeypatch):
    files = here.opened().files
    today = here.today()
    monkeypatch.setattr(configuration, "read_rubric", _cannot_read)
    opened = open_frozen(today, here.frozen)
    assert str(opened.differences) == "现在的程序读不懂定格时的细则和目标：没有“proportional”这种计分规则。"
    assert (opened.board, opened.files) == (None, files)


def _cannot_read(path):
    raise ProblemsFound([Problem(3, "rule", "没有“proportional”这种计分规则。", "", path.name)])


@pytest.mark.parametrize("who", [Person("乙", "reporter", frozenset({"T01"})), Person("丙")], ids=["reporter", "reader"])
def test_only_clerks_and_administrators_may(here, who):
    with pytest.raises(NotAllowed):
        freeze(here.today(), "2026-05", "会", who)
    assert len(here.store.frozen()) == 1


@pytest.mark.parametrize(("name", "why"), [("", "要有名字"), ("  ", "要有名字"), ("2026", "不能只有数字"), ("长" * 41, "最多 40 个字"),
                                           ("a/b", "这些符号"), ("a?b", "这些符号"), (".x", "这些符号")])
def test_a_name_that_no_link_or_file_can_carry_is_refused(here, name, why):
    with pytest.raises(CannotFreeze, match=why):
        freeze(here.today(), "2026-05", name, CLERK)


def test_a_configuration_that_was_changed_since_the_board_was_opened_is_not_frozen(here):
    board = here.today()
    here.change_everything()
    with pytest.raises(CannotFreeze, match="刚刚改过"):
        freeze(board, "2026-05", "会", CLERK)


def test_an_earlier_state_a_frozen_board_and_a_month_without_figures_are_not_frozen(here):
    here.store.add(reported(FIGURES, 6), by("甲"))
    for board in (here.today().as_known(1), here.opened().board):
        with pytest.raises(CannotFreeze, match="只有最新的数据"):
            freeze(board, "2026-05", "会", CLERK)
    with pytest.raises(CannotFreeze, match="2026-07 没有数据"):
        freeze(here.today(), "2026-07", "会", CLERK)


def test_a_month_that_is_not_the_newest_is_frozen_as_it_is_seen(here):
    here.store.add(reported({("T01", "A"): 3}, 6), by("甲"))
    again = freeze(here.today(), "2026-05", "补做", CLERK)
    assert again.fingerprint != here.frozen.fingerprint                        # June was in the data already
    here.frozen = again
    opened = here.opened()
    assert not opened.differences
    assert totals(opened.board, "2026-05") == TOTALS


def compared(meeting: Meeting, until: str) -> dict[str, dict[str, float]]:
    board, today = meeting.opened().board, meeting.today()
    found = beside_today(board, today, until, "today")
    table = sums_by_cause(found, {unit: unit for unit in found.units}).set_index("unit")
    assert (table[list(BY_CAUSE)].sum(axis=1) - table["difference"]).abs().max() < 1e-9
    assert table["frozen_total"].to_dict() == pytest.approx(totals(board, "2026-05") | {"XX": table["frozen_total"].get("XX", 0.0)}, nan_ok=True)
    return table.T.to_dict()


def test_beside_the_same_month_today_only_corrections_and_rules_move_a_total(here):
    here.change_everything()
    found = compared(here, "2026-05")["T01"]
    corrected, by_the_new = 100 * (7 + 4) / 20, 100 * (5 * 7 / 20 + 4) / 15
    assert found["by_correction"] == pytest.approx(corrected - 45)
    assert found["by_rule"] == pytest.approx(by_the_new - corrected)
    assert found["difference"] == pytest.approx(by_the_new - 45)
    assert "T03" not in compared(here, "2026-05")                              # it was not there then


def test_beside_a_later_month_the_new_figures_are_told_apart(here):
    here.change_everything()
    found = compared(here, "2026-06")["T02"]
    assert found["by_data"] == pytest.approx(100 * (9.5 - 9) / 15)
    assert found["total_today"] == pytest.approx(100 * (5 * 9 / 20 + 9.5) / 15)


def test_what_cannot_be_compared_is_said(here):
    board, today = here.opened().board, here.today()
    with pytest.raises(NotComparable, match="2026-04 早于定格的月份 2026-05"):
        beside_today(board, today, "2026-04", "today")
    gone = replace(today, configuration=replace(today.configuration, rubrics={}))
    with pytest.raises(NotComparable, match="现在没有 2026 年的考核细则"):
        beside_today(board, gone, "2026-05", "today")


@pytest.fixture
def run(capsys):
    def called(*words: object) -> tuple[int, str, str]:
        code = main([str(word) for word in words])
        return code, *capsys.readouterr()

    return called


def test_the_shell_freezes_lists_and_prints_a_table_as_it_was(here, run):
    assert run("freeze", "会后", "--note", "存档")[1].startswith("已定格“会后”（编号 2）：数据截至 2026-05，数据版本 1，指纹 ")
    assert run("freeze", "会后")[:2] == (1, "已经有叫“会后”的定格。定格不能改写，换一个名字。\n")
    rows = list(csv.DictReader(io.StringIO(run("frozen")[1])))
    assert [tuple(row[name] for name in ("id", "name", "as_of", "note")) for row in rows] == [
        ("2", "会后", "2026-05", "存档"), ("1", "5月 调度会", "2026-05", "县长主持")]
    before = run("frozen", "1", "--table", "units", "--basis", "today")[1]
    here.change_everything()
    assert run("frozen", "5月 调度会", "--table", "units", "--basis", "today") == (0, before, "")
    assert {row["unit"]: float(row["total"]) for row in csv.DictReader(io.StringIO(before)) if row["kind"] == "township"} == TOTALS


def test_the_shell_tells_whether_it_comes_out_the_same(here, run, another_rule):
    assert run("frozen", "1", "--check")[:2] == (0, "“5月 调度会”：和定格时一致。\n")
    another_rule()
    code, printed, _ = run("frozen", "1", "--check")
    assert code == 1
    assert "  指标（现状） T01镇 A 得分：定格时 5.0，现在 7.0710678" in printed


def test_the_shell_writes_everything_out(here, run, tmp_path):
    assert run("frozen", "1", "--out", tmp_path / "存档")[0] == 0
    written = {path.relative_to(tmp_path / "存档").as_posix() for path in (tmp_path / "存档").rglob("*.*")}
    assert {"config/rubric-2026.yaml", "config/units.yaml", "tables/needs.csv", "files/差距清单_best.csv"} <= written
    assert (tmp_path / "存档/config/units.yaml").read_bytes() == (here.folder / "units.yaml").read_bytes()
    assert run("frozen", "1", "--out", tmp_path / "存档")[0] == 2


@pytest.mark.parametrize("words", [("frozen", "没有"), ("frozen", "--check"), ("frozen", "1", "--table", "nothing"), ("freeze",)])
def test_a_call_that_is_off_is_told(here, run, words):
    assert run(*words)[0] == 2


def test_every_table_and_file_is_kept_on_every_basis(here):
    assert set(here.store.pieces_of(1, "table")) == {piece_name(what, basis) for what in TABLES for basis in BASES}
    assert set(here.store.pieces_of(1, "file")) == {piece_name(what, basis) for what in FILES for basis in BASES}


def test_the_demo_county_comes_out_the_same(new_database, monkeypatch):
    monkeypatch.setenv("READINESS_DATABASE_URL", new_database("sqlite"))
    open_board(ROOT / "config")                                                # fills the store
    frozen = freeze(open_board(ROOT / "config"), "2026-05", "示范", CLERK)
    opened = open_frozen(open_board(ROOT / "config"), frozen)
    assert (str(opened.differences), opened.differences.wordings) == ("和定格时一致。", 0)
    assert opened.files["差距清单_forecast"].startswith(csv_file.BOM.encode())
