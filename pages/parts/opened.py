"""The one board of all sessions, opened again when the store or the configuration has changed."""

import streamlit as st

from readiness.board import Board, open_board


@st.cache_resource(show_spinner="正在读取数据…", validate=lambda board: not board.stale())
def opened_board() -> Board:
    """Raises `ProblemsFound`."""
    return open_board()
