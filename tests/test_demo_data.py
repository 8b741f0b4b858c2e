"""The demo county: its rubric says what the county's papers say, and its forms hold what forms can hold.

The facts stand here a second time, written from the county's papers and not from `config/`.
"""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from openpyxl import load_workbook

from data.make_demo.__main__ import write_all
from readiness.configuration import load_configuration

ROOT = Path(__file__).resolve().parent.parent
DEMO, FAULTY = ROOT / "data" / "demo", ROOT / "data" / "demo-faulty"
QUARTER_ENDS, HALF_YEAR_ENDS = {3, 6, 9, 12}, {6, 12}

# id, points, townships T01 to T16 that answer for it, 牵头单位, how often it is reported
FACTS = """
A01 2   1111111111111111 县政府办公室       monthly
A02 3   1111111111111111 县委组织部         quarterly
A03 3   1111111111111111 县政府督查室       monthly
B01 4   1101000000000000 生态环境局         monthly
B02 4   1111000000000000 生态环境局         monthly
B03 2   0001111100000000 农业农村局         monthly
C01 5   1111111010100001 生态环境局         monthly
C02 3   1111111010100001 生态环境局         monthly
C03 2   1111111110000000 发展和改革局       monthly
C04 2   1111000000000000 生态环境局         monthly
C05 1   0111111100110001 农业农村局         monthly
D01 4   1101100000010000 生态环境局         monthly
D02 2   0100101011000010 生态环境局         quarterly
D03 2   1000000000000000 住房和城乡建设局   monthly
D04 2   1111111111111111 生态环境局         monthly
D05 2   1101000000000000 住房和城乡建设局   monthly
E01 1.5 0011101000000000 农业农村局         half_yearly
E02 2   1111111111111111 城市管理局         monthly
E03 1.5 1111111111111111 城市管理局         monthly
E04 2   1111000000000000 生态环境局         quarterly
F01 2   0111111100110001 农业农村局         monthly
F02 1   0111111100110001 农业农村局         quarterly
F03 1   0111111100110001 农业农村局         quarterly
F04 1   0111111100110001 农业农村局         quarterly
F05 1   0111111100110001 农业农村局         quarterly
F06 1   0111111100110001 农业农村局         quarterly
G01 1.5 0000000000000000 生态环境局         quarterly
G02 2   0000001011011111 生态环境局         quarterly
G03 2   1111111111111111 生态环境局         monthly
G04 2   0010000011001110 自然资源局         quarterly
G05 1.5 0110001011001110 林业局             monthly
G06 1   0100000010000010 林业局             monthly
H01 2   0000000000000000 生态环境局         quarterly
H02 2   0000000000000000 生态环境局         monthly
H03 2   1111111111111111 生态环境局         monthly
H04 1.5 0000000000000000 生态环境局         monthly
H05 1.5 0000000000000000 生态环境局         quarterly
I01 3   1111111111111111 生态环境局         monthly
I02 2   1111111111111111 信访局             monthly
J01 1   1111111111111011 财政局             monthly
J02 2   1111111111111011 财政局             monthly
J03 1   1111111111111011 审计局             half_yearly
J04 1   0000000000000000 财政局             quarterly
K01 1.5 1111111111111111 生态环境局         quarterly
K02 1.5 0000000000000000 科学技术局         quarterly
L01 2   1111111111111111 县委宣传部         monthly
L02 2   1111111111111111 统计局             half_yearly
M01 3.5 1111110011010000 县政府督查室       monthly
M02 2   1111111111111111 县政府督查室       monthly
M03 1.5 1111111111111111 生态环境局         monthly
"""

# what each township answers for: how many items, worth how many points
APPLICABLE = {
    "澜城镇": (29, 69), "河湾镇": (38, 79.5), "青石镇": (35, 70), "双桥镇": (37, 78.5), "柳塘镇": (33, 66.5),
    "沙湾镇": (30, 59), "金坪镇": (33, 62.5), "白渡镇": (27, 47.5), "松岭镇": (27, 57.5), "云峰镇": (23, 46.5),
    "高田乡": (27, 51.5), "梅溪乡": (28, 53), "茶岭乡": (21, 41), "竹坪乡": (18, 37), "龙潭乡": (23, 44), "桃坞乡": (28, 53.5),
}
CATEGORY_POINTS = {"A": 8, "B": 10, "C": 13, "D": 12, "E": 7, "F": 7, "G": 10, "H": 9, "I": 5, "J": 5, "K": 3, "L": 4, "M": 7}
COUNTY_TASKS = {"B03": 5, "C03": 24, "C04": 12, "D05": 4, "G02": 12, "G03": 32}

COUNTS = ("B01", "C05", "D01", "D02", "G04", "G06", "J03")     # the county's row is what its townships' add up to
ROLLED_UP = ("B03", "C03", "C04", "D05", "G02", "G03", "I01", "I02", "M02", "M03")
EVENTS = ("BN", "DD", "V")


@pytest.fixture(scope="module")
def configuration():
    return load_configuration(ROOT / "config")


@pytest.fixture(scope="module")
def facts():
    return [line.split() for line in FACTS.strip().splitlines()]


def _rows():
    """Every row of the forms as typed: unit, indicator, part, year, month, value, base."""
    for path in sorted(DEMO.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                year, month = row["月份"].split("-")
                base = float(row["分母"]) if row["分母"] else None
                yield row["单位"], row["指标编号"], row["分项"], int(year), int(month), float(row["数值"]), base
    for path in sorted(DEMO.glob("*.xlsx")):
        for sheet in load_workbook(path, read_only=True).worksheets:
            for unit, item, _, part, month, _, value, base, *_ in sheet.iter_rows(min_row=3, values_only=True):
                yield unit, item, part or "", int(month[:4]), int(month[5:-1]), value, base


@pytest.fixture(scope="module")
def rows():
    return list(_rows())


@pytest.fixture(scope="module")
def made_again(tmp_path_factory, configuration):
    folder = tmp_path_factory.mktemp("demo")
    write_all(folder, configuration)
    return folder


def test_the_rubric_has_the_county_papers_indicators_and_points(configuration, facts):
    expected = {item: float(points) for item, points, *_ in facts}
    assert {key: item.points for key, item in configuration.rubrics[2026].indicators.items()} == expected


def test_every_rubric_has_thirteen_categories_and_a_hundred_points(configuration):
    for rubric in configuration.rubrics.values():
        assert len(rubric.categories) == 13
        assert sum(item.points for item in rubric.indicators.values()) == 100


def test_the_categories_are_worth_what_the_papers_say(configuration):
    assert {key: item.points for key, item in configuration.rubrics[2026].categories.items()} == CATEGORY_POINTS


def test_every_indicator_is_led_by_the_department_of_the_papers(configuration, facts):
    leads = {item: configuration.county.lead(item).name for item, *_ in facts}
    assert leads == {item: lead for item, _, _, lead, _ in facts}


def test_every_indicator_applies_to_the_townships_of_the_papers(configuration, facts):
    county, rubric = configuration.county, configuration.rubrics[2026]
    for item, _, applies, *_ in facts:
        roles = [county.role(unit, item, rubric) for unit in county.of_kind("township")]
        assert "".join("1" if role == "own" else "0" for role in roles) == applies, item


def test_every_township_answers_for_so_many_items_and_points(configuration):
    county, rubric = configuration.county, configuration.rubrics[2026]
    for unit in county.of_kind("township"):
        own = [item.points for item in rubric.indicators.values() if county.role(unit, item.id, rubric) == "own"]
        assert (len(own), sum(own)) == APPLICABLE[unit.name]


def test_every_indicator_is_reported_as_often_as_the_papers_say(configuration, facts):
    indicators = configuration.rubrics[2026].indicators
    assert {key: item.frequency for key, item in indicators.items()} == {item: often for item, *_, often in facts}


def test_every_indicator_shows_a_case_names_its_clause_and_says_what_to_do(configuration):
    for rubric in configuration.rubrics.values():
        for item in rubric.indicators.values():
            assert item.examples and item.basis_clause and item.evidence and item.advice and item.theme, item.id


def test_the_tasks_that_the_county_shares_out_add_up_to_its_own(configuration):
    targets = configuration.county.targets[2026]
    for item, total in COUNTY_TASKS.items():
        assert targets[item]["QL"] == total
        assert sum(target for unit, target in targets[item].items() if unit != "QL") == total


def test_making_the_forms_again_gives_the_same_files(made_again):
    for kind in ("demo", "demo-faulty"):
        kept = {path.name: path for path in (ROOT / "data" / kind).iterdir() if path.suffix in (".csv", ".xlsx")}
        assert {path.name for path in (made_again / kind).iterdir()} == set(kept)
        for name, path in kept.items():
            again = made_again / kind / name
            assert again.read_bytes() == path.read_bytes() or _cells(again) == _cells(path), name


def _cells(path):
    """Every cell of every sheet: a workbook packed by another zlib holds the same figures in other bytes."""
    if path.suffix == ".csv":
        return path.read_bytes()
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path, read_only=True).worksheets}


def test_no_figure_is_reported_twice_or_below_nought(rows):
    keys = Counter(row[:5] for row in rows)
    assert max(keys.values()) == 1
    assert min(row[5] for row in rows) >= 0


def test_what_is_reported_by_quarter_or_half_year_stands_in_its_last_month_only(configuration, rows):
    due = {"monthly": set(range(1, 13)), "quarterly": QUARTER_ENDS, "half_yearly": HALF_YEAR_ENDS}
    for _, item, _, year, month, *_ in rows:
        indicator = configuration.rubrics[year].indicators.get(item)
        assert indicator is None or month in due[indicator.frequency], item


def test_every_ratio_has_a_denominator(configuration, rows):
    for unit, item, part, year, month, value, base in rows:
        indicator = configuration.rubrics[year].indicators.get(item)
        if indicator and indicator.accumulate_of(part) == "ratio":
            assert base is not None and (base > 0 or value == 0), (unit, item, month)


def test_what_is_done_of_a_yearly_task_never_falls(configuration, rows):
    """A share that starts the year at nought (spending, training) only grows."""
    course = defaultdict(list)
    for unit, item, _, year, _, value, _ in sorted(rows, key=lambda row: row[3:5]):
        indicator = configuration.rubrics[year].indicators.get(item)
        if indicator and indicator.schedule == "share" and indicator.measure == "%" and not indicator.rule.part_names:
            course[unit, item, year].append(value)
    assert len(course) > 250
    assert [key for key, values in course.items() if values != sorted(values)] == []


def test_the_townships_counts_add_up_to_the_county_where_both_are_reported(configuration, rows):
    townships = {unit.name for unit in configuration.county.of_kind("township")}
    silent = {(2026, 4), (2026, 5)}                    # 梅溪乡 reported nothing
    members, whole = defaultdict(float), {}
    for unit, item, part, year, month, value, _ in rows:
        if item in COUNTS and (year, month) not in silent:
            if unit in townships:
                members[item, part, year, month] += value
            else:
                whole[item, part, year, month] = value
    assert len(whole) > 400
    assert dict(members) == pytest.approx(whole)


def test_no_form_reports_for_the_county_what_is_rolled_up_from_its_townships(rows):
    assert [row for row in rows if row[0] == "青澜县" and row[1] in ROLLED_UP] == []


def test_the_forms_hold_bonuses_deductions_and_vetoes(rows):
    found = {kind for _, item, *_ in rows for kind in EVENTS if item.startswith(kind)}
    assert found == set(EVENTS)


def test_this_year_is_better_than_last_in_most_townships_air(rows):
    def so_far(year):
        total, days = defaultdict(float), defaultdict(float)
        for unit, item, _, of, month, value, base in rows:
            if item == "C01" and of == year and month <= 5:
                total[unit] += value * base
                days[unit] += base
        return {unit: total[unit] / days[unit] for unit in total}
    now, before = so_far(2026), so_far(2025)
    better = [unit for unit in now if now[unit] < before[unit]]
    assert len(now) == 11 and len(better) > 8
