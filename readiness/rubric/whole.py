"""The rubric of one year: all that is assessed, in order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pydantic import Field, field_validator

from readiness.rubric.adjustment import Adjustment, Veto
from readiness.rubric.indicator import Indicator
from readiness.rubric.lights import Lights
from readiness.rubric.setting import Combine, Kind, NotApplicable, Setting, Unreported


class Grade(Setting):
    """等次: the displayed total, on 100, from which it is given."""

    min: float
    name: str


class Category(Setting):
    """板块: a group of indicators; categories may nest.  `points` is the sum of what stands in it.

    `combine` says how what stands in it makes its points: added up (`sum`), the block with the lowest share decides
    (`lowest`, A 和 B 取低: each block then has all the points), or the weighted geometric mean of the shares (`geometric`).
    """

    id: str = ""
    name: str
    points: float = Field(gt=0, description="分值")
    combine: Combine = "sum"
    indicators: dict[str, Indicator] = {}
    categories: dict[str, Category] = {}

    @property
    def combined(self) -> bool:
        """Whether anything in it is put together otherwise than by adding up."""
        return self.combine != "sum" or any(category.combined for category in self.categories.values())

    def with_inner(self) -> Iterator[Category]:
        """Itself and the categories within it."""
        yield self
        for category in self.categories.values():
            yield from category.with_inner()

    def all_indicators(self) -> Iterator[Indicator]:
        """Its own indicators and those of the categories within it."""
        yield from self.indicators.values()
        for category in self.categories.values():
            yield from category.all_indicators()


USUAL_GRADES = (Grade(min=90, name="优秀"), Grade(min=80, name="良好"), Grade(min=60, name="合格"), Grade(min=0, name="不合格"))


class DepartmentMix(Setting):
    """How a department's total is mixed: what it leads and supports at county level, and the duties every unit has.

    An item counts once for a department: as lead before general duty before support.
    """

    business_weight: float = Field(default=60.0, gt=0)
    duty_weight: float = Field(default=40.0, gt=0)
    support_share: float = Field(default=0.5, ge=0, le=1)
    general_duties: tuple[str, ...] = ()


class Caps(Setting):
    """The most that all bonuses, or all deductions, may come to, by kind of unit; without one there is no cap."""

    county: float | None = Field(default=None, gt=0)
    township: float | None = Field(default=None, gt=0)
    department: float | None = Field(default=None, gt=0)

    def of(self, kind: Kind) -> float:
        """The cap for one kind of unit; endless where there is none."""
        cap = getattr(self, kind)
        return float("inf") if cap is None else cap


class Rubric(Setting):
    """考核细则: one assessment year.

    `combine` puts the categories together as `Category.combine` does its blocks; `beyond_full` says whether bonuses may take
    a total past 100.
    """

    id: str
    title: str
    year: int = Field(ge=2000, le=2100)
    full_points: float = Field(default=100.0, gt=0)
    not_applicable: NotApplicable = "rescale"
    unreported: Unreported = "zero"
    combine: Combine = "sum"
    beyond_full: bool = True
    grades: tuple[Grade, ...] = Field(default=USUAL_GRADES, min_length=1)
    departments: DepartmentMix = DepartmentMix()
    bonus_cap: Caps = Caps()
    deduction_cap: Caps = Caps()
    lights: Lights = Lights()
    bonus: dict[str, Adjustment] = {}
    deductions: dict[str, Adjustment] = {}
    vetoes: dict[str, Veto] = {}
    categories: dict[str, Category]

    @field_validator("grades")
    @classmethod
    def _grades_fall(cls, grades: tuple[Grade, ...]) -> tuple[Grade, ...]:
        bounds = [grade.min for grade in grades]
        if bounds != sorted(bounds, reverse=True) or len(set(bounds)) < len(bounds) or bounds[-1] > 0:
            raise ValueError("grades 的分数线没有从高到低排到 0。|从最好的等次写起，最后一档写  min: 0")
        return grades

    @cached_property
    def combined(self) -> bool:
        """Whether anything in it is put together otherwise than by adding up."""
        return self.combine != "sum" or any(category.combined for category in self.categories.values())

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by id, in the order of the file."""
        return {item.id: item for category in self.categories.values() for item in category.all_indicators()}

    @cached_property
    def all_categories(self) -> dict[str, Category]:
        """Every category by id, nested ones too."""
        return {inner.id: inner for category in self.categories.values() for inner in category.with_inner()}

    @cached_property
    def category_of(self) -> dict[str, str]:
        """The top category of each indicator."""
        return {item.id: key for key, category in self.categories.items() for item in category.all_indicators()}

    @cached_property
    def reported_events(self) -> dict[str, tuple[str, ...]]:
        """What forms report beside the indicators: id → parts, of bonuses, deductions and vetoes."""
        adjustments = {**self.bonus, **self.deductions}
        events = {key: tuple(item.each) for key, item in adjustments.items() if item.each}
        return {**events, **{key: ("",) for key, veto in self.vetoes.items() if veto.reported}}
