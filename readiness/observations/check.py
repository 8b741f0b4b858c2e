"""Rows turned into observations, every fault found by row before any is shown.

A form may hold only its own month, only figures its unit answers for, only numbers within what the indicator allows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from readiness.county import County
from readiness.observations.fault import Fault, told
from readiness.observations.figures import Asked
from readiness.observations.rows import HEADERS, Row, narrow, said
from readiness.observations.sheet import end_where_nobody_reads_on
from readiness.problems import Problem, did_you_mean
from readiness.rubric import Rubric
from readiness.words import KINDS

_MONTH = re.compile(r"(\d{4})\s*[-年/.]?\s*(\d{1,2})\s*月?(?:[-/.]\d{1,2}.*)?", re.ASCII | re.DOTALL)
_SERIAL = re.compile(r"\d{5}(?:\.0*)?", re.ASCII)       # a date that Excel shows as a number
_SERIALS = range(36_526, 73_051)                        # 2000 to 2099


@dataclass
class Checker:
    """Looks at the rows of one file.  What a word means is looked up once, whether it means something or is a fault.

    `letters` keeps where each good figure and its denominator stand in the user's own file: `KEY` → two columns.
    """

    rubrics: Mapping[int, Rubric]
    county: County
    this_month: str
    answers_for: Collection[str] | None
    letters: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)
    _known: dict[tuple, Any] = field(default_factory=dict)
    _told: set[Problem] = field(default_factory=set)
    _seen: dict[tuple[str, ...], tuple[str, int]] = field(default_factory=dict)

    def observations(self, rows: Iterable[Row], problems: list[Problem]) -> Iterator[tuple]:
        """The observations of rows, in the order of `COLUMNS`; the same fault is told once."""
        for row in rows:
            try:
                found = self._observation(row)
                self._once(found[:4], row)
            except Fault as fault:
                self._tell(told(row, fault), problems)
            else:
                self.letters[found[:4]] = row.columns.get("value", ""), row.columns.get("base", "")
                yield found

    def _tell(self, problem: Problem, problems: list[Problem]) -> None:
        if problem not in self._told:
            self._told.add(problem)
            problems.append(problem)
            end_where_nobody_reads_on(len(problems))

    def _observation(self, row: Row) -> tuple:
        cells = row.cells
        unit = self._look_up(self._unit, _text(row, "unit"))
        month = self._look_up(self._month, cells.get("month"), row.declared)
        year = self._look_up(self._year, month[:4])
        indicator = self._look_up(self._indicator, _text(row, "indicator"), year)
        asked = self._look_up(self._asked, indicator, str(cells.get("part", "")).strip(), year)
        self._look_up(self._answers, unit, indicator, year)
        value, base, remark = asked.figures(row, month)
        return (unit, indicator, asked.part, month, value, base, remark, row.file, row.sheet, row.line)

    def _look_up(self, what: Any, *words: Any) -> Any:
        key = (what.__name__, *words, type(words[0]))        # of 1, 1.0 and True each is another word
        if key not in self._known:
            try:
                self._known[key] = what(*words)
            except Fault as fault:
                self._known[key] = fault
        found = self._known[key]
        if isinstance(found, Fault):
            raise Fault(found.column, found.what, found.fix)
        return found

    def _once(self, key: tuple[str, ...], row: Row) -> None:
        sheet, line = self._seen.setdefault(key, (row.sheet, row.line))
        if (sheet, line) != (row.sheet, row.line):
            place = f'工作表"{sheet}" 第 {line} 行' if sheet else f"第 {line} 行"
            raise Fault("", f"与{place}重复：同一单位、指标、分项、月份报了两次。", "保留正确的一行，删去另一行。")

    def _unit(self, word: str) -> str:
        unit = self.county.by_name.get(word) or self.county.by_name.get(narrow(word))
        if unit is None:
            raise Fault("unit", f"没有“{said(word)}”这个单位。", did_you_mean(said(word), self.county.by_name, "核对单位名称。"))
        if self.answers_for is not None and unit not in self.answers_for:
            own = "、".join(one.name for one in self.county.units.values() if one.id in self.answers_for) or "自己单位"
            raise Fault("unit", f"你的账号只能填报{own}的数据。", f"删去这一行，由{self.county.units[unit].name}或考核办填报。")
        return unit

    def _month(self, cell: Any, declared: str) -> str:
        month = _month(cell)
        if declared and month != declared:
            late = month < declared
            what = f"{month} 的数据出现在 {declared} 的报表里，{'属于迟报或更正' if late else '是还没有到的月份'}。"
            raise Fault("month", what, "迟报、更正用当月的报表另报。" if late else f"改成 {declared}，或删去这一行。")
        if month > self.this_month:
            raise Fault("month", f"{month} 还没有到。", "核对年份和月份。")
        return month

    def _year(self, word: str) -> int:
        year = int(word)
        if year not in self.rubrics:
            raise Fault("month", f"没有 {year} 年的考核细则。", f"先在配置文件夹放入 rubric-{year}.yaml。")
        return year

    def _indicator(self, written: str, year: int) -> str:
        rubric = self.rubrics[year]
        known = {*rubric.indicators, *rubric.reported_events}
        word = written if written in known else narrow(written)
        if word in {*rubric.bonus, *rubric.deductions, *rubric.vetoes} - known:
            raise Fault("indicator", f"{word} 由系统按数据判定，不用报。", "删去这一行。")
        if word not in known:
            raise Fault("indicator", f"{year} 年考核细则里没有编号 {said(word)}。", did_you_mean(said(word), known, "核对指标编号。"))
        return word

    def _asked(self, indicator: str, part: str, year: int) -> Asked:
        rubric = self.rubrics[year]
        item = rubric.indicators.get(indicator)
        names = item.part_names if item else rubric.reported_events[indicator]
        found = next((name for name in (part, narrow(part)) if name in names), None)
        if found is not None:
            return Asked.of(indicator, found, rubric)
        listed = "、".join(name for name in names if name)
        if not part:
            raise Fault("part", "这个指标要按分项报，这里没有写分项。", f"填其中一个: {listed}。")
        raise Fault("part", f"没有“{said(part)}”这个分项。",
                    did_you_mean(said(part), names, f"可选: {listed}。" if listed else "这个指标不分项，分项留空。"))

    def _answers(self, unit: str, indicator: str, year: int) -> bool:
        """Whether the unit reports this; one that a township does not have counts nowhere, and is a doubt rather than a fault."""
        rubric, asked = self.rubrics[year], self.county.units[unit]
        if indicator in rubric.vetoes:
            return self._concerned(unit, indicator, rubric)
        if indicator not in rubric.indicators:
            return True
        item, role = rubric.indicators[indicator], self.county.role(asked, indicator, rubric)
        if role in ("lead", "support"):
            raise Fault("indicator", f"{asked.name}按全县数据评这一项，不单独报。", f"全县数据报在“{self.county.whole.name}”名下。")
        if role == "none" and asked.kind != "township":
            raise Fault("indicator", f"{asked.name}不涉及“{item.name}”。", "删去这一行；如确有任务，先在考核细则里加上。")
        if asked.kind == "county" and item.county != "reported":
            raise Fault("indicator", f"“{item.name}”的全县数据由乡镇汇总，不单独报。", "删去这一行。")
        return True

    def _concerned(self, unit: str, indicator: str, rubric: Rubric) -> bool:
        asked, veto = self.county.units[unit], rubric.vetoes[indicator]
        if asked.kind not in veto.kinds:
            raise Fault("indicator", f"{asked.name}不涉及“{veto.name}”，这一条只管{'、'.join(KINDS[kind] for kind in veto.kinds)}。",
                        "删去这一行，或核对单位和编号。")
        return True


def _text(row: Row, column: str) -> str:
    cell = row.cells.get(column, "")
    word = (cell if type(cell) is str else str(cell)).strip()
    if not word:
        name = HEADERS[column][0]
        raise Fault(column, f"{name}是空的。", f"填上{name}；没有数据就整行留空。")
    return word


def _month(cell: Any) -> str:
    """`YYYY-MM` from a date, 2026-05, 2026年5月, 2026/5, 202605 or the number that Excel keeps a date as."""
    if isinstance(cell, (date, datetime)):
        return f"{cell.year:04d}-{cell.month:02d}"
    text = narrow(said(cell, 200)).strip()
    if _SERIAL.fullmatch(text) and int(text[:5]) in _SERIALS:
        return f"{datetime(1899, 12, 30) + timedelta(days=int(text[:5])):%Y-%m}"
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        raise Fault("month", f"“{said(cell)}”不是月份。" if cell is not None else "月份是空的。", "写成 2026-05 或 2026年5月。")
    return f"{found[1]}-{int(found[2]):02d}"
