"""Counts: own ones, tasks that the county has shared out, projects by stage, lists, awards, events."""

from __future__ import annotations

from collections.abc import Iterable
from math import floor

from data.make_demo.typical import FINDERS, FIRES, OWN_COUNTS, PROJECTS, SHARED, STAGED, Year
from data.make_demo.world import Figure, Figures, Key, World, increments, months, within
from readiness.county import Unit

_AWARDS = (("国家级乡镇命名", 3.0), ("省级乡镇命名", 2.0), ("国家级乡镇受理", 1.5), ("省级乡镇受理", 1.0),
           ("市级乡镇受理", 0.5), ("生态村受理", 0.25))
_TAKEN_OVER = {10: "自验", 11: "市验", 12: "省验"}
_SLIPS = (("迟报", 0.6), ("漏报", 0.25), ("数据错误", 0.15))


def own_counts(world: World, indicator: str) -> Figures:
    """Each unit towards its own target, at its own pace; whole numbers."""
    course = OWN_COUNTS[indicator]
    found: Figures = {}
    for unit in world.reporters(indicator):
        pace = world.target(indicator, unit) / course[-2] * (1.0 + 0.12 * world.leaning(unit, indicator))
        start = 0.5 if unit.kind == "county" else world.chance(indicator, unit.id).uniform(0.35, 0.85)
        running = [floor(value * pace + start) for value in course]
        found.update(months(unit, indicator, increments(running)))
    return found


def shared_counts(world: World, indicator: str, part: str = "") -> Figures:
    """The county's count, one after the other done by the township that is least far and best able."""
    total = world.target(indicator, world.county.whole)
    course = [round(value * total / SHARED[indicator][-1]) for value in SHARED[indicator]]
    done = {unit.id: [0] * 12 for unit in world.townships(indicator)}
    for month, number in enumerate(increments(course)):
        for _ in range(int(number)):
            done[_next(world, indicator, done)][month] += 1
    found: Figures = {}
    for unit in world.townships(indicator):
        found.update(months(unit, indicator, done[unit.id], part))
    return found


def _next(world: World, indicator: str, done: dict[str, list[int]]) -> str:
    """The township whose next task comes first: few done for its target, and quick."""
    def far(unit: Unit) -> float:
        target, so_far = world.target(indicator, unit), sum(done[unit.id])
        if so_far >= target:
            return 1e9
        return (so_far + 0.6) / target / (1.0 + 0.3 * world.leaning(unit, indicator))
    return min(world.townships(indicator), key=far).id


def black_water(world: World, indicator: str) -> Figures:
    """黑臭水体: those cleared, and none that came back."""
    cleared = shared_counts(world, indicator)
    return {**cleared, **{key._replace(part="返黑返臭"): Figure(0) for key in cleared}}


def villages(world: World, indicator: str) -> Figures:
    """Villages done, and from October on what has been taken over by whom."""
    found = shared_counts(world, indicator, "完成村数")
    for unit in world.townships(indicator):
        for month in range(1, 13):
            done = sum(found[Key(unit.id, indicator, "完成村数", m)].value for m in range(1, month + 1))
            for part in _TAKEN_OVER.values():
                found[Key(unit.id, indicator, part, month)] = Figure(done if _TAKEN_OVER.get(month) == part else 0)
    return found


def staged(world: World, indicator: str) -> Figures:
    """How many of a township's projects stand in each stage; some run ahead of the county's course, some behind."""
    stages = world.rubric.indicators[indicator].rule.stages
    found: Figures = {}
    for unit in world.townships(indicator):
        paces = _paces(world, unit, indicator)
        for month, course in enumerate(STAGED[indicator], start=1):
            at = [_stage(stages, course / 100.0 * pace) for pace in paces]
            found.update({Key(unit.id, indicator, stage, month): Figure(at.count(stage)) for stage in stages})
    return found


def _paces(world: World, unit: Unit, indicator: str) -> list[float]:
    """The paces of a township's projects, spread evenly about its own."""
    number = PROJECTS[indicator][unit.id]
    own = 1.0 + 0.06 * world.leaning(unit, indicator) + 0.03 * (number == 1)
    return [own + 0.5 * ((at + 0.5) / number - 0.5) for at in range(number)]


def _stage(stages: dict[str, float], progress: float) -> str:
    """The stage nearest to a progress."""
    return min(stages, key=lambda stage: abs(stages[stage] - progress))


def checklist(world: World, indicator: str, order: Iterable[str], by_quarter: Year) -> Figures:
    """So many items of a list are in place by each quarter: one more for the best units, one fewer for the worst."""
    found: Figures = {}
    names = list(order)
    for unit in world.reporters(indicator):
        lean = round(0.55 * world.leaning(unit, indicator))
        for quarter, typical in enumerate(by_quarter):
            done = within(typical + lean, 1 if quarter else min(1, typical), len(names))
            for at, name in enumerate(names):
                found[Key(unit.id, indicator, name, 3 * quarter + 3)] = Figure(within(done - at, 0, 1))
    return found


def awards(world: World, indicator: str) -> Figures:
    """生态创建: what has been applied for and awarded, the nearest quarter point to where the year should be."""
    plan = world.rubric.indicators[indicator].plan_shares
    names = world.rubric.indicators[indicator].part_names
    found: Figures = {}
    for unit in world.townships(indicator):
        pace = world.target(indicator, unit) * (1.0 + 0.08 * world.leaning(unit, indicator))
        for month in (3, 6, 9, 12):
            left = floor(4 * (pace * plan[month - 1] + 0.17)) / 4
            counted = dict.fromkeys(names, 0)
            for name, worth in _AWARDS:
                counted[name], left = int(left // worth), left % worth
            found.update({Key(unit.id, indicator, name, month): Figure(count) for name, count in counted.items()})
    return found


def fires(world: World, indicator: str) -> Figures:
    """火点: mostly where there is much farmland and little care; most are found by the county itself."""
    units = world.townships(indicator)
    found = _none(world, indicator, units)
    chance = world.chance(indicator)
    weights = [(unit.population or 1.0) * max(1.4 - world.skill(unit), 0.2) for unit in units]
    number = 1.0 + 0.3 * world.years_back
    for month, new in enumerate(increments(floor(total * number) for total in FIRES), start=1):
        for _ in range(int(new)):
            unit = chance.choices(units, weights)[0]
            finder = chance.choices(list(FINDERS), list(FINDERS.values()))[0]
            key = Key(unit.id, indicator, finder, month)
            found[key] = Figure(found[key].value + 1)
    return found


def slips(world: World, indicator: str) -> Figures:
    """迟报、漏报、数据错误: now and then, less often where care is taken."""
    units = world.reporters(indicator)
    found = _none(world, indicator, units)
    for unit in units:
        chance = world.chance(indicator, unit.id)
        often = within(0.22 - 0.1 * world.skill(unit), 0.03, 0.6)
        for month in range(1, 13):
            if chance.random() < often:
                part = chance.choices([name for name, _ in _SLIPS], [weight for _, weight in _SLIPS])[0]
                found[Key(unit.id, indicator, part, month)] = Figure(1)
    return found


def none_happened(world: World, indicator: str) -> Figures:
    """Events so rare that the stories tell them one by one."""
    return _none(world, indicator, world.townships(indicator))


def _none(world: World, indicator: str, units: list[Unit]) -> Figures:
    parts = world.rubric.indicators[indicator].part_names
    return {Key(unit.id, indicator, part, month): Figure(0)
            for unit in units for part in parts for month in range(1, 13)}
