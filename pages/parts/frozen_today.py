"""和现在比: why each unit's total is another today than it was frozen, cause by cause, and of one unit indicator by indicator."""

import pandas as pd
import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.listing import listing
from pages.parts.unit_line import signed
from pages.parts.words import month_name
from readiness.board import Board, View
from readiness.bridge import Bridge
from readiness.exports import csv
from readiness.freeze import BY_CAUSE, NotComparable, Opened, beside_today, sums_by_cause
from readiness.numbers import TOLERANCE, shown

HEIGHT = 460
ROW_COLUMNS = ["cause", "indicator", "indicator_name", "change"]


@st.cache_resource(max_entries=20, show_spinner="正在和现在比…")
def _bridge(number: int, then: str, today: str, until: str, basis: str, _then: Board, _today: Board) -> Bridge:
    return beside_today(_then, _today, until, basis)


def draw_today(view: View, opened: Opened) -> None:
    """The units' table, then one unit."""
    try:
        found = _bridge(opened.frozen.id, opened.frozen.fingerprint, view.fingerprint, view.as_of, view.basis, opened.board, view.board)
    except NotComparable as why:
        st.info(f"{why}在左侧“数据截至”里选 {month_name(opened.frozen.as_of)} 或以后的月份。")
        return
    names = {unit: view.county.units[unit].name for unit in found.units}
    sums = sums_by_cause(found, names)
    moved = [cause for cause in BY_CAUSE if (sums[cause].abs() > TOLERANCE).any()]
    st.markdown(_headline(sums, view, opened))
    columns = ["unit_name", "frozen_total", "total_today", "difference", *moved]
    st.html(listing(sums, columns, columns[:1], HEIGHT, "各单位和定格时相差", {}))
    st.download_button("下载比较表 (CSV)", csv.write(sums[["unit", *columns]], view.as_of, view.basis, view.fingerprint), mime="text/csv",
                       file_name=view.file_name(f"与定格比较_{opened.frozen.name}", "csv"), on_click="ignore")
    _draw_unit(found, names)


def _headline(sums: pd.DataFrame, view: View, opened: Opened) -> str:
    """What is compared, and how many totals are others."""
    apart = int((sums["difference"].abs() > TOLERANCE).sum())
    until = "同一个月" if view.as_of == opened.frozen.as_of else month_name(view.as_of)
    said = f"**{apart}** 个单位的总分和定格时不同" if apart else "各单位总分和定格时完全相同"
    return f"定格时的{month_name(opened.frozen.as_of)}和现在的{until}比，口径{view.basis_name}：{said}。规则变化包括细则、目标和单位表的改动。"


def _draw_unit(found: Bridge, names: dict[str, str]) -> None:
    place, _ = st.columns([1, 2])
    unit = choose_kept("frozen_unit", "哪个单位，逐项看", names, place)
    rows = found.of(unit)
    if rows.empty or not rows["change"].any():
        st.markdown(f"{names[unit]}的总分没有变化。" if len(rows) else f"{names[unit]}有一头还没有可以计分的指标，不能比较。")
        return
    opening, closing = rows["opening"].iloc[0], rows["closing"].iloc[0]
    st.markdown(f"{names[unit]}：定格时 **{shown(opening)}** 分，现在 **{shown(closing)}** 分，相差 **{signed(closing - opening)}** 分。")
    st.html(listing(rows, ROW_COLUMNS, [], HEIGHT, "逐项变化", {}))

