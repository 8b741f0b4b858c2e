"""The list of what is owed, a row a cell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import pandas as pd

from readiness.county import County
from readiness.gaps.gap import Gap
from readiness.gaps.need import need_of
from readiness.numbers import TOLERANCE, plain
from readiness.rubric import Indicator, Rubric
from readiness.rule import Case
from readiness.scoring.cases import case_on
from readiness.year import Basis, Cube, Item
from readiness.year.basis import so_far

FIRST_COLUMNS = ["unit", "unit_name", "kind", "category", "indicator", "indicator_name", "as_of", "basis", "full_points",
                 "points", "owed", "owed_on_100", "value", "target", "measure", "needed", "needed_per_month", "light",
                 "lead", "owner", "deadline"]
MORE_COLUMNS = ["category_name", "type", "role", "status", "due", "expected_value", "winnable", "unreported", "lost", "months_left", "takes", "reason",
                "advice", "supporters", "sponsor", "next_points", "next_needed", "escalation"]


def gap_table(cells: pd.DataFrame, cube: Cube, county: County, before: Cube | None = None) -> pd.DataFrame:
    """The gaps among `cells` (see `tables.Month.cells`), the most owed on 100 first; `before` is last year's cube."""
    owing = cells[(cells["owed"] > TOLERANCE)].copy()
    month = int(owing["as_of"].iloc[0][5:]) if len(owing) else 12
    needs = [need_of(gap) for gap in gaps_of(owing, cube, before)]
    owing["needed"] = [need.amount for need in needs]
    owing["needed_per_month"] = [need.a_month for need in needs]
    owing["takes"] = [need.words for need in needs]
    owing["next_points"] = [need.next_points for need in needs]
    owing["next_needed"] = [need.next_needed for need in needs]
    owing["months_left"] = 12 - month
    owing = _who(owing, cube.rubric, county)
    owing["reason"] = [_reason(row, cube.rubric.indicators[row["indicator"]]) for row in owing.to_dict("records")]
    ordered = owing.sort_values("owed_on_100", ascending=False, kind="stable")
    return ordered[FIRST_COLUMNS + MORE_COLUMNS].reset_index(drop=True)


def gaps_of(owing: pd.DataFrame, cube: Cube, before: Cube | None) -> Iterator[Gap]:
    """A gap for each row of `owing`, in its order."""
    position = {unit: at for at, unit in enumerate(cube.units)}
    cases = {key: _case(cube.items[key], owing["basis"].iloc[0]) for key in owing["indicator"].unique()}
    then = {} if before is None else before.items
    for row in owing.to_dict("records"):
        key = row["indicator"]
        at, month = position[row["unit"]], int(row["as_of"][5:])
        yield Gap(row, cube.items[key], cases[key], at, month, cube.rubric.year, then.get(key))


def _case(item: Item, basis: Basis) -> Case:
    """The case of one indicator for all units, from which each cell's is cut."""
    return case_on(item, so_far(basis))


def _who(owing: pd.DataFrame, rubric: Rubric, county: County) -> pd.DataFrame:
    """牵头单位, 配合单位, 责任人, 包抓领导, 完成时限, 建议措施."""
    items = rubric.indicators
    leads = {key: (county.lead(key).name if county.lead(key) else "") for key in items}
    supporters = {key: "、".join(unit.name for unit in county.supporters(key)) for key in items}
    owing["lead"] = owing["indicator"].map(leads)
    owing["supporters"] = owing["indicator"].map(supporters)
    owing["owner"] = owing["unit"].map({key: unit.owner for key, unit in county.units.items()})
    owing["sponsor"] = owing["unit"].map({key: unit.sponsor for key, unit in county.units.items()})
    owing["deadline"] = owing["indicator"].map({key: item.deadline or f"{rubric.year}-12-31" for key, item in items.items()})
    owing["advice"] = owing["indicator"].map({key: item.advice for key, item in items.items()})
    return owing


_REASONS = {"unreported": "到期未报送", "not_due": "尚未到期", "partial": "部分乡镇未报送"}


def _reason(row: Mapping, indicator: Indicator) -> str:
    """主要原因, as far as the figures say it."""
    if row["vetoed"]:
        return "一票否决"
    if row["status"] in _REASONS:
        return _REASONS[row["status"]]
    if row["lost"] > TOLERANCE and any(rule.counts_events for rule in indicator.rules):
        return "发生扣分事项"
    if row["basis"] == "schedule" and not math.isnan(row["due"]) and not math.isnan(row["value"]):
        return f"应达到 {plain(row['due'], 2)}，实际 {plain(row['value'], 2)}"
    if row["basis"] == "forecast" and abs(row["target"] - row["expected_value"]) > TOLERANCE:
        return f"目标 {plain(row['target'], 2)}，预计全年 {plain(row['expected_value'], 2)}"
    if math.isnan(row["target"]) or math.isnan(row["value"]) or abs(row["target"] - row["value"]) <= TOLERANCE:
        return "失分在分项或扣分项"
    return f"目标 {plain(row['target'], 2)}，实际 {plain(row['value'], 2)}"
