"""A whole year of figures: every indicator by the shape that its figures have, the county added up, what is due, the stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial

from data.make_demo import cases, counts, rates
from data.make_demo.months import added, due
from data.make_demo.stories import happened, tell, without_the_silent
from data.make_demo.typical import FERTILISER, LEVELS, OWN_COUNTS, PESTICIDE, RISING, STAGED
from data.make_demo.world import Figures, Key, World

RESPONSIBILITY = ("责任书签订", "任务分解文件", "一岗双责清单", "纳入综合考核", "责任追究机制")
NETWORK = ("预警发布机制", "水质自动站", "乡镇空气站", "数据接入县平台")

SHAPES: dict[str, Callable[[World, str], Figures]] = {
    **dict.fromkeys(LEVELS, rates.levels), **dict.fromkeys(RISING, rates.rising),
    **dict.fromkeys(OWN_COUNTS, counts.own_counts), **dict.fromkeys(STAGED, counts.staged),
    "A02": partial(counts.checklist, order=RESPONSIBILITY, by_quarter=(2, 3, 4, 5)),
    "H05": partial(counts.checklist, order=NETWORK, by_quarter=(1, 1.25, 3, 4)),
    "C01": rates.air, "C02": rates.good_days,
    "F03": partial(rates.against_last_year, course=FERTILISER), "F04": partial(rates.against_last_year, course=PESTICIDE),
    "C03": counts.shared_counts, "C04": counts.shared_counts, "D05": counts.black_water, "G03": counts.villages,
    "G02": counts.awards, "C05": counts.fires, "G04": counts.none_happened, "J03": counts.none_happened,
    "M03": counts.slips,
    "D01": cases.sections, "D02": cases.sources, "H02": cases.punished, "I01": cases.in_time, "I02": cases.repeated,
    "M01": rates.closed_in_time, "M02": cases.put_right,
}

# The city monitors these, or a department counts them: the county's own row is what its townships' add up to.
ADDED_UP = ("B01", "C05", "D01", "D02", "F03", "F04", "G04", "G06", "J03")


def year_of_figures(world: World, last_month: int = 12) -> Figures:
    """All that is reported in a year up to a month, by unit, indicator, part and month."""
    course: Figures = {}
    for indicator in world.rubric.indicators:
        course.update(SHAPES[indicator](world, indicator))
    reported = tell(world, due(world, course, last_month))
    reported.update(_county_rows(world, reported))
    return without_the_silent(world, {**reported, **happened(world, last_month)})


def _county_rows(world: World, figures: Figures) -> Figures:
    """The county's rows that are the sum of its townships'."""
    townships = {unit.id for unit in world.county.of_kind("township")}
    members = defaultdict(list)
    for key, figure in figures.items():
        if key.indicator in ADDED_UP and key.unit in townships:
            members[key._replace(unit=world.county.whole.id)].append(figure)
    return {key: added(those) for key, those in members.items()}


def in_order(world: World, figures: Figures) -> list[Key]:
    """The keys as a form lists them: by month, unit, and the rubric's own order."""
    parts = {**{key: item.part_names for key, item in world.rubric.indicators.items()}, **world.rubric.reported_events}
    units = {unit: at for at, unit in enumerate(world.county.units)}
    items = {item: at for at, item in enumerate(parts)}
    return sorted(figures, key=lambda key: (key.month, units[key.unit], items[key.indicator],
                                            parts[key.indicator].index(key.part)))
