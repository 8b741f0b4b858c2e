"""单位得分: every unit of a kind in one table and one chart; a row leads to the unit's page."""

import pandas as pd
import streamlit as st

from pages.parts import unit_table
from pages.parts.drawn import drawn, show
from pages.parts.frame import open_page
from pages.parts.frozen_board import file_of, label_of
from pages.parts.strips import strips
from pages.parts.to_unit import fresh, go_to_unit
from readiness.board import View
from readiness.charts.five_boxes import five_boxes
from readiness.words import KINDS

MONTHS = 6               # so many are in a row's little chart
CSS = """
<style>
:has(> .st-key-scores) { flex: 1 1 980px; min-width: min(100%, 980px); }
:has(> .st-key-bars) { flex: 2 1 440px; min-width: min(100%, 440px); }
</style>
"""


def ask(view: View) -> tuple[str, list[str], str]:
    """Kind, types and order, all kept in the address."""
    kind = st.segmented_control("类别", ["township", "department"], format_func=KINDS.get, default="township",
                                required=True, key="kind", bind="query-params")
    types = list(dict.fromkeys(view.units.loc[view.units["kind"] == kind, "type"]))
    few = []
    if len(types) > 1:
        few = st.pills("类型", types, selection_mode="multi", key="type", bind="query-params")
    order = st.selectbox("排序", list(unit_table.ORDERS), format_func=unit_table.ORDERS.get, key="sort",
                         bind="query-params", width=180)
    return kind, few, order


def courses(view: View) -> dict[str, list[float]]:
    """The totals of the last months on the chosen basis, by unit name."""
    recent = view.trend[view.trend["month"] > view.month + 1 - MONTHS]
    names = {key: unit.name for key, unit in view.county.units.items()}
    return {names[key]: of[view.basis].tolist() for key, of in recent.groupby("unit")}


def draw_table(view: View, rows: pd.DataFrame) -> None:
    table = unit_table.as_shown(rows, courses(view))
    event = st.dataframe(table, column_config=unit_table.columns(table), hide_index=True, height="content",
                         on_select="rerun", selection_mode="single-row", key=fresh("unit_table"), placeholder="—",
                         alt="各单位的名次、总分、等次、欠分和灯")
    for at in event.selection.rows:
        go_to_unit(table["unit_name"].iloc[at])


def draw_bars(view: View, kind: str, names: pd.Series) -> None:
    units = view.units_on_100[view.units_on_100["unit_name"].isin(names)]
    grades = [(grade.min, grade.name) for grade in view.rubric.grades]
    figure = drawn(view, f"boxes {kind} {sorted(names)}", lambda: five_boxes(units, "unit_name", grades=grades))
    show(figure, "boxes", "各单位一根条，五段相加是满分 100：已到手、预计可得、待争取、未报、已丢失；菱形是总分，虚线是等次的分数线。")


view = open_page("单位得分", "各单位总分、等次和名次。选中一行打开该单位的页面。")
st.html(CSS)
with st.container(horizontal=True, vertical_alignment="bottom"):
    kind, types, order = ask(view)
    rows = unit_table.pick(view.units, kind, types, order)
    st.download_button(label_of(view, "下载得分表（CSV）", "单位得分"), file_of(view, "单位得分", rows),
                       file_name=view.file_name("单位得分", "csv"), mime="text/csv", on_click="ignore")
if rows.empty:
    st.info(f"没有参加考核的{KINDS[kind]}。")
    st.stop()
if notes := strips(view.units[view.units["unit_name"].isin(rows["unit_name"])]):
    st.html(notes)
with st.container(horizontal=True, gap="medium"):
    with st.container(key="scores"):
        draw_table(view, rows)
    with st.container(key="bars"):
        draw_bars(view, kind, rows["unit_name"])
