"""The clerk's 汇总表: units down the rows, indicators across the columns, the month above or in a column.

A column is named by its indicator's id (C03; C03 燃煤锅炉淘汰; C05·省巡查; I01 分母) or its full name; parts, 分母 and 计量单位 may stand
in rows of their own below.  A column that holds numbers and names nothing is told rather than passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from readiness.observations.layouts.strangers import Strangers, is_number
from readiness.observations.layouts.title import Title
from readiness.observations.rows import Known, Page, Row, clean, heads_of, letters, narrow, picked, said, twice
from readiness.observations.sheet import Formula, Line, letter

_UNIT_WORDS = ("单位名称", "乡镇", "乡镇名称", "乡镇（街道）", "乡镇(街道)", "部门", "部门名称")
_TOTALS = ("合计", "小计", "总计", "平均", "平均值", "全县合计")
_NO_FIGURES = ("序号", "排名", "名次", "联系电话", "电话", "手机", "联系人", "填报人", "填报时间", "填报日期", "总分", "得分", "合计")
_BELOW = ("", "分项", "数据项", "计量单位", "单位", "指标名称")
_ID = re.compile(r"([A-Za-z]{1,4}[-_]?\d{1,4}[a-z]?)(?![A-Za-z0-9.])")
_BETWEEN = " ·・.、:：-—_/()（）[]【】"
_FIXED = ("unit", "month", "remark")
_ROWS_BELOW = 3


@dataclass
class Asked:
    """What a column holds: figures of an indicator, of one of its parts, or their denominators."""

    indicator: str
    part: str = ""
    code: str = "value"
    measure: str = ""
    own: bool = True        # whether the column has a head of its own, and not that of the column to its left


@dataclass
class Heads:
    """The columns of the header, by what they are."""

    fixed: dict[str, int]
    asked: dict[int, Asked]
    strange: dict[int, str] = field(default_factory=dict)


def header(cells: Sequence[Any], above: Mapping[str, int], known: Known) -> Heads | None:
    """The columns, where this row is such a header; what `above` found may stand in a row over it."""
    found = _fixed(cells)
    if {"value", "indicator"} & set(found):
        return None
    fixed = {code: at for code, at in {**above, **found}.items() if code in _FIXED}
    taken = set(fixed.values())
    heads = Heads(fixed, {at: asked for at, cell in enumerate(cells) if at not in taken and (asked := _asked(cell, known))})
    sure = any(asked.indicator in known.parts for asked in heads.asked.values())
    if "unit" not in fixed or not sure:
        return None
    heads.strange = {at: clean(cell) for at, cell in enumerate(cells) if at not in taken and at not in heads.asked}
    return heads


def above(cells: Sequence[Any]) -> dict[str, int]:
    """The columns of unit and month in a row over the header, where cells were merged downwards."""
    return {code: at for code, at in _fixed(cells).items() if code in _FIXED}


def _fixed(cells: Sequence[Any]) -> dict[str, int]:
    found = heads_of(cells)
    other = next((at for at, cell in enumerate(cells) if clean(cell) in _UNIT_WORDS), None)
    return {"unit": other, **found} if other is not None else found


def _asked(cell: Any, known: Known) -> Asked | None:
    """What a head names; an id that no rubric has is named all the same, and told where rows are checked."""
    text = narrow(said(cell, 200)).strip()
    if text in known.names:
        return Asked(known.names[text])
    found = _known_id(text, known) or _ID.match(text)
    if not found:
        return None
    indicator, rest = (found, text[len(found):]) if isinstance(found, str) else (found[1], text[found.end():])
    asked = Asked(indicator)
    _qualify(asked, rest, known)
    return asked


def _known_id(text: str, known: Known) -> str:
    """The longest id that the text begins with and that does not run on."""
    fitting = (key for key in known.parts if text.startswith(key) and not re.match(r"[A-Za-z0-9_]", text[len(key):]))
    return max(fitting, key=len, default="")


def _qualify(asked: Asked, rest: str, known: Known) -> None:
    """What is said after the id: a part, 分母, or no more than the indicator's name."""
    parts = known.parts.get(asked.indicator, frozenset())
    words = rest.strip(_BETWEEN).strip()
    if words.endswith("分母"):
        asked.code, words = "base", words.removesuffix("分母").strip(_BETWEEN).strip()
    words = words.removesuffix("数值").strip(_BETWEEN).strip()
    fitting = (part for part in parts if part and words.endswith(part))
    if part := max(fitting, key=len, default=""):
        asked.part = part
    elif rest[:1] in ("·", "・"):
        asked.part = words


def rows(lines: Iterator[Line], heads: Heads, top: Line, title: Title, page: Page) -> Iterator[Row]:
    """A row for each figure, with its denominator where that has a column."""
    number, cells = top
    given = title.given("month") if "month" not in heads.fixed else {}
    if any([twice(cells, heads.fixed, number, page), _no_month(heads, given, number, page)]):
        return
    lines = _below(lines, heads, page.known)
    reader = _Reader(heads, top, title, given, page)
    if not reader.doubled(cells):
        for line in lines:
            yield from reader.rows(line)


def _no_month(heads: Heads, given: Mapping[str, str], line: int, page: Page) -> bool:
    if "month" in heads.fixed or given:
        return False
    page.fault(line, "表头", "看不出是哪个月的数据。", "在标题里写上“报送月份：2026年5月”，或加上“月份”一列。")
    return True


def _below(lines: Iterator[Line], heads: Heads, known: Known) -> Iterator[Line]:
    """Takes the rows of parts, 分母 and measures that belong to the header; the lines after them."""
    for _ in range(_ROWS_BELOW):
        line = next(lines, None)
        if line is None:
            return iter(())
        if not _belongs(line[1], heads):
            return chain([line], lines)
        _take_below(line[1], heads, known)
    return lines


def _belongs(cells: Sequence[Any], heads: Heads) -> bool:
    """Whether a row is still header: it names no unit, and words stand where figures would."""
    at = heads.fixed["unit"]
    label = clean(cells[at]) if at < len(cells) else ""
    under = [cell for at, cell in enumerate(cells) if cell is not None and cell != "" and (at in heads.asked or at in heads.strange)]
    return label in _BELOW and bool(under) and all(isinstance(cell, str) and not is_number(cell) for cell in under)


def _take_below(cells: Sequence[Any], heads: Heads, known: Known) -> None:
    label = clean(cells[heads.fixed["unit"]]) if heads.fixed["unit"] < len(cells) else ""
    left: Asked | None = None
    for at in range(max([len(cells), *(at + 1 for at in heads.asked)])):
        word = clean(cells[at]) if at < len(cells) else ""
        left = heads.asked.get(at) if at in heads.asked and heads.asked[at].own else left if not heads.strange.get(at) else None
        if not word or left is None or at in heads.fixed.values():
            continue
        asked = heads.asked.setdefault(at, Asked(left.indicator, own=False))
        heads.strange.pop(at, None)
        _name_below(asked, label, word, known)


def _name_below(asked: Asked, label: str, word: str, known: Known) -> None:
    parts = known.parts.get(asked.indicator, frozenset())
    if label == "计量单位":
        asked.measure = word
    elif label != "指标名称" and known.names.get(word) != asked.indicator:
        base = word.endswith("分母")
        asked.code = "base" if base else asked.code
        part = word.removesuffix("分母" if base else "数值").strip(_BETWEEN)
        asked.part = word if word in parts else part or asked.part


class _Reader:
    """Lines taken apart into figures; a column's figures and their denominators are brought together."""

    def __init__(self, heads: Heads, line: Line, title: Title, given: dict[str, str], page: Page) -> None:
        top = line[0]
        self.heads, self.top, self.title, self.given, self.page = heads, top, title, given, page
        self.groups: dict[tuple[str, str], dict[str, int]] = {}
        self.columns = letters(heads.fixed) | {code: title.place(code)[1] for code in given}
        self.above = {code: title.place(code)[0] for code in given} | dict.fromkeys(("indicator", "part", "measure"), top)
        strange = {at: word for at, word in heads.strange.items() if word not in _NO_FIGURES}
        explained = {*heads.asked, *heads.fixed.values()}
        self.strangers = Strangers(strange, len(line[1]), explained, top, page, "是哪个指标", "表头写指标编号，如 C03、“C05·分项”、“I01 分母”；不要的列删去。")

    def doubled(self, cells: Sequence[Any]) -> bool:
        """Gathers the columns of each figure; tells two of the same."""
        before = len(self.page.problems)
        for at, asked in sorted(self.heads.asked.items()):
            group = self.groups.setdefault((asked.indicator, asked.part), {})
            if group.setdefault(asked.code, at) != at:
                word = clean(cells[at]) if at < len(cells) else ""
                what = f"“{said(' · '.join(filter(None, (asked.indicator, asked.part))))}”出现了两次（{letter(group[asked.code])} 列和 {letter(at)} 列）。"
                self.page.fault(self.top, "表头", what, "留一列；是分母的写明“分母”，是分项的写明分项。", at, word)
        return len(self.page.problems) > before

    def rows(self, line: Line) -> Iterator[Row]:
        """The figures of one unit, or of none where the line is a total."""
        number, cells = line
        fixed = picked(cells, self.heads.fixed)
        if clean(fixed.get("unit")) in _TOTALS:
            return
        self.strangers.tell(cells)
        for (indicator, part), group in self.groups.items():
            found = {code: at for code, at in group.items() if at < len(cells) and cells[at] is not None and cells[at] != ""}
            if found and not self._formula(number, indicator, cells, found, fixed):
                yield self._row(number, cells, fixed, (indicator, part), found)

    def _formula(self, line: int, indicator: str, cells: Sequence[Any], found: dict[str, int], fixed: dict[str, Any]) -> bool:
        places = [*found.values(), *(self.heads.fixed[code] for code in fixed)]
        formulas = [at for at in places if isinstance(cells[at], Formula)]
        for at in formulas:
            self.page.formula(line, indicator if at in found.values() else "", f"{letter(at)} 列", at, cells[at])
        return bool(formulas)

    def _row(self, line: int, cells: Sequence[Any], fixed: dict[str, Any], key: tuple[str, str], found: dict[str, int]) -> Row:
        at, group = next(iter(found.values())), self.groups[key]
        of = {"indicator": key[0], "part": key[1], "measure": self.heads.asked[at].measure}
        columns = {**self.columns, **dict.fromkeys(of, letter(at)), **{code: letter(place) for code, place in group.items()}}
        named = {code: f"{letter(place)} 列" for code, place in group.items()}
        filled = {**self.given, **fixed, **{code: word for code, word in of.items() if word}, **{code: cells[place] for code, place in found.items()}}
        return Row(self.page.file, self.page.sheet, line, self.title.declared, filled, columns, self.above, named)
