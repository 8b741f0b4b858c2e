"""Forms that `check` must refuse, in the layout of the real ones: what goes wrong in a county, one fault a file, then all."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from data.make_demo.forms import Row, fill_sheet, save

TITLE = "青澜县环境保护考核指标月报（乡镇）  报送月份：2026年5月"

_GOOD: list[Row] = [
    ("河湾镇", "C03", "燃煤锅炉淘汰改造完成数", None, "2026年5月", "台", 1, None, None),
    ("河湾镇", "E02", "生活垃圾无害化处理率", None, "2026年5月", "%", 96.8, None, None),
    ("河湾镇", "I01", "环境信访投诉按期办结率", None, "2026年5月", "%", 7, 8, None),
]
FAULTS: dict[str, list[Row]] = {
    "迟报": [("柳塘镇", "C03", "燃煤锅炉淘汰改造完成数", None, "2026年3月", "台", 1, None, "3月漏报，补报")],
    "重复": [("河湾镇", "C03", "燃煤锅炉淘汰改造完成数", None, "2026年5月", "台", 2, None, "更正")],
    "单位错": [("双桥镇", "E02", "生活垃圾无害化处理率", None, "2026年5月", "个", 12, None, None)],
    "超范围": [("双桥镇", "E03", "生活垃圾资源化利用率", None, "2026年5月", "%", 380, None, None)],
    "未来月份": [("青石镇", "H03", "环保专项行动任务完成率", None, "2026年6月", "%", 48, None, None)],
    "没有分母": [("青石镇", "I01", "环境信访投诉按期办结率", None, "2026年5月", "%", 6, None, None)],
    "不是数字": [("沙湾镇", "C03", "燃煤锅炉淘汰改造完成数", None, "2026年5月", "台", "1台", None, None)],
    "没有这个乡镇": [("河弯镇", "E02", "生活垃圾无害化处理率", None, "2026年5月", "%", 97.1, None, None)],
}


def write_faulty(folder: Path) -> None:
    """One workbook for each fault, and one with all of them."""
    for name, rows in FAULTS.items():
        _write(folder / f"2026-05_{name}.xlsx", [*_GOOD, *rows])
    _write(folder / "2026-05_全部.xlsx", [*_GOOD, *(row for rows in FAULTS.values() for row in rows)])


def _write(path: Path, rows: list[Row]) -> None:
    book = Workbook()
    book.remove(book.active)
    fill_sheet(book.create_sheet("乡镇"), TITLE, rows)
    save(book, path)
