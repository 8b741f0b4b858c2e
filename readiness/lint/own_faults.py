"""What a rule says is wrong with itself for the indicator that it stands in: holes and overlaps between tiers, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from readiness.lint.draft import Draft
from readiness.lint.probe import values
from readiness.problems import Problem


def own_faults(draft: Draft) -> Iterator[Problem]:
    """Every rule is asked, with those put on top and those within others; and whether it gives any points at all."""
    for placed in draft.rules:
        if placed.known and not placed.rule.part_names and not placed.rule.inner(placed.full):
            found = values(placed)
            if found.size and np.isnan(placed.rule.held(found, placed.case)).all():
                yield draft.fault(placed.path, "这条规则在任何数值下都得不出分数。", "核对算式，有没有除以 0 或结果无穷大。")
        for found in placed.rule.faults(placed.limits, placed.step):
            yield replace(draft.fault((*placed.path, *found.path), found.what, found.fix), doubt=found.doubt)
