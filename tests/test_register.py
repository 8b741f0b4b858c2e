"""The register of a year's figures: every row beside the one before it, as it was known at a revision."""

import pytest

from readiness.observations import Observations
from readiness.store import Origin, Store


@pytest.fixture
def store(database) -> Store:
    return Store(database)


def add(store: Store, month: str, value: float, account: str = "甲", unit: str = "T01", base: float = 4.0) -> None:
    store.add(Observations.of([(unit, "C03", "", month, value, base, "", "表.csv", "", 2)]), Origin("import", account, "有理由"))


def test_each_row_stands_beside_the_one_before_it(store):
    add(store, "2026-01", 1)
    add(store, "2026-01", 2, "乙")
    add(store, "2026-01", 2, "乙", base=5.0)
    told = store.register(2026, store.revision())
    assert told["number"].tolist() == [1, 2, 3]
    assert told["value_before"].fillna(-1).tolist() == [-1, 1, 2]
    assert told["base_before"].fillna(-1).tolist() == [-1, 4, 4]
    assert told["account"].tolist() == ["甲", "乙", "乙"]
    assert set(told["reason"]) == {"有理由"}


def test_units_and_months_are_figures_of_their_own(store):
    for unit in ("T01", "T02"):
        for month in ("2026-01", "2026-02"):
            add(store, month, 1, unit=unit)
    assert store.register(2026, store.revision())["number"].tolist() == [1, 1, 1, 1]


def test_other_years_and_later_revisions_are_not_in_it(store):
    add(store, "2025-12", 1)
    add(store, "2026-12", 1)
    add(store, "2026-12", 2)
    assert store.register(2026, 2)["value"].tolist() == [1]
    assert store.register(2027, 3).empty


def test_what_was_taken_back_has_no_value_and_comes_back_as_a_row(store):
    add(store, "2026-01", 1)
    store.undo(1, "乙", "导错了")
    store.undo(2, "乙", "没导错")
    told = store.register(2026, store.revision())
    assert told["kind"].tolist() == ["import", "undo", "redo"]
    assert told["value"].fillna(-1).tolist() == [1, -1, 1]
