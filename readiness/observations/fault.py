"""One thing wrong with one row of a form, and how it is told."""

from __future__ import annotations

from readiness.observations.rows import HEADERS, Row, said
from readiness.problems import Problem

_LONGEST = 200


class Fault(Exception):
    """One thing wrong with one row: the column by code word ("" for the whole row), what is wrong, what to do."""

    def __init__(self, column: str, what: str, fix: str) -> None:
        super().__init__(what)
        self.column, self.what, self.fix = column, what, fix


def told(row: Row, fault: Fault) -> Problem:
    """The fault at its place in the user's own file."""
    column = fault.column
    named = row.named.get(column) or HEADERS[column][0] if column else ""
    whole_line = column in ("unit", "month") and "indicator" in row.lines       # the indicator stands above, the fault beside all of them
    place = " · ".join(filter(None, ("" if whole_line else said(row.cells.get("indicator")), named)))
    return Problem(row.lines.get(column, row.line), place, fault.what, fault.fix, row.file, row.sheet,
                   column=row.columns.get(column, ""), value=said(row.cells.get(column), _LONGEST))
