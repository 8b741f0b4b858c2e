"""差距清单 as a workbook: the rows of the screen, unrounded, that nobody can make run; and ready to be filtered and printed."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from readiness.colours import LIGHT_COLOURS
from readiness.gaps import LIST_COLUMNS, listed
from readiness.papers import gap_workbook
from readiness.words import COLUMNS, LIGHTS, OUTLOOKS
from tests.small import Small, item


@pytest.fixture(scope="module")
def rows(view):
    return listed(view.gaps_beside_pace, {"kind": ["township"]})


@pytest.fixture(scope="module")
def book(view, rows):
    return load_workbook(BytesIO(gap_workbook(view, rows)))


def column(page, name: str) -> list:
    at = LIST_COLUMNS.index(name) + 1
    return [page.cell(line, at) for line in range(2, page.max_row + 1)]


def test_the_sheet_holds_exactly_the_rows_given_in_their_order_unrounded(book, rows):
    page = book["差距清单"]
    assert [cell.value for cell in page[1]] == [COLUMNS[name] for name in LIST_COLUMNS]
    assert [cell.value for cell in column(page, "unit_name")] == rows["unit_name"].tolist()
    assert [cell.value for cell in column(page, "owed")] == pytest.approx(rows["owed"].tolist(), rel=1e-15)
    assert [cell.value for cell in column(page, "outlook")] == [OUTLOOKS.get(word) for word in rows["outlook"]]


def test_points_have_two_decimals_and_deadlines_are_days(book, rows):
    page = book["差距清单"]
    assert {cell.number_format for cell in column(page, "owed_on_100")} == {"#,##0.00"}
    days = [cell.value for cell in column(page, "deadline")]
    assert all(isinstance(day, datetime) for day in days)
    assert [f"{day:%Y-%m-%d}" for day in days] == rows["deadline"].tolist()


def test_every_light_has_its_word_its_shape_and_its_colour(book, rows):
    cells = column(book["差距清单"], "light")
    assert [cell.value for cell in cells] == [LIGHTS[light] for light in rows["light"]]
    assert [cell.fill.fgColor.rgb[2:] for cell in cells] == [LIGHT_COLOURS[light][1:] for light in rows["light"]]


def test_it_can_be_filtered_scrolled_and_printed(book, rows):
    page = book["差距清单"]
    assert page.auto_filter.ref == f"A1:AI{len(rows) + 1}"
    assert page.freeze_panes == "E2"
    assert (page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert page.print_title_rows == "$1:$1"
    assert page.oddFooter.center.text == "第 &P 页 共 &N 页"


def test_the_first_sheet_says_month_basis_and_fingerprint(book, view):
    about = book.worksheets[0]
    said = {row[0]: row[1] for row in about.iter_rows(min_row=2, values_only=True)}
    assert (said["数据截至"], said["口径"], said["指纹"]) == ("2026年5月", view.basis_name, view.fingerprint)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-cmd", "@SUM(A1)", "=HYPERLINK(1)"])
def test_text_that_a_spreadsheet_would_run_stays_text(text):
    county = Small({"A": item(name=text, advice=text)}, {"T01": {"owner": text}}).report("T01", "A", 1)
    view = county.view(1)
    page = load_workbook(BytesIO(gap_workbook(view, listed(view.gaps_beside_pace, {"unit": ["T01"]}))))["差距清单"]
    for name in ("indicator_name", "owner", "advice"):
        cell = page.cell(2, LIST_COLUMNS.index(name) + 1)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_without_gaps_there_is_a_header_and_the_same_list_is_the_same_file():
    view = Small({"A": item()}).report("T01", "A", *[1] * 12).report("XX", "A", *[1] * 12).view(12)
    assert gap_workbook(view, listed(view.gaps_beside_pace, {})) == gap_workbook(view, listed(view.gaps_beside_pace, {}))
    page = load_workbook(BytesIO(gap_workbook(view, listed(view.gaps_beside_pace, {}))))["差距清单"]
    assert page.max_row == 1
