"""Rates of cases: complaints, problems handed over, offences, water sources, river sections; each with its denominator."""

from __future__ import annotations

from collections.abc import Sequence

from data.make_demo.typical import ON_TIME, PUNISHED, PUT_RIGHT, REPEATED
from data.make_demo.world import Figure, Figures, Key, World, within
from readiness.county import Unit

_COMPLAINTS = 1.3          # a month and 万人
_SECTION_FAILS = (0, 0, 4, 5, 6, 18, 22, 20, 12, 8, 4, 3)   # chance in percent by month: the flood months are the worst
_DRY_SOURCES = {"T10"}     # spring-fed: short of water, and of quality, in the dry season


def in_time(world: World, indicator: str) -> Figures:
    """Complaints dealt with in time, of all that came in."""
    return _of_cases(world, indicator, [2.0 * (100.0 - rate) for rate in ON_TIME], better=True)


def repeated(world: World, indicator: str) -> Figures:
    """Complaints that came a second time, of the same complaints."""
    return _of_cases(world, indicator, REPEATED, better=False)


def _of_cases(world: World, indicator: str, risks: Sequence[float], better: bool) -> Figures:
    """Each complaint goes well or badly on its own, at a risk in percent; the form counts the good ones, or the bad."""
    found: Figures = {}
    for unit in world.townships(indicator):
        chance = world.chance(indicator, unit.id)
        for month, number in enumerate(_complaints(world, unit)):
            risk = risks[month] / 100.0 * within(1.1 - 0.6 * world.skill(unit), 0.0, 2.5)
            bad = sum(chance.random() < risk for _ in range(number))
            found[Key(unit.id, indicator, "", month + 1)] = Figure(number - bad if better else bad, number)
    return found


def _complaints(world: World, unit: Unit) -> list[int]:
    chance = world.chance("complaints", unit.id)
    return [max(round(unit.population * _COMPLAINTS + chance.gauss(0.0, 1.2)), 0) for _ in range(12)]


def put_right(world: World, indicator: str) -> Figures:
    """Problems handed over by the county's inspection, and those put right in time."""
    found: Figures = {}
    for unit in world.reporters(indicator):
        if unit.kind == "county":
            continue
        chance = world.chance(indicator, unit.id)
        for month in range(12):
            number = chance.choice((3, 4, 4, 5, 6)) if unit.kind == "township" else chance.choice((0, 1, 2, 2, 3))
            risk = (100.0 - PUT_RIGHT[month]) / 100.0 * within(1.0 - 0.6 * world.skill(unit), 0.1, 2.0)
            good = sum(chance.random() >= risk for _ in range(number))
            found[Key(unit.id, indicator, "", month + 1)] = Figure(good, number)
    return found


def punished(world: World, indicator: str) -> Figures:
    """Offences dealt with: the county's cases, as near to the typical rate as whole cases come."""
    chance = world.chance(indicator)
    found: Figures = {}
    cases = settled = 0
    for month, rate in enumerate(PUNISHED, start=1):
        number = chance.randint(12, 20)
        cases += number
        good = round(within(rate / 100.0 * cases - settled, 0, number))
        settled += good
        found[Key(world.county.whole.id, indicator, "", month)] = Figure(good, number)
    return found


def sources(world: World, indicator: str) -> Figures:
    """饮用水水源: tests passed of tests taken; the spring-fed source fails one in the dry first quarter of some years."""
    found: Figures = {}
    for unit in world.townships(indicator):
        for month in range(1, 13):
            fails = unit.id in _DRY_SOURCES and month == 2 and world.chance(indicator, unit.id).random() < 0.5
            found[Key(unit.id, indicator, "", month)] = Figure(9 - fails, 9)
    return found


def sections(world: World, indicator: str) -> Figures:
    """河流断面: one a township; each month it is on target or not, and half comes back where the annual mean passes."""
    found: Figures = {}
    for unit in world.townships(indicator):
        chance = world.chance(indicator, unit.id)
        failed = 0
        for month in range(1, 13):
            fails = chance.random() * 100.0 < _SECTION_FAILS[month - 1] * within(1.0 - 0.3 * world.skill(unit), 0.3, 2.0)
            failed += fails
            found[Key(unit.id, indicator, "", month)] = Figure(int(not fails), 1)
            found[Key(unit.id, indicator, "年均达标断面超标月次", month)] = Figure(failed if failed <= 2 else 0)
            found[Key(unit.id, indicator, "劣Ⅴ类月次", month)] = Figure(0)
    return found
