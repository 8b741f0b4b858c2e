"""Machine formats (CSV and JSON with code words as columns), for the command line: unrounded, empty where there is none."""

from __future__ import annotations

import csv
import io
import json
import math
from typing import Any

import numpy as np
import pandas as pd


def _cell(value: Any) -> Any:
    """A plain Python value; None where there is none, a whole number without its .0 where the column counts."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if isinstance(value, np.generic) else value


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{column: _cell(value) for column, value in row.items()} for row in table.to_dict("records")]


def as_csv(table: pd.DataFrame) -> str:
    """CSV text; numbers as `repr` writes them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in _records(table):
        writer.writerow(["" if value is None else repr(value) if isinstance(value, float) else value
                         for value in row.values()])
    return out.getvalue()


def as_json(table: pd.DataFrame) -> str:
    """A JSON array with an object a row."""
    return json.dumps(_records(table), ensure_ascii=False, indent=1)
