"""The papers there are: how each is asked for in a shell, its name, its kind of file, what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from readiness.board import View
from readiness.papers.bulletin import bulletin
from readiness.papers.orders import reminder, supervision_order
from readiness.papers.score_sheet import score_sheet

_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES: Mapping[str, str] = {"docx": f"{_OFFICE}wordprocessingml.document", "xlsx": f"{_OFFICE}spreadsheetml.sheet",
                            "pptx": f"{_OFFICE}presentationml.presentation"}


@dataclass(frozen=True)
class Paper:
    """One paper; `of_unit` where it is about one unit, which `make` is then given (an id, empty where it is not)."""

    name: str
    ending: str
    of_unit: bool
    make: Callable[[View, str], bytes]

    @property
    def mime(self) -> str:
        """What a browser is told that the file is."""
        return TYPES[self.ending]

    def file_name(self, view: View, unit: str = "") -> str:
        """青澜县_督办单_河湾镇_2026-05.docx"""
        what = f"{self.name}_{view.county.units[unit].name}" if unit else self.name
        return view.file_name(what, self.ending)


PAPERS: Mapping[str, Paper] = {
    "bulletin": Paper("通报", "docx", False, lambda view, _: bulletin(view)),
    "order": Paper("督办单", "docx", True, supervision_order),
    "reminder": Paper("提醒函", "docx", True, reminder),
    "score-sheet": Paper("评分表", "docx", True, score_sheet),
}
