"""Files that people take away open in Chinese Excel and hold exactly the rows given; machine formats lose no digit."""

import csv
import io
import json

import numpy as np
import pandas as pd
import pytest

from readiness.exports import csv as for_excel
from readiness.exports.machine import as_csv, as_json
from readiness.gaps import FIRST_COLUMNS, MORE_COLUMNS
from readiness.words import COLUMNS
from tests.small import Small, fires, item

STAMP = ("2026-05", "schedule", "0badcafe")
TABLE = pd.DataFrame({
    "unit_name": ["河湾镇", "青石镇"], "kind": ["township", "township"], "points": [68_212_208.1, np.nan], "rank": [2.0, 2.0],
    "tied": [True, False], "light": ["red", "grey"], "as_of": ["old", "old"]})


def lines(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_a_file_begins_with_the_mark_that_excel_needs_and_ends_lines_as_windows_does():
    raw = for_excel.write(TABLE, *STAMP)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 3


def test_headers_are_chinese_and_the_stamp_comes_last():
    assert lines(for_excel.write(TABLE, *STAMP))[0] == ["单位", "类别", "得分", "名次", "并列", "序时灯", "数据截至", "口径", "指纹"]


def test_rows_are_exactly_those_given_in_their_order_with_words_for_codes():
    assert lines(for_excel.write(TABLE, *STAMP))[1:] == [
        ["河湾镇", "乡镇", "68212208.1", "2.0", "是", "■ 红", "2026-05", "序时", "0badcafe"],
        ["青石镇", "乡镇", "", "2.0", "", "○ 灰", "2026-05", "序时", "0badcafe"]]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\x00=1"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(text):
    written = lines(for_excel.write(pd.DataFrame({"owner": [text]}), *STAMP))
    assert written[1][0] == f"'{text}"


@pytest.mark.parametrize("text", ["镇长", "a=b", "3-5", "", "（=1）"])
def test_harmless_text_stays_as_it_is(text):
    assert for_excel.neutral(text) == text


def test_a_negative_number_stays_a_number():
    assert lines(for_excel.write(pd.DataFrame({"total_change": [-1.5]}), *STAMP))[1][0] == "-1.5"


def test_text_with_commas_quotes_and_line_ends_comes_back_whole():
    text = '甲,"乙"\n丙'
    assert lines(for_excel.write(pd.DataFrame({"advice": [text]}), *STAMP))[1][0] == text


def test_an_empty_table_is_a_header():
    assert len(lines(for_excel.write(TABLE[:0], *STAMP))) == 1


def test_every_column_of_the_gap_list_has_a_chinese_name():
    assert [column for column in FIRST_COLUMNS + MORE_COLUMNS if column not in COLUMNS] == []
    assert len({COLUMNS[column] for column in FIRST_COLUMNS + MORE_COLUMNS}) == len(FIRST_COLUMNS + MORE_COLUMNS)


def test_the_gap_list_of_a_county_is_written_as_it_stands():
    small = Small({"C03": item(2, target=24), "F": fires(1)}, ["T01", "T02"]).report("T01", "C03", 3).report("T02", "F", 1)
    gaps = small.view(1).gaps
    written = lines(for_excel.write(gaps, "2026-01", "today", small.view(1).fingerprint))
    assert [row[1] for row in written[1:]] == list(gaps["unit_name"])
    assert [float(row[written[0].index("欠分")]) for row in written[1:]] == list(gaps["owed"])
    assert {tuple(row[-3:]) for row in written[1:]} == {("2026-01", "现状", small.view(1).fingerprint)}


def test_a_downloads_name_says_county_what_and_month():
    assert Small({"A": item()}).report("T01", "A", 1).view(1).file_name("差距清单", "csv") == "小县_差距清单_2026-01.csv"


def test_equal_data_have_equal_fingerprints_and_any_change_another():
    def mark(value: float, month: int) -> str:
        return Small({"A": item()}).report("T01", "A", value, value).view(month).fingerprint
    assert mark(1, 1) == mark(1, 1)
    assert len({mark(1, 1), mark(2, 1), mark(1, 2)}) == 3


MACHINE = pd.DataFrame({"unit": ["T01", "T02"], "points": [0.1 + 0.2, np.nan], "rank": pd.array([1, None], dtype="Int64"),
                        "tied": [True, False], "name": ["甲,乙", None]})


def test_machine_csv_prints_every_digit_and_nothing_where_nothing_is():
    assert as_csv(MACHINE) == 'unit,points,rank,tied,name\nT01,0.30000000000000004,1,True,"甲,乙"\nT02,,,False,\n'


def test_machine_json_says_the_same_and_null_where_nothing_is():
    assert json.loads(as_json(MACHINE)) == [
        {"unit": "T01", "points": 0.1 + 0.2, "rank": 1, "tied": True, "name": "甲,乙"},
        {"unit": "T02", "points": None, "rank": None, "tied": False, "name": None}]
