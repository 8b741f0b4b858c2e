"""Every setting of a rule as written, changed a little: numbers by a tenth both ways, flags flipped, choices exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from readiness.numbers import plain
from readiness.rule import NUMERALS, UNSCORED
from readiness.yaml_file import Path_

SHARES = (0.1, 0.01)
NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])")


@dataclass(frozen=True)
class Variant:
    """One setting, by its path within the rule, with another value."""

    path: Path_
    value: Any

    @property
    def said(self) -> str:
        """The value as it would be written."""
        return str(self.value).lower() if isinstance(self.value, bool) else plain(self.value) if isinstance(self.value, float) else str(self.value)


Choices = list[list[Variant]]   # the ways to change one setting, and of each the changes to try in turn


def variants(model: BaseModel, written: dict[str, Any], path: Path_ = ()) -> Iterator[Choices]:
    """The variants of every setting that is written for `model`; those that move no points have none."""
    for name, field in type(model).model_fields.items():
        key = name if name in written else field.alias
        if key in written and UNSCORED not in field.metadata:
            value, here = getattr(model, name), (*path, key)
            yield from _in_text(value, here) if NUMERALS in field.metadata else _of(value, written[key], here, _words(field))


def _of(value: Any, written: Any, path: Path_, words: tuple[str, ...] = ()) -> Iterator[Choices]:
    if isinstance(value, BaseModel):
        yield from variants(value, written, path)
    elif isinstance(value, bool):
        yield [[Variant(path, not value)]]
    elif isinstance(value, int | float):
        yield [[Variant(path, number) for number in numbers] for numbers in _near(value)]
    elif isinstance(value, str):
        yield [[Variant(path, word)] for word in words if word != value and value in words]
    elif isinstance(value, dict):
        for key in value:
            yield from _of(value[key], written[key], (*path, key))
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            yield from _of(one, written[at], (*path, at))


def _in_text(text: str, path: Path_) -> Iterator[Choices]:
    """Each number that stands in a text."""
    for found in NUMBER.finditer(text):
        yield [[Variant(path, f"{text[:found.start()]}{plain(number, 9)}{text[found.end():]}") for number in numbers]
               for numbers in _near(float(found.group()))]


def _near(number: float) -> tuple[list[float], list[float]]:
    """Greater numbers and smaller ones, the furthest first: by a tenth, then by a hundredth; by one where things are counted."""
    if isinstance(number, int):
        return [number + 1], [number - 1]
    changes = [(abs(number) or 1.0 / SHARES[0]) * share for share in SHARES]
    return [number + change for change in changes], [number - change for change in changes]


def _words(field: FieldInfo) -> tuple[str, ...]:
    """The words that may be written for a setting; none where it is free text or a number."""
    options = (field.annotation, *get_args(field.annotation))
    return tuple(word for option in options if get_origin(option) is Literal for word in get_args(option) if not isinstance(word, NoneType))
