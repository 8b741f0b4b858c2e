"""A list of things that must be in place, each with its own points (清单佐证)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from readiness.numbers import FloatArray, plain
from readiness.rule import Case, Example, Rule, RuleExample


class Checklist(Rule):
    """Each item confirmed by evidence (1) gives its points, in part where it is in part done (0 to 1).

    value = Σ item points × confirmed,  fraction = value ÷ full points
    """

    title: ClassVar[str] = "清单佐证"
    items: dict[str, float]

    examples: ClassVar[tuple[RuleExample, ...]] = (
        RuleExample({"items": {"责任书": 0.8, "分解文件": 0.6, "清单": 0.6, "考核": 0.5, "追责": 0.5}}, 3,
                    Example(parts={"责任书": 1, "分解文件": 1, "清单": 1, "考核": 0, "追责": 0}, points=2)),
    )

    @property
    def part_names(self) -> tuple[str, ...]:
        return tuple(self.items)

    def part_limits(self, name: str) -> tuple[float, float] | None:
        return 0.0, 1.0

    def value(self, case: Case) -> FloatArray:
        return sum(np.clip(case.parts[item], 0.0, 1.0) * points for item, points in self.items.items())

    def most(self, full: float) -> float:
        return sum(self.items.values())

    def fraction(self, value: FloatArray, case: Case) -> FloatArray:
        return value / case.full

    def inverse(self, fraction: float, case: Case) -> FloatArray:
        return np.array(fraction * case.full)

    def explain(self, full: float) -> str:
        return "逐项佐证得分：" + "，".join(f"{item} {plain(points)} 分" for item, points in self.items.items())

    def derivation(self, case: Case) -> str:
        done = [f"{plain(points * min(float(case.parts[item]), 1.0))}（{item}）"
                for item, points in self.items.items() if float(case.parts[item]) > 0]
        missing = [item for item in self.items if float(case.parts[item]) < 1]
        still = f"；尚缺：{'、'.join(missing)}" if missing else ""
        return f"{' + '.join(done) or '0'} = {plain(float(self.value(case)))}{still}"

    def working(self, value: float, case: Case) -> str:
        return f"{plain(value)} ÷ {plain(case.full)} × {plain(case.full)} 分 = {self.earned(value, case)} 分（最多 {plain(case.full)} 分）"
