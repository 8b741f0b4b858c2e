"""What came after its day and what was changed afterwards, from the store's register of the year.

    register → late        a figure whose first row came after the day it was due, in Beijing
             → corrected   a row that gave a figure another value or base than it had, or took it back
             → punctual    both counted by who is called for the figures

Demo figures come all at once, so of them only what was changed later is told.
"""

from __future__ import annotations

import pandas as pd

from readiness.county import County
from readiness.health.due import due_day, period_end
from readiness.health.figures import called
from readiness.rubric import Rubric
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.store.history import BEIJING

_WHAT = ["unit", "unit_name", "indicator", "indicator_name", "part", "month"]
_WHO = ["call", "call_name", "call_kind"]
LATE_COLUMNS = [*_WHO, *_WHAT, "due_day", "made_at", "days_late", "made_by"]
CORRECTED_COLUMNS = [*_WHO, *_WHAT, "value_before", "reported", "base_before", "base", "made_at", "made_by", "batch_kind",
                     "reason_given"]
PUNCTUAL_COLUMNS = [*_WHO, "figures", "late", "most_days_late", "corrected"]


def late(register: pd.DataFrame, rubric: Rubric, county: County, month: int, report_by: int) -> pd.DataFrame:
    """Figures of months up to `month` (0 is January) that came late, the latest first; of indicators alone, for events are not due."""
    first = _first(register, rubric, county, month)
    due = pd.Series([_due(row.indicator, row.month, rubric, report_by) for row in first.itertuples()], first.index, "datetime64[s]")
    days = (first["made_at"].dt.normalize() - due).dt.days
    table = first.assign(due_day=due.dt.strftime("%Y-%m-%d"), days_late=days, made_at=_as_text(first["made_at"]))
    return table[days > 0].sort_values("days_late", ascending=False, kind="stable")[LATE_COLUMNS].reset_index(drop=True)


def corrected(register: pd.DataFrame, rubric: Rubric, county: County, month: int) -> pd.DataFrame:
    """Changes of figures of months up to `month`, the newest first."""
    changed = (_differ(register, "value") | _differ(register, "base")) & (register["number"] > 1)
    told = _told(_counted(register[changed], month), rubric, county)
    table = told.rename(columns={"value": "reported", "reason": "reason_given", "kind": "batch_kind"})
    table = table.assign(made_at=_as_text(table["made_at"])).sort_values("revision", ascending=False, kind="stable")
    return table[CORRECTED_COLUMNS].reset_index(drop=True)


def punctual(register: pd.DataFrame, rubric: Rubric, county: County, month: int, late_rows: pd.DataFrame,
             corrected_rows: pd.DataFrame) -> pd.DataFrame:
    """For each who has late or corrected figures: how many came, how many of them late and by how much at most, how many were
    corrected; the most late first.  A figure that was corrected twice counts once."""
    once = corrected_rows.drop_duplicates(["unit", "indicator", "part", "month"])
    counts = {"figures": _first(register, rubric, county, month)["call"].value_counts(), "late": late_rows["call"].value_counts(),
              "most_days_late": late_rows.groupby("call")["days_late"].max(), "corrected": once["call"].value_counts()}
    units = [unit for unit in county.units.values() if unit.id in {*late_rows["call"], *once["call"]}]
    rows = [(unit.id, unit.name, unit.kind, *(int(count.get(unit.id, 0)) for count in counts.values())) for unit in units]
    return pd.DataFrame(rows, columns=PUNCTUAL_COLUMNS).sort_values(["late", "corrected"], ascending=False, kind="stable", ignore_index=True)


def _counted(register: pd.DataFrame, month: int) -> pd.DataFrame:
    """The rows that tell something of how punctual people are: not the demo's, not those of later months."""
    return register[(register["kind"] != "demo") & (register["month"].str[5:].astype(int) <= month + 1)]


def _first(register: pd.DataFrame, rubric: Rubric, county: County, month: int) -> pd.DataFrame:
    """How figures of indicators came in the first time."""
    first = _told(_counted(register[register["number"] == 1], month), rubric, county)
    return first[first["indicator"].isin(rubric.indicators)]


def _differ(register: pd.DataFrame, name: str) -> pd.Series:
    now, before = register[name], register[f"{name}_before"]
    return ~((now == before) | (now.isna() & before.isna()))


def _told(rows: pd.DataFrame, rubric: Rubric, county: County) -> pd.DataFrame:
    """With names, who is called, and the moment in Beijing; figures that the rubric or the county does not know are not told."""
    named = {**rubric.indicators, **rubric.bonus, **rubric.deductions, **rubric.vetoes}
    rows = rows[rows["indicator"].isin(named) & rows["unit"].isin(county.units)]
    who = [called(county, county.units[unit], key) for unit, key in zip(rows["unit"], rows["indicator"], strict=True)]
    return rows.assign(unit_name=[county.units[unit].name for unit in rows["unit"]], made_by=rows["account"], made_at=rows["at"] + BEIJING,
                       indicator_name=[named[key].name for key in rows["indicator"]], call=[unit.id for unit in who],
                       call_name=[unit.name for unit in who], call_kind=[unit.kind for unit in who])


def _due(indicator: str, month: str, rubric: Rubric, report_by: int) -> pd.Timestamp:
    period = PERIOD_MONTHS[rubric.indicators[indicator].frequency]
    return pd.Timestamp(due_day(int(month[:4]), period_end(int(month[5:]) - 1, period), report_by))


def _as_text(moments: pd.Series) -> pd.Series:
    return moments.dt.strftime("%Y-%m-%d %H:%M")
