"""催报清单 on the page: a block of plain text for each call, copied with one click; and the same as rows of a file."""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from readiness.health import calls_of

COLUMNS = ["call_name", "call_kind", "owner", "sponsor", "items", "missing", "since", "due_day", "at_stake", "county_at_stake", "words"]


def call_blocks(rows: pd.DataFrame, height: int) -> None:
    """A block a call for rows of `Health.overdue`, in their order, in a frame that scrolls where they are many."""
    with st.container(height=height, gap="small", border=False):
        for call in calls_of(rows):
            st.code(call.words, language=None, wrap_lines=True)


def call_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """A row a call."""
    return pd.DataFrame([asdict(call) for call in calls_of(rows)])[COLUMNS]
