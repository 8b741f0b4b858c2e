"""The county's lost and winnable points, charged to the units that cause them.

    county's boxes by indicator → departments by lead and support, townships by how far each falls short → points a unit

There are two accounts, and each sums to the county's points: one of departments (责任部门), one of townships (责任乡镇).  What
no unit of the account has to answer for stays with the county itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from readiness.county import County
from readiness.numbers import TOLERANCE, FloatArray
from readiness.scoring.boxes import Boxes
from readiness.scoring.cases import case_on
from readiness.year import Item

CHARGED = ("lost", "winnable")
KINDS = ("department", "township")


def charges(boxes: Boxes, county: County, month: int) -> pd.DataFrame:
    """account (department or township), unit, indicator, lost, winnable: rows with points, seen at the end of `month` (0 is January)."""
    cube = boxes.worst.cube
    whole = cube.kinds.index("county")
    rows = []
    for at, (key, item) in enumerate(cube.items.items()):
        points = {box: float(boxes.cells[box][at, whole, month]) for box in CHARGED}
        if max(points.values()) <= TOLERANCE:
            continue
        weights = {"department": _departments(county, key, cube.rubric.departments.support_share),
                   "township": {box: _townships(item, boxes, at, month, box) for box in CHARGED}}
        rows += [(account, unit, key, lost, winnable) for account in KINDS
                 for unit, lost, winnable in _shared(points, weights[account], county.whole.id, cube.units)]
    return pd.DataFrame(rows, columns=["account", "unit", "indicator", *CHARGED])


def _departments(county: County, key: str, support_share: float) -> dict[str, dict[str, float]]:
    """The lead at full weight, each supporter at the share that the rubric sets."""
    lead = county.lead(key)
    found = {unit.id: support_share for unit in county.supporters(key)} | ({lead.id: 1.0} if lead else {})
    return dict.fromkeys(CHARGED, found)


def _townships(item: Item, boxes: Boxes, at: int, month: int, box: str) -> dict[str, float]:
    """How far each falls short of its own target: of amounts that add up to the county's in the measure, else in the share of its
    points.  For what is lost as the best year leaves it, for what is winnable as the forecast does."""
    cube = boxes.worst.cube
    short = boxes.cells[box][at, :, month] / np.where(item.share > 0, item.indicator.points * item.share, 1.0)
    if item.indicator.county == "sum" and not item.indicator.rule.part_names:
        amount = _amount_short(item, "best" if box == "lost" else "forecast")[:, month]
        short = np.where(short > TOLERANCE, np.nan_to_num(amount), 0.0)
    return {unit: float(weight) for unit, kind, weight in zip(cube.units, cube.kinds, short, strict=True)
            if kind == "township" and weight > TOLERANCE}


def _amount_short(item: Item, basis: str) -> FloatArray:
    """[unit × month]: how far the completed year lies from the value of full marks, in the measure."""
    case, rule = case_on(item, basis), item.indicator.rule
    return np.maximum(np.broadcast_to(rule.shortfall(rule.value(case), rule.inverse(1.0, case)), case.value.shape), 0.0)


def _shared(points: dict[str, float], weights: dict[str, dict[str, float]], whole: str,
            order: tuple[str, ...]) -> Iterator[tuple[str, float, float]]:
    """Each unit's part of the points; all of them with the county where nobody else is to be charged."""
    parts: dict[str, dict[str, float]] = {}
    for box in CHARGED:
        if points[box] <= 0:
            continue
        given = {unit: weight for unit, weight in weights[box].items() if weight > 0} or {whole: 1.0}
        for unit, weight in given.items():
            parts.setdefault(unit, dict.fromkeys(CHARGED, 0.0))[box] = points[box] * weight / sum(given.values())
    yield from ((unit, parts[unit]["lost"], parts[unit]["winnable"]) for unit in order if unit in parts)
