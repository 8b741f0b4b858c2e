"""Parts (分项) that nothing uses."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lint.draft import Draft
from readiness.problems import Problem, did_you_mean


def parts(draft: Draft) -> Iterator[Problem]:
    """A part that no rule judges and that has no weight."""
    for path, indicator in draft.indicators:
        used = {name for rule in indicator.rules for name in rule.part_names}
        for name, part in indicator.parts.items():
            if name and name not in used and not part.weight:
                yield draft.fault((*path, "parts", name), "计分规则没有用到这个分项，也没有给权重。",
                                  did_you_mean(name, used, "删去，或写上 weight。"))
