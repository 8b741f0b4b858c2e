"""Composite indices as they are made elsewhere (COINr, OECD, UNDP), as rubrics, against plain reckonings and published figures."""

import math
import statistics
from pathlib import Path

import pytest

from tests.shell import YEAR, by_unit, item, led, scored
from tests.test_green_index import TABLE

# Five places, four indicators; the third is better the lower it is.
PLACES = {
    "T01": (71.2, 1480.0, 42.0, 0.31), "T02": (64.9, 2210.5, 35.5, 0.22), "T03": (80.4, 990.0, 51.3, 0.47),
    "T04": (75.0, 1480.0, 29.8, 0.35), "T05": (58.3, 1775.2, 38.1, 0.47)}
WEIGHTS, LESS = (30, 25, 25, 20), (False, False, True, False)
TARGETS, BEFORE = (85, 2000, 25, 0.5), (50, 900, 60, 0.2)
COLUMNS = list(zip(*PLACES.values(), strict=True))


def indicator_of(at: int, rule: dict, **more) -> dict:
    side = {"less_is_better": True} if LESS[at] else {}
    return item(WEIGHTS[at], {**rule, **side}, possible=[0, 10_000], **more)


def rows_of(places: dict[str, tuple]) -> list[tuple]:
    return [(unit, f"I{at}", "", f"{YEAR}-12", value, "") for unit, row in places.items() for at, value in enumerate(row)]


def totals(folder: Path, items: dict, **rubric) -> dict[str, float]:
    found = by_unit(scored(folder, led(items, list(PLACES), **rubric), rows_of(PLACES)), "total")
    return {unit: float(found[unit]) for unit in PLACES}


def weighted_mean(normalised) -> dict[str, float]:
    """`normalised(value, column, at)` on 0 to 100, put together by the weights."""
    return {unit: sum(weight * normalised(row[at], COLUMNS[at], at) for at, weight in enumerate(WEIGHTS)) / 100
            for unit, row in PLACES.items()}


def min_max(value, column, at):
    share = (value - min(column)) / (max(column) - min(column))
    return 100 * (1 - share if LESS[at] else share)


def test_min_max_and_a_weighted_arithmetic_mean(tmp_path):
    items = {f"I{at}": indicator_of(at, {"type": "min_max"}) for at in range(4)}
    assert totals(tmp_path, items) == pytest.approx(weighted_mean(min_max), abs=1e-9)


@pytest.mark.parametrize(("deviation", "of"), [("sample", statistics.stdev), ("population", statistics.pstdev)])
def test_z_scores_of_mean_50_and_deviation_10(tmp_path, deviation, of):
    items = {f"I{at}": indicator_of(at, {"type": "z_score", "deviation": deviation, "at_mean": WEIGHTS[at] / 2,
                                         "per_deviation": WEIGHTS[at] / 10}) for at in range(4)}
    expected = weighted_mean(lambda value, column, at: 50 + 10 * (-1 if LESS[at] else 1) * (value - statistics.fmean(column)) / of(column))
    assert totals(tmp_path, items) == pytest.approx(expected, abs=1e-9)


def test_ranks_from_100_for_the_first_to_0_for_the_last(tmp_path):
    items = {f"I{at}": indicator_of(at, {"type": "rank", "ties": "average"}) for at in range(4)}

    def borda(value, column, at):
        beaten = sum(other > value if LESS[at] else other < value for other in column)
        return 100 * (beaten + (column.count(value) - 1) / 2) / (len(column) - 1)
    assert totals(tmp_path, items) == pytest.approx(weighted_mean(borda), abs=1e-9)


def test_the_fraction_of_the_best(tmp_path):
    items = {f"I{at}": indicator_of(at, {"type": "relative_to_best"}) for at in range(4)}
    expected = weighted_mean(lambda value, column, at: 100 * (min(column) / value if LESS[at] else value / max(column)))
    assert totals(tmp_path, items) == pytest.approx(expected, abs=1e-9)


def test_the_distance_to_a_target_from_where_one_stood(tmp_path):
    items = {f"I{at}": indicator_of(at, {"type": "dist_to_target"}, target=TARGETS[at], baseline=BEFORE[at]) for at in range(4)}
    expected = weighted_mean(lambda value, _, at: 100 * min(max((value - BEFORE[at]) / (TARGETS[at] - BEFORE[at]), 0), 1))
    assert totals(tmp_path, items) == pytest.approx(expected, abs=1e-9)


def test_min_max_from_1_to_100_and_a_weighted_geometric_mean(tmp_path):
    items = {f"I{at}": indicator_of(at, {"type": "efficacy", "c": 1, "d": 99}) for at in range(4)}
    categories = {f"K{at}": {"indicators": {key: entry}} for at, (key, entry) in enumerate(items.items())}
    expected = {unit: math.prod((1 + 0.99 * min_max(row[at], COLUMNS[at], at)) ** (weight / 100) for at, weight in enumerate(WEIGHTS))
                for unit, row in PLACES.items()}
    assert totals(tmp_path, categories, combine="geometric") == pytest.approx(expected, abs=1e-9)


def test_a_geometric_mean_is_nought_where_any_indicator_is(tmp_path):
    categories = {f"K{at}": {"indicators": {f"I{at}": indicator_of(at, {"type": "min_max"})}} for at in range(4)}
    expected = {unit: math.prod((min_max(row[at], COLUMNS[at], at) / 100) ** (weight / 100) for at, weight in enumerate(WEIGHTS)) * 100
                for unit, row in PLACES.items()}
    assert min(expected.values()) == 0 < max(expected.values())
    assert totals(tmp_path, categories, combine="geometric") == pytest.approx(expected, abs=1e-9)


# The human development index of 2019 (UNDP, Human Development Report 2020): life expectancy, expected and mean years of
# schooling, income per head, and the published index.
HDI = {"挪威": (82.4, 18.1, 12.9, 66_494, 0.957), "中国": (76.9, 14.0, 8.1, 16_057, 0.761), "尼日尔": (62.4, 6.5, 2.1, 1_201, 0.394)}


def test_the_human_development_index_of_2019(tmp_path):
    ends = {"I0": (20, 85), "I1": (0, 18), "I2": (0, 15), "I3": (math.log(100), math.log(75_000))}
    third = {key: item(points, {"type": "linear", "zero_at": low, "full_at": high})
             for (key, (low, high)), points in zip(ends.items(), (100, 50, 50, 100), strict=True)}
    categories = {"寿命": {"indicators": {"I0": third["I0"]}}, "教育": {"indicators": {key: third[key] for key in ("I1", "I2")}},
                  "收入": {"indicators": {"I3": third["I3"]}}}
    places = {f"T{at:02d}": (*row[:3], math.log(row[3])) for at, row in enumerate(HDI.values())}
    found = by_unit(scored(tmp_path, led(categories, list(places), combine="geometric"), rows_of(places)), "total")
    expected = [math.prod((life, (min(school, 1) + mean) / 2, income)) ** (1 / 3) for life, school, mean, income in (
        ((row[0] - 20) / 65, row[1] / 18, row[2] / 15, math.log(row[3] / 100) / math.log(750)) for row in HDI.values())]
    got = [float(found[unit]) / 100 for unit in places]
    assert got == pytest.approx(expected, abs=1e-9)
    assert got == pytest.approx([row[4] for row in HDI.values()], abs=0.0011)      # their inputs are published at one decimal


# The green development index of 2016 put together otherwise.
GREEN = {"资源利用": 29.3, "环境治理": 16.5, "环境质量": 19.3, "生态保护": 16.5, "增长质量": 9.2, "绿色生活": 9.2}


def green(folder: Path, combine: str) -> dict[str, float]:
    kinds = {f"K{at}": {"indicators": {f"I{at}": item(weight, {"type": "linear", "zero_at": 0, "full_at": 100})}}
             for at, weight in enumerate(GREEN.values())}
    provinces = {f"T{at:02d}": [row[name] for name in GREEN] for at, row in enumerate(TABLE.values())}
    found = by_unit(scored(folder, led(kinds, list(provinces), combine=combine), rows_of(provinces)), "total")
    return dict(zip(TABLE, (float(found[unit]) for unit in provinces), strict=True))


def test_the_lowest_of_the_six_green_indices_is_each_provinces_result(tmp_path):
    assert green(tmp_path, "lowest") == pytest.approx({province: min(row.values()) for province, row in TABLE.items()}, abs=1e-9)


def test_the_geometric_mean_of_the_six_green_indices(tmp_path):
    expected = {province: math.exp(sum(weight * math.log(row[name]) for name, weight in GREEN.items()) / 100)
                for province, row in TABLE.items()}
    assert green(tmp_path, "geometric") == pytest.approx(expected, abs=1e-9)
