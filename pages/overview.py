"""总览: the county on one wall: what it owes, the red items with a name and a date, who stands where, and why."""

import pandas as pd
import streamlit as st

from pages.parts.county_line import bases_line, county_line
from pages.parts.drawn import drawn, kept, show
from pages.parts.frame import open_page
from pages.parts.heat_table import heat_table, units_of
from pages.parts.ranking import ranking
from pages.parts.red_items import red_items, red_table
from pages.parts.strips import strips
from pages.parts.who_owes import who_owes
from readiness.board import View
from readiness.charts.county_trend import county_trend
from readiness.charts.five_boxes import five_boxes
from readiness.words import KINDS

TREND_HEIGHT = 176       # what the shorter ranking leaves beside the longer one
# Beside one another on the wall; below one another where that would squeeze them.
CSS = """
<style>
:has(> .st-key-items) { flex: 1.1 1 640px; min-width: min(100%, 640px); }
:has(> .st-key-standing) { flex: 1 1 640px; min-width: min(100%, 640px); }
.st-key-items, .st-key-standing { gap: 0.6rem; }
.st-key-items h3, .st-key-standing h3 { padding: 0.2rem 0; }
:has(> .st-key-standing_township), :has(> .st-key-standing_department) { flex: 1 1 300px; min-width: min(100%, 300px); }
</style>
"""


def draw_county(view: View) -> None:
    """Of the forecast on every basis; only the small letters tell the basis that was chosen."""
    st.html(kept(view, "county line", lambda: county_html(view)))


def county_html(view: View) -> str:
    whole = view.county.whole.id
    row = whole_of(view.forecast).iloc[0]
    line = county_line(row, view.prospect(whole), (view.months_left, view.days_left))
    return line + bases_line(trend_of(view, whole).iloc[-1], row, view.basis)


def whole_of(view: View) -> pd.DataFrame:
    """The county's one row, with its boxes on a hundred."""
    return view.units_on_100[view.units_on_100["kind"] == "county"]


def draw_answers(view: View) -> None:
    """Who answers for what is owed, what moved since last month; who is struck, at risk or silent."""
    st.html(kept(view, "who owes", lambda: who_owes(view)))
    if notes := kept(view, "strips", lambda: strips(view.forecast.units, view.months_left == 0)):
        st.html(notes)


def draw_boxes(view: View) -> None:
    whole = whole_of(view.forecast)
    show(drawn(view, "county boxes", lambda: five_boxes(whole, "unit_name")), "county_boxes",
         f"{view.county_name}的 100 分：已到手、预计可得、待争取、未报、已丢失。")


def trend_of(view: View, unit: str) -> pd.DataFrame:
    return view.trend[view.trend["unit"] == unit]


def draw_items(view: View) -> None:
    st.subheader("■ 红色事项", anchor=False)
    if items := kept(view, "red items", lambda: red_html(view)):
        st.html(items)
    else:
        st.success("没有亮红灯的指标。")


def red_html(view: View) -> str:
    items = red_items(view.gaps)
    return red_table(view, items) if len(items) else ""


def draw_standing(view: View, kind: str) -> None:
    name = KINDS[kind]
    st.subheader(f"{name}排名　:small[总分 · 名次升降]", anchor=False)
    if rows := kept(view, f"ranking {kind}", lambda: ranking_html(view, kind)):
        st.html(rows)
    else:
        st.info(f"没有参加考核的{name}。")


def ranking_html(view: View, kind: str) -> str:
    units = view.units[view.units["kind"] == kind]
    return ranking(view, units) if len(units) else ""


def draw_trend(view: View) -> None:
    st.subheader("全县走势", anchor=False)
    whole = view.county.whole.id
    figure = drawn(view, "county trend", lambda: county_trend(trend_of(view, whole), TREND_HEIGHT))
    show(figure, "county_trend", "全县每月的现状、序时和预计得分。")


@st.fragment
def draw_heat_table(view: View) -> None:
    """A part of its own: another kind of unit redraws nothing else."""
    st.subheader("各板块得分率（%）", anchor=False)
    kind = st.segmented_control("看哪一类", ["township", "department"], format_func=KINDS.get, default="township",
                                required=True, key="heat_kind", bind="query-params", label_visibility="collapsed")
    if cells := kept(view, f"heat table {kind}", lambda: heat_html(view, kind)):
        st.caption("颜色越深，丢分越多。斜线格不涉及，虚线框内有到期未报的指标。点一格打开该单位的页面。")
        st.html(cells)
    else:
        st.info(f"没有参加考核的{KINDS[kind]}。")


def heat_html(view: View, kind: str) -> str:
    units = units_of(view, kind)
    columns = {key: category.name for key, category in view.rubric.categories.items()}
    return heat_table(view, units, columns) if units else ""


view = open_page("总览", "全县欠多少分、谁欠的、怎么补上。")
st.html(CSS)
draw_county(view)
with st.container(horizontal=True, gap="medium"):
    with st.container(key="items"):
        draw_answers(view)
        draw_items(view)
    with st.container(key="standing"):
        draw_boxes(view)
        with st.container(key="standings", horizontal=True):
            with st.container(key="standing_township"):
                draw_standing(view, "township")
                draw_trend(view)
            with st.container(key="standing_department"):
                draw_standing(view, "department")
draw_heat_table(view)
