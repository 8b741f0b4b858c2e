"""Several at work on one database: importers lose nothing, readers see whole batches, a killed import leaves no trace."""

import pytest
from sqlalchemy import select

from readiness.store import Store
from readiness.store.tables import observation
from tests.at_work import by, figures, imports, opens, stopped, together
from tests.first_store import make


def known(store: Store) -> dict[tuple[str, str], float]:
    table = store.observations().table
    return {(unit, month): value for unit, month, value in zip(table["unit"], table["month"], table["value"], strict=True)}


def test_four_importers_at_the_same_time_lose_nothing_and_leave_no_gap(database):
    Store(database)
    told = together(imports, [(database, f"T{at}", 10) for at in range(1, 5)])
    store = Store(database)
    assert sorted(sum(told, [])) == list(range(1, 41)) == store.batches()["revision"].to_list()
    assert {(unit, month): value for (unit, month), value in known(store).items() if unit != "T00"} == {
        (f"T{at}", f"2020-{month:02d}"): month for at in range(1, 5) for month in range(1, 11)}


def test_of_what_all_of_them_report_the_last_one_counts_and_each_knows_who_superseded_it(database):
    Store(database)
    together(imports, [(database, f"T{at}", 5) for at in range(1, 5)])
    store = Store(database)
    wanted = select(observation.c.revision, observation.c.superseded).where(observation.c.unit == "T00").order_by(observation.c.revision)
    with store.engine.connect() as connection:
        rows = connection.execute(wanted).all()
    assert [superseded for _, superseded in rows] == [*(revision for revision, _ in rows[1:]), None]
    assert rows[-1].revision == store.revision()


def test_an_empty_database_opened_by_four_at_once_is_made_once(database):
    assert together(opens, [(database,)] * 4) == [0, 0, 0, 0]


def test_an_older_database_opened_by_four_at_once_is_upgraded_once(database, tmp_path):
    make(database)
    assert together(opens_with, [(database, str(tmp_path / "aside"))] * 4) == [3, 3, 3, 3]
    assert len(list((tmp_path / "aside").iterdir())) == 1


def opens_with(database: str, backups: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READINESS_BACKUPS", backups)
        return opens(database)


POINTS = [*(("statement", number) for number in range(1, 8)), *(("row", number) for number in (1, 3, 10, 40, 80)), ("commit", 1)]


@pytest.mark.parametrize(("point", "number"), POINTS)
def test_an_import_that_is_killed_leaves_the_old_revision_whole_and_the_store_at_work(database, point, number):
    store = Store(database)
    store.add(figures("T01", 1, 2, 3), by("before"))
    before = known(store)
    with stopped(database, point, number) as said:
        assert said == f"at {point} {number}"
        assert (store.revision(), known(store)) == (1, before)          # a reader neither waits nor sees half of it
    assert (store.revision(), known(store)) == (1, before)
    assert store.add(figures("T01", 1, 2, 4), by("after")).revision == 2
