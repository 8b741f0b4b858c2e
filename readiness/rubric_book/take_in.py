"""Rows of the workbook put together into one rubric, each setting with the cell that it stands in.

    rows → paths and values → plain data in order; faults by sheet and cell, all of them
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readiness.problems import did_you_mean
from readiness.rubric_book.book_document import BookDocument
from readiness.rubric_book.cells import decode, points_elsewhere
from readiness.rubric_book.paths import Unreadable, names, names_written, steps
from readiness.rubric_book.places import place
from readiness.rubric_book.sheets import (
    ADJUSTMENTS,
    CATEGORIES,
    CATEGORY,
    EXAMPLES,
    GENERAL,
    HELP,
    ID,
    INDICATORS,
    KEYS,
    NUMBER,
    ORDER,
    PARAMETERS,
    PATH,
    TITLES,
    VALUE,
    WHOLE,
    Cell,
    Row,
)
from readiness.rubric_book.tree import Tree
from readiness.yaml_file import Path_, place_of


class Fault(Exception):
    """One thing wrong with one cell."""

    def __init__(self, cell: Cell, what: str, fix: str) -> None:
        super().__init__(what)
        self.cell, self.what, self.fix = cell, what, fix


def taken_in(sheets: Mapping[str, Sequence[Row]], file: str) -> BookDocument:
    """The rubric that the rows of all sheets make."""
    return _Taking(BookDocument(file)).all(sheets)


@dataclass
class _Taking:
    document: BookDocument
    indicators: dict[str, Path_] = field(default_factory=dict)
    categories: dict[tuple[str, ...], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tree = Tree(self._tell)

    def _tell(self, path: Path_, cell: Cell, what: str, fix: str) -> None:
        self.document.problems.append(self.document.problem_in(cell, place_of(path), what, fix))

    def all(self, sheets: Mapping[str, Sequence[Row]]) -> BookDocument:
        """Sheet by sheet, what others refer to first."""
        for title, take in ((GENERAL, self._setting), (ADJUSTMENTS, self._setting), (CATEGORIES, self._category_named)):
            self._each(sheets.get(title, ()), take)
        self._each(sheets.get(CATEGORIES, ()), self._category)
        self._each(sheets.get(INDICATORS, ()), self._indicator)
        self._each(sheets.get(PARAMETERS, ()), self._parameter)
        self._examples(sheets.get(EXAMPLES, ()))
        self.document.data = self.tree.data()
        self._each(sheets.get(ORDER, ()), self._order)
        self.document.cells = {**self.tree.seats, **{path: cell for path, cell in self.tree.cells() if path}}
        return self.document

    def _each(self, rows: Iterable[Row], take: Callable[[Row], None]) -> None:
        for row in rows:
            try:
                take(row)
            except Fault as fault:
                self._tell((), fault.cell, fault.what, fault.fix)

    def _setting(self, row: Row) -> None:
        path = _path(row)
        self._put(path, row, VALUE)

    def _category_named(self, row: Row) -> None:
        """All names first: a category may stand above the one that it is in."""
        named = _category_names(row)
        if named in self.categories:
            raise Fault(row.cells[CATEGORY], f"板块 {names_written(named)} 在 {self.categories[named].name} 已经写过。", "删去其中一行，或换一个编号。")
        self.categories[named] = row.cells[CATEGORY]

    def _category(self, row: Row) -> None:
        named = names(str(row.values[CATEGORY])) if row.cells[CATEGORY] in self.categories.values() else ()
        if not named:
            return
        if named[:-1] and named[:-1] not in self.categories:
            self._tell((), row.cells[CATEGORY], f"没有上级板块 {names_written(named[:-1])}。", "先加一行写上级板块，或改板块编号。")
        self._settings(row, self._path_of(named), (CATEGORY,))

    def _path_of(self, named: tuple[str, ...]) -> Path_:
        """Where a category stands; what is missing above it was told and is passed over."""
        there = [named[at] for at in range(len(named)) if named[:at + 1] in self.categories]
        return tuple(step for name in there for step in ("categories", name))

    def _indicator(self, row: Row) -> None:
        key = _key(row, ID)
        if key in self.indicators:
            cell = self._cell_of(self.indicators[key])
            raise Fault(row.cells[ID], f"编号 {key} 在 {cell.name} 已经用过。", "换一个编号。")
        path = self.indicators[key] = (*self._path_of(self._category_of(row)), "indicators", key)
        self._settings(row, path, (ID, CATEGORY))

    def _category_of(self, row: Row) -> tuple[str, ...]:
        """The category of an indicator; where it names none, that is told, and the first takes it, so that the rest is looked at."""
        try:
            named = _category_names(row)
        except Fault as fault:
            self._tell((), fault.cell, fault.what, fault.fix)
            named = ()
        if named and named not in self.categories:
            known = [names_written(one) for one in self.categories]
            self._tell((), row.cells[CATEGORY], f"没有 {names_written(named)} 这个板块。",
                       did_you_mean(names_written(named), known, "先在工作表“板块”里加上，或改成已有的板块编号。"))
        return named if named in self.categories else next(iter(self.categories), ("",))

    def _cell_of(self, path: Path_) -> Cell:
        """Where the block at `path` was opened."""
        return self.tree.reserve(path, Cell("", 0, "")).cell

    def _parameter(self, row: Row) -> None:
        base = self._owner(row)
        self._put((*base, *_path(row)), row, VALUE)

    def _owner(self, row: Row) -> Path_:
        key = _key(row, ID)
        if key not in self.indicators:
            raise Fault(row.cells[ID], f"工作表“指标”里没有编号 {key}。", did_you_mean(key, self.indicators, "核对指标编号。"))
        return self.indicators[key]

    def _examples(self, rows: Sequence[Row]) -> None:
        """Numbers tell the order and no more: a row may be taken out without counting anew."""
        count: dict[Path_, int] = {}

        def take(row: Row) -> None:
            base = self._owner(row)
            at = count[base] = count.get(base, -1) + 1
            self._settings(row, (*base, "examples", at), (ID, NUMBER))

        self._each(sorted(rows, key=_number), take)

    def _order(self, row: Row) -> None:
        """The order of settings that columns and rows could not show; names that are gone do no harm."""
        wanted = _read(row, KEYS, names)
        path = () if str(row.values.get(PATH, "")).strip() == WHOLE else _path(row)
        block = _at(self.document.data, path)
        if isinstance(block, dict):
            ordered = {name: block.pop(name) for name in wanted if name in block}
            block.update({**ordered, **{name: block.pop(name) for name in list(block)}})

    def _settings(self, row: Row, base: Path_, keys: tuple[str, ...]) -> None:
        """A block of settings, one in each column."""
        self.tree.block(base, row.cells[keys[0]])
        for code, cell in row.cells.items():
            if code in keys or code in HELP:
                continue
            path = (*base, *steps(code))
            for length in range(len(base) + 1, len(path) + 1):
                self.tree.seats.setdefault(path[:length], cell)
            if points_elsewhere(row.values.get(code)):
                self.tree.reserve(path, cell)
            elif code in row.values:
                self._put(path, row, code)

    def _put(self, path: Path_, row: Row, code: str) -> None:
        cell = row.cells[code]
        if code not in row.values:
            self._tell(path, cell, "值是空的。", "填上值；不要这个设置就删去整行。")
            return
        name = next((step for step in reversed(path) if isinstance(step, str)), "")
        try:
            self.tree.put(path, decode(row.values[code], name, place(path)), cell)
        except Unreadable as why:
            self._tell(path, cell, str(why), why.fix)


def _number(row: Row) -> float:
    number = row.values.get(NUMBER)
    return float(number) if isinstance(number, int | float) or isinstance(number, str) and number.strip().isdecimal() else float("inf")


def _key(row: Row, code: str) -> str:
    """An id; one that looks like a number is one to Excel."""
    if code not in row.values:
        raise Fault(row.cells[code], f"{TITLES[code]}是空的。", f"填上{TITLES[code]}；不要的行整行删去。")
    try:
        key = decode(row.values[code], "", place((code,)))
    except Unreadable as why:
        raise Fault(row.cells[code], str(why), why.fix) from None
    return key if isinstance(key, str) else str(key)


def _path(row: Row) -> Path_:
    return _read(row, PATH, steps)


def _read(row: Row, code: str, how: Callable[[str], Path_]) -> Path_:
    if code not in row.values:
        raise Fault(row.cells[code], f"{TITLES[code]}是空的。", f"填上{TITLES[code]}；不要的行整行删去。")
    try:
        cell = row.values[code]
        return how(cell if isinstance(cell, str) else str(decode(cell, "", place((code,)))))
    except Unreadable as why:
        raise Fault(row.cells[code], str(why), why.fix) from None


def _category_names(row: Row) -> tuple[str, ...]:
    return _read(row, CATEGORY, names)


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        if isinstance(data, dict) and step in data or isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data
