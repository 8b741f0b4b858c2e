"""Parts (分项) that nothing uses, or that cannot mean what the indicator makes of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from readiness.lint.draft import Draft, Placed
from readiness.problems import Problem, did_you_mean
from readiness.rubric import Indicator
from readiness.yaml_file import Path_


def parts(draft: Draft) -> Iterator[Problem]:
    """A part that no rule judges and that has no weight."""
    for path, indicator in draft.indicators:
        used = {name for rule in indicator.rules for name in rule.part_names}
        for name, part in indicator.parts.items():
            if name and name not in used and not part.weight:
                yield draft.fault((*path, "parts", name), "计分规则没有用到这个分项，也没有给权重。",
                                  did_you_mean(name, used, "删去，或写上 weight。"))
        yield from _added_up(draft, path, indicator)
    for placed in draft.rules:
        if placed.nested and placed.rule.needs_baseline:
            yield from _without_last_year(draft, placed)


def _added_up(draft: Draft, path: Path_, indicator: Indicator) -> Iterator[Problem]:
    """Marks and 是/否 of the townships make no sum for the county."""
    bounded = [name for rule in indicator.rules for name in rule.part_names
               if (limits := rule.part_limits(name)) is not None and np.isfinite(limits[1])]
    if indicator.county in ("sum", "ratio") and bounded:
        yield draft.fault((*path, "county"), f"“{bounded[0]}”是是否或打分，各乡镇加起来没有意义。", "写成  county: mean，或由县里报送（reported）。")


def _without_last_year(draft: Draft, placed: Placed) -> Iterator[Problem]:
    """Last year's value is known of the whole indicator, not of its parts."""
    item = draft.written(placed.path[:-1])
    if placed.path[-1] == "each_part" or isinstance(item, dict) and item.get("part"):
        yield draft.fault(placed.path, "要和上年比的规则不能用在分项上：上年值只有整个指标的。", "每个分项单独立一个指标，或去掉 part。")
