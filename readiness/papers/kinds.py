"""The papers there are: how each is asked for in a shell, its name, its kind of file, what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from readiness.board import View
from readiness.gaps import listed
from readiness.papers.bulletin import bulletin
from readiness.papers.gap_workbook import gap_workbook
from readiness.papers.orders import reminder, supervision_order
from readiness.papers.score_sheet import score_sheet

_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES: Mapping[str, str] = {"docx": f"{_OFFICE}wordprocessingml.document", "xlsx": f"{_OFFICE}spreadsheetml.sheet",
                            "pptx": f"{_OFFICE}presentationml.presentation"}


@dataclass(frozen=True)
class Paper:
    """One paper; `unit` says whether it is about one unit, of whom `make` is then given the id: always, never, or as one likes."""

    name: str
    ending: str
    unit: Literal["always", "never", "maybe"]
    make: Callable[[View, str], bytes]

    @property
    def mime(self) -> str:
        """What a browser is told that the file is."""
        return TYPES[self.ending]

    def file_name(self, view: View, unit: str = "") -> str:
        """青澜县_督办单_河湾镇_2026-05.docx"""
        what = f"{self.name}_{view.county.units[unit].name}" if unit else self.name
        return view.file_name(what, self.ending)


def gaps_of(view: View, unit: str) -> bytes:
    """差距清单 of one unit, or of all where none is named."""
    return gap_workbook(view, listed(view.gaps_beside_pace, {"unit": [unit] if unit else []}))


PAPERS: Mapping[str, Paper] = {
    "bulletin": Paper("通报", "docx", "never", lambda view, _: bulletin(view)),
    "order": Paper("督办单", "docx", "always", supervision_order),
    "reminder": Paper("提醒函", "docx", "always", reminder),
    "score-sheet": Paper("评分表", "docx", "always", score_sheet),
    "gaps": Paper("差距清单", "xlsx", "maybe", gaps_of),
}
