"""The usual layout: one row a figure, its columns in any order, strange columns between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from readiness.observations.layouts.title import Title
from readiness.observations.rows import Page, Row, has_formula, heads_of, letters, missing, picked, twice
from readiness.observations.sheet import Line

REQUIRED = ("unit", "indicator", "month", "value")


def header(cells: Sequence[Any]) -> dict[str, int] | None:
    """Code word → column, where this row is a header: it names two of the required columns, and not unit and month alone."""
    heads = heads_of(cells)
    there = {code for code in REQUIRED if code in heads}
    return heads if len(there) >= 2 and there != {"unit", "month"} else None


def rows(lines: Iterator[Line], heads: dict[str, int], top: Line, title: Title, page: Page) -> Iterator[Row]:
    """The rows below the header; unit and month may stand in the title instead of a column."""
    number, cells = top
    absent = [code for code in ("unit", "month") if code not in heads]
    given = {**title.given("unit"), **({"month": title.declared} if title.declared else {})}
    given = {code: word for code, word in given.items() if code in absent}
    if any([twice(cells, heads, number, page), missing(REQUIRED, {**heads, **dict.fromkeys(given, 0)}, cells, number, page)]):
        return
    columns = letters(heads) | {code: title.place(code)[1] for code in given}
    above = {code: title.place(code)[0] for code in given}
    for line, found in lines:
        row = picked(found, heads)
        if ("value" in row or "base" in row) and not has_formula(line, row, heads, page):
            yield Row(page.file, page.sheet, line, title.declared, given | row if given else row, columns, above)
