"""数据版本: the board as it was known after a batch, or on a day, for every page at once.

The choice stands in the address: ?known=7 is the seventh revision, ?known=2026-06-10 what was known at the end of that day.
"""

import re
from collections.abc import Mapping
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.address import accept_ids, named
from pages.parts.entry import app_wide
from readiness.board import Board
from readiness.store import beijing

KEY = "known"
NEWEST = "最新"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def known_link(revision: int) -> str:
    """The address of 总览 as it was known at a revision."""
    return f"./?{KEY}={revision}"


def as_known(board: Board, place: DeltaGenerator | None) -> Board:
    """The board that the reader asks for: the newest unless the address or the sidebar names an earlier one.

    Without a `place` for the choice the address alone is asked.
    """
    if board.store is None or len(board.batches) < 2:
        return board
    names = {str(row["revision"]): f"版本 {row['revision']} · {beijing(row['at'])}" for row in board.batches.to_dict("records")}
    names.update(_day_asked(board, names))
    chosen = _choice(names, place) if place else names.get(named(KEY, names, ""))
    revision = next((int(key) for key, name in names.items() if name == chosen and key.isdigit()), board.revision)
    return board if revision == board.revision else board.as_known(revision)


def _choice(names: Mapping[str, str], place: DeltaGenerator) -> str:
    accept_ids(KEY, names)
    with place, app_wide():
        return st.selectbox("数据版本", list(dict.fromkeys([NEWEST, *names.values()])), key=KEY, bind="query-params",
                            help="看以前某一次写入之后的看板：各页、各清单都按当时的数据；细则和目标按现在的。")


def as_known_words(board: Board) -> str:
    """What stands over every page that shows an earlier state."""
    return f"您看的是以前的数据（版本 {board.revision}），不是最新的。要看最新的，在左侧“数据版本”里选“最新”。"


def _day_asked(board: Board, names: Mapping[str, str]) -> dict[str, str]:
    """What the address says, where it names a day, with the revision that was then the last."""
    word = st.query_params.get(KEY, "")
    try:
        revision = board.store.revision_on(date.fromisoformat(word)) if DAY.fullmatch(word) else None
    except ValueError:
        return {}
    if revision is None:
        return {}
    before = "版本 0 · 还没有数据"
    return {word: names.get(str(revision), before), **({} if revision else {"0": before})}
