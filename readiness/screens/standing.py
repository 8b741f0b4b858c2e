"""乡镇排名, 部门排名: who stands where, with light, total, grade, move and five boxes; on as many screens as it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.board import View
from readiness.screens.screen import boxes_of, pages_of


@dataclass(frozen=True)
class Place:
    """One unit's place; `boxes` are of a hundred points, `struck` says that a veto lowers its grade."""

    rank: float
    tied: bool
    unit_name: str
    light: str
    total: float
    grade: str
    rank_change: float
    boxes: Mapping[str, float]
    struck: bool


@dataclass(frozen=True)
class Standing:
    """Some of `count` places, in their order."""

    places: tuple[Place, ...]
    count: int


def standings(view: View, kind: str) -> list[Standing]:
    """All units of a kind, the best first, screen by screen; none where there are no units."""
    units = view.units_on_100[view.units_on_100["kind"] == kind]
    rows = units.sort_values(["rank", "unit"], na_position="last", kind="stable").to_dict("records")
    return [Standing(tuple(_place(rows[at]) for at in page), len(rows)) for page in pages_of(len(rows))]


def _place(row: Mapping) -> Place:
    return Place(row["rank"], bool(row["tied"]), row["unit_name"], row["light"], row["total"], row["grade"], row["rank_change"],
                 boxes_of(row), bool(row["vetoes"]))
