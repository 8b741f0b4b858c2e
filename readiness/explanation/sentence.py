"""The sentence of one cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from readiness.county import County
from readiness.explanation.figure import at_end, completed, counted, whole_year
from readiness.explanation.silence import absence, why_not_judged
from readiness.explanation.source import Source, in_words, rolled_up, sources_of
from readiness.numbers import amount, plain, shown
from readiness.observations import Observations
from readiness.rule import Case
from readiness.scoring import Assessment, Status
from readiness.scoring.cases import cell_of
from readiness.year import BASES, Item
from readiness.year.basis import WHOLE


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
    said = _unscored(status, points, full, absence(item, row, month, rolled_up(item, row, county.units[unit])))
    if status is Status.NOT_APPLICABLE:
        said += why_not_judged(item, cell_of(item, assessment.basis, row, month), row)
    body = said or _scored(item, assessment, row, month, points, full)
    sources = sources_of(item, cube.units, county, observations, row, month)
    clause = f"依据：{item.indicator.basis_clause}。" if item.indicator.basis_clause else ""
    return Explanation(f"{heading}：{body}。{clause}{in_words(sources)}", sources)


def _unscored(status: Status, points: float, full: float, absent: str) -> str:
    if status is Status.NOT_APPLICABLE:
        return f"不涉及，{f'计 {shown(points)} 分' if full else '不计入满分'}"
    if status is Status.NOT_DUE:
        return f"尚未到报送期，满分 {plain(full)} 分暂未得分"
    if status is Status.UNREPORTED and points == 0:
        return f"{absent}，在补报之前按 0 分计，欠 {shown(full)} 分（满分 {plain(full)} 分）"
    return ""


def _scored(item: Item, assessment: Assessment, row: int, month: int, points: float, full: float) -> str:
    """From the figure to the points, step by step."""
    case = cell_of(item, assessment.basis, row, month)
    vetoes = _taken_by(assessment, item.indicator.id, row, month)
    if item.indicator.no_cases == "full" and np.isnan(case.value) and not vetoes:
        return f"没有发生需要办理的事项，得满分 {plain(full)} 分"
    steps = _steps(item, assessment, case, row, month) if not np.isnan(case.value) or case.parts else []
    if vetoes:
        steps.append(f"一票否决“{'、'.join(vetoes)}”，本项计 0 分")
    share = float(item.share[row])
    if share != 1.0:
        steps.append(f"配合单位按 {plain(100 * share)}% 计")
    if abs(full - item.indicator.points * share) > 1e-9:
        steps.append(f"不涉及的指标分摊后满分 {plain(full)} 分")
    return "；".join(filter(None, steps)) + f"。得 {shown(points)} 分，满分 {plain(full)} 分，欠 {shown(full - points)} 分"


def _steps(item: Item, assessment: Assessment, case: Case, row: int, month: int) -> list[str]:
    """From the figure to the points; of a year that is not over also what it is expected to be, or can be at its ends."""
    if assessment.basis not in WHOLE:
        return [*_figures(item, case, row, month), *_rules(item, case)]
    now = cell_of(item, "today", row, month)
    rule, before = item.indicator.rule, [counted(item, now, row, month), _aim(item, now)]
    silent = Status(assessment.cells.status[list(assessment.cube.items).index(item.indicator.id), row, month]) is Status.UNREPORTED
    if assessment.basis == "forecast" and not silent:
        whole = [rule.derivation(case), whole_year(item, float(rule.value(case)))] if rule.completes else [whole_year(item, np.nan)]
        return [*before, *whole, *_rules(item, case)]
    end = cell_of(item, "worst", row, month) if assessment.basis == "forecast" else case
    return [*before, at_end(assessment.basis, silent, float(rule.value(end)), rule.judged_measure(item.indicator.measure))]


def _aim(item: Item, case: Case) -> str:
    target = float(case.target)
    return "" if np.isnan(target) else f"目标 {amount(target, item.indicator.measure)}"


def _figures(item: Item, case: Case, row: int, month: int) -> list[str]:
    """The figure, the target, how the value judged came of it, and what the basis makes of that."""
    rule = item.indicator.rule
    steps = [counted(item, case, row, month), _aim(item, case)]
    if not rule.completes:
        return steps
    return [*steps, rule.derivation(case), completed(item, case, float(rule.value(case)), row, month)]


def _rules(item: Item, case: Case) -> list[str]:
    """Each rule in words and with its arithmetic."""
    rule, full = item.indicator.rule, item.indicator.points
    told = [f"{rule.title}（{rule.explain(full)}）：{rule.working(float(rule.completed(case)), case)}"]
    return told + [f"{extra.title}（{extra.explain(full)}）：{extra.charge(case)}" for extra in item.indicator.extras]


def _taken_by(assessment: Assessment, indicator: str, row: int, month: int) -> list[str]:
    """The vetoes that take this item's points."""
    vetoes = assessment.cube.rubric.vetoes
    return [vetoes[key].name for key, where in assessment.zeroed.get(indicator, {}).items() if where[row, month]]
