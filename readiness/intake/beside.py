"""New figures beside what is asked and beside the report before: the table in which doubts are looked for.

One row for each new figure, in its order; every check is then a mask over columns.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from readiness.county import County
from readiness.observations import Observations
from readiness.observations.table import KEY
from readiness.rubric import Indicator, Rubric
from readiness.rubric.indicator import PERIOD_MONTHS

SERIES = ["unit", "indicator", "part"]
ASKED = ["accumulate", "kept", "measure", "period", "low", "high", "counted", "against_last_year"]


def beside(new: Observations, known: Observations, rubrics: Mapping[int, Rubric], county: County) -> pd.DataFrame:
    """`new` with its year, what the rubric says of each figure (`ASKED`), whether it applies to the unit, and the report before it.

    value_before, base_before and months_since speak of the last earlier report of the same figure within a year, nan where there is
    none; so_far is the sum of the year's earlier reports and most the greatest of them.
    """
    table = new.table.assign(year=new.table["month"].str[:4].astype(int), at=_months(new.table["month"]))
    table = table.join(_asked(table, rubrics), on=["year", "indicator", "part"])
    table["applies"] = _applies(table, rubrics, county)
    return _with_report_before(table, known)


def _months(month: pd.Series) -> pd.Series:
    """Months as numbers that count on from year to year."""
    return month.str[:4].astype(int) * 12 + month.str[5:].astype(int) - 1


def _asked(table: pd.DataFrame, rubrics: Mapping[int, Rubric]) -> pd.DataFrame:
    """`ASKED` by year, indicator and part; only what is an indicator's, for an event has no course."""
    keys = list(dict.fromkeys(zip(table["year"], table["indicator"], table["part"], strict=True)))
    known = [key for key in keys if key[1] in rubrics[key[0]].indicators]
    rows = [_settings(rubrics[year].indicators[indicator], part) for year, indicator, part in known]
    index = pd.MultiIndex.from_tuples(known, names=["year", "indicator", "part"])
    return pd.DataFrame(rows, columns=ASKED, index=index if known else None)


def _settings(item: Indicator, part: str) -> tuple:
    low, high = item.limits if item.accumulate_of(part) == "ratio" else item.limits_of(part)
    return (item.accumulate_of(part), item.kept(part), item.measure_of(part) or "", PERIOD_MONTHS[item.frequency], low, high,
            item.whole_numbers, item.base_to_come == "last_year")


def _applies(table: pd.DataFrame, rubrics: Mapping[int, Rubric], county: County) -> list[bool]:
    found: dict[tuple[int, str, str], bool] = {}
    for key in zip(table["year"], table["indicator"], table["unit"], strict=True):
        if key not in found:
            year, indicator, unit = key
            of_rubric = indicator in rubrics[year].indicators
            found[key] = not of_rubric or county.role(county.units[unit], indicator, rubrics[year]) != "none"
    return [found[key] for key in zip(table["year"], table["indicator"], table["unit"], strict=True)]


def _with_report_before(table: pd.DataFrame, known: Observations) -> pd.DataFrame:
    course = _course(table, known).sort_values([*SERIES, "at"], kind="stable")
    series = course.groupby(SERIES, sort=False)
    earlier = series[["value", "base", "at", "year"]].shift(1)
    year = course.groupby([*SERIES, "year"], sort=False)["value"]
    course = course.assign(
        value_before=earlier["value"], base_before=earlier["base"], months_since=course["at"] - earlier["at"],
        same_year=earlier["year"] == course["year"], so_far=year.cumsum() - course["value"],
        most=year.cummax().groupby([course[key] for key in (*SERIES, "year")], sort=False).shift(1))
    course.loc[~(course["months_since"] <= 12), ["value_before", "base_before", "months_since"]] = float("nan")
    found = course.drop(columns=["value", "base", "at", "year"])
    return table.merge(found, on=KEY, how="left")


def _course(table: pd.DataFrame, known: Observations) -> pd.DataFrame:
    """Every figure of the series that are reported, once, from a year before the first new one on."""
    near = known.table[known.table["month"] >= f"{table['year'].min() - 1}-01"] if len(table) else known.table.head(0)
    near = near.merge(table[SERIES].drop_duplicates(), on=SERIES)
    both = pd.concat([near[[*KEY, "value", "base"]], table[[*KEY, "value", "base"]]], ignore_index=True)
    both = both.drop_duplicates(KEY, keep="last")
    return both.assign(at=_months(both["month"]), year=both["month"].str[:4].astype(int))
