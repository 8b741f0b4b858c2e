"""Faults and doubts of files as a table and as a file: where, what was written, what is wrong, what to do."""

from collections.abc import Sequence

import pandas as pd

from pages.parts.listing import listing
from readiness.problems import Problem

COLUMNS = ["file", "sheet", "row", "letter", "place", "written", "problem", "remedy"]
MOST = 300        # rows of a table: whoever has more faults has one, many times
HEIGHT = 460


def fault_rows(problems: Sequence[Problem]) -> pd.DataFrame:
    """`COLUMNS`, a row a fault."""
    rows = [(one.file, one.sheet, str(one.line or ""), one.column, one.place, one.value, one.what, one.fix) for one in problems]
    return pd.DataFrame(rows, columns=COLUMNS)


def fault_table(problems: Sequence[Problem], alt: str, of_files: bool = True) -> str:
    """HTML of the first `MOST`; where the figures were typed in a table there is no file to name."""
    rows = fault_rows(problems[:MOST])
    columns = [column for column in COLUMNS if of_files or column not in ("file", "sheet", "row", "letter")]
    used = [column for column in columns if column not in ("sheet", "letter", "written") or rows[column].any()]
    return listing(rows, used, [], HEIGHT, alt, {})
