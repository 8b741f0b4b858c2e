"""Whether the worked examples would notice if a setting of the rule were another (变异检验).

    each number, flag and choice of a rule, as written → changed a little → do any example's points change?

What could be wrong without any example's noticing is told, at its own line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import Any

from pydantic import TypeAdapter, ValidationError

from readiness.lint.draft import Draft, Placed, rules_of
from readiness.lint.variants import Choices, Variant, variants
from readiness.lint.worked import example_case, example_points, points_of
from readiness.numbers import TOLERANCE
from readiness.problems import Problem
from readiness.rubric import Indicator
from readiness.rule import Case, Rule
from readiness.rules import AnyRule
from readiness.yaml_file import Path_

RULE: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def coverage(draft: Draft) -> Iterator[Problem]:
    """Settings that no example checks."""
    for path, item in draft.indicators:
        cases = [example_case(item, at) for at in range(len(item.examples))]
        for placed in rules_of(path, item) if cases else ():
            if not placed.nested:
                yield from (_told(draft, placed.path, found) for found in _unchecked(placed, draft.written(placed.path), cases))
        if cases and "" not in item.part_names:
            yield from (_told(draft, (*path, "parts"), found) for found in _unchecked_weights(item))


def _told(draft: Draft, path: Path_, found: Variant) -> Problem:
    return draft.doubt((*path, *found.path), f"没有算例能检验这个设置（改成 {found.said} 也算得出同样的分）。", "加一个用到它的算例。")


def _unchecked(placed: Placed, written: Any, cases: list[Case]) -> Iterator[Variant]:
    """The first variant of each setting with which every example comes out as before."""
    item = placed.item
    before = [points_of(item.rules, item.points, case) for case in cases]
    for choices in variants(placed.rule, written):
        for variant, rule in _soundest(written, choices):
            rules = [rule if one is placed.rule else one for one in item.rules]
            if not _refused(placed, rule) and all(_same(rules, item.points, case, points) for case, points in zip(cases, before, strict=True)):
                yield variant
                break


def _unchecked_weights(item: Indicator) -> Iterator[Variant]:
    """The parts whose weight in the figure no example shows, where the figure is made of parts."""
    for name, weight in item.weights.items():
        more = Variant((name, "weight"), weight * 1.1 or 1.0)
        weights = {**item.weights, name: more.value}
        if all(_same(item.rules, item.points, example_case(item, at, weights), example_points(item, at)) for at in range(len(item.examples))):
            yield more


def _refused(placed: Placed, rule: Rule) -> bool:
    """Whether the changed rule would be refused without any example: more points than there are, or faults of its own."""
    too_much = not placed.extra and rule.most(placed.full) > placed.full + TOLERANCE
    return too_much or any(not fault.doubt for fault in rule.faults(placed.limits, placed.step))


def _soundest(written: Any, choices: Choices) -> Iterator[tuple[Variant, Rule]]:
    """Of each way to change the setting the greatest change that still makes a rule."""
    for ways in choices:
        sound = ((variant, rule) for variant in ways if (rule := _rebuilt(written, variant)) is not None)
        yield from islice(sound, 1)


def _same(rules: Sequence[Rule], full: float, case: Case, points: float) -> bool:
    return abs(points_of(rules, full, case) - points) <= TOLERANCE


def _rebuilt(written: Any, variant: Variant) -> Rule | None:
    """The rule with one setting changed; None where that makes no rule."""
    changed = deepcopy(written)
    inner = changed
    for step in variant.path[:-1]:
        inner = inner[step]
    inner[variant.path[-1]] = variant.value
    try:
        return RULE.validate_python(changed)
    except ValidationError:
        return None
