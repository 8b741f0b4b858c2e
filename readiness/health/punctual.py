"""What came after its day and what was changed afterwards, from the store's register of the year.

    register → late        a figure whose first row came after the day it was due, in Beijing
             → corrected   a row that gave a figure another value or base than it had, or took it back
             → punctual    both counted by unit

Demo figures come all at once, so of them only what was changed later is told.
"""

from __future__ import annotations

from datetime import timedelta

import pandas as pd

from readiness.county import County
from readiness.health.due import due_day, period_end
from readiness.rubric import Rubric
from readiness.rubric.indicator import PERIOD_MONTHS

BEIJING = timedelta(hours=8)          # ahead of UTC, all year
LATE_COLUMNS = ["unit", "unit_name", "kind", "indicator", "indicator_name", "part", "month", "due_day", "came", "days_late", "by"]
CORRECTED_COLUMNS = ["unit", "unit_name", "kind", "indicator", "indicator_name", "part", "month", "figure_before", "figure_after",
                     "base_before", "base_after", "came", "by", "why"]
PUNCTUAL_COLUMNS = ["unit", "unit_name", "kind", "figures", "late", "most_days_late", "corrected"]


def late(register: pd.DataFrame, rubric: Rubric, county: County, month: int, report_by: int) -> pd.DataFrame:
    """Figures of months up to `month` (0 is January) that came late, the latest first; of indicators alone, for events are not due."""
    first = _told(_first(register, month), rubric, county)
    first = first[first["indicator"].isin(rubric.indicators)]
    due = [_due(row.indicator, row.month, rubric, report_by) for row in first.itertuples()]
    days = first["came"].dt.normalize() - pd.Series(due, index=first.index, dtype="datetime64[s]")
    table = first.assign(due_day=[day.date().isoformat() for day in due], days_late=days.dt.days, came=_as_text(first["came"]))
    return table[table["days_late"] > 0].sort_values("days_late", ascending=False, kind="stable")[LATE_COLUMNS].reset_index(drop=True)


def corrected(register: pd.DataFrame, rubric: Rubric, county: County, month: int) -> pd.DataFrame:
    """Changes of figures of months up to `month`, the newest first."""
    changed = (_differ(register, "value") | _differ(register, "base")) & (register["number"] > 1)
    told = _told(_counted(register[changed], month), rubric, county)
    table = told.rename(columns={"value_before": "figure_before", "value": "figure_after", "base": "base_after", "reason": "why"})
    table = table.assign(came=_as_text(table["came"])).sort_values("revision", ascending=False, kind="stable")
    return table[CORRECTED_COLUMNS].reset_index(drop=True)


def punctual(register: pd.DataFrame, county: County, month: int, late_rows: pd.DataFrame, corrected_rows: pd.DataFrame) -> pd.DataFrame:
    """By unit that has late or corrected figures: how many it reported in time to be judged, how many late and by how much, how many
    corrected; the most late first.  A figure that was corrected twice counts once."""
    counts = {"figures": _first(register, month)["unit"].value_counts(), "late": late_rows["unit"].value_counts(),
              "most_days_late": late_rows.groupby("unit")["days_late"].max(),
              "corrected": corrected_rows.drop_duplicates(["unit", "indicator", "part", "month"])["unit"].value_counts()}
    table = pd.DataFrame({name: [int(count.get(unit, 0)) for unit in county.units] for name, count in counts.items()})
    units = list(county.units.values())
    table = table.assign(unit=[unit.id for unit in units], unit_name=[unit.name for unit in units], kind=[unit.kind for unit in units])
    table = table[(table["late"] > 0) | (table["corrected"] > 0)]
    return table.sort_values(["late", "corrected"], ascending=False, kind="stable")[PUNCTUAL_COLUMNS].reset_index(drop=True)


def _counted(register: pd.DataFrame, month: int) -> pd.DataFrame:
    """The rows that tell something of how punctual people are: not the demo's, not those of later months."""
    return register[(register["kind"] != "demo") & (register["month"].str[5:].astype(int) <= month + 1)]


def _first(register: pd.DataFrame, month: int) -> pd.DataFrame:
    return _counted(register[register["number"] == 1], month)


def _differ(register: pd.DataFrame, name: str) -> pd.Series:
    now, before = register[name], register[f"{name}_before"]
    return ~((now == before) | (now.isna() & before.isna()))


def _told(rows: pd.DataFrame, rubric: Rubric, county: County) -> pd.DataFrame:
    """With names, the kind of unit, and the moment in Beijing; figures that the rubric does not know are not told."""
    named = {**rubric.indicators, **rubric.bonus, **rubric.deductions, **rubric.vetoes}
    rows = rows[rows["indicator"].isin(named) & rows["unit"].isin(county.units)]
    return rows.assign(unit_name=[county.units[unit].name for unit in rows["unit"]], by=rows["account"],
                       kind=[county.units[unit].kind for unit in rows["unit"]], came=rows["at"] + BEIJING,
                       indicator_name=[named[key].name for key in rows["indicator"]])


def _due(indicator: str, month: str, rubric: Rubric, report_by: int) -> pd.Timestamp:
    period = PERIOD_MONTHS[rubric.indicators[indicator].frequency]
    return pd.Timestamp(due_day(int(month[:4]), period_end(int(month[5:]) - 1, period), report_by))


def _as_text(moments: pd.Series) -> pd.Series:
    return moments.dt.strftime("%Y-%m-%d %H:%M")
