"""投影: the county's figures on a wall, screen after screen; see docs/projection.md.

All screens are sent in one piece and turned over in the browser.  The server is only asked, every few seconds, whether there is
anything new; what is new is drawn in place, on the screen that is up.
"""

import streamlit as st

from pages.parts.address import named
from pages.parts.drawn import kept
from pages.parts.frame import open_page
from pages.parts.frozen_board import asked_frozen
from pages.parts.opened import opened_board
from pages.parts.wall_stage import stage
from readiness.board import Board, View
from readiness.problems import ProblemsFound
from readiness.screens import screens_of

LOOK_EVERY = 5           # seconds
FAULTS = '<p class="wall-fault" role="alert">配置或数据有问题，画面是改动前的。请考核办打开“总览”，按提示的行改好。</p>'


def screens_html(view: View) -> str:
    """Made once for all who look at the same.  What is shown and in what order is today's, also of figures that are not."""
    newest = opened_board()
    rotation, note = newest.configuration.rotation, not_today_s(view, newest)
    unit = named("unit", {key: one.name for key, one in view.county.units.items()}, "")
    return kept(view, f"wall {rotation} {unit} {note}", lambda: stage(view, screens_of(view, rotation, unit), note))


def not_today_s(view: View, newest: Board) -> str:
    """What every reader must know of figures that are not today's."""
    if frozen := asked_frozen(newest, None):
        return f"定格“{frozen.frozen.name}”"
    return "" if view.board is newest else f"以前的数据（版本 {view.revision}）"


@st.fragment(run_every=LOOK_EVERY)
def look_for_news(board: Board) -> None:
    """Draw everything anew where the figures or the configuration are no longer those of `board`; stay where they are faulty."""
    try:
        newest = opened_board()
    except ProblemsFound:
        st.html(FAULTS)
        return
    if newest is not board:
        st.rerun()


view = open_page("投影", "全县得分轮播。", wall=True)
st.html(screens_html(view))
look_for_news(opened_board())
