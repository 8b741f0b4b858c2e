"""Forms out: they ask for what is due and nothing else, hold what the reader holds, and come back without a fault."""

import io
import math
import re
from datetime import date
from unicodedata import east_asian_width
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from readiness import template
from readiness.observations import read_forms
from readiness.problems import ProblemsFound
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.template import NoForm
from tests.small import Small, fires, item, level
from tests.two_years import report, years

QUARTER = "2026-06"
MADE, TODAY = date(2026, 7, 1), date(2026, 12, 31)
FIGURES, EVENTS, GUIDE, IDS = "月报", "加分扣分否决", "填报说明", "_readiness"
OWN = ("数值", "分母", "备注")


def opened(content):
    return load_workbook(io.BytesIO(content))


def form_of(board, month=QUARTER, **whom):
    return opened(template.form(board, month, **whom, made=MADE))


def head_row(sheet):
    return next(line for line in range(1, 11) if sheet.cell(line, 1).value == "单位")


def rows(sheet):
    """Every row to fill in, its cells by their heading."""
    head = head_row(sheet)
    titles = [cell.value for cell in sheet[head]]
    return [dict(zip(titles, cells, strict=True)) for cells in sheet.iter_rows(min_row=head + 1)]


def figures(book):
    return rows(book[FIGURES]) if FIGURES in book.sheetnames else []


def all_rows(book):
    return [*figures(book), *(rows(book[EVENTS]) if EVENTS in book.sheetnames else [])]


def asked_of(book):
    """(unit, indicator, part) of every figure asked for."""
    return [(row["单位"].value, row["指标编号"].value, row["分项"].value or "") for row in figures(book)]


def check_on(cell):
    """The data validation of a cell; None where there is none."""
    return next((rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref), None)


def one(book, indicator, part=None, sheet=FIGURES):
    return next(row for row in rows(book[sheet]) if row["指标编号"].value == indicator and row["分项"].value == part)


def before(month, back):
    year, at = int(month[:4]), int(month[5:]) - back
    return f"{year}-{at:02d}" if at > 0 else f"{year - 1}-{at + 12:02d}"


def last_reports(board, unit, month):
    """What a unit reported the last time, dated this month, of all that is due this month; straight from the table."""
    rubric = board.configuration.rubrics[2026]
    table = board.observations.table
    periods = {key: PERIOD_MONTHS[item.frequency] for key, item in rubric.indicators.items()} | dict.fromkeys(rubric.reported_events, 1)
    due = {key: before(month, period) for key, period in periods.items() if int(month[5:]) % period == 0}
    mine = table[(table["unit"] == unit) & (table["month"] == table["indicator"].map(due))]
    return {(row.indicator, row.part): row for row in mine.itertuples()}


def accepts(rule, value):
    """Whether Excel would take a number or word, as far as a rule says it without other cells."""
    if rule.type == "list":
        return value in rule.formula1.strip('"').split(",")
    least, most = (float(bound) if bound and re.fullmatch(r"[-\d.E+]+", bound) else None for bound in (rule.formula1, rule.formula2))
    low = -math.inf if least is None or rule.operator == "lessThanOrEqual" else least
    high = math.inf if most is None else most
    return low <= value <= high and (rule.type != "whole" or float(value).is_integer())


def fill(book, reports, words):
    """Writes the reports into the cells that are open, as an official would: from the list where there is one."""
    for row in all_rows(book):
        key = row["指标编号"].value, row["分项"].value or ""
        if key not in reports:
            continue
        report = reports[key]
        named = {figure: word for word, figure in reversed(words(*key).items())}
        value = named.get(report.value, report.value)
        assert accepts(check_on(row["数值"]), value), (key, value)
        row["数值"].value = value
        if not math.isnan(report.base):
            assert not row["分母"].protection.locked
            row["分母"].value = report.base
        row["备注"].value = report.remark or None


@pytest.mark.parametrize("month", ["2026-03", "2026-05"])       # after a month with fewer days
def test_a_form_filled_in_with_the_last_reports_comes_back_as_just_those(board, month, tmp_path):
    configuration, rubric = board.configuration, board.configuration.rubrics[2026]

    def words(key, part):
        return rubric.indicators[key].words(part) if key in rubric.indicators else {}

    filled = 0
    for unit in configuration.county.units:
        reports = last_reports(board, unit, month)
        book = form_of(board, month, unit=unit)
        fill(book, reports, words)
        path = tmp_path / template.file_name(board, month, unit=unit)
        book.save(path)
        back = read_forms([path], configuration.rubrics, configuration.county, TODAY).table
        got = {(row.unit, row.indicator, row.part, row.month): (row.value, row.base, row.remark) for row in back.itertuples()}
        expected = {(unit, *key, month): (row.value, row.base, row.remark) for key, row in reports.items()}
        assert repr(sorted(got.items())) == repr(sorted(expected.items())), unit
        filled += len(got)
    assert filled > 500


def test_a_form_made_by_another_rubric_is_refused(board, tmp_path):
    book = form_of(board, unit="T02")
    next(row for row in book[IDS].iter_rows() if row[0].value == "rubric")[1].value = "old"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(ProblemsFound, match="这份报表是按“old”细则出的"):
        read_forms([tmp_path / "x.xlsx"], board.configuration.rubrics, board.configuration.county, TODAY)


def test_an_empty_form_is_read_as_nothing_and_without_a_fault(board, tmp_path):
    path = tmp_path / "全部.xlsx"
    path.write_bytes(template.form(board, QUARTER, made=MADE))
    configuration = board.configuration
    assert read_forms([path], configuration.rubrics, configuration.county, TODAY).table.empty


def test_what_a_june_asks_for_is_what_was_reported_the_june_before(board):
    """Another road to what is due: the demo's forms of June 2025, for the items that both years have."""
    county, table, rubrics = board.configuration.county, board.observations.table, board.configuration.rubrics
    both = set(rubrics[2025].indicators) & set(rubrics[2026].indicators)
    june = table[(table["month"] == "2025-06") & table["indicator"].isin(both)]
    reported = {(county.units[row.unit].name, row.indicator, row.part) for row in june.itertuples()}
    asked = asked_of(form_of(board))
    assert len(asked) == len(set(asked))
    assert reported <= set(asked)
    assert {key[:2] for key in asked if key[1] in both} == {key[:2] for key in reported}


def test_what_is_reported_by_the_quarter_is_asked_for_at_its_end_only():
    county = Small({"M": item(5), "Q": item(5, frequency="quarterly"), "Y": item(5, frequency="yearly")})
    found = {month: {key for _, key, _ in asked_of(form_of(county.board, f"2026-{month:02d}"))} for month in (1, 3, 11, 12)}
    assert found == {1: {"M"}, 3: {"M", "Q"}, 11: {"M"}, 12: {"M", "Q", "Y"}}


@pytest.fixture
def county():
    """Two townships and two departments: a count rolled up, a level of one township, a ratio, a duty, and events."""
    items = {"C": item(10, name="锅炉", measure="台", county="sum"),
             "L": level(10, townships=["T01"], measure="%", name="处理率"),
             "R": level(10, accumulate="ratio", measure="%", name="办结率", county="ratio"),
             "D": level(10, accumulate="ratio", measure="%", name="优良天数", base_to_come="days", townships=["T01"]),
             "F": fires(10, name="台账差错", townships="all", county="mean")}
    return Small(items, ["T01", "T02"], {"D01": {"leads": ["L", "R"]}, "D02": {"leads": ["C", "F", "D"], "supports": ["L"]}},
                 mix={"general_duties": ["F"]}, bonus={"BN": {"name": "表彰", "each": {"省级": 1}}},
                 vetoes={"V1": {"name": "事故", "effect": "fail", "kinds": ["township"]}, "V2": {"name": "晚", "effect": "fail", "since": 7}})


def test_a_unit_is_asked_for_what_it_answers_for_itself(county):
    asked = {unit: [key for _, key, _ in asked_of(form_of(county.board, unit=unit))] for unit in ("T01", "T02", "D01", "D02", "XX")}
    assert asked == {"T01": ["C", "L", "R", "D", "F"], "T02": ["C", "R", "F"], "D01": ["F"], "D02": [], "XX": ["L", "D"]}


def test_a_lead_department_is_asked_for_the_figures_of_all_and_of_the_county_where_nobody_rolls_them_up(county):
    assert asked_of(form_of(county.board, lead="D01")) == [("T01镇", "L", ""), ("小县", "L", ""), ("T01镇", "R", ""), ("T02镇", "R", "")]
    duties = [unit for unit, key, _ in asked_of(form_of(county.board, lead="D02")) if key == "F"]
    assert duties == ["T01镇", "T02镇", "D01局"]


def test_events_stand_on_a_sheet_of_their_own_for_those_they_concern(county):
    events = {unit: [row["指标编号"].value for row in rows(form_of(county.board, unit=unit)[EVENTS])] for unit in ("T01", "D01")}
    assert events == {"T01": ["BN", "V1"], "D01": ["BN"]}
    assert EVENTS not in form_of(county.board, lead="D01").sheetnames
    assert [row["指标编号"].value for row in rows(form_of(county.board, "2026-07", unit="D01")[EVENTS])] == ["BN", "V2"]


def test_a_form_of_all_has_the_rows_of_every_unit(county):
    alone = [asked for unit in ("T01", "T02", "D01", "D02", "XX") for asked in asked_of(form_of(county.board, unit=unit))]
    assert asked_of(form_of(county.board)) == alone


def test_beside_the_cells_stand_the_last_report_last_years_the_year_so_far_and_the_target(board):
    """T02's boilers and good days, straight from the forms it handed in."""
    table = board.observations.table.set_index(["unit", "indicator", "part", "month"]).sort_index()
    boilers, days = one(form_of(board, unit="T02"), "C03"), one(form_of(board, unit="T02"), "C02")
    year = [f"2026-{month:02d}" for month in range(1, 6)]
    assert boilers["本年累计或现值"].value == sum(table.loc[("T02", "C03", "", month), "value"] for month in year)
    assert boilers["目标值"].value == board.configuration.county.targets[2026]["C03"]["T02"]
    for title, month in (("上期", "2026-05"), ("上年同期", "2025-06")):
        reported = table.loc[("T02", "C02", "", month)]
        assert (days[f"{title}数值"].value, days[f"{title}分母"].value) == (reported["value"], reported["base"])
    share = [sum(table.loc[("T02", "C02", "", month), column] for month in year) for column in ("value", "base")]
    assert days["本年累计或现值"].value == round(100 * share[0] / share[1], 4)


def test_of_what_comes_by_the_quarter_the_last_report_is_the_last_quarters(board):
    table = board.observations.table.set_index(["unit", "indicator", "part", "month"])
    row = one(form_of(board, unit="T02"), "F02")
    assert row["上期数值"].value == table.loc[("T02", "F02", "", "2026-03"), "value"]
    assert row["上年同期数值"].value == table.loc[("T02", "F02", "", "2025-06"), "value"]


def test_in_january_the_last_report_is_of_last_december_and_the_year_has_no_figure_yet(board):
    table = board.observations.table.set_index(["unit", "indicator", "part", "month"])
    row = one(form_of(board, "2026-01", unit="T02"), "E02")
    assert row["上期数值"].value == table.loc[("T02", "E02", "", "2025-12"), "value"]
    assert row["本年累计或现值"].value is None


def test_the_year_so_far_is_the_value_that_the_board_shows(board):
    shown = board.view("2026-05", "today").cells.set_index(["unit", "indicator"])["value"]
    for row in rows(form_of(board, unit="T03")[FIGURES]):
        if row["分项"].value is None and row["本年累计或现值"].value is not None:
            assert row["本年累计或现值"].value == pytest.approx(shown["T03", row["指标编号"].value], abs=1e-4)


def test_a_form_says_nothing_of_last_year_where_the_indicator_was_another():
    def a_year(measure):
        return Small({"A": item(name="锅炉", measure=measure)})

    for measure, shown in (("台", 7), ("蒸吨", None)):
        board = years(report(a_year("台"), "A", *[7] * 12), a_year(measure))
        assert one(form_of(board, "2026-03", unit="T01"), "A")["上年同期数值"].value == shown


def test_only_what_is_to_be_filled_in_can_be_written_in(board):
    book = form_of(board, unit="T02")
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    ratios = {key for key, item in board.configuration.rubrics[2026].indicators.items() if item.accumulate in ("ratio", "mean")}
    for row in all_rows(book):
        unlocked = {title for title, cell in row.items() if not cell.protection.locked}
        with_base = row["指标编号"].value in ratios and row["分项"].value is None
        assert unlocked == {"数值", "备注", *(["分母"] if with_base else [])}
        assert all(row[title].value is None for title in unlocked)
    locked = [cell for sheet in book for line in sheet.iter_rows(max_row=3) for cell in line]
    assert all(cell.protection.locked for cell in locked)


LIMITS = {
    ("A01", None): ("whole", "0", None), ("A03", None): ("decimal", "0", "100"), ("B02", "COD"): ("decimal", "0", "150"),
    ("C01", None): ("decimal", "0", None), ("C03", None): ("whole", "0", None), ("D01", "劣Ⅴ类月次"): ("decimal", "0", None)}


@pytest.mark.parametrize(("key", "part"), LIMITS)
def test_a_cell_takes_what_the_indicator_allows(board, key, part):
    rule = check_on(one(form_of(board, unit="T02"), key, part)["数值"])
    assert (rule.type, rule.formula1, rule.formula2) == LIMITS[key, part]
    assert rule.showErrorMessage and rule.error and rule.showInputMessage and rule.prompt


def test_where_a_rule_knows_words_a_list_offers_one_for_each_figure():
    grades = level(5, measure="级", name="评级", rule={"type": "grade_map", "grades": {"优": 5, "良": 3, "差": 0}})
    ticks = level(5, measure="分", name="清单", rule={"type": "checklist", "items": {"文件": 3, "会议": 2}})
    county = Small({"G": grades, "K": ticks}).report("T01", "G", 1, 2).report("T01", "K", 1, part="文件")
    book = form_of(county.board, "2026-03", unit="T01")
    assert check_on(one(book, "G")["数值"]).formula1 == '"优,良,差"'
    assert check_on(one(book, "K", "文件")["数值"]).formula1 == '"是,否"'
    assert "优、良、差" in check_on(one(book, "G")["数值"]).error
    assert one(book, "G")["上期数值"].value == "良"


def test_a_list_that_excel_could_not_hold_is_told_and_not_enforced():
    many = {f"第{place}等的一个很长很长的名称": 50 - place for place in range(30)}
    comma = {"好,很好": 5, "差\x07": 0}
    county = Small({key: level(grades[next(iter(grades))], measure="级", rule={"type": "grade_map", "grades": grades})
                    for key, grades in (("A", many), ("B", comma))})
    for key in "AB":
        rule = check_on(one(form_of(county.board, unit="T01"), key)["数值"])
        assert rule.type is None and rule.formula1 is None
        assert rule.prompt and len(rule.prompt) <= 255


def test_a_numerator_and_its_denominator_hold_each_other(county):
    row = one(form_of(county.board, unit="T01"), "R")
    value, base = row["数值"].coordinate, row["分母"].coordinate
    over, under = check_on(row["数值"]), check_on(row["分母"])
    assert (over.operator, over.formula1, over.formula2) == ("between", "0", f"IF(ISNUMBER({base}),{base},1E+99)")
    assert (under.operator, under.formula1) == ("greaterThanOrEqual", value)


def test_a_denominator_in_days_is_no_longer_than_the_month(county):
    row = one(form_of(county.board, "2026-02", unit="T01"), "D")
    assert check_on(row["分母"]).formula2 == "28"
    assert "28 天" in check_on(row["分母"]).error


def test_a_ratio_that_may_pass_a_hundred_is_held_by_its_own_limits(board):
    row = one(form_of(board, unit="T02"), "F03")               # 50 to 200 % of last year's
    value, base = row["数值"].coordinate, row["分母"].coordinate
    assert check_on(row["数值"]).formula2 == f"IF(ISNUMBER({base}),{base}*200/100,1E+99)"
    assert (check_on(row["分母"]).formula1, check_on(row["分母"]).formula2) == (f"{value}*100/200", f"{value}*100/50")


def test_remarks_are_short_and_events_whole(county):
    row = one(form_of(county.board, unit="T01"), "V1", sheet=EVENTS)
    assert (check_on(row["数值"]).type, check_on(row["数值"]).formula1) == ("whole", "0")
    assert (check_on(row["备注"]).type, check_on(row["备注"]).formula1) == ("textLength", "200")


@pytest.mark.parametrize(("settings", "said"), [
    ({}, "本月新增数，不是累计数；没有填 0"), ({"frequency": "quarterly"}, "本季新增数，不是累计数；没有填 0"),
    ({"accumulate": "latest"}, "截至月末的总数或现状，不是本月新增"), ({"accumulate": "latest", "measure": "%"}, "截至月末的百分数，88.5% 填 88.5"),
    ({"accumulate": "ratio", "measure": "%"}, "本月的分子，不是百分数；分母填本月总数，没有发生都填 0"),
    ({"accumulate": "mean"}, "本月平均值；分母填权重，没有可不填"), ({"accumulate": "max"}, "本月最大值"),
    ({"accumulate": "latest", "target": None, "rule": {"type": "manual"}}, "截至月末的总数或现状，不是本月新增；备注写明依据")])
def test_a_row_says_what_to_write(settings, said):
    assert one(form_of(Small({"A": item(10, **settings)}).board, unit="T01"), "A")["数值填什么"].value == said


def test_a_form_carries_its_ids_where_nobody_sees_them(board):
    ids = {}
    for name, whom in (("unit", {"unit": "T02"}), ("lead", {"lead": "D12"}), ("all", {})):
        sheet = form_of(board, **whom)[IDS]
        assert sheet.sheet_state == "veryHidden"
        ids[name] = dict(sheet.iter_rows(values_only=True))
    common = {"rubric": "qinglan-2026", "month": QUARTER, "configuration": board.configuration.digest, "made": "2026-07-01"}
    assert ids == {"unit": {**common, "unit": "T02"}, "lead": {**common, "lead": "D12"}, "all": common}


def test_a_form_says_how_to_fill_it_in(board):
    told = {row[0]: row[1] for row in form_of(board, "2026-12", unit="T02")[GUIDE].iter_rows(values_only=True)}
    assert told["填报范围"] == "河湾镇"
    assert told["考核细则"] == "青澜县2026年度环境保护考核评分细则"
    assert "2027年1月3日前" in told["什么时候报"]
    assert "填 0" in told["0 和空格"] and "空着" in told["0 和空格"]


def test_the_first_sheet_declares_the_month_and_keeps_its_headings_in_sight(board):
    sheet = form_of(board, unit="T02")[FIGURES]
    head = head_row(sheet)
    assert "报送月份：2026年6月" in sheet["A1"].value
    assert sheet.freeze_panes.endswith(str(head + 1))
    assert sheet.auto_filter.ref.startswith(f"A{head}:")
    assert sheet.print_title_rows == f"$1:${head}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == ("landscape", 1, 0)
    assert "第 &P 页 共 &N 页" in sheet.oddFooter.center.text


def test_nothing_written_is_cut_off(board):
    """Every text wraps within its column and its row is high enough; every number fits on its line."""
    for sheet in form_of(board)._sheets[:3]:
        first = 1 if sheet.title == GUIDE else head_row(sheet)
        for line in sheet.iter_rows(min_row=first):
            for cell in line:
                width = sheet.column_dimensions[cell.column_letter].width
                text = "" if cell.value is None else str(cell.value)
                columns = sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
                lines = math.ceil(columns / (width - 2)) if cell.alignment.wrap_text else 1
                assert cell.alignment.wrap_text or columns <= width
                assert sheet.row_dimensions[cell.row].height >= 13 * lines


def test_text_that_could_be_a_formula_stays_text(tmp_path):
    county = Small({"A": item(name="=1+1", measure="个")}, {"T01": {"name": "=HYPERLINK(1)"}, "T02": {"name": "@镇"}, "T03": {"name": "-x\x07"}})
    for unit in ("T01", "T02", "T03"):
        book = form_of(county.board, unit=unit)
        texts = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
        assert not [cell.coordinate for cell in texts if cell.data_type == "f"]
        assert all(cell.quotePrefix for cell in texts if str(cell.value).startswith(tuple("=+-@")))


def test_a_form_of_a_unit_named_like_a_formula_comes_back(tmp_path):
    county = Small({"A": item()}, {"T01": {"name": "=镇"}})
    book = form_of(county.board, unit="T01")
    one(book, "A")["数值"].value = 3
    book.save(tmp_path / "x.xlsx")
    configuration = county.board.configuration
    back = read_forms([tmp_path / "x.xlsx"], configuration.rubrics, configuration.county, TODAY).table
    assert back[["unit", "indicator", "value"]].to_numpy().tolist() == [["T01", "A", 3.0]]


def test_the_same_form_is_the_same_file(board):
    assert template.form(board, QUARTER, unit="T02", made=MADE) == template.form(board, QUARTER, unit="T02", made=MADE)


def test_a_zip_holds_a_form_for_each_unit(board):
    archive = ZipFile(io.BytesIO(template.forms(board, QUARTER, MADE)))
    names = [unit.name for unit in board.configuration.county.units.values()]
    assert archive.namelist() == [f"青澜县_月报_{name}_2026-06.xlsx" for name in names]
    assert archive.read("青澜县_月报_河湾镇_2026-06.xlsx") == template.form(board, QUARTER, unit="T02", made=MADE)


def test_files_are_named_for_whom_they_are_and_no_name_leaves_the_folder():
    county = Small({"A": item()}, {"T01": {"name": "../河:湾"}, "T02": {"name": "..\\河?湾"}}, {"D01": {"leads": ["A"]}})
    names = {template.file_name(county.board, QUARTER, unit=unit) for unit in ("T01", "T02")}
    assert len(names) == 2
    assert not any(set(name) & set('/\\:*?"<>|') or ".." in name for name in names)
    assert template.file_name(county.board, QUARTER, lead="D01") == "小县_月报_D01局牵头_2026-06.xlsx"
    assert template.file_name(county.board, QUARTER) == "小县_月报_全部单位_2026-06.xlsx"


def test_where_there_is_nothing_to_ask_it_says_so():
    county = Small({"A": item(townships=["T01"])}, ["T01", "T02"])
    with pytest.raises(NoForm, match="T02镇在 2026年6月没有要报的数据"):
        template.form(county.board, QUARTER, unit="T02")
    with pytest.raises(NoForm, match="没有 2027 年的考核细则"):
        template.form(county.board, "2027-01", unit="T01")
    assert ZipFile(io.BytesIO(template.forms(county.board, QUARTER))).namelist() == [
        "小县_月报_T01镇_2026-06.xlsx", "小县_月报_小县_2026-06.xlsx"]


def test_the_month_after_december_is_january():
    assert (template.month_after("2026-05"), template.month_after("2026-12")) == ("2026-06", "2027-01")
