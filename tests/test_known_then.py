"""The board as it was known then: at a revision, on a day, when a month was the newest; on either database to the last digit."""

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest

from readiness.board import Board, open_board
from readiness.board import board as board_room
from readiness.observations import Observations
from readiness.store import Origin, Store
from tests.browser.screen import ROOT
from tests.small import Small, level


def reported(*rows: tuple[int, float]) -> Observations:
    return Observations.of(("T01", "A", "", f"2026-{month:02d}", value, np.nan, "", "表.csv", "", 2) for month, value in rows)


@pytest.fixture
def board(tmp_path) -> Board:
    """January, February, a correction of January, its undoing; one batch a day from 2 March on."""
    moments = iter(datetime(2026, 3, day, 4, tzinfo=UTC) for day in range(2, 9))
    store, small = Store(f"sqlite:///{tmp_path / 'board.db'}", clock=lambda: next(moments)), Small({"A": level(), "B": level()})
    for rows in ([(1, 50)], [(2, 60)], [(1, 40)]):
        store.add(reported(*rows), Origin("import", "甲"))
    store.undo(3, "甲", "报错了")
    return Board(small.board.configuration, store.observations(), store.revision(), store)


def test_a_board_as_known_then_has_the_figures_and_the_fingerprint_it_had(board):
    then = board.as_known(1)
    fresh = Board(board.configuration, reported((1, 50)), 1)
    assert (then.revision, then.months) == (1, ["2026-01"])
    assert then.fingerprint("2026-01") == fresh.fingerprint("2026-01") != board.fingerprint("2026-01")


def test_after_an_undo_the_fingerprint_is_again_what_it_was_before(board):
    assert board.fingerprint("2026-02") == board.as_known(2).fingerprint("2026-02") != board.as_known(3).fingerprint("2026-02")


def test_the_end_of_a_day_tells_the_revision(board):
    known = [board.known_on(date(2026, 3, day)).revision for day in range(1, 8)]
    assert known == [0, 1, 2, 3, 4, 4, 4]
    assert board.known_on(date(2026, 3, 5)) is board


def test_a_board_as_known_then_knows_no_later_day(board):
    assert board.as_known(2).known_on(date(2026, 3, 5)).revision == 2


def test_a_bridge_of_then_tells_corrections_of_then(board):
    """As it was known at revision 3, January had been corrected by −10; now it has not."""
    causes = {revision: dict(board.as_known(revision).bridge("2026-01", "2026-02", "today").of("T01").groupby("cause")["change"].sum())
              for revision in (3, 4)}
    assert causes[3]["correction"] == pytest.approx(-5)
    assert "correction" not in causes[4]


def test_only_the_last_few_are_kept(board, monkeypatch):
    monkeypatch.setattr(board_room, "EARLIER_KEPT", 2)
    first = board.as_known(1)
    assert board.as_known(1) is first
    board.as_known(2), board.as_known(3)
    assert board.as_known(1) is not first


def test_a_board_from_files_knows_no_other_day():
    assert Small({"A": level()}).report("T01", "A", 50).board.known_on(date(2026, 3, 1)) is None


def test_a_board_is_stale_once_there_is_a_batch_or_a_backup_took_the_place_of_all(board, tmp_path, monkeypatch):
    monkeypatch.setattr(board_room, "stamp_of", lambda folder: board.configuration.stamp)
    assert not board.stale()
    board.store.backup(tmp_path / "copy.db")
    board.store.restore(tmp_path / "copy.db", replace=True)
    assert board.store.revision() == board.revision
    assert board.stale()


def test_the_demo_county_scores_on_postgresql_as_on_sqlite_to_the_last_digit(new_database, monkeypatch):
    boards = []
    for kind in ("sqlite", "postgresql"):
        monkeypatch.setenv("READINESS_DATABASE_URL", new_database(kind))
        open_board(ROOT / "config")                                  # fills the store
        boards.append(open_board(ROOT / "config"))
    for month in ("2024-12", "2025-07", "2026-05"):
        views = [board.view(month, "today") for board in boards]
        pd.testing.assert_frame_equal(views[0].cells, views[1].cells, check_exact=True)
        assert views[0].fingerprint == views[1].fingerprint
    pd.testing.assert_frame_equal(*(board.observations.table for board in boards), check_exact=True)
