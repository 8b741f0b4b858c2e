"""定格: what was shown at a meeting, kept under a name; made here, found here, and held beside today."""

import pandas as pd
import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.frame import open_page
from pages.parts.frozen_board import draw_files, frozen_link, frozen_words, opened_frozen, why_read_only
from pages.parts.frozen_today import draw_today
from pages.parts.listing import listing
from pages.parts.person import person, writer
from pages.parts.take_in import draw_outcome, said_of
from pages.parts.words import month_name, plain
from readiness.board import View
from readiness.freeze import freeze
from readiness.freeze.taking import LONGEST
from readiness.store import Frozen, beijing

LIST_COLUMNS = ["frozen_name", "as_of", "made_at", "made_by", "note", "revision", "fingerprint"]
HEIGHT = 320


def draw_list(known: list[Frozen]) -> None:
    """Each with its link."""
    table = pd.DataFrame([{"frozen_name": one.name, "as_of": month_name(one.as_of), "made_at": beijing(one.at), "made_by": one.account,
                           "note": one.note, "revision": one.revision, "fingerprint": one.fingerprint} for one in known])
    st.html(listing(table, LIST_COLUMNS, LIST_COLUMNS[:1], HEIGHT, "已有的定格", {"frozen_name": [frozen_link(one) for one in known]}))
    st.caption("点名字打开当时的看板，各页、各清单都是定格时的样子；链接可以发给别人。")


def draw_form(view: View) -> None:
    """For those who may; each write asks again."""
    who = person()
    if who is None or not who.may_correct:
        st.caption("定格由考核办经办人和管理员做。")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input("名字", key="frozen_name", max_chars=LONGEST, placeholder="例：5月调度会")
        st.text_input("说明（可不填）", key="frozen_note", max_chars=200, placeholder="例：县长主持，通报第 6 期")
        st.button(f"定格{month_name(view.as_of)}", type="primary", key="freeze", on_click=take, args=(view,))
    st.caption(f"把数据截至{month_name(view.as_of)}的细则、目标、数据和得分按这个名字永久保存，约十秒。不能改写，不能删除；要定格别的月份，先在左侧“数据截至”里选。")


def take(view: View) -> None:
    """The write."""
    def write() -> str:
        done = freeze(view.board, view.as_of, st.session_state["frozen_name"], writer(), st.session_state["frozen_note"])
        st.session_state["frozen_name"] = st.session_state["frozen_note"] = ""
        return f"已定格“{plain(done.name)}”：数据截至{month_name(done.as_of)}，数据版本 {done.revision}，指纹 {done.fingerprint}。"

    st.session_state["froze"] = said_of(write)


def draw_one(view: View, known: list[Frozen]) -> None:
    """One of them: what was kept, and why totals are others today."""
    st.subheader("和现在比", anchor=False)
    place, _ = st.columns([1.6, 2])
    names = {str(one.id): f"{one.name} · {month_name(one.as_of)}" for one in known}
    number = int(choose_kept("which_frozen", "哪个定格", names, place, {str(one.id): str(one.id) for one in known}))
    opened = opened_frozen(view.board, next(one for one in known if one.id == number))
    st.markdown(frozen_words(opened.frozen))
    with st.container(horizontal=True):
        draw_files(opened, view.basis)
    if opened.differences:
        st.error(f"现在的程序算不出和定格时一样的结果，不能和现在比：{plain(str(opened.differences))}")
    else:
        draw_today(view, opened)


view = open_page("定格", "开会时是什么数，以后还是什么数：把一个月的细则、数据和得分按名字永久保存。")
if view.board.store is None:
    st.info(why_read_only(view.board))
    st.stop()
draw_outcome("froze")
draw_form(view)
known = view.board.store.frozen()
if not known:
    st.info("还没有定格。开会或发通报之前做一个，以后细则、数据怎么变，都能打开当时的看板。")
    st.stop()
draw_list(known)
draw_one(view, known)
