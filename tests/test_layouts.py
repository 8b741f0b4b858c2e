"""Two more layouts of forms: a column a month, and units by indicators.  What is read, and faults at the cells of the user's own file."""

import io
from collections.abc import Sequence
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from readiness.observations import Reading, Upload, read_uploads
from tests.small import Small, fires, item

COUNTY = Small(
    {"C03": item(2, name="锅炉淘汰", measure="台"), "A03": item(3, name="完成率", measure="%", accumulate="latest"),
     "I01": item(2, name="办结率", measure="%", accumulate="ratio", target=98), "C05": fires(1, {"省巡查": 0.3, "县巡查": 0.1})},
    {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}}, {"D01": {"name": "生态环境局", "leads": ["C03", "A03", "I01", "C05"]}},
    vetoes={"V1": {"name": "重大事件", "effect": "fail"}})


def workbook(*rows: Sequence, sheet: str = "汇总", name: str = "表.xlsx", **sheets: str) -> Upload:
    """A workbook of one sheet; `sheets`: name → state of further ones that hold the same."""
    book = Workbook()
    book.active.title = sheet
    for title, state in {sheet: "visible", **sheets}.items():
        page = book[title] if title in book.sheetnames else book.create_sheet(title)
        page.sheet_state = state
        for row in rows:
            page.append(row)
    made = io.BytesIO()
    book.save(made)
    return Upload(name, made.getvalue())


def text(*rows: str) -> Upload:
    return Upload("表.csv", "\r\n".join(rows).encode())


def read(upload: Upload, today: date = date(2026, 5, 20)) -> Reading:
    return read_uploads([upload], {2026: COUNTY.rubric}, COUNTY.county, today)


def figures(upload: Upload) -> list[tuple]:
    """(unit, indicator, part, month, value, base or None, row), without any fault."""
    reading = read(upload)
    assert reading.problems == ()
    table = reading.observations.table[["unit", "indicator", "part", "month", "value", "base", "row"]]
    return [(*row[:5], None if row[5] != row[5] else row[5], row[6]) for row in table.itertuples(index=False, name=None)]


def faults(upload: Upload) -> list[tuple]:
    """(cell, place, what)."""
    return [(f"{problem.column}{problem.line or ''}", problem.place, problem.what) for problem in read(upload).problems]


# One row an indicator, one column a month.

MONTHS = ["指标编号", "指标名称", "分项", "1月", "2月", "3月"]


def test_a_column_a_month_under_a_year_with_the_unit_above():
    upload = workbook(["环保指标（2026年度）"], ["填报单位：河湾镇"], MONTHS, ["C03", "锅炉", None, 1, None, 0], ["C05", "火点", "省巡查", None, 2])
    assert figures(upload) == [("T01", "C03", "", "2026-01", 1, None, 4), ("T01", "C03", "", "2026-03", 0, None, 4),
                               ("T01", "C05", "省巡查", "2026-02", 2, None, 5)]


@pytest.mark.parametrize("heads", [
    ["2026-01", "2026-02"], ["2026年1月", "2026年2月"], ["2026/1", "2026.2"], [202601, "202602"], [date(2026, 1, 1), datetime(2026, 2, 28, 9)],
    ["２０２６年１月", " 2026 年 02 月 *"]])
def test_a_month_in_the_header_may_be_written_in_any_of_the_usual_ways(heads):
    upload = workbook(["单位", "指标编号", *heads], ["青石镇", "C03", 4, 5])
    assert [row[:5] for row in figures(upload)] == [("T02", "C03", "", "2026-01", 4), ("T02", "C03", "", "2026-02", 5)]


def test_months_in_chinese_numerals_and_a_year_anywhere_above():
    upload = text("青澜县2026年环境保护指标完成情况,,", "单位,指标编号,一月,二月份,三月完成数", "河湾镇,C03,1,2,3")
    assert [row[3:5] for row in figures(upload)] == [("2026-01", 1), ("2026-02", 2), ("2026-03", 3)]


def test_a_denominator_stands_in_a_row_of_its_own_wherever_it_is():
    upload = workbook(["2026年"], ["单位", "指标编号", "数据项", "1月", "2月"], ["河湾镇", "I01", "数值", 9, 8], ["河湾镇", "C03", None, 1],
                      ["河湾镇", "I01", "分母", 10, 8])
    assert figures(upload) == [("T01", "I01", "", "2026-01", 9, 10, 3), ("T01", "I01", "", "2026-02", 8, 8, 3),
                               ("T01", "C03", "", "2026-01", 1, None, 4)]


def test_a_denominator_stands_in_a_column_of_its_own():
    upload = workbook(["2026年"], ["单位", "指标编号", "1月", "1月分母", "2月", "2月分母"], ["河湾镇", "I01", 9, 10, 7, 8])
    assert [row[3:6] for row in figures(upload)] == [("2026-01", 9, 10), ("2026-02", 7, 8)]


def test_a_unit_above_leaves_the_column_named_unit_to_what_is_measured_in():
    rows = ["填报单位", "河湾镇", None, "2026年度"], ["指标编号", "指标名称", "单位", "1月"]
    assert figures(workbook(*rows, ["C03", "锅炉", "台", 3])) == [("T01", "C03", "", "2026-01", 3, None, 3)]
    assert faults(workbook(*rows, ["C03", "锅炉", "个", 3])) == [("C3", "C03 · 计量单位", "写的是“个”，“锅炉淘汰”的计量单位是“台”。")]


def test_faults_of_a_column_a_month_name_row_and_column_of_the_file_and_are_told_once():
    upload = workbook(["2026年"], ["单位", "指标编号", "数据项", "1月", "4月", "6月"], ["河湾镇", "C03", None, "3台", 1, 2], ["河弯镇", "C03", None, 1, 2],
                      ["青石镇", "C09", None, 1, 2], ["青石镇", "I01", "数值", 9], ["青石镇", "I01", "分母", 8], ["青石镇", "A03", "分子数", 9])
    assert faults(upload) == [
        ("C8", "A03 · 数据项", "“分子数”看不懂。"), ("D3", "C03 · 1月（D 列）", "'3台' 不是数字。"), ("F3", "C03 · 月份", "2026-06 还没有到。"),
        ("A4", "C03 · 单位", "没有“河弯镇”这个单位。"), ("B5", "C09 · 指标编号", "2026 年考核细则里没有编号 C09。"),
        ("D6", "I01 · 1月（D 列）", "9 ÷ 8 = 112.5%，超出 0–100%。")]


def test_a_fault_of_a_denominator_in_a_row_of_its_own_is_told_at_that_row():
    upload = workbook(["2026年"], ["单位", "指标编号", "数据项", "1月"], ["河湾镇", "I01", "数值", 9], ["河湾镇", "I01", "分母", "十"])
    assert faults(upload) == [("D4", "I01 · 1月（D 列）", "'十' 不是数字。")]


def test_a_column_a_month_of_the_same_figure_twice_names_the_row_that_counts():
    upload = workbook(["2026年"], ["单位", "指标编号", "数据项", "1月"], ["河湾镇", "C03", None, 1], ["T01", "C03", None, 2])
    assert faults(upload) == [("4", "C03", '与工作表"汇总" 第 3 行重复：同一单位、指标、分项、月份报了两次。')]


@pytest.mark.parametrize(("rows", "said"), [
    ([["单位", "指标编号", "1月"], ["河湾镇", "C03", 1]], ("1", "表头", "看不出是哪一年的数据。")),
    ([["2026年"], ["单位", "指标编号", "1月", "13月"], ["河湾镇", "C03", 1]], ("D2", "表头", "“13月”不是月份。")),
    ([["2026年"], ["单位", "指标编号", "1月", "2026年1月", "一月"]], ("E2", "表头", "表头“一月”出现了两次（C 列和 E 列）。")),
    ([["2026年"], ["单位", "指标编号", "1月", "贰月"], ["河湾镇", "C03", 1, 2]], ("D2", "表头", "D 列“贰月”有数，看不出是哪个月。")),
    ([["2026年"], ["单位", "指标编号", "1月", None], ["河湾镇", "C03", 1, 2]], ("D2", "表头", "D 列有数，没有表头。")),
    ([["2026年"], ["单位", "指标编号", "1月", "1月分母"], ["河湾镇", "I01", 1]], ("D3", "I01 · 1月分母（D 列）", "“办结率”需要分母，这里是空的。")),
    ([["2026年"], ["指标编号", "1月"], ["C03", 1]], ("2", "表头", "缺少“单位”这一列。")),
    ([["2026年"], ["单位", "指标名称", "1月"], ["河湾镇", "锅炉", 1]], ("2", "表头", "缺少“指标编号”这一列。"))])
def test_a_header_of_months_that_cannot_be_told_is_a_fault(rows, said):
    assert said in faults(workbook(*rows))


def test_sums_targets_and_last_year_beside_the_months_are_not_asked_about():
    upload = workbook(["2026年"], ["单位", "指标编号", "目标值", "上年同期", "1月", "1-3月累计", "合计"], ["河湾镇", "C03", 10, 3, 1, 4, 9])
    assert [row[3:5] for row in figures(upload)] == [("2026-01", 1)]


# 汇总表: units by indicators.

def test_units_by_indicators_with_the_month_above():
    upload = workbook(["环保指标汇总表", None, "报送月份：2026年5月"], ["序号", "乡镇", "C03", "A03 完成率", "I01 办结率", "I01 分母", "备注"],
                      [1, "河湾镇", 2, 95.5, 9, 10, "已核"], [2, "青石镇", None, 0], ["", "合计", 2, 95.5, 9, 10])
    assert figures(upload) == [("T01", "C03", "", "2026-05", 2, None, 3), ("T01", "A03", "", "2026-05", 95.5, None, 3),
                               ("T01", "I01", "", "2026-05", 9, 10, 3), ("T02", "A03", "", "2026-05", 0, None, 4)]
    assert read(upload).observations.table["remark"].tolist() == ["已核", "已核", "已核", ""]


@pytest.mark.parametrize("head", ["C05·省巡查", "C05 省巡查", "C05 火点 省巡查", "C05火点（省巡查）", "Ｃ０５－省巡查"])
def test_a_part_may_be_named_in_the_head(head):
    assert [row[:5] for row in figures(text("2026年5月", f"单位,{head}", "青石镇,3"))] == [("T02", "C05", "省巡查", "2026-05", 3)]


def test_parts_denominators_and_measures_may_stand_in_rows_below_merged_heads():
    upload = workbook(["2026年5月"], ["单位", "C05 火点", None, "I01", None, "C03"], [None, "省巡查", "县巡查", "数值", "分母"],
                      ["计量单位", None, None, None, None, "台"], ["河湾镇", 1, 2, 9, 10, 3])
    assert [row[1:6] for row in figures(upload)] == [("C05", "省巡查", "2026-05", 1, None), ("C05", "县巡查", "2026-05", 2, None),
                                                   ("I01", "", "2026-05", 9, 10), ("C03", "", "2026-05", 3, None)]


def test_a_unit_head_merged_downwards_beside_blocks_above_the_ids():
    upload = workbook(["单位", "月份", "大气", None], [None, None, "C03", "锅炉淘汰率"], ["河湾镇", "2026-04", 1], ["河湾镇", "2026-05", 2])
    assert [row[:5] for row in figures(upload)] == [("T01", "C03", "", "2026-04", 1), ("T01", "C03", "", "2026-05", 2)]


def test_a_month_head_merged_downwards_may_stand_right_of_the_last_id():
    upload = workbook(["单位", "大气", "月份"], [None, "C03"], ["河湾镇", 1, "2026-04"])
    assert [row[:5] for row in figures(upload)] == [("T01", "C03", "", "2026-04", 1)]


def test_an_indicator_may_be_named_by_its_whole_name_and_an_event_by_its_id():
    upload = text("2026年4月", "单位,锅炉淘汰,V1 重大事件", "河湾镇,2,1")
    assert [row[:5] for row in figures(upload)] == [("T01", "C03", "", "2026-04", 2), ("T01", "V1", "", "2026-04", 1)]


def test_faults_of_units_by_indicators_name_row_and_column_of_the_file():
    upload = workbook(["报送月份：2026年5月"], ["单位", "C03", "C033", "I01", "I01 分母"], ["河湾镇", "2台", 1, 9, None], ["河弯镇", 1, 1, 1, 1],
                      [None, 5], ["青石镇", 1, 3, 9, 8])
    assert faults(upload) == [
        ("B3", "C03 · B 列", "'2台' 不是数字。"), ("C2", "C033 · 指标编号", "2026 年考核细则里没有编号 C033。"),
        ("E3", "I01 · E 列", "“办结率”需要分母，这里是空的。"), ("A4", "单位", "没有“河弯镇”这个单位。"),
        ("A5", "单位", "单位是空的。"), ("D6", "I01 · D 列", "9 ÷ 8 = 112.5%，超出 0–100%。")]


def test_a_column_of_numbers_that_names_nothing_is_told_once_rather_than_passed_over():
    upload = workbook(["2026年5月"], ["单位", "C03", "PM2.5浓度", None, "联系电话"], ["河湾镇", 1, 35, 3, 13800000000], ["青石镇", 2, 36, 4])
    assert faults(upload) == [("C2", "表头", "C 列“PM2.5浓度”有数，看不出是哪个指标。"), ("D2", "表头", "D 列有数，没有表头。")]


@pytest.mark.parametrize(("rows", "said"), [
    ([["单位", "C03"], ["河湾镇", 1]], ("1", "表头", "看不出是哪个月的数据。")),
    ([["2026年5月"], ["单位", "C03", "C03 锅炉"], ["河湾镇", 1, 2]], ("C2", "表头", "“C03”出现了两次（B 列和 C 列）。")),
    ([["2026年5月"], ["单位", "单位", "C03"], ["河湾镇", "河湾镇", 2]], ("B2", "表头", "表头“单位”出现了两次（A 列和 B 列）。")),
    ([["报送月份：2026年5月"], ["单位", "月份", "C03"], ["河湾镇", "2026-04", 2]],
     ("B3", "月份", "2026-04 的数据出现在 2026-05 的报表里，属于迟报或更正。")),
    ([["报送月份：2026年6月"], ["单位", "C03"], ["河湾镇", 2]], ("A1", "月份", "2026-06 还没有到。"))])
def test_a_summary_that_cannot_be_told_apart_is_a_fault(rows, said):
    assert faults(workbook(*rows)) == [said]


# Any layout.

def test_unit_and_month_of_the_usual_layout_may_stand_above_it():
    upload = workbook(["填报单位：河湾镇", "报送月份：2026年5月"], ["指标编号", "数值"], ["C03", 4])
    assert figures(upload) == [("T01", "C03", "", "2026-05", 4, None, 3)]


def test_a_line_of_unit_and_month_above_the_header_is_a_title():
    upload = workbook(["填报单位", "河湾镇", "月份", "2026-05"], ["单位", "指标编号", "月份", "数值"], ["河湾镇", "C03", "2026-05", 4])
    assert [row[:5] for row in figures(upload)] == [("T01", "C03", "", "2026-05", 4)]


def test_a_header_that_stands_there_twice_is_a_fault():
    upload = text("单位,指标编号,月份,数值,数值", "河湾镇,C03,2026-05,1,2")
    assert faults(upload) == [("E1", "表头", "表头“数值”出现了两次（D 列和 E 列）。")]


def test_of_two_words_for_a_column_the_usual_one_counts():
    upload = text("编号,单位,指标编号,月份,数值", "1,河湾镇,C03,2026-05,4")
    assert [row[:5] for row in figures(upload)] == [("T01", "C03", "", "2026-05", 4)]


USUAL = ["单位", "指标编号", "月份", "数值"], ["河湾镇", "C03", "2026-05", 4]


def test_the_sheet_that_explains_and_those_with_an_underscore_are_not_read():
    assert len(figures(workbook(*USUAL, 填报说明="visible", _lists="veryHidden"))) == 1


def test_a_form_on_a_hidden_sheet_is_told_and_an_empty_or_strange_one_is_not():
    assert faults(workbook(*USUAL, 旧表="hidden")) == [("", "", "工作表“旧表”是隐藏的，里面有报表。")]
    assert faults(workbook(["甲", "乙"], 选项="hidden")) == [("", "", "没有找到表头。")]


@pytest.mark.parametrize(("rubric", "what"), [
    ("small", []), ("小考核-2025", [("", "", "这份报表是按“小考核-2025”细则出的，2026 年现行的是“small”。")])])
def test_a_form_made_by_another_rubric_is_told(rubric, what):
    book = Workbook()
    for row in USUAL:
        book.active.append(row)
    hidden = book.create_sheet("_readiness")
    hidden.sheet_state = "veryHidden"
    for row in (("rubric", rubric), ("month", "2026-05"), ("unit", "T01")):
        hidden.append(row)
    made = io.BytesIO()
    book.save(made)
    assert faults(Upload("表.xlsx", made.getvalue())) == what


def test_the_chinese_dates_of_excel_are_read_as_months():
    """Format 57 (2026年5月) has no code in the file: only Excel in Chinese knows it for a date."""
    book = Workbook()
    for row in (USUAL[0], ["河湾镇", "C03", 46143, 4], ["青石镇", "C03", "46173", 4]):
        book.active.append(row)
    book.active["C2"].number_format = "[$-804]yyyy年m月"
    made = io.BytesIO()
    book.save(made)
    assert [row[3] for row in figures(Upload("表.xlsx", made.getvalue()))] == ["2026-05", "2026-05"]


def test_progress_is_told_rising_to_the_end():
    shares: list[float] = []
    uploads = [text("单位,指标编号,月份,数值", *(["河湾镇,C03,2026-05,4"] * 2_000)), workbook(*USUAL)]
    read_uploads(uploads, {2026: COUNTY.rubric}, COUNTY.county, date(2026, 5, 20), shares.append)
    assert shares == sorted(shares) and shares[-1] == 1.0 and len(shares) > 10
