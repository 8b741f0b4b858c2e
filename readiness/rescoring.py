"""A year's figures under another year's rubric: what the rules alone would have made of them.

    other year's rubric + the rubric that the figures were reported under → the rubric as that year would have met it

Months and figures are the data year's: so are how often they were asked for and last year's figure where none was reported.
Points, targets, plans and rules are the other rubric's.  What nobody was asked for is left out (不涉及), never scored 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from pydantic import BaseModel

from readiness.county import County, Unit
from readiness.numbers import BoolArray
from readiness.rubric import Category, Indicator, Rubric

Model = TypeVar("Model", bound=BaseModel)
_REPORTS = ("own", "duty")          # the roles in which a unit reports figures of its own


@dataclass(frozen=True)
class Carried:
    """A rubric in a year that is not its own.

    rubric         with the data year as its year
    targets_year   its own year, whose targets hold
    asked          [unit] by indicator: whether the data year's own rubric asked for the figures that it judges
    """

    rubric: Rubric
    targets_year: int
    asked: Mapping[str, BoolArray]


def carry(rubric: Rubric, own: Rubric, county: County) -> Carried:
    """`rubric` carried into the year of `own`, the rubric that the figures were reported under."""
    categories = {key: _category(category, rubric, own) for key, category in rubric.categories.items()}
    units = county.units.values()
    asked = {key: np.array([_was_asked(unit, item, rubric, own, county) for unit in units]) for key, item in rubric.indicators.items()}
    return Carried(_with(rubric, year=own.year, categories=categories), rubric.year, asked)


def comparable(indicator: Indicator, own: Rubric) -> bool:
    """Whether `own` asked for the same figure: the same indicator in the same measure, its months adding up the same way."""
    then = own.indicators.get(indicator.id)
    if then is None or then.measure != indicator.measure or then.accumulate != indicator.accumulate:
        return False
    shared = set(indicator.part_names) & set(then.part_names)
    return all(indicator.accumulate_of(name) == then.accumulate_of(name) for name in shared)


def _was_asked(unit: Unit, indicator: Indicator, rubric: Rubric, own: Rubric, county: County) -> bool:
    """A unit that reports for itself must have done so then; who leads or supports is judged on the county's figure."""
    if not comparable(indicator, own):
        return False
    now, then = (county.role(unit, indicator.id, one) for one in (rubric, own))
    return now not in _REPORTS or then in _REPORTS


def _category(category: Category, rubric: Rubric, own: Rubric) -> Category:
    indicators = {key: _indicator(item, rubric, own) for key, item in category.indicators.items()}
    inner = {key: _category(child, rubric, own) for key, child in category.categories.items()}
    return _with(category, indicators=indicators, categories=inner)


def _indicator(indicator: Indicator, rubric: Rubric, own: Rubric) -> Indicator:
    deadline = _moved(indicator.deadline, own.year - rubric.year)
    if not comparable(indicator, own):          # left out, whatever the rubric does with what does not apply
        return _with(indicator, deadline=deadline, not_applicable="rescale")
    then = own.indicators[indicator.id]
    return _with(indicator, deadline=deadline, frequency=then.frequency, baseline=then.baseline)


def _moved(deadline: str, years: int) -> str:
    """A date so many years later; words as they are."""
    return re.sub(r"^\d{4}(?=-\d\d-\d\d$)", lambda year: str(int(year[0]) + years), deadline)


def _with(model: Model, **changes: object) -> Model:
    """A copy with some settings changed; built anew, because a model keeps what it has reckoned from the old ones."""
    settings = {name: getattr(model, name) for name in type(model).model_fields}
    return type(model).model_validate(settings | changes)
