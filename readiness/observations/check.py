"""Rows turned into observations, every fault found by row before any is shown.

A form may hold only its own month, only figures its unit answers for, only numbers within what the indicator allows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from readiness.county import County
from readiness.numbers import plain
from readiness.observations.forms import HEADERS, Row, read_rows
from readiness.observations.table import Observations
from readiness.observations.upload import Progress, Upload, ignored
from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.rubric import Indicator, Rubric, Veto
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.words import KINDS

_MONTH = re.compile(r"^(\d{4})\s*[-年/.]?\s*(\d{1,2})\s*月?(?:[-/.]\d{1,2}.*)?$")
_THOUSANDS = re.compile(r"[,，](?=\d{3}(?!\d))")   # 1,234.5 but not 3,5
_HAPPENED = {"是": 1.0, "否": 0.0}   # what a form may say of a veto instead of a count


class Fault(Exception):
    """One thing wrong with one row: the column by code word ("" for the whole row), what is wrong, what to do."""

    def __init__(self, column: str, what: str, fix: str) -> None:
        super().__init__(what)
        self.column, self.what, self.fix = column, what, fix


@dataclass(frozen=True)
class Reading:
    """What files held: the good rows of all of them, the later file counting where two speak of the same figure, and every fault."""

    observations: Observations
    problems: tuple[Problem, ...] = ()


def read_forms(paths: Iterable[Path], rubrics: Mapping[int, Rubric], county: County, today: date) -> Observations:
    """The observations in all files; raises `ProblemsFound` with every fault of every row."""
    paths = [Path(path) for path in paths]
    absent = [Problem(0, "", "找不到这个文件。", "核对文件名和所在文件夹。", path.name) for path in paths if not path.exists()]
    reading = read_uploads([Upload.of(path) for path in paths if path.exists()], rubrics, county, today)
    if problems := [*absent, *reading.problems]:
        raise ProblemsFound(problems)
    return reading.observations


def read_uploads(uploads: Iterable[Upload], rubrics: Mapping[int, Rubric], county: County, today: date,
                 progress: Progress = ignored, answers_for: Collection[str] | None = None) -> Reading:
    """What the files hold.  `today` tells which months are still to come; `progress` hears the share that is read.

    `answers_for`: ids of the units that may be reported for; a row of another unit is a fault.  None: all may.
    """
    problems: list[Problem] = []
    reader = _Reader(rubrics, county, f"{today:%Y-%m}", answers_for)
    uploads, read = list(uploads), []
    for at, upload in enumerate(uploads, start=1):
        read.append(Observations.of(reader.observations(read_rows(upload, problems), problems)))
        progress(at / len(uploads))
    return Reading(Observations.joined(read), tuple(problems))


@dataclass(frozen=True)
class _Reader:
    rubrics: Mapping[int, Rubric]
    county: County
    this_month: str
    answers_for: Collection[str] | None

    def observations(self, rows: Iterable[Row], problems: list[Problem]) -> Iterator[tuple]:
        """The observations of one file's rows, in the order of `COLUMNS`."""
        seen: dict[tuple[str, ...], Row] = {}
        for row in rows:
            if "value" not in row.cells and "base" not in row.cells:
                continue
            try:
                found = self._observation(row)
                self._once(found[:4], row, seen)
            except Fault as fault:
                problems.append(_problem(row, fault))
            else:
                yield found

    def _observation(self, row: Row) -> tuple:
        unit = self._unit(row)
        month = self._month(row)
        rubric = self._rubric(month)
        indicator = self._indicator(row, rubric, month)
        part = self._part(row, indicator, rubric)
        item = rubric.indicators.get(indicator)
        if item is not None:
            self._answers(unit, item, rubric)
            _measure(row, item, part)
        elif indicator in rubric.vetoes:
            self._concerned(unit, rubric.vetoes[indicator])
        words = item.words(part) if item else _HAPPENED if indicator in rubric.vetoes else {}
        value, base = _number(row, "value", item, part, words), _number(row, "base", item, part)
        _figures(value, base, item, part)
        _days(base, month, item, part)
        _why(row, value, item, part)
        return (unit, indicator, part, month, value, base, str(row.cells.get("remark", "")), row.file, row.sheet, row.line)

    def _once(self, key: tuple[str, ...], row: Row, seen: dict[tuple[str, ...], Row]) -> None:
        first = seen.setdefault(key, row)
        if first is not row:
            place = f'工作表"{first.sheet}" 第 {first.line} 行' if first.sheet else f"第 {first.line} 行"
            raise Fault("", f"与{place}重复：同一单位、指标、分项、月份报了两次。", "保留正确的一行，删去另一行。")

    def _unit(self, row: Row) -> str:
        word = _text(row, "unit")
        if word not in self.county.by_name:
            raise Fault("unit", f"没有“{word}”这个单位。", did_you_mean(word, self.county.by_name, "核对单位名称。"))
        unit = self.county.by_name[word]
        if self.answers_for is not None and unit not in self.answers_for:
            raise Fault("unit", f"你的账号只能填报{self._own_units()}的数据。", f"删去这一行，由{self.county.units[unit].name}或考核办填报。")
        return unit

    def _own_units(self) -> str:
        return "、".join(unit.name for unit in self.county.units.values() if unit.id in self.answers_for) or "自己单位"

    def _month(self, row: Row) -> str:
        month = _month(row.cells.get("month"))
        if row.declared and month != row.declared:
            late = month < row.declared
            what = f"{month} 的数据出现在 {row.declared} 的报表里，{'属于迟报或更正' if late else '是还没有到的月份'}。"
            raise Fault("month", what, "迟报、更正用当月的报表另报。" if late else f"改成 {row.declared}，或删去这一行。")
        if month > self.this_month:
            raise Fault("month", f"{month} 还没有到。", "核对年份和月份。")
        return month

    def _rubric(self, month: str) -> Rubric:
        year = int(month[:4])
        if year not in self.rubrics:
            raise Fault("month", f"没有 {year} 年的考核细则。", f"先在配置文件夹放入 rubric-{year}.yaml。")
        return self.rubrics[year]

    def _indicator(self, row: Row, rubric: Rubric, month: str) -> str:
        word = _text(row, "indicator")
        known = {*rubric.indicators, *rubric.reported_events}
        if word in {*rubric.bonus, *rubric.deductions, *rubric.vetoes} - known:
            raise Fault("indicator", f"{word} 由系统按数据判定，不用报。", "删去这一行。")
        if word not in known:
            raise Fault("indicator", f"{month[:4]} 年考核细则里没有编号 {word}。", did_you_mean(word, known, "核对指标编号。"))
        return word

    def _part(self, row: Row, indicator: str, rubric: Rubric) -> str:
        part = str(row.cells.get("part", "")).strip()
        item = rubric.indicators.get(indicator)
        names = item.part_names if item else rubric.reported_events[indicator]
        if part in names:
            return part
        listed = "、".join(name for name in names if name)
        if not part:
            raise Fault("part", "这个指标要按分项报，这里没有写分项。", f"填其中一个: {listed}。")
        raise Fault("part", f"没有“{part}”这个分项。",
                    did_you_mean(part, names, f"可选: {listed}。" if listed else "这个指标不分项，分项留空。"))

    def _answers(self, unit: str, item: Indicator, rubric: Rubric) -> None:
        """A figure of an indicator that a township does not have counts nowhere; whether it is meant is a doubt, not a fault."""
        asked = self.county.units[unit]
        role = self.county.role(asked, item.id, rubric)
        if role in ("lead", "support"):
            raise Fault("indicator", f"{asked.name}按全县数据评这一项，不单独报。", f"全县数据报在“{self.county.whole.name}”名下。")
        if role == "none" and asked.kind != "township":
            raise Fault("indicator", f"{asked.name}不涉及“{item.name}”。", "删去这一行；如确有任务，先在考核细则里加上。")
        if asked.kind == "county" and item.county != "reported":
            raise Fault("indicator", f"“{item.name}”的全县数据由乡镇汇总，不单独报。", "删去这一行。")

    def _concerned(self, unit: str, veto: Veto) -> None:
        asked = self.county.units[unit]
        if asked.kind not in veto.kinds:
            raise Fault("indicator", f"{asked.name}不涉及“{veto.name}”，这一条只管{'、'.join(KINDS[kind] for kind in veto.kinds)}。",
                        "删去这一行，或核对单位和编号。")


def _problem(row: Row, fault: Fault) -> Problem:
    named = HEADERS[fault.column][0] if fault.column else ""
    place = " · ".join(filter(None, (str(row.cells.get("indicator", "")), named)))
    return Problem(row.line, place, fault.what, fault.fix, row.file, row.sheet,
                   column=row.columns.get(fault.column, ""), value=str(row.cells.get(fault.column, "")))


def _text(row: Row, column: str) -> str:
    word = str(row.cells.get(column, "")).strip()
    if not word:
        name = HEADERS[column][0]
        raise Fault(column, f"{name}是空的。", f"填上{name}；没有数据就整行留空。")
    return word


def _month(cell: Any) -> str:
    """`YYYY-MM` from a date, 2026-05, 2026年5月, 2026/5 or 202605."""
    if isinstance(cell, (date, datetime)):
        return f"{cell:%Y-%m}"
    found = _MONTH.match(str(cell if cell is not None else "").strip())
    if not found or not 1 <= int(found[2]) <= 12:
        given = f"“{cell}”不是月份。" if cell is not None else "月份是空的。"
        raise Fault("month", given, "写成 2026-05 或 2026年5月。")
    return f"{found[1]}-{int(found[2]):02d}"


def _number(row: Row, column: str, item: Indicator | None, part: str, words: Mapping[str, float] = MappingProxyType({})) -> float:
    cell = row.cells.get(column)
    if cell is None:
        return math.nan
    if isinstance(cell, str) and cell.strip() in words:
        return words[cell.strip()]
    try:
        number = float(_THOUSANDS.sub("", cell.strip()) if isinstance(cell, str) else cell)
    except (TypeError, ValueError):
        number = math.nan
    if isinstance(cell, bool) or not math.isfinite(number):
        measure = f"，单位是“{item.measure_of(part)}”" if item and item.measure_of(part) else ""
        said = f"，或填其中一个: {'、'.join(words)}" if words else ""
        raise Fault(column, f"'{cell}' 不是数字。", f"只填数字{measure}{said}。")
    return number


def _measure(row: Row, item: Indicator, part: str) -> None:
    """A measure is optional in a form; where one is written it must be the right one."""
    measure, written = item.measure_of(part), str(row.cells.get("measure", "")).strip()
    if measure and written and written != measure:
        what = f"“{item.name}”{f'的“{part}”' if part else ''}"
        raise Fault("measure", f"写的是“{written}”，{what}的计量单位是“{measure}”。", f"按“{measure}”填报数值。")


def _why(row: Row, value: float, item: Indicator | None, part: str) -> None:
    """Marks and withdrawals stand on a reason; without one nobody can check them."""
    if item and item.asks_why(part) and value and not str(row.cells.get("remark", "")).strip():
        raise Fault("remark", f"“{item.name}”{f'的“{part}”' if part else ''}要写明依据，这里是空的。", "在备注里写一句依据（谁评的、凭什么）。")


def _figures(value: float, base: float, item: Indicator | None, part: str) -> None:
    if math.isnan(value):
        raise Fault("value", "填了分母，数值是空的。", "补上数值；没有数据就整行留空。")
    if item is None:
        _within(value, (0.0, math.inf), "value", "")
    elif item.accumulate_of(part) == "ratio":
        _ratio(value, base, item)
    else:
        _within(value, item.limits_of(part), "value", item.measure_of(part) or "")


def _ratio(value: float, base: float, item: Indicator) -> None:
    if math.isnan(base):
        raise Fault("base", f"“{item.name}”需要分母，这里是空的。", "填 0 表示本月没有；没有数据就整行留空。")
    if base < 0 or value < 0:
        raise Fault("value", "数值和分母不能是负数。", "核对后改正。")
    low, high = item.limits
    if base == 0 and value > 0 and high <= 100.0:      # a share of nothing; against last year, nothing may have been
        raise Fault("base", f"分母是 0，数值却是 {plain(value)}。", "核对分母。")
    share = 100.0 * value / base if base else low
    if not low <= share <= high + 1e-9:
        raise Fault("value", f"{plain(value)} ÷ {plain(base)} = {plain(share)}%，超出 {plain(low)}–{plain(high)}%。",
                    "核对数值和分母，是否填反或填了百分数。")


def _days(base: float, month: str, item: Indicator | None, part: str) -> None:
    """A denominator in days is no larger than the calendar: of the month, or of the months that the report covers."""
    if item is None or item.base_to_come != "days" or item.accumulate_of(part) not in ("ratio", "mean"):
        return
    year, period = int(month[:4]), PERIOD_MONTHS[item.frequency]
    first = (int(month[5:]) - 1) // period * period + 1
    last = first + period - 1
    most = float(item.days(year)[last - 1])
    if base > most:
        covered = f"{year}年{last}月" if first == last else f"{year}年{first}月至{last}月"
        raise Fault("base", f"分母是 {plain(base)}，{covered}只有 {plain(most)} 天。", "分母填有效天数，不超过日历天数。")


def _within(value: float, limits: tuple[float, float], column: str, measure: str) -> None:
    low, high = limits
    if not low <= value <= high:
        between = f"{plain(low)}–{plain(high)} {measure}" if math.isfinite(high) else f"不小于 {plain(low)}"
        raise Fault(column, f"{plain(value)} 超出可能的范围（{between.strip()}）。", "核对数值和计量单位。")
