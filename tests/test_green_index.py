"""A published result through the whole engine: the 2016 green development index of 31 provinces.

The table (National Bureau of Statistics, 2016 年生态文明建设年度评价结果公报) gives six indices and their weighted sum at two
decimals.  Expressed as a rubric, reported as a form and scored, each province comes to its published figure and rank.
"""

import csv
from datetime import date
from pathlib import Path

import pytest

from readiness.board import Board, View
from readiness.configuration import load_configuration
from readiness.observations import read_forms

PUBLISHED = Path(__file__).parent / "published"
with (PUBLISHED / "green_index_2016.csv").open(encoding="utf-8") as lines:
    TABLE = {row.pop("省份"): {name: float(value) for name, value in row.items()} for row in csv.DictReader(lines)}
INDEX = {province: row.pop("绿色发展指数") for province, row in TABLE.items()}


@pytest.fixture(scope="module")
def view(tmp_path_factory) -> View:
    form = tmp_path_factory.mktemp("form") / "2016.csv"
    rows = [f"{province},{name},2016-12,{value}" for province, row in TABLE.items() for name, value in row.items()]
    form.write_text("\n".join(["单位,指标编号,月份,数值", *rows]), encoding="gb18030")
    configuration = load_configuration(PUBLISHED)
    observations = read_forms([form], configuration.rubrics, configuration.county, date(2018, 1, 1))
    return Board(configuration, observations, 0).view("2016-12", "today")


@pytest.fixture(scope="module")
def provinces(view):
    units = view.units
    return units[units["kind"] == "township"].set_index("unit_name")


def test_all_31_provinces_and_6_weights_of_the_table_are_there(view):
    assert len(TABLE) == len(INDEX) == 31
    assert [item.points for item in view.rubric.indicators.values()] == [29.3, 16.5, 19.3, 16.5, 9.2, 9.2]


@pytest.mark.parametrize("province", INDEX)
def test_a_province_comes_to_its_published_index(provinces, province):
    assert provinces.loc[province, "total"] == pytest.approx(INDEX[province], abs=0.01)


def test_the_ranks_are_those_of_the_published_index(provinces):
    expected = {province: 1 + sum(other > index for other in INDEX.values()) for province, index in INDEX.items()}
    assert provinces["rank"].to_dict() == expected


def test_the_published_first_ten_stand_in_their_order(provinces):
    assert list(provinces.sort_values("rank").index[:10]) == [
        "北京", "福建", "浙江", "上海", "重庆", "海南", "湖北", "湖南", "江苏", "云南"]
