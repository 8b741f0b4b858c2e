"""One sentence for each cell: value, target, rule, arithmetic, points, clause, and the file and row it came from.

Made from the same numbers that were scored: the case of one cell is cut out of the arrays and given to the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from readiness.county import County, Unit
from readiness.numbers import plain, shown
from readiness.observations import Observations
from readiness.rule import Case
from readiness.scoring import Assessment, Status
from readiness.scoring.cells import case_of
from readiness.year import BASES, Item, year_so_far


@dataclass(frozen=True)
class Source:
    """Where a figure stands: the part and month, what was reported, and the user's own file, sheet and row.

    `unit` is named where the figure is another unit's, as in a roll-up.
    """

    unit: str
    part: str
    month: str
    value: float
    base: float
    file: str
    sheet: str
    row: int

    def __str__(self) -> str:
        over = f" ÷ {plain(self.base)}" if not np.isnan(self.base) else ""
        sheet = f' 工作表"{self.sheet}"' if self.sheet else ""
        whose = "".join(f"{word} " for word in (self.unit, self.part) if word)
        return f"{self.month} {whose}{plain(self.value)}{over}（{self.file}{sheet} 第 {self.row} 行）"


@dataclass(frozen=True)
class Explanation:
    """The sentence of one cell, and the rows of the files that its figure was made from."""

    sentence: str
    sources: tuple[Source, ...]


def explain(assessment: Assessment, county: County, observations: Observations, unit: str, indicator: str,
            month: int) -> Explanation:
    """The arithmetic of one cell as known at the end of `month` (0 is January)."""
    cube = assessment.cube
    at, row = list(cube.items).index(indicator), cube.units.index(unit)
    item = cube.items[indicator]
    status = Status(assessment.cells.status[at, row, month])
    heading = f"{item.indicator.name}（{county.units[unit].name}，数据截至{cube.rubric.year}年{month + 1}月，{BASES[assessment.basis]}口径）"
    points, full = float(assessment.cells.points[at, row, month]), float(assessment.cells.full[at, row, month])
    rolled_up = _rolled_up(item, row, county.units[unit])
    body = _unscored(status, points, full, rolled_up) or _arithmetic(item, assessment, row, month, points, full)
    clause = f"依据：{item.indicator.basis_clause}。" if item.indicator.basis_clause else ""
    return Explanation(f"{heading}：{body}。{clause}", _sources(item, cube.units, county, observations, row, month))


def _rolled_up(item: Item, row: int, unit: Unit) -> bool:
    """Whether the figure is added up from the townships; a department's general duty is its own."""
    return (item.indicator.county != "reported" and unit.kind != "township" and bool(item.share[row] > 0)
            and not item.duty[row])


def _unscored(status: Status, points: float, full: float, rolled_up: bool) -> str:
    if status is Status.NOT_APPLICABLE:
        return f"不涉及，{f'计 {shown(points)} 分' if full else '不计入满分'}"
    if status is Status.NOT_DUE:
        return f"尚未到报送期，满分 {plain(full)} 分暂未得分"
    if status is Status.UNREPORTED and points == 0 and rolled_up:
        return f"有乡镇到期未报送，不能确认没有发生，在补报之前按 0 分计，欠 {shown(full)} 分（满分 {plain(full)} 分）"
    if status is Status.UNREPORTED and points == 0:
        return f"到期未报送，在补报之前按 0 分计，欠 {shown(full)} 分（满分 {plain(full)} 分）"
    return ""


def cell_case(item: Item, assessment: Assessment, row: int, month: int) -> Case:
    """The case of one cell, in single numbers, with the basis's completion worked out for this month."""
    one = item.take(slice(row, row + 1))
    year = year_so_far(one.indicator, one.parts)
    whole = case_of(one, year, assessment.basis)

    def complete(value, aim, plan=None):
        spread = whole.complete(np.full((1, 12), float(value)), np.asarray(aim), plan)
        return np.broadcast_to(spread, (1, 12))[0, month]

    return replace(whole, value=year.value[0, month], parts={name: part[0, month] for name, part in year.parts.items()},
                   target=one.target[0, 0], baseline=np.broadcast_to(one.baseline, (1, 12))[0, month], complete=complete)


def _arithmetic(item: Item, assessment: Assessment, row: int, month: int, points: float, full: float) -> str:
    rule, case = item.indicator.rule, cell_case(item, assessment, row, month)
    if item.indicator.no_cases == "full" and np.isnan(case.value):
        return f"没有发生需要办理的事项，得满分 {plain(full)} 分"
    value = float(rule.value(case))
    completed = float(case.complete(rule.value(case), rule.inverse(1.0, case)))
    steps = [f"现值 {plain(value)} {item.indicator.measure}", rule.derivation(case)]
    if abs(completed - value) > 1e-9:
        steps.append(f"按序时进度折算为 {plain(completed)}")
    steps.append(f"{rule.title}：{rule.working(completed, case)}")
    steps += [f"{extra.title}：{extra.charge(case)}" for extra in item.indicator.extras]
    share = float(item.share[row])
    if share != 1.0:
        steps.append(f"配合单位按 {plain(100 * share)}% 计")
    if abs(full - item.indicator.points * share) > 1e-9:
        steps.append(f"不涉及的指标分摊后满分 {plain(full)} 分")
    return "；".join(filter(None, steps)) + f"。得 {shown(points)} 分，满分 {plain(full)} 分，欠 {shown(full - points)} 分"


def _sources(item: Item, units: tuple[str, ...], county: County, observations: Observations, row: int,
             month: int) -> tuple[Source, ...]:
    """The rows of the files behind the cell, the latest month first; of a roll-up, every township's rows."""
    own = _rows(item, row, month)
    if not own and _rolled_up(item, row, county.units[units[row]]):
        members = [at for at, unit in enumerate(units) if county.units[unit].kind == "township"]
        own = [position for at in members for position in _rows(item, at, month)]
        return tuple(_source(observations, position, county) for position in own)
    return tuple(_source(observations, position, None) for position in own)


def _rows(item: Item, row: int, month: int) -> list[int]:
    """Positions in the observations' table of one unit's months, part by part, the latest first."""
    found = [int(figures.row[row, at]) for figures in item.parts.values() for at in range(month, -1, -1)]
    return [position for position in found if position >= 0]


def _source(observations: Observations, position: int, county: County | None) -> Source:
    entry = observations.table.iloc[position]
    unit = county.units[entry["unit"]].name if county else ""
    return Source(unit, entry["part"], entry["month"], entry["value"], entry["base"], entry["file"], entry["sheet"],
                  int(entry["row"]))
