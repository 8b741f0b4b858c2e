"""总览: the county on one wall: what it owes, the red items with a name and a date, who stands where, and why."""

import pandas as pd
import streamlit as st

from pages.parts.county_line import county_line
from pages.parts.drawn import chosen, drawn, show
from pages.parts.frame import open_page
from pages.parts.red_items import red_items, red_table
from pages.parts.strips import strips
from pages.parts.to_unit import fresh, go_to_unit
from readiness.board import View
from readiness.charts.county_trend import county_trend
from readiness.charts.heat_map import heat_map, heat_words
from readiness.charts.standing import standing
from readiness.words import KINDS

TREND_HEIGHT = 176       # what the shorter ranking leaves beside the longer one
# Beside one another on the wall; below one another where that would squeeze them.
CSS = """
<style>
:has(> .st-key-items) { flex: 1.1 1 640px; min-width: min(100%, 640px); }
:has(> .st-key-standings) { flex: 1 1 640px; min-width: min(100%, 640px); }
:has(> .st-key-standing_township), :has(> .st-key-standing_department) { flex: 1 1 300px; min-width: min(100%, 300px); }
</style>
"""


def draw_county(view: View) -> None:
    row = view.units[view.units["kind"] == "county"].iloc[0]
    st.html(county_line(row, trend_of(view, row["unit"]).iloc[-1], view.basis))
    if notes := strips(view.units):
        st.html(notes)


def trend_of(view: View, unit: str) -> pd.DataFrame:
    return view.trend[view.trend["unit"] == unit]


def draw_items(view: View) -> None:
    st.subheader("■ 红色事项", anchor=False)
    items = red_items(view.gaps)
    if len(items):
        st.html(red_table(view, items))
    else:
        st.success("没有亮红灯的指标。")


def draw_standing(view: View, kind: str) -> None:
    name = KINDS[kind]
    st.subheader(f"{name}排名　:small[总分 · 名次升降]", anchor=False)
    units = view.units[view.units["kind"] == kind]
    if units.empty:
        st.info(f"没有参加考核的{name}。")
        return
    figure = drawn(view, f"standing {kind}", lambda: standing(units))
    for point in chosen(figure, fresh(f"standing_chart_{kind}"), f"{name}按总分排名的条形图，单位得分页有同样内容的表。"):
        go_to_unit(point["customdata"])


def draw_trend(view: View) -> None:
    st.subheader("全县走势", anchor=False)
    trend = trend_of(view, view.county.whole.id)
    show(drawn(view, "county trend", lambda: county_trend(trend, TREND_HEIGHT)), "county_trend", "全县每月的现状得分和序时得分。")


def draw_heat_map(view: View) -> None:
    st.subheader("各板块得分率（%）", anchor=False)
    kind = st.segmented_control("看哪一类", ["township", "department"], format_func=KINDS.get, default="township",
                                required=True, key="heat_kind", bind="query-params", label_visibility="collapsed")
    units = view.units.loc[view.units["kind"] == kind, "unit_name"].tolist()
    if not units:
        st.info(f"没有参加考核的{KINDS[kind]}。")
        return
    st.caption("颜色越深，丢分越多。斜线格不涉及，虚线框内有到期未报的指标。点一格打开该单位的页面。")
    columns = {key: category.name for key, category in view.rubric.categories.items()}
    figure = drawn(view, f"heat map {kind}", lambda: heat_map(view.categories, units, columns))
    for point in chosen(figure, fresh(f"heat_map_{kind}"), f"{KINDS[kind]}各板块得分率热力图，下面有同样内容的表。"):
        unit, category = point["customdata"]
        go_to_unit(unit, category=columns[category])
    with st.expander("用表格看"):
        st.table(heat_words(view.categories, units, columns), border="horizontal")


view = open_page("总览", "全县欠多少分、谁欠的、怎么补上。")
st.html(CSS)
draw_county(view)
with st.container(horizontal=True, gap="medium"):
    with st.container(key="items"):
        draw_items(view)
    with st.container(key="standings", horizontal=True):
        with st.container(key="standing_township"):
            draw_standing(view, "township")
            draw_trend(view)
        with st.container(key="standing_department"):
            draw_standing(view, "department")
draw_heat_map(view)
