"""One indicator across all units: which rows, in which order, and what stands in the file; no figure is reckoned here."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from readiness.board import View
from readiness.charts.labels import amount
from readiness.closeup import in_shares, targets_differ
from readiness.numbers import TOLERANCE
from readiness.rubric import Indicator
from readiness.words import KINDS

ORDERS = {"owed": "欠分最多", "share": "得分率最低", "listed": "单位表的顺序"}
FILE_COLUMNS = ["number", "unit_name", "kind", "role", "indicator", "indicator_name", "light", "status", "value", "measure",
                "target", "due", "points", "full_points", "share", "owed", "takes", "owner", "age", "deadline", "lead"]
NO_GAP = {"not_due": "未到期", "scored": "已拿满", "partial": "已拿满", "unreported": "先补报数据"}
KINDS_ASKED = ("township", "department")


def kinds_judged(view: View, indicator: str, kinds: Sequence[str] = KINDS_ASKED) -> list[str]:
    """The kinds of unit of which the indicator asks anything."""
    return [kind for kind in kinds if len(view.judged(kind, indicator))]


def rows_of(view: View, indicator: str, kind: str, order: str = "owed") -> pd.DataFrame:
    """The cells of one indicator that are judged, with what each still takes, numbered in the order asked for."""
    cells = view.judged(kind, indicator)
    takes = view.gaps[view.gaps["indicator"] == indicator].set_index("unit")["takes"]
    share = (cells["points"] / cells["full_points"]).where(cells["full_points"] > 0)
    item = view.rubric.indicators[indicator]
    lead = view.county.lead(indicator)
    rows = cells.assign(
        share=share, takes=cells["unit"].map(takes).where(cells["unit"].isin(takes.index), cells["status"].map(NO_GAP)),
        owner=[view.county.units[unit].owner for unit in cells["unit"]], lead=lead.name if lead else "",
        deadline=item.deadline or f"{view.year}-12-31",
    )  # fmt: skip
    if order != "listed":
        behind = (in_shares(rows) if targets_differ(rows) else rows)["value"] * (1 if item.more_is_better else -1)
        first = {"owed": (-rows["owed"], rows["share"]), "share": (rows["share"], -rows["owed"])}[order]
        places = pd.DataFrame(dict(enumerate((*first, behind)))).sort_values([0, 1, 2], na_position="last", kind="stable")
        rows = rows.loc[places.index]
    return rows.assign(number=np.arange(1, len(rows) + 1))


def not_asked(view: View, indicator: str, kind: str) -> list[str]:
    """The names of the units of a kind to which the indicator does not apply."""
    judged = set(view.judged(kind, indicator)["unit"])
    return [unit.name for unit in view.county.of_kind(kind) if unit.id not in judged]


def counts(rows: pd.DataFrame) -> Mapping[str, int]:
    """How many units are at full marks, owe, have not reported what is due, are not due yet: each unit once."""
    absent, early = rows["status"] == "unreported", rows["status"] == "not_due"
    owes = rows["owed"] > TOLERANCE
    return {"full": int((~owes & ~absent & ~early).sum()), "owes": int((owes & ~absent & ~early).sum()),
            "unreported": int(absent.sum()), "not_due": int(early.sum())}


def against(view: View, item: Indicator, rows: pd.DataFrame) -> tuple[pd.DataFrame, str, str]:
    """What `charts.against_target` draws, the words under its axis, and the mark after its figures.

    Where each unit has a target of its own, all is in percent of it; who has not reported stands nowhere.
    """
    county = county_row(view, item.id)
    drawn = rows.assign(figure=rows["value"], value=rows["value"].where(~rows["status"].isin(["unreported", "not_due"])))
    shares = targets_differ(drawn)
    drawn = in_shares(drawn) if shares else drawn
    said = [f"{amount(value, '%')}（{amount(figure, '')}）" if shares else amount(value, "")
            for value, figure in zip(drawn["value"], drawn["figure"], strict=True)]
    beside = (in_shares(county) if shares else county)["value"].max() if comparable(item, shares) else np.nan
    better = "越多越好" if item.more_is_better else "越少越好"
    axis = f"占本单位目标的比例（{better}）" if shares else f"{item.measure}（{better}）"
    return drawn.assign(said=said, county=beside), axis, "%" if shares else ""


def county_row(view: View, indicator: str) -> pd.DataFrame:
    """The county's own cell; no row where the indicator does not apply to it."""
    return view.judged("county", indicator)


def comparable(item: Indicator, shares: bool) -> bool:
    """Whether the county's figure can stand on one axis with a unit's: not where it is their sum."""
    return shares or item.measure == "%" or (item.accumulate != "sum" and item.county != "sum")


def paths(view: View, item: Indicator, kind: str) -> tuple[pd.DataFrame, pd.DataFrame, str, bool]:
    """What `charts.unit_paths` draws: the units' months, the strong line and its name, and whether in percent of targets."""
    table = view.paths(kind, item.id)
    shares = targets_differ(table)
    table = in_shares(table) if shares else table
    whole = view.paths("county", item.id)
    if comparable(item, shares) and len(whole) and whole["value"].notna().any():
        return table, in_shares(whole) if shares else whole, KINDS["county"], shares
    return table, middle_of(table), f"{KINDS[kind]}中位数", shares


def middle_of(table: pd.DataFrame) -> pd.DataFrame:
    """month, value, due: the median unit's value, and the plan where all units have the same."""
    by_month = table.groupby("month")
    due = by_month["due"].agg(lambda values: values.iloc[0] if values.round(9).nunique() == 1 else np.nan)
    return pd.DataFrame({"value": by_month["value"].median(), "due": due}).reset_index()
