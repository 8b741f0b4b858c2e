"""The way out and the way back: files whole or not at all, nothing written while there is a fault."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.rubric import Rubric
from readiness.rubric_book.book_document import BookDocument
from readiness.rubric_book.lay_out import laid_out
from readiness.rubric_book.opening import opened
from readiness.rubric_book.paths import steps
from readiness.rubric_book.places import place
from readiness.rubric_book.render import workbook
from readiness.rubric_book.sheets import CATEGORIES, EXAMPLES, INDICATORS, Row
from readiness.rubric_book.take_in import taken_in
from readiness.rubric_file import rubric_of
from readiness.whole_file import write_whole
from readiness.yaml_file import Document, Path_, comments, dump, read

_SAMPLES: dict[str, Path_] = {CATEGORIES: ("categories", "A"), INDICATORS: ("categories", "A", "indicators", "A01"),
                              EXAMPLES: ("categories", "A", "indicators", "A01", "examples", 0)}


def rubric_to_book(rubric: Path, book: Path) -> int:
    """The sound rubric at `rubric` as the workbook `book`; how many comments stay behind."""
    document = read(rubric)
    _checked(document)
    write_book(with_truths(document.data), book)
    return comments(rubric)


def to_rubric(book: Path, rubric: Path) -> Rubric:
    """The workbook as the YAML file `rubric`; raises `ProblemsFound`, and then nothing is written."""
    rows = opened(book)
    strange = list(_strange_columns(rows, book.name))
    if strange:
        raise ProblemsFound(strange)
    document = taken_in(rows, book.name)
    sound = _checked(document)
    write_whole(rubric, dump(document.data).encode())
    return sound


def write_book(data: dict[str, Any], book: Path) -> None:
    """Plain data of a rubric as a workbook."""
    out = BytesIO()
    workbook(laid_out(data)).save(out)
    write_whole(book, out.getvalue())


def read_book(book: Path) -> BookDocument:
    """The plain data in a workbook, the cell of each setting, and the workbook's own faults."""
    return taken_in(opened(book), book.name)


def _checked(document: Document) -> Rubric:
    """The rubric of `document`, whose data stay as they are: checking names things in them."""
    return rubric_of(replace(document, data=deepcopy(document.data)))


def with_truths(data: Any, path: Path_ = ()) -> Any:
    """Our reader of YAML keeps true and false as they are written; where the models want one of them, they become one."""
    if isinstance(data, dict):
        return {key: with_truths(value, (*path, key)) for key, value in data.items()}
    if isinstance(data, list):
        return [with_truths(value, (*path, at)) for at, value in enumerate(data)]
    return {"true": True, "false": False}.get(data, data) if isinstance(data, str) and place(path).is_boolean else data


def _strange_columns(sheets: dict[str, list[Row]], file: str) -> Iterator[Problem]:
    """A setting that the models do not know is told once, at its header, and not in every row."""
    for title, sample in _SAMPLES.items():
        known = place(sample).settings
        for code, cell in (sheets[title][0].cells if sheets.get(title) else {}).items():
            if not code.startswith("<") and steps(code)[0] not in known and any(code in row.values for row in sheets[title]):
                yield Problem(0, f"{cell.letter} 列 · {code}", "不认识这个设置。",
                              did_you_mean(code, known, "改回导出时的写法，或删去这一列。"), file, title)
