"""A 定格 is taken: by whom who may, under a name that is free, of what is in force at this moment."""

from __future__ import annotations

import re

from readiness.access import Person
from readiness.board import Board
from readiness.configuration import digest_of, files_of
from readiness.freeze import results
from readiness.store import Frozen

LONGEST = 40
NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f/\\?#&%<>|*\"]")       # an address or a file would stumble over it


class CannotFreeze(Exception):
    """Why this cannot be kept; the message says so to people."""


def freeze(board: Board, as_of: str, name: str, person: Person, note: str = "") -> Frozen:
    """Rubric, targets, units, settings, data revision and results of a month, kept for ever under `name`.

    Raises `NotAllowed`, `CannotFreeze` and the store's `NameTaken`.
    """
    person.must_correct()
    name = sound_name(name)
    if board.store is None:
        raise CannotFreeze("只有最新的数据可以定格。先选“最新”，不看以前的版本和已有的定格。")
    if as_of not in board.months:
        raise CannotFreeze(f"{as_of} 没有数据，不能定格。")
    files = files_of(board.configuration.folder)
    if digest_of(files) != board.configuration.digest:
        raise CannotFreeze("细则、目标或单位表刚刚改过。刷新本页，核对得分之后再定格。")
    pieces = {"configuration": files, "file": results.files_of(board, as_of),
              "table": {key: table.encode() for key, table in results.tables_of(board, as_of).items()}}
    return board.store.freeze(Frozen(name, person.account, note.strip(), as_of, board.revision, board.fingerprint(as_of),
                                     board.configuration.digest, board.observations.digest()), pieces)


def sound_name(name: str) -> str:
    """The name without blanks around it; raises `CannotFreeze` where it is none for a link and a file."""
    name = " ".join(name.split())
    if not name:
        raise CannotFreeze("定格要有名字，比如“5月调度会”。")
    if len(name) > LONGEST:
        raise CannotFreeze(f"名字太长，最多 {LONGEST} 个字。")
    if name.isdecimal():
        raise CannotFreeze("名字不能只有数字，那是定格的编号。")
    if NOT_IN_A_NAME.search(name) or name.startswith("."):
        raise CannotFreeze("名字里不能有 / \\ ? # & % < > | * \" 这些符号，也不能以点开头。")
    return name
