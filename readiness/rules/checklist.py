"""A list of things that must be in place, each with its own points (清单佐证)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field

from readiness.numbers import FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample, Take
from readiness.rules.binary import YES_NO


class Checklist(Rule):
    """Each item confirmed by evidence (1, 是) gives its points, in part where it is in part done (0 to 1).

    value = Σ item points × confirmed,  fraction = value ÷ full points
    """

    title: ClassVar[str] = "清单佐证"
    items: dict[str, Annotated[float, Field(gt=0)]] = Field(min_length=1, description="事项: 得几分")

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"items": {"责任书": 0.8, "分解文件": 0.6, "清单": 0.6, "考核": 0.5, "追责": 0.5}}, 3,
                    Example(parts={"责任书": 1, "分解文件": 1, "清单": 1, "考核": 0, "追责": 0}, points=2)),
    )

    @property
    def part_names(self) -> tuple[str, ...]:
        return tuple(self.items)

    def part_limits(self, name: str) -> tuple[float, float] | None:
        return 0.0, 1.0

    def keeps(self, part: str) -> bool:
        return True

    @property
    def moving(self) -> frozenset[str]:
        return frozenset(self.items)

    def words(self, part: str) -> Mapping[str, float]:
        return YES_NO

    def value(self, case: Case) -> FloatArray:
        return sum(np.clip(case.parts[item], 0.0, 1.0) * points for item, points in self.items.items())

    def most(self, full: float) -> float:
        return sum(self.items.values())

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return value / case.full

    def judged_measure(self, measure: str) -> str:
        return "分"

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return np.array(fraction * case.full)

    def takes(self, case: Case) -> tuple[Take, ...]:
        return tuple(Take(item, float(case.parts[item]), 1.0, f"补上“{item}”（{plain(points)} 分）")
                     for item, points in self.items.items() if float(case.parts[item]) < 1)

    def explain(self, full: float) -> str:
        return "逐项佐证得分：" + "，".join(f"{item} {plain(points)} 分" for item, points in self.items.items())

    def derivation(self, case: Case) -> str:
        missing = [item for item in self.items if float(case.parts[item]) < 1]
        return f"尚缺 {'、'.join(missing)}" if missing else ""

    def working(self, value: float, case: Case) -> str:
        share = value / float(self.value(case)) if float(self.value(case)) else 1.0
        done = [f"{plain(float(case.parts[item]))} × {plain(points)}（{item}）" for item, points in self.items.items()
                if float(case.parts[item]) > 0]
        if not done or abs(share - 1.0) < 1e-9:
            return f"{' + '.join(done) or '0'} = {self.earned(value, case)} 分{self.ends(case.full)}"
        return f"{plain(value)} ÷ {plain(case.full)} × {plain(case.full)} = {self.earned(value, case)} 分{self.ends(case.full)}"
