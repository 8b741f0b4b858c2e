"""更正数据: single figures mended in the table, with the reason, as a batch like any other."""

from datetime import date

import pandas as pd
import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.take_in import draw_outcome, draw_review, looked_through
from readiness.access import Person
from readiness.board import View
from readiness.intake import Correction, corrections, withdrawals
from readiness.rubric import Indicator

FIGURES = ["value", "base", "remark"]


def draw_correction(view: View, who: Person) -> None:
    """Choose a unit, an item and a year; mend the table; say why; confirm."""
    draw_outcome("edited")
    unit, item, year = _asked(view, who)
    if item is None:
        st.info("这个单位没有要自己报的指标。")
        return
    before = months_of(view, unit, item, year)
    after = _edited(before, item, f"edit {unit} {item.id} {year} {view.board.revision}")
    changed = corrections_of(before, after, unit, item.id)
    if not changed:
        st.caption("改表里的数值、分母或备注，清空数值就是撤回这个数；改动列在下面，写明原因、确认之后才写入。")
        return
    draw_review(view, looked_through("edit_review", view, who, (corrections(changed),), withdrawals(changed)), "edit")


def _asked(view: View, who: Person) -> tuple[str, Indicator | None, int]:
    """The unit, the item and the year, each of them in the address."""
    unit_place, item_place, year_place, _ = st.columns([1.2, 2.4, 0.8, 0.6])
    own = who.answers_for
    units = {key: unit.name for key, unit in view.county.units.items() if own is None or key in own}
    years = {str(year): f"{year}年" for year in sorted(view.board.configuration.rubrics, reverse=True) if year <= date.today().year}
    year = int(choose_kept("edit_year", "年度", years, year_place))
    unit = choose_kept("edit_unit", "单位", units, unit_place)
    rubric = view.board.configuration.rubrics[year]
    items = {key: f"{key} {item.name}" for key, item in rubric.indicators.items() if reports(view, unit, item, year)}
    if not items:
        return unit, None, year
    return unit, rubric.indicators[choose_kept("edit_item", "指标", items, item_place, {key: key for key in items})], year


def reports(view: View, unit: str, item: Indicator, year: int) -> bool:
    """Whether the unit reports this item itself."""
    asked = view.county.units[unit]
    own = view.county.role(asked, item.id, view.board.configuration.rubrics[year]) in ("own", "duty")
    return own and (asked.kind != "county" or item.county == "reported")


def months_of(view: View, unit: str, item: Indicator, year: int) -> pd.DataFrame:
    """month, part, value, base, remark: a row for each month that has been, and each part; nan where nothing was reported."""
    last = 12 if year < date.today().year else date.today().month
    asked = pd.MultiIndex.from_product([[f"{year}-{month:02d}" for month in range(1, last + 1)], item.part_names], names=["month", "part"])
    known = view.board.observations.table
    own = known[(known["unit"] == unit) & (known["indicator"] == item.id)].set_index(["month", "part"])[FIGURES]
    return own.reindex(asked).reset_index().assign(remark=lambda table: table["remark"].fillna(""))


def _edited(before: pd.DataFrame, item: Indicator, key: str) -> pd.DataFrame:
    with_base = before["base"].notna().any() or any(item.accumulate_of(part) == "ratio" for part in item.part_names)
    shown = ["month", *(["part"] if len(item.part_names) > 1 else []), "value", *(["base"] if with_base else []), "remark"]
    number = st.column_config.NumberColumn
    return st.data_editor(
        before, key=key, hide_index=True, width="stretch", height=min(38 + 35 * len(before), 560), disabled=["month", "part"],
        column_order=shown, num_rows="fixed", placeholder="",
        column_config={"month": "月份", "part": "分项", "value": number(f"数值（{item.measure}）"), "base": number("分母"),
                       "remark": st.column_config.TextColumn("备注", max_chars=200)},
    )  # fmt: skip


def corrections_of(before: pd.DataFrame, after: pd.DataFrame, unit: str, indicator: str) -> list[Correction]:
    """The rows that were changed, as they are now."""
    same = pd.concat([before[name].eq(after[name]) | (before[name].isna() & after[name].isna()) for name in FIGURES], axis=1).all(axis=1)
    return [Correction(unit, indicator, row["part"], row["month"], row["value"], row["base"], row["remark"] or "")
            for row in after[~same].to_dict("records")]
