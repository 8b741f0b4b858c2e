"""Copies: everything in one file, from either database into either, all or nothing."""

from pathlib import Path

import pytest
from sqlalchemy import select

from readiness.problems import Problem
from readiness.store import DatabaseRefused, Frozen, Origin, SourceFile, Store, copies
from readiness.store.tables import metadata, observation
from tests.at_work import by, figures, stopped


def filled(store: Store) -> Store:
    """Batches with every kind of thing in them: files, doubts, corrections, an undo; and a 定格."""
    doubts = (Problem(7, "C03 · 数值", "是上月的十倍。", "核对。", "一.csv", "月报", True, "E", "120"),)
    store.add(figures("T01", 1.1, 1 / 3, 3), Origin("import", "甲", "月报", (SourceFile("一.csv", "ab" * 32, 3),), doubts, "c0ffee"))
    store.add(figures("T01", 9, 1 / 3, 3, 1e300), by("乙"))
    store.undo(2, "丙", "报错了")
    store.freeze(Frozen("会上", "甲", "县长主持", "2020-03", 3, "ab", "cd", "ef"), {"file": {"差距清单": bytes(range(256))}, "table": {"units": b""}})
    return store


def everything(store: Store) -> dict[str, list[tuple]]:
    tables = [table for table in metadata.sorted_tables if table.name != "turn"]
    with store.engine.connect() as connection:
        return {table.name: sorted(map(tuple, connection.execute(select(table))), key=str) for table in tables}


@pytest.mark.parametrize("way", [("sqlite", "postgresql", "sqlite"), ("postgresql", "sqlite", "postgresql")], ids="-".join)
def test_there_and_back_every_row_is_kept(new_database, tmp_path, way):
    first = store = filled(Store(new_database(way[0])))
    for at, kind in enumerate(way[1:]):
        assert store.backup(tmp_path / f"{at}.db") == 3
        store = Store(new_database(kind))
        assert store.restore(tmp_path / f"{at}.db").revision == 3
    assert everything(store) == everything(first)
    assert all(everything(first).values())
    assert store.add(figures("T02", 1), by("丁")).revision == 4


def test_a_backup_is_one_file_and_a_board_can_be_opened_on_it(database, tmp_path):
    filled(Store(database)).backup(tmp_path / "to" / "copy.db")
    assert [path.name for path in (tmp_path / "to").iterdir()] == ["copy.db"]
    copy = Store(f"sqlite:///{tmp_path / 'to' / 'copy.db'}")
    assert everything(copy) == everything(Store(database))


def test_a_backup_during_an_import_holds_whole_batches(database, tmp_path):
    store = filled(Store(database))
    with stopped(database, "commit", 1):
        assert store.backup(tmp_path / "copy.db") == 3
    assert everything(Store(f"sqlite:///{tmp_path / 'copy.db'}")) == everything(store)


def test_a_database_with_figures_is_not_restored_over_unless_that_is_said(database, tmp_path):
    store = filled(Store(database))
    store.backup(tmp_path / "copy.db")
    store.add(figures("T09", 1), by("丁"))
    before = everything(store)
    with pytest.raises(DatabaseRefused, match="数据库里已有 4 批数据，没有恢复。"):
        store.restore(tmp_path / "copy.db")
    assert everything(store) == before


def test_what_is_replaced_is_put_aside_first(database, tmp_path, monkeypatch):
    monkeypatch.setenv("READINESS_BACKUPS", str(tmp_path / "aside"))
    store = filled(Store(database))
    store.backup(tmp_path / "copy.db")
    kept = everything(store)
    store.add(figures("T09", 1), by("丁"))
    later, state = everything(store), store.state()
    done = store.restore(tmp_path / "copy.db", replace=True)
    assert (done.revision, everything(store)) == (3, kept)
    assert everything(Store(f"sqlite:///{done.aside}")) == later
    assert store.state() == (3, state[1] + 1)


def test_a_board_notices_that_a_backup_took_the_place_of_its_figures(database, tmp_path):
    store, other = Store(database), Store(f"sqlite:///{tmp_path / 'other.db'}")
    store.add(figures("T01", 1), by("甲"))
    other.add(figures("T01", 2), by("甲"))
    other.backup(tmp_path / "copy.db")
    before = store.state()
    store.restore(tmp_path / "copy.db", replace=True)
    assert store.revision() == before[0]
    assert store.state() != before


def spoilt(tmp_path: Path, what: str) -> Path:
    path = tmp_path / f"{what}.db"
    store = filled(Store(f"sqlite:///{tmp_path / 'good.db'}"))
    with store.engine.begin() as connection:
        if what == "newer":
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
        if what == "another":
            connection.exec_driver_sql("DROP TABLE turn")
    store.backup(path)
    if what == "cut":
        path.write_bytes(path.read_bytes()[:20_000])
    if what == "text":
        path.write_text("单位,指标编号,月份,数值\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("what", "said"), [
    ("newer", "这份备份的版本是 0099，比本程序认识的 0003 新。"), ("another", "不是本系统的备份文件，或已经损坏。"),
    ("cut", "不是本系统的备份文件，或已经损坏。"), ("text", "不是本系统的备份文件，或已经损坏。")])
def test_a_file_that_is_no_backup_of_ours_is_refused_and_changes_nothing(database, tmp_path, what, said):
    path, store = spoilt(tmp_path, what), filled(Store(database))
    before = everything(store)
    with pytest.raises(DatabaseRefused, match=said):
        store.restore(path, replace=True)
    assert everything(store) == before


def test_a_restore_that_fails_half_way_leaves_what_was_there(database, tmp_path, monkeypatch):
    monkeypatch.setenv("READINESS_BACKUPS", str(tmp_path / "aside"))
    store = filled(Store(database))
    store.backup(tmp_path / "copy.db")
    before, write_all = everything(store), copies.write_all

    def broken(connection, table, rows) -> None:
        if table is observation:
            raise RuntimeError("the power went")
        write_all(connection, table, rows)

    monkeypatch.setattr(copies, "write_all", broken)
    with pytest.raises(RuntimeError):
        store.restore(tmp_path / "copy.db", replace=True)
    assert everything(store) == before
