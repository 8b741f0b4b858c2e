"""红色事项: unit, item, amount, person, date; and what one unit owes, likewise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from readiness.board import View
from readiness.gaps import red as red_gaps
from readiness.screens.screen import ROWS


@dataclass(frozen=True)
class OwedItem:
    """One item that owes: `owed` points of a hundred, `takes` says what wins them back."""

    unit_name: str
    indicator_name: str
    light: str
    owed: float
    takes: str
    owner: str
    deadline: str


@dataclass(frozen=True)
class Items:
    """The first of `count` items, most owed first."""

    items: tuple[OwedItem, ...]
    count: int


def red(view: View) -> Items:
    """The red items that owe most."""
    found = red_gaps(view.gaps)
    return Items(tuple(items_of(found.head(ROWS))), len(found))


def items_of(gaps: pd.DataFrame) -> Iterable[OwedItem]:
    """Rows of `View.gaps`, in their order."""
    return (_item(row) for row in gaps.to_dict("records"))


def _item(row: Mapping) -> OwedItem:
    return OwedItem(row["unit_name"], row["indicator_name"], row["light"], float(row["owed_on_100"]), row["takes"], row["owner"],
                    row["deadline"])
