"""Figures laid out as the forms that come in: a CSV of a whole year, a workbook of a month."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from data.make_demo.assemble import in_order
from data.make_demo.world import Figure, Figures, Key, World
from readiness.rubric import Indicator

HEADERS = ("单位", "指标编号", "指标名称", "分项", "月份", "计量单位", "数值", "分母", "备注")
WIDTHS = (18, 10, 38, 24, 12, 10, 10, 10, 36)
REMARKS = {"F03": "数值为本季用量（吨），分母为上年同季用量（吨）", "F04": "数值为本季用量（吨），分母为上年同季用量（吨）"}
Row = tuple[str | float | None, ...]


def write_year(path: Path, world: World, figures: Figures) -> None:
    """A year as one CSV, as Excel writes it: UTF-8 with BOM."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(_row(world, key, figures[key], f"{world.year}-{key.month:02d}") for key in in_order(world, figures))


def write_month(path: Path, world: World, figures: Figures, month: int) -> None:
    """A month as a workbook: townships on one sheet, departments and the county on the other."""
    keys = in_order(world, {key: figure for key, figure in figures.items() if key.month == month})
    townships = {unit.id for unit in world.county.of_kind("township")}
    name = f"{world.year}年{month}月"
    book = Workbook()
    book.remove(book.active)
    for title, here in (("乡镇", True), ("部门和县", False)):
        rows = (_row(world, key, figures[key], name) for key in keys if (key.unit in townships) is here)
        fill_sheet(book.create_sheet(title), f"{world.county.whole.name}环境保护考核指标月报（{title}）  报送月份：{name}", rows)
    save(book, path)


def _row(world: World, key: Key, figure: Figure, month: str) -> Row:
    item = world.rubric.indicators.get(key.indicator)
    unit = world.county.units[key.unit].name
    return (unit, key.indicator, item.name if item else _event_name(world, key.indicator), key.part or None, month,
            _measure(item, key.part), _plain(figure.value), _plain(figure.base), REMARKS.get(key.indicator))


def _event_name(world: World, key: str) -> str:
    return {**world.rubric.bonus, **world.rubric.deductions, **world.rubric.vetoes}[key].name


def _measure(item: Indicator | None, part: str) -> str | None:
    """The indicator's measure; none for parts that count something else than a percentage or points."""
    if item is None:
        return "次"
    counts_else = bool(part) and item.measure in ("%", "分") and item.rule.type != "weighted"
    return None if counts_else else item.measure


def _plain(number: float | None) -> float | int | None:
    """A whole number without a decimal point."""
    return None if number is None else int(number) if float(number).is_integer() else float(number)


def fill_sheet(sheet: Worksheet, title: str, rows: Iterable[Row]) -> None:
    """The title, the header, the rows; header frozen, columns wide enough."""
    sheet.append([title])
    sheet.append(HEADERS)
    for row in rows:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True, size=14)
    for cell in sheet[2]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.alignment = Alignment(horizontal="center")
    sheet.freeze_panes = "A3"
    for letter, width in zip("ABCDEFGHI", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width


def save(book: Workbook, path: Path) -> None:
    """The workbook with every date in it fixed, so that the same figures give the same file."""
    made = BytesIO()
    book.save(made)
    with ZipFile(made) as before, ZipFile(path, "w", ZIP_DEFLATED) as after:
        for name, content in _undated(before):
            after.writestr(ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)


def _undated(book: ZipFile) -> Iterator[tuple[str, bytes]]:
    for name in book.namelist():
        content = book.read(name)
        if name == "docProps/core.xml":
            stamp = datetime(2026, 1, 1).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
            content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", stamp, content)
        yield name, content
