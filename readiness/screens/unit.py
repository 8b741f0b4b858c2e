"""One unit that must speak: where it stands, what it owes and what it is asked to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from readiness.board import View
from readiness.rotation import MOST, Slot
from readiness.screens.items import OwedItem, items_of
from readiness.screens.screen import boxes_of

ITEMS = 5                # what is left of the screen under the unit's line


@dataclass(frozen=True)
class UnitCall:
    """The unit's line, its five boxes of a hundred points, and the first of `count` items that owe: the red ones, then by points."""

    unit: str
    unit_name: str
    kind: str
    total: float
    grade: str
    rank: float
    tied: bool
    peers: int
    rank_change: float
    total_change: float
    owed: float
    light: str
    escalation: str
    silent_items: int
    struck: tuple[str, ...]
    owner: str
    sponsor: str
    boxes: Mapping[str, float]
    items: tuple[OwedItem, ...]
    count: int


def speakers(view: View, slot: Slot) -> list[str]:
    """The units of a slot, by id: those that it names (an earlier county may lack one), else those with a red light and then
    whoever owes most.
    """
    if slot.speakers:
        return [unit for unit in slot.speakers if unit in view.county.units]
    units = view.units[(view.units["kind"] != "county") & view.units["owed"].notna()]
    first = units.assign(red=units["light"] == "red").sort_values(["red", "owed"], ascending=False, kind="stable")
    return first["unit"].head(slot.most or MOST).tolist()


def unit_call(view: View, unit: str) -> UnitCall:
    """What the screen of `unit` (an id) says."""
    table = view.units_on_100
    row = table[table["unit"] == unit].iloc[0]
    gaps = view.gaps[view.gaps["unit"] == unit]
    first = gaps.assign(red=gaps["light"] == "red").sort_values(["red", "owed_on_100"], ascending=False, kind="stable")
    return UnitCall(**{name: row[name] for name in _AS_THEY_STAND}, tied=bool(row["tied"]), peers=int(row["peers"]),
                    silent_items=int(row["silent_items"]), struck=tuple(_words(row["vetoes"])),
                    boxes=boxes_of(row), items=tuple(items_of(first.head(ITEMS))), count=len(gaps))


_AS_THEY_STAND = ("unit", "unit_name", "kind", "total", "grade", "rank", "rank_change", "total_change", "owed", "light", "escalation", "owner",
                  "sponsor")


def _words(text: str) -> Iterator[str]:
    return filter(None, text.split("；"))
