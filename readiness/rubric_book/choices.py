"""Drop-downs and number cells: what Excel itself can refuse while an official is still typing."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from readiness.rubric_book.paths import steps
from readiness.rubric_book.places import Place, place
from readiness.rubric_book.sheets import CATEGORIES, CATEGORY, INDICATORS, PARAMETERS, PATH, VALUE, Sheet, letter
from readiness.rubric_book.words import shown
from readiness.rules import RULES
from readiness.yaml_file import Path_

SPARE = 300          # rows below the last that have drop-downs too
_INLINE = 250        # characters that Excel takes in a list of its own
_LEAST, _MOST = "-1000000000000000", "1000000000000000"
_INDICATOR: Path_ = ("categories", "A", "indicators", "A01")


def add_choices(page: Worksheet, sheet: Sheet, first: int, types: str) -> None:
    """Every rule of validation for `page`; `types` is the range that lists the rule types."""
    rules: dict[str, DataValidation] = {}
    for cells, name, what in _places(sheet, first):
        found = _rule(name, what, types)
        if found is not None:
            rule = rules.setdefault(f"{found.type}{found.formula1}", found)
            rule.add(cells)
    if sheet.title == INDICATORS:
        rule = rules.setdefault(CATEGORY, _list(f"'{CATEGORIES}'!$A${first}:$A${first + SPARE}", "从工作表“板块”的编号里选。"))
        rule.add(f"A{first}:A{first + len(sheet.rows) + SPARE}")
    for rule in rules.values():
        page.add_data_validation(rule)


def _places(sheet: Sheet, first: int) -> Iterator[tuple[str, str, Place]]:
    """Cells, the setting's name, and what may stand there."""
    for at, column in enumerate(sheet.columns):
        name = letter(at)
        if column.sample:
            yield f"{name}{first}:{name}{first + len(sheet.rows) + SPARE}", _name(column.sample), place(column.sample)
        elif column.code == VALUE:
            base = _INDICATOR if sheet.title == PARAMETERS else ()
            for line, row in enumerate(sheet.rows, start=first):
                path = (*base, *steps(row[PATH]))
                yield f"{name}{line}", _name(path), place(path)


def _name(path: Path_) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _rule(name: str, what: Place, types: str) -> DataValidation | None:
    """A list where only words to choose may stand, a number where only numbers may; else none."""
    if what.kinds == {"choice"}:
        if what.choices == tuple(RULES):
            return _list(types, "从下拉框里选一种计分规则，各类型见“说明”。")
        words = ",".join(shown(choice, name) for choice in what.choices)
        return _list(f'"{words}"', "从下拉框里选。") if len(words) < _INLINE else None
    if what.kinds == {"number"}:
        rule = DataValidation("decimal", operator="between", formula1=_LEAST, formula2=_MOST, allow_blank=True)
        return _told(rule, "这一格只填数字，不带单位。")
    return None


def _list(formula: str, words: str) -> DataValidation:
    return _told(DataValidation("list", formula1=formula, allow_blank=True), words)


def _told(rule: DataValidation, words: str) -> DataValidation:
    rule.showErrorMessage, rule.errorTitle, rule.error = True, "请核对", words
    return rule
