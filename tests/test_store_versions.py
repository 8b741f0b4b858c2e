"""Databases of other versions: older ones are upgraded once a copy is put aside, newer ones refused, new ones made whole."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from readiness.problems import ProblemsFound
from readiness.store import DatabaseRefused, Origin, SourceFile, Store
from readiness.store.tables import VERSION, metadata
from readiness.store.versions import known_versions
from tests.at_work import by, figures
from tests.first_store import BATCHES, KNOWN, make


@pytest.fixture
def aside(tmp_path, monkeypatch) -> Path:
    """Where copies go that are made before an upgrade."""
    monkeypatch.setenv("READINESS_BACKUPS", str(tmp_path / "aside"))
    return tmp_path / "aside"


def by_month(store: Store, revision: int) -> dict[str, float]:
    table = store.observations(revision).table
    return dict(zip(table["month"], table["value"], strict=True))


def test_the_newest_migration_is_the_version_of_the_tables():
    assert known_versions()[-1] == VERSION


@pytest.mark.parametrize("older", [False, True], ids=["new", "upgraded"])
def test_migrations_and_tables_agree(database, older, aside):
    if older:
        make(database)
    with Store(database).engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        names = {constraint["name"] for table in ("batch", "observation") for constraint in
                 [inspect(connection).get_pk_constraint(table), *inspect(connection).get_foreign_keys(table)]}
    assert names == {"pk_batch", "fk_batch_undoes", "pk_observation", "fk_observation_revision"}


def test_what_the_first_version_kept_is_kept(database, aside):
    make(database)
    store = Store(database)
    assert [by_month(store, revision) for revision in (1, 2, 3)] == list(KNOWN)
    table = store.batches()
    assert table["files"].to_list() == [files for files, _ in BATCHES]
    assert table["at"].to_list() == [datetime(2026, month, 3) for month in (1, 2, 3)]
    assert store.files_of(2) == [SourceFile("二.csv", "", 1), SourceFile("三.xlsx", "", 1)]
    assert store.cell_history("T01", "C03")[["revision", "month", "value", "base", "file", "row"]].replace({float("nan"): None}).to_numpy().tolist() == [
        [3, "2026-02", 2, 31, "四.csv", 2], [2, "2026-03", 4, None, "三.xlsx", 5], [2, "2026-02", 9, 30, "二.csv", 2],
        [1, "2026-02", 2, 30, "一.csv", 3], [1, "2026-01", 1.5, None, "一.csv", 2]]


def test_after_an_upgrade_work_goes_on(database, aside):
    make(database)
    store = Store(database)
    assert store.undo(3, "甲", "").revision == 4
    assert by_month(store, 4) == KNOWN[1]
    assert store.add(figures("T01", 7), by("甲")).revision == 5


def test_before_an_upgrade_a_copy_of_the_old_version_is_put_aside_and_can_be_brought_back(database, aside, new_database):
    make(database)
    Store(database)
    copy, = aside.iterdir()
    assert f".before-{VERSION}-" in copy.name
    with closing(Store(new_database("sqlite")).engine.raw_connection()) as raw:
        raw.execute("ATTACH ? AS copy", (str(copy),))
        assert raw.execute("SELECT count(*), max(imported_at) FROM copy.batch").fetchone()[0] == 3
    again = Store(new_database("sqlite"))
    assert again.restore(copy).revision == 3
    assert by_month(again, 3) == KNOWN[2]


def test_the_copy_stands_beside_the_file_where_no_folder_is_named(new_database, monkeypatch):
    monkeypatch.delenv("READINESS_BACKUPS", raising=False)
    database = new_database("sqlite")
    make(database)
    Store(database)
    file = Path(database.removeprefix("sqlite:///"))
    assert len(list(file.parent.glob(f"{file.name}.before-{VERSION}-*"))) == 1


def test_a_newer_database_is_refused_in_words_and_left_as_it_is(database):
    with Store(database).engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0099'"))
    with pytest.raises(ProblemsFound) as refusal:
        Store(database)
    assert str(refusal.value) == ("数据库 有 1 处问题:\n\n  整个文件\n    数据库的版本是 0099，比本程序认识的 0003 新。\n"
                                  "    换用新版本的程序；或用备份恢复到另一个数据库。\n")


def test_an_upgrade_that_fails_leaves_the_old_version(database, aside, monkeypatch):
    make(database)
    monkeypatch.setattr("alembic.command.upgrade", lambda *_: (_ for _ in ()).throw(RuntimeError("the power went")))
    with pytest.raises(RuntimeError):
        Store(database)
    monkeypatch.undo()
    monkeypatch.setenv("READINESS_BACKUPS", str(aside))
    assert by_month(Store(database), 3) == KNOWN[2]


@pytest.mark.parametrize(("address", "said"), [
    ("postgresql://board:secret@127.0.0.1:1/board", r"打不开 postgresql\+psycopg://board:\*\*\*@127.0.0.1:1/board"),
    ("sqlite:////proc/no/board.db", "打不开 sqlite:////proc/no/board.db"),
    (f"sqlite:///{__file__}", "file is not a database"), ("mysql://127.0.0.1/board", "写的是 mysql"), ("board.db", "READINESS_DATABASE_URL 不是数据库地址")])
def test_a_database_that_cannot_be_opened_is_told_in_words_without_its_password(address, said):
    with pytest.raises(DatabaseRefused, match=said) as refusal:
        Store(address)
    assert "secret" not in str(refusal.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_by_psycopg_however_its_address_begins(new_database, scheme):
    store = Store(new_database("postgresql").replace("postgresql", scheme))
    assert store.engine.driver == "psycopg"
    assert store.add(figures("T01", 1), Origin("import", "甲")).revision == 1
