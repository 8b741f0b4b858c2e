"""红黄绿灯: how far a cell lies behind its plan, and a unit by what share of its points is in red.

    lag   what is due now less what is there, in percent of the value of full marks (percentage points behind the plan)
    loss  the share of the full points lost on schedule

    red     lag over 15; where no plan speaks (events), loss over 15 %
    yellow  lag or loss of 5 and more
    green   the rest; and whatever loses nothing
    red too is an item whose points a veto takes

    a unit is red at a veto risk or with over 15 % of its points in red cells, yellow over 5 %

Always reckoned on the basis `schedule`, whatever basis a page shows.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import TOLERANCE, FloatArray
from readiness.scoring.assess import Assessment
from readiness.scoring.cases import case_of
from readiness.scoring.cells import Status
from readiness.year import Item, year_so_far
from readiness.year.basis import due_shares

GREEN_BELOW, RED_ABOVE = 0.05, 0.15
UNIT_YELLOW_SHARE, UNIT_RED_SHARE = 0.05, 0.15


class Light(IntEnum):
    """A light by its code word; the order is from best to worst, grey last."""

    GREEN = 0
    YELLOW = 1
    RED = 2
    GREY = 3

    @property
    def word(self) -> str:
        """The code word printed in machine formats."""
        return self.name.lower()


def cell_lights(schedule: Assessment) -> NDArray[np.int8]:
    """[indicator × unit × month]: grey where nothing is due, nothing is known, or the item does not apply."""
    cells = schedule.cells
    loss = 1.0 - np.divide(cells.points, cells.full, out=np.ones_like(cells.points), where=cells.full > 0)
    lag = np.array([_lag(item) for item in schedule.cube.items.values()])
    behind = np.where(np.isnan(lag), loss, lag)
    light = np.full(loss.shape, Light.GREEN, dtype=np.int8)
    light[np.maximum(behind, loss) >= GREEN_BELOW - TOLERANCE] = Light.YELLOW
    light[behind > RED_ABOVE + TOLERANCE] = Light.RED
    light[loss <= TOLERANCE] = Light.GREEN
    for key, by in schedule.zeroed.items():
        light[list(schedule.cube.items).index(key)][np.logical_or.reduce(list(by.values()))] = Light.RED
    light[~np.isin(cells.status, (Status.SCORED, Status.PARTIAL))] = Light.GREY
    return light


def _lag(item: Item) -> FloatArray:
    """What is due less what is there, as a share of the value of full marks; nan where events are counted or places told."""
    year = year_so_far(item.indicator, item.parts)
    if item.indicator.rule.ordinal or item.indicator.rule.inner(item.indicator.points):   # several items: no one lag
        return np.full(year.value.shape, np.nan)
    case = case_of(item, year, "schedule")
    rule = item.indicator.rule
    aim = np.broadcast_to(np.abs(rule.aim(case)), year.value.shape)
    short = rule.shortfall(rule.value(case), rule.aim(case) * _due(item))
    return np.divide(short, aim, out=np.full(aim.shape, np.nan), where=aim > 0)


def _due(item: Item) -> FloatArray | float:
    shares = due_shares(item.indicator, item.season)
    return 1.0 if shares is None else shares


def unit_lights(schedule: Assessment, cells: NDArray[np.int8]) -> NDArray[np.int8]:
    """[unit × month]: grey where no cell has a light."""
    full = schedule.cells.full
    lit = np.sum(full, axis=0, where=cells != Light.GREY)
    red = np.sum(full, axis=0, where=cells == Light.RED)
    share = np.divide(red, lit, out=np.zeros_like(red), where=lit > 0)
    light = np.full(share.shape, Light.GREEN, dtype=np.int8)
    light[share > UNIT_YELLOW_SHARE + TOLERANCE] = Light.YELLOW
    light[share > UNIT_RED_SHARE + TOLERANCE] = Light.RED
    for risk in schedule.risks.values():
        light[risk] = Light.RED
    return np.where(lit > 0, light, np.int8(Light.GREY))
