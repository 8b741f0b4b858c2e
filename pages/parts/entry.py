"""Puts right a first visit by deep link.

On a fresh process Streamlit takes `pages/` for its old kind of multi-page app: the first visitor who opens /gaps gets
`pages/gaps.py` without `dashboard.py` ever having run, so with no menu and with English titles (handbook/streamlit.md,
section 1.1; streamlit #9992, #8860).  So `dashboard.py` marks the session, and every page asks for the mark.
"""

from contextlib import AbstractContextManager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import boot  # noqa: F401  (every road into the app passes here, so what is heavy is loaded here)

MARK = "entered_by_dashboard"


def enter() -> None:
    """Say that `dashboard.py` ran in this session."""
    st.session_state[MARK] = True


def ensure_entry() -> None:
    """Run `dashboard.py` now if it has not run, keeping the page that was asked for.

    It asks once: a page that a test runs on its own has no `dashboard.py` to wait for.
    """
    if not st.session_state.get(MARK):
        enter()
        PagesManager.uses_pages_directory = False  # private: tests/test_shell.py holds it, requirements.txt pins it
        st.rerun()


def app_wide() -> AbstractContextManager[None]:
    """Inputs drawn within belong to the whole app, as if `dashboard.py` had drawn them.

    An input that belongs to a page loses what the address said when the reader opens the next page or goes back,
    for Streamlit takes it for another input (measured on 1.67: tests/browser/test_shell.py).
    """
    run = get_script_run_ctx()
    return run.run_with_active_hash(run.pages_manager.main_script_hash)  # private, as is the flag above
