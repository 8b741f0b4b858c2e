"""An id stands for one thing: forms report indicators, bonuses, deductions and vetoes by it alone."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.lint.draft import Draft
from readiness.problems import Problem
from readiness.yaml_file import Path_


def ids(draft: Draft) -> Iterator[Problem]:
    """Ids that are used twice."""
    seen: dict[str, Path_] = {}
    for path, key in _named(draft):
        if key in seen:
            yield draft.fault(path, f"编号 {key} 在第 {draft.document.line(seen[key])} 行已经用过。", "换一个编号。")
        seen.setdefault(key, path)


def _named(draft: Draft) -> Iterator[tuple[Path_, str]]:
    """Everything that has an id, indicators first."""
    yield from ((path, indicator.id) for path, indicator in draft.indicators)
    for group in ("bonus", "deductions", "vetoes"):
        yield from (((group, key), key) for key in getattr(draft.rubric, group))
