"""The table of 单位得分: which rows and columns, how they are shown, and the same as a file.

Figures go to the table already rounded half up, because its own format rounds the binary number; so what is seen is
what `numbers.shown` says, and a click on a heading still sorts by the number.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from readiness.charts.look import LIGHT_COLOURS
from readiness.numbers import rounded
from readiness.words import COLUMNS, LIGHTS

ORDERS = {"rank": "名次", "owed": "欠分最多", "total_change": "较上月退步最多", "rank_change": "名次下降最多", "silent_items": "未报最多"}
_MOST_FIRST = ("owed", "silent_items")
_WHOLE = ["rank", "rank_change", "rank_in_type"]
_POINTS = ["total", "owed", "bonus", "deduction", "total_change"]
_TOWNSHIPS_ONLY = ("type", "rank_in_type")
_COLUMNS = ("rank", "tied", "unit_name", "type", "total", "grade", "owed", "bonus", "deduction", "total_change",
            "rank_change", "rank_in_type", "light", "silent_items", "risks")
# Pixels a column: together they fit beside the menu on a screen of 1366.
_WIDTHS = {"rank": 46, "tied": 46, "unit_name": 76, "type": 64, "total": 62, "grade": 52, "owed": 60, "bonus": 46,
           "deduction": 46, "total_change": 64, "rank_change": 72, "rank_in_type": 72, "light": 60, "silent_items": 58,
           "risks": 72, "course": 54}
_NAME_OF_DEPARTMENT = 136


def pick(units: pd.DataFrame, kind: str, types: Sequence[str], order: str) -> pd.DataFrame:
    """The rows of `View.units` and the columns that the table and the file have, in the order chosen."""
    rows = units[(units["kind"] == kind) & (units["type"].isin(types) if types else True)]
    rows = rows.sort_values([order, "rank", "unit"], ascending=[order not in _MOST_FIRST, True, True], kind="stable")
    hidden = () if kind == "township" else _TOWNSHIPS_ONLY
    if not rows["tied"].any():
        hidden = (*hidden, "tied")
    return rows[[column for column in _COLUMNS if column not in hidden]].astype(
        {column: "Int64" for column in _WHOLE if column not in hidden}
    )


def as_shown(rows: pd.DataFrame, courses: Mapping[str, Sequence[float]]) -> pd.DataFrame:
    """`rows` rounded and in words; `courses` are the last months' totals by unit name."""
    table = rows.copy()
    table[_POINTS] = rounded(rows[_POINTS].to_numpy(dtype=float), 2) + 0.0  # no −0.00
    table["light"] = [[LIGHTS[light]] for light in rows["light"]]
    table["rank_change"] = rows["rank_change"].replace(0, pd.NA)      # shown as —
    if "tied" in table:
        table["tied"] = rows["tied"].map({True: "并列", False: ""})
    table["course"] = [list(courses.get(name, ())) for name in rows["unit_name"]]
    return table


def columns(table: pd.DataFrame) -> dict[str, Any]:
    """Headings, widths and formats for `st.dataframe`."""
    return {column: _column(table, column) for column in table.columns}


def _column(table: pd.DataFrame, column: str) -> Any:
    width = _NAME_OF_DEPARTMENT if column == "unit_name" and "type" not in table else _WIDTHS[column]
    if column == "course":
        totals = [total for course in table["course"] for total in course]
        return st.column_config.LineChartColumn("走势", width=width, help="最近六个月的总分",
                                                y_min=min(totals, default=0), y_max=max(totals, default=100))
    if column == "light":
        return st.column_config.MultiselectColumn(COLUMNS[column], width=width, options=list(LIGHTS.values()),
                                                  color=[LIGHT_COLOURS[light] for light in LIGHTS])
    if column in _POINTS:
        form = "%+.2f" if column == "total_change" else "%.2f"
        return st.column_config.NumberColumn(COLUMNS[column], width=width, format=form)
    if column in _WHOLE:
        return st.column_config.NumberColumn(COLUMNS[column], width=width, format="%+d" if column == "rank_change" else "%d")
    return st.column_config.Column(COLUMNS[column], width=width)
