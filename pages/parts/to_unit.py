"""Roads to a unit's page; each keeps the month and the basis the reader chose."""

from urllib.parse import urlencode

import streamlit as st

from pages.parts.words import month_name
from readiness.board import View
from readiness.words import BASES

_VISITS = "visits_to_unit"


def link(view: View, unit: str, **more: str) -> str:
    """An address for HTML, relative so that it holds under any base path; its words are those that the inputs write."""
    return f"unit?{urlencode({'unit': unit, 'as_of': month_name(view.as_of), 'basis': BASES[view.basis], **more})}"


def go_to_unit(unit: str, **more: str) -> None:
    """Open the page of `unit` (a name) at once; the month and the basis belong to the whole app and go along."""
    st.session_state[_VISITS] = st.session_state.get(_VISITS, 0) + 1
    st.session_state.pop("category", None)  # an input keeps its value from page to page: an earlier visit's must not narrow this
    st.switch_page("pages/unit.py", query_params={"unit": unit, **more})


def fresh(key: str) -> str:
    """A key for an input whose selection leads away: who comes back finds nothing selected and is not sent off again."""
    return f"{key}_{st.session_state.get(_VISITS, 0)}"
