"""The papers there are: how each is asked for in a shell, its name, its kind of file, what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from readiness.board import View
from readiness.gaps import listed
from readiness.papers.bulletin import bulletin
from readiness.papers.gap_workbook import gap_workbook
from readiness.papers.orders import reminder, supervision_order, why_no_order, why_no_reminder
from readiness.papers.score_sheet import score_sheet
from readiness.papers.slides import slides

_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES: Mapping[str, str] = {"docx": f"{_OFFICE}wordprocessingml.document", "xlsx": f"{_OFFICE}spreadsheetml.sheet",
                            "pptx": f"{_OFFICE}presentationml.presentation"}


@dataclass(frozen=True)
class Paper:
    """One paper, and what it holds in a few words; `unit` says whether it is about one unit: always, never, or as one likes.

    `make` is given the unit's id, empty where there is none.  So is `why_not`, which says why there is nothing to make; `make`
    raises `NoPaper` then.
    """

    name: str
    ending: str
    unit: Literal["always", "never", "maybe"]
    make: Callable[[View, str], bytes]
    holds: str
    why_not: Callable[[View, str], str] = lambda view, unit: ""

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
    "bulletin": Paper("通报", "docx", "never", lambda view, _: bulletin(view),
                      "公文格式：总体进展、乡镇和部门排名、各单位红灯事项、下步要求、未报数据，附整改清单。"),
    "slides": Paper("调度会幻灯片", "pptx", "never", lambda view, _: slides(view),
                    "一屏一页，图和表都能改：全县、排名、红色事项、变化、走势、否决、未报、要发言的单位。"),
    "gaps": Paper("差距清单", "xlsx", "maybe", gaps_of, "每一项欠分一行，带筛选、冻结表头、灯的颜色和打印设置。"),
    "order": Paper("督办单", "docx", "always", supervision_order, "到了督办一步的红灯事项：依据、差距、怎么补上、时限、责任人。", why_no_order),
    "reminder": Paper("提醒函", "docx", "always", reminder, "其余的红灯、黄灯事项和未报的数据。", why_no_reminder),
    "score-sheet": Paper("评分表", "docx", "always", score_sheet, "每项指标的得分和算法，怎么合成总分。"),
}
