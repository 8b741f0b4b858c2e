"""One cell close up, for drawing: its months against the plan, and where it stands on its rule's curve.

Made from the same arrays and rules that scored it; no points are reckoned a second way.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from readiness.numbers import FloatArray
from readiness.rule import Case, Curve, Rule
from readiness.scoring import Assessment
from readiness.scoring.cells import case_of, cell_of
from readiness.year import Cube, Item, year_so_far
from readiness.year.basis import due_shares


def months_of(cube: Cube, before: Cube | None, unit: str, indicator: str, month: int) -> pd.DataFrame:
    """month (1–12), value up to `month` (0 is January), due by the plan, and last_year where `before` has the indicator."""
    item, row = cube.items[indicator], cube.units.index(unit)
    value, aim = _judged(item, row)
    shares = None if item.indicator.compares else due_shares(item.indicator, item.season)
    due = np.full(12, np.nan) if shares is None else aim * np.broadcast_to(shares, (len(cube.units), 12))[row]
    value[month + 1:] = np.nan
    known = before is not None and indicator in before.items and unit in before.units
    last_year = _judged(before.items[indicator], before.units.index(unit))[0] if known else np.full(12, np.nan)
    return pd.DataFrame({"month": range(1, 13), "value": value, "due": due, "target": aim, "last_year": last_year})


def _judged(item: Item, row: int) -> tuple[FloatArray, FloatArray]:
    """[month]: the value that the rule judges, and the value of full marks, of one unit."""
    if not item.indicator.compares:
        item, row = item.take(slice(row, row + 1)), 0
    case = case_of(item, year_so_far(item.indicator, item.parts), "today")
    rule, shape = item.indicator.rule, (len(item.share), 12)
    return tuple(np.broadcast_to(found, shape)[row].copy() for found in (rule.value(case), rule.inverse(1.0, case)))


def place_of(assessment: Assessment, unit: str, indicator: str, month: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rule's curves (name, value, points), and the marks of one cell on them (name, now, value, points).

    A mark stands at `value`, which is what the basis makes of the value `now`.
    """
    item = assessment.cube.items[indicator]
    rule, case = item.indicator.rule, cell_of(item, assessment.basis, assessment.cube.units.index(unit), month)
    curves = rule.curve(case)
    marks = pd.DataFrame(_marks(rule, case, curves), columns=["name", "now", "value", "points"]).dropna()
    lone = len(curves) == 1
    lines = [_line(curve, marks if lone else marks[marks["name"] == curve.name], lone) for curve in _exact(rule, case, curves)]
    drawn = pd.concat(lines, ignore_index=True)
    floor = 0.0 if min(_ends(rule, case), default=-1.0) >= 0 else -np.inf     # below nought only where a rule goes there
    return drawn[drawn["value"] >= floor], marks


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


def _marks(rule: Rule, case: Case, curves: tuple[Curve, ...]) -> Iterator[tuple[str, float, float, float]]:
    """The cell's own value on a lone nameless curve; else each part's value on the curve that it belongs to."""
    aim = rule.inverse(1.0, case)
    if len(curves) == 1 and not curves[0].name:
        value = rule.value(case)
        yield "", float(value), float(case.complete(value, rule.aim(case))), float(rule.points(case))
        return
    by_name = {curve.name: curve for curve in curves}
    for name in rule.part_names:
        curve = curves[0] if len(curves) == 1 else by_name.get(name)
        if curve is not None:
            value = float(case.complete(case.parts[name], aim))
            yield name, float(case.parts[name]), value, float(np.interp(value, curve.values, curve.points))


def _line(curve: Curve, marks: pd.DataFrame, lone: bool) -> pd.DataFrame:
    """A curve as rows, drawn on to a mark that lies beyond its ends; a lone curve for all parts bears none's name."""
    beyond = marks[(marks["value"] < curve.values.min()) | (marks["value"] > curve.values.max())]
    values = np.concatenate([curve.values, beyond["value"]])
    points = np.concatenate([curve.points, beyond["points"]])
    order = np.argsort(values, kind="stable")
    name = "每个分项" if lone and curve.name else curve.name
    return pd.DataFrame({"name": name, "value": values[order], "points": points[order]})
