"""Figures, drawn once for all sessions and shown in one way.

A chart whose figure changes is mounted anew in the browser, with a flicker and its selection lost; so an unchanged one
must be the same, byte for byte.  The view's fingerprint, month and basis, with the chart's name and choices, say which.
"""

from collections.abc import Callable

import streamlit as st

from readiness.board import View
from readiness.charts import Figure
from readiness.charts.look import CONFIG


@st.cache_resource(max_entries=300, show_spinner=False)
def _kept(name: str, fingerprint: str, as_of: str, basis: str, _draw: Callable[[], Figure]) -> Figure:
    return _draw()


def drawn(view: View, name: str, draw: Callable[[], Figure]) -> Figure:
    """The figure that `draw` makes of `view`; `name` holds the chart and every choice that `draw` depends on."""
    return _kept(name, view.fingerprint, view.as_of, view.basis, draw)


def show(figure: Figure, key: str, alt: str) -> None:
    """The figure in the house's look, as wide as its place; `alt` says in words what it shows."""
    st.plotly_chart(figure, key=key, alt=alt, theme=None, width="stretch", config=CONFIG)


def chosen(figure: Figure, key: str, alt: str) -> list[dict]:
    """As `show`, and the points that the reader clicked."""
    event = st.plotly_chart(figure, key=key, alt=alt, theme=None, width="stretch", config=CONFIG, on_select="rerun",
                            selection_mode="points")
    return event.selection.points
