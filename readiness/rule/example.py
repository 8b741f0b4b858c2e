"""Worked examples: cases that a colleague can check in the head, with the points that must come out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from readiness.numbers import FloatArray
from readiness.rule.case import Case


class Example(BaseModel):
    """What goes in, and the points that must come out.

    `peers` are the other units' values, where a rule judges units beside one another.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    value: float | None = Field(default=None, description="the year value, in the indicator's measure")
    parts: dict[str, float] = Field(default={}, description="the year value of each part (分项)")
    target: float | None = Field(default=None, description="目标值; the indicator's own where none is given")
    baseline: float | None = Field(default=None, description="基期值; the indicator's own where none is given")
    peers: tuple[float, ...] = Field(default=(), description="the other units' values, for rules that compare units")
    points: float = Field(description="the points that must come out")

    def case(self, full: float, value: float | None = None) -> Case:
        """The example as a `Case`; `value` stands in where the example gives parts only."""
        given = self.value if self.value is not None else value
        value_, target, baseline = (_number(number) for number in (given, self.target, self.baseline))
        parts = {name: np.array(float(part)) for name, part in self.parts.items()}
        return Case(value_, parts, target, baseline, full, last_year=baseline, among=self._among(value_, full))

    def _among(self, value: FloatArray, full: float) -> Case | None:
        """The example's unit, first, and its peers below it."""
        if not self.peers:
            return None
        values = np.array([float(value), *self.peers])[:, None]
        alike = np.zeros(len(values), dtype=int)
        return Case(values, full=full, groups={"kind": alike, "type": alike})


def _number(given: float | None) -> FloatArray:
    return np.array(np.nan if given is None else given, dtype=float)


@dataclass(frozen=True)
class RuleExample:
    """An `Example` together with the parameters and full points of the rule that it shows."""

    parameters: Mapping[str, Any]
    full: float
    example: Example
