"""Figures that can be true and look like slips: each is told with its row, and may be accepted with a reason.

    not_applicable   the indicator does not apply to the unit
    not_due          no report is due in that month
    fraction         0.97 where percent are asked
    cumulative       what looks like the year's total where the month's own figure is asked
    falls            a running total below the one before it
    tenfold          ten times, or a tenth of, the report before
    repeated         equal to the last digit to the report before
    above_base       more than there is to count

Of one figure only the first that fits is told: one slip is one doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from readiness.county import County
from readiness.intake.beside import beside
from readiness.numbers import TOLERANCE, plain
from readiness.observations import Observations
from readiness.observations.table import KEY
from readiness.problems import Problem
from readiness.rubric import Rubric

Letters = Mapping[tuple[str, ...], tuple[str, str]]
TENFOLD, HANDFUL = 10.0, 5.0
PERIODS: Mapping[int, str] = {3: "每季度", 6: "每半年", 12: "每年"}


def doubts_of(new: Observations, known: Observations, rubrics: Mapping[int, Rubric], county: County,
              letters: Letters = MappingProxyType({})) -> list[Problem]:
    """What is doubtful in `new`, beside `known` (what counted before), in the order of the rows.

    `letters`: as `Reading.letters`, where the rows are a file's.
    """
    if new.table.empty:
        return []
    table = beside(new, known, rubrics, county)
    which = np.full(len(table), "", dtype=object)
    for name, (found, _) in CHECKS.items():
        which[(which == "") & found(table).to_numpy(dtype=bool, na_value=False)] = name
    doubtful = table[which != ""].assign(doubt=which[which != ""])
    return [_problem(row, rubrics, county, letters) for row in doubtful.to_dict("records")]


def _not_applicable(table: pd.DataFrame) -> pd.Series:
    return ~table["applies"]


def _not_due(table: pd.DataFrame) -> pd.Series:
    return (table["at"] + 1) % table["period"] > 0          # an event has no period and is due when it happens


def _fraction(table: pd.DataFrame) -> pd.Series:
    """Not of running totals: they may well begin the year with one percent."""
    percent = (table["measure"] == "%") & (table["accumulate"] != "ratio") & (table["high"] >= 100) & ~table["kept"].eq(True)
    return percent & (table["value"] > 0) & (table["value"] <= 1) & ~(table["value_before"] <= 1)


def _cumulative(table: pd.DataFrame) -> pd.Series:
    """At least what the months before add up to and well over any of them, in the third month or later; not of a mere handful."""
    sums = (table["accumulate"] == "sum") & (table["at"] % 12 >= 2)
    return sums & (table["value"] >= HANDFUL) & (table["so_far"] > 0) & (table["value"] >= table["so_far"]) & (table["value"] >= 3 * table["most"])


def _falls(table: pd.DataFrame) -> pd.Series:
    """Not of parts that are counted: projects leave one stage for the next."""
    kept = table["kept"].eq(True) & table["same_year"].eq(True) & ((table["part"] == "") | (table["measure"] == "%"))
    return kept & (table["value"] < table["value_before"] - TOLERANCE)


def _tenfold(table: pd.DataFrame) -> pd.Series:
    """Of amounts only upwards, for a quiet month is no slip; running totals begin anew each year."""
    comparable = table["same_year"].eq(True) | ~table["kept"].eq(True)
    ratio, sums = table["accumulate"] == "ratio", table["accumulate"] == "sum"
    now = table["base"].where(ratio, table["value"])
    before = table["base_before"].where(ratio, table["value_before"])
    up = now >= TENFOLD * before - TOLERANCE
    return comparable & (before > 0) & (now > 0) & (up | (~sums & ~ratio & (now <= before / TENFOLD + TOLERANCE)))


def _repeated(table: pd.DataFrame) -> pd.Series:
    """Only measured figures: a whole number, a limit and what is done and stays done may well be the same again."""
    same = (table["value"] == table["value_before"]) & ((table["base"] == table["base_before"]) | table["base"].isna())
    measured = (table["value"] % 1 != 0) & (table["value"] != table["low"]) & (table["value"] != table["high"])
    level = table["accumulate"].isin(["latest", "mean"]) & ~table["kept"].eq(True)
    return same & measured & level & (table["months_since"] == table["period"])


def _above_base(table: pd.DataFrame) -> pd.Series:
    return (table["accumulate"] == "ratio") & ~table["against_last_year"].eq(True) & (table["value"] > table["base"] + TOLERANCE)


def _problem(row: Mapping, rubrics: Mapping[int, Rubric], county: County, letters: Letters) -> Problem:
    item = rubrics[row["year"]].indicators[row["indicator"]]
    named = {"item": f"“{item.name}”{'的“' + row['part'] + '”' if row['part'] else ''}", "unit": county.units[row["unit"]].name,
             "value": plain(row["value"]), "before": plain(row["value_before"]), "base": plain(row["base"]),
             "base_before": plain(row["base_before"]), "so_far": plain(row["so_far"]), "measure": row["measure"],
             "month": f"{int(row['month'][5:])}月", "period": PERIODS.get(row["period"], "每月")}
    what, fix = CHECKS[row["doubt"]][1](row, named)
    of_base = row["doubt"] == "tenfold" and row["accumulate"] == "ratio"
    place = " · ".join(filter(None, (row["indicator"], row["part"], "分母" if of_base else "数值")))
    column = letters.get((row["file"], *(row[name] for name in KEY)), ("", ""))[of_base]
    return Problem(int(row["row"]), place, what, fix, row["file"], row["sheet"], doubt=True, column=column,
                   value=plain(row["base"] if of_base else row["value"]))


def _say(what: str, fix: str) -> Callable[[Mapping, Mapping[str, str]], tuple[str, str]]:
    return lambda row, named: (what.format(**named), fix.format(**named))


def _say_tenfold(row: Mapping, named: Mapping[str, str]) -> tuple[str, str]:
    ratio = row["accumulate"] == "ratio"
    now, before = (row["base"], row["base_before"]) if ratio else (row["value"], row["value_before"])
    times = f"{plain(now / before, 1)} 倍" if now > before else f"{plain(100 * now / before, 1)}%"
    which = "分母" if ratio else "数值"
    return (f"{named['item']}{which}上次报 {plain(before)}，这次报 {plain(now)}，是上次的 {times}。", "核对计量单位和小数点。")


CHECKS: Mapping[str, tuple[Callable[[pd.DataFrame], pd.Series], Callable[[Mapping, Mapping[str, str]], tuple[str, str]]]] = {
    "not_applicable": (_not_applicable, _say("{unit}不涉及{item}，报了也不计分。", "核对单位和指标编号；确有任务的，先在考核细则里加上。")),
    "not_due": (_not_due, _say("{item}{period}报一次，{month}不用报。", "核对月份；确实要提前报的，写明原因。")),
    "fraction": (_fraction, _say("{item}的计量单位是“%”，报的 {value} 像是小数。", "97% 填 97，不填 0.97。")),
    "cumulative": (_cumulative, _say("{item}{month}报 {value}，前几个月一共才 {so_far}，像是填成了本年累计。", "只填本月新增的数。")),
    "falls": (_falls, _say("{item}是累计数，上次已报 {before}，这次报 {value}，反而少了。", "核对是否填成了本月数；上次报错的，写明原因。")),
    "tenfold": (_tenfold, _say_tenfold),
    "repeated": (_repeated, _say("{item}这次报的 {value} 与上次完全相同。", "核对是否照抄了上次的数。")),
    "above_base": (_above_base, _say("{item}的数值 {value} 大于分母 {base}。", "核对是否填反。")),
}
