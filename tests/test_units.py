"""单位得分 without a browser: rows, order, figures as shown, and the file."""

import csv as csv_reader
import io

import pandas as pd
import pytest

from pages.parts.unit_table import as_shown, pick
from readiness.exports import csv
from readiness.numbers import shown
from tests.small import Small, level


@pytest.fixture
def two() -> Small:
    small = Small({"A1": level()}, {"T01": {"type": "工业型"}, "T02": {"type": "生态型"}})
    return small.report("T01", "A1", 60).report("T02", "A1", 80)


def test_a_figure_in_the_table_is_the_one_that_is_shown(view):
    table = as_shown(pick(view.units, "township", [], "rank"), {})
    exact = view.units.set_index("unit_name")
    for row in table.to_dict("records"):
        for column in ("total", "owed", "total_change"):
            assert f"{row[column]:.2f}" == shown(exact.loc[row["unit_name"], column])


def test_a_half_goes_up_where_the_table_s_own_format_would_let_it_drop():
    units = pd.DataFrame({"unit": ["T1"], "unit_name": ["东镇"], "kind": "township", "type": "", "rank": [1.0], "tied": False,
                          "total": [88.005], "grade": "良好", "owed": [11.995], "bonus": [0.0], "deduction": [0.0],
                          "total_change": [-0.005], "rank_change": [0.0], "rank_in_type": [1.0], "light": "red",
                          "silent_items": 0, "risks": ""})  # fmt: skip
    table = as_shown(pick(units, "township", [], "rank"), {})
    assert [f"{table[column].iloc[0]:.2f}" for column in ("total", "total_change")] == ["88.01", "-0.01"]


def test_departments_have_no_type(view):
    columns = pick(view.units, "department", [], "rank").columns
    assert "type" not in columns and "rank_in_type" not in columns


@pytest.mark.parametrize(("order", "ascending"), [("rank", True), ("owed", False), ("total_change", True)])
def test_the_order_is_the_one_chosen(view, order, ascending):
    values = pick(view.units, "department", [], order)[order]
    assert values.is_monotonic_increasing if ascending else values.is_monotonic_decreasing


def test_only_the_types_chosen_are_shown(view):
    assert set(pick(view.units, "township", ["生态型"], "rank")["type"]) == {"生态型"}


def test_the_file_has_the_rows_of_the_table_in_its_order_unrounded(view):
    rows = pick(view.units, "township", [], "owed")
    lines = list(csv_reader.DictReader(io.StringIO(csv.write(rows, view.as_of, view.basis, view.fingerprint).decode("utf-8-sig"))))
    assert [line["单位"] for line in lines] == rows["unit_name"].tolist()
    assert [float(line["总分"]) for line in lines] == rows["total"].tolist()
    assert lines[0]["名次"] == str(rows["rank"].iloc[0])                      # 16, not 16.0


def test_the_address_says_kind_type_and_order(page_of, two):
    page = page_of("units", two, type="生态型", sort="欠分最多")
    assert page.dataframe[0].value["unit_name"].tolist() == ["T02镇"]
    assert page.selectbox(key="sort").value == "owed"


def test_a_kind_without_units_says_so(page_of, two):
    page = page_of("units", two, kind="部门")
    assert not page.exception
    assert page.info[0].value == "没有参加考核的部门。"


def test_one_unit_is_a_table_of_one_row(page_of):
    page = page_of("units", Small({"A1": level()}).report("T01", "A1", 60))
    assert not page.exception
    assert page.dataframe[0].value["total"].tolist() == [60.0]


def test_equal_ranks_get_a_column_that_says_so(page_of):
    small = Small({"A1": level()}, ("T01", "T02")).report("T01", "A1", 60).report("T02", "A1", 60)
    table = page_of("units", small).dataframe[0].value
    assert table["tied"].tolist() == ["并列", "并列"] and table["rank"].tolist() == [1, 1]
