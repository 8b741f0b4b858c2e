"""What a rule says is wrong with itself for the indicator that it stands in: holes and overlaps between tiers, and the like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from readiness.lint.draft import Draft
from readiness.problems import Problem


def own_faults(draft: Draft) -> Iterator[Problem]:
    """Every rule is asked, with those put on top and those within others."""
    for placed in draft.rules:
        for found in placed.rule.faults(placed.limits, placed.step):
            yield replace(draft.fault((*placed.path, *found.path), found.what, found.fix), doubt=found.doubt)
