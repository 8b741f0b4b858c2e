"""Rates: levels that stand somewhere, shares that rise from nought, the air, and change against last year."""

from __future__ import annotations

from collections.abc import Iterator

from data.make_demo.typical import CALENDAR, FARMLAND, GOOD_DAYS, LEVELS, PM25, RISING, Year
from data.make_demo.world import Figure, Figures, Key, World, months, within
from readiness.county import Unit

_AIR_OF_TYPE = {"城区型": 1.5, "工业型": 3.0, "农业型": 0.5, "生态型": -4.0}
_GOOD_OF_TYPE = {"城区型": -2.0, "工业型": -3.0, "农业型": 0.0, "生态型": 6.0}
_TONNES = {"F03": 300.0, "F04": 2.0}           # a year's use on 万亩 of farmland
_QUARTERS = (0.25, 0.35, 0.3, 0.1)
_SPREAD = {"F03": 0.8, "F04": 1.0}


def levels(world: World, indicator: str) -> Figures:
    """A height of its own for each unit, following the county's course, with a little noise."""
    spec = LEVELS[indicator]
    found: Figures = {}
    for unit in world.reporters(indicator):
        chance = world.chance(indicator, unit.id)
        of_units = unit.kind != "county"
        own = of_units * spec.lift + spec.spread * world.leaning(unit, indicator) - spec.rise * world.years_back
        noise = of_units * 0.1 * spec.spread
        course = [round(within(value + own + chance.gauss(0.0, noise), spec.low, spec.high), 1) for value in spec.months]
        found.update(months(unit, indicator, course))
    return found


def closed_in_time(world: World, indicator: str) -> Figures:
    """整改销号率, and the more cases overdue the lower it is."""
    found = levels(world, indicator)
    overdue = {key._replace(part="逾期件数"): Figure(2 if figure.value < 80 else 1 if figure.value < 90 else 0)
               for key, figure in found.items()}
    return {**found, **overdue}


def rising(world: World, indicator: str) -> Figures:
    """Each unit, and each part, at a pace of its own; what is done stays done."""
    spec = RISING[indicator]
    found: Figures = {}
    for unit in world.reporters(indicator):
        for part in world.rubric.indicators[indicator].part_names:
            pace = spec.before**world.years_back * (1.0 + spec.spread * world.leaning(unit, indicator + part))
            course = [round(within(value * pace, 0.0, spec.top), 1) for value in spec.months]
            found.update(months(unit, indicator, course, part))
    return found


def air(world: World, indicator: str) -> Figures:
    """PM2.5 by month with its valid days: the season, a wave that all stations share, a smaller one of each station."""
    pace = 0.965 * 1.075**world.years_back
    shared = _wave(world, "county", 1.6)
    found: Figures = {}
    for unit in world.reporters(indicator):
        own = _wave(world, unit.id, 0.0 if unit.kind == "county" else 0.8)
        above = _AIR_OF_TYPE.get(unit.type, 0.0) - 0.5 * world.skill(unit)
        days = _valid_days(world, unit)
        for month, season in enumerate(PM25):
            value = (season + above * season / 31.7) * pace + shared[month] + own[month]
            found[Key(unit.id, indicator, "", month + 1)] = Figure(round(max(value, 5.0), 1), days[month])
    return found


def _wave(world: World, name: str, size: float) -> list[float]:
    """AR(1) noise: a bad month is likely to follow a bad month."""
    chance = world.chance("wave", name)
    wave, state = [], 0.0
    for _ in CALENDAR:
        state = 0.5 * state + chance.gauss(0.0, size * 0.866)
        wave.append(state)
    return wave


def _valid_days(world: World, unit: Unit) -> list[int]:
    chance = world.chance("valid days", unit.id)
    return [days - chance.choice((0, 0, 0, 1, 2)) for days in CALENDAR]


def good_days(world: World, indicator: str) -> Figures:
    """优良天数 of the same valid days, fewer where the month's PM2.5 is off its season."""
    found: Figures = {}
    shared = _wave(world, "county", 1.6)
    for unit in world.reporters(indicator):
        chance = world.chance(indicator, unit.id)
        above = _GOOD_OF_TYPE.get(unit.type, 0.0) + 0.8 * world.skill(unit) - 1.5 * world.years_back
        noise = 0.0 if unit.kind == "county" else 1.5
        for month, days in enumerate(_valid_days(world, unit)):
            percent = within(GOOD_DAYS[month] + above - 0.5 * shared[month] + chance.gauss(0.0, noise), 40.0, 100.0)
            found[Key(unit.id, indicator, "", month + 1)] = Figure(round(days * percent / 100.0), days)
    return found


def against_last_year(world: World, indicator: str, course: Year) -> Figures:
    """Tonnes of each quarter over last year's same quarter: this year's denominator is last year's figure."""
    found: Figures = {}
    for unit in world.townships(indicator):
        for quarter, change in enumerate(_quarterly(course)):
            before = _tonnes(world, unit, indicator, quarter, change, world.year - 1)
            now = _tonnes(world, unit, indicator, quarter, change, world.year)
            found[Key(unit.id, indicator, "", 3 * quarter + 3)] = Figure(now, before)
    return found


def _quarterly(course: Year) -> Iterator[float]:
    """The change of each quarter alone, from the changes so far in the year."""
    so_far = before = 0.0
    for share, change in zip(_QUARTERS, course, strict=True):
        so_far += share
        yield (change * so_far - before) / share
        before = change * so_far


def _tonnes(world: World, unit: Unit, indicator: str, quarter: int, change: float, year: int) -> float:
    """A quarter's use: that of the year before, changed by what is typical and by the unit's own doing."""
    if year < 2023:
        return round(_TONNES[indicator] * FARMLAND[unit.id] * _QUARTERS[quarter], 2)
    before = _tonnes(world, unit, indicator, quarter, change, year - 1)
    own = World(year, world.rubric, world.county)
    pace = change - _SPREAD[indicator] * own.leaning(unit, indicator)
    return round(before * (1.0 + pace / 100.0), 2)
