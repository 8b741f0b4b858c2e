"""At the foot of the sidebar, however low the window: the way to the wall (投影), at the screen that goes with the page."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.parts.frozen_board import KEY as FROZEN
from pages.parts.known import KEY as KNOWN
from pages.parts.words import month_name
from readiness.board import DEFAULT_BASIS, View
from readiness.words import BASES

# The title of a page → the screen that says the same; any other page leads to the first.
SCREENS = {"单位得分": "townships", "单位": "unit", "趋势": "trend", "得分变化": "changes", "差距清单": "red_items", "数据质量": "unreported"}
CSS = """
<style>
:has(> .st-key-to_wall) { position: sticky; bottom: 0; z-index: 5; padding: 0.5rem 0; background: #F1F4F7; }
.to-wall { display: block; padding: 0.35rem 0; text-align: center; border: 1px solid #1F5F8B; border-radius: 0.25rem; background: #FFFFFF;
           color: #1F5F8B !important; text-decoration: none !important; font-weight: 700; }
.to-wall:hover, .to-wall:focus { background: #EAF2F8; }
</style>
"""


def wall_link(view: View, title: str) -> None:
    """A plain link: it can be sent on, and opened on another screen."""
    with st.container(key="to_wall"):
        st.html(f'{CSS}<a class="to-wall" href="{escape(wall_address(view, title))}" target="_self">投影</a>')


def wall_address(view: View, title: str) -> str:
    """What the address of the wall says: only what it would not choose by itself."""
    unit = st.query_params.get("unit") or st.session_state.get("unit_seen", "")
    said = {
        "screen": SCREENS.get(title, ""), "unit": unit if title == "单位" else "", **{key: st.query_params.get(key, "") for key in (KNOWN, FROZEN)},
        "as_of": month_name(view.as_of) if view.as_of != view.board.months[-1] else "",
        "basis": BASES[view.basis] if view.basis != DEFAULT_BASIS else "",
    }
    query = urlencode({key: word for key, word in said.items() if word})
    return f"wall?{query}" if query else "wall"
