"""An id stands for one indicator."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lint.draft import Draft
from readiness.problems import Problem
from readiness.yaml_file import Path_


def ids(draft: Draft) -> Iterator[Problem]:
    """Ids that are used twice."""
    seen: dict[str, Path_] = {}
    for path, indicator in draft.indicators:
        if indicator.id in seen:
            yield draft.fault(path, f"编号 {indicator.id} 在第 {draft.document.line(seen[indicator.id])} 行已经用过。", "换一个编号。")
        seen.setdefault(indicator.id, path)
