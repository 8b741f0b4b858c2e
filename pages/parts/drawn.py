"""Figures and pieces of HTML, made once for all sessions; figures shown in one way.

A chart whose figure changes is mounted anew in the browser, with a flicker and its selection lost; so an unchanged one
must be the same, byte for byte.  The view's board, fingerprint, month and basis, with the chart's name and choices, say which.
"""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from readiness.board import View
from readiness.charts import Figure
from readiness.charts.look import CONFIG

Made = TypeVar("Made")


@st.cache_resource(max_entries=600, show_spinner=False)
def _kept(name: str, board: str, fingerprint: str, as_of: str, basis: str, _make: Callable[[], Made]) -> Made:
    return _make()


def kept(view: View, name: str, make: Callable[[], Made]) -> Made:
    """What `make` makes of `view`, made once; `name` says what it is and holds every choice that `make` depends on."""
    return _kept(name, str(view.board.asked_by), view.fingerprint, view.as_of, view.basis, make)


def drawn(view: View, name: str, draw: Callable[[], Figure]) -> Figure:
    """As `kept`, for a figure."""
    return kept(view, name, draw)


def show(figure: Figure, key: str, alt: str) -> None:
    """The figure in the house's look, as wide as its place; `alt` says in words what it shows."""
    st.plotly_chart(figure, key=key, alt=alt, theme=None, width="stretch", config=CONFIG)
