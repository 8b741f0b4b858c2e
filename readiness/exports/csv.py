"""CSV for Chinese Excel: UTF-8 with BOM, Chinese headers, exactly the rows that are on the screen.

Text that Excel would take for a formula is neutralised; the last columns carry 数据截至, 口径 and 指纹.
"""

from __future__ import annotations

import csv
import io
import math
from typing import Any

import numpy as np
import pandas as pd

from readiness.words import BASES, CODED, COLUMNS

BOM = "\ufeff"
_STAMP = ("as_of", "basis", "fingerprint")


def write(table: pd.DataFrame, as_of: str, basis: str, fingerprint: str) -> bytes:
    """`table` (code-word columns) as a file; numbers unrounded, empty where there is none."""
    own = [column for column in table.columns if column not in _STAMP]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([COLUMNS[column] for column in (*own, *_STAMP)])
    for row in table[own].itertuples(index=False):
        cells = (_cell(column, value) for column, value in zip(own, row, strict=True))
        writer.writerow([*cells, as_of, BASES[basis], fingerprint])
    return (BOM + out.getvalue()).encode()


def _cell(column: str, value: Any) -> Any:
    value = value.item() if isinstance(value, np.generic) else value
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, float):
        return repr(value)
    return neutral(CODED.get(column, {}).get(value, value)) if isinstance(value, str) else value


def neutral(text: str) -> str:
    """Text that a spreadsheet cannot run: a leading = + - @ or control character gets an apostrophe before it."""
    risky = text and (text[0] in "=+-@" or text[0] < " ")
    return f"'{text}" if risky else text
