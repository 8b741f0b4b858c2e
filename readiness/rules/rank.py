"""The place among the units decides (名次)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from readiness.numbers import TOLERANCE, FloatArray, places, plain, without_noise
from readiness.rule import Among, Case, Example, RuleExample


class Band(BaseModel):
    """Places up to `to` give `points`."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    to: int = Field(ge=1, description="到第几名")
    points: float = Field(ge=0, description="得几分")


class Rank(Among):
    """Points fall evenly from the first place to the last, or by bands of places.

    fraction = 1 − (place − 1) ÷ (n − 1)

    n is how many units have a value; who stands alone is first.  Equal values share a place: the best of those that they
    take (`ties: competition`, 1 2 2 4) or their mean (`ties: average`, 1 2.5 2.5 4).  `place_of`: the form reports the
    place itself, out of so many (a county among the city's counties).
    """

    title: ClassVar[str] = "名次"
    ties: Literal["competition", "average"] = Field(default="competition", description="并列取最好名次，或取平均名次")
    bands: tuple[Band, ...] = Field(default=(), description="按名次分段得分，从第 1 名写起")
    otherwise: float = Field(default=0.0, ge=0, alias="else", description="各段之后得几分")
    place_of: int | None = Field(default=None, ge=1, description="表里直接报名次时，一共多少个单位")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({}, 2, Example(value=80, peers=(95, 92, 90, 85, *range(60, 71)), points=2 * (1 - 4 / 15))),
        RuleExample({"place_of": 16}, 2, Example(value=5, points=2 * (1 - 4 / 15))),
        RuleExample({"bands": [{"to": 3, "points": 5}, {"to": 10, "points": 3}], "else": 1}, 5,
                    Example(value=80, peers=(95, 92, 90, 60), points=3)),
    )

    @model_validator(mode="after")
    def _bands_fall(self) -> Rank:
        ends, given = [band.to for band in self.bands], [band.points for band in self.bands]
        if np.any(np.diff(ends) <= 0):
            raise ValueError("bands 的名次有重复或没有从前到后排。|从第 1 名写起，to 逐段变大。")
        if self.bands and np.any(np.diff([*given, self.otherwise]) >= 0):
            raise ValueError("名次靠后的一段得分没有更低。|得分逐段递减，else 最低。")
        return self

    @property
    def more_is_better(self) -> bool:
        return self.place_of is None and not self.less_is_better

    @property
    def ordinal(self) -> bool:
        return self.place_of is not None

    @property
    def compares(self) -> bool:
        return self.place_of is None

    def value_limits(self, full: float) -> tuple[float, float] | None:
        return None if self.place_of is None else (1.0, float(self.place_of))

    def most(self, full: float) -> float:
        return self.bands[0].points if self.bands else full

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        if self.place_of is not None:
            return self._earned(np.asarray(value, dtype=float), self.place_of, case.full)
        return self._beside(value, case, lambda values: self._earned(self._places(values), _count(values), case.full))

    def _better(self, values: FloatArray) -> FloatArray:
        """The greater the better, and no tie split by floating noise."""
        return without_noise(-values if self.less_is_better else values)

    def _places(self, values: FloatArray) -> FloatArray:
        better = self._better(values)
        first = places(better)
        return first if self.ties == "competition" else (first + _count(values) + 1 - places(-better)) / 2

    def _earned(self, place: FloatArray, count: FloatArray | int, full: float) -> FloatArray:
        if not self.bands:
            return 1.0 - (place - 1.0) / np.maximum(np.asarray(count) - 1.0, 1.0)
        points = np.where(np.isnan(place), np.nan, self.otherwise)
        for band in reversed(self.bands):
            points = np.where(place <= band.to + TOLERANCE, band.points, points)
        return points / full

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        if self.place_of is not None:
            return np.array(self._place_for(fraction, self.place_of, case.full))
        return self._beside(self.completed(case), case, lambda values: self._equal_to(fraction, values, case.full))

    def _place_for(self, fraction: float, count: int, full: float) -> float:
        """The last place that earns `fraction`."""
        if self.bands:
            enough = [band.to for band in self.bands if band.points >= fraction * full - TOLERANCE]
            return float(enough[-1]) if enough else np.nan
        return np.floor(1.0 + (1.0 - fraction) * (count - 1) + TOLERANCE)

    def _equal_to(self, fraction: float, values: FloatArray, full: float) -> FloatArray:
        """The value of the other that stands in the last place that earns `fraction`; one's own where there is no other.

        Where a shared place is the mean of those it takes, sharing is not enough: the value is a little beyond the other's.
        """
        better = self._better(values)
        ranked = -np.sort(-better, axis=0)                              # the best first, nan last
        count = _count(values)
        found = np.full(values.shape, np.nan)
        for column in range(values.shape[1]):
            place = int(min(self._place_for(fraction, max(int(count[column]), 1), full), max(count[column], 1)))
            others = np.where(better[:, column] >= ranked[place - 1, column], place, place - 1)   # one's own is not an other
            known = np.minimum(others, max(int(count[column]) - 1, 0))
            beyond = 1e-9 * max(1000.0, abs(ranked[0, column])) if self.ties == "average" else 0.0
            found[:, column] = np.where(count[column] > 1, ranked[known, column] + beyond, better[:, column])
        return -found if self.less_is_better else found

    def aim(self, case: Case) -> FloatArray:
        return self.inverse(1.0, case) if self.place_of is not None else super().aim(case)

    def steps(self, full: float) -> tuple[float, ...]:
        return tuple(sorted(band.points / full for band in self.bands))

    def edges(self, case: Case) -> tuple[float, ...]:
        return tuple(float(place) for place in range(1, self.place_of + 1)) if self.place_of else super().edges(case)

    def span(self, case: Case) -> tuple[float, float]:
        return (1.0, float(self.place_of)) if self.place_of else super().span(case)

    def explain(self, full: float) -> str:
        whom = f"{self.place_of} 个单位中的名次" if self.place_of else f"{self.said_within()}排名，{self.said_side()}"
        if self.bands:
            first = [1, *(band.to + 1 for band in self.bands)]
            bands = [f"第 {start}—{band.to} 名得 {plain(band.points)} 分" for start, band in zip(first, self.bands, strict=False)]
            return f"按{whom}，{'，'.join(bands)}，其余得 {plain(self.otherwise)} 分"
        return f"按{whom}，第 1 名得满分，最后一名不得分，中间按名次均匀递减"

    def working(self, value: float, case: Case) -> str:
        place, count = self._standing(value, case)
        said = "" if self.place_of else f"{plain(value)} 在{self.company(case)}中"
        if self.bands:
            return f"{said}列第 {plain(place)} 名，得 {self.earned(value, case)} 分"
        return (f"{said}列第 {plain(place)} 名，(1 − ({plain(place)} − 1) ÷ ({max(count, 2)} − 1)) × {plain(case.full)}"
                f" = {self.earned(value, case)} 分")

    def _standing(self, value: float, case: Case) -> tuple[float, int]:
        if self.place_of is not None:
            return value, self.place_of
        return float(self._beside(np.float64(value), case, self._places)), len(self.others(case)) + 1


def _count(values: FloatArray) -> FloatArray:
    """[column]: how many members have a value."""
    return (~np.isnan(values)).sum(axis=0)
