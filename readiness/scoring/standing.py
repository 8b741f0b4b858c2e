"""Grades and ranks: a veto changes the grade and never the points; equal ranks are 1, 2, 2, 4."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import TOLERANCE, BoolArray, FloatArray, places, rounded
from readiness.rubric import Rubric, Veto

NO_GRADE = -1
NO_RANK = 0


def grades(total: FloatArray, rubric: Rubric, strikes: Mapping[str, BoolArray]) -> NDArray[np.int64]:
    """The position in `rubric.grades` (0 is the best), decided on the total as it is displayed; −1 where no total is.

    Of several vetoes downgrades come first, then the strictest bound: the order in which they are written does not matter.
    """
    displayed = rounded(total, 2)
    grade = np.full(total.shape, NO_GRADE)
    for at in range(len(rubric.grades) - 1, -1, -1):
        grade[displayed >= rubric.grades[at].min - TOLERANCE] = at
    grade[(displayed < rubric.grades[-1].min)] = len(rubric.grades) - 1
    for key, veto in sorted(rubric.vetoes.items(), key=lambda entry: entry[1].effect != "downgrade"):
        grade = np.where(strikes[key] & (grade != NO_GRADE), _after(grade, veto, rubric), grade)
    return grade


def _after(grade: NDArray[np.int64], veto: Veto, rubric: Rubric) -> NDArray[np.int64]:
    last = len(rubric.grades) - 1
    if veto.effect == "zero_item":
        return grade
    if veto.effect == "fail":
        return np.full(grade.shape, last)
    if veto.effect == "downgrade":
        return np.minimum(grade + veto.levels, last)
    if veto.effect == "not_excellent":
        return np.maximum(grade, min(1, last))
    named = [step.name for step in rubric.grades].index(veto.grade)
    return np.maximum(grade, named)


def ranks(total: FloatArray, group: NDArray) -> NDArray[np.int64]:
    """Competition ranks within each group for every month; 0 where there is no total.

    Totals are compared at 9 decimals, so that floating noise splits no tie.
    """
    compared = rounded(total, 9)
    rank = np.full(total.shape, NO_RANK)
    for name in np.unique(group):
        members = np.flatnonzero(group == name)
        rank[members] = np.nan_to_num(places(compared[members]), nan=NO_RANK)
    return rank
