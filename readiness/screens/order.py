"""The screens of a rotation in their order; what has nothing to show (no units of a kind, no month before) has no screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from readiness.board import View
from readiness.rotation import DEFAULT, Rotation, Slot
from readiness.screens.changes import changes
from readiness.screens.county import county_line
from readiness.screens.items import red
from readiness.screens.screen import Screen
from readiness.screens.standing import standings
from readiness.screens.trend import trend
from readiness.screens.unit import speakers, unit_call
from readiness.screens.unreported import unreported
from readiness.screens.vetoes import vetoes
from readiness.words import SCREENS


def screens_of(view: View, rotation: Rotation = DEFAULT, unit: str = "") -> list[Screen]:
    """A screen for each slot of `rotation`, several where it takes several; each once.

    `unit` (an id) has a screen of its own, too, at the end where the rotation does not call it.
    """
    found: dict[str, Screen] = {}
    for slot in rotation.screens:
        for screen in _SLOTS[slot.screen](view, slot, rotation.seconds_of(slot)):
            found.setdefault(screen.key, screen)
    if unit in view.county.units:
        asked = _unit(view, unit, rotation.seconds)
        found.setdefault(asked.key, asked)
    return list(found.values())


def _one(make: Callable) -> Callable[[View, Slot, float], Iterator[Screen]]:
    def screens(view: View, slot: Slot, seconds: float) -> Iterator[Screen]:
        content = make(view)
        if content is not None:
            yield Screen(slot.screen, SCREENS[slot.screen], content, seconds)

    return screens


def _standings(kind: str) -> Callable[[View, Slot, float], Iterator[Screen]]:
    def screens(view: View, slot: Slot, seconds: float) -> Iterator[Screen]:
        pages = standings(view, kind)
        for at, page in enumerate(pages, start=1):
            yield Screen(slot.screen, SCREENS[slot.screen], page, seconds, at, len(pages))

    return screens


def _units(view: View, slot: Slot, seconds: float) -> Iterator[Screen]:
    return (_unit(view, unit, seconds) for unit in speakers(view, slot))


def _unit(view: View, unit: str, seconds: float) -> Screen:
    name = view.county.units[unit].name
    return Screen("unit", name, unit_call(view, unit), seconds, unit=unit, unit_name=name)


_SLOTS: Mapping[str, Callable[[View, Slot, float], Iterator[Screen]]] = {
    "county": _one(county_line), "townships": _standings("township"), "departments": _standings("department"), "red_items": _one(red),
    "changes": _one(changes), "trend": _one(trend), "vetoes": _one(vetoes), "unreported": _one(unreported), "unit": _units,
}
