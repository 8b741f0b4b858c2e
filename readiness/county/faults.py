"""What is wrong in units.yaml and the targets: names that mean two units, ids that stand for nothing, two leads for one item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.county.county import Unit
from readiness.county.written import Units, YearTargets
from readiness.problems import Problem, did_you_mean
from readiness.rubric import Rubric
from readiness.yaml_file import Document


def unit_faults(written: Units, document: Document) -> Iterator[Problem]:
    """What the units show by themselves: names, types, leads."""
    yield from _names(written, document)
    yield from _two_leads(written, document)
    for key, unit in written.townships.items():
        if written.types and unit.type not in written.types:
            yield document.problem(("townships", key, "type"), f"没有“{unit.type}”这个类型。",
                                   did_you_mean(unit.type, written.types, "可选: " + "、".join(written.types)))


def rubric_faults(written: Units, rubrics: Mapping[int, Rubric], document: Document) -> Iterator[Problem]:
    """Indicators that departments name and no rubric has, townships that a rubric names and no unit is."""
    known = {item for rubric in rubrics.values() for item in rubric.indicators}
    for key, unit in written.departments.items():
        for word in ("leads", "supports"):
            for at, item in enumerate(getattr(unit, word)):
                if item not in known:
                    yield document.problem(("departments", key, word, at), f"没有编号是 {item} 的指标。",
                                           did_you_mean(item, known, "核对指标编号。"))
    yield from _township_lists(rubrics, written.all)


def _two_leads(written: Units, document: Document) -> Iterator[Problem]:
    leading: dict[str, str] = {}
    for key, unit in written.departments.items():
        for item in unit.leads:
            if item in leading:
                yield document.problem(("departments", key, "leads"), f"{item} 已由 {leading[item]} 牵头。",
                                       "一个指标只能有一个牵头单位，另一个改为配合。")
            leading.setdefault(item, unit.name)


def _names(written: Units, document: Document) -> Iterator[Problem]:
    """Ids, names and aliases: a form may use any of them, so none may mean two units."""
    groups = (("townships", written.townships), ("departments", written.departments))
    members = [((group, key), unit) for group, units in groups for key, unit in units.items()]
    owner: dict[str, Unit] = {}
    for path, unit in (*members, (("county",), written.county)):
        for setting, words in (("", (unit.id,)), ("name", (unit.name,)), ("aliases", unit.aliases)):
            for word in words:
                other = owner.setdefault(word, unit)
                if other is not unit:
                    yield document.problem((*path, setting) if setting else path,
                                           f"“{word}”已经是{other.name}（{other.id}）的编号、名称或别名。", "换一个，全县不能重复。")


def _township_lists(rubrics: Mapping[int, Rubric], units: Mapping[str, Unit]) -> Iterator[Problem]:
    for year, rubric in rubrics.items():
        for item in rubric.indicators.values():
            named = item.townships if isinstance(item.townships, tuple) else ()
            for key in named:
                if key not in units:
                    yield Problem(0, f"{item.id} › townships", f"没有编号是 {key} 的乡镇。",
                                  did_you_mean(key, units, "核对 units.yaml 里的编号。"), f"config/rubric-{year}.yaml")


def target_faults(year: YearTargets, units: Mapping[str, Unit]) -> Iterator[Problem]:
    """Targets that are missing altogether, and those of indicators and units that are not there."""
    document, indicators = year.document, year.rubric.indicators
    if document.data is None:   # refused already
        return
    for item in indicators.values():
        if item.target == "per_unit" and not year.targets.get(item.id):
            yield document.problem((item.id,), f"“{item.name}”的目标各单位不同（per_unit），这里一个也没有写。",
                                   f"补上一行  {item.id}: {{单位编号: 目标值}}")
    for item, by_unit in year.targets.items():
        if item not in indicators:
            yield document.problem((item,), f"没有编号是 {item} 的指标。", did_you_mean(item, indicators, "核对编号。"))
        for key in by_unit:
            if key not in units:
                yield document.problem((item, key), f"没有编号是 {key} 的单位。", did_you_mean(key, units, "核对编号。"))
