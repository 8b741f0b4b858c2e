"""红色事项: the red cells that owe, each told once."""

from __future__ import annotations

import pandas as pd


def red_items(gaps: pd.DataFrame) -> pd.DataFrame:
    """The red rows of `gap_table`, most owed first.

    A county-level item stands once, at its lead: those who support it owe the same figure, and would fill the list with it.
    """
    at_lead = (gaps["kind"] != "county") | (gaps["lead"] == "")
    return gaps[(gaps["light"] == "red") & at_lead & (gaps["role"] != "support")]
