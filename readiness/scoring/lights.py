"""红黄绿灯: how far a cell lies behind its schedule, and a unit by what share of its points is in red.

    lag of a cell = 1 − points on schedule ÷ full points
    a unit is red at a veto risk or with over 15 % of its points in red cells, yellow over 5 %

Always reckoned on the basis `schedule`, whatever basis a page shows.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import TOLERANCE
from readiness.scoring.assess import Assessment
from readiness.scoring.cells import Status

GREEN_LAG, YELLOW_LAG = 0.05, 0.15
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
    lag = 1.0 - np.divide(cells.points, cells.full, out=np.ones_like(cells.points), where=cells.full > 0)
    light = np.full(lag.shape, Light.RED, dtype=np.int8)
    light[lag <= YELLOW_LAG + TOLERANCE] = Light.YELLOW
    light[lag < GREEN_LAG - TOLERANCE] = Light.GREEN
    light[~np.isin(cells.status, (Status.SCORED, Status.PARTIAL))] = Light.GREY
    return light


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
