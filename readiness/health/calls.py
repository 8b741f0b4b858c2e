"""催报清单: for each who is to be called, what a clerk reads out on the phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from readiness.numbers import TOLERANCE, shown
from readiness.words import KINDS

ITSELF = "数值"           # the figure beside its parts, as forms call it


@dataclass(frozen=True)
class Call:
    """One call: to whom, how many items and reports are missing, since when, the last day, what is at stake, and the words."""

    call: str
    call_name: str
    call_kind: str
    owner: str
    sponsor: str
    items: int
    missing: int
    since: str
    due_day: str
    at_stake: float
    county_at_stake: float
    words: str


def calls_of(overdue: pd.DataFrame) -> list[Call]:
    """A call for each who is called in rows of `overdue`, in their order."""
    return [_call(own) for _, own in overdue.groupby("call", sort=False)]


def _call(own: pd.DataFrame) -> Call:
    first = own.iloc[0]
    mine, county = _stakes(own)
    items, reports = own.drop_duplicates(["unit", "indicator"]), int(own["missing"].sum())
    head = f"{first['call_name']}　责任人：{first['owner'] or '未定'}" + (f"　包抓领导：{first['sponsor']}" if first["sponsor"] else "")
    words = [head, f"欠报 {len(items)} 项（{reports} 个数）{_hanging(first['call_kind'], mine, county)}。{_until(own, items)}",
             *(f"{number}. {line}" for number, line in enumerate(_lines(own), start=1))]
    return Call(first["call"], first["call_name"], first["call_kind"], first["owner"], first["sponsor"], len(items), reports,
                own["since"].min(), own["due_day"].max(), mine, county, "\n".join(words))


def _stakes(own: pd.DataFrame) -> tuple[float, float]:
    """What hangs on the rows for who is called, and for the county."""
    itself = own["unit"] == own["call"]
    return float(own.loc[itself, "at_stake"].sum()), float(own.loc[~itself, "at_stake"].sum() + own["county_at_stake"].sum())


def _hanging(kind: str, mine: float, county: float) -> str:
    said = [f"本单位 {shown(mine)} 分" if kind != "county" else f"{shown(mine)} 分"] if mine > TOLERANCE else []
    said += [f"全县 {shown(county)} 分"] if county > TOLERANCE else []
    return f"，挂着{'、'.join(said)}" if said else ""


def _until(own: pd.DataFrame, items: pd.DataFrame) -> str:
    """最晚6月3日前报齐；其中 3 项此前就该报，最早的从4月缺起，请马上补。"""
    as_of, last = own["as_of"].iloc[0], own["due_day"].max()
    earlier, since = int((items["since"] < as_of).sum()), f"最早的从{int(own['since'].min()[5:])}月缺起"
    if last[:7] <= as_of:
        return f"都已过了报送期，{since}，请马上补。"
    return f"最晚{int(last[5:7])}月{int(last[8:])}日前报齐" + (f"；其中 {earlier} 项此前就该报，{since}，请马上补。" if earlier else "。")


def _lines(own: pd.DataFrame) -> Iterator[str]:
    """A line for each item; its parts by name where they are not all alike."""
    for (unit, indicator), rows in own.groupby(["unit", "indicator"], sort=False):
        whose = f"{rows['unit_name'].iloc[0]}的 " if unit != rows["call"].iloc[0] else ""
        stake = rows["at_stake"].sum()
        hanging = f"，挂 {shown(stake)} 分" if stake > TOLERANCE else ""
        yield f"{whose}{indicator} {rows['indicator_name'].iloc[0]}：{'；'.join(_periods(rows))}{hanging}"


def _periods(rows: pd.DataFrame) -> Iterator[str]:
    """缺 4月、5月, or with the parts that lack them."""
    for periods, alike in rows.groupby("periods", sort=False):
        parts = "、".join(part or ITSELF for part in alike["part"])
        yield f"缺 {periods}" + (f"（{parts}）" if parts != ITSELF else "")


def kinds_at_stake(overdue: pd.DataFrame) -> dict[str, float]:
    """What hangs on the rows by kind of unit (township, department, county): points of one kind's own totals are added, no others."""
    own = overdue.groupby("kind")["at_stake"].sum()
    sums = {kind: float(own.get(kind, 0.0)) for kind in KINDS}
    return {**sums, "county": sums["county"] + float(overdue["county_at_stake"].sum()),
            "department": sums["department"] + float(overdue["department_at_stake"].sum())}
