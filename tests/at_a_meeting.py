"""A small county on disk and in a store, frozen for a meeting; and all that may become of it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from readiness.access import Person
from readiness.board import Board, open_board
from readiness.freeze import Opened, freeze, open_frozen
from readiness.observations import Observations
from readiness.store import Frozen, Origin, Store
from tests.small import Small, item, level

CLERK = Person("甲", "clerk")
# May of each unit: A is an amount of 10 (10 points), B a level of 100 (10 points); so the totals are 45 and 90.
FIGURES = {("T01", "A"): 5, ("T01", "B"): 40, ("T02", "A"): 9, ("T02", "B"): 90}
TOTALS = {"T01": 45.0, "T02": 90.0}


def reported(figures: Mapping[tuple[str, str], float], month: int) -> Observations:
    return Observations.of((unit, key, "", f"2026-{month:02d}", value, np.nan, "", "表.csv", "", 2) for (unit, key), value in figures.items())


@dataclass
class Meeting:
    """`folder` and `store` are those of the county; `frozen` is its May."""

    folder: Path
    store: Store
    frozen: Frozen = field(init=False)

    def __post_init__(self) -> None:
        small().write(self.folder)
        self.store.add(Observations.joined([*(reported(dict.fromkeys(FIGURES, 0), month) for month in range(1, 5)), reported(FIGURES, 5)]),
                       Origin("import", "甲"))
        self.frozen = freeze(self.today(), "2026-05", "5月 调度会", CLERK, "县长主持")

    def today(self) -> Board:
        """The board opened anew."""
        return open_board(self.folder)

    def opened(self) -> Opened:
        """The frozen board opened anew."""
        return open_frozen(self.today(), self.frozen)

    def change_everything(self) -> None:
        """A counts 5 points against a target of 20, a unit comes, one is renamed, May is corrected and June comes in."""
        changed = small({"T01": {"name": "新镇"}, "T02": {}, "T03": {}}, A=item(5, target=20))
        changed.write(self.folder)
        self.store.add(reported({("T01", "A"): 7}, 5), Origin("edit", "乙", "报错了"))
        self.store.add(reported({("T01", "A"): 1, ("T02", "A"): 0, ("T03", "A"): 8, ("T02", "B"): 95}, 6), Origin("import", "乙"))


def small(townships: Mapping[str, dict] | None = None, **changed: dict) -> Small:
    return Small({"A": item(), "B": level(), **changed}, townships or {"T01": {}, "T02": {}})


def totals(board: Board, as_of: str, basis: str = "today") -> dict[str, float]:
    units = board.view(as_of, basis).units.set_index("unit")
    return {unit: total for unit, total in units["total"].items() if total == total and units["kind"][unit] == "township"}
