"""What comes on top of the hundred points (加分, 扣分) and what changes the grade alone (一票否决)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from readiness.rubric.setting import Kind, Setting


class Beats(Setting):
    """Better than target: each `step` beyond the target of `indicator` is worth `points`.

    The step is in the indicator's measure, or in percent of the target (超额完成每 10%); begun steps do not count, unless
    `fractional`.
    """

    indicator: str
    step: float = Field(gt=0)
    of: Literal["measure", "percent"] = "measure"
    fractional: bool = False
    points: float = Field(gt=0)


class Adjustment(Setting):
    """A bonus or deduction outside the indicators: so many points for each event, up to `cap`.

    `each` names the kinds of event and their points; the form reports them under this item's id, a part for each.
    `beats` is reckoned from an indicator instead and reported by nobody.
    """

    id: str = ""
    name: str
    each: dict[str, Annotated[float, Field(gt=0)]] = {}
    beats: Beats | None = None
    cap: float | None = Field(default=None, gt=0)
    basis_clause: str = ""
    evidence: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_source(self) -> Adjustment:
        if bool(self.each) == (self.beats is not None):
            raise ValueError("要么写 each（每次多少分），要么写 beats（优于目标）。|二者写一个。")
        return self


class Missed(Setting):
    """At year-end `indicator` is short of its target; where it has parts, any of them is short of what its rule asks."""

    indicator: str


class Worse(Setting):
    """The value of `indicator` is worse than last year's same period, and the target is missed."""

    indicator: str


class Below(Setting):
    """At year-end `category` earned less than `percent` of what is judged in it (质量部分低于 60 分的不合格)."""

    category: str
    percent: float = Field(gt=0, le=100)


class Watch(Setting):
    """Reason to warn before a veto strikes: a part of `indicator` has reached `at_least` this year."""

    indicator: str
    part: str = ""
    at_least: float


class Veto(Setting):
    """一票否决: it changes the grade and not the points, but for `zero_item`, which takes the points of the items it names.

    effect  fail: lowest grade | cap_grade: no better than `grade` | not_excellent: not the best grade |
            downgrade: `levels` grades lower | zero_item: `items` earn nothing
    when    reported: an event under this item's id, from month `since` on | missed, worse: reckoned from an indicator |
            below: from a category's points
    """

    id: str = ""
    name: str
    effect: Literal["fail", "cap_grade", "not_excellent", "downgrade", "zero_item"]
    grade: str | None = None
    levels: int = Field(default=1, ge=1)
    items: tuple[str, ...] = ()
    since: int = Field(default=1, ge=1, le=12)
    missed: Missed | None = None
    worse: Worse | None = None
    below: Below | None = None
    watch: Watch | None = None
    kinds: tuple[Kind, ...] = ("county", "township", "department")
    basis_clause: str = ""
    evidence: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_on_what(self) -> Veto:
        if self.effect == "cap_grade" and not self.grade:
            raise ValueError("cap_grade 要写明最高只能评什么等次。|补上一行  grade: 合格")
        if sum(ground is not None for ground in (self.missed, self.worse, self.below)) > 1:
            raise ValueError("missed、worse、below 只能写一个。|几种情形写成几条否决。")
        if self.below and self.effect == "zero_item":
            raise ValueError("看板块得分的否决不能再让指标计零。|换一种后果")
        if (self.effect == "zero_item") != bool(self.items):
            raise ValueError("zero_item 要写明哪些指标计零，其他后果不写 items。|写成  items: [指标编号]，或删去 items")
        return self

    @property
    def reported(self) -> bool:
        """Whether a form reports it, rather than a figure showing it."""
        return self.missed is None and self.worse is None and self.below is None

    @property
    def sources(self) -> dict[str, Missed | Worse | Watch]:
        """What it looks at an indicator for, by the word of the setting."""
        return {word: source for word in ("missed", "worse", "watch") if (source := getattr(self, word))}
