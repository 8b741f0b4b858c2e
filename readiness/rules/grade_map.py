"""A grade that somebody else gave, turned into points (等级折分)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from readiness.numbers import TOLERANCE, FloatArray, plain
from readiness.rule import Accumulate, Case, Example, Rule, RuleExample


class GradeMap(Rule):
    """Each grade gives its points.  The form writes the grade's word; the value kept is its place, 1 for the best."""

    title: ClassVar[str] = "等级折分"
    ordinal: ClassVar[bool] = True
    grades: dict[str, float] = Field(min_length=2, description="等级: 得分，从最好的写起")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"grades": {"优秀": 60, "良好": 45, "合格": 30, "基本合格": 10, "不合格": 0}}, 60, Example(value=2, points=45)),
    )

    @field_validator("grades")
    @classmethod
    def _fall(cls, grades: dict[str, float]) -> dict[str, float]:
        given = list(grades.values())
        if not np.all(np.diff(given) < 0) or given[-1] < 0:
            raise ValueError("grades 的得分没有从高到低。|从最好的等级写起，得分逐级递减，不小于 0。")
        return grades

    @property
    def more_is_better(self) -> bool:
        return False

    @property
    def accumulates(self) -> frozenset[Accumulate] | None:
        return frozenset({"latest", "max", "min"})

    def value_limits(self, full: float) -> tuple[float, float] | None:
        return 1.0, float(len(self.grades))

    def words(self, part: str) -> Mapping[str, float]:
        return {} if part else {grade: float(place) for place, grade in enumerate(self.grades, start=1)}

    def most(self, full: float) -> float:
        return next(iter(self.grades.values()))

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        points = np.array([np.nan, *self.grades.values()])
        place = np.clip(np.ceil(np.asarray(value) - TOLERANCE), 1.0, float(len(self.grades)))
        return points[np.nan_to_num(place, nan=0.0).astype(int)] / case.full

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        enough = [at for at, points in enumerate(self.grades.values(), start=1) if points >= fraction * case.full - TOLERANCE]
        return np.array(float(enough[-1]) if enough else np.nan)

    def steps(self, full: float) -> tuple[float, ...]:
        return tuple(sorted(points / full for points in self.grades.values()))

    def edges(self, case: Case) -> tuple[float, ...]:
        return tuple(float(at) for at in range(1, len(self.grades) + 1))

    def span(self, case: Case) -> tuple[float, float]:
        return 1.0, float(len(self.grades))

    def explain(self, full: float) -> str:
        return "，".join(f"{grade}得 {plain(points)} 分" for grade, points in self.grades.items())

    def working(self, value: float, case: Case) -> str:
        at = int(np.clip(np.ceil(value - TOLERANCE), 1, len(self.grades)))
        return f"第 {at} 等 {list(self.grades)[at - 1]}，得 {self.earned(value, case)} 分"
