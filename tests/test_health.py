"""How well the figures come in: what is missing is what makes a cell 未报, its points are the cell's, and lateness is the store's."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from readiness.board import Board
from readiness.configuration import Settings
from readiness.health import calls_of
from readiness.health.calls import kinds_at_stake
from readiness.observations import Observations
from readiness.store import Origin, Store
from tests.small import Small, fires, item, level

NOTHING = None


def rows(county: Small, month: int) -> pd.DataFrame:
    return county.view(month).health.overdue


def said(county: Small, month: int, *columns: str) -> list[tuple]:
    return list(rows(county, month)[list(columns)].itertuples(index=False, name=None))


def test_a_month_of_amounts_is_missing_however_many_come_after_it():
    county = Small({"A1": item()}).report("T01", "A1", 1, 1, NOTHING, 1, 1).report("XX", "A1", 1, 1, 1, 1, 1)
    assert said(county, 5, "unit", "since", "missing", "periods", "last_reported") == [("T01", "2026-03", 1, "3月", "2026-05")]


def test_three_months_in_a_row_are_said_as_one_stretch():
    county = Small({"A1": item()}).report("T01", "A1", 1, NOTHING, 1).report("XX", "A1", 1, 1, 1, 1, 1, 1)
    assert said(county, 6, "periods", "missing", "since") == [("2月、4月至6月", 4, "2026-02")]


def test_a_level_that_came_again_is_not_missing():
    county = Small({"A1": level()}).report("T01", "A1", 50, NOTHING, NOTHING, 60).report("XX", "A1", 50, 50, 50, 50)
    assert said(county, 3, "periods", "last_reported") == [("2月、3月", "2026-01")]
    assert said(county, 4, "periods") == []


def test_a_quarterly_figure_is_missing_only_once_the_quarter_is_over():
    county = Small({"A1": level(frequency="quarterly")}).report("XX", "A1", NOTHING, NOTHING, 5, NOTHING, NOTHING, 5)
    assert said(county, 2, "periods") == []
    assert said(county, 3, "periods", "since", "due_day") == [("一季度", "2026-03", "2026-04-03")]
    assert said(county, 6, "periods", "missing") == [("一季度、二季度", 2)]


def test_a_quarter_is_reported_in_any_of_its_months_and_an_old_level_is_no_missing_one():
    county = Small({"A1": level(frequency="quarterly")}).report("T01", "A1", NOTHING, 50).report("XX", "A1", 50)
    assert said(county, 5, "periods") == []
    assert list(county.view(5).health.levels[["unit", "age", "overdue"]].itertuples(index=False, name=None)) == [("XX", 4, ""), ("T01", 3, "")]


def test_a_figure_due_in_december_is_due_in_january_of_the_year_after():
    county = Small({"A1": item(frequency="yearly")}).report("XX", "A1", 1)
    assert said(county, 12, "periods", "due_day") == [("全年", "2027-01-03")]


PARTS = {"parts": {"甲": {"weight": 0.5}, "乙": {"weight": 0.5}, "丙": {"weight": 0, "required": False}}}


def test_only_the_parts_that_lack_are_told_and_they_share_the_points():
    county = Small({"A1": item(6, **PARTS)}, ["T01", "T02"]).report("T01", "A1", 4, 4, part="甲").report("T01", "A1", 4, part="乙")
    for part in ("甲", "乙"):
        county.report("XX", "A1", 1, 1, part=part)
    found = rows(county, 2).set_index(["unit", "part"])
    assert {key: row["periods"] for key, row in found.iterrows()} == {
        ("T01", "乙"): "2月", ("T02", "甲"): "1月、2月", ("T02", "乙"): "1月、2月"}
    assert found.loc[("T02", "甲"), "at_stake"] == found.loc[("T02", "乙"), "at_stake"]
    assert found.loc["T01", "at_stake"].sum() == pytest.approx(county.cell("T01", "A1", 2)["unreported"])


def test_where_any_part_will_do_one_nameless_row_says_so():
    parts = {"parts": {"甲": {"weight": 1, "required": False}, "乙": {"weight": 1, "required": False}}}
    county = Small({"A1": item(**parts)}).report("XX", "A1", 1, part="甲")
    assert said(county, 1, "unit", "part", "note") == [("T01", "", "有一个分项报了就行")]


def test_of_a_roll_up_the_silent_township_is_called_and_not_the_county():
    county = Small({"A1": fires(6, county="sum")}, ["T01", "T02", "T03"], {"D01": {"leads": ["A1"]}})
    county.report("T01", "A1", 0, 0).report("T02", "A1", 0)
    found = rows(county, 2).set_index("call")
    assert found["unit"].to_dict() == {"T02": "T02", "T03": "T03"}
    box = county.cell("XX", "A1", 2)["unreported"]
    assert box > 0
    assert found["county_at_stake"].tolist() == pytest.approx([box / 2] * 2)
    assert found["department_at_stake"].sum() == pytest.approx(county.cell("D01", "A1", 2)["unreported"])
    assert set(found["note"]) == {"缺了这个数，全县这一项算未报"}


def test_a_roll_up_that_can_do_without_says_that_it_counts_who_reported():
    county = Small({"A1": item(6, county="sum")}, ["T01", "T02"]).report("T01", "A1", 1)
    assert said(county, 1, "unit", "county_at_stake", "note") == [("T02", 0.0, "全县这一项只按已报的乡镇计")]


def test_the_county_s_own_figure_is_called_in_from_the_lead_department_and_nobody_else():
    county = Small({"A1": item(townships="none")}, departments={"D01": {"leads": ["A1"], "owner": "局长"}, "D02": {"supports": ["A1"]}})
    assert said(county, 1, "unit", "call", "owner", "call_kind") == [("XX", "D01", "局长", "department")]
    found = rows(county, 1).iloc[0]
    assert found["at_stake"] == pytest.approx(county.cell("XX", "A1", 1)["unreported"])
    assert found["department_at_stake"] == pytest.approx(sum(county.cell(unit, "A1", 1)["unreported"] for unit in ("D01", "D02")))


def test_a_general_duty_is_the_department_s_own_figure():
    county = Small({"A1": item()}, departments={"D01": {}, "D02": {}}, mix={"general_duties": ["A1"]})
    county.report("T01", "A1", 1).report("XX", "A1", 1).report("D01", "A1", 1)
    assert said(county, 1, "unit", "call", "call_kind") == [("D02", "D02", "department")]


def test_what_does_not_apply_is_not_asked_for():
    county = Small({"A1": item(target="per_unit")}, ["T01", "T02"], targets={"A1": {"T01": 5, "XX": 5}})
    assert [unit for unit, in said(county, 1, "unit")] == ["T01", "XX"]


def test_a_township_without_the_task_is_called_where_the_county_waits_for_its_figure():
    county = Small({"A1": fires(county="sum", target="per_unit", rule={"type": "proportional"}, accumulate="sum")}, ["T01", "T02"],
                   targets={"A1": {"T01": 5, "XX": 5}}).report("T01", "A1", 1)
    assert said(county, 1, "unit", "at_stake", "note") == [("T02", 0.0, "全县这一项只按已报的乡镇计；本单位这一项不计分")]


def test_the_highest_stake_is_called_first_and_a_unit_s_rows_stay_together():
    county = Small({"A1": item(2), "A2": item(9)}, ["T01", "T02"]).report("T01", "A2", 1).report("XX", "A1", 1).report("XX", "A2", 1)
    assert said(county, 1, "call", "indicator") == [("T02", "A2"), ("T02", "A1"), ("T01", "A1")]


@pytest.fixture(scope="module")
def holed(board) -> Board:
    """The demo county with every seventh figure of 2026 lost, and all of one township's and one department's."""
    table = board.observations.table
    lost = np.random.default_rng(7).random(len(table)) < 1 / 7
    lost |= table["unit"].isin(["T03", "D07"]).to_numpy()
    return Board(board.configuration, Observations(table[~(lost & table["month"].str.startswith("2026"))].reset_index(drop=True)), 0)


@pytest.fixture(params=["as it is", "holed"])
def some_board(request, board, holed) -> Board:
    return board if request.param == "as it is" else holed


@pytest.mark.parametrize("as_of", ["2026-02", "2026-03", "2026-05"])
def test_the_points_of_the_rows_add_up_to_the_unreported_box_of_every_cell(some_board, as_of):
    view = some_board.view(as_of)
    table, leads = view.health.overdue, view.cells["role"].isin(["lead", "support"])
    own = table.groupby(["unit", "indicator"])["at_stake"].sum()
    county = table.groupby("indicator")["county_at_stake"].sum()
    cells = view.cells[~leads].set_index(["unit", "indicator"])
    for (unit, indicator), box in cells["unreported"].items():
        more = county.get(indicator, 0.0) if unit == view.county.whole.id else 0.0
        assert own.get((unit, indicator), 0.0) + more == pytest.approx(box, abs=1e-9), (unit, indicator)
    departments = view.cells[leads].groupby("indicator")["unreported"].sum()
    told = table.groupby("indicator")["department_at_stake"].sum().reindex(departments.index, fill_value=0.0)
    assert told.to_numpy() == pytest.approx(departments.to_numpy(), abs=1e-9)


@pytest.mark.parametrize("as_of", ["2026-02", "2026-03", "2026-05"])
def test_every_cell_that_wants_a_report_has_a_row_and_no_other_has(some_board, as_of):
    view = some_board.view(as_of)
    table, rubric = view.health.overdue, view.rubric
    wanting = view.cells[view.cells["status"].isin(["unreported", "partial"]) & ~view.cells["role"].isin(["lead", "support"])]
    asked = set(zip(table["unit"], table["indicator"], strict=True))
    whole = view.county.whole.id
    for unit, indicator in zip(wanting["unit"], wanting["indicator"], strict=True):
        rolled = unit == whole and rubric.indicators[indicator].county != "reported"
        assert indicator in set(table["indicator"]) if rolled else (unit, indicator) in asked
    status = view.cells.set_index(["unit", "indicator"])["status"]
    for unit, indicator in asked:
        assert status[unit, indicator] == "unreported" or status[whole, indicator] in ("unreported", "partial")


def test_the_silent_township_of_the_demo_owes_two_months_of_eighteen_items(board):
    silent = board.view("2026-05").health.overdue
    assert set(silent["call"]) == {"T12"}
    assert silent.drop_duplicates("indicator").shape[0] == 18
    assert set(silent["periods"]) == {"4月、5月"}
    boxes = [1.5, 3, 0.8, 4, 2, 2, 1.5, 2, 2, 1.628, 3, 2, 0.783, 2, 2, 3.5, 2, 1.5]          # 未报 of its items on the page 单位
    assert silent["at_stake"].sum() == pytest.approx(sum(boxes), abs=5e-4)


def test_points_of_a_kind_are_those_of_its_unreported_boxes(holed):
    view = holed.view("2026-05")
    boxes = view.cells.groupby("kind")["unreported"].sum()
    assert kinds_at_stake(view.health.overdue) == pytest.approx(boxes[["township", "department", "county"]].to_dict())


def test_who_is_called_hears_what_is_missing_and_what_hangs_on_it():
    county = Small({"A1": item(2, **PARTS), "A2": fires(6, county="sum")}, {"T01": {"owner": "镇长", "sponsor": "副县长"}, "T02": {}})
    for unit in ("T02", "XX"):
        county.report(unit, "A1", 1, 1, part="甲").report(unit, "A1", 1, 1, part="乙").report(unit, "A2", 0, 0)
    county.report("T01", "A1", 1, 1, part="甲").report("T01", "A1", 1, part="乙")
    call, = calls_of(rows(county, 2))
    stake, whole = county.cell("T01", "A1", 2)["unreported"] + 6, county.cell("XX", "A2", 2)["unreported"]
    assert call.words.splitlines() == [
        "T01镇　责任人：镇长　包抓领导：副县长",
        f"欠报 2 项（3 个数），挂着本单位 {stake:.2f} 分、全县 {whole:.2f} 分。最晚3月3日前报齐；其中 1 项此前就该报，最早的从1月缺起，请马上补。",
        "1. A2 火点：缺 1月、2月，挂 6.00 分",
        f"2. A1 事项：缺 2月（乙），挂 {stake - 6:.2f} 分",
    ]


def test_who_owes_earlier_months_alone_is_told_that_they_are_past():
    county = Small({"A1": item()}).report("T01", "A1", 1, NOTHING, 1, 1).report("XX", "A1", 1, 1, 1, 1)
    call, = calls_of(rows(county, 4))
    assert "都已过了报送期，最早的从2月缺起，请马上补。" in call.words


def test_who_owes_the_last_month_alone_is_told_the_day():
    county = Small({"A1": item()}).report("T01", "A1", 1).report("XX", "A1", 1, 1)
    call, = calls_of(rows(county, 2))
    assert call.words.splitlines()[1].endswith("。最晚3月3日前报齐。")


def test_a_figure_is_named_beside_its_parts_only_where_it_has_some():
    county = Small({"A1": item(parts={"": {}, "次数": {"weight": 0}}), "A2": item()}).report("XX", "A1", 1).report("XX", "A1", 1, part="次数")
    county.report("XX", "A2", 1)
    call, = calls_of(rows(county, 1))
    assert [line.partition("，")[0] for line in call.words.splitlines()[2:]] == ["1. A1 事项：缺 1月（数值、次数）", "2. A2 事项：缺 1月"]


def test_a_level_s_age_reaches_back_into_last_year_and_the_never_reported_come_first():
    county = Small({"A1": level()}, ["T01", "T02", "T03"]).report("XX", "A1", 5, 5).report("T01", "A1", 5, 5)
    county.report("T02", "A1", *[NOTHING] * 10, 7, year=2025)
    told = county.view(2).health.levels.set_index("unit")
    assert list(told.index) == ["T03", "T02", "T01", "XX"]
    assert told["age"].tolist() == pytest.approx([float("nan"), 3, 0, 0], nan_ok=True)
    assert told["overdue"].to_dict() == {"T03": "已逾期", "T02": "已逾期", "T01": "", "XX": ""}


# What came late and what was changed, from a store whose clock the test sets.

class Clock:
    """The moment of the next batch, in Beijing."""

    def __init__(self):
        self.now = datetime(2026, 1, 1)

    def __call__(self) -> datetime:
        return self.now

    def at(self, *moment: int) -> None:
        self.now = datetime.fromtimestamp(datetime(*moment, tzinfo=UTC).timestamp() - 8 * 3600, UTC)


class Kept:
    """A small county whose figures go into a store."""

    def __init__(self, folder, **items):
        self.clock = Clock()
        self.store = Store(f"sqlite:///{folder / 'board.db'}", self.clock)
        self.county = Small(items or {"A1": item(), "A2": level(frequency="quarterly")}, ["T01", "T02"])

    def add(self, figure: tuple, moment: tuple, account: str = "甲", kind: str = "import", reason: str = "") -> None:
        unit, indicator, month, value = figure
        self.clock.at(*moment)
        self.store.add(Observations.of([(unit, indicator, "", month, value, float("nan"), "", "表.csv", "", 2)]), Origin(kind, account, reason))

    def health(self, month: int = 6, report_by: int = 3):
        configuration = replace(self.county.board.configuration, settings=Settings(report_by=report_by))
        board = Board(configuration, self.store.observations(), self.store.revision(), self.store)
        return board.view(f"2026-{month:02d}").health


@pytest.fixture
def kept(tmp_path) -> Kept:
    return Kept(tmp_path)


def test_a_figure_is_late_from_the_day_after_it_was_due_in_beijing(kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 3, 23, 59))
    kept.add(("T02", "A1", "2026-01", 1), (2026, 2, 4, 0, 0))
    late = kept.health().late
    assert late[["unit", "due_day", "made_at", "days_late", "made_by"]].values.tolist() == [["T02", "2026-02-03", "2026-02-04 00:00", 1, "甲"]]


def test_a_figure_within_a_quarter_is_due_after_the_quarter(kept):
    kept.add(("T01", "A2", "2026-02", 1), (2026, 4, 3, 12, 0))
    kept.add(("T02", "A2", "2026-02", 1), (2026, 4, 13, 12, 0))
    assert kept.health().late[["unit", "month", "days_late"]].values.tolist() == [["T02", "2026-02", 10]]


def test_the_day_is_a_setting(kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 9, 8, 0))
    assert len(kept.health().late) == 1
    assert len(kept.health(report_by=10).late) == 0


def test_demo_figures_are_not_late_but_who_changes_one_is_told(kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 8, 1, 8, 0), "系统", "demo")
    kept.add(("T01", "A1", "2026-01", 4), (2026, 8, 2, 9, 30), "乙", "edit", "数错了")
    health = kept.health()
    assert health.demo and len(health.late) == 0
    assert health.corrected[["value_before", "reported", "made_at", "made_by", "reason_given"]].values.tolist() == [[1, 4, "2026-08-02 09:30", "乙", "数错了"]]


def test_a_figure_taken_back_and_put_back_is_told_each_time_and_counts_once(kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 1, 8, 0))
    kept.store.undo(1, "乙", "导错了")
    kept.store.undo(2, "乙", "没导错")
    health = kept.health()
    assert health.corrected["reason_given"].tolist() == ["没导错", "导错了"]
    assert health.corrected["reported"].isna().tolist() == [False, True]
    assert health.punctual[["call", "figures", "late", "corrected"]].values.tolist() == [["T01", 1, 0, 1]]


def test_the_same_figure_again_is_no_correction(kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 1, 8, 0))
    kept.add(("T01", "A1", "2026-01", 1), (2026, 3, 1, 8, 0))
    assert len(kept.health().corrected) == 0


def test_of_later_months_and_other_years_nothing_is_told(kept):
    kept.add(("T01", "A1", "2026-04", 1), (2026, 7, 1, 8, 0))
    kept.add(("T01", "A1", "2025-04", 1), (2026, 7, 1, 8, 0))
    assert len(kept.health(3).late) == 0
    assert kept.health(4).late["month"].tolist() == ["2026-04"]


def test_units_are_counted_by_what_came_late_and_what_was_changed(kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 1, 8, 0))
    kept.add(("T01", "A1", "2026-01", 2), (2026, 2, 2, 8, 0))
    kept.add(("T02", "A1", "2026-01", 1), (2026, 2, 4, 8, 0))
    kept.add(("T02", "A1", "2026-02", 1), (2026, 3, 20, 8, 0))
    assert kept.health().punctual[["call", "figures", "late", "most_days_late", "corrected"]].values.tolist() == [
        ["T02", 2, 2, 17, 0], ["T01", 1, 0, 0, 1]]


def test_a_board_from_files_tells_nothing_of_late_and_corrected():
    health = Small({"A1": item()}).report("T01", "A1", 1).view(1).health
    assert health.register is None
    assert len(health.late) == len(health.corrected) == len(health.punctual) == 0


def test_a_month_counts_items_due_missing_and_late(kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 20, 8, 0))
    kept.add(("T01", "A1", "2026-02", 1), (2026, 3, 1, 8, 0))
    kept.add(("T01", "A2", "2026-02", 1), (2026, 5, 1, 8, 0))
    months = kept.health(3).months
    own = months[months["call"] == "T01"].drop(columns="call").values.tolist()
    assert own == [[0, 1, 0, 1], [1, 1, 0, 0], [2, 2, 1, 1]]


def test_the_page_of_a_board_from_files_says_that_it_cannot_know_who_was_late(page_of):
    page = page_of("health", Small({"A1": item()}).report("T01", "A1", 1).report("XX", "A1", 1))
    assert not page.exception
    assert [told.value for told in page.success] == ["到2026年1月，该报的都报了。"]
    assert "没有报送记录" in page.info[0].value


def test_the_page_of_an_earlier_revision_sends_its_reader_back_to_the_newest(page_of, kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 20, 8, 0))
    kept.add(("T01", "A1", "2026-01", 3), (2026, 2, 21, 8, 0))
    page = page_of("health", kept.health().view.board.as_known(1))
    assert [told.value for told in page.info] == ["现在看的是以前的数据版本。迟报和更正请切回最新版本看。"]


def test_the_page_of_a_store_shows_late_and_corrected_rows(page_of, kept):
    kept.add(("T01", "A1", "2026-01", 1), (2026, 2, 20, 8, 0))
    kept.add(("T01", "A1", "2026-01", 3), (2026, 2, 21, 8, 0), "乙", "edit", "数<b>错了")
    page = page_of("health", kept.health().view.board)
    assert not page.exception
    tables = [block.proto.body for block in page.get("html")]
    assert any("2026-02-20 08:00" in table for table in tables)
    assert any("数&lt;b&gt;错了" in table for table in tables)
    assert page.markdown[-1].value == "**更正**　1 行"
