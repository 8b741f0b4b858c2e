"""Cells close up, for drawing: their months against the plan, and where units stand on their rule's curve.

Made from the same arrays and rules that scored them; no points are reckoned a second way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from readiness.numbers import FloatArray
from readiness.rule import Case, Curve, Rule
from readiness.scoring import Assessment, Status
from readiness.scoring.cases import case_of, cell_of
from readiness.year import Cube, Item, year_so_far
from readiness.year.basis import due_shares, so_far
from readiness.year.so_far import age
from readiness.year.to_come import UNLIMITED

AMOUNTS = ["value", "due", "target"]


def months_of(cube: Cube, before: Cube | None, unit: str, indicator: str, month: int) -> pd.DataFrame:
    """month (1–12), value up to `month` (0 is January), due by the plan, and last_year where `before` has the indicator."""
    item, row = _one(cube, unit, indicator)
    value, aim = _judged(item)
    value[:, month + 1:] = np.nan
    columns = {"value": value[row], "due": _due(item, aim)[row], "target": aim[row], "last_year": np.full(12, np.nan)}
    if before is not None and indicator in before.items and unit in before.units:
        then, at = _one(before, unit, indicator)
        columns["last_year"] = _judged(then)[0][at]
    return pd.DataFrame({"month": range(1, 13), **columns})


def paths_of(cube: Cube, units: Sequence[str], indicator: str, month: int) -> pd.DataFrame:
    """unit, month (1–12), value, due, target; no value after `month`, before a unit's first report or after its last overdue one."""
    item, rows = cube.items[indicator], [cube.units.index(unit) for unit in units]
    value, aim = _judged(item)
    value[_silent(item)] = np.nan
    value[:, month + 1:] = np.nan
    columns = {"value": value, "due": _due(item, aim), "target": aim}
    return pd.DataFrame({"unit": np.repeat(np.array(units, dtype=object), 12), "month": np.tile(np.arange(1, 13), len(rows)),
                         **{name: table[rows].ravel() for name, table in columns.items()}})


def targets_differ(table: pd.DataFrame) -> bool:
    """Whether each unit has a target of its own, so that only its share of it can be held against others'."""
    known = table["target"].dropna()
    return known.nunique() > 1 and bool(known.min() > 0)


def in_shares(table: pd.DataFrame) -> pd.DataFrame:
    """The same with value, due and target in percent of the row's own target."""
    return table.assign(**{column: 100.0 * table[column] / table["target"] for column in AMOUNTS})


def _one(cube: Cube, unit: str, indicator: str) -> tuple[Item, int]:
    """The unit's figures and their row: alone, or among all where units are judged beside one another."""
    item, at = cube.items[indicator], cube.units.index(unit)
    return (item, at) if item.indicator.compares else (item.take(slice(at, at + 1)), 0)


def _judged(item: Item) -> tuple[FloatArray, FloatArray]:
    """[unit × month]: the value that the rule judges, and the value of full marks."""
    case = case_of(item, year_so_far(item.indicator, item.parts), "today")
    rule, shape = item.indicator.rule, (len(item.share), 12)
    return tuple(np.broadcast_to(table, shape).copy() for table in (rule.value(case), rule.inverse(1.0, case)))


def _due(item: Item, aim: FloatArray) -> FloatArray:
    """[unit × month]: what the plan asks for by each month, nan where there is no plan."""
    shares = None if item.indicator.compares else due_shares(item.indicator, item.season)
    return np.full(aim.shape, np.nan) if shares is None else aim * np.broadcast_to(shares, aim.shape)


def _silent(item: Item) -> np.ndarray:
    """[unit × month]: nothing reported yet, or a report overdue since the last one."""
    reported = np.logical_or.reduce([~np.isnan(part.value) for part in item.parts.values()])
    old = age(reported)
    return (old < 0) | (year_so_far(item.indicator, item.parts).unreported & (old > 0))


@dataclass(frozen=True)
class _Place:
    """One unit's case, the curves of its rule, and its marks (unit, name, now, value, points) on them."""

    rule: Rule
    case: Case
    curves: tuple[Curve, ...]
    marks: pd.DataFrame

    @property
    def shape(self) -> tuple:
        """The same for units that are judged by the same curves."""
        return tuple((curve.name, curve.values.tobytes(), curve.points.tobytes()) for curve in self.curves)


def place_of(assessment: Assessment, unit: str, indicator: str, month: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """As `places_of`, for one unit."""
    return places_of(assessment, (unit,), indicator, month)


def places_of(assessment: Assessment, units: Sequence[str], indicator: str, month: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rule's curves (of, name, value, points), and the units' marks on them (of, unit, name, now, value, points).

    Units with targets of their own have curves of their own: `of` numbers them.  A mark stands at `value`, which is what
    the basis makes of the value `now`; who has not reported what is due has none.
    """
    alike: dict[tuple, list[_Place]] = {}
    for unit in units:
        place = _place(assessment, unit, indicator, month)
        alike.setdefault(place.shape, []).append(place)
    groups = [(places[0], pd.concat([place.marks for place in places])) for places in alike.values()]
    drawn = [_lines(place, marks).assign(of=at) for at, (place, marks) in enumerate(groups)]
    curves = _held_on(pd.concat(drawn, ignore_index=True))
    marks = [marks.assign(of=at) for at, (_, marks) in enumerate(groups)]
    return curves, pd.concat(marks, ignore_index=True)


def _place(assessment: Assessment, unit: str, indicator: str, month: int) -> _Place:
    item, row = assessment.cube.items[indicator], assessment.cube.units.index(unit)
    rule, case = item.indicator.rule, cell_of(item, assessment.basis, row, month)
    curves = rule.curve(case)
    status = assessment.cells.status[list(assessment.cube.items).index(indicator), row, month]
    now = cell_of(item, so_far(assessment.basis), row, month)
    found = _marks(rule, case, now, curves) if status in (Status.SCORED, Status.PARTIAL) else ()
    marks = pd.DataFrame([(unit, *mark) for mark in found], columns=["unit", "name", "now", "value", "points"]).dropna()
    return _Place(rule, case, curves, marks.astype({"now": float, "value": float, "points": float}))


def _lines(place: _Place, marks: pd.DataFrame) -> pd.DataFrame:
    """The curves as rows, long enough for all `marks`."""
    rule, case, curves = place.rule, place.case, place.curves
    lone = len(curves) == 1
    lines = [_line(curve, marks if lone else marks[marks["name"] == curve.name], lone) for curve in _exact(rule, case, curves)]
    drawn = pd.concat(lines, ignore_index=True)
    floor = 0.0 if min(_ends(rule, case), default=-1.0) >= 0 else -np.inf     # below nought only where a rule goes there
    return drawn[drawn["value"] >= floor]


def _held_on(curves: pd.DataFrame) -> pd.DataFrame:
    """Lines that end level before others do go on level: full marks stay full marks."""
    low, high = curves["value"].min(), curves["value"].max()
    whole = []
    for _, line in curves.groupby(["of", "name"], sort=False):
        before, after = line.iloc[:2], line.iloc[-2:]
        left = [before.iloc[:1].assign(value=low)] if before["points"].nunique() == 1 and before["value"].iloc[0] > low else []
        right = [after.iloc[-1:].assign(value=high)] if after["points"].nunique() == 1 and after["value"].iloc[-1] < high else []
        whole += [*left, line, *right]
    return pd.concat(whole, ignore_index=True)


def _ends(rule: Rule, case: Case) -> FloatArray:
    """The values of no points and of full points, where there are any."""
    ends = np.array([float(rule.inverse(fraction, case)) for fraction in (0.0, 1.0)])
    return ends[np.isfinite(ends)]


def _exact(rule: Rule, case: Case, curves: tuple[Curve, ...]) -> tuple[Curve, ...]:
    """With the ends of a lone curve's slope drawn exactly."""
    if len(curves) > 1 or curves[0].name:
        return curves
    ends = _ends(rule, case)
    points = case.full * rule.held(ends, case)
    values = np.concatenate([curves[0].values, ends])
    order = np.argsort(values, kind="stable")
    return (Curve("", values[order], np.concatenate([curves[0].points, np.broadcast_to(points, ends.shape)])[order]),)


def _marks(rule: Rule, case: Case, now: Case, curves: tuple[Curve, ...]) -> Iterator[tuple[str, float, float, float]]:
    """The cell's own value on a lone nameless curve; else each part's value on the curve that it belongs to.

    `now` is the case of the year so far.  Where the best or the worst has no end, the mark stands at the end of the curve.
    """
    aim = rule.inverse(1.0, case)
    if len(curves) == 1 and not curves[0].name:
        value = rule.value(case)
        yield "", float(rule.value(now)), _in_sight(case.complete(value, rule.aim(case)), curves[0]), float(rule.points(case))
        return
    by_name = {curve.name: curve for curve in curves}
    for name in rule.part_names:
        curve = curves[0] if len(curves) == 1 else by_name.get(name)
        if curve is not None:
            value = _in_sight(case.complete(case.parts[name], aim), curve)
            yield name, float(now.parts[name]), value, float(np.interp(value, curve.values, curve.points))


def _in_sight(value: FloatArray, curve: Curve) -> float:
    return float(value if abs(value) < UNLIMITED / 1e3 else np.clip(value, curve.values.min(), curve.values.max()))


def _line(curve: Curve, marks: pd.DataFrame, lone: bool) -> pd.DataFrame:
    """A curve as rows, drawn on to a mark that lies beyond its ends; a lone curve for all parts bears none's name."""
    beyond = marks[(marks["value"] < curve.values.min()) | (marks["value"] > curve.values.max())]
    values = np.concatenate([curve.values, beyond["value"]])
    points = np.concatenate([curve.points, beyond["points"]])
    order = np.argsort(values, kind="stable")
    name = "每个分项" if lone and curve.name else curve.name
    return pd.DataFrame({"name": name, "value": values[order], "points": points[order]})
