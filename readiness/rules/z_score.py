"""How many standard deviations from the mean of the units (标准分)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from readiness.numbers import FloatArray, plain
from readiness.rule import Among, Case, Example, RuleExample
from readiness.rule.among import NOISE, ByColumn, by_group


class ZScore(Among):
    """The mean earns `at_mean` points, each standard deviation on the better side `per_deviation` more.

    z = (value − mean) ÷ standard deviation,  points = at_mean + per_deviation × z

    `deviation: sample` divides by n − 1, `population` by n.  Where all are equal, z is 0.
    """

    title: ClassVar[str] = "标准分"
    at_mean: float = Field(ge=0, description="平均水平得几分")
    per_deviation: float = Field(gt=0, description="每好一个标准差加几分")
    deviation: Literal["sample", "population"] = Field(default="sample", description="标准差除以 n−1 或 n")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"at_mean": 50, "per_deviation": 10, "deviation": "population"}, 100,
                    Example(value=90, peers=(70, 80), points=50 + 10 * 10 / (200 / 3) ** 0.5)),
        RuleExample({"at_mean": 3, "per_deviation": 1, "less_is_better": True}, 5, Example(value=10, peers=(20, 30), points=4)),
    )

    @property
    def _degrees(self) -> int:
        return 1 if self.deviation == "sample" else 0

    def _moments(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """[column]: mean and standard deviation of those that have a value."""
        there = ~np.isnan(values)
        count = there.sum(axis=0)
        mean = np.where(there, values, 0.0).sum(axis=0) / np.maximum(count, 1)
        squares = (np.where(there, values - mean, 0.0) ** 2).sum(axis=0)
        deviation = np.sqrt(squares / np.maximum(count - self._degrees, 1))
        return mean, np.where(deviation > NOISE * np.abs(mean), deviation, 0.0)

    def _sign(self) -> float:
        return -1.0 if self.less_is_better else 1.0

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return (self.at_mean + self.per_deviation * self._beside(value, case, self.share)) / case.full

    def share(self, values: FloatArray) -> FloatArray:
        """[member × column]: z, positive on the better side."""
        mean, deviation = self._moments(values)
        return (values - mean) / (self._sign() * np.where(deviation > 0, deviation, np.inf))      # 0 where all are equal

    def _beside_rivals(self, value: FloatArray, rivals: FloatArray, group: NDArray[np.int64], reckon: ByColumn) -> FloatArray:
        """What no z can pass, (n − 1) ÷ √n of a sample and √(n − 1) of a population, where any of the values is still open.

        A unit's z neither rises nor falls with the others' values alone (their spread counts, too), so no one set of their
        values is the worst for it: this is a bound, and exact only once all values are known.
        """
        found = by_group(value, group, reckon)
        for number in np.unique(group[group >= 0]):
            members = np.flatnonzero(group == number)
            ahead = self._sign() * (np.nan_to_num(value[members]) - np.nan_to_num(rivals[members]))
            count = np.maximum((~np.isnan(value[members])).sum(axis=0), 1)
            bound = (count - 1) / np.sqrt(count) if self.deviation == "sample" else np.sqrt(count - 1)
            still_open = np.broadcast_to((ahead != 0).any(axis=0), ahead.shape)
            found[members] = np.where(still_open, np.sign(ahead.sum(axis=0)) * bound, found[members])
        return found

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        z = (fraction * case.full - self.at_mean) / self.per_deviation
        return self._beside(self.completed(case), case, lambda values: self.needed(z, values))

    def needed(self, fraction: float, values: FloatArray) -> FloatArray:
        """The value at which z is `fraction`, one's own value moving mean and deviation with it.

        However far off a single value lies, its z² stays under n: beyond that, nan where no value is good enough, and
        endless where any is.

        With n others of mean m and variance v, d = value − m:  z² = n²d² ÷ (n·(n + 1)·v + n·d²), of the population.
        """
        there = ~np.isnan(values)
        others = there.sum(axis=0) - there
        centre, _ = self._moments(values)
        shifted = np.where(there, values - centre, 0.0)       # squares of great figures would swallow a small spread
        total, squares = shifted.sum(axis=0) - shifted, (shifted**2).sum(axis=0) - shifted**2
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = total / others
            variance = np.maximum(squares / others - mean**2, 0.0)
            z_squared = fraction**2 * ((others + 1) / others if self.deviation == "sample" else 1.0)
            distance = np.sqrt(z_squared * variance * (others + 1) / (others - z_squared))
        found = centre + mean + self._sign() * np.sign(fraction) * distance
        beyond = np.nan if fraction > 0 else -self._sign() * np.inf
        return np.where(z_squared < others, found, beyond)

    def explain(self, full: float) -> str:
        return (f"{self.said_within()}平均水平得 {plain(self.at_mean)} 分，每好一个标准差加 {plain(self.per_deviation)} 分，"
                f"每差一个减 {plain(self.per_deviation)} 分（{self.said_side()}）")

    def working(self, value: float, case: Case) -> str:
        mean, deviation = (float(moment[0]) for moment in self._moments(np.append(self.others(case), value)[:, None]))
        above = f"({plain(mean)} − {plain(value)})" if self.less_is_better else f"({plain(value)} − {plain(mean)})"
        if deviation == 0:
            return f"{self.company(case)}数值相同，得 {self.earned(value, case)} 分"
        return (f"{self.company(case)}平均 {plain(mean)}、标准差 {plain(deviation, 6)}，{plain(self.at_mean)} + {above} ÷ "
                f"{plain(deviation, 6)} × {plain(self.per_deviation)} = {self.earned(value, case)} 分{self.ends(case.full)}")
