"""指标 and 考核细则 without a browser: who is ranked, who is named only, what is drawn, and that the file is the screen."""

import math
import re
from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import doubts, one_indicator
from pages.parts.indicator_line import indicator_line
from pages.parts.indicator_table import indicator_table
from pages.parts.one_indicator import rows_of
from pages.parts.places_table import places_table
from pages.parts.rule_search import found, indicators_of, options
from readiness.board import open_board
from readiness.exports import csv
from readiness.numbers import shown
from readiness.problems import Problem
from tests.browser.screen import ROOT
from tests.small import Small, fires, item, level

FOUR = ("T01", "T02", "T03", "T04")


@pytest.fixture(scope="module")
def demo():
    return open_board(files=sorted((ROOT / "data/demo").glob("*.*"))).view("2026-05")


@pytest.fixture
def four() -> Small:
    """T01 is at full marks, T02 half-way, T03 has not reported, T04 is not asked."""
    small = Small({"A1": level(townships=("T01", "T02", "T03")), "A2": fires()}, FOUR, {"D1": {"leads": ("A1",)}})
    return small.report("T01", "A1", 100).report("T02", "A1", 50).report("XX", "A1", 70).report("T01", "A2", 1)


def words(page: AppTest) -> str:
    return "\n".join(part.value for part in (*page.html, *page.info, *page.subheader, *page.markdown))


def names_in(html: str) -> list[str]:
    return re.findall(r'<td[^>]*><a [^>]*target="_self">([^<]+)</a>', html)


# who is ranked, and how


def test_most_owed_comes_first_and_who_is_not_asked_is_not_among_them(four):
    view = four.view(1)
    assert rows_of(view, "A1", "township")["unit"].tolist() == ["T03", "T02", "T01"]
    assert one_indicator.not_asked(view, "A1", "township") == ["T04镇"]


def test_each_unit_is_counted_once(four):
    assert one_indicator.counts(rows_of(four.view(1), "A1", "township")) == {"full": 1, "owes": 1, "unreported": 1, "not_due": 0}


def test_points_beyond_the_full_ones_pay_nobody_else_s_debt():
    small = Small({"A1": item(rule={"type": "proportional", "cap": 1.5})}, ("T01", "T02")).report("T01", "A1", 15).report("T02", "A1", 7)
    rows = rows_of(small.view(1), "A1", "township")
    assert rows["owed"].tolist() == pytest.approx([3, -5])
    line = indicator_line(small.rubric.indicators["A1"], None, rows, "township", 0)
    assert re.sub(r"<[^>]+>|\s", "", line.split("合计欠分")[1]).startswith("3.00")


def test_of_two_that_owe_the_same_the_one_farther_behind_comes_first():
    rule = {"type": "tiers", "tiers": [{"min": 100, "points": 10}], "else": 5}
    small = Small({"A1": level(rule=rule)}, ("T01", "T02")).report("T01", "A1", 90).report("T02", "A1", 40)
    assert rows_of(small.view(1), "A1", "township")["unit"].tolist() == ["T02", "T01"]


def test_units_alike_in_everything_stay_in_the_county_s_order():
    small = Small({"A1": level()}, FOUR)
    for unit in FOUR:
        small.report(unit, "A1", 50)
    assert rows_of(small.view(1), "A1", "township")["unit"].tolist() == list(FOUR)


def test_the_county_s_order_can_be_asked_for(four):
    assert rows_of(four.view(1), "A1", "township", "listed")["unit"].tolist() == ["T01", "T02", "T03"]


def test_a_department_that_supports_is_ranked_by_its_share_of_its_own_points():
    small = Small({"A1": level()}, departments={"D1": {"leads": ("A1",)}, "D2": {"supports": ("A1",)}}).report("XX", "A1", 60)
    rows = rows_of(small.view(1), "A1", "department", "share")
    assert rows["share"].tolist() == pytest.approx([0.6, 0.6])
    assert rows["owed"].tolist() == pytest.approx([4.0, 2.0])            # 10 and half of 10 points, four tenths short


def test_the_figures_are_those_of_cells_and_gaps(demo):
    cells, gaps = demo.cells.set_index(["unit", "indicator"]), demo.gaps.set_index(["unit", "indicator"])
    for key in demo.rubric.indicators:
        for row in rows_of(demo, key, "township").to_dict("records"):
            where = row["unit"], key
            assert shown(row["owed"]) == shown(cells.loc[where, "owed"])
            if where in gaps.index:
                assert row["takes"] == gaps.loc[where, "takes"]


# what is drawn


def test_who_has_not_reported_stands_nowhere_and_not_at_nought(four):
    drawn = one_indicator.against(four.view(1), four.rubric.indicators["A1"], rows_of(four.view(1), "A1", "township"))[0]
    assert math.isnan(drawn.set_index("unit").loc["T03", "value"])


def test_units_with_targets_of_their_own_stand_at_their_share_of_it():
    small = Small({"A1": item(target="per_unit")}, ("T01", "T02"), targets={"A1": {"T01": 4, "T02": 8}})
    small.report("T01", "A1", 1).report("T02", "A1", 4)
    view = small.view(1)
    drawn, axis, mark = one_indicator.against(view, small.rubric.indicators["A1"], rows_of(view, "A1", "township"))
    assert drawn.set_index("unit")["value"].to_dict() == {"T01": 25.0, "T02": 50.0}
    assert set(drawn["target"]) == {100.0} and mark == "%" and "占本单位目标" in axis
    assert drawn["said"].tolist() == ["25%（1）", "50%（4）"]


@pytest.mark.parametrize(("indicator", "stands"), [("C03", True), ("M03", False), ("I01", True), ("B01", True)])
def test_the_county_stands_beside_its_units_unless_it_is_their_sum(demo, indicator, stands):
    shares = demo.judged("township", indicator)["target"].nunique() > 1
    assert one_indicator.comparable(demo.rubric.indicators[indicator], shares) is stands


def test_a_course_ends_with_a_unit_s_last_report_and_begins_with_its_first():
    small = Small({"A1": fires()}, ("T01", "T02")).report("T01", "A1", 1, 2).report("T02", "A1", None, 3, 0, 0)
    table = small.view(4).paths("township", "A1").pivot(index="month", columns="unit", values="value")
    assert table["T01"].dropna().to_dict() == {1: 1.0, 2: 3.0}
    assert table["T02"].dropna().to_dict() == {2: 3.0, 3: 3.0, 4: 3.0}


def test_the_middle_unit_is_the_median_and_has_the_plan_that_all_have():
    table = pd.DataFrame({"unit": list("abc"), "month": 1, "value": [1.0, 5.0, 9.0], "due": [4.0] * 3, "target": [9.0] * 3})
    assert one_indicator.middle_of(table).to_dict("records") == [{"month": 1, "value": 5.0, "due": 4.0}]
    assert one_indicator.middle_of(table.assign(due=[4.0, 4.0, 5.0]))["due"].isna().all()


def test_the_strong_line_is_the_county_s_own_where_it_can_be(demo):
    assert one_indicator.paths(demo, demo.rubric.indicators["I01"], "township")[2] == "县本级"
    assert one_indicator.paths(demo, demo.rubric.indicators["M03"], "township")[2] == "乡镇中位数"


# the page


def test_a_township_s_row_leads_to_its_page_at_the_indicator(four):
    html = indicator_table(four.view(1), rows_of(four.view(1), "A1", "township"))
    assert names_in(html) == ["T03镇", "T02镇", "T01镇"]
    assert "unit?unit=T03%E9%95%87" in html and "indicator=A1" in html
    assert re.search(r">未报</td>", html) and "<b>" not in html


def test_columns_that_would_be_empty_are_left_out(four):
    html = indicator_table(four.view(1), rows_of(four.view(1), "A1", "township"))
    assert "应达" not in html and "现值" in html


def test_the_page_names_those_who_are_not_asked_and_does_not_rank_them(page_of, four):
    page = page_of("indicator", four, indicator="A1")
    assert not page.exception
    assert "1 个乡镇：T04镇" in words(page)
    assert "T04镇" not in names_in(words(page))


def test_the_file_has_the_rows_of_the_screen(page_of, four):
    page = page_of("indicator", four, indicator="A1")
    view, on_screen = four.view(1, "schedule"), names_in(words(page))
    file = csv.write(rows_of(view, "A1", "township")[one_indicator.FILE_COLUMNS], view.as_of, view.basis, view.fingerprint).decode("utf-8-sig")
    heads, *lines = [line.split(",") for line in file.splitlines()]
    assert [line[heads.index("单位")] for line in lines] == on_screen
    assert [line[heads.index("怎么补上")] for line in lines][0] == "先补报数据"


def test_an_indicator_of_departments_only_shows_departments(page_of):
    small = Small({"A1": level(townships="none")}, departments={"D1": {"leads": ("A1",)}}).report("XX", "A1", 60)
    assert one_indicator.kinds_judged(small.view(1), "A1") == ["department"]
    page = page_of("indicator", small, indicator="A1", who="乡镇")
    assert not page.exception
    assert names_in(words(page)) == ["D1局"]


def test_an_indicator_that_nobody_answers_for_says_so(page_of):
    small = Small({"A1": level(townships="none"), "A2": level()}).report("XX", "A1", 60)
    page = page_of("indicator", small, indicator="A1")
    assert not page.exception and not page.get("plotly_chart")
    assert "没有部门牵头或配合" in page.info[0].value


def test_where_nobody_has_reported_nothing_is_drawn(page_of):
    small = Small({"A1": item(), "A2": level()}, ("T01", "T02")).report("T01", "A2", 60)
    page = page_of("indicator", small, indicator="A1")
    assert not page.exception and not page.get("plotly_chart")
    assert sorted(note.value for note in page.info) == ["各月还没有数据。", "还没有乡镇报数。"]        # in place of either chart


@pytest.mark.parametrize("basis", ["today", "schedule"])
def test_one_unit_alone_has_a_page(page_of, basis):
    page = page_of("indicator", Small({"A1": item()}).report("T01", "A1", 1), basis=basis)
    assert not page.exception
    assert len(page.get("plotly_chart")) == 2


def test_the_address_keeps_the_wish_while_an_indicator_cannot_fulfil_it(page_of):
    small = Small({"A1": level(), "A2": level(townships="none")}, departments={"D1": {"leads": ("A1", "A2")}}).report("XX", "A1", 60)
    page = page_of("indicator", small, indicator="A2", who="township")
    assert page.segmented_control(key="who").value == "department"
    page.selectbox(key="indicator").select("A1").run()
    assert page.segmented_control(key="who").value == "township"


# 考核细则


@pytest.mark.parametrize(("looked_for", "first"), [("锅炉", "C03"), ("c03", "C03"), ("不降反升", "C01"), ("处置回执", "C05"),
                                                   ("大气环境 第3项", "C03"), ("火点 照片", "C05")])
def test_an_indicator_is_found_by_anything_that_is_said_of_it(demo, looked_for, first):
    assert found(indicators_of(demo), looked_for, {})["indicator"].iloc[0] == first


def test_the_list_is_narrowed_by_category_lead_and_rule_type(demo):
    table = indicators_of(demo)
    rows = found(table, "", {"category": "C", "lead_id": "D12", "rules": "not_worse"})
    assert rows["indicator"].tolist() == ["C01"]
    assert options(table, "rules")["not_worse"] == "不降反升计零"
    assert set(options(table, "lead_id").values()) == set(table["lead"])


def test_every_unit_stands_on_its_curve_with_the_points_that_its_rule_gives(demo):
    """By another road: the points of one unit's own place, read alone."""
    for key in ("C01", "C03", "E04", "B02", "C05", "G03"):
        curves, marks = demo.places("township", key)
        for unit, own in marks.groupby("unit"):
            _, alone = demo.place(unit, key)
            assert own["points"].tolist() == alone["points"].tolist()
            assert own["of"].isin(curves["of"]).all()


def test_units_with_one_target_share_one_curve(demo):
    targets = demo.judged("township", "C01")["target"].nunique()
    assert demo.places("township", "C01")[0]["of"].nunique() == targets == 5
    assert demo.places("township", "E04")[0]["of"].nunique() == 1


def test_who_has_not_reported_has_a_row_but_no_place(four):
    view = four.view(1)
    _, marks = view.places("township", "A1")
    assert marks["unit"].tolist() == ["T01", "T02"]
    html = places_table(view, rows_of(view, "A1", "township"), marks)
    assert names_in(html) == ["T03镇", "T02镇", "T01镇"] and ">未报</td>" in html


def test_a_rubric_s_rules_show_those_whom_they_judge(page_of, four):
    page = page_of("rubric", four, indicator="A1")
    assert not page.exception
    assert page.segmented_control(key="who").options == ["乡镇", "部门", "县本级"]


def test_a_rubric_without_doubts_says_nothing_of_them(page_of, four):
    assert not [part for part in page_of("rubric", four).expander if "疑点" in part.label]
    assert doubts.draw_doubts([]) is None


def test_doubts_are_folded_away_and_say_file_line_place_and_what_to_do(page_of, four):
    problem = Problem(14, "A1 › rule", "界限*对不上*。", "核对界限。", "config/rubric-2026.yaml")
    four.board.configuration = replace(four.board.configuration, doubts=(problem,))
    page = page_of("rubric", four)
    assert page.expander[0].label.startswith("细则疑点 1 处") and not page.expander[0].proto.expanded
    row = page.table[0].value.iloc[0].to_dict()
    assert row == {"文件": "config/rubric-2026.yaml", "第几行": "14", "位置": "A1 › rule", "问题": r"界限\*对不上\*。", "怎么改": "核对界限。"}


@pytest.mark.parametrize("basis", ["forecast", "best", "worst"])
def test_on_a_completed_year_a_mark_names_the_figure_as_it_is_and_stays_in_sight(basis):
    """The best of an amount has no end; the curve must not be drawn on to it."""
    small = Small({"A1": item(10, target=10)}).report("T01", "A1", 1, 2)
    curves, marks = small.view(2, basis).place("T01", "A1")
    assert marks["now"].tolist() == [3] and curves["value"].max() <= 20
    assert marks["points"].tolist() == pytest.approx([small.points("T01", "A1", 2, basis)])
