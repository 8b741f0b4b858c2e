"""What may be meant in units.yaml and the targets, and deserves a second look: items that nobody leads, ids that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from readiness.county.county import County, Unit
from readiness.county.written import Units, YearTargets
from readiness.lint.aims import passed
from readiness.numbers import plain
from readiness.problems import Problem
from readiness.rubric import Indicator, Rubric
from readiness.yaml_file import Document, Path_


def _doubt(document: Document, path: Path_, what: str, fix: str) -> Problem:
    return replace(document.problem(path, what, fix), doubt=True)


def unit_doubts(written: Units, rubrics: Mapping[int, Rubric], document: Document) -> Iterator[Problem]:
    """Types that no township has, departments that answer for nothing, indicators of the latest year that nobody leads."""
    having = {unit.type for unit in written.townships.values()}
    for at, kind in enumerate(written.types):
        if kind not in having:
            yield _doubt(document, ("types", at), f"没有一个乡镇是“{kind}”。", "删去，或核对各乡镇的 type。")
    for key, unit in written.departments.items():
        if not unit.leads and not unit.supports:
            yield _doubt(document, ("departments", key), f"{unit.name}既不牵头也不配合任何指标，只考核通用履职。", "补上 leads 或 supports。")
    if written.departments and rubrics:
        yield from _unled(written, rubrics[max(rubrics)], document)


def _unled(written: Units, rubric: Rubric, document: Document) -> Iterator[Problem]:
    led = {item for unit in written.departments.values() for item in unit.leads}
    missing = "、".join(item for item in rubric.indicators if item not in led)
    if missing:
        yield _doubt(document, ("departments",), f"指标 {missing} 没有牵头单位。", f"在一个部门的 leads 里写上 {missing}。")


def target_doubts(year: YearTargets, county: County) -> Iterator[Problem]:
    """Targets that nothing asks for, and those that are asked for and missing."""
    for key, by_unit in year.targets.items():
        item = year.rubric.indicators[key]
        if item.target == "per_unit":
            yield from _of_item(year, county, item, by_unit)
        else:
            yield _doubt(year.document, (key,), f"“{item.name}”在细则里没有写各单位目标不同（per_unit），这里却单独写了目标。",
                         "删去这一行，或在细则里写  target: per_unit")


def _of_item(year: YearTargets, county: County, item: Indicator, by_unit: Mapping[str, float]) -> Iterator[Problem]:
    asked = {unit.id: unit for unit in county.units.values() if _asked(unit, county, item, year.rubric)}
    for key in by_unit:
        if key not in asked:
            yield _doubt(year.document, (item.id, key), f"{county.units[key].name}不考核“{item.name}”的自身数据，这个目标用不上。",
                         "删去，或核对细则里的 townships 和部门分工。")
    answered_for = bool(county.of_kind("department"))     # else nobody is judged by the county's figure, and it may do without
    missing = "、".join(unit.name for key, unit in asked.items() if key not in by_unit and (unit.kind != "county" or answered_for))
    if missing:
        yield _doubt(year.document, (item.id,), f"{missing}要考核“{item.name}”，却没有目标值，将不计这一项。", "补上目标值，或在细则里把它去掉。")
    yield from _of_county(year, item, county.whole.id, by_unit.get(county.whole.id))


def _asked(unit: Unit, county: County, item: Indicator, rubric: Rubric) -> bool:
    """Whether a figure of the unit's own is asked for: departments report their general duties only."""
    return county.role(unit, item.id, rubric) in ("own", "duty")


def _of_county(year: YearTargets, item: Indicator, county: str, target: float | None) -> Iterator[Problem]:
    """The county's own target beside last year's value, and beside the plan where that is written in the measure itself."""
    if target is None:
        return
    if item.baseline is not None and (said := passed(item.rule.direction, item.baseline, target)):
        yield _doubt(year.document, (item.id, county), said, "核对基期值、目标值和方向。")
    if item.plan is not None and item.plan[-1] not in (100.0, target):
        yield _doubt(year.document, (item.id, county), f"序时计划到 12 月是 {plain(item.plan[-1])}，既不是 100%，也不是县的目标 {plain(target)}。",
                     "在细则里把 plan 的 12 月改成 100，或改成县的目标。")
