"""Where a figure stands: the rows of the users' own files behind a cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.county import County, Unit
from readiness.numbers import plain
from readiness.observations import Observations
from readiness.year import Item


@dataclass(frozen=True)
class Source:
    """The part and month, what was reported, and the user's own file, sheet and row.

    `unit` is named where the figure is another unit's, as in a roll-up; `remark` where the rule asks for one.
    """

    unit: str
    part: str
    month: str
    value: float
    base: float
    file: str
    sheet: str
    row: int
    remark: str = ""

    def __str__(self) -> str:
        over = f" ÷ {plain(self.base)}" if not np.isnan(self.base) else ""
        whose = "".join(f"{word} " for word in (self.unit, self.part) if word)
        why = f"，备注：{self.remark}" if self.remark else ""
        return f"{self.month} {whose}{plain(self.value)}{over}（{self.place}）{why}"

    @property
    def place(self) -> str:
        """2026-05.xlsx 工作表"月报" 第 7 行"""
        sheet = f' 工作表"{self.sheet}"' if self.sheet else ""
        return f"{self.file}{sheet} 第 {self.row} 行"


def rolled_up(item: Item, row: int, unit: Unit) -> bool:
    """Whether the figure is added up from the townships; a department's general duty is its own."""
    return (item.indicator.county != "reported" and unit.kind != "township" and bool(item.share[row] > 0)
            and not item.duty[row])


def sources_of(item: Item, units: tuple[str, ...], county: County, observations: Observations, row: int,
               month: int) -> tuple[Source, ...]:
    """The rows of the files behind the cell, the latest month first; of a roll-up, every township's rows."""
    own = _rows(item, row, month)
    if not own and rolled_up(item, row, county.units[units[row]]):
        members = [at for at, unit in enumerate(units) if county.units[unit].kind == "township"]
        own = [position for at in members for position in _rows(item, at, month)]
        return tuple(_source(observations, position, county, item) for position in own)
    return tuple(_source(observations, position, None, item) for position in own)


def in_words(sources: tuple[Source, ...]) -> str:
    """The first row by its place and how many there are; all of them stand in the list of sources."""
    if not sources:
        return ""
    more = f"等 {len(sources)} 行" if len(sources) > 1 else ""
    return f"数据：{sources[0].place}{more}。"


def _rows(item: Item, row: int, month: int) -> list[int]:
    """Positions in the observations' table of one unit's months, part by part, the latest first."""
    found = [int(figures.row[row, at]) for figures in item.parts.values() for at in range(month, -1, -1)]
    return [position for position in found if position >= 0]


def _source(observations: Observations, position: int, county: County | None, item: Item) -> Source:
    entry = observations.table.iloc[position]
    unit = county.units[entry["unit"]].name if county else ""
    remark = entry["remark"] if item.indicator.asks_why(entry["part"]) else ""
    return Source(unit, entry["part"], entry["month"], entry["value"], entry["base"], entry["file"], entry["sheet"],
                  int(entry["row"]), remark)
