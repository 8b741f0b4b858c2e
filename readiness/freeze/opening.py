"""A frozen board opened: reckoned by today's program from the configuration and the revision that were kept, and held against the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.board import Board, Kept
from readiness.configuration import Configuration, configuration_of
from readiness.freeze.differences import Differences, differences
from readiness.freeze.results import tables_of
from readiness.problems import ProblemsFound
from readiness.store import Frozen, Store


@dataclass(frozen=True)
class Opened:
    """`board` may be shown where there are no `differences`, and only there; `files` always, for they are what they were."""

    frozen: Frozen
    board: Board | None
    differences: Differences
    files: Mapping[str, bytes]


def open_frozen(today: Board, frozen: Frozen) -> Opened:
    """`today`: any board of the store that keeps it."""
    store = today.store
    files = store.pieces_of(frozen.id, "file")
    try:
        configuration = configuration_of(store.pieces_of(frozen.id, "configuration"))
    except ProblemsFound as found:
        return Opened(frozen, None, Differences(why=f"现在的程序读不懂定格时的细则和目标：{found.problems[0].what}"), files)
    board = today.under(configuration, frozen.revision, Kept(frozen.name, frozen.as_of, files))
    return Opened(frozen, board, _beside(board, frozen, configuration, store), files)


def _beside(board: Board, frozen: Frozen, configuration: Configuration, store: Store) -> Differences:
    if frozen.as_of not in board.months or frozen.as_of[:4] not in map(str, configuration.rubrics):
        return Differences(why="定格时的数据已经不在数据库里。")
    kept = {name: content.decode() for name, content in store.pieces_of(frozen.id, "table").items()}
    found = differences(kept, tables_of(board, frozen.as_of))
    same_data = board.observations.digest() == frozen.data
    return found if same_data else Differences(found.cells, found.wordings, "数据库里的数据和定格时不是同一份。")
