"""A row's figures: numbers, and numbers that the indicator allows."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from readiness.numbers import plain
from readiness.observations.fault import Fault
from readiness.observations.rows import Row, narrow, said
from readiness.rubric import Indicator, Rubric
from readiness.rubric.indicator import PERIOD_MONTHS

_THOUSANDS = re.compile(r"[,，](?=\d{3}(?!\d))")   # 1,234.5 but not 3,5
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_HAPPENED = {"是": 1.0, "否": 0.0}   # what a form may say of a veto instead of a count
_GREATEST = 1e12
_LONGEST_REMARK = 1_000
_NO_LIMIT = (0.0, math.inf)


@dataclass(frozen=True)
class Asked:
    """What the rubric of a year asks of one part of one indicator or event, looked up once; `item` is None for events."""

    indicator: str
    part: str
    item: Indicator | None
    measure: str
    words: Mapping[str, float]
    limits: tuple[float, float]
    ratio: bool
    in_days: bool
    asks_why: bool

    @classmethod
    def of(cls, indicator: str, part: str, rubric: Rubric) -> Asked:
        item = rubric.indicators.get(indicator)
        if item is None:
            return cls(indicator, part, None, "", _HAPPENED if indicator in rubric.vetoes else {}, _NO_LIMIT, False, False, False)
        adds_up = item.accumulate_of(part)
        return cls(indicator, part, item, item.measure_of(part) or "", item.words(part), item.limits_of(part), adds_up == "ratio",
                   item.base_to_come == "days" and adds_up in ("ratio", "mean"), item.asks_why(part))

    @property
    def name(self) -> str:
        """“水平”的“批准退出”"""
        return f"“{self.item.name}”{f'的“{self.part}”' if self.part else ''}" if self.item else self.indicator

    def figures(self, row: Row, month: str) -> tuple[float, float, str]:
        """Value, base and remark; raises `Fault` for the first thing that is wrong with them."""
        cells = row.cells
        if self.item is not None and "measure" in cells:
            self._measure(cells["measure"])
        value, base = self._number("value", cells.get("value"), self.words), self._number("base", cells.get("base"), {})
        if value != value:
            raise Fault("value", "填了分母，数值是空的。", "补上数值；没有数据就整行留空。")
        if self.ratio:
            self._ratio(value, base)
        else:
            self._within(value)
        if self.in_days:
            self._days(base, month)
        return value, base, self._remark(cells.get("remark", ""), value)

    def _measure(self, cell: Any) -> None:
        """A form that names its measure must name the right one: kilograms for tonnes is a thousandfold."""
        written = str(cell).strip()
        if self.measure and written and written != self.measure:
            what = f"写的是“{said(written)}”，{self.name}的计量单位是“{self.measure}”。"
            raise Fault("measure", what, f"按“{self.measure}”填报数值。")

    def _number(self, column: str, cell: Any, words: Mapping[str, float]) -> float:
        if cell is None:
            return math.nan
        kind = type(cell)
        if kind is str:
            cell = cell.strip()
            if cell in words:
                return words[cell]
            text = _THOUSANDS.sub("", narrow(cell).strip())
            number = float(text) if _NUMBER.fullmatch(text) else math.nan
        else:
            number = float(cell) if kind is int or kind is float else math.nan
        if number != number:
            measure = f"，单位是“{self.measure}”" if self.measure else ""
            choice = f"，或填其中一个: {'、'.join(words)}" if words else ""
            raise Fault(column, f"'{said(cell)}' 不是数字。", f"只填数字{measure}{choice}。")
        if not -_GREATEST <= number <= _GREATEST:
            raise Fault(column, f"'{said(cell)}' 太大，超过一万亿。", "核对数值和计量单位。")
        return number

    def _within(self, value: float) -> None:
        low, high = self.limits
        if not low <= value <= high:
            between = f"{plain(low)}–{plain(high)} {self.measure}" if math.isfinite(high) else f"不小于 {plain(low)}"
            raise Fault("value", f"{plain(value)} 超出可能的范围（{between.strip()}）。", "核对数值和计量单位。")

    def _ratio(self, value: float, base: float) -> None:
        if base != base:
            raise Fault("base", f"“{self.item.name}”需要分母，这里是空的。", "填 0 表示本月没有；没有数据就整行留空。")
        if base < 0 or value < 0:
            raise Fault("value", "数值和分母不能是负数。", "核对后改正。")
        low, high = self.item.limits
        if base == 0 and value > 0 and high <= 100.0:      # a share of nothing; against last year, nothing may have been
            raise Fault("base", f"分母是 0，数值却是 {plain(value)}。", "核对分母。")
        share = 100.0 * value / base if base else low
        if not low <= share <= high + 1e-9:
            raise Fault("value", f"{plain(value)} ÷ {plain(base)} = {plain(share)}%，超出 {plain(low)}–{plain(high)}%。",
                        "核对数值和分母，是否填反或填了百分数。")

    def _days(self, base: float, month: str) -> None:
        """A denominator in days is no larger than the calendar: of the month, or of the months that the report covers."""
        if base != base:
            return
        year, period = int(month[:4]), PERIOD_MONTHS[self.item.frequency]
        first = (int(month[5:]) - 1) // period * period + 1
        last = first + period - 1
        most = float(self.item.days(year)[last - 1])
        if base > most:
            covered = f"{year}年{last}月" if first == last else f"{year}年{first}月至{last}月"
            raise Fault("base", f"分母是 {plain(base)}，{covered}只有 {plain(most)} 天。", "分母填有效天数，不超过日历天数。")

    def _remark(self, cell: Any, value: float) -> str:
        """Marks and withdrawals stand on a reason; without one nobody can check them."""
        remark = cell if type(cell) is str else str(cell)
        if len(remark) > _LONGEST_REMARK:
            raise Fault("remark", f"备注有 {len(remark)} 个字，最多 {_LONGEST_REMARK} 个。", "写短一些，详细情况另附材料。")
        if self.asks_why and value and not remark.strip():
            raise Fault("remark", f"{self.name}要写明依据，这里是空的。", "在备注里写一句依据（谁评的、凭什么）。")
        return remark
