"""Roads to a unit's page and to an indicator's; each keeps the month and the basis the reader chose."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.parts.words import month_name
from readiness.board import DEFAULT_BASIS, View
from readiness.words import BASES

_VISITS = "visits_to_unit"
ROAD_CSS = "<style>.road { color: #1F5F8B !important; font-weight: 700; text-decoration: none; }</style>"


def link(view: View, unit: str, **more: str) -> str:
    """The address of `unit` (a name)."""
    return _address(view, "unit", {"unit": unit}, more)


def link_to_indicator(view: View, indicator: str) -> str:
    """The address of the page with all units on one indicator."""
    return _address(view, "indicator", {"indicator": indicator}, {})


def link_to_bridge(view: View, unit: str) -> str:
    """The address of 得分变化 of `unit` (a name)."""
    return _address(view, "bridge", {"unit": unit}, {})


def road_to_indicator(view: View, indicator: str) -> str:
    """HTML that leads to the page with all units on one indicator."""
    address = escape(link_to_indicator(view, indicator))
    return f'{ROAD_CSS}<a class="road" href="{address}" target="_self">看各单位 →</a>'


def road_to_trend(view: View, unit: str) -> str:
    """HTML that leads to the months of `unit` (a name)."""
    address = escape(_address(view, "trend", {"unit": unit}, {}))
    return f'{ROAD_CSS}<a class="road" href="{address}" target="_self">看各月走势和名次 →</a>'


def _address(view: View, page: str, subject: dict[str, str], more: dict[str, str]) -> str:
    """An address for HTML, relative so that it holds under any base path; its words are those that the inputs write.

    What the inputs would choose anyway is left out, as they leave it out: an address that they had to rewrite would
    stand twice in the browser's history, and Back would lead nowhere.
    """
    chosen = {"as_of": month_name(view.as_of)} if view.as_of != view.board.months[-1] else {}
    chosen |= {"basis": BASES[view.basis]} if view.basis != DEFAULT_BASIS else {}
    return f"{page}?{urlencode({**subject, **chosen, **more, **view.board.asked_by})}"


def go_to_unit(unit: str, **more: str) -> None:
    """Open the page of `unit` (a name) at once; the month and the basis belong to the whole app and go along."""
    st.session_state[_VISITS] = st.session_state.get(_VISITS, 0) + 1
    st.session_state.pop("category", None)  # an input keeps its value from page to page: an earlier visit's must not narrow this
    st.switch_page("pages/unit.py", query_params={"unit": unit, **more})


def fresh(key: str) -> str:
    """A key for an input whose selection leads away: who comes back finds nothing selected and is not sent off again."""
    return f"{key}_{st.session_state.get(_VISITS, 0)}"
