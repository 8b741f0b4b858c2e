"""The mix of fifty indicators: every rule type twice, each with figures that earn all, some and none of its points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

POINTS = 2.0
Range = tuple[int, int]


@dataclass(frozen=True)
class Kind:
    """An indicator of the mix: how its months add up, its rule, and between which whole numbers a month's figure is drawn.

    `late` parts are reported in December alone; `last_year` is every unit's value of last year.
    """

    accumulate: str
    rule: Mapping[str, Any]
    drawn: Range
    settings: Mapping[str, Any] = field(default_factory=dict)
    late: Mapping[str, Range] = field(default_factory=dict)
    last_year: float | None = None


MIX: dict[str, Kind] = {
    "proportional": Kind("sum", {"type": "proportional"}, (0, 12), {"target": 60}),
    "linear": Kind("latest", {"type": "linear", "zero_at": 60, "full_at": 100}, (1, 101)),
    "tiers": Kind("ratio", {"type": "tiers", "tiers": [{"min": 95, "points": 2}, {"min": 80, "points": 1}], "else": 0}, (40, 61)),
    "per_unit_deduct": Kind("mean", {"type": "per_unit_deduct", "deduct_per_unit": 0.05, "beyond": "above"}, (20, 61),
                            {"target": 30, "extras": [{"type": "not_worse"}]}, last_year=42.0),
    "per_occurrence": Kind("sum", {"type": "per_occurrence", "deduct_per": {"省": 0.03, "县": 0.01}}, (0, 12)),
    "checklist": Kind("latest", {"type": "checklist", "items": {"一": 1.2, "二": 0.8}}, (0, 2)),
    "milestone": Kind("latest", {"type": "milestone", "stages": {"前期": 0.25, "在建": 0.5, "完成": 1}}, (1, 101)),
    "yoy": Kind("ratio", {"type": "yoy", "zero_at": 0, "full_at": -40}, (20, 61)),
    "piecewise": Kind("latest", {"type": "piecewise", "corners": [[40, 0], [60, 0.5], [80, 1.5], [95, 2]]}, (1, 101)),
    "binary": Kind("ratio", {"type": "binary", "at_least": 70}, (20, 61)),
    "interval": Kind("latest", {"type": "interval", "low": 40, "high": 60, "low_width": 20, "high_width": 30}, (1, 101)),
    "quota": Kind("sum", {"type": "quota", "deduct_per_unit": 0.5, "unit_step": 4, "fractional": False}, (0, 12), {"target": 55}),
    "dist_to_target": Kind("latest", {"type": "dist_to_target"}, (1, 101), {"target": 80}, last_year=40.0),
    "grade_map": Kind("latest", {"type": "grade_map", "grades": {"优秀": 2, "良好": 1.5, "合格": 1, "不合格": 0}}, (1, 5)),
    "manual": Kind("latest", {"type": "manual", "out_of": 100}, (1, 101)),
    "monthly_section": Kind("sum", {"type": "monthly_section", "deduct_per": {"超标": 0.03, "劣Ⅴ类": 0.05}}, (0, 4),
                            late={"年均达标": (0, 2)}),
    "period_mix": Kind("mean", {"type": "period_mix"}, (60, 101), late={"年终": (60, 101)}),
    "weighted": Kind("latest", {"type": "weighted", "items": [
        {"part": "质量", "weight": 70, "rule": {"type": "linear", "zero_at": 0, "full_at": 100}},
        {"part": "任务", "weight": 30, "rule": {"type": "proportional"}}]}, (1, 101), {"target": 80}),
    "min_of": Kind("latest", {"type": "min_of", "parts": ["水", "气", "土"],
                              "each_part": {"type": "linear", "zero_at": 0, "full_at": 90}}, (1, 101)),
    "rank": Kind("latest", {"type": "rank"}, (0, 10_001)),
    "relative_to_best": Kind("sum", {"type": "relative_to_best"}, (0, 101)),
    "min_max": Kind("mean", {"type": "min_max", "less_is_better": True}, (20, 61)),
    "z_score": Kind("ratio", {"type": "z_score", "at_mean": 1.2, "per_deviation": 0.4}, (20, 61)),
    "efficacy": Kind("latest", {"type": "efficacy"}, (1, 101)),
    "formula": Kind("latest", {"type": "formula", "formula": "full if value >= 95 else value / 100 * full", "better": "higher"},
                    (1, 101)),
}
