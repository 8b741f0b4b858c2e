"""A rubric in a workbook and back: nothing is lost, an official's own edits are taken, every slip is told by sheet and cell."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from readiness.cli import main
from readiness.problems import ProblemsFound
from readiness.rubric_book import read_book, rubric_to_book, to_rubric, write_book
from readiness.rubric_book.cells import decode, encode
from readiness.rubric_book.lay_out import as_rows, in_order, laid_out
from readiness.rubric_book.paths import Unreadable, names, names_written, steps, written
from readiness.rubric_book.places import parameters, place
from readiness.rubric_book.take_in import taken_in
from readiness.rubric_file import load_rubric
from readiness.rules import RULES
from readiness.yaml_file import dump, read

ROOT = Path(__file__).resolve().parents[1]
RUBRICS = [*sorted((ROOT / "config").glob("rubric-*.yaml")), ROOT / "tests" / "published" / "rubric-2016.yaml"]
INDICATOR = ("categories", "A", "indicators", "A01")

SMALL = """\
id: small
title: 小考核
year: 2026
full_points: 10
grades: [{min: 60, name: 合格}, {min: 0, name: 不合格}]
departments: {business_weight: 60, duty_weight: 40, support_share: 0.5, general_duties: [C03]}
bonus_cap: {county: 5, township: 3, department: 3}
deduction_cap: {county: 5, township: 3, department: 3}
bonus:
  BN1: {name: 示范命名, each: {国家级: 2}, cap: 2}
categories:
  C:
    name: 大气环境
    points: 10
    indicators:
      C03: {name: 锅炉, measure: 台, points: 6, accumulate: sum, rule: {type: proportional}, target: 24,
            plan: [0, 0, 4, 12, 25, 42, 54, 67, 83, 100, 100, 100], evidence: [照片, 合同], examples: [{value: 12, points: 3}]}
      C05: {name: 火点, measure: 个, points: 2, accumulate: sum, rule: {type: per_occurrence, deduct_per: {省巡查: 0.3, 县巡查: 0.1}},
            examples: [{parts: {省巡查: 1, 县巡查: 2}, points: 1.5}]}
      C06: {name: 水质, measure: "%", points: 2, accumulate: latest,
            rule: {type: tiers, tiers: [{min: 100, points: 2}, {min: 95, points: 1}], else: 0}}
"""

NASTY = {
    "id": "=1+1", "title": "@题 ", "year": 2026, "": {"": ""}, "1": {"2": ["3", 4, [5, []], {}]}, "a › b": "→ 例子", "null": None, "c.d[0]": "null",
    "bonus": {"=BN": {"name": "+1", "each": {"PM2.5": 0.1 + 0.2, "<id>": 1e-7}}, "空": {}}, "deductions": [], "vetoes": {"V1": None},
    "categories": {
        "1": {"name": "010", "points": "1.5", "categories": {
            "甲 › 乙": {"points": 1, "indicators": {
                "": {"rule": {"items": [{"rule": {"type": "weighted", "items": [{"weight": 1, "rule": {"type": "不认识", "x": None}}]}}],
                              "type": "weighted"},
                     "name": "=SUM(A1)", "points": 2.5, "target": "24", "townships": ["T01", "T02"], "examples": [{"value": 1, "parts": {"甲": 2}}]},
                "-7": {"points": "true", "name": "-7", "townships": ["all"], "evidence": ["甲、乙", "丙"], "plan": [1, 2, 3],
                       "extras": [{"type": "not_worse"}, {"type": "per_occurrence", "deduct_per": {"县.巡[查]": 0.1, "1": 2}}],
                       "examples": [{"value": 1}, {"parts": {"甲=乙": 1, "丙、丁": 2}}], "parts": {"": {}, "1": {"weight": 0.5, "required": False}}},
            }},
            "空": {},
        }, "indicators": {}},
        "不是板块": "字", "B": {"name": "乙", "new": {"deep": [1]}, "indicators": {"B01": {}, "B02": ["不是指标"], "2026-10-31": {
            "deadline": "2026-10-31", "brand_new": {"x": {"y": [{"z": True}]}}, "fresh": "010", "flag": True, "list": ["甲", "乙"], "none": None}}},
    },
}


def same(one: Any, other: Any) -> bool:
    """Equal in values, in types and in the order of keys; 2 and 2.0 are the same number to a workbook."""
    return repr(whole(one)) == repr(whole(other))


def whole(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: whole(value) for key, value in data.items()}
    if isinstance(data, list):
        return [whole(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data


def by_sheets(data: dict[str, Any]) -> Any:
    return taken_in({sheet.title: as_rows(sheet) for sheet in laid_out(data)}, "b.xlsx")


# ── There and back

@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_a_rubric_comes_back_as_it_went(path, tmp_path):
    rubric_to_book(path, tmp_path / "b.xlsx")
    to_rubric(tmp_path / "b.xlsx", tmp_path / "r.yaml")
    back = read(tmp_path / "r.yaml")
    assert back.problems == []
    assert same(back.data, read(path).data)
    assert load_rubric(tmp_path / "r.yaml") == load_rubric(path)


@pytest.mark.parametrize("path", RUBRICS, ids=lambda path: path.stem)
def test_our_own_rubrics_need_no_sheet_for_the_order_of_settings(path):
    assert [sheet.title for sheet in laid_out(read(path).data)] == ["总则", "加分扣分否决", "板块", "指标", "规则参数", "例子"]


def test_nasty_names_and_values_come_back_as_they_went(tmp_path):
    write_book(NASTY, tmp_path / "b.xlsx")
    document = read_book(tmp_path / "b.xlsx")
    assert document.problems == []
    assert same(document.data, NASTY)
    (tmp_path / "r.yaml").write_text(dump(document.data), encoding="utf-8")
    assert read(tmp_path / "r.yaml").problems == []


def test_every_digit_of_a_number_is_kept(tmp_path):
    numbers = {"a": 0.1 + 0.2, "b": 1 / 3, "c": 10**17 + 1, "d": 1e300, "e": -5e-324, "f": 2**53 + 1, "g": float("inf")}
    write_book(numbers, tmp_path / "b.xlsx")
    assert repr(read_book(tmp_path / "b.xlsx").data) == repr(numbers)


words = st.sampled_from(["categories", "indicators", "examples", "rule", "type", "plan", "name", "parts", "townships", "target", "A", "1", "", "›"])
keys = words | st.text(max_size=6)
scalars = st.none() | st.booleans() | st.integers(-10**9, 10**9) | st.floats(allow_nan=False) | st.text(max_size=8) | st.sampled_from(
    ["null", "{}", "[]", "1.5", "010", "true", "是", "sum", "逐月累计 sum", "all", "weighted", "甲、乙", "甲=1", '"', '""', '"a"', "→ 例子", " ", "=1", ".inf",
     "_x000D_", "\r", "a\nb", "\x00", "#N/A"])
plain = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=15)
rubrics = st.dictionaries(keys, plain, max_size=4)
grown = st.builds(lambda rest, items: {**rest, "categories": {"A": {"indicators": items}}}, rubrics, st.dictionaries(keys, rubrics, max_size=3))


@given(rubrics | grown)
@settings(max_examples=120, deadline=None)
@example(NASTY)
def test_any_plain_data_come_back_through_the_sheets(data):
    document = by_sheets(data)
    assert document.problems == []
    assert repr(document.data) == repr(data)


@given(grown)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_plain_data_come_back_through_a_workbook(tmp_path, data):
    write_book(data, tmp_path / "b.xlsx")
    assert same(read_book(tmp_path / "b.xlsx").data, data)


@given(st.lists(st.integers(0, 10**6) | keys, min_size=1, max_size=6))
@example(["PM2.5", "a[0]", 'a"b', '"', "<id>", "›", ">", " a", "\t", "0", 0, "₁", "_x0041_"])
def test_a_path_in_a_cell_reads_as_the_same_path(path):
    assert steps(written(tuple(path))) == tuple(path)


@given(st.lists(keys, min_size=1, max_size=4))
def test_names_in_a_cell_read_as_the_same_names(path):
    assert names(names_written(tuple(path))) == tuple(path)


@pytest.mark.parametrize(("path", "text"), [
    (("rule", "tiers", 0, "min"), "rule › tiers › 1 › min"), (("parts", ""), 'parts › ""'), (("a", "1"), 'a › "1"'),
    (("rule", "stages", "PM2.5"), "rule › stages › PM2.5"), (("a › b",), '"a › b"')])
def test_a_path_is_written_so(path, text):
    assert written(path) == text


def test_a_path_may_be_typed_with_the_signs_of_a_keyboard():
    assert steps("rule>tiers ＞ 2›min") == ("rule", "tiers", 1, "min")


@pytest.mark.parametrize("text", ["rule › › min", "rule ›", "› rule", "rule › 0", '"rule', '"a\\q"'])
def test_a_path_that_cannot_be_read_is_refused(text):
    with pytest.raises(Unreadable):
        steps(text)


@given(plain, st.sampled_from(["name", "points", "target", "accumulate", "townships", "evidence", "rule", "plan", "unheard_of", "parts"]))
@settings(max_examples=150)
def test_what_goes_into_a_cell_comes_out_of_it(value, name):
    what = place((*INDICATOR, name))
    cell = encode(value, name, what, maps=True)
    assert cell is None and isinstance(value, dict | list) or repr(decode(cell, name, what)) == repr(value)


def test_columns_stand_in_an_order_that_all_agree_with():
    assert in_order([["a", "c"], ["a", "b", "c"], ["d", "c"]]) == ["a", "b", "d", "c"]
    assert in_order([["a", "b"], ["b", "a"]]) == ["a", "b"]


# ── An official's own edits

Edit = Callable[[dict[str, Worksheet]], Any]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """The small rubric as a workbook."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "r.yaml").write_text(SMALL, encoding="utf-8")
    rubric_to_book(folder / "r.yaml", folder / "b.xlsx")
    return folder / "b.xlsx"


@pytest.fixture
def trip(small, tmp_path) -> Callable[..., Path]:
    """The small rubric as a workbook, edited, on its way back: where the YAML is to stand."""
    (tmp_path / "r.yaml").write_text(SMALL, encoding="utf-8")

    def make(*edits: Edit) -> Path:
        book = load_workbook(small)
        for edit in edits:
            edit({sheet.title: sheet for sheet in book.worksheets})
        book.save(tmp_path / "b.xlsx")
        to_rubric(tmp_path / "b.xlsx", tmp_path / "back.yaml")
        return tmp_path / "back.yaml"
    return make


def column(sheet: Worksheet, code: str) -> int:
    return next(cell.column for cell in sheet[2] if cell.value == code)


def row(sheet: Worksheet, *found: Any) -> int:
    return next(cells[0].row for cells in sheet.iter_rows(min_row=3) if set(found) <= {cell.value for cell in cells})


def put(title: str, found: str | tuple[str, ...], code: str, value: Any) -> Edit:
    """Write `value` into the column `code` of the row that holds `found`."""
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet = sheets[title]
        sheet.cell(row(sheet, *([found] if isinstance(found, str) else found)), column(sheet, code)).value = value
    return edit


def add(title: str, **values: Any) -> Edit:
    """A new row at the end, below two blank ones; `_` in a name stands for what no Python name may hold."""
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheet, words = sheets[title], {"id_": "<id>", "path_": "<path>", "value_": "<value>", "category_": "<category>", "rule_type": "rule › type"}
        line = sheet.max_row + 3
        for code, value in values.items():
            sheet.cell(line, column(sheet, words.get(code, code))).value = value
    return edit


def reversed_rows(sheets: dict[str, Worksheet]) -> None:
    for title in ("指标", "规则参数", "例子", "板块", "总则", "加分扣分否决"):
        rows = [[cell.value for cell in cells] for cells in sheets[title].iter_rows(min_row=3)][::-1]
        for line, cells in enumerate(rows, start=3):
            for at, value in enumerate(cells, start=1):
                sheets[title].cell(line, at).value = value


def reversed_columns(sheets: dict[str, Worksheet]) -> None:
    for title in ("指标", "规则参数", "例子", "板块", "总则"):
        for cells in sheets[title].iter_rows():
            values = [cell.value for cell in cells][::-1]
            for cell, value in zip(cells, values, strict=True):
                cell.value = value


def without_order(data: Any) -> Any:
    return {key: without_order(value) for key, value in sorted(data.items())} if isinstance(data, dict) else data


@pytest.mark.parametrize("edit", [reversed_rows, reversed_columns])
def test_rows_and_columns_may_stand_in_any_order(trip, tmp_path, edit):
    assert without_order(read(trip(edit)).data) == without_order(read(tmp_path / "r.yaml").data)


def changed(data: dict[str, Any], *path: Any, value: Any) -> dict[str, Any]:
    copy = deepcopy(data)
    block = copy
    for step in path[:-1]:
        block = block[step]
    block[path[-1]] = value
    return copy


C03 = ("categories", "C", "indicators", "C03")


@pytest.mark.parametrize(("edit", "path", "value"), [
    (put("指标", "C03", "target", 24.0), (*C03, "target"), 24), (put("指标", "C03", "target", "24"), (*C03, "target"), 24),
    (put("指标", "C03", "name", "锅炉改造"), (*C03, "name"), "锅炉改造"), (put("指标", "C03", "frequency", "每季度"), (*C03, "frequency"), "quarterly"),
    (put("指标", "C03", "accumulate", "sum"), (*C03, "accumulate"), "sum"), (put("指标", "C03", "townships", "T01，T02"), (*C03, "townships"), ["T01", "T02"]),
    (put("指标", "C03", "townships", "全部"), (*C03, "townships"), "all"), (put("指标", "C03", "evidence", "照片"), (*C03, "evidence"), ["照片"]),
    (put("指标", "C03", "advice", " 抓紧 "), (*C03, "advice"), "抓紧"), (put("总则", "year", "<value>", 2027), ("year",), 2027),
    (put("指标", "C03", "constant_share", "0.5"), (*C03, "constant_share"), 0.5),
], ids=lambda value: "edit" if callable(value) else str(value))      # a function's own name would differ from run to run
def test_an_edit_comes_back_as_it_was_meant(trip, tmp_path, edit, path, value):
    assert without_order(read(trip(edit)).data) == without_order(changed(read(tmp_path / "r.yaml").data, *path, value=value))


LIGHTS = """\
lights:
  preset: 银川
  lag_red: 25
  stuck_months: never
  overdue_red: true
  escalation: {督办函: 1, 约谈: 3}
"""


def test_lights_come_back_as_they_went_and_may_be_edited(tmp_path):
    (tmp_path / "r.yaml").write_text(SMALL + LIGHTS, encoding="utf-8")
    rubric_to_book(tmp_path / "r.yaml", tmp_path / "b.xlsx")
    to_rubric(tmp_path / "b.xlsx", tmp_path / "back.yaml")
    assert same(read(tmp_path / "back.yaml").data, read(tmp_path / "r.yaml").data)
    book = load_workbook(tmp_path / "b.xlsx")
    for edit in (put("总则", "lights › preset", "<value>", "瓯海"), put("总则", "lights › lag_red", "<value>", "不看"),
                 add("总则", path_="lights › lag_yellow", value_="8")):
        edit({sheet.title: sheet for sheet in book.worksheets})
    book.save(tmp_path / "b.xlsx")
    to_rubric(tmp_path / "b.xlsx", tmp_path / "back.yaml")
    lights = load_rubric(tmp_path / "back.yaml").lights
    assert (lights.preset, lights.lag_yellow, lights.lag_red, lights.escalation) == ("瓯海", 8, "never", {"督办函": 1, "约谈": 3})


def test_a_date_that_excel_made_of_a_deadline_is_written_as_a_date(trip):
    sheet_date = put("指标", "C03", "deadline", datetime(2026, 10, 31))
    assert load_rubric(trip(sheet_date)).indicators["C03"].deadline == "2026-10-31"


def test_an_indicator_may_be_added_and_points_moved(trip):
    rubric = load_rubric(trip(
        put("指标", "C03", "points", 4), put("例子", "C03", "points", 2),
        add("指标", category_="C", id_=7, name="治理", measure="个", points="2", accumulate="逐月累计", rule_type="起点线性"),
        add("规则参数", id_="7", path_="rule > zero_at", value_=0), add("规则参数", id_=7, path_="rule › full_at", value_="12"),
        add("例子", id_=7, value=6, points=1)))
    assert list(rubric.indicators) == ["C03", "C05", "C06", "7"]
    assert (rubric.indicators["7"].rule.full_at, rubric.indicators["C03"].points) == (12, 4)


def test_an_example_may_be_taken_out_without_counting_anew(trip):
    assert load_rubric(trip(lambda sheets: sheets["例子"].delete_rows(3))).indicators["C03"].examples == ()


def test_an_empty_sheet_of_the_officials_own_does_no_harm(trip):
    assert load_rubric(trip(lambda sheets: sheets["指标"].parent.create_sheet("Sheet1"))).id == "small"


# ── Faults, by sheet and cell

def remove(title: str) -> Edit:
    return lambda sheets: sheets[title].parent.remove(sheets[title])


def rename(title: str, name: str) -> Edit:
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheets[title].title = name
    return edit


def head(title: str, code: str, new: Any) -> Edit:
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheets[title].cell(2, column(sheets[title], code)).value = new
    return edit


MIN = ("C06", "rule › tiers › 1 › min")
FAULTS: dict[str, tuple[Edit | list[Edit], list[tuple[str, str, str]]]] = {
    "a number with its unit": (put("指标", "C03", "points", "6分"), [
        ('工作表"指标" 第 3 行 · E3 · C03 › points', "'6分' 不是数字。", "这一格只填数字，不带单位。")]),
    "a word that is no choice": (put("指标", "C03", "accumulate", "累记"), [
        ('工作表"指标" 第 3 行 · F3 · C03 › accumulate', "'累记' 不在可选范围内。", "可选: sum（各月相加）、latest（取最近一次报送）、mean（各月平均）、"
         "ratio（累计数值 ÷ 累计分母 × 100）、max（取各月最大值）、min（取各月最小值）")]),
    "a rule type that is none": (put("指标", "C03", "rule › type", "tier"), [
        ('工作表"指标" 第 3 行 · G3 · C03 › rule', "'tier' 不在可选范围内。", "是不是想写  tiers?")]),
    "no rule type": (put("指标", "C03", "rule › type", None), [
        ('工作表"指标" 第 3 行 · G3 · C03 › rule', "缺少 rule。", "在这一格填上计分规则。")]),
    "no measure": (put("指标", "C03", "measure", None), [
        ('工作表"指标" 第 3 行 · D3 · C03 › measure', "缺少 measure。", "在这一格填上计量单位。")]),
    "a number for a name": (put("指标", "C03", "name", 2016), [
        ('工作表"指标" 第 3 行 · C3 · C03 › name', "2016 不是文字。", '前后加英文双引号，例如  "010"')]),
    "a month left out of the plan": (put("指标", "C03", "plan › 3", None), [
        ('工作表"指标" 第 3 行 · K3 · C03 › plan › 3', "这一格是空的，后面却有数。", "填上，或把后面的清空。")]),
    "a plan of eleven months": (put("指标", "C03", "plan › 12", None), [
        ('工作表"指标" 第 3 行 · I3 · C03 › plan', "这里要写 12 个值，写了 11 个。", "补上缺的。")]),
    "a plan that falls": (put("指标", "C03", "plan › 3", 50), [
        ('工作表"指标" 第 3 行 · I3 · C03 › plan', "序时计划到 4 月反而下降。", "序时计划是累计数，逐月不减。")]),
    "a formula that nobody reckoned": (put("指标", "C03", "points", "=3+3"), [
        ('工作表"指标" 第 3 行 · E3 · C03 › points', "这一格是公式，还没有算出数来。", "用 Excel 打开、存盘一次，或直接填数。")]),
    "an error in a cell": (put("指标", "C03", "points", "#REF!"), [
        ('工作表"指标" 第 3 行 · E3 · C03 › points', "这一格是错误值 #REF!。", "改正公式，或直接填数。")]),
    "points that do not sum": ([put("指标", "C03", "points", 5), put("例子", "C03", "points", 2.5)], [
        ('工作表"板块" 第 3 行 · C3 · C › points', "“大气环境”写的是 10 分，其中各项合计 9 分。", "改板块的 points，或改其中指标的 points。")]),
    "an example that does not come out": (put("例子", "C03", "points", 2.5), [
        ('工作表"例子" 第 3 行 · A3 · C03 › examples › 1', "例子写的是 2.5 分，按规则算出来是 3 分。", "改例子的 points，或改计分规则。")]),
    "an example without a part": (put("例子", "C05", "parts", "省巡查=1"), [
        ('工作表"例子" 第 4 行 · A4 · C05 › examples › 1', "这个例子没有给出分项“县巡查”。", "在“分项数值”里补上  县巡查=…")]),
    "a part that is no number": (put("例子", "C05", "parts", "省巡查=一、县巡查=2"), [
        ('工作表"例子" 第 4 行 · E4 · C05 › examples › 1 › parts › 省巡查', "'一' 不是数字。", "这一格只填数字，不带单位。")]),
    "parts without a sign": (put("例子", "C05", "parts", "省巡查1"), [
        ('工作表"例子" 第 4 行 · E4 · C05 › examples › 1 › parts', "这里要写名称和数值。", "写成  省巡查=1、县巡查=2")]),
    "an id used twice": (add("指标", category_="C", id_="C03", name="治理", measure="个", points=2, accumulate="sum", rule_type="linear"), [
        ('工作表"指标" 第 8 行 · B8', "编号 C03 在 B3 已经用过。", "换一个编号。")]),
    "a category that is not there": (put("指标", "C03", "<category>", "D"), [
        ('工作表"指标" 第 3 行 · A3', "没有 D 这个板块。", "先在工作表“板块”里加上，或改成已有的板块编号。")]),
    "no category": (put("指标", "C03", "<category>", None), [
        ('工作表"指标" 第 3 行 · A3', "板块是空的。", "填上板块；不要的行整行删去。")]),
    "no id": (put("指标", "C06", "<id>", None), [
        ('工作表"指标" 第 5 行 · B5', "指标编号是空的。", "填上指标编号；不要的行整行删去。"),
        *((f'工作表"规则参数" 第 {line} 行 · A{line}', "工作表“指标”里没有编号 C06。", "是不是想写  C05?") for line in range(5, 10))]),
    "a category twice": (add("板块", category_="C", name="又", points=2), [
        ('工作表"板块" 第 6 行 · A6', "板块 C 在 A3 已经写过。", "删去其中一行，或换一个编号。")]),
    "a category within none": (add("板块", category_="D › D1", name="又", points=2), [
        ('工作表"板块" 第 6 行 · A6', "没有上级板块 D。", "先加一行写上级板块，或改板块编号。")]),
    "a parameter of no indicator": (add("规则参数", id_="C66", path_="rule › else", value_=0), [
        ('工作表"规则参数" 第 12 行 · A12', "工作表“指标”里没有编号 C66。", "是不是想写  C06?")]),
    "a setting written twice": (add("规则参数", id_="C06", path_="rule › else", value_=1), [
        ('工作表"规则参数" 第 12 行 · E12 · C06 › rule › else', '这个设置在工作表"规则参数" E9 已经写过。', "删去其中一处。")]),
    "a setting written on two sheets": (add("规则参数", id_="C06", path_="points", value_=1), [
        ('工作表"规则参数" 第 12 行 · E12 · C06 › points', '这个设置在工作表"指标" E5 已经写过。', "删去其中一处。")]),
    "a position left out": ([put("规则参数", f"rule › tiers › 2 › {word}", "<path>", f"rule › tiers › 3 › {word}") for word in ("min", "points")], [
        ('工作表"规则参数" 第 7 行 · E7 · C06 › rule › tiers › 3', "缺少第 2 项，直接写了第 3 项。", "序号从 1 起连着写，或补上缺的一项。")]),
    "a value and settings below it": (add("规则参数", id_="C06", path_="rule › tiers", value_=1), [
        ('工作表"规则参数" 第 12 行 · E12 · C06 › rule › tiers', '这里写了值，工作表"规则参数" E5 又在它下面写了设置。', "删去其中一处。")]),
    "positions and names side by side": (add("规则参数", id_="C06", path_="rule › tiers › 甲", value_=1), [
        ('工作表"规则参数" 第 5 行 · E5 · C06 › rule › tiers', "同一处既写了第几项，又写了名称。",
         "要么都写序号，要么都写名称；名称本身是数字的要加英文引号。")]),
    "a path with a step missing": (add("规则参数", id_="C06", path_="rule › › min", value_=1), [
        ('工作表"规则参数" 第 12 行 · C12', "“›”前后少了一级，或引号没有成对。", "按“说明”里的写法改。")]),
    "a position nought": (add("规则参数", id_="C06", path_="rule › tiers › 0 › min", value_=1), [
        ('工作表"规则参数" 第 12 行 · C12', "序号从 1 数起，没有第 0 项。", "按“说明”里的写法改。")]),
    "no path": (add("规则参数", id_="C06", value_=1), [
        ('工作表"规则参数" 第 12 行 · C12', "设置是空的。", "填上设置；不要的行整行删去。")]),
    "no value": (put("规则参数", "rule › else", "<value>", None), [
        ('工作表"规则参数" 第 9 行 · E9 · C06 › rule › else', "值是空的。", "填上值；不要这个设置就删去整行。")]),
    "a parameter misspelt": (put("规则参数", "rule › else", "<path>", "rule › esle"), [
        ('工作表"规则参数" 第 9 行 · E9 · C06 › rule › esle', "不认识这个设置。", "是不是想写  else?")]),
    "a parameter in full width": (put("规则参数", "rule › else", "<value>", "１分"), [
        ('工作表"规则参数" 第 9 行 · E9 · C06 › rule › else', "'１分' 用了全角数字。", "改成半角数字，不带单位:  1")]),
    "text for a parameter": (put("规则参数", "rule › else", "<value>", "零分"), [
        ('工作表"规则参数" 第 9 行 · E9 · C06 › rule › else', "'零分' 不是数字。", "这一格只填数字，不带单位。")]),
    "parameters taken out": (lambda sheets: sheets["规则参数"].delete_rows(3, 9), [
        ('工作表"指标" 第 4 行 · G4 · C05 › rule › deduct_per', "缺少 deduct_per。", '在工作表"规则参数"加一行：指标编号 C05，设置  rule › deduct_per'),
        ('工作表"指标" 第 5 行 · G5 · C06 › rule › tiers', "缺少 tiers。", '在工作表"规则参数"加一行：指标编号 C06，设置  rule › tiers')]),
    "a general setting taken out": (lambda sheets: sheets["总则"].delete_rows(3), [
        ('工作表"总则" · id', "缺少 id。", '在工作表"总则"加一行：设置  id')]),
    "an indicator that is not there": (put("总则", "departments › general_duties", "<value>", "C03、C99"), [
        ('工作表"总则" 第 14 行 · C14 · general_duties › 2', "没有编号是 C99 的指标。", "核对指标编号。")]),
    "a cap below nought": (put("加分扣分否决", "bonus › BN1 › cap", "<value>", -1), [
        ('工作表"加分扣分否决" 第 5 行 · C5 · BN1 › cap', "-1 超出范围，要大于 0。", "改成范围内的数。")]),
    "a sheet taken out": (remove("例子"), [("", "缺少工作表“例子”。", "改回原来的名称，或从导出的工作簿里复制回来。")]),
    "a sheet with another name": (rename("例子", "例字"), [
        ("", "缺少工作表“例子”。", "改回原来的名称，或从导出的工作簿里复制回来。"),
        ('工作表"例字"', "不认识这张工作表，里面的内容转不进细则。", "是不是想写  例子?")]),
    "a sheet of the official's own": (lambda sheets: sheets["例子"].parent.create_sheet("测算").append(["合计"]), [
        ('工作表"测算"', "不认识这张工作表，里面的内容转不进细则。", "移到别的工作簿里再试。")]),
    "a header misspelt": (head("指标", "points", "pionts"), [('工作表"指标" · E 列 · pionts', "不认识这个设置。", "是不是想写  points?")]),
    "a header without its key": (head("指标", "<id>", "id"), [('工作表"指标" 第 2 行 · 表头', "缺少“指标编号”这一列。", "在第 2 行补上  <id>")]),
    "a column without a header": (head("指标", "points", None), [
        ('工作表"指标" 第 2 行 · E2', "这一列没有表头，内容转不进细则。", "删去这一列，或补上表头。")]),
    "a header twice": (head("指标", "points", "name"), [('工作表"指标" 第 2 行 · E2 · name', "表头里有两列是同一个设置。", "删去其中一列。")]),
    "no header": (lambda sheets: sheets["指标"].delete_rows(1, 2), [
        ('工作表"指标"', "没有找到表头。", "第 2 行要有系统识别用的: <category>、<id>")]),
    "a header that is no path": (head("指标", "points", "a › "), [
        ('工作表"指标" 第 2 行 · E2 · a ›', "“›”前后少了一级，或引号没有成对。", "改回导出时的写法，或删去这一列。")]),
    "several at once": ([put("指标", "C03", "points", "6分"), put("规则参数", "rule › else", "<path>", "rule › 0"), put("总则", "year", "<value>", "今年")], [
        ('工作表"总则" 第 5 行 · C5 · year', "'今年' 不是数字。", "这一格只填数字，不带单位。"),
        ('工作表"指标" 第 3 行 · E3 · C03 › points', "'6分' 不是数字。", "这一格只填数字，不带单位。"),
        ('工作表"规则参数" 第 9 行 · C9', "序号从 1 数起，没有第 0 项。", "按“说明”里的写法改。")]),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_by_sheet_and_cell_and_nothing_is_written(trip, tmp_path, name):
    edits, told = FAULTS[name]
    with pytest.raises(ProblemsFound) as refused:
        trip(*(edits if isinstance(edits, list) else [edits]))
    assert [(problem.where, problem.what, problem.fix) for problem in refused.value.problems] == told
    assert {problem.file for problem in refused.value.problems} == {"b.xlsx"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.xlsx", "r.yaml"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "b.xlsx").write_bytes(content)
    with pytest.raises(ProblemsFound, match="打不开这个工作簿"):
        to_rubric(tmp_path / "b.xlsx", tmp_path / "r.yaml")


@pytest.mark.parametrize(("name", "kind"), [("q.xls", ".xls"), ("f.csv", ".csv"), ("q", "没有扩展名的")])
def test_a_file_of_another_kind_is_told_to_be_saved_anew(tmp_path, capsys, name, kind):
    (tmp_path / name).write_bytes(b"whatever")
    assert main(["xlsx-to-rubric", str(tmp_path / name), str(tmp_path / "o.yaml")]) == 1
    assert capsys.readouterr().out.split() == [name, "有", "1", "处问题:", "整个文件", "不认识", kind, "文件。", "在", "Excel", "里另存为", ".xlsx", "后再试。"]


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing_behind(tmp_path):
    (tmp_path / "b.xlsx").mkdir()
    with pytest.raises(ProblemsFound, match="写不进这个文件"):
        write_book({"title": "题"}, tmp_path / "b.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["b.xlsx"]


def test_text_longer_than_a_cell_is_refused_on_the_way_out(tmp_path):
    with pytest.raises(ProblemsFound, match="有 40000 个字，一格放不下"):
        write_book({"title": "字" * 40000}, tmp_path / "b.xlsx")
    assert list(tmp_path.iterdir()) == []


# ── The workbook as Excel shows it

@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "b.xlsx"
    write_book({**read(RUBRICS[2]).data, "title": "=1+1"}, path)
    return load_workbook(path)


def test_text_that_could_run_is_text(book):
    cell = book["总则"].cell(row(book["总则"], "title"), 3)
    assert (cell.value, cell.data_type, cell.number_format, cell.quotePrefix) == ("=1+1", "s", "@", True)


def test_no_cell_is_a_formula(book):
    assert not [cell for sheet in book.worksheets for cells in sheet.iter_rows() for cell in cells if cell.data_type in "fe"]


def test_numbers_stand_right_and_headers_stay_in_sight(book):
    points = book["指标"].cell(3, column(book["指标"], "points"))
    assert (points.value, points.data_type, points.alignment.horizontal) == (2, "n", "right")
    assert {sheet.title: sheet.freeze_panes for sheet in book.worksheets if sheet.title != "说明"} == {
        "总则": "A3", "加分扣分否决": "A3", "板块": "C3", "指标": "D3", "规则参数": "C3", "例子": "D3"}


def test_every_sheet_prints_across_one_page(book):
    assert {(sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage)
            for sheet in book.worksheets} == {("landscape", 1, 0, True)}


def choices_of(sheet: Worksheet, code: str) -> list[str]:
    name = sheet.cell(3, column(sheet, code)).coordinate
    return [rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list" and name in rule.sqref]


def test_what_has_a_choice_has_a_drop_down(book):
    sheet = book["指标"]
    assert choices_of(sheet, "frequency") == ['"每月 monthly,每季度 quarterly,每半年 half_yearly,每年 yearly"']
    assert choices_of(sheet, "<category>") == ["'板块'!$A$3:$A$303"]
    [types] = choices_of(sheet, "rule › type")
    cells = book["说明"][types.partition("!")[2].replace("$", "")]
    assert [cell.value for cells_ in cells for cell in cells_] == [f"{rule.title} {name}" for name, rule in RULES.items()]
    assert choices_of(sheet, "target") == choices_of(sheet, "townships") == []


def test_the_guide_names_every_rule_type_with_its_parameters(book):
    told = {cells[0]: cells for cells in book["说明"].iter_rows(values_only=True)}
    for name, rule in RULES.items():
        assert told[f"{rule.title} {name}"][1] == rule.title
        assert all(word in told[f"{rule.title} {name}"][3] for word in parameters(name))


def test_every_header_has_a_chinese_word_over_the_code_word(book):
    for title in ("总则", "加分扣分否决", "板块", "指标", "规则参数", "例子"):
        assert all(any("\u4e00" <= char <= "\u9fff" for char in above.value) for above in book[title][1])


# ── From a shell

def test_the_commands_tell_what_stays_behind_and_write_over_nothing_unasked(tmp_path, capsys):
    source, book, back = tmp_path / "r.yaml", tmp_path / "b.xlsx", tmp_path / "back.yaml"
    source.write_text(f"# 说明\n{SMALL}# 完\n", encoding="utf-8")
    assert main(["rubric-to-xlsx", str(source), str(book)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "YAML 里有 2 处注释，表格里放不下；转回的文件没有这些注释，原文件请留存。"
    assert main(["xlsx-to-rubric", str(book), str(back)]) == 0
    assert capsys.readouterr().out == "已写出 back.yaml：3 项指标，满分 10 分。\n"
    assert main(["xlsx-to-rubric", str(book), str(back)]) == 2
    assert capsys.readouterr().err == f"{back} 已经存在；要覆盖就加上 --overwrite。\n"
    assert main(["xlsx-to-rubric", str(book), str(back), "--overwrite"]) == 0
    assert same(read(back).data, read(source).data)


def test_the_commands_say_nothing_of_comments_where_there_are_none(tmp_path, capsys):
    (tmp_path / "r.yaml").write_text(SMALL, encoding="utf-8")
    assert main(["rubric-to-xlsx", str(tmp_path / "r.yaml"), str(tmp_path / "b.xlsx")]) == 0
    assert capsys.readouterr().out == "已写出 b.xlsx。\n"


def test_an_unsound_rubric_does_not_become_a_workbook(tmp_path, capsys):
    (tmp_path / "r.yaml").write_text(SMALL.replace("points: 6", "points: 7"), encoding="utf-8")
    assert main(["rubric-to-xlsx", str(tmp_path / "r.yaml"), str(tmp_path / "b.xlsx")]) == 1
    assert "“大气环境”写的是 10 分，其中各项合计 11 分。" in capsys.readouterr().out
    assert not (tmp_path / "b.xlsx").exists()


@pytest.mark.parametrize(("source", "result", "said"), [("no.yaml", "b.xlsx", "找不到"), ("r.yaml", "no/b.xlsx", "没有")])
def test_a_file_or_folder_that_is_not_there_is_wrong_usage(tmp_path, capsys, source, result, said):
    (tmp_path / "r.yaml").write_text(SMALL, encoding="utf-8")
    assert main(["rubric-to-xlsx", str(tmp_path / source), str(tmp_path / result)]) == 2
    assert capsys.readouterr().err.startswith(said)
