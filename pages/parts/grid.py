"""Tables of code-word columns from which the reader picks a row: Chinese headers, half-up figures, lights as labels.

Numbers stay numbers, so that a column can be sorted.
"""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from pages.parts.columns import AMOUNTS, COUNTS, FIGURES, POINTS, halved_up, width_of
from readiness.charts.look import LIGHT_COLOURS
from readiness.words import CODED, COLUMNS, LIGHTS

ROW, HEADER = 35, 37     # pixels
# Where the screen's heading is shorter than the file's.
HEADINGS = {"indicator": "编号", "measure": "单位"}
ONE_LINE = {"takes": 330, "indicator_name": 212, "reason": 214, "rule": 196}     # here a text must do with one line


def pick_row(table: pd.DataFrame, columns: Sequence[str], key: str, alt: str, *, chosen: int | None,
             on_pick: Callable[[int], None], most: int) -> None:
    """The table, `most` rows of it in sight, one of them chosen; a click on another calls `on_pick` with its position."""

    def picked() -> None:
        rows = st.session_state[key].selection.rows
        if rows:
            on_pick(rows[0])

    height = HEADER + min(len(table), most) * ROW + 2
    default = None if chosen is None else {"selection": {"rows": [chosen]}}
    st.dataframe(
        said(table, columns), column_config={name: _column(name) for name in columns}, hide_index=True,
        placeholder="—", width="stretch", height=height, row_height=ROW, key=key, alt=alt,
        on_select=picked, selection_mode="single-row-required", selection_default=default,
    )  # fmt: skip


def said(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns asked for, code words said in Chinese and figures as they are displayed."""
    return pd.DataFrame({column: _said(column, table[column]) for column in columns})


def _said(column: str, values: pd.Series) -> object:
    if column == "light":
        return [[LIGHTS[light]] for light in values]
    if column in FIGURES:
        return halved_up(values)
    words = CODED.get(column, {})
    return [str(words.get(value, value)) or None for value in values]


def _column(name: str) -> dict:
    settings = {"label": HEADINGS.get(name, COLUMNS[name]), "width": ONE_LINE.get(name, width_of(name))}
    if name == "light":
        return st.column_config.MultiselectColumn(**settings, options=list(LIGHTS.values()),
                                                  color=[LIGHT_COLOURS[light] for light in LIGHTS])
    if name in POINTS:
        return st.column_config.NumberColumn(**settings, format="%.2f")
    if name in AMOUNTS | COUNTS:
        return st.column_config.NumberColumn(**settings)
    return st.column_config.TextColumn(**settings)
