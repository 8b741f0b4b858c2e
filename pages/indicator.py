"""指标: one indicator across all units: who is at full marks, who owes, how far each is from what is asked of it."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import one_indicator
from pages.parts.address import accept_ids, choose_kept
from pages.parts.drawn import drawn, kept, show
from pages.parts.frame import open_page
from pages.parts.indicator_line import indicator_line, who_answers
from pages.parts.indicator_table import indicator_table
from pages.parts.who import choose_kind
from pages.parts.words import plain
from readiness.board import View
from readiness.charts.against_target import MOST, against_target
from readiness.charts.unit_paths import unit_paths
from readiness.exports import csv
from readiness.numbers import TOLERANCE
from readiness.numbers import plain as number
from readiness.rubric import Indicator
from readiness.rubric_words import rules_in_words
from readiness.words import KINDS

NAMED = 3
REPORTED = ("scored", "partial")
CSS = """
<style>
:has(> .st-key-ranked) { flex: 1.5 1 880px; min-width: min(100%, 880px); }
:has(> .st-key-standing) { flex: 1 1 480px; min-width: min(100%, 480px); }
</style>
"""


def ask(view: View) -> tuple[Indicator, str, str, DeltaGenerator]:
    """Indicator, kind of unit and order, all kept in the address; and the place beside them."""
    items = view.rubric.indicators
    place, kind_place, order_place, file_place = st.columns([2.4, 0.9, 0.9, 0.9], vertical_alignment="bottom")
    key = choose_kept("indicator", "指标", {key: f"{key} {item.name}" for key, item in items.items()}, place,
                      written=dict(zip(items, items, strict=True)))
    accept_ids("order", one_indicator.ORDERS)
    with kind_place:
        kind = choose_kind(one_indicator.kinds_judged(view, key) or list(one_indicator.KINDS_ASKED))
    with order_place:
        order = st.selectbox("排序", list(one_indicator.ORDERS), format_func=one_indicator.ORDERS.get, key="order",
                             bind="query-params")
    return items[key], kind, order, file_place


def draw_head(view: View, item: Indicator, rows: pd.DataFrame, kind: str) -> None:
    left_out = one_indicator.not_asked(view, item.id, kind)
    county = one_indicator.county_row(view, item.id)
    st.subheader(f"{item.id} {plain(item.name)}　{number(item.points)} 分", anchor=False)
    st.html(indicator_line(item, county.iloc[0] if len(county) else None, rows, kind, len(left_out)))
    st.markdown(f"**计分规则**　{plain(rules_in_words(item))}  \n{who_answers(view, item)}")


def draw_table(view: View, item: Indicator, rows: pd.DataFrame, kind: str, order: str) -> None:
    st.html(kept(view, f"ranked {item.id} {kind} {order}", lambda: indicator_table(view, rows)))
    if left_out := one_indicator.not_asked(view, item.id, kind):
        st.markdown(f"**不涉及**（不排名）　{len(left_out)} 个{KINDS[kind]}：{plain('、'.join(left_out))}")


def draw_standing(view: View, item: Indicator, rows: pd.DataFrame, which: str) -> None:
    """How far each unit is from what is asked of it on the basis chosen."""
    words = "序时应达" if view.basis == "schedule" and rows["due"].notna().any() else "目标"
    st.subheader(f"离{words}多远" + (f"（前 {MOST} 个）" if len(rows) > MOST else ""), anchor=False)
    if not rows["status"].isin(REPORTED).any():
        st.info(f"还没有{KINDS[rows['kind'].iloc[0]]}报数。")
        return
    held_to = "due" if words == "序时应达" else "target"
    figure = drawn(view, f"against {which}", lambda: against_target(*one_indicator.against(view, item, rows), held_to))
    show(figure, "against", f"{item.name}各单位现值与{words}的距离，数字见表。")


def draw_course(view: View, item: Indicator, rows: pd.DataFrame, kind: str, which: str) -> None:
    named = rows.loc[(rows["owed"] > TOLERANCE) & rows["status"].isin(REPORTED), "unit_name"].head(NAMED).tolist()
    paths, middle, name, shares = kept(view, f"paths {which}", lambda: one_indicator.paths(view, item, kind))
    st.subheader(f"{view.year}年各月走势（{'占本单位目标' if shares else item.measure}）", anchor=False)
    if paths["value"].isna().all():
        st.info("各月还没有数据。")
        return
    figure = drawn(view, f"course {which}", lambda: unit_paths(paths, middle, name, named, shares))
    show(figure, "course", f"{item.name}各单位各月的走势，红线是欠分最多的。")


view = open_page("指标", "一项指标，各单位谁拿满了、谁还欠、差多少。")
st.html(CSS)
item, kind, order, file_place = ask(view)
rows = kept(view, f"rows {item.id} {kind} {order}", lambda: one_indicator.rows_of(view, item.id, kind, order))
draw_head(view, item, rows, kind)
if rows.empty:
    st.info("这一项不考核乡镇，也没有部门牵头或配合。")
    st.stop()
file_place.download_button(
    "下载这一项（CSV）", lambda: csv.write(rows[one_indicator.FILE_COLUMNS], view.as_of, view.basis, view.fingerprint),
    file_name=view.file_name(f"指标_{item.id}", "csv"), mime="text/csv", on_click="ignore",
)  # fmt: skip
which = f"{item.id} {kind} {order}"
with st.container(horizontal=True, gap="medium"):
    with st.container(key="ranked"):
        draw_table(view, item, rows, kind, order)
        draw_course(view, item, rows, kind, which)
    with st.container(key="standing"):
        draw_standing(view, item, rows, which)
