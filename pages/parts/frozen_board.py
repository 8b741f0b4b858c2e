"""定格: the board as it was frozen, for every page at once; or, where today's program comes to other figures, that it is not shown.

The choice stands in the address: ?frozen=5月调度会, or by number.  What was kept is handed out as it was.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.address import accept_ids
from pages.parts.entry import app_wide
from pages.parts.words import month_name, plain
from readiness.board import Board, View
from readiness.exports import csv
from readiness.freeze import FILES, Opened, open_frozen, piece_name
from readiness.store import Frozen, beijing
from readiness.words import BASES

KEY = "frozen"
NONE = "不看定格"
OPEN_AT_ONCE = 4


@st.cache_resource(max_entries=OPEN_AT_ONCE, show_spinner="正在打开定格，并与保存的结果核对…")
def _opened(number: int, restored: int, _today: Board, _frozen: Frozen) -> Opened:
    return open_frozen(_today, _frozen)


def frozen_link(frozen: Frozen) -> str:
    """The address of 总览 as it was frozen."""
    return f"./?{urlencode({KEY: frozen.name})}"


def opened_frozen(today: Board, frozen: Frozen) -> Opened:
    """A frozen board, opened once for all sessions; `today`: the newest board."""
    return _opened(frozen.id, today.restored, today, frozen)


def asked_frozen(newest: Board, place: DeltaGenerator | None) -> Opened | None:
    """What the address or the sidebar asks for; None: the board of today.  An address that names none of ours stops the page.

    Without a `place` for the choice the address alone is asked.
    """
    known = newest.store.frozen() if newest.store else []
    word = st.query_params.get(KEY, "")
    if word and word != NONE and word not in {name for one in known for name in (one.name, str(one.id))}:
        st.error(f"没有叫“{plain(word)}”的定格。核对链接，或在“定格”页里找。")
        st.stop()
    if not known:
        return None
    names = {str(one.id): one.name for one in known}
    chosen = _choice(names, place) if place else names.get(word, word)
    return next((opened_frozen(newest, one) for one in known if one.name == chosen), None)


def _choice(names: Mapping[str, str], place: DeltaGenerator) -> str:
    accept_ids(KEY, names)
    with place, app_wide():
        return st.selectbox("定格", [NONE, *names.values()], key=KEY, bind="query-params",
                            help="看某次会议时的看板：细则、目标、数据和得分都是当时的。")


def refuse_other_figures(title: str, opened: Opened) -> None:
    """Where today's program comes to other figures than those kept, the page says so and gives what was kept, and stops."""
    if not opened.differences:
        return
    st.title(title, anchor=False)
    st.error(f"{frozen_words(opened.frozen)}\n\n现在的程序算不出和定格时一样的结果，所以不显示：{plain(str(opened.differences))}"
             "\n\n定格时的清单原件在下面；请把这段话告诉管理员。要看现在的看板，在左侧“定格”里选“不看定格”。")
    basis = st.segmented_control("口径", list(BASES), format_func=BASES.get, default="forecast", required=True, key="kept_basis")
    draw_files(opened, basis)
    st.stop()


def draw_frozen_line(opened: Opened, basis: str) -> None:
    """What stands over every page of a frozen board."""
    said, files = st.columns([6, 1], vertical_alignment="center")
    said.info(frozen_words(opened.frozen) + _wordings(opened))
    with files, st.popover("定格时的清单", width="stretch"):
        draw_files(opened, basis)


def frozen_words(frozen: Frozen) -> str:
    """定格“5月调度会”：2026年5月，2026-06-03 14:30 由甲定格。"""
    note = f"（{plain(frozen.note)}）" if frozen.note else ""
    who = f"{beijing(frozen.at)} 由 {plain(frozen.account)} 定格"
    return f"定格“**{plain(frozen.name)}**”{note}：数据截至{month_name(frozen.as_of)}，{who}。细则和数据后来的变化不在内。"


def _wordings(opened: Opened) -> str:
    count = opened.differences.wordings
    return f"有 {count} 处文字的写法和定格时不同，数字相同。" if count else ""


def draw_files(opened: Opened, basis: str) -> None:
    """The lists that were kept, on one basis, byte for byte."""
    for what in FILES:
        piece = piece_name(what, basis)
        on = BASES[piece.rpartition("_")[2]]
        st.download_button(f"{what}（{on}）", opened.files[piece], mime="text/csv", on_click="ignore", key=f"kept {opened.frozen.id} {piece}",
                           file_name=f"定格_{opened.frozen.name}_{what}_{on}_{opened.frozen.as_of}.csv")


def file_of(view: View, what: str, rows: pd.DataFrame) -> bytes:
    """A list as a file: of a frozen board the whole of it as it was kept, else `rows`."""
    if view.board.kept:
        return view.board.kept.files[piece_name(what, view.basis)]
    return csv.write(rows, view.as_of, view.basis, view.fingerprint)


def label_of(view: View, label: str, what: str) -> str:
    """A download's label: of a frozen board it says that all rows come, as they were."""
    return f"下载定格的{what} (CSV，全部)" if view.board.kept else label


def why_read_only(board: Board) -> str:
    """Why nothing can be written on a board without a store."""
    if board.kept:
        return "您看的是定格的看板，不能在上面写入。先在左侧“定格”里选“不看定格”。"
    return "您看的是以前某一版的数据，不能在上面写入。先在左侧“数据版本”里选“最新”。"
