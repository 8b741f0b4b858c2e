"""红黄绿灯: how far a cell lies behind its plan, what it will lose, and a unit by what share of its points is in red.

    lag       what is due now less what is there, in percent of the value of full marks (percentage points behind the plan)
    loss      the share of the full points lost on schedule
    to come   the share lost on the forecast; the share that not even the best remaining months win

    green   nothing is lost on schedule, or less than makes yellow
    yellow  lag or loss of `lag_yellow` and more; more than `forecast_yellow` lost on the forecast
    red     lag over `lag_red`, where no plan speaks (events) loss over it; more than `lost_red` that can no longer be won;
            yellow behind plan in `stuck_months` reports in a row, none less behind than the last; past its deadline and not
            done; worse than last year; points that a veto takes
    grey    nothing is due or known, or the item does not apply

    a unit is red at a veto risk or with over `unit_red` of its points in red cells, yellow over `unit_yellow`

The bounds stand in the rubric (`lights`).  Lag and loss are those of the basis `schedule`, whatever basis a page shows.
A run of months goes through grey: silence neither adds to it nor ends it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from readiness.numbers import TOLERANCE, BoolArray, FloatArray
from readiness.rubric import Rubric
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.rubric.lights import share
from readiness.scoring.assess import Assessment
from readiness.scoring.cases import case_of, rule_points
from readiness.scoring.cells import Status
from readiness.year import MONTHS, Item, year_so_far
from readiness.year.basis import due_shares

NO_STEP = -1


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


def cell_lights(schedule: Assessment, forecast: Assessment | None = None, best: Assessment | None = None) -> NDArray[np.int8]:
    """[indicator × unit × month].  `forecast` and `best`: the same cube on these bases; without them nothing is said of what comes."""
    cube, rules = schedule.cube, schedule.cube.rubric.lights
    items = list(cube.items.values())
    known = np.isin(schedule.cells.status, (Status.SCORED, Status.PARTIAL))
    loss, lag = _loss(schedule), np.array([_lag(item) for item in items])
    behind = np.where(np.isnan(lag), loss, lag)
    yellow = (np.maximum(behind, loss) >= share(rules.lag_yellow) - TOLERANCE) & (loss > TOLERANCE) & known
    light = np.where(yellow, np.int8(Light.YELLOW), np.int8(Light.GREEN))
    if forecast is not None:
        light[_loss(forecast) > share(rules.forecast_yellow) + TOLERANCE] = Light.YELLOW
    red = (behind > share(rules.lag_red) + TOLERANCE) & (loss > TOLERANCE)
    if best is not None:
        red |= _loss(best) > share(rules.lost_red) + TOLERANCE
    if rules.stuck_months != "never":
        planned = yellow & ~np.isnan(lag)
        red |= planned & (_stuck(planned, lag, _reported(items) & known) >= rules.stuck_months)
    red |= _by_itself(schedule)
    light[red] = Light.RED
    light[~known] = Light.GREY
    return light


def _loss(scored: Assessment) -> FloatArray:
    """[indicator × unit × month]: the share of the full points not earned; nan where nothing is judged."""
    cells = scored.cells
    return 1.0 - np.divide(cells.points, cells.full, out=np.ones_like(cells.points), where=cells.full > 0)


def _lag(item: Item) -> FloatArray:
    """What is due less what is there, as a share of the value of full marks; nan where events are counted or places told."""
    year = year_so_far(item.indicator, item.parts)
    if _many_sided(item):   # several items: no one lag
        return np.full(year.value.shape, np.nan)
    case = case_of(item, year, "schedule")
    rule = item.indicator.rule
    aim = np.broadcast_to(np.abs(rule.aim(case)), year.value.shape)
    short = rule.shortfall(rule.value(case), rule.aim(case) * _due(item))
    return np.divide(short, aim, out=np.full(aim.shape, np.nan), where=aim > 0)


def _many_sided(item: Item) -> bool:
    """Whether no one figure can be told to be ahead or behind: places, grades, several items in one rule."""
    return item.indicator.rule.ordinal or bool(item.indicator.rule.inner(item.indicator.points))


def _due(item: Item) -> FloatArray | float:
    shares = due_shares(item.indicator, item.season)
    return 1.0 if shares is None else shares


def _reported(items: list[Item]) -> BoolArray:
    """[indicator × 1 × month]: where a report is due; between two of them nothing can get better."""
    periods = np.array([PERIOD_MONTHS[item.indicator.frequency] for item in items])
    return (np.arange(1, MONTHS + 1) % periods[:, None] == 0)[:, None, :]


def _stuck(yellow: BoolArray, lag: FloatArray, counts: BoolArray) -> NDArray[np.int64]:
    """[indicator × unit × month]: how many reports in a row, up to each month, were yellow and none less behind than the one before.

    Months that do not count leave the run as it is.
    """
    run, last = np.zeros(yellow.shape[:-1], dtype=np.int64), np.full(yellow.shape[:-1], np.inf)
    runs = np.empty(yellow.shape, dtype=np.int64)
    for month in range(MONTHS):
        now, counted = lag[..., month], counts[..., month]
        longer = np.where((run > 0) & (now >= last - TOLERANCE), run + 1, 1)
        run = np.where(counted, np.where(yellow[..., month], longer, 0), run)
        last = np.where(counted, now, last)
        runs[..., month] = run
    return runs


def _by_itself(schedule: Assessment) -> BoolArray:
    """[indicator × unit × month]: red whatever the lag: a veto takes the points, the deadline is past, last year was better."""
    cube, rules = schedule.cube, schedule.cube.rubric.lights
    red = np.zeros(schedule.cells.points.shape, dtype=bool)
    for at, (key, item) in enumerate(cube.items.items()):
        for taken in schedule.zeroed.get(key, {}).values():
            red[at] |= taken
        if rules.overdue_red:
            red[at] |= _overdue(item, cube.rubric.year)
        if rules.worse_red and not _many_sided(item):
            red[at] |= _worse(item)
    return red


def _overdue(item: Item, year: int) -> BoolArray:
    """[unit × month]: from the month of the deadline on, without full marks as the figure stands; a place is never done.

    Only a date is a deadline here: one in words (采暖季前) is for people, and without any the year's end says all.
    """
    found = re.fullmatch(r"(\d{4})-(\d\d)-\d\d", item.indicator.deadline)
    if not found or item.indicator.compares:
        return np.zeros((len(item.share), MONTHS), dtype=bool)
    past = np.arange(1, MONTHS + 1) >= (int(found[1]) - year) * MONTHS + int(found[2])
    case = case_of(item, year_so_far(item.indicator, item.parts), "today")
    return (rule_points(item.indicator, case) < item.indicator.points - TOLERANCE) & past


def _worse(item: Item) -> BoolArray:
    """[unit × month]: worse than last year's same period; not where last year is not known."""
    return item.indicator.rule.shortfall(year_so_far(item.indicator, item.parts).value, item.baseline) > TOLERANCE


def unit_lights(schedule: Assessment, cells: NDArray[np.int8]) -> NDArray[np.int8]:
    """[unit × month]: grey where no cell has a light."""
    full, rules = schedule.cells.full, schedule.cube.rubric.lights
    lit = np.sum(full, axis=0, where=cells != Light.GREY)
    red = np.sum(full, axis=0, where=cells == Light.RED)
    in_red = np.divide(red, lit, out=np.zeros_like(red), where=lit > 0)
    light = np.full(in_red.shape, Light.GREEN, dtype=np.int8)
    light[in_red > share(rules.unit_yellow) + TOLERANCE] = Light.YELLOW
    light[in_red > share(rules.unit_red) + TOLERANCE] = Light.RED
    for risk in schedule.risks.values():
        light[risk] = Light.RED
    return np.where(lit > 0, light, np.int8(Light.GREY))


def escalation(lights: NDArray[np.int8], rubric: Rubric) -> NDArray[np.int64]:
    """[… × month], of cells or of units: the position in the rubric's `lights.steps` of the step suggested, −1 where none.

    By the months in a row red, or yellow and worse, up to each month; of both the harder step.  A grey month keeps its step.
    """
    rules, grey = rubric.lights, lights == Light.GREY
    amiss = (lights == Light.RED) | (lights == Light.YELLOW)
    by_red = _reached(_run(lights == Light.RED, grey), rules.escalation, rules.steps)
    return np.maximum(by_red, _reached(_run(amiss, grey), rules.yellow_escalation, rules.steps))


def _run(found: BoolArray, held: BoolArray) -> NDArray[np.int64]:
    """[… × month]: months in a row `found`, up to each month; those `held` neither add to a run nor end it."""
    run, runs = np.zeros(found.shape[:-1], dtype=np.int64), np.empty(found.shape, dtype=np.int64)
    for month in range(MONTHS):
        run = np.where(held[..., month], run, np.where(found[..., month], run + 1, 0))
        runs[..., month] = run
    return runs


def _reached(run: NDArray[np.int64], ladder: Mapping[str, int], steps: tuple[str, ...]) -> NDArray[np.int64]:
    """The hardest step of `ladder` that so long a run suggests, as its position in `steps`."""
    step = np.full(run.shape, NO_STEP)
    for name, months in ladder.items():
        step[run >= months] = steps.index(name)
    return step
