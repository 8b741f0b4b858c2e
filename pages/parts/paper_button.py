"""A button that makes a paper when it is pressed, and not before."""

import streamlit as st

from readiness.board import View
from readiness.papers import PAPERS


def paper_button(view: View, kind: str, unit: str = "", main: bool = False) -> None:
    """Download one of `PAPERS`, of a unit (an id) where it is about one; why there is none where the figures give no reason for it."""
    paper = PAPERS[kind]
    why = paper.why_not(view, unit)
    st.download_button(
        f"下载{paper.name} ({paper.ending.upper()})", lambda: paper.make(view, unit), file_name=paper.file_name(view, unit), mime=paper.mime,
        on_click="ignore", disabled=bool(why), type="primary" if main else "secondary", key=f"paper_{kind}", help=why or paper.holds,
    )  # fmt: skip
