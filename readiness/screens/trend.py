"""走势: the county's total month by month: as it is, beside the plan, and as expected with its band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.board import View

LINES = ("today", "schedule", "forecast")


@dataclass(frozen=True)
class Trend:
    """`lines`: for each basis the total of every month from January on (nan where there is none); `band`: month → low, high.

    `grades` are (least total, name).
    """

    lines: Mapping[str, tuple[float, ...]]
    band: Mapping[int, tuple[float, float]]
    grades: tuple[tuple[float, str], ...]


def trend(view: View) -> Trend:
    """The county's course up to the view's month."""
    whole = view.county.whole.id
    months, band = view.course(whole), view.band[view.band["unit"] == whole].dropna()
    return Trend({basis: tuple(months[basis]) for basis in LINES},
                 {int(row.month): (float(row.low), float(row.high)) for row in band.itertuples()},
                 tuple((float(grade.min), grade.name) for grade in view.rubric.grades))
