"""Files that nobody should hand in: each is refused in words that say what it is, within the memory of an honest form."""

import io
import struct
import tracemalloc
from collections.abc import Callable, Mapping
from datetime import date
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from readiness.observations import Reading, Upload, may_be_held_whole, read_uploads
from readiness.observations.sheet import LONGEST_TEXT, MOST_BYTES, MOST_FAULTS, MOST_LINES
from tests.small import Small, item, level

COUNTY = Small({"C03": item(2, name="锅炉淘汰", measure="台"), "M": level(4, rule={"type": "manual"})}, {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}})
HEADER = "单位,指标编号,月份,数值,备注"
SHEET = "xl/worksheets/sheet1.xml"
MEMORY = 64 * 2**20                     # what refusing a file may take at most
A_ROW = '<row r="{0}"><c r="A{0}" t="inlineStr"><is><t>河湾镇</t></is></c></row>'


def workbook(*rows: tuple) -> bytes:
    book = Workbook()
    book.active.title = "月报"
    for row in (tuple(HEADER.split(",")), *rows):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


GOOD = workbook(("河湾镇", "C03", "2026-05", 4, "拆除"))


def changed(parts: Mapping[str, bytes | Callable[[bytes], bytes]], packed: int = ZIP_DEFLATED) -> bytes:
    """The good workbook with parts put in the place of its own, added to them, or changed."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(GOOD)) as before, ZipFile(made, "w", packed) as after:
        for name in dict.fromkeys([*before.namelist(), *parts]):
            part = parts.get(name, lambda content: content)
            after.writestr(name, part(before.read(name)) if callable(part) else part)
    return made.getvalue()


def sheet(content: str, head: str = "") -> bytes:
    """The good workbook with other rows."""
    xml = f'{head}<worksheet xmlns="x"><sheetData>{content}</sheetData></worksheet>'
    return changed({SHEET: xml.encode()})


def read(raw: bytes, name: str = "表.xlsx") -> Reading:
    return read_uploads([Upload(name, raw)], {2026: COUNTY.rubric}, COUNTY.county, date(2026, 5, 20))


def refused(raw: bytes, name: str = "表.xlsx") -> str:
    """What is said of a file that brings one fault and not one figure, told without more memory than that takes."""
    tracemalloc.start()
    reading = read(raw, name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEMORY and len(reading.observations.table) == 0
    problem, = reading.problems
    assert problem.fix and problem.file == name
    return problem.what


def text(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *rows, ""]).encode()


def one_fault(*rows: str) -> tuple[str, str]:
    """The column and words of the only fault in a CSV."""
    problem, = read(text(*rows), "表.csv").problems
    return problem.column, problem.what


def test_the_workbook_that_all_these_are_made_from_is_read():
    reading = read(GOOD)
    assert reading.problems == () and reading.observations.table["value"].tolist() == [4]
    assert read(changed({})).problems == ()


# Files that unpack to more than they look.

def test_a_bomb_is_refused_by_what_its_own_listing_says():
    assert refused(changed({"xl/media/image1.png": bytes(210 * 2**20)})) == "文件解压后太大，不像一份报表。"


def test_a_part_that_is_packed_too_well_is_refused():
    assert refused(changed({SHEET: b"<worksheet>" + b" " * (40 * 2**20)})) == "文件解压后太大，不像一份报表。"


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_it_says():
    raw = changed({SHEET: b"<worksheet>" + b" " * (25 * 2**20)})
    said = struct.pack("<I", 11 + 25 * 2**20)
    assert raw.count(said) == 2
    assert refused(raw.replace(said, struct.pack("<I", 1_000))) == "打不开这个工作簿，文件可能已损坏或加了密码。"


def test_many_small_parts_are_refused():
    assert refused(changed({f"xl/media/{at}.xml": b"" for at in range(1_001)})) == "文件解压后太大，不像一份报表。"


def test_packings_that_can_be_unpacked_only_whole_are_refused():
    assert refused(changed({}, packed=ZIP_BZIP2)) == "打不开这个工作簿，文件可能已损坏或加了密码。"


def test_two_parts_of_one_name_are_refused():
    made = io.BytesIO(GOOD)
    with ZipFile(made, "a") as book:
        book.writestr(SHEET.upper(), b"<worksheet/>")
    assert refused(made.getvalue()) == "打不开这个工作簿，文件可能已损坏或加了密码。"


def test_entities_are_refused_before_any_is_expanded():
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 10))
    bomb = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>', f'<!DOCTYPE x [<!ENTITY l0 "哈哈">{laughs}]>')
    outside = sheet("", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>')
    assert refused(bomb) == refused(outside) == "文件里夹带了自定义实体（DOCTYPE），报表里不该有。"


def test_shared_texts_without_end_are_refused():
    long = "<si><t>" + "长" * (LONGEST_TEXT + 1) + "</t></si>"
    listing = '<Relationships><Relationship Id="r9" Type="x/sharedStrings" Target="shared.xml"/>'
    parts = {"xl/_rels/workbook.xml.rels": lambda content: content.replace(b"<Relationships", listing.encode() + b"<Ignored", 1).replace(
        b"</Relationships>", b"</Ignored></Relationships>")}
    assert refused(changed({**parts, "xl/shared.xml": f"<sst>{long}</sst>".encode()})) == f"有一格超过 {LONGEST_TEXT} 个字。"
    many = "<sst>" + ("<si><t>" + "a" * 30_000 + "</t></si>") * 1_400 + "</sst>"
    assert read(changed({**parts, "xl/shared.xml": many.encode()})).problems[0].what == "文件解压后太大，不像一份报表。"


def test_a_cell_longer_than_excel_allows_is_told_by_cell():
    cell = f'<row r="7"><c r="B7" t="inlineStr"><is><t>{"长" * (LONGEST_TEXT + 1)}</t></is></c></row>'
    problem, = read(sheet(cell)).problems
    assert (problem.column, problem.line, problem.sheet) == ("B", 7, "月报")


def test_one_tag_without_end_and_tags_within_tags_are_refused():
    attributes = f'<row r="1" spans="{"1" * 3 * 2**20}"/>'
    assert refused(sheet(attributes)) == "文件解压后太大，不像一份报表。"
    assert refused(sheet("<c>" * 100)) == "打不开这个工作簿，文件可能已损坏或加了密码。"


# Tables without end.

def test_a_million_columns_are_refused():
    cell = '<row r="1"><c r="XFD1"><v>1</v></c></row>'
    assert refused(sheet(cell)) == "内容写到了第 16384 列（XFD 列），最多 500 列。"
    assert refused(text("1," * 90_000), "表.csv") == "内容写到了第 90000 列（ECCN 列），最多 500 列。"
    assert refused(b"," * 1_000_000, "表.csv") == "这一行太长，或者引号没有成对、后面各行都并了进来。"


def test_a_million_empty_rows_that_only_have_a_style_are_passed_over():
    header = "".join(f'<c r="{letter}1" t="inlineStr"><is><t>{word}</t></is></c>' for letter, word in zip("ABCD", HEADER.split(","), strict=False))
    styled = "".join(f'<row r="{at}" s="1"><c r="A{at}" s="1"/></row>' for at in range(2, 100_001))
    last = ('<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>河湾镇</t></is></c><c r="B1048576" t="inlineStr"><is><t>C03</t></is></c>'
            '<c r="C1048576"><v>202605</v></c><c r="D1048576"><v>4</v></c></row>')
    reading = read(sheet(f'<row r="1">{header}</row>{styled}{last}'))
    assert reading.problems == () and reading.observations.table["row"].tolist() == [1_048_576]


def test_more_rows_than_a_form_may_have_are_refused_at_the_row():
    rows = text(*["河湾镇,C03,2026-05,"] * (MOST_LINES + 5))
    problem, = read(rows, "表.csv").problems
    assert (problem.what, problem.line) == (f"一个文件最多 {MOST_LINES} 行，这里更多。", MOST_LINES + 1)


def test_more_cells_than_a_file_of_its_size_can_mean_are_refused():
    assert refused(sheet('<row r="1">' + "<c/>" * 600_000 + "</row>")) == "工作簿里的单元格太多（连空的在内）。"


def test_more_faults_than_anybody_reads_end_the_reading():
    problems = read(text(*[f"河湾镇,C03,2026-05,x{at}," for at in range(MOST_FAULTS + 100)]), "表.csv").problems
    assert len(problems) == MOST_FAULTS + 2
    assert problems[-1].what == f"问题超过 {MOST_FAULTS} 处，后面的没有再看。"


def test_formulas_without_end_end_the_reading_too():
    header = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in HEADER.split(","))
    row = '<row><c t="inlineStr"><is><t>河湾镇</t></is></c><c/><c/><c><f>1</f></c></row>'
    assert len(read(sheet(f"<row>{header}</row>{row * (MOST_FAULTS + 100)}")).problems) == MOST_FAULTS + 2


@pytest.mark.parametrize("reference", ["a1", "A0A", "AAAA1", "$A$1", "1", "", "A" * 1000])
def test_a_cell_whose_place_is_nowhere_is_damage(reference):
    assert "损坏" in refused(sheet(f'<row r="1"><c r="{reference}"><v>1</v></c></row>'))


@pytest.mark.parametrize("row", ["0", "-1", "1048577", "x", "1e3", "9" * 5000, "²"])
def test_a_row_whose_number_is_none_is_damage(row):
    assert "损坏" in refused(sheet(f'<row r="{row}"><c><v>1</v></c></row>'))


def test_rows_and_cells_that_go_backwards_are_damage():
    assert "损坏" in refused(sheet(A_ROW.format(5) + A_ROW.format(5)))
    assert "损坏" in refused(sheet('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'))


@pytest.mark.parametrize("at", ["-1", "99", "x", "1" * 5000, "1.5"])
def test_a_shared_text_that_is_not_there_is_damage(at):
    assert "损坏" in refused(sheet(f'<row r="1"><c r="A1" t="s"><v>{at}</v></c></row>'))


# What a workbook may carry beside its figures.

@pytest.mark.parametrize(("part", "what"), [
    ("xl/vbaProject.bin", "工作簿里有宏，不能导入。"), ("xl/macrosheets/sheet1.xml", "工作簿里有宏，不能导入。"),
    ("XL/VBAPROJECT.BIN", "工作簿里有宏，不能导入。"),
    ("xl/externalLinks/externalLink1.xml", "工作簿引用了别的文件，数值可能不是这份表里的。")])
def test_macros_and_links_to_other_files_are_refused(part, what):
    assert refused(changed({part: b"x"})) == what


def test_a_sheet_that_lies_outside_the_workbook_is_damage():
    for target in ("../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"):
        raw = changed({"xl/_rels/workbook.xml.rels": lambda content, to=target: content.replace(b"/xl/worksheets/sheet1.xml", to.encode())})
        assert "损坏" in refused(raw)


@pytest.mark.parametrize(("row", "cell", "place"), [
    (("河湾镇", "C03", "2026-05", "=1+3"), "D2", "C03 · 数值"), (("河湾镇", "C03", "=B1", 4), "C2", "C03 · 月份"),
    (("=A1", "C03", "2026-05", 4), "A2", "C03 · 单位"),
    (("河湾镇", "=B1", "2026-05", 4), "B2", "指标编号"), (("河湾镇", "C03", "2026-05", 4, '=HYPERLINK("x")'), "E2", "C03 · 备注")])
def test_a_formula_in_a_column_that_is_read_is_refused_by_cell(row, cell, place):
    problem, = read(workbook(row)).problems
    assert (f"{problem.column}{problem.line}", problem.place, problem.what) == (cell, place, f"{cell} 是公式，不是填好的值。")
    assert problem.fix.startswith("公式要先粘贴为数值")


def test_a_formula_is_told_though_excel_has_reckoned_it():
    header = "".join(f'<c r="{letter}1" t="inlineStr"><is><t>{word}</t></is></c>' for letter, word in zip("ABCD", HEADER.split(","), strict=False))
    row = '<row r="2"><c r="A2" t="str"><f>X1</f><v>河湾镇</v></c><c r="D2"><f t="shared" si="0"/><v>4</v></c></row>'
    assert [problem.column for problem in read(sheet(f'<row r="1">{header}</row>{row}')).problems] == ["A", "D"]


def test_a_formula_in_a_column_that_is_not_read_or_in_a_row_without_figures_is_let_be():
    assert read(workbook(("河湾镇", "C03", "2026-05", 4, None, "=D2*2"), ("=A2", "C03", "2026-05", None))).problems == ()


@pytest.mark.parametrize("remark", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "<b>粗</b>&amp;"])
def test_text_like_formulas_and_html_in_a_remark_stays_text(remark):
    reading = read(text(f"河湾镇,C03,2026-05,4,{remark}"), "表.csv")
    assert reading.problems == () and reading.observations.table["remark"].tolist() == [remark]


def test_html_in_names_stays_text():
    problem, = read(text("<img src=x onerror=alert(1)>,C03,2026-05,4,"), "<b>表</b>.csv").problems
    assert problem.file == "b>.csv"                       # what stands before a slash would be a folder
    assert problem.what == "没有“<img src=x onerror=alert(1)>”这个单位。"


def test_a_remark_is_no_place_for_a_book():
    assert one_fault(f"河湾镇,C03,2026-05,4,{'长' * 1001}") == ("E", "备注有 1001 个字，最多 1000 个。")


# Opening a file whole, to give it back with marks in it.

def test_a_form_may_be_held_whole():
    assert may_be_held_whole(Upload("表.xlsx", GOOD)) and may_be_held_whole(Upload("表.csv", text("河湾镇,C03,2026-05,4,")))


@pytest.mark.parametrize("part", [SHEET, "xl/worksheets/sheet9.xml", "xl/styles.xml", "xl/comments/comment1.xml"])
def test_a_workbook_may_not_be_held_whole_for_what_lies_in_a_part_that_is_not_read(part):
    assert not may_be_held_whole(Upload("表.xlsx", changed({part: b"<x>" + b"<c/>" * 1_500_001 + b"</x>"})))


def test_neither_may_what_is_no_workbook_or_a_table_of_commas():
    assert not may_be_held_whole(Upload("表.xlsx", GOOD[:900]))
    assert not may_be_held_whole(Upload("表.csv", b",\n" * 1_000_000))


# What a file really is.

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(("name", "raw", "what"), [
    ("旧.xls", OLE + bytes(600), "这是旧版 Excel（.xls）的文件。"), ("改名.xlsx", OLE + bytes(600), "这是旧版 Excel（.xls）的文件。"),
    ("密码.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "工作簿加了密码。"), ("宏.xlsm", GOOD, "带宏的工作簿（.xlsm）不能导入。"),
    ("表.csv", GOOD, "文件名是 .csv，内容其实是工作簿或压缩包。"), ("表.xlsx", text("河湾镇,C03,2026-05,4,"), "文件名是 .xlsx，内容其实是文本（CSV）。"),
    ("表.xlsx", b"%PDF-1.7", "文件名是 .xlsx，内容其实是PDF 文件。"), ("表.csv", b"Rar!\x1a\x07", "文件名是 .csv，内容其实是压缩包（RAR）。"),
    ("表.csv", b"\xef\xbb\xbf<html><table>", "文件名是 .csv，内容其实是网页。"),
    ("表.xlsx", b"<?xml version='1.0'?><Workbook/>", "文件名是 .xlsx，内容其实是网页。"),
    ("表.exe", b"MZ", "不认识 .exe 文件。"), ("表.xlsx", b"\x00\x01\x02", "打不开这个工作簿，文件可能已损坏或加了密码。"),
    ("表.xlsx", b"", "打不开这个工作簿，文件可能已损坏或加了密码。"), ("表.xlsx", GOOD[:900], "打不开这个工作簿，文件可能已损坏或加了密码。"),
    ("表.csv", text("河湾镇,C03,2026-05,4,").decode().encode("utf-16"), "文件是 UTF-16 编码（“Unicode 文本”），读不了。"),
    ("表.csv", text("河湾镇,C03,2026-05,4\0,"), "文件里有空字节，不是文本文件或已损坏。"),
    ("表.csv", b"\xff\xff\x81", "文件既不是 UTF-8 也不是 GB18030 编码。")])
def test_a_file_is_told_for_what_it_really_is(name, raw, what):
    assert refused(raw, name) == what


def test_a_file_of_200_megabytes_is_refused_unread():
    assert refused(bytes(MOST_BYTES + 1), "表.csv") == "文件有 20 MB，最大 20 MB。"


def test_a_workbook_with_a_password_in_the_listing_is_refused():
    raw = bytearray(GOOD)
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(raw)) == "文件加了密码。"


# CSV.

@pytest.mark.parametrize(("rows", "line", "what"), [
    (['河湾镇,C03,2026-05,4,"拆除', "青石镇,C03,2026-05,1,"], 2, "引号没有成对，后面的内容会并进这一格。"),
    (['河湾镇,C03,2026-05,4,"拆除', '青石镇,C03,2026-05,1,"'], 2, "引号没有成对，后面的内容会并进这一格。"),
    (['河湾镇,C03,2026-05,4,"拆"除'], 2, "引号没有成对，后面的内容会并进这一格。"),
    ([f'河湾镇,C03,2026-05,4,"{"长" * 150_000}"'], 2, "这一行太长，或者引号没有成对、后面各行都并了进来。"),
    ([f'河湾镇,C03,2026-05,4,{"a" * 10_000_000}'], 2, "这一行太长，或者引号没有成对、后面各行都并了进来。")])
def test_quotes_that_do_not_pair_and_fields_without_end_are_told_by_row(rows, line, what):
    problems = read(text(*rows), "表.csv").problems
    assert [(problem.line, problem.what) for problem in problems] == [(line, what)]


def test_a_remark_may_hold_line_breaks_commas_and_quotes():
    reading = read(text('河湾镇,C03,2026-05,4,"第一，拆除""两台""', '第二, 验收"', "青石镇,C03,2026-05,1,"), "表.csv")
    assert reading.problems == () and reading.observations.table["row"].tolist() == [2, 3]


# Values.

@pytest.mark.parametrize("number", ["nan", "NaN", "inf", "-inf", "Infinity", "1_000", "0x10", "1e", "--4", "٤", "四", "½", "TRUE", "#DIV/0!", "=1+1"])
def test_what_only_a_programme_would_take_for_a_number_is_none(number):
    assert one_fault(f"河湾镇,C03,2026-05,{number},") == ("D", f"'{number}' 不是数字。")


@pytest.mark.parametrize("number", ["1e999", "9" * 400, "1e13", "-1e13"])
def test_numbers_beyond_all_measure_are_refused_and_shown_short(number):
    column, what = one_fault(f"河湾镇,C03,2026-05,{number},")
    assert column == "D" and what.endswith(" 太大，超过一万亿。") and len(what) < 90


@pytest.mark.parametrize(("cell", "what"), [
    ("<v>NaN</v>", "'NaN' 不是数字。"), ("<v>1e999</v>", "'1e999' 太大，超过一万亿。"), (f"<v>{'9' * 400}</v>", f"'{'9' * 60}…' 太大，超过一万亿。"),
    ("<v>4 </v>", None), ('<v>1</v>" t="b', "'True' 不是数字。"), ('<v>#N/A</v>" t="e', "'#N/A' 不是数字。"),
    ('<v>2026-05-04</v>" t="d', "'2026-05-04 00:00:00' 不是数字。")])
def test_numbers_of_a_workbook_are_held_to_the_same(cell, what):
    content, _, kind = cell.partition('"')
    header = "".join(f'<c r="{letter}1" t="inlineStr"><is><t>{word}</t></is></c>' for letter, word in zip("ABCD", HEADER.split(","), strict=False))
    words = "".join(f'<c r="{letter}2" t="inlineStr"><is><t>{word}</t></is></c>' for letter, word in zip("ABC", ("河湾镇", "C03", "2026-05"), strict=True))
    kind = f"{kind}\"" if kind else ""
    reading = read(sheet(f'<row r="1">{header}</row><row r="2">{words}<c r="D2"{kind}>{content}</c></row>'))
    assert [problem.what for problem in reading.problems] == ([what] if what else [])


def test_full_width_digits_and_letters_are_read_as_what_they_are():
    reading = read(text("河湾镇,Ｃ０３,２０２６年５月,１２．５,"), "表.csv")
    assert reading.problems == ()
    assert reading.observations.table[["indicator", "month", "value"]].to_numpy().tolist() == [["C03", "2026-05", 12.5]]


@pytest.mark.parametrize(("month", "what"), [
    ("1900-01-01", "没有 1900 年的考核细则。"), ("9999-12-31", "9999-12 还没有到。"), ("0000-05", "没有 0 年的考核细则。"), ("20260-5", "“20260-5”不是月份。"),
    ("46388", "2027-01 还没有到。"), ("1", "“1”不是月份。"), ("2026-05\x1b[31m", "“2026-05 [31m”不是月份。")])
def test_months_out_of_all_time_are_told(month, what):
    assert one_fault(f"河湾镇,C03,{month},4,") == ("C", what)


@pytest.mark.parametrize(("day", "what"), [
    (date(1900, 1, 1), "没有 1900 年的考核细则。"), (date(9999, 12, 31), "9999-12 还没有到。"), (46143, None), (2958465, "“2958465”不是月份。")])
def test_dates_of_a_workbook_out_of_all_time_are_told(day, what):
    assert [problem.what for problem in read(workbook(("河湾镇", "C03", day, 4))).problems] == ([what] if what else [])
