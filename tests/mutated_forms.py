"""Real forms of the demo county, spoilt in every way that bytes, archives, XML and cells can be, each from a seed of its own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from openpyxl import load_workbook

from readiness.observations import Upload

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo"
SHEET = "xl/worksheets/sheet1.xml"
HEADER = ["单位", "指标编号", "指标名称", "分项", "月份", "计量单位", "数值", "分母", "备注"]
NASTY = [
    "", " ", "　", "0", "-0", "-1", "1e999", "-1e308", "1e-400", "nan", "inf", "-inf", "9" * 400, "1_000", "1,234.5", "1，234", "12台",
    "95%", "０", "１２．５", "½", "²", "٤", "十", "是", "否", "√", "2026-05", "2026年5月", "2026-13", "0000-00", "9999-12-31", "1900-01-01",
    "46143", "202605", "五月", "2026-05-31 00:00:00", "=1+1", "=cmd|' /C calc'!A0", "+1", "-2+3", "@x", "<script>", "&amp;", "]]>",
    "'; DROP TABLE batches; --", "../../x", "C:\\x", "\\", '"', '""', ",", "，", "\n", "\r\n", "\t", "\x1b[31m", "\x7f", "\u202e", "\ufeff",
    "\ufffe", "\u2028", "𠮷", "👨‍👩‍👧", "é", "长" * 1001, "a" * 40_000, "河湾镇", "河弯镇", "T01", "青澜县", "生态环境局", "C03", "C033", "I01",
    "I01 分母", "C05·省巡查", "V01", "c03", "Ｃ０３", "单位", "指标编号", "数值", "分母", "月份", "1月", "13月", "2026年", "报送月份：2026年5月",
    "报送月份：2026年99月", "填报单位：河湾镇", "填报单位", "合计", "数据项", "计量单位", "None", "True", "#DIV/0!", "#N/A", "0x1F", "1.5.2", "٢٠٢٦-٠٥"]
XML_NASTY = [
    b"", b"<", b">", b"&", b"&#0;", b"&#x1F600;", b"&x;", b"<!--", b"<![CDATA[", b"]]>", b"<c>", b"</c>", b"<row>", b"</row>", b"<v>", b"</v>",
    b'r="A1"', b'r="XFD1048576"', b'r="9999999"', b't="s"', b't="b"', b't="e"', b't="d"', b't="n"', b's="1"', b's="99"', b"<f>1+1</f>", b"<is>",
    b"<rPh><t>x</t></rPh>", b"<!DOCTYPE x>", b'<?xml version="1.0" encoding="UTF-16"?>', b'<?xml version="1.0" encoding="gb2312"?>', b"\x00",
    b"\xff", b"1e999", b"-1", b"9" * 400, b"</sheetData>", b'xmlns:x="x"', b"<x:c>", b'state="hidden"', b'date1904="1"', b'Target="x.xml"',
    b'TargetMode="External"']


def grid(random: Random) -> list[list[object]]:
    """A form in one of the three layouts, of a few real rows."""
    rows = random.sample(_real_rows(), random.randint(1, 8))
    if random.random() < 0.5:
        return [["月报  报送月份：2026年5月"], list(HEADER), *(list(row) for row in rows)]
    ids = list(dict.fromkeys(row[1] for row in rows))
    units = list(dict.fromkeys(row[0] for row in rows))
    if random.random() < 0.5:
        return [["2026年5月汇总表"], *_heads(ids, rows, random), *([unit, *(random.choice(rows)[6] for _ in ids)] for unit in units)]
    return [["2026年度  填报单位：", units[0]], ["指标编号", "分项", "数据项", *(f"{month}月" for month in range(1, 6))],
            *([row[1], row[3], random.choice(["", "数值", "分母"]), *(row[6] for _ in range(5))] for row in rows)]


def _heads(ids: list[object], rows: list[list[object]], random: Random) -> list[list[object]]:
    """Heads of a 汇总表: in one row, with parts or measures in a row below, or with blocks in a row above."""
    below = [random.choice([None, "分母", random.choice(rows)[3]]) for _ in ids]
    return random.choice([[["单位", *ids, "备注"]], [["单位", *ids], [None, *below]], [["单位", *ids], ["计量单位", *(row[5] for row in rows)]],
                          [["单位", "大气", "备注", "月份"], [None, *ids]], [["单位", ids[0]], [None, *below]]])


@cache
def _real_rows() -> list[list[object]]:
    book = load_workbook(DEMO / "2026-05.xlsx")
    return [list(row) for sheet in book.worksheets for row in sheet.iter_rows(min_row=3, values_only=True)]


@cache
def _good_parts() -> dict[str, bytes]:
    """The demo's form with the rows of its first sheet cut to ten."""
    with ZipFile(DEMO / "2026-05.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for name in (SHEET, "xl/worksheets/sheet2.xml"):
        rows = re.findall(rb"<row .*?</row>", parts[name], re.DOTALL)
        start, rest = parts[name].split(b"<sheetData>")[0], parts[name].split(b"</sheetData>")[1]
        parts[name] = start + b"<sheetData>" + b"".join(rows[:10]) + b"</sheetData>" + rest
    return parts


def packed(parts: dict[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", how) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return made.getvalue()


def as_xlsx(rows: list[list[object]]) -> bytes:
    """Cells as a writer of workbooks would write them, in the good workbook."""
    lines = []
    for line, cells in enumerate(rows, start=1):
        written = "".join(_cell(cell) for cell in cells)
        lines.append(f'<row r="{line}">{written}</row>')
    body = f"<worksheet><sheetData>{''.join(lines)}</sheetData></worksheet>"
    return packed({**_good_parts(), SHEET: body.encode("utf-8", "replace")})


def _cell(cell: object) -> str:
    if cell is None:
        return "<c/>"
    if isinstance(cell, (int, float)):
        return f"<c><v>{cell}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(str(cell))}</t></is></c>'


def as_csv(rows: list[list[object]], random: Random) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=random.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), lineterminator=random.choice(["\n", "\r\n"])).writerows(rows)
    encoding = random.choice(["utf-8", "utf-8-sig", "gb18030"])
    return out.getvalue().encode(encoding, "replace")


def spoilt_cells(random: Random) -> list[list[object]]:
    """A form with some of its cells, rows or columns replaced, moved, doubled or dropped."""
    rows = grid(random)
    for _ in range(random.randint(1, 6)):
        row = random.choice(rows)
        at = random.randrange(len(row)) if row else 0
        random.choice([
            lambda row=row, at=at: row.__setitem__(slice(at, at + 1), [random.choice(NASTY)]),
            lambda row=row, at=at: row.insert(at, random.choice(NASTY)),
            lambda row=row, at=at: row.__delitem__(slice(at, at + 1)),
            lambda row=row: rows.insert(random.randrange(len(rows) + 1), list(row)),
            lambda: random.shuffle(rows), lambda row=row: random.shuffle(row),
            lambda row=row, at=at: row.__setitem__(slice(at, at + 1), [random.choice([True, 1e308, -5, 46143, 3.5, None, 0])])])()
    return rows


def spoilt_bytes(raw: bytes, random: Random) -> bytes:
    """Some bytes flipped, dropped, doubled, put in, or the rest cut off."""
    changed = bytearray(raw)
    for _ in range(random.choice([1, 1, 2, 5, 20])):
        at = random.randrange(len(changed) + 1)
        size = random.choice([1, 2, 4, 16, 200])
        piece = bytes(changed[at:at + size])
        flipped = bytes(byte ^ 1 << random.randrange(8) for byte in piece)
        new = random.choice([random.randbytes(len(piece)), b"", piece * 2, b"\x00" * size, b"\xff" * size, flipped])
        changed[at:at + size] = new
    return bytes(changed[:random.randrange(len(changed) + 1)] if random.random() < 0.2 else changed)


def spoilt_xml(content: bytes, random: Random) -> bytes:
    """Marks of XML put in, put in the place of others, or taken out."""
    for _ in range(random.choice([1, 1, 2, 6])):
        tokens = list(re.finditer(rb'<[^<>]*>|"[^"]*"|>[^<]+<', content))
        if not tokens:
            return content
        spot = random.choice(tokens)
        new = random.choice(XML_NASTY)
        start, end = random.choice([spot.span(), (spot.start(), spot.start()), (spot.end(), spot.end()), (spot.start() + 1, spot.end() - 1)])
        content = content[:start] + new + content[end:]
    return content


def _archive(random: Random) -> bytes:
    parts = dict(_good_parts())
    names = list(parts)
    for _ in range(random.randint(1, 3)):
        one, other = random.choice(names), random.choice(names)
        random.choice([lambda one=one: parts.pop(one, None), lambda one=one, other=other: parts.__setitem__(one, _good_parts()[other]),
                       lambda one=one: parts.__setitem__(one.upper(), _good_parts()[one]), lambda one=one: parts.__setitem__(one, b""),
                       lambda one=one: parts.__setitem__(one, random.randbytes(200)), lambda one=one: parts.__setitem__("../" + one, b"x")])()
    raw = packed(parts, random.choice([ZIP_DEFLATED, ZIP_STORED]))
    return _spoilt_listing(raw, random) if random.random() < 0.5 else raw


def _spoilt_listing(raw: bytes, random: Random) -> bytes:
    """The listing at the end of an archive, or the head of a part, with other numbers in it."""
    changed = bytearray(raw)
    heads = [found.start() for found in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", raw)]
    for _ in range(random.randint(1, 3)):
        at = random.choice(heads) + random.randrange(4, 30)
        changed[at:at + 1] = random.choice([b"\x00", b"\xff", b"\x01", bytes([random.randrange(256)])])
    return bytes(changed)


def _xml(random: Random) -> bytes:
    parts = dict(_good_parts())
    name = random.choice([SHEET, SHEET, SHEET, *parts])
    return packed({**parts, name: spoilt_xml(parts[name], random)})


MUTATIONS: dict[str, Callable[[Random], Upload]] = {
    "bytes of a workbook": lambda random: Upload("表.xlsx", spoilt_bytes(packed(_good_parts()), random)),
    "bytes of a stored workbook": lambda random: Upload("表.xlsx", spoilt_bytes(packed(_good_parts(), ZIP_STORED), random)),
    "the archive": lambda random: Upload("表.xlsx", _archive(random)),
    "the XML": lambda random: Upload("表.xlsx", _xml(random)),
    "cells of a workbook": lambda random: Upload("表.xlsx", as_xlsx(spoilt_cells(random))),
    "cells of a CSV": lambda random: Upload("表.csv", as_csv(spoilt_cells(random), random)),
    "bytes of a CSV": lambda random: Upload("表.csv", spoilt_bytes(as_csv(grid(random), random), random)),
    "the name": lambda random: Upload(random.choice(NASTY) + random.choice([".csv", ".xlsx", ".XLSX", ".xls", ""]),
                                      random.choice([as_csv(grid(random), random), packed(_good_parts()), random.randbytes(50)])),
}
