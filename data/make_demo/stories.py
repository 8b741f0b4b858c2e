"""Stories: a few figures of their own, so that the demo shows what a real year shows.

`ENDS` bends a whole course to the figure it is to reach, `FIGURES` puts single months in place, `HAPPENED` holds bonuses,
deductions and vetoes, `SILENT` what never came in.  What each story comes to is worked out in `tests/test_demo_stories.py`.
"""

from __future__ import annotations

from data.make_demo.typical import LEVELS
from data.make_demo.world import Figure, Figures, Key, World

# unit → indicator → the figure at the end of what is reported; the months before it keep their shape
ENDS: dict[int, dict[str, dict[str, float]]] = {2026: {
    # 茶岭乡: exactly 90.00, and so 优秀; one red item (A03) stands between it and more
    "T13": {"A03": 74, "D04": 37, "E02": 98.1, "E03": 28.75, "G05": 63, "H03": 34, "J01": 40.5, "J02": 26.6, "K01": 13.5},
    # 云峰镇 and 龙潭乡: different items, the same 88.00
    "T10": {"A03": 82, "D04": 33, "E02": 96.3, "E03": 29, "G05": 72, "H03": 35.2, "J01": 46, "J02": 25.2, "K01": 12, "M01": 92},
    "T15": {"A03": 86, "D04": 32, "E02": 95.4, "E03": 27, "G05": 71, "H03": 33.6, "J01": 40.5, "J02": 25.2, "K01": 12},
    # 竹坪乡: few items apply, and it does them well
    "T14": {"A03": 95, "D04": 45.5, "E02": 98.4, "E03": 32.3, "G05": 72.5, "H03": 39.2, "K01": 14.1},
    # the county's money comes in on time and is spent late (财政局)
    "QL": {"J02": 14},
}}

# (unit, indicator, part) → month → value, or value and denominator
Told = dict[tuple[str, str, str], dict[int, float | tuple[float, float]]]
FIGURES: dict[int, Told] = {
    2024: {
        ("T03", "G04", "一般"): {9: 1}, ("T09", "G04", "一般"): {6: 1}, ("T09", "G04", "一般按期整改"): {9: 1},
        ("T02", "J03", "一般"): {6: 1},
    },
    2025: {
        ("T03", "G04", "一般"): {6: 1}, ("T03", "G04", "一般按期整改"): {9: 1}, ("T10", "G04", "一般"): {12: 1},
        ("T04", "J03", "一般"): {12: 1},
    },
    2026: {
        # 沙湾镇: two fires that the ministry's satellite saw, and the item is lost for the year
        ("T06", "C05", "部卫星"): {3: 1, 5: 1},
        # 柳塘镇: its section turns 劣Ⅴ in May, and a veto threatens
        ("T05", "D01", ""): {3: (0, 1), 5: (0, 1)}, ("T05", "D01", "劣Ⅴ类月次"): {5: 1},
        ("T05", "D01", "年均达标断面超标月次"): {3: 1, 4: 1, 5: 0},
        # 桃坞乡: red in March, yellow in April, green in May
        ("T16", "A03", ""): {1: 84, 2: 80, 3: 78, 4: 84, 5: 97},
        ("T16", "E02", ""): {1: 96, 2: 95.8, 3: 95.9, 4: 98.2, 5: 98.7},
        ("T16", "H03", ""): {1: 2, 2: 4, 3: 4.5, 4: 26, 5: 39.5},
        ("T16", "J01", ""): {1: 0, 2: 4, 3: 9, 4: 30, 5: 42},
        ("T16", "J02", ""): {1: 0, 2: 1.5, 3: 6, 4: 13.5, 5: 27},
        ("T16", "C01", ""): {1: (54.4, 31), 2: (44.3, 28), 3: (36.6, 31), 4: (28, 30), 5: (22.8, 31)},
        ("T16", "C02", ""): {1: (22, 31), 2: (22, 28), 3: (28, 31), 4: (28, 30), 5: (28, 31)},
        ("T16", "I02", ""): {m: (0, 3) for m in range(1, 6)}, ("T16", "M02", ""): {1: (4, 4), 2: (4, 4), 3: (1, 4), 4: (4, 4), 5: (4, 4)},
        ("T16", "G02", "生态村受理"): {3: 1}, ("T16", "G03", "完成村数"): {2: 1, 5: 0},
        # what 茶岭乡's, 云峰镇's and 龙潭乡's totals rest on
        **{(unit, "I01", ""): {m: (3, 3) for m in range(1, 6)} for unit in ("T13", "T10", "T15")},
        **{(unit, "I02", ""): {m: (0, 3) for m in range(1, 6)} for unit in ("T13", "T10", "T15")},
        ("T13", "M02", ""): {m: (4, 4) for m in range(1, 6)},
        **{(unit, "M02", ""): {1: (4, 4), 2: (3, 4), 3: (4, 4), 4: (3, 4), 5: (4, 4)} for unit in ("T10", "T15")},
        ("T13", "M03", "迟报"): {1: 0, 2: 1, 3: 0, 4: 1, 5: 0}, ("T15", "M03", "迟报"): {1: 1, 2: 0, 3: 0, 4: 1, 5: 0},
        ("T10", "M03", "迟报"): {1: 0, 2: 0, 3: 1, 4: 0, 5: 0}, ("T10", "M03", "漏报"): {1: 0, 2: 0, 3: 0, 4: 1, 5: 0},
        **{(unit, "M03", part): dict.fromkeys(range(1, 6), 0) for unit, part in (
            ("T13", "漏报"), ("T13", "数据错误"), ("T15", "漏报"), ("T15", "数据错误"), ("T10", "数据错误"))},
        ("T10", "M01", "逾期件数"): {1: 0, 2: 0, 3: 0, 4: 1, 5: 1},
        **{(unit, "G03", "完成村数"): {4: 1, 5: 0} for unit in ("T13", "T10", "T15", "T14")},
        ("T15", "G02", "生态村受理"): {3: 1}, ("T15", "G06", "前期"): {5: 1}, ("T15", "G06", "土建"): {5: 1}, ("T15", "G06", "未启动"): {5: 0},
    },
}

# year → (unit, id, kind of event, month, how many)
HAPPENED: dict[int, tuple[tuple[str, str, str, int, int], ...]] = {
    2024: (("QL", "DD2", "通报曝光", 7, 1), ("T03", "DD3", "逾期督办单", 5, 1), ("T09", "BN5", "表扬事项", 6, 1),
           ("T11", "V6", "", 8, 1)),
    2025: (("QL", "BN2", "省级推广", 9, 1), ("QL", "DD1", "市约谈", 8, 1), ("T09", "BN1", "省级生态乡镇", 11, 1),
           ("T02", "DD2", "通报曝光", 4, 1), ("D12", "BN5", "表扬事项", 10, 1), ("D09", "DD3", "逾期督办单", 9, 2)),
    2026: (("QL", "BN5", "表扬事项", 2, 1), ("QL", "BN2", "省级推广", 3, 1), ("T14", "BN5", "表扬事项", 4, 1), ("D05", "BN5", "表扬事项", 3, 1),
           ("T03", "DD3", "逾期督办单", 5, 1), ("D09", "DD3", "逾期督办单", 4, 1), ("D15", "DD3", "逾期督办单", 5, 1)),
}

# year → unit → months in which nothing came in
SILENT = {2026: {"T12": (4, 5)}}


def tell(world: World, figures: Figures) -> Figures:
    """The figures with courses bent and single months put in place; only months that are reported are touched."""
    told = dict(figures)
    for unit, ends in ENDS.get(world.year, {}).items():
        for indicator, end in ends.items():
            told.update(_bent(told, unit, indicator, end))
    for (unit, indicator, part), by_month in FIGURES.get(world.year, {}).items():
        for month, told_as in by_month.items():
            key = Key(unit, indicator, part, month)
            if key in told:
                told[key] = Figure(*told_as) if isinstance(told_as, tuple) else Figure(told_as)
    return told


def _bent(figures: Figures, unit: str, indicator: str, end: float) -> Figures:
    """One unit's course, moved (a level) or stretched (a share that rises from nought) to end at `end`."""
    course = sorted((key for key in figures if key.unit == unit and key.indicator == indicator and not key.part),
                    key=lambda key: key.month)
    last = figures[course[-1]].value
    if indicator in LEVELS:
        bent = {key: Figure(round(min(figures[key].value + end - last, 100.0), 1)) for key in course}
    else:
        bent = {key: Figure(round(figures[key].value * end / last, 1)) for key in course}
    return {**bent, course[-1]: Figure(end)}


def happened(world: World, last_month: int) -> Figures:
    """The rows of bonuses, deductions and vetoes."""
    return {Key(unit, item, kind, month): Figure(count)
            for unit, item, kind, month, count in HAPPENED.get(world.year, ()) if month <= last_month}


def without_the_silent(world: World, figures: Figures) -> Figures:
    """What is left where a unit sent nothing in."""
    silent = SILENT.get(world.year, {})
    return {key: figure for key, figure in figures.items() if key.month not in silent.get(key.unit, ())}
