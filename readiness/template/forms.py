"""Forms as files: whom they are for, what they are called, their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from readiness.board import Board
from readiness.county import County, Unit
from readiness.rubric import Rubric
from readiness.template.asked import Asked, Asking, NoForm
from readiness.template.guide import Heading
from readiness.template.known import Known
from readiness.template.saved import FIXED, saved
from readiness.template.workbook import workbook

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]|^[.\s]+|[.\s]+$')


@dataclass(frozen=True)
class _For:
    """Whom a form is for: one unit, one lead department, or everybody."""

    unit: Unit | None = None
    lead: Unit | None = None

    @property
    def name(self) -> str:
        if self.lead:
            return f"{self.lead.name}牵头"
        return self.unit.name if self.unit else "全部单位"

    @property
    def ids(self) -> dict[str, str]:
        return {word: unit.id for word, unit in (("unit", self.unit), ("lead", self.lead)) if unit}

    def figures(self, asking: Asking) -> list[Asked]:
        if self.lead:
            return asking.of_lead(self.lead)
        return asking.of_unit(self.unit) if self.unit else asking.of_all()

    def events(self, asking: Asking) -> list[Asked]:
        """What a lead department gathers are figures; events are told by the unit that they happened to."""
        units = [] if self.lead else [self.unit] if self.unit else asking.county.units.values()
        return asking.events_of(units)


@dataclass(frozen=True)
class _Month:
    """A month of a board: what it asks and what is known, shared by all its forms."""

    board: Board
    asking: Asking
    known: Known
    made: date

    def form(self, whom: _For) -> bytes:
        figures, events = whom.figures(self.asking), whom.events(self.asking)
        rubric, month = self.asking.rubric, self.asking.month
        heading = Heading(self.board.county_name, whom.name, rubric.year, month, rubric.title)
        if not figures and not events:
            raise NoForm(f"{whom.name}在 {heading.month_name}没有要报的数据。")
        ids = {"rubric": rubric.id, "month": f"{rubric.year}-{month:02d}", **whom.ids,
               "configuration": self.board.configuration.digest, "made": self.made.isoformat()}
        return saved(workbook(heading, figures, events, self.known, ids), heading.title)


def form(board: Board, month: str, *, unit: str = "", lead: str = "", made: date | None = None) -> bytes:
    """The form of one unit, of one lead department, or of everybody where neither is named; ids, and a month like 2026-06.

    Raises `NoForm` where the month has no rubric or asks nothing of them.
    """
    return _month(board, month, made).form(_whom(board.configuration.county, unit, lead))


def named_forms(board: Board, month: str, made: date | None = None) -> Iterator[tuple[str, bytes]]:
    """A form for each unit that is asked for something, with its file name."""
    asked = _month(board, month, made)
    for unit in asked.asking.county.units.values():
        if asked.asking.of_unit(unit) or asked.asking.events_of([unit]):
            yield file_name(board, month, unit=unit.id), asked.form(_For(unit))


def forms(board: Board, month: str, made: date | None = None) -> bytes:
    """The forms of all units as one ZIP file."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for name, content in named_forms(board, month, made):
            archive.writestr(ZipInfo(name, FIXED.timetuple()[:6]), content)
    return out.getvalue()


def file_name(board: Board, month: str, *, unit: str = "", lead: str = "") -> str:
    """青澜县_月报_河湾镇_2026-06.xlsx"""
    whom = _whom(board.configuration.county, unit, lead)
    safe = _safe(whom.name)
    apart = "" if safe == whom.name else f"_{_safe(unit or lead)}"      # two names may differ in what no file name can hold
    return f"{_safe(board.county_name)}_月报_{safe}{apart}_{month}.xlsx"


def zip_name(board: Board, month: str) -> str:
    """青澜县_月报_2026-06.zip"""
    return f"{_safe(board.county_name)}_月报_{month}.zip"


def month_after(month: str) -> str:
    """2027-01 for 2026-12: forms are made for the month after the newest data."""
    year, at = int(month[:4]), int(month[5:])
    return f"{year + at // 12}-{at % 12 + 1:02d}"


def _safe(name: str) -> str:
    return _NOT_IN_NAMES.sub("_", name)


def _whom(county: County, unit: str, lead: str) -> _For:
    if unit and lead:
        raise ValueError("a form is for a unit or for a lead department, not for both")
    return _For(county.units[unit] if unit else None, county.units[lead] if lead else None)


def _month(board: Board, month: str, made: date | None) -> _Month:
    year, at = int(month[:4]), int(month[5:])
    rubrics = board.configuration.rubrics
    asking = Asking(board.configuration.county, _rubric(rubrics, year), at)
    return _Month(board, asking, Known(board.cube(year), rubrics.get(year - 1), at), made or date.today())


def _rubric(rubrics: dict[int, Rubric], year: int) -> Rubric:
    if year not in rubrics:
        raise NoForm(f"没有 {year} 年的考核细则，出不了这一年的报表。先在配置文件夹放入 rubric-{year}.yaml。")
    return rubrics[year]
