"""Everything that a month's figures come to, as text: tables for programs, and the files that people take away."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from readiness.board import Board, View
from readiness.exports import csv
from readiness.exports.lists import CELL_COLUMNS, CHARGE_COLUMNS, UNIT_COLUMNS
from readiness.exports.machine import as_csv
from readiness.gaps import LIST_COLUMNS
from readiness.words import BASES

WHOLE = {column: "Int64" for column in ("rank", "rank_in_type", "rank_change")}
ANY_BASIS = "forecast"          # what is the same on every basis is asked of this one

BY_BASIS: Mapping[str, Callable[[View], pd.DataFrame]] = {
    "units": lambda view: view.units.astype(WHOLE), "categories": lambda view: view.categories, "cells": lambda view: view.cells,
    "gaps": lambda view: view.gaps,
}
ONCE: Mapping[str, Callable[[View], pd.DataFrame]] = {
    "needs": lambda view: view.needs, "overdue": lambda view: view.health.overdue.drop(columns="ends", errors="ignore"),
    "charges": lambda view: view.charges, "trend": lambda view: view.trend, "prospects": lambda view: _prospects(view),
}
TABLES = (*BY_BASIS, *ONCE)
FILES: Mapping[str, Callable[[View], pd.DataFrame]] = {
    "差距清单": lambda view: view.gaps_beside_pace.assign(number=range(1, len(view.gaps) + 1))[LIST_COLUMNS],
    "单位得分": lambda view: view.units.astype(WHOLE)[UNIT_COLUMNS], "指标得分": lambda view: view.cells[CELL_COLUMNS],
    "责任分摊": lambda view: view.charges.rename(columns={"owed": "charged"})[CHARGE_COLUMNS],
}
ON_ONE_BASIS = {"责任分摊": ANY_BASIS}


def piece_name(what: str, basis: str) -> str:
    """差距清单_today, needs: the basis where there is one for each."""
    return what if what in ONCE else f"{what}_{ON_ONE_BASIS.get(what, basis)}"


def tables_of(board: Board, as_of: str) -> dict[str, str]:
    """Every table by its piece's name; numbers as `repr` writes them."""
    found = {piece_name(what, basis): as_csv(table(board.view(as_of, basis))) for basis in BASES for what, table in BY_BASIS.items()}
    return found | {what: as_csv(table(board.view(as_of, ANY_BASIS))) for what, table in ONCE.items()}


def files_of(board: Board, as_of: str) -> dict[str, bytes]:
    """Every file by its piece's name, as the pages would write it now."""
    views = {basis: board.view(as_of, basis) for basis in BASES}
    return {piece_name(what, basis): csv.write(table(view), as_of, basis, view.fingerprint)
            for basis, view in views.items() for what, table in FILES.items() if ON_ONE_BASIS.get(what, basis) == basis}


def _prospects(view: View) -> pd.DataFrame:
    """What each unit's year is likely to come to: the total's range, and the chance of each grade."""
    seen = view.chances
    grades = {grade.name: chance for grade, chance in zip(view.rubric.grades, seen.grades, strict=True)}
    return pd.DataFrame({"unit": list(view.county.units), "total": seen.total, "low": seen.total_low, "high": seen.total_high, **grades})
