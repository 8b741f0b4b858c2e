"""What every page begins with: `view = open_page("总览", "一句话说明本页。")`.

    guard → Chinese → board → as frozen, or as known when → two choices (数据截至, 口径) → who is here → header → may he? → the view they name

The choices are made once, in the sidebar, and live in the address: they survive a change of page, and a link that is
sent on shows its reader the same figures.  Where the rubric or the data cannot be trusted, the page shows what is
wrong and how to put it right, and stops.
"""

from datetime import date
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.account_line import account_line
from pages.parts.address import accept_ids, named
from pages.parts.chinese import speak_chinese
from pages.parts.entry import app_wide, ensure_entry
from pages.parts.frozen_board import asked_frozen, draw_frozen_line, refuse_other_figures
from pages.parts.known import as_known, as_known_words
from pages.parts.opened import opened_board
from pages.parts.person import refuse_unless
from pages.parts.problem_rows import problem_rows
from pages.parts.style import CSS, LOGO
from pages.parts.wall_link import wall_link
from pages.parts.wall_look import CSS as WALL_CSS
from pages.parts.wall_script import run_the_wall
from pages.parts.words import month_name
from readiness.board import DEFAULT_BASIS, Board, View
from readiness.freeze import Opened
from readiness.problems import Problem, ProblemsFound
from readiness.words import BASES

PRODUCT = "一分不欠"
# Two blanks before the break: Markdown's way to a new line.
BASIS_HELP = "  \n".join((
    "现状: 以后什么都不再发生，能得多少分。", "序时: 按到本月应完成的进度，能得多少分。", "预计: 剩余月份照预期走下去，能得多少分。",
    "最好: 剩余月份做到最好，最多能得多少分。", "最差: 剩余月份差到底，也已到手多少分。",
))


def open_page(title: str, lead: str, needs: Literal["report", "correct"] | None = None, may_be_empty: bool = False,
              wall: bool = False) -> View:
    """Open the board on what the reader chose, draw the header, and return the view.

    A page that writes says what right it `needs`; whoever lacks it is told so, and the page stops.  Each write asks again.
    A page that `may_be_empty` is there before there are any figures, on this month or the last of the newest rubric's year.
    On the `wall` there is nothing but the figures: what is chosen stands in the address alone.
    """
    ensure_entry()
    # An emoji, for Streamlit fetches a `:material/…:` page icon from another host.
    st.set_page_config(page_title=f"{title} · {PRODUCT}", page_icon="📋", layout="wide")
    st.logo(LOGO, size="large")
    with st.sidebar, app_wide():
        speak_chinese()
    if wall:
        return _on_the_wall(title)
    newest = _trusted_board(title)
    with st.sidebar, app_wide():
        choices, version = st.container(), st.container()      # chosen last and seldom: 数据版本 stands below
    frozen = asked_frozen(newest, version)
    if frozen and frozen.differences:
        _foot()
        refuse_other_figures(title, frozen)
    board = frozen.board if frozen else as_known(newest, version)
    view = board.view(*_choices([frozen.frozen.as_of] if frozen else _months(title, board, may_be_empty), choices))
    _foot(view, title)
    _header(title, lead, view)
    _say_what_board(board, newest, frozen, view.basis)
    if needs:
        refuse_unless(needs)
    return view


def _say_what_board(board: Board, newest: Board, frozen: Opened | None, basis: str) -> None:
    if frozen:
        draw_frozen_line(frozen, basis)
    elif board is not newest:
        st.warning(as_known_words(board))


def _on_the_wall(title: str) -> View:
    """The same guard and the same view without furniture; while the board is opened the wall that is up stays where it is."""
    st.html(WALL_CSS)
    run_the_wall()
    with st.container():                      # the words 正在读取数据 stand within, and so in nobody's place
        newest = _trusted_board(title)
    frozen = asked_frozen(newest, None)
    if frozen:
        refuse_other_figures(title, frozen)
        return frozen.board.view(frozen.frozen.as_of, named("basis", BASES, DEFAULT_BASIS))
    board = as_known(newest, None)
    months = _months(title, board, False)
    as_of = named("as_of", {month: month_name(month) for month in months}, months[-1])
    return board.view(as_of, named("basis", BASES, DEFAULT_BASIS))


def _trusted_board(title: str) -> Board:
    try:
        board = opened_board()
    except ProblemsFound as found:
        _show_problems(title, found.problems)
        st.stop()
    return board


def _months(title: str, board: Board, may_be_empty: bool) -> list[str]:
    """The months to choose from; before there are any figures the one that is to be reported."""
    if board.months:
        return board.months
    if may_be_empty:
        return [min(f"{date.today():%Y-%m}", f"{max(board.configuration.rubrics)}-12")]
    _foot()
    st.title(title, anchor=False)
    st.info("还没有数据。请先在“数据填报”里导入各单位的月报。")
    st.stop()


def _show_problems(title: str, problems: tuple[Problem, ...]) -> None:
    st.title(title, anchor=False)
    st.error(f"配置或数据有 {len(problems)} 处问题，改好之前不出分数。改完保存，再刷新本页。")
    st.table(problem_rows(problems))


def _choices(months: list[str], place: DeltaGenerator) -> tuple[str, str]:
    """The month and the basis: the latest month and 预计 unless the reader or the address says otherwise.

    today 现状: nothing more happens;  schedule 序时: judged against what is due by now;  forecast 预计: the months left as expected;
    best 最好: the best still possible;  worst 最差: the worst still possible.
    """
    accept_ids("as_of", {month: month_name(month) for month in months})
    accept_ids("basis", BASES)
    with place, app_wide():
        as_of = st.selectbox("数据截至", months[::-1], format_func=month_name, key="as_of", bind="query-params")
        basis = st.segmented_control(
            "口径", list(BASES), format_func=BASES.get, default=DEFAULT_BASIS, required=True, help=BASIS_HELP,
            key="basis", bind="query-params",
        )  # fmt: skip
    return as_of, basis


def _foot(view: View | None = None, title: str = "") -> None:
    with st.sidebar, app_wide():
        if view:
            wall_link(view, title)
        account_line()


def _header(title: str, lead: str, view: View) -> None:
    st.html(CSS)
    st.title(title, anchor=False)
    with st.container(key="stamp", horizontal=True, horizontal_alignment="distribute"):
        st.markdown(lead, width="content")
        st.markdown(stamp(view), width="content")


def stamp(view: View) -> str:
    """数据截至 2026年5月 · 口径 序时 · 指纹 3fa9c1: two readers with the same line see the same figures."""
    return f"数据截至 **{view.as_of_name}** · 口径 **{view.basis_name}** · 指纹 **{view.fingerprint}**"
