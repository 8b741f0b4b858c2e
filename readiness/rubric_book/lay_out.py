"""A rubric's plain data laid out on sheets, so that reading them gives the same data in the same order.

    data → categories, indicators, examples: a row each, a column for each flat setting
         → everything nested, and everything else: a row for each value, with its path
         → read back at once; where the order of settings would differ, the sheet 设置顺序 says it

Nothing here knows a rule type or a setting by name but `rule › type`, `examples` and the groups that have a sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from readiness.problems import Problem, ProblemsFound
from readiness.rubric_book import words
from readiness.rubric_book.cells import ELSEWHERE, LONGEST, encode
from readiness.rubric_book.entries import Entry, rows_of
from readiness.rubric_book.paths import names_written, written
from readiness.rubric_book.places import Place, place
from readiness.rubric_book.sheets import (
    ADJUSTMENTS,
    CATEGORIES,
    CATEGORY,
    EXAMPLES,
    GENERAL,
    ID,
    INDICATORS,
    KEYS,
    KEYS_OF,
    MEANING,
    NAME,
    NUMBER,
    ORDER,
    PARAMETERS,
    PATH,
    TITLES,
    VALUE,
    WHOLE,
    Cell,
    Column,
    Row,
    Sheet,
    letter,
)
from readiness.rubric_book.take_in import taken_in
from readiness.yaml_file import Path_

_ADJUSTMENT_GROUPS = ("bonus", "deductions", "vetoes")
_FREE = Place(())


def laid_out(data: dict[str, Any]) -> list[Sheet]:
    """The sheets of `data`; raises `ProblemsFound` where a workbook cannot hold it."""
    sheets = _natural(data)
    document = taken_in({sheet.title: as_rows(sheet) for sheet in sheets}, "")
    problems = [*document.problems, *_too_long(sheets)]
    if problems:
        raise ProblemsFound(problems)
    if document.data != data:
        raise AssertionError("the sheets do not hold the rubric that they were made from")
    moved = [{PATH: written(path) or WHOLE, KEYS: names_written(keys)} for path, keys in _moved(data, document.data, ())]
    return [*sheets, Sheet(ORDER, _keys(ORDER), moved)] if moved else sheets


def as_rows(sheet: Sheet, first: int = 3) -> list[Row]:
    """The rows of a sheet as they will be read, the first standing in row `first`."""
    return [Row(row, {column.code: Cell(sheet.title, line, letter(at)) for at, column in enumerate(sheet.columns)})
            for line, row in enumerate(sheet.rows, start=first)]


def _too_long(sheets: Iterable[Sheet]) -> Iterator[Problem]:
    for sheet in sheets:
        for row in sheet.rows:
            for code, cell in row.items():
                if isinstance(cell, str) and len(cell) > LONGEST:
                    where = " · ".join(str(row[key]) for key in (ID, PATH) if key in row)
                    yield Problem(0, f"{where} · {code}", f"有 {len(cell)} 个字，一格放不下。", f"缩短到 {LONGEST} 个字以内。", "", sheet.title)


def _moved(data: Any, natural: Any, path: Path_) -> Iterator[tuple[Path_, Sequence[str]]]:
    """Every block whose settings would come back in another order."""
    if isinstance(data, dict):
        if list(data) != list(natural):
            yield path, list(data)
        for key, value in data.items():
            yield from _moved(value, natural[key], (*path, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from _moved(value, natural[at], (*path, at))


def _natural(data: dict[str, Any]) -> list[Sheet]:
    loose: list[tuple[Path_, Any]] = []
    categories = list(_categories(data.get("categories"), (), loose)) if _is_group(data.get("categories")) else []
    indicators = [entry for category in categories for entry in _indicators(category, loose)]
    examples = {entry.path: list(_examples(entry)) for entry in indicators}
    rest = [row for key, value in data.items() if not (key == "categories" and _is_group(value)) for row in rows_of((key,), value)]
    general = [row for row in rest if row[0][0] not in _ADJUSTMENT_GROUPS]
    return [
        _paths(GENERAL, [*general, *loose]),
        _paths(ADJUSTMENTS, [row for row in rest if row[0][0] in _ADJUSTMENT_GROUPS]),
        _table(CATEGORIES, categories, ("categories", "A"), _category_cell),
        _table(INDICATORS, indicators, ("categories", "A", "indicators", "A01"),
               lambda entry, path: EXAMPLES if path == ("examples",) and examples[entry.path] else PARAMETERS),
        _parameters(indicators, examples),
        _table(EXAMPLES, [example for found in examples.values() for example in found],
               ("categories", "A", "indicators", "A01", "examples", 0), None),
    ]


def _is_group(value: Any) -> bool:
    return isinstance(value, dict) and bool(value)


def _categories(group: dict[str, Any], above: tuple[str, ...], loose: list[tuple[Path_, Any]]) -> Iterator[Entry]:
    """Every category, each before those within it; what is none goes to `loose`."""
    for key, value in group.items():
        named = (*above, key)
        path = tuple(step for name in named for step in ("categories", name))
        if not isinstance(value, dict):
            loose += rows_of(path, value)
            continue
        entry = Entry(path, {CATEGORY: names_written(named)}, value)
        loose += [((*path, *inner), cell) for inner, cell in entry.nested if _category_cell(entry, inner[:1]) == GENERAL]
        yield entry
        if _is_group(value.get("categories")):
            yield from _categories(value["categories"], named, loose)


def _category_cell(entry: Entry, path: Path_) -> str:
    """The sheet on which what stands at `path` of a category is written."""
    shared = _is_group(entry.settings[path[0]]) and {"categories": CATEGORIES, "indicators": INDICATORS}.get(path[0])
    return shared or GENERAL


def _indicators(category: Entry, loose: list[tuple[Path_, Any]]) -> Iterator[Entry]:
    group = category.settings.get("indicators")
    for key, value in group.items() if _is_group(group) else ():
        path = (*category.path, "indicators", key)
        if isinstance(value, dict):
            yield Entry(path, {**category.keys, ID: encode(key, "", _FREE)}, value)
        else:
            loose += rows_of(path, value)


def _examples(entry: Entry) -> Iterator[Entry]:
    """The worked examples where each of them goes into one row, else none."""
    found = entry.settings.get("examples")
    if not isinstance(found, list) or not all(_is_group(one) for one in found):
        return
    rows = [Entry((*entry.path, "examples", at), {ID: entry.keys[ID], NAME: _name(entry), NUMBER: at + 1}, one)
            for at, one in enumerate(found)]
    if all(None not in row.flat.values() for row in rows):
        yield from rows


def _name(entry: Entry) -> str:
    name = entry.settings.get("name")
    return name if isinstance(name, str) else ""


def _keys(title: str) -> list[Column]:
    codes = [*KEYS_OF[title]]
    if title in (PARAMETERS, EXAMPLES):
        codes.insert(1, NAME)
    if VALUE in codes:
        codes.insert(codes.index(VALUE), MEANING)
    return [Column(code, TITLES[code]) for code in codes]


def _paths(title: str, rows: Iterable[tuple[Path_, Any]]) -> Sheet:
    return Sheet(title, _keys(title), [{PATH: written(path), MEANING: words.meaning(path), VALUE: cell} for path, cell in rows])


def _parameters(indicators: Iterable[Entry], examples: dict[Path_, list[Entry]]) -> Sheet:
    rows = [{ID: entry.keys[ID], NAME: _name(entry), PATH: written(path), VALUE: cell,
             MEANING: words.meaning((*entry.path, *path), len(entry.path))}
            for entry in indicators for path, cell in entry.nested if not (path[0] == "examples" and examples[entry.path])]
    return Sheet(PARAMETERS, _keys(PARAMETERS), rows)


def _table(title: str, entries: Sequence[Entry], sample: Path_, sheet_of: Any) -> Sheet:
    """A row for each entry; a column for each setting that one of them has, or could have."""
    flat = [entry.flat for entry in entries]
    paths = in_order(list(found) for found in flat)
    paths += [path for path in _possible(sample) if path not in paths]
    codes = {path: written(path) for path in paths}
    rows = [{**entry.keys, **{codes[path]: f"{ELSEWHERE} {sheet_of(entry, path)}" if cell is None else cell
                              for path, cell in found.items()}} for entry, found in zip(entries, flat, strict=True)]
    return Sheet(title, [*_keys(title), *(Column(codes[path], _title(sample, path), (*sample, *path)) for path in paths)], rows)


def _title(sample: Path_, path: Path_) -> str:
    """The Chinese of a column: where the last step has a word of its own, that; else of all its path."""
    own = words.POSITIONS.get(path) or ("" if path[0] != "plan" or len(path) == 1 else words.setting(path))
    return own or words.meaning((*sample, *path), len(sample))


def _possible(sample: Path_) -> Iterator[Path_]:
    """The flat settings that the models know at `sample`, whether or not anybody uses them."""
    for key in place(sample).settings:
        what = place((*sample, key))
        if what.length:
            yield from ((key, at) for at in range(what.length))
        elif key != "id" and (what.kinds & {"number", "text", "choice", "boolean"} or what.is_text_list):
            yield (key,)


def in_order(sequences: Iterable[Sequence[Path_]]) -> list[Path_]:
    """All paths in one order that agrees with each of `sequences`, as far as they agree among themselves."""
    before: dict[Path_, set[Path_]] = {}
    for sequence in sequences:
        for at, path in enumerate(sequence):
            before.setdefault(path, set()).update(sequence[at - 1:at])
    found: list[Path_] = []
    while before:
        free = next((path for path, needed in before.items() if not needed & before.keys()), next(iter(before)))
        found.append(free)
        del before[free]
    return found
