"""A rubric as far as it could be read, with the lines of its file: what every check looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from readiness.problems import Problem
from readiness.rubric import Category, Indicator, Rubric
from readiness.rule import Case, Rule
from readiness.yaml_file import Document, Path_

CATEGORIES: Path_ = ("categories",)


@dataclass(frozen=True)
class Placed:
    """A rule where it stands: its path, the indicator, the points it is worth, whether it is put on top, whether it stands in another."""

    path: Path_
    rule: Rule
    item: Indicator
    full: float
    extra: bool = False
    nested: bool = False

    @property
    def case(self) -> Case:
        """The indicator's year with nothing reported but its own target and last year's value."""
        target, baseline = (np.array(number if isinstance(number, float) else np.nan) for number in (self.item.target, self.item.baseline))
        parts = {name: np.array(0.0) for rule in self.item.rules for name in rule.part_names}
        return Case(np.array(0.0), parts, target, baseline, self.full, last_year=baseline)

    @property
    def limits(self) -> tuple[float, float]:
        """The least and the most that the figure can be."""
        return self.item.possible or self.rule.value_limits(self.full) or self.item.limits

    @property
    def step(self) -> float:
        """By how much the figure moves at least: 1 where things are counted, the last decimal where it is rounded, else 0."""
        return 1.0 if self.item.whole_numbers else 10.0**-self.item.round.decimals if self.item.round else 0.0

    @property
    def known(self) -> bool:
        """Whether the points follow from the figure alone, with the target and last year's value that the rubric names."""
        case = self.case
        return not self.rule.compares and not (self.rule.needs_target and np.isnan(case.target)) and not (
            self.rule.needs_baseline and np.isnan(case.baseline))

    def within(self) -> Iterator[Placed]:
        """The rule itself and those that stand within it."""
        yield self
        for path, rule, full in self.rule.inner(self.full):
            yield from Placed((*self.path, *path), rule, self.item, full, self.extra, nested=True).within()


@dataclass(frozen=True)
class Draft:
    """The rubric, the document it came from, and the paths of what had to be left out because it could not be read."""

    rubric: Rubric
    document: Document
    lost: frozenset[Path_] = frozenset()

    @cached_property
    def indicators(self) -> tuple[tuple[Path_, Indicator], ...]:
        """Every indicator with its path, in the order of the file."""
        return tuple(_indicators(self.rubric.categories, CATEGORIES))

    @cached_property
    def categories(self) -> tuple[tuple[Path_, Category], ...]:
        """Every category with its path, nested ones too."""
        return tuple(_categories(self.rubric.categories, CATEGORIES))

    @cached_property
    def known(self) -> tuple[str, ...]:
        """The id of every indicator that is written, sound or not."""
        return tuple(_written(self.document.data.get("categories")))

    @cached_property
    def rules(self) -> tuple[Placed, ...]:
        """Every rule of every indicator, with what is put on top and what stands within."""
        return tuple(placed for path, item in self.indicators for placed in rules_of(path, item))

    def whole(self, path: Path_) -> bool:
        """Whether nothing that makes up the points at `path` had to be left out."""
        return not any(_makes_up(lost[len(path):]) for lost in self.lost if lost[:len(path)] == path)

    def fault(self, path: Path_, what: str, fix: str) -> Problem:
        """What cannot be meant, at `path`."""
        return self.document.problem(path, what, fix)

    def doubt(self, path: Path_, what: str, fix: str) -> Problem:
        """What may be meant, at `path`."""
        return replace(self.fault(path, what, fix), doubt=True)

    def written(self, path: Path_) -> Any:
        """What the file says at `path`."""
        found = self.document.data
        for step in path:
            found = found[step]
        return found


def rules_of(path: Path_, item: Indicator) -> Iterator[Placed]:
    """The rules of one indicator, where they stand."""
    yield from Placed((*path, "rule"), item.rule, item, item.points).within()
    for at, extra in enumerate(item.extras):
        yield from Placed((*path, "extras", at), extra, item, item.points, extra=True).within()


def _makes_up(rest: Path_) -> bool:
    """Whether the points of a category hang on what was lost at `rest` within it."""
    if len(rest) <= 1:
        return rest[:1] in ((), ("points",), ("full_points",), ("combine",), ("indicators",), ("categories",))
    return len(rest) == 2 and rest[0] in ("indicators", "categories") or rest[0] == "categories" and rest[2:] == ("points",)


def _categories(categories: dict[str, Category], path: Path_) -> Iterator[tuple[Path_, Category]]:
    for key, category in categories.items():
        yield (*path, key), category
        yield from _categories(category.categories, (*path, key, "categories"))


def _indicators(categories: dict[str, Category], path: Path_) -> Iterator[tuple[Path_, Indicator]]:
    for here, category in _categories(categories, path):
        yield from (((*here, "indicators", name), item) for name, item in category.indicators.items())


def _written(categories: Any) -> Iterator[str]:
    for category in (categories.values() if isinstance(categories, dict) else ()):
        if isinstance(category, dict):
            inside = category.get("indicators")
            yield from (inside if isinstance(inside, dict) else ())
            yield from _written(category.get("categories"))
