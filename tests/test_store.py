"""What is kept between runs: batches, revisions, nothing overwritten, nothing half-stored."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from readiness.observations import Observations
from readiness.store import Store, batch, observation


@pytest.fixture(params=["file", "memory"])
def store(request, tmp_path) -> Store:
    return Store("sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'new' / 'board.db'}")


def figures(*values: float, unit: str = "T01", base: float = float("nan")) -> Observations:
    """One indicator's months from January on."""
    return Observations.of((unit, "C03", "", f"2026-{month:02d}", value, base, "", "表.csv", "", month + 1)
                           for month, value in enumerate(values, start=1))


def count(store: Store, table) -> int:
    with store.engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def values(store: Store) -> list[float]:
    return list(store.observations().table.sort_values(["unit", "month"])["value"])


def test_a_new_store_is_empty_at_revision_0(store):
    assert store.revision() == 0
    assert len(store.observations().table) == 0


def test_what_is_stored_comes_back_as_it_was(store):
    given = figures(1.5, 68_212_208.25, base=31.0)
    store.add(given, "表.csv")
    assert store.observations().table.equals(given.table)


def test_a_missing_base_comes_back_as_missing(store):
    store.add(figures(4), "表.csv")
    assert store.observations().table["base"].isna().all()


def test_the_revision_grows_with_each_batch(store):
    assert [store.add(figures(*given), "表.csv").revision for given in ((1,), (1, 2), (1, 2, 3))] == [1, 2, 3]
    assert store.revision() == 3


def test_only_what_is_new_or_changed_makes_a_batch(store):
    store.add(figures(1, 2), "一.csv")
    done = store.add(figures(1, 5, 3), "二.csv")
    assert (done.revision, done.rows) == (2, 2)
    assert values(store) == [1, 5, 3]


def test_the_same_content_makes_no_batch(store):
    store.add(figures(1, 2), "一.csv")
    done = store.add(figures(1, 2), "又一份.csv")
    assert (done.revision, done.rows) == (1, 0)
    assert count(store, batch) == 1


def test_a_changed_denominator_is_a_change(store):
    store.add(figures(1, base=30), "一.csv")
    assert store.add(figures(1, base=31), "二.csv").rows == 1
    assert store.add(figures(1), "三.csv").rows == 1


def test_superseded_rows_stay(store):
    store.add(figures(1), "一.csv")
    store.add(figures(2), "二.csv")
    assert values(store) == [2]
    assert count(store, observation) == 2


def test_a_correction_back_to_the_first_figure_counts(store):
    for value in (1, 2, 1):
        store.add(figures(value), "表.csv")
    assert values(store) == [1]
    assert store.revision() == 3


def test_a_batch_that_fails_leaves_nothing(store):
    store.add(figures(1), "一.csv")
    spoilt = figures(2, 3)
    spoilt.table["file"] = spoilt.table["file"].astype(object).where(spoilt.table["month"] != "2026-02", None)
    with pytest.raises(IntegrityError):
        store.add(spoilt, "坏.csv")
    assert (store.revision(), values(store), count(store, batch)) == (1, [1], 1)


def test_a_store_opened_again_goes_on_where_it_was(tmp_path):
    url = f"sqlite:///{tmp_path / 'board.db'}"
    Store(url).add(figures(1), "一.csv")
    again = Store(url)
    assert (again.revision(), values(again)) == (1, [1])
    assert again.add(figures(1, 2), "二.csv").revision == 2


def test_imports_at_the_same_time_take_turns_and_lose_nothing(tmp_path):
    url = f"sqlite:///{tmp_path / 'board.db'}"
    stores = [Store(url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda at: stores[at].add(figures(at, unit=f"T{at}"), f"{at}.csv"), range(4)))
    assert sorted(each.revision for each in done) == [1, 2, 3, 4]
    assert sorted(values(stores[0])) == [0, 1, 2, 3]


def test_of_two_imports_of_one_figure_the_one_with_the_higher_revision_counts(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'board.db'}")
    with ThreadPoolExecutor(2) as pool:
        done = dict(zip((10, 20), pool.map(lambda value: store.add(figures(value), f"{value}.csv"), (10, 20)), strict=True))
    assert values(store) == [max(done, key=lambda value: done[value].revision)]


def test_several_batches_at_once_are_all_kept_or_none(store):
    store.add_all([(figures(1), "一.csv"), (figures(1, 2), "二.csv")])
    assert (store.revision(), values(store)) == (2, [1, 2])
    spoilt = figures(9)
    spoilt.table["file"] = None
    with pytest.raises(IntegrityError):
        store.add_all([(figures(1, 2, 3), "三.csv"), (spoilt, "坏.csv")])
    assert (store.revision(), values(store)) == (2, [1, 2])


def test_no_batch_at_all_is_nothing_done(store):
    assert store.add_all([]).rows == 0


def test_an_earlier_revision_is_as_it_was_known_then(store):
    store.add(figures(1), "一.csv")
    store.add(figures(2, 3), "二.csv")
    assert list(store.observations(1).table["value"]) == [1]
    assert list(store.observations(2).table["value"]) == [2, 3]
    assert store.observations(0).table.empty


def test_a_month_was_the_newest_until_a_later_one_came(store):
    for given in (figures(1), figures(9), figures(9, 2), figures(8, 2), figures(8, 2, 3, 4)):   # January corrected before and after February
        store.add(given, "表.csv")
    newest = [store.revision_ending(f"2026-{month:02d}", upto=5) for month in range(1, 5)]
    assert newest == [2, 4, None, 5]            # March came with April in one batch
    assert store.revision_ending("2026-02", upto=3) == 3
    assert store.revision_ending("2026-02", upto=2) is None
