"""单位, 差距清单 and 考核细则 without a browser: small counties, the edges of figures, and charts that stay the same."""

import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.columns import WIDTHS
from pages.parts.grid import said
from pages.parts.listing import listing
from pages.parts.one_rule import facts, worked_examples
from pages.parts.prospect_line import item_line
from pages.parts.rubric_rest import grading
from pages.parts.rubric_rest import vetoes as vetoes_in_html
from pages.parts.unit_line import signed, unit_line
from readiness.board import ItemProspect
from readiness.charts.indicator_path import indicator_path
from readiness.charts.owed_bars import owed_bars
from readiness.charts.rule_curve import rule_curve
from readiness.exports import csv
from readiness.numbers import shown
from readiness.rubric import Indicator
from readiness.rubric_words import effect_in_words
from readiness.scoring.chances import in_words
from readiness.words import COLUMNS
from tests.small import Small, fires, item, level


@pytest.fixture
def two() -> Small:
    small = Small({"A1": level(), "A2": fires()}, ("T01", "T02"))
    small.report("T01", "A1", 100).report("T01", "A2", 0)
    return small.report("T02", "A1", 60).report("T02", "A2", 3)


def texts(page: AppTest) -> str:
    parts = (*page.html, *page.info, *page.success, *page.subheader, *page.markdown)
    return "\n".join(part.value for part in parts)


# 单位


def test_a_unit_that_owes_nothing_is_told_so(page_of, two):
    page = page_of("unit", two, unit="T01")
    assert not page.exception
    assert "没有欠分" in page.success[0].value


def test_a_unit_sees_what_it_owes_first(page_of, two):
    table = page_of("unit", two, unit="T02镇", basis="现状").dataframe[0].value
    assert table["indicator"].tolist() == ["A1", "A2"]
    assert table["owed"].tolist() == [4.0, 3.0]


def test_an_address_may_name_an_item(page_of, two):
    page = page_of("unit", two, unit="T02", indicator="A2")
    assert page.subheader[0].value.startswith("A2")


def test_an_item_with_markdown_in_its_name_is_shown_as_it_is_written(page_of):
    page = page_of("unit", Small({"A1": level(name="*重点* [事项]")}).report("T01", "A1", 60))
    assert page.subheader[0].value == r"A1 \*重点\* \[事项\]"


def test_a_department_s_items_are_apart_by_how_it_answers_for_them(page_of):
    small = Small({"A1": level(), "A2": level(), "A3": level()}, departments={"D1": {"leads": ("A1", "A3"), "supports": ("A2",)}})
    small.report("XX", "A1", 60).report("XX", "A2", 70).report("XX", "A3", 100)
    lead = page_of("unit", small, unit="D1", show="牵头指标").dataframe[0].value
    support = page_of("unit", small, unit="D1", show="配合指标").dataframe[0].value
    assert (lead["indicator"].tolist(), support["indicator"].tolist()) == (["A1", "A3"], ["A2"])


def test_what_does_not_apply_is_folded_away(page_of):
    small = Small({"A1": level(), "A2": level(townships="none")}).report("T01", "A1", 60)
    page = page_of("unit", small, unit="T01")
    assert page.expander[0].label == "不涉及的指标 1 项（不计入满分）"


def test_a_tie_and_a_veto_stand_in_the_header_line():
    row = {"total": 88.005, "grade": "合格", "rank": 2.0, "peers": 16, "tied": True, "rank_in_type": 1.0, "type": "工业型",
           "total_change": -0.005, "owed": 11.995, "light": "red", "escalation": "通报", "silent_items": 2, "vetoes": "造假", "risks": ""}
    line = unit_line(row, 3)
    assert all(f">{figure}</dd>" in line for figure in ("88.01", "并列第 2", "第 1", "−0.01", "12.00", "■ 红", "通报", "2 项", "造假"))
    assert line.count("造假") == 1 and unit_line({**row, "risks": "造假；瞒报"}, 3).count("造假") == 1
    assert "一票否决（预计）" in unit_line({**row, "basis": "forecast"}, 3)
    assert "督办建议" in line and "督办建议" not in unit_line({**row, "escalation": ""}, 3)


def test_the_step_that_is_suggested_stands_with_the_item_and_in_the_list(page_of):
    small = Small({"A1": level(), "A2": level()}).report("T01", "A1", 0, 0).report("T01", "A2", 100, 96)
    assert "**督办建议**　督办单" in texts(page_of("unit", small, unit="T01", indicator="A1"))
    assert "**督办建议**" not in texts(page_of("unit", small, unit="T01", indicator="A2"))
    (listed,) = [block.proto.body for block in page_of("gaps", small, kinds="township").get("html") if "<tbody>" in block.proto.body]
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in listed.split("<tr>")[2:]]
    at = re.findall(r"<th[^>]*>(.*?)</th>", listed).index("督办建议")
    assert [row[at] for row in rows] == ["督办单", "—"]


def test_a_unit_is_told_what_its_year_may_come_to_and_what_it_answers_for(page_of, board, view):
    words, seen = texts(page_of("unit", board, unit="D12")), view.prospect("D12")
    assert f"八成可能 **{shown(seen.low)}–{shown(seen.high)}**" in words and in_words(seen.above_chance) in words
    own = view.charged("department").set_index("unit").loc["D12"]
    assert f"全县欠分中承担 **{shown(own['owed'])}** 分（已丢失 {shown(own['lost'])}，待争取 {shown(own['winnable'])}）" in words


def test_an_item_is_told_its_chance_of_full_marks_and_its_range(page_of, board, view):
    seen = view.item_prospect("T02", "C01")
    at = list(view.rubric.indicators).index("C01"), list(view.county.units).index("T02")
    assert (seen.low, seen.high) == (view.chances.low[at], view.chances.high[at])
    assert f"{shown(seen.low)}–{shown(seen.high)} 分" in texts(page_of("unit", board, unit="T02", indicator="C01"))


def test_the_range_of_an_item_ends_with_the_year(board):
    assert board.view("2025-12").item_prospect("T02", "C01") is None


def chance(**known) -> ItemProspect:
    return ItemProspect(**{"low": 1.0, "high": 2.0, "certain": False, "impossible": False, "silent": False, **known})


@pytest.mark.parametrize(("full", "words"), [(float("nan"), "数据不足"), (0.85, "很可能（85%）"), (1.0, "几乎确定（>95%）")])
def test_the_chance_of_full_marks_in_words(full, words):
    assert words in item_line(chance(full=full))
    assert "已不可能" in item_line(chance(full=full, impossible=True))
    assert "补报后再推算" in item_line(chance(full=full, silent=True))


@pytest.mark.parametrize(("change", "words"), [(1.005, "+1.01"), (-2, "−2.00"), (0.001, "0.00"), (float("nan"), "—")])
def test_movement_has_its_sign(change, words):
    assert signed(change) == words


# 差距清单


def test_the_file_of_charges_opens_with_chinese_headers(page_of, board, view):
    table = view.charges.rename(columns={"owed": "charged"})[["account", "unit_name", "charged", "lost", "winnable"]]
    head, first = csv.write(table, view.as_of, "forecast", view.fingerprint).decode("utf-8-sig").splitlines()[:2]
    assert head == "责任类别,单位,承担欠分,已丢失,待争取,数据截至,口径,指纹"
    assert first.startswith("责任部门,") and first.endswith(f",2026-05,预计,{view.fingerprint}")
    labels = [button.proto.label for button in page_of("gaps", board).get("download_button")]
    assert labels == ["下载责任分摊 (CSV)", "下载差距清单 (XLSX)", "下载差距清单 (CSV)"]


def test_the_list_is_empty_when_nothing_is_owed(page_of):
    page = page_of("gaps", Small({"A1": level()}).report("T01", "A1", 100).report("XX", "A1", 100))
    assert page.success[0].value == "没有欠分：全县每一项都拿满了分。"


def test_the_sums_are_told_by_kind(page_of, two):
    words = texts(page_of("gaps", two, kinds="township", basis="现状"))
    assert "1 个单位 **2** 项，欠 **7.00** 分" in words
    assert "按预计口径待争取 **11.00** 分，未报 **0.00** 分，已丢失 **3.00** 分" in words
    assert "县本级" not in words


def test_on_the_forecast_all_that_is_owed_is_to_be_won_or_not_reported_or_lost(page_of, two):
    rows = two.view(1, "forecast").gaps.query("kind == 'township'")
    owed, *boxes = (shown(rows[word].sum()) for word in ("owed", "winnable", "unreported", "lost"))
    assert f"欠 **{owed}** 分" in texts(page_of("gaps", two, kinds="township"))
    assert "其中待争取 **{}** 分，未报 **{}** 分，已丢失 **{}** 分".format(*boxes) in texts(page_of("gaps", two, kinds="township"))
    assert rows[["winnable", "unreported", "lost"]].sum().sum() == pytest.approx(rows["owed"].sum(), abs=1e-9)


def test_a_figure_in_the_list_is_the_one_that_is_shown(view):
    html = listing(view.gaps, ["owed_on_100"], [], 500, "清单", {})
    assert re.findall(r"<td[^>]*>([^<]+)</td>", html) == [shown(value) for value in view.gaps["owed_on_100"]]


def test_a_half_goes_up_and_an_amount_has_no_noughts():
    table = pd.DataFrame({"owed": [1.005], "value": [66.5], "unit_name": ["<b>东镇</b>"], "light": ["red"]})
    html = listing(table, list(table.columns), ["unit_name"], 500, "清单", {})
    assert ">1.01<" in html and ">66.5<" in html and "&lt;b&gt;东镇" in html and "■ 红" in html


def test_every_column_that_has_a_width_has_a_name():
    assert set(WIDTHS) <= set(COLUMNS)


def test_a_figure_in_a_table_to_pick_from_is_the_one_that_is_shown(view):
    own = view.cells[view.cells["unit"] == "T02"]
    table = said(own, ["points", "light"])
    assert [f"{value:.2f}" for value in table["points"].dropna()] == [shown(value) for value in own["points"].dropna()]


@pytest.mark.parametrize(("basis", "reason"), [("schedule", "应达到 5，实际 3"), ("today", "目标 12，实际 3")])
def test_the_reason_is_what_the_basis_judges_against(basis, reason):
    small = Small({"A1": item(target=12)}).report("T01", "A1", 3, 0, 0, 0, 0)
    gaps = small.board.view("2026-05", basis).gaps
    assert gaps.loc[gaps["unit"] == "T01", "reason"].item() == reason


# 考核细则


def test_every_indicator_can_be_said_and_drawn(view):
    for key, indicator in view.rubric.indicators.items():
        assert indicator.rule.explain(indicator.points) in facts(view, indicator).replace("&quot;", '"')
        curves, marks = view.places("county", key)
        assert len(curves) and curves["points"].max() <= indicator.points + 1e-9
        assert rule_curve(curves, marks, indicator.measure).data


def test_a_percent_sign_stands_close_and_a_measure_apart(view):
    told = {key: re.search(r"目标值</dt><dd>([^<]*)", facts(view, view.rubric.indicators[key]))[1] for key in ("C02", "A01")}
    assert told == {"C02": "各单位不同，青澜县 86%；上年 84.5%", "A01": "4 次；上年 3 次"}


def test_the_county_s_mark_has_the_points_that_it_is_scored(view):
    cells = view.cells[(view.cells["unit"] == "QL") & (view.cells["status"] == "scored")].set_index("indicator")
    for key, indicator in view.rubric.indicators.items():
        _, marks = view.place("QL", key)
        if key in cells.index and not indicator.extras and len(marks) == 1 and not marks["name"].iloc[0]:
            assert marks["points"].iloc[0] == pytest.approx(cells.loc[key, "points"])


def test_an_indicator_without_worked_examples_has_a_page(page_of, two):
    assert not page_of("rubric", two, indicator="A1").exception


def test_a_worked_example_is_told_with_what_goes_in(view):
    assert "数值 31.5，目标 30" in worked_examples(view.rubric.indicators["C01"])
    assert "<b>3.5 分</b>" in worked_examples(view.rubric.indicators["C01"])


GRADES = {"type": "grade_map", "grades": {"优秀": 10, "良好": 8, "一般": 5}}
RANK = {"type": "rank"}


@pytest.mark.parametrize(("settings", "example", "told"), [
    ({"rule": RANK}, {"value": 80, "peers": [90, 70, 60.5]}, "数值 80，其他单位 90、70、60.5"),
    ({"rule": GRADES}, {"value": 2}, "数值 良好"),
    ({"rule": {"type": "binary"}}, {"value": 0}, "数值 否"),
    ({"rule": {"type": "checklist", "items": {"方案": 5, "清单": 5}}}, {"parts": {"方案": 1, "清单": 0.5}}, "方案 是，清单 0.5"),
    ({"target": 30, "extras": [{"type": "not_worse"}]}, {"value": 31, "target": 30, "baseline": 33}, "数值 31，目标 30，上年 33"),
])  # fmt: skip
def test_a_worked_example_is_told_as_a_form_would_report_it(settings, example, told):
    indicator = Indicator.model_validate({**item(accumulate="latest", target=None), **settings, "examples": [{**example, "points": 1}]})
    assert f"<td>{told}</td>" in worked_examples(indicator)


@pytest.mark.parametrize(("veto", "words"), [("V1", "直接评为不合格"), ("V2", "最高只能评合格"), ("V6", "下降 1 个等次"), ("V8", "不得评优秀")])
def test_a_veto_says_what_it_does_to_the_grade(view, veto, words):
    assert effect_in_words(view.rubric.vetoes[veto], view.rubric) == words


def test_the_rest_of_the_rubric_says_how_the_whole_is_made_and_what_shows_a_veto():
    items = {"A1": item(), "A2": level()}
    vetoes = {"V1": {"effect": "zero_item", "items": ["A1"], "since": 7}, "V2": {"effect": "fail", "missed": {"indicator": "A2"}}}
    rubric = Small(items, combine="geometric", beyond_full=False, vetoes=vetoes).rubric
    assert "各板块几何平均" in grading(rubric) and "加分后最多 100 分" in grading(rubric)
    assert "落后序时超过 15 个百分点亮红灯" in grading(rubric)
    told = [re.sub(r"<[^>]+>", " ", row).split() for row in vetoes_in_html(rubric).split("<tr>")[2:]]
    assert told == [["V1", "V1", "7月起", "A1", "事项", "计零", "县本级、乡镇、部门"],
                    ["V2", "V2", "水平年终未达目标", "直接评为不合格", "县本级、乡镇、部门"]]


@pytest.mark.parametrize("words", ["a1", "水平"])
def test_an_indicator_is_found_by_id_or_name(page_of, two, words):
    assert page_of("rubric", two, find=words).dataframe[0].value["indicator"].tolist() == ["A1"]


def test_the_same_figures_give_the_same_drawing(view):
    def drawn() -> list[str]:
        months, places = view.months("T02", "C01"), view.places("township", "C05")
        figures = indicator_path(months, "μg/m³"), owed_bars(view.gaps, "unit_name"), rule_curve(*places, "次数")
        return [figure.to_json() for figure in figures]

    assert drawn() == drawn()


def test_the_path_shows_the_months_so_far_the_plan_and_last_year(view):
    months = view.months("T02", "C03")
    assert months["value"].notna().tolist() == [True] * 5 + [False] * 7
    assert months["due"].iloc[-1] == months["target"].iloc[-1] == 4
    assert [line.name for line in indicator_path(months, "台").data] == ["上年", "序时应达", "本年累计"]


def test_an_item_without_a_plan_is_held_against_its_target(view):
    names = [line.name for line in indicator_path(view.months("T02", "A03"), "%").data]
    assert names == ["上年", "本年累计", "目标"]


def test_a_unit_without_data_has_a_page(page_of):
    page = page_of("unit", Small({"A1": item()}, ("T01", "T02")).report("T01", "A1", 1), unit="T02")
    assert not page.exception
