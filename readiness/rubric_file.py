"""A rubric from YAML, or every problem with its line.

    file → data with lines → models of all that can be read → what only the whole can show (lint) → rubric and doubts

What cannot be read is taken out and told, and the rest is looked at all the same: one run tells all.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from readiness.lint import Draft, doubts, faults
from readiness.problems import Problem, ProblemsFound
from readiness.rubric import Rubric
from readiness.rules import RULES
from readiness.yaml_file import Document, Path_, attempt, read

ADJUSTMENTS = ("bonus", "deductions", "vetoes")
STAND_INS = {"id": "", "title": "", "year": 2000, "name": "", "points": 1.0}   # for what a rubric or a category cannot do without
ROUNDS = 4
TITLES = {name: rule.title for name, rule in RULES.items()}


def load_rubric(path: Path) -> Rubric:
    """The rubric at `path`; raises `ProblemsFound` with every fault in it."""
    return rubric_of(read(path))


def read_rubric(path: Path) -> tuple[Rubric, tuple[Problem, ...]]:
    """The rubric at `path` and what is doubtful in it; raises `ProblemsFound` with every fault."""
    return judged(read(path))


def judged(document: Document) -> tuple[Rubric, tuple[Problem, ...]]:
    """The rubric that `document` holds and what is doubtful in it; raises `ProblemsFound` with every fault."""
    draft = _sound(document)
    return draft.rubric, tuple(sorted(doubts(draft), key=lambda doubt: doubt.line))


def rubric_of(document: Document) -> Rubric:
    """The rubric that `document` holds, wherever it was read from; raises `ProblemsFound` with every fault in it."""
    return _sound(document).rubric


def _sound(document: Document) -> Draft:
    """The rubric with its lines; raises `ProblemsFound` with every fault."""
    if isinstance(document.data, dict):
        _name_by_key(document.data)
    draft, problems = _draft(document)
    if draft is not None:
        problems += faults(draft)
    if draft is None or problems:
        raise ProblemsFound(problems)
    return draft


def _draft(document: Document) -> tuple[Draft | None, list[Problem]]:
    """All that can be read, and what is wrong with the rest; no draft where nothing can."""
    data, lost, problems = document.data, set(), []
    for _ in range(ROUNDS):
        rubric, found, spoilt = attempt(document, Rubric, data, TITLES)
        told = {(problem.line, problem.place) for problem in problems}     # what was taken out is not missing too
        problems += [problem for problem in found if (problem.line, problem.place) not in told]
        entries = {_entry(path) for path in spoilt} - lost
        if not entries or () in entries or not isinstance(data, dict):
            return (Draft(rubric, document, frozenset(lost)) if rubric else None), problems
        data = _without(data, entries)
        lost |= entries
    return None, problems


def _entry(path: Path_) -> Path_:
    """The smallest whole thing that `path` lies in: an indicator, a bonus, a veto; else the setting itself."""
    if path[:1] and path[0] in ADJUSTMENTS:
        return path[:2]
    at = 0
    while path[at:at + 1] == ("categories",):
        at += 2
    return path[:at + 2] if path[at:at + 1] == ("indicators",) else path[:at + 1]


def _without(data: dict[str, Any], entries: set[Path_]) -> dict[str, Any]:
    """`data` without `entries`, with stand-ins for what it cannot do without."""
    rest = deepcopy(data)
    for entry in entries:
        for missing in _taken_out(rest, entry):
            missing.pop(entry[-1], None)
            if entry[-2:-1] not in (("categories",), ("indicators",)) and entry[-1] in STAND_INS:
                missing[entry[-1]] = STAND_INS[entry[-1]]
    return rest


def _taken_out(data: Any, entry: Path_) -> Iterator[dict[str, Any]]:
    """The block that `entry` stands in, if it is still there."""
    for step in entry[:-1]:
        data = data.get(step) if isinstance(data, dict) else None
    if isinstance(data, dict):
        yield data


def _name_by_key(data: dict[str, Any]) -> None:
    """An item's id is the key that it stands under; nobody writes it twice."""
    for group in ADJUSTMENTS:
        _give_ids(data.get(group))
    _name_categories(data.get("categories"))


def _give_ids(group: Any) -> None:
    for key, item in (group.items() if isinstance(group, dict) else ()):
        if isinstance(item, dict):
            item.setdefault("id", key)


def _name_categories(categories: Any) -> None:
    _give_ids(categories)
    for category in (categories.values() if isinstance(categories, dict) else ()):
        if isinstance(category, dict):
            _give_ids(category.get("indicators"))
            _name_categories(category.get("categories"))
