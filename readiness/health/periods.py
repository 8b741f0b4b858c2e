"""Periods as officials say them: 3月、5月 · 一季度 · 上半年 · 全年."""

from __future__ import annotations

from collections.abc import Sequence

from readiness.rubric.indicator import PERIOD_MONTHS

_NAMES = {"quarterly": ("一季度", "二季度", "三季度", "四季度"), "half_yearly": ("上半年", "下半年"), "yearly": ("全年",)}


def in_words(ends: Sequence[int], frequency: str) -> str:
    """Periods named by their last months (0 is January); three months in a row or more as 1月至5月."""
    if frequency != "monthly":
        return "、".join(_NAMES[frequency][end // PERIOD_MONTHS[frequency]] for end in ends)
    runs: list[list[int]] = []
    for end in ends:
        if runs and end == runs[-1][-1] + 1:
            runs[-1].append(end)
        else:
            runs.append([end])
    return "、".join(_run(run) for run in runs)


def _run(months: Sequence[int]) -> str:
    if len(months) < 3:
        return "、".join(f"{month + 1}月" for month in months)
    return f"{months[0] + 1}月至{months[-1] + 1}月"
