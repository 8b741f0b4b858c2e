"""Forms read into observations: what is accepted in which guise, and every fault by row in exact words."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

from readiness.observations import Observations, Reading, Upload, read_forms, read_uploads
from readiness.problems import ProblemsFound
from tests.small import Small, fires, item, level

TODAY = date(2026, 5, 20)
HEADER = "单位,指标编号,分项,月份,数值,分母,备注"
COUNTY = Small(
    {"C03": item(2, name="锅炉淘汰", measure="台"), "A03": item(3, name="完成率", measure="%", accumulate="latest"),
     "C02": item(2, name="优良天数比例", measure="%", accumulate="ratio", base_to_come="days"),
     "C08": item(2, name="浓度", accumulate="mean", frequency="half_yearly", base_to_come="days"),
     "C09": item(2, name="浓度", accumulate="mean", frequency="quarterly", base_to_come="days"),
     "I01": item(2, name="办结率", measure="%", accumulate="ratio", target=98), "C05": fires(1, {"省巡查": 0.3, "县巡查": 0.1}),
     "G03": item(2, name="连片整治", measure="个", county="sum", townships=["T01"])},
    {"T01": {"name": "河湾镇", "aliases": ["河湾"]}, "T02": {"name": "青石镇"}},
    {"D01": {"name": "生态环境局", "leads": ["C03", "A03", "I01", "C05", "G03"]}, "D02": {"name": "水利局"}},
    vetoes={"V1": {"name": "重大事件", "effect": "fail"}})


def csv_file(folder: Path, *rows: str, header: str = HEADER, name: str = "五月.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("\r\n".join([header, *rows, ""]).encode(encoding))
    return path


def workbook(folder: Path, *rows: tuple, name: str = "2026-05_河湾镇.xlsx", sheet: str = "月报") -> Path:
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def read(*paths: Path) -> Observations:
    return read_forms(paths, {2026: COUNTY.rubric}, COUNTY.county, TODAY)


def keys(observations: Observations) -> list[tuple]:
    return list(observations.table[["unit", "indicator", "part", "month", "value"]].itertuples(index=False, name=None))


def refusal(*paths: Path) -> str:
    with pytest.raises(ProblemsFound) as refused:
        read(*paths)
    return str(refused.value)


def handed_in(*uploads: Upload, **how) -> Reading:
    return read_uploads(uploads, {2026: COUNTY.rubric}, COUNTY.county, TODAY, **how)


def text(*rows: str, name: str = "五月.csv", header: str = HEADER) -> Upload:
    return Upload(name, "\r\n".join([header, *rows, ""]).encode())


FAULTS = {
    "unknown unit": ("河弯镇,C03,,2026-05,4,,", "C03 · 单位", "没有“河弯镇”这个单位。", "是不是想写  河湾镇?"),
    "unit empty": (",C03,,2026-05,4,,", "C03 · 单位", "单位是空的。", "填上单位；没有数据就整行留空。"),
    "unknown indicator": ("河湾镇,C033,,2026-05,4,,", "C033 · 指标编号", "2026 年考核细则里没有编号 C033。", "是不是想写  C03?"),
    "text with unit": ("河湾镇,C03,,2026-05,12台,,", "C03 · 数值", "'12台' 不是数字。", "只填数字，单位是“台”。"),
    "percent sign": ("河湾镇,A03,,2026-05,95%,,", "A03 · 数值", "'95%' 不是数字。", "只填数字，单位是“%”。"),
    "not a finite number": ("河湾镇,C03,,2026-05,nan,,", "C03 · 数值", "'nan' 不是数字。", "只填数字，单位是“台”。"),
    "comma for a point": ("河湾镇,C03,,2026-05,\"3,5\",,", "C03 · 数值", "'3,5' 不是数字。", "只填数字，单位是“台”。"),
    "missing base": ("河湾镇,I01,,2026-05,9,,", "I01 · 分母", "“办结率”需要分母，这里是空的。",
                     "填 0 表示本月没有；没有数据就整行留空。"),
    "percent in the place of a count": ("河湾镇,I01,,2026-05,95,25,", "I01 · 数值", "95 ÷ 25 = 380%，超出 0–100%。",
                                        "核对数值和分母，是否填反或填了百分数。"),
    "base nought": ("河湾镇,I01,,2026-05,3,0,", "I01 · 分母", "分母是 0，数值却是 3。", "核对分母。"),
    "percent 380": ("河湾镇,A03,,2026-05,380,,", "A03 · 数值", "380 超出可能的范围（0–100 %）。", "核对数值和计量单位。"),
    "negative count": ("河湾镇,C03,,2026-05,-1,,", "C03 · 数值", "-1 超出可能的范围（不小于 0）。", "核对数值和计量单位。"),
    "more days than a month has": ("河湾镇,C02,,2026-02,29,29,", "C02 · 分母", "分母是 29，2026年2月只有 28 天。",
                                   "分母填有效天数，不超过日历天数。"),
    "more days than a half-year has": ("河湾镇,C08,,2026-04,20,182,", "C08 · 分母", "分母是 182，2026年1月至6月只有 181 天。",
                                       "分母填有效天数，不超过日历天数。"),
    "more days than a quarter has": ("河湾镇,C09,,2026-04,20,91.5,", "C09 · 分母", "分母是 91.5，2026年4月至6月只有 91 天。",
                                     "分母填有效天数，不超过日历天数。"),
    "base without value": ("河湾镇,I01,,2026-05,,25,", "I01 · 数值", "填了分母，数值是空的。", "补上数值；没有数据就整行留空。"),
    "no part": ("河湾镇,C05,,2026-05,1,,", "C05 · 分项", "这个指标要按分项报，这里没有写分项。", "填其中一个: 省巡查、县巡查。"),
    "unknown part": ("河湾镇,C05,省巡察,2026-05,1,,", "C05 · 分项", "没有“省巡察”这个分项。", "是不是想写  省巡查?"),
    "part where none is": ("河湾镇,C03,台,2026-05,1,,", "C03 · 分项", "没有“台”这个分项。", "这个指标不分项，分项留空。"),
    "not a month": ("河湾镇,C03,,五月,4,,", "C03 · 月份", "“五月”不是月份。", "写成 2026-05 或 2026年5月。"),
    "month thirteen": ("河湾镇,C03,,2026-13,4,,", "C03 · 月份", "“2026-13”不是月份。", "写成 2026-05 或 2026年5月。"),
    "no month": ("河湾镇,C03,,,4,,", "C03 · 月份", "月份是空的。", "写成 2026-05 或 2026年5月。"),
    "month to come": ("河湾镇,C03,,2026-06,4,,", "C03 · 月份", "2026-06 还没有到。", "核对年份和月份。"),
    "year without rubric": ("河湾镇,C03,,2023-05,4,,", "C03 · 月份", "没有 2023 年的考核细则。", "先在配置文件夹放入 rubric-2023.yaml。"),
    "not this department's": ("水利局,C03,,2026-05,1,,", "C03 · 指标编号", "水利局不涉及“锅炉淘汰”。",
                              "删去这一行；如确有任务，先在考核细则里加上。"),
    "rolled up": ("小县,G03,,2026-05,1,,", "G03 · 指标编号", "“连片整治”的全县数据由乡镇汇总，不单独报。", "删去这一行。"),
    "department for the county": ("生态环境局,C03,,2026-05,1,,", "C03 · 指标编号", "生态环境局按全县数据评这一项，不单独报。",
                                  "全县数据报在“小县”名下。"),
    "events cannot be negative": ("河湾镇,V1,,2026-05,-1,,", "V1 · 数值", "-1 超出可能的范围（不小于 0）。", "核对数值和计量单位。"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_row_is_refused_in_these_words(tmp_path, fault):
    row, place, what, fix = FAULTS[fault]
    good = "青石镇,C03,,2026-05,1,,"
    assert refusal(csv_file(tmp_path, good, row)) == f"五月.csv 有 1 处问题:\n\n  第 3 行 · {place}\n    {what}\n    {fix}\n"


def test_good_rows_are_read_beside_faulty_ones():
    reading = handed_in(text("河湾镇,C03,,2026-05,4,,", "青石镇,C03,,2026-05,x,,"), text("河湾镇,A03,,2026-05,50,,", name="乙.csv"))
    assert keys(reading.observations) == [("T01", "C03", "", "2026-05", 4.0), ("T01", "A03", "", "2026-05", 50.0)]
    assert [(problem.file, problem.line) for problem in reading.problems] == [("五月.csv", 3)]


@pytest.mark.parametrize(("row", "column", "value"), [
    ("河弯镇,C03,,2026-05,4,,", "A", "河弯镇"), ("河湾镇,C05,省巡察,2026-05,1,,", "C", "省巡察"), ("河湾镇,C03,,五月,4,,", "D", "五月"),
    ("河湾镇,C03,,2026-05,12台,,", "E", "12台"), ("河湾镇,I01,,2026-05,3,0,", "F", "0"), ("河湾镇,I01,,2026-05,3,,", "F", "")])
def test_a_fault_names_the_column_and_the_cell_of_the_users_own_file(row, column, value):
    problem, = handed_in(text(row)).problems
    assert (problem.column, problem.value) == (column, value)


def test_a_fault_of_the_whole_row_names_no_column():
    problem, = handed_in(text("河湾镇,C03,,2026-05,4,,", "河湾镇,C03,,2026-05,4,,")).problems
    assert (problem.line, problem.column, problem.value) == (3, "", "")


def test_a_reporter_may_report_for_own_units_only_and_rows_of_others_are_refused_one_by_one():
    upload = text("河湾镇,C03,,2026-05,4,,", "青石镇,C03,,2026-05,1,,", "小县,C03,,2026-05,x,,")
    reading = handed_in(upload, answers_for=frozenset({"T01"}))
    assert keys(reading.observations) == [("T01", "C03", "", "2026-05", 4.0)]
    assert [(problem.line, problem.column, problem.what) for problem in reading.problems] == [
        (3, "A", "你的账号只能填报河湾镇的数据。"), (4, "A", "你的账号只能填报河湾镇的数据。")]
    assert reading.problems[0].fix == "删去这一行，由青石镇或考核办填报。"


@pytest.mark.parametrize(("given", "name"), [
    ("../../x.xlsx", "x.xlsx"), ("C:\\月报\\五月.csv", "五月.csv"), ("五\x00月\n\u202e.csv", "五月.csv"), ("..", "未命名"), ("", "未命名"),
    ("<img src=x>.csv", "<img src=x>.csv"), ("长" * 300 + ".xlsx", "长" * 94 + "….xlsx")])
def test_the_name_of_a_file_has_no_folders_and_nothing_unseen(given, name):
    assert Upload(given, b"").name == name


def test_a_figure_of_an_indicator_that_the_township_does_not_have_is_read_and_moves_no_score():
    reading = handed_in(text("青石镇,G03,,2026-05,7,,"))
    assert reading.problems == () and keys(reading.observations) == [("T02", "G03", "", "2026-05", 7.0)]
    without, with_it = (Small(COUNTY.data["categories"]["A"]["indicators"], {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}},
                              COUNTY.written["departments"]).report("T01", "G03", 1, 1) for _ in range(2))
    with_it.report("T02", "G03", None, 7)
    for basis in ("today", "schedule", "forecast", "best", "worst"):
        assert with_it.totals(2, basis) == pytest.approx(without.totals(2, basis), nan_ok=True)
        assert with_it.cell("XX", "G03", 2, basis)["value"] == without.cell("XX", "G03", 2, basis)["value"]
        assert with_it.cell("T02", "G03", 2, basis)["status"] == without.cell("T02", "G03", 2, basis)["status"] == "not_applicable"


@pytest.mark.parametrize("row", [
    "河湾镇,C02,,2026-01,31,31,", "河湾镇,C02,,2026-02,27,28,", "河湾镇,C09,,2026-03,20,90,", "河湾镇,C08,,2026-01,20,181,",
    "河湾镇,C08,,2026-05,20,,", "河湾镇,I01,,2026-02,29,29,", "河湾镇,I01,,2026-02,400,4000,"])
def test_a_denominator_within_the_calendar_or_not_in_days_is_read(tmp_path, row):
    assert len(read(csv_file(tmp_path, row)).table) == 1


def test_the_report_is_laid_out_as_the_handbook_shows_it(tmp_path):
    path = workbook(tmp_path, ("青澜县月报",), ("报送月份：2026年5月",), (), tuple(HEADER.split(",")),
                    ("河湾镇", "C03", None, "2026-05", "12台"), ("河湾镇", "I01", None, "2026-05", 3))
    assert refusal(path) == """\
2026-05_河湾镇.xlsx 有 2 处问题:

  工作表"月报" 第 5 行 · C03 · 数值
    '12台' 不是数字。
    只填数字，单位是“台”。

  工作表"月报" 第 6 行 · I01 · 分母
    “办结率”需要分母，这里是空的。
    填 0 表示本月没有；没有数据就整行留空。
"""


def test_a_cell_that_excel_turned_into_a_date_is_shown_as_it_stands(tmp_path):
    path = workbook(tmp_path, tuple(HEADER.split(",")), ("河湾镇", "C03", None, "2026-05", datetime(2026, 5, 4)))
    assert "'2026-05-04 00:00:00' 不是数字。" in refusal(path)


def test_a_figure_reported_twice_in_one_file_names_the_other_row(tmp_path):
    said = refusal(csv_file(tmp_path, "河湾镇,C03,,2026-05,4,,", "青石镇,C03,,2026-05,2,,", "T01,C03,,2026年5月,5,,"))
    assert "  第 4 行 · C03\n    与第 2 行重复：同一单位、指标、分项、月份报了两次。\n    保留正确的一行，删去另一行。" in said


def test_a_figure_reported_on_two_sheets_names_the_other_sheet(tmp_path):
    book = Workbook()
    for title in ("甲表", "乙表"):
        sheet = book.create_sheet(title)
        sheet.append(HEADER.split(","))
        sheet.append(["河湾镇", "C03", None, "2026-05", 4])
    book.save(tmp_path / "两表.xlsx")
    assert '与工作表"甲表" 第 2 行重复' in refusal(tmp_path / "两表.xlsx")


@pytest.mark.parametrize(("month", "said"), [
    ("2026-04", "    2026-04 的数据出现在 2026-05 的报表里，属于迟报或更正。\n    迟报、更正用当月的报表另报。"),
    ("2026-06", "    2026-06 的数据出现在 2026-05 的报表里，是还没有到的月份。\n    改成 2026-05，或删去这一行。")])
def test_a_form_that_declares_its_month_holds_no_other(tmp_path, month, said):
    path = workbook(tmp_path, ("报送月份: 2026-05",), tuple(HEADER.split(",")), ("河湾镇", "C03", None, month, 4))
    assert f'  工作表"月报" 第 3 行 · C03 · 月份\n{said}' in refusal(path)


def test_the_wrong_measure_is_told_before_the_figure_misleads(tmp_path):
    path = csv_file(tmp_path, "河湾镇,A03,个,2026-05,50", header="单位,指标编号,计量单位,月份,数值")
    assert refusal(path).splitlines()[2:5] == [
        "  第 2 行 · A03 · 计量单位", "    写的是“个”，“完成率”的计量单位是“%”。", "    按“%”填报数值。"]


def test_a_column_that_is_missing_is_told_once_with_the_header_that_may_be_meant(tmp_path):
    path = csv_file(tmp_path, "河湾镇,C03,2026-05,4", header="单位,指标编号,月分,数值")
    assert refusal(path) == ("五月.csv 有 1 处问题:\n\n  第 1 行 · 表头\n    缺少“月份”这一列。\n"
                             "    把表头“月分”改成“月份”。\n")


def test_a_file_without_any_header_is_refused_whole(tmp_path):
    assert refusal(csv_file(tmp_path, "河湾镇,C03,,2026-05,4", header="甲,乙")) == (
        "五月.csv 有 1 处问题:\n\n  整个文件\n    没有找到表头。\n    表头要有: 单位、指标编号、月份、数值。\n")


@pytest.mark.parametrize(("name", "content", "what"), [
    ("坏.xlsx", b"PK\x03\x04 broken", "打不开这个工作簿，文件可能已损坏或加了密码。"),
    ("旧.xls", b"\xd0\xcf\x11\xe0", "这是旧版 Excel（.xls）的文件。"), ("无名", b"", "不认识 没有扩展名的 文件。")])
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path, name, content, what):
    (tmp_path / name).write_bytes(content)
    said = refusal(tmp_path / name)
    assert said.startswith(f"{name} 有 1 处问题:\n\n  整个文件\n    {what}\n")
    assert ".xlsx" in said.splitlines()[-1]


def test_a_file_that_is_not_there_is_a_problem_among_the_others(tmp_path):
    said = refusal(tmp_path / "没有.csv", csv_file(tmp_path, "河湾镇,C03,,2026-05,12台,,"))
    assert "没有.csv 有 1 处问题:" in said
    assert "'12台' 不是数字。" in said


def test_bytes_that_are_no_text_are_refused_rather_than_read_as_question_marks(tmp_path):
    path = tmp_path / "乱.csv"
    path.write_bytes(HEADER.encode() + b"\n\xff\xfe\xff,C03,,2026-05,4\n")
    assert "文件既不是 UTF-8 也不是 GB18030 编码。" in refusal(path)


def test_every_fault_of_every_file_is_told_and_nothing_is_half_read(tmp_path):
    good = csv_file(tmp_path, "河湾镇,C03,,2026-05,4,,", name="好.csv")
    bad = csv_file(tmp_path, "河湾,C03,,2026-05,x,,", "河湾镇,A03,,2026-05,380,,", "谁,C03,,2026-05,1,,", name="坏.csv")
    with pytest.raises(ProblemsFound) as refused:
        read(good, bad)
    assert [(problem.file, problem.line) for problem in refused.value.problems] == [("坏.csv", 2), ("坏.csv", 3), ("坏.csv", 4)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_says_the_same_in_every_encoding_excel_writes(tmp_path, encoding):
    rows = ("河湾镇,C03,,2026-05,4,,拆除", "青石镇,I01,,2026-05,9,10,办结")
    found = read(csv_file(tmp_path, *rows, encoding=encoding))
    assert keys(found) == [("T01", "C03", "", "2026-05", 4.0), ("T02", "I01", "", "2026-05", 9.0)]
    assert list(found.table["remark"]) == ["拆除", "办结"]


@pytest.mark.parametrize("month", ["2026-05", "2026-5", "2026年5月", "2026年05月", "2026/5", "2026.05", "202605", "2026-05-31"])
def test_a_month_may_be_written_in_any_of_the_usual_ways(tmp_path, month):
    assert keys(read(csv_file(tmp_path, f"河湾镇,C03,,{month},4,,")))[0][3] == "2026-05"


@pytest.mark.parametrize("month", [date(2026, 5, 1), datetime(2026, 5, 31, 8, 30), 202605, "2026年5月"])
def test_a_workbook_may_hold_a_date_a_number_or_text_for_the_month(tmp_path, month):
    found = read(workbook(tmp_path, tuple(HEADER.split(",")), ("河湾镇", "C03", None, month, 4)))
    assert keys(found) == [("T01", "C03", "", "2026-05", 4.0)]


def test_headers_may_be_code_words_and_columns_stand_in_any_order(tmp_path):
    path = csv_file(tmp_path, "4,2026-05,C03,T01", header="value,month,indicator,unit")
    assert keys(read(path)) == [("T01", "C03", "", "2026-05", 4.0)]


def test_a_header_may_have_stars_and_spaces_and_strange_columns_beside_it(tmp_path):
    path = csv_file(tmp_path, "河湾镇,C03,锅炉,2026-05,4,张三", header="单位 *,指标编号,指标名称,月份,数值＊,填报人")
    assert keys(read(path)) == [("T01", "C03", "", "2026-05", 4.0)]


@pytest.mark.parametrize("unit", ["T01", "河湾镇", "河湾", " 河湾镇 "])
def test_a_unit_is_known_by_id_name_and_other_name(tmp_path, unit):
    assert keys(read(csv_file(tmp_path, f"{unit},C03,,2026-05,4,,")))[0][0] == "T01"


@pytest.mark.parametrize("number", ["1234.5", "\"1,234.5\"", "\"1，234.5\"", " 1234.5 ", "1.2345e3"])
def test_a_number_may_have_its_thousands_parted(tmp_path, number):
    assert keys(read(csv_file(tmp_path, f"河湾镇,C03,,2026-05,{number},,")))[0][4] == 1234.5


def test_rows_without_figures_are_skipped_but_nought_is_a_figure(tmp_path):
    path = csv_file(tmp_path, ",,,,,,", "河湾镇,C03,,2026-05,,,", "河湾镇,A03,,2026-05,0,,", "", "青石镇,,,,,,无")
    found = read(path)
    assert keys(found) == [("T01", "A03", "", "2026-05", 0.0)]
    assert list(found.table["row"]) == [4]


def test_every_figure_remembers_its_file_sheet_and_row(tmp_path):
    path = workbook(tmp_path, ("标题",), tuple(HEADER.split(",")), (), ("河湾镇", "I01", None, "2026-05", 9, 10))
    row = read(path).table.iloc[0]
    assert (row["file"], row["sheet"], row["row"], row["base"]) == ("2026-05_河湾镇.xlsx", "月报", 4, 10)


def test_a_figure_without_base_has_none(tmp_path):
    assert np.isnan(read(csv_file(tmp_path, "河湾镇,C03,,2026-05,4,,")).table["base"].iloc[0])


def test_of_two_files_the_later_speaks(tmp_path):
    first = csv_file(tmp_path, "河湾镇,C03,,2026-05,4,,", "青石镇,C03,,2026-05,1,,", name="a.csv")
    later = csv_file(tmp_path, "T01,C03,,2026-05,5,,", name="b.csv")
    assert sorted(keys(read(first, later))) == [("T01", "C03", "", "2026-05", 5.0), ("T02", "C03", "", "2026-05", 1.0)]
    assert ("T01", "C03", "", "2026-05", 4.0) in keys(read(later, first))


def test_equal_figures_have_equal_digests_whatever_file_and_order_they_came_in(tmp_path):
    rows = ["河湾镇,C03,,2026-05,4,,", "青石镇,I01,,2026-05,9,10,"]
    one, other = (read(csv_file(tmp_path, *order, name=name)) for order, name in ((rows, "a.csv"), (rows[::-1], "b.csv")))
    changed = read(csv_file(tmp_path, rows[0], rows[1].replace(",10,", ",11,"), name="c.csv"))
    assert one.digest() == other.digest() != changed.digest()


def test_an_empty_file_and_an_empty_sheet_hold_nothing(tmp_path):
    assert keys(read(csv_file(tmp_path, header=""))) == []
    assert keys(read(workbook(tmp_path))) == []


WORDS = Small({"P": level(5, rule={"type": "grade_map", "grades": {"优秀": 5, "良好": 3, "合格": 0}}, measure="等"),
               "B": level(3, rule={"type": "binary"}, measure="项"), "K": level(3, rule={"type": "checklist", "items": {"责任书": 3}}),
               "M": level(4, rule={"type": "manual"}),
               "S": level(4, rule={"type": "milestone", "out_of": "target", "stages": {"验收": 1}, "withdrawn": "批准退出"}, target=5)},
              {"T01": {"name": "河湾镇"}})


def words_read(folder: Path, *rows: str) -> Observations:
    return read_forms([csv_file(folder, *rows)], {2026: WORDS.rubric}, WORDS.county, TODAY)


def test_a_word_that_the_rule_knows_is_a_figure(tmp_path):
    read = words_read(tmp_path, "河湾镇,P,,2026-05,良好,,", "河湾镇,B,,2026-05, 是 ,,", "河湾镇,K,责任书,2026-05,否,,")
    assert keys(read) == [("T01", "P", "", "2026-05", 2.0), ("T01", "B", "", "2026-05", 1.0), ("T01", "K", "责任书", "2026-05", 0.0)]


@pytest.mark.parametrize(("row", "what", "fix"), [
    ("河湾镇,P,,2026-05,良,,", "'良' 不是数字。", "只填数字，单位是“等”，或填其中一个: 优秀、良好、合格。"),
    ("河湾镇,P,,2026-05,4,,", "4 超出可能的范围（1–3 等）。", "核对数值和计量单位。"),
    ("河湾镇,M,,2026-05,3.5,,", "“水平”要写明依据，这里是空的。", "在备注里写一句依据（谁评的、凭什么）。"),
    ("河湾镇,S,批准退出,2026-05,1,,", "“水平”的“批准退出”要写明依据，这里是空的。", "在备注里写一句依据（谁评的、凭什么）。")])
def test_words_and_marks_that_cannot_be_taken_are_told(tmp_path, row, what, fix):
    with pytest.raises(ProblemsFound) as refused:
        words_read(tmp_path, row)
    problem, = refused.value.problems
    assert (problem.what, problem.fix) == (what, fix)


def test_a_mark_with_its_reason_is_taken_and_the_reason_is_told(tmp_path):
    read = words_read(tmp_path, "河湾镇,M,,2026-05,3.5,,专家组现场打分", "河湾镇,S,批准退出,2026-05,0,,")
    assert read.table["remark"].tolist() == ["专家组现场打分", ""]


def test_a_mark_is_held_within_its_full_points_and_last_year_may_have_been_nought(tmp_path):
    with pytest.raises(ProblemsFound, match="11 超出可能的范围"):
        words_read(tmp_path, "河湾镇,M,,2026-05,11,,专家组")
    against = Small({"Y": level(3, measure="%", accumulate="ratio", rule={"type": "yoy", "zero_at": 0, "full_at": -1})})
    path = csv_file(tmp_path, "T01,Y,,2026-05,5,0,", "T01,Y,,2026-04,120,100,")
    read = read_forms([path], {2026: against.rubric}, against.county, TODAY)
    assert len(read.table) == 2
