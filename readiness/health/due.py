"""When a figure is due: the same day of the month after its period, in Beijing."""

from __future__ import annotations

from datetime import date


def due_day(year: int, month: int, report_by: int) -> date:
    """The last day to report a period that ends with `month` (0 is January)."""
    return date(year + (month + 1) // 12, (month + 1) % 12 + 1, report_by)


def period_end(month: int, period: int) -> int:
    """The last month of the period that a month (0 is January) is in."""
    return month // period * period + period - 1
