"""What is kept between runs: batches, revisions, nothing overwritten, nothing half-stored."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, date, datetime
from itertools import product

import numpy as np
import pandas as pd
import psycopg
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from readiness.observations import Observations
from readiness.problems import Problem
from readiness.store import CannotUndo, Origin, Overtaken, SourceFile, Store
from readiness.store.tables import batch, observation


@pytest.fixture(params=["sqlite", "postgresql", "memory"])
def store(request, new_database) -> Store:
    return Store("sqlite://" if request.param == "memory" else new_database(request.param))


def figures(*values: float, unit: str = "T01", base: float = float("nan")) -> Observations:
    """One indicator's months from January on."""
    return Observations.of((unit, "C03", "", f"2026-{month:02d}", value, base, "", "表.csv", "", month + 1)
                           for month, value in enumerate(values, start=1))


def by(*files: str, account: str = "甲", reason: str = "") -> Origin:
    return Origin("import", account, reason, tuple(SourceFile(name) for name in files))


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
    store.add(given, by("表.csv"))
    assert store.observations().table.equals(given.table)


def test_a_missing_base_comes_back_as_missing(store):
    store.add(figures(4), by("表.csv"))
    assert store.observations().table["base"].isna().all()


def test_the_revision_grows_with_each_batch(store):
    assert [store.add(figures(*given), by("表.csv")).revision for given in ((1,), (1, 2), (1, 2, 3))] == [1, 2, 3]
    assert store.revision() == 3


def test_only_what_is_new_or_changed_makes_a_batch(store):
    store.add(figures(1, 2), by("一.csv"))
    done = store.add(figures(1, 5, 3), by("二.csv"))
    assert (done.revision, done.rows) == (2, 2)
    assert values(store) == [1, 5, 3]


def test_the_same_content_makes_no_batch(store):
    store.add(figures(1, 2), by("一.csv"))
    done = store.add(figures(1, 2), by("又一份.csv"))
    assert (done.revision, done.rows) == (1, 0)
    assert count(store, batch) == 1


def test_a_changed_denominator_is_a_change(store):
    store.add(figures(1, base=30), by("一.csv"))
    assert store.add(figures(1, base=31), by("二.csv")).rows == 1
    assert store.add(figures(1), by("三.csv")).rows == 1


def test_superseded_rows_stay(store):
    store.add(figures(1), by("一.csv"))
    store.add(figures(2), by("二.csv"))
    assert values(store) == [2]
    assert count(store, observation) == 2


def test_a_correction_back_to_the_first_figure_counts(store):
    for value in (1, 2, 1):
        store.add(figures(value), by("表.csv"))
    assert values(store) == [1]
    assert store.revision() == 3


def test_a_batch_that_fails_leaves_nothing(store):
    store.add(figures(1), by("一.csv"))
    spoilt = figures(2, 3)
    spoilt.table["file"] = spoilt.table["file"].astype(object).where(spoilt.table["month"] != "2026-02", None)
    with pytest.raises((IntegrityError, psycopg.IntegrityError)):
        store.add(spoilt, by("坏.csv"))
    assert (store.revision(), values(store), count(store, batch)) == (1, [1], 1)


def test_a_store_opened_again_goes_on_where_it_was(database):
    Store(database).add(figures(1), by("一.csv"))
    again = Store(database)
    assert (again.revision(), values(again)) == (1, [1])
    assert again.add(figures(1, 2), by("二.csv")).revision == 2


def test_imports_at_the_same_time_take_turns_and_lose_nothing(database):
    stores = [Store(database) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda at: stores[at].add(figures(at, unit=f"T{at}"), by(f"{at}.csv")), range(4)))
    assert sorted(each.revision for each in done) == [1, 2, 3, 4]
    assert sorted(values(stores[0])) == [0, 1, 2, 3]


def test_of_two_imports_of_one_figure_the_one_with_the_higher_revision_counts(database):
    store = Store(database)
    with ThreadPoolExecutor(2) as pool:
        done = dict(zip((10, 20), pool.map(lambda value: store.add(figures(value), by(f"{value}.csv")), (10, 20)), strict=True))
    assert values(store) == [max(done, key=lambda value: done[value].revision)]


def test_several_batches_at_once_are_all_kept_or_none(store):
    store.add_all([(figures(1), by("一.csv")), (figures(1, 2), by("二.csv"))])
    assert (store.revision(), values(store)) == (2, [1, 2])
    spoilt = figures(9)
    spoilt.table["file"] = None
    with pytest.raises((IntegrityError, psycopg.IntegrityError)):
        store.add_all([(figures(1, 2, 3), by("三.csv")), (spoilt, by("坏.csv"))])
    assert (store.revision(), values(store)) == (2, [1, 2])


def test_no_batch_at_all_is_nothing_done(store):
    assert store.add_all([]).rows == 0


def test_an_earlier_revision_is_as_it_was_known_then(store):
    store.add(figures(1), by("一.csv"))
    store.add(figures(2, 3), by("二.csv"))
    assert list(store.observations(1).table["value"]) == [1]
    assert list(store.observations(2).table["value"]) == [2, 3]
    assert store.observations(0).table.empty


def test_a_month_was_the_newest_until_a_later_one_came(store):
    for given in (figures(1), figures(9), figures(9, 2), figures(8, 2), figures(8, 2, 3, 4)):   # January corrected before and after February
        store.add(given, by("表.csv"))
    newest = [store.revision_ending(f"2026-{month:02d}", upto=5) for month in range(1, 5)]
    assert newest == [2, 4, None, 5]            # March came with April in one batch
    assert store.revision_ending("2026-02", upto=3) == 3
    assert store.revision_ending("2026-02", upto=2) is None


# Remarks, previews


def test_a_remark_that_is_given_is_a_change_and_one_left_out_is_none(store):
    with_remark = Observations(figures(1).table.assign(remark="口径有变"))
    assert [store.add(given, by()).rows for given in (figures(1), with_remark, figures(1))] == [1, 1, 0]
    assert list(store.observations().table["remark"]) == ["口径有变"]


def test_an_import_whose_figures_changed_after_its_preview_is_overtaken_and_stores_nothing(store):
    seen = store.add(figures(1, 2), by()).revision
    store.add(figures(5), by())
    with pytest.raises(Overtaken, match="预览之后，其中 1 个数据又有了变化"):
        store.add(figures(3, 4), by(), seen)
    assert (store.revision(), values(store)) == (2, [5, 2])


def test_an_import_is_not_overtaken_by_other_figures(store):
    seen = store.add(figures(1), by()).revision
    store.add(figures(1, unit="T02"), by())
    assert store.add(figures(3, 4), by(), seen).revision == 3


# Undo, redo


def test_undo_puts_back_what_was_before_and_withdraws_what_was_new(store):
    for given in (figures(1, 2), figures(9, 2, 3)):
        store.add(given, by())
    before = store.observations(1).table
    assert store.undo(2, "乙", "报错了").rows == 2
    assert store.observations().table.sort_values("month", ignore_index=True).equals(before)
    assert (store.revision(), count(store, observation)) == (3, 6)


def test_undoing_an_undo_is_a_redo(store):
    for given in (figures(1), figures(9, 8)):
        store.add(given, by())
    known = [store.observations().table]
    for revision in (2, 3, 4, 5):
        store.undo(revision, "乙", "再想想")
        known.append(store.observations().table)
    assert [list(table["value"]) for table in known] == [[9, 8], [1], [9, 8], [1], [9, 8]]
    assert list(store.batches()["kind"]) == ["import", "import", "undo", "redo", "undo", "redo"]


def test_undo_leaves_what_a_later_batch_changed(store):
    for given in (figures(1, 2), figures(5)):
        store.add(given, by())
    done = store.undo(1, "乙", "")
    assert (done.rows, done.left, values(store)) == (1, 1, [5])


@pytest.mark.parametrize(("undone", "revision", "said"), [
    ([], 7, "没有第 7 批。"), ([2], 2, "第 2 批已由第 3 批撤销。"), ([], 1, "第 1 批的数据后来都改过了，没有可以撤销的。"),
    ([2, 3], 2, "第 2 批已由第 3 批撤销，又由第 4 批恢复；要再撤销，请撤销第 4 批。")])
def test_an_undo_that_could_put_nothing_back_says_why(store, undone, revision, said):
    for given in (figures(1), figures(5)):
        store.add(given, by())
    for each in undone:
        store.undo(each, "乙", "")
    with pytest.raises(CannotUndo, match=f"^{said}$"):
        store.undo(revision, "乙", "")
    assert store.revision() == 2 + len(undone)


# History


def test_batches_tell_who_when_why_from_which_files_and_who_undid_them(database):
    moments = iter([datetime(2026, 6, 1, 7, 30, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)])
    store = Store(database, clock=lambda: next(moments))
    store.add(figures(1), by("一.csv", "二.xlsx", account="李", reason="五月月报"))
    store.undo(1, "王", "报错了", "c0ffee")
    first, second = store.batches().to_dict("records")
    assert first == {"revision": 1, "at": datetime(2026, 6, 1, 7, 30), "account": "李", "kind": "import", "reason": "五月月报",
                     "files": "一.csv、二.xlsx", "rows": 1, "undoes": None, "undone_by": 2, "configuration": ""}
    assert (second["kind"], second["undoes"], second["undone_by"], second["configuration"]) == ("undo", 1, None, "c0ffee")


def test_a_batch_keeps_its_files_and_the_doubts_that_were_accepted(store):
    files = (SourceFile("一.csv", "ab" * 32, 3), SourceFile("二.csv", "cd" * 32, 0))
    doubts = (Problem(7, "C03 · 数值", "是上月的十倍。", "核对。", "一.csv", "", True, "E", "120"), Problem(0, "", "乙", "丙", doubt=True))
    store.add(figures(1), Origin("import", "甲", "核过", files, doubts))
    assert (store.files_of(1), store.doubts_of(1)) == (list(files), list(doubts))


def test_the_rows_of_a_batch_stand_beside_what_counted_before(store):
    for given in (figures(1, base=30), figures(2, 3, base=30)):
        store.add(given, by())
    columns = ["month", "value_before", "base_before", "value", "row"]
    assert store.rows_of(2)[columns].replace({np.nan: None}).to_numpy().tolist() == [["2026-01", 1, 30, 2, 2], ["2026-02", None, None, 3, 3]]


def test_a_cells_history_holds_every_row_it_ever_had_the_newest_first(store):
    store.add(figures(1), by(account="李"))
    store.add(figures(2), by(account="王", reason="更正"))
    store.undo(2, "赵", "改错了")
    history = store.cell_history("T01", "C03")
    assert history[["revision", "account", "kind", "value", "file", "reason"]].to_numpy().tolist() == [
        [3, "赵", "undo", 1, "表.csv", "改错了"], [2, "王", "import", 2, "表.csv", "更正"], [1, "李", "import", 1, "表.csv", ""]]


def test_between_two_revisions_only_what_differs_is_told(store):
    for given in (figures(1, 2, 3), figures(9, 5), figures(1)):        # January goes and comes back
        store.add(given, by())
    store.undo(1, "乙", "")                                            # March is withdrawn
    told = store.between(1, 4)[["month", "value_before", "value"]].replace({np.nan: None})
    assert told.to_numpy().tolist() == [["2026-02", 2, 5], ["2026-03", 3, None]]
    assert store.between(4, 1)[["month", "value_before", "value"]].equals(
        store.between(1, 4)[["month", "value", "value_before"]].set_axis(["month", "value_before", "value"], axis=1))
    assert store.between(4, 4).empty


def test_a_day_ends_at_midnight_in_beijing(database):
    moments = iter(datetime(2026, 5, *moment, tzinfo=UTC) for moment in ((1, 15, 59), (1, 16, 0), (3, 8, 0)))
    store = Store(database, clock=lambda: next(moments))
    for value in (1, 2, 3):
        store.add(figures(value), by())
    assert [store.revision_on(date(2026, *day)) for day in ((4, 30), (5, 1), (5, 2), (5, 3), (6, 1))] == [0, 1, 2, 3, 3]


def test_a_month_that_was_withdrawn_is_the_newest_no_longer(store):
    for given in (figures(1), figures(1, 2)):
        store.add(given, by())
    store.undo(2, "乙", "")
    assert [store.revision_ending(f"2026-{month:02d}", 3) for month in (1, 2)] == [3, 2]


OPERATIONS = st.lists(st.one_of(
    st.tuples(st.just("add"), st.dictionaries(st.integers(1, 4), st.integers(0, 2), min_size=1)),
    st.tuples(st.just("undo"), st.integers(1, 6))), max_size=8)


@drawn(operations=OPERATIONS)
@settings(max_examples=40, deadline=None)
def test_whatever_is_added_and_undone_every_revision_stays_as_it_was_known(operations):
    """Beside a plain list of dictionaries, which is what counted after each batch."""
    store, known, left_by = Store("sqlite://"), [{}], [{}]
    for word, what in operations:
        now = dict(known[-1])
        if word == "add":
            fresh = {month: value for month, value in what.items() if now.get(month) != value}
            store.add(Observations.of(("T01", "C03", "", f"2026-{month:02d}", float(value), np.nan, "", "表.csv", "", 2)
                                      for month, value in what.items()), by())
            now |= fresh
        else:
            fresh = _put_back(known, left_by, what)
            with nullcontext() if fresh else pytest.raises(CannotUndo):
                store.undo(what, "乙", "")
            now = {month: value for month, value in (now | fresh).items() if value is not None}
        if fresh:
            known.append(now)
            left_by.append(fresh)
    assert [_by_month(store.observations(revision).table) for revision in range(store.revision() + 1)] == known
    for old, new in product(range(len(known)), repeat=2):
        told = set(store.between(old, new)["month"].str[5:].astype(int))
        assert told == {month for month in range(1, 5) if known[old].get(month) != known[new].get(month)}


def _by_month(table: pd.DataFrame) -> dict[int, float]:
    return dict(zip(table["month"].str[5:].astype(int), table["value"], strict=True))


def _put_back(known: list[dict], left_by: list[dict], revision: int) -> dict:
    """What an undo has to put back: the figures that no later batch touched, as they were before it."""
    if not 0 < revision < len(known):
        return {}
    later = set().union(*left_by[revision + 1:])
    return {month: known[revision - 1].get(month) for month in left_by[revision] if month not in later}
