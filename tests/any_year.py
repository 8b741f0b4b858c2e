"""Random years of every rule type, each finished in one of the ways that were still open, for tests of what holds of any year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.mix import MIX
from readiness.rubric import Indicator
from readiness.rubric.indicator import COUNTED, PERIOD_MONTHS
from tests.small import YEAR, Small, level

# Beside the mix, what it has no example of.
MORE: dict[str, dict[str, Any]] = {
    "refund": {"accumulate": "sum", "rule": {"type": "per_occurrence", "deduct_per": {"一般": 1}, "refund": {"整改": 0.5}}},
    "no_floor": {"accumulate": "sum", "rule": {"type": "per_occurrence", "deduct_per": 0.7, "free": 2, "floor": "none"}},
    "nodes": {"accumulate": "latest", "rule": {"type": "milestone", "nodes": {"立项": {"by": 3}, "开工": {"by": 6}, "完工": {"by": 11, "weight": 2}}}},
    "beyond": {"accumulate": "sum", "rule": {"type": "proportional", "cap": 1.2}, "target": 40},
    "rounds": {"accumulate": "latest", "rule": {"type": "period_mix", "routine": ["上半年", "下半年"]}},
    "bands": {"accumulate": "latest", "rule": {"type": "binary", "at_most": 50}},
    "narrow": {"accumulate": "mean", "rule": {"type": "interval", "low": 45, "high": 50}},
}
KINDS: dict[str, dict[str, Any]] = {
    **{name: {"accumulate": kind.accumulate, "rule": kind.rule, "baseline": kind.last_year, **kind.settings} for name, kind in MIX.items()},
    **MORE}
OUTER = {"z_score"}                       # their best and worst are outer bounds (docs/method.md), told by the inequality alone
WAYS = ("sum", "latest", "mean", "ratio", "max", "min")
ROLLED = {"sum": "sum", "ratio": "ratio", "mean": "weighted", "latest": "mean"}
HIGH = {"grade_map": 4.0, "checklist": 1.0}
DAYS = 28                                 # no month has fewer, so a denominator in days is never too large


def indicator_of(name: str, random: np.random.Generator) -> dict[str, Any]:
    """One kind with a way of adding up that it allows, a frequency, and what is said of the months to come."""
    entry = {"measure": "分", "target": None, **KINDS[name], "plan": None}
    way = str(random.choice([entry["accumulate"], *_allowed(entry)]))
    low = random.choice([None, 0.0]) if name in HIGH or way == "ratio" else None
    settings = {"accumulate": way, "frequency": str(random.choice(["monthly", "monthly", "quarterly", "half_yearly", "yearly"])),
                "base_to_come": str(random.choice(["days", "steady", "open", *["last_year"] * (way == "ratio")])), "keeps": random.choice([None, True, False]),
                "measure": "%" if way == "ratio" else str(random.choice(["件", "吨"])) if way == "sum" else "分",
                "county": ROLLED.get(way, "reported") if random.random() < 0.6 and name != "milestone" else "reported",
                "no_cases": str(random.choice(["full", "not_applicable"])),
                "unreported": str(random.choice(["zero", "as_reported"]))}
    if low is None and name not in HIGH and name != "yoy" and random.random() < 0.4:
        settings["possible"] = [0, 100]
    return level(2, **{key: value for key, value in {**entry, **settings}.items() if value is not None})


def _allowed(entry: Mapping[str, Any]) -> list[str]:
    rule = Indicator.model_validate({"id": "X", "name": "X", "points": 2, "measure": "分", **{
        key: value for key, value in entry.items() if key in ("accumulate", "rule", "target", "baseline", "extras") and value is not None}}).rule
    if rule.type == "milestone":             # a list of projects is a level
        return ["latest"]
    if getattr(rule, "refund", None):        # what comes back is counted against what happened
        return ["sum"]
    return [way for way in WAYS if rule.accumulates is None or way in rule.accumulates]


@dataclass
class AnyYear:
    """`finished` has every month of a year; `so_far(month)` what of it is known by then, with the gaps that there were."""

    items: dict[str, Any]
    rubric: dict[str, Any]
    townships: list[str]
    random: np.random.Generator

    @classmethod
    def of(cls, seed: int, townships: int, **rubric: Any) -> AnyYear:
        """The same year for the same seed."""
        random = np.random.default_rng(seed)
        items = {name: indicator_of(name, random) for name in KINDS}
        year = cls(items, rubric, [f"T{at:02d}" for at in range(1, townships + 1)], random)
        year.rows = list(year._rows())
        year.gaps = year._gaps()
        return year

    def empty(self) -> Small:
        """The county with nothing reported."""
        names = list(KINDS)
        cut = len(names) // 2
        grouped = {"甲": {"indicators": {name: self.items[name] for name in names[:cut]}},
                   "乙": {"indicators": {name: self.items[name] for name in names[cut:]}}}
        departments = {"D01": {"leads": names[::3], "supports": names[1::3]}, "D02": {"leads": names[1::3]}, "D03": {"leads": names[2::3]}}
        return Small(grouped, self.townships, departments, mix={"general_duties": names[:3]}, **self.rubric)

    def _filled(self, rows: Iterator[tuple]) -> Small:
        small = self.empty()
        for unit, key, part, year, month, value, base in rows:
            small.rows.append((unit, key, part, f"{year}-{month + 1:02d}", value, base, "", "表.csv", "", len(small.rows) + 2))
        return small

    @property
    def finished(self) -> Small:
        """Everything reported."""
        return self._filled(iter(self.rows))

    def so_far(self, month: int) -> Small:
        """What is known at the end of `month` (0 is January)."""
        return self._filled(row for row, gap in zip(self.rows, self.gaps, strict=True) if row[3] < YEAR or row[4] <= month and not gap)

    def _gaps(self) -> list[bool]:
        """What is not reported, or late: of lists of projects and of refunds the whole month, and no round that may stay unknown."""
        indicators, whole = self.empty().rubric.indicators, {}
        found = []
        for unit, key, part, _, month, *_ in self.rows:
            gap = bool(self.random.random() < 0.15)
            if key in ("milestone", "refund"):
                gap = whole.setdefault((unit, key, month), gap)
            found.append(gap and (not indicators[key].open(part) or indicators[key].comes_late(part)))
        return found

    # A year's figures, within what the months can bring: whoever goes beyond breaks what the rubric says of them.

    def _rows(self) -> Iterator[tuple]:
        rubric = self.empty().rubric
        self.weighed = {key for key in self.items if self.random.random() < 0.5}      # all units weigh a mean by something, or none
        for unit in (*self.townships, "XX", "D01", "D02", "D03"):
            for key, indicator in rubric.indicators.items():
                if unit != "XX" or indicator.county == "reported":      # nobody reports for the county what is rolled up
                    yield from self._of_unit(unit, key, indicator)

    def _of_unit(self, unit: str, key: str, indicator: Indicator) -> Iterator[tuple]:
        earlier = self.random.random() < 0.5 or indicator.base_to_come == "last_year"
        fixed = float(self.random.integers(1, DAYS + 1))
        before: dict[tuple[str, int], float] = {}
        for year in (YEAR - 1, YEAR) if earlier else (YEAR,):
            ends = range(PERIOD_MONTHS[indicator.frequency] - 1, 12, PERIOD_MONTHS[indicator.frequency])
            for part, values in self._parts(key, indicator, len(ends)).items():
                way = indicator.accumulate_of(part)
                for month, value in zip(ends, values, strict=True):
                    if indicator.comes_late(part) and month < 11:
                        continue
                    base = float("nan")
                    if way == "ratio" or way == "mean" and key in self.weighed:
                        base = self._base(indicator, fixed, before.get((part, month)) if year == YEAR else None)
                        value = value * base / 100.0 if way == "ratio" else value
                    if year < YEAR:
                        before[part, month] = value
                    yield unit, key, part, year, month, value, base

    def _base(self, indicator: Indicator, fixed: float, before: float | None) -> float:
        if indicator.base_to_come == "steady":
            return fixed
        if indicator.base_to_come == "last_year" and before is not None:
            return before
        return float(self.random.integers(0 if self.random.random() < 0.2 else 1, DAYS + 1))

    def _parts(self, key: str, indicator: Indicator, count: int) -> dict[str, np.ndarray]:
        """Each part's months; stages of projects are one list through the year, refunds no more than there are events."""
        found = {part: self._part(key, indicator, part, count) for part in indicator.part_names}
        if key == "milestone":
            found = dict(zip(found, self._stages(len(found), count).T, strict=True))
        if key == "refund":
            found["整改"] = np.minimum(found["整改"], found["一般"])
        return found

    def _part(self, key: str, indicator: Indicator, part: str, count: int) -> np.ndarray:
        way, random = indicator.accumulate_of(part), self.random
        low, high = indicator.limits if way == "ratio" else indicator.limits_of(part)
        high = min(high, HIGH.get(key, 10.0 if way == "sum" else 120.0))
        ends = np.sort(random.uniform(low, high, 2)) if random.random() < 0.5 else np.array([low, high])
        values = random.uniform(*ends, count)
        values = np.where(random.random(count) < 0.2, random.choice([low, high], count), values)
        if key in HIGH or high == 1.0 or way == "sum" and indicator.measure_of(part) in COUNTED | {None} or random.random() < 0.3:
            values = np.rint(values)
        return np.maximum.accumulate(values) if indicator.kept(part) else values

    def _stages(self, stages: int, count: int) -> np.ndarray:
        """[report × stage]: five projects that pass from stage to stage and never back."""
        at = np.sort(self.random.integers(0, stages, (count, 5)), axis=0)
        return np.array([[float((row == stage).sum()) for stage in range(stages)] for row in at])
