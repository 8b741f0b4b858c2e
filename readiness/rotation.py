"""What is shown on the wall, in what order and for how long (投影): `config/screens.yaml`.

    screens.yaml + county → `Rotation`, or every problem with its line

Without the file the wall shows `DEFAULT`.  No figure rests on it, so it is no part of the configuration's digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from readiness.county import County
from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.rubric.setting import Setting
from readiness.yaml_file import Document, build, read

FILE = "screens.yaml"
Name = Literal["county", "townships", "departments", "red_items", "changes", "trend", "vetoes", "unreported", "unit"]
Seconds = Annotated[float, Field(ge=3, le=600)]


class Slot(Setting):
    """One place of the rotation.  `screen` says what is shown, `seconds` for how long, where that is not as long as the others.

    Of unit screens `speakers` names the units that must speak, by id or name; without it the board calls them, those with a
    red light first, then whoever owes most, and `most` says how many.
    """

    screen: Name
    seconds: Seconds | None = None
    speakers: tuple[str, ...] = ()
    most: Annotated[int, Field(ge=1, le=20)] | None = None


class Rotation(Setting):
    """What `config/screens.yaml` holds.  `seconds` is how long a screen stands, `screens` which ones, in their order."""

    seconds: Seconds = 15
    screens: Annotated[tuple[Slot, ...], Field(min_length=1)]

    def seconds_of(self, slot: Slot) -> float:
        """How long a slot stands."""
        return self.seconds if slot.seconds is None else slot.seconds


DEFAULT = Rotation(screens=(Slot(screen="county", seconds=20), *(Slot(screen=name) for name in (
    "townships", "departments", "red_items", "changes", "trend", "vetoes", "unreported", "unit"))))
MOST = 5                 # units that are called where nobody says how many


def read_rotation(folder: Path, county: County) -> Rotation:
    """The rotation that `folder` describes, with units by id; raises `ProblemsFound` with every fault."""
    path = folder / FILE
    if not path.exists():
        return DEFAULT
    document = read(path)
    rotation = build(document, Rotation)
    if problems := list(_faults(rotation, document, county)):
        raise ProblemsFound(problems)
    return rotation.model_copy(update={"screens": tuple(_by_id(slot, county) for slot in rotation.screens)})


def _by_id(slot: Slot, county: County) -> Slot:
    return slot.model_copy(update={"speakers": tuple(county.by_name[word] for word in slot.speakers)})


def _faults(rotation: Rotation, document: Document, county: County) -> Iterator[Problem]:
    for at, slot in enumerate(rotation.screens):
        here = ("screens", at)
        if slot.screen != "unit":
            yield from (document.problem((*here, name), f"只有 unit（单位）屏才写 {name}。", f"删去 {name}，或把 screen 改成 unit。")
                        for name in ("speakers", "most") if getattr(slot, name))
        elif slot.speakers and slot.most:
            yield document.problem((*here, "most"), "发言单位已经点名，不再按个数选。", "speakers 和 most 只留一个。")
        for row, word in enumerate(slot.speakers):
            if word not in county.by_name:
                yield document.problem((*here, "speakers", row), f"没有“{word}”这个单位。", did_you_mean(word, county.by_name, "核对 units.yaml。"))
