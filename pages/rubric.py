"""考核细则: how every point is earned and lost, in words and as a curve, read from the rubric that scores."""

import pandas as pd
import streamlit as st

from pages.parts.address import accept_ids, look_at, looked_at
from pages.parts.doubts import draw_doubts
from pages.parts.drawn import drawn, kept, show
from pages.parts.frame import open_page
from pages.parts.grid import pick_row
from pages.parts.one_indicator import kinds_judged, rows_of
from pages.parts.one_rule import facts, worked_examples
from pages.parts.places_table import places_table
from pages.parts.rubric_rest import adjustments, grading, vetoes
from pages.parts.rule_search import found, indicators_of, options
from pages.parts.to_unit import road_to_indicator
from pages.parts.who import choose_kind
from pages.parts.words import plain
from readiness.board import View
from readiness.charts.rule_curve import rule_curve
from readiness.numbers import plain as number
from readiness.rubric import Indicator
from readiness.words import KINDS

COLUMNS = ["indicator", "indicator_name", "category_name", "full_points", "rule", "measure", "target", "lead"]
ROWS_IN_SIGHT = 8
CSS = """
<style>
:has(> .st-key-curve_place) { flex: 2 1 440px; min-width: min(100%, 440px); }
:has(> .st-key-names_place) { flex: 1 1 250px; min-width: min(100%, 250px); }
.places-note { color: #43515F; font-size: 0.92rem; line-height: 1.5; margin: 0; }
</style>
"""


def asked(table: pd.DataFrame) -> tuple[str, dict[str, str | None]]:
    """Words to look for, and what the list is narrowed to, by column."""
    search, *places = st.columns([1.5, 1, 1, 1])
    words = search.text_input("查找指标", key="find", bind="query-params", placeholder="编号、名称、计分规则、依据、佐证材料里的词")
    return words.strip(), {column: _choose(place, label, key, options(table, column)) for place, (column, label, key) in
                           zip(places, [("category", "板块", "chapter"), ("lead_id", "牵头单位", "led_by"), ("rules", "计分规则", "rule")],
                               strict=True)}  # fmt: skip


def _choose(place, label: str, key: str, names: dict[str, str]) -> str | None:
    accept_ids(key, names)
    return place.selectbox(label, list(names), format_func=names.get, index=None, key=key, bind="query-params", placeholder="全部")


def draw_choice(rows: pd.DataFrame) -> str:
    ids = rows["indicator"].tolist()
    at = ids.index(looked_at("indicator", set(ids)) or ids[0])
    pick_row(rows, COLUMNS, f"rules {' '.join(ids)}", "指标表，点一行看这一项怎么计分", chosen=at,
             on_pick=lambda row: look_at("indicator", ids[row]), most=ROWS_IN_SIGHT)
    return ids[at]


def draw_rule(view: View, item: Indicator) -> None:
    """One indicator: words on the left, its curve with every unit's place on it on the right."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.subheader(f"{item.id} {plain(item.name)}　{number(item.points)} 分", anchor=False, width="content")
        st.html(road_to_indicator(view, item.id), width="content")
    words, picture = st.columns([1, 1.15], gap="large")
    with words:
        st.html(facts(view, item))
        if examples := worked_examples(item):
            st.html(examples)
    with picture:
        draw_places(view, item)


def draw_places(view: View, item: Indicator) -> None:
    """The curve, with the units of one kind on it, and the same units as a small table."""
    kinds = kinds_judged(view, item.id, list(KINDS))
    if not kinds:
        st.info("没有单位承担这一项。")
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown("**得分曲线**　○ 是各单位的位置，指向圆圈看名单", width="content")
        kind = choose_kind(kinds, label_visibility="collapsed")
    curves, marks = kept(view, f"places {item.id} {kind}", lambda: view.places(kind, item.id))
    axis = "次数" if item.rule.type == "per_occurrence" else item.measure
    figure = drawn(view, f"rule {item.id} {kind}", lambda: rule_curve(curves, marks, axis))
    rows = kept(view, f"rows {item.id} {kind} owed", lambda: rows_of(view, item.id, kind))
    with st.container(horizontal=True, gap="medium"):
        with st.container(key="curve_place"):
            show(figure, "curve", f"{item.name}的得分曲线，标出各{KINDS[kind]}现在的位置，名单见旁边的表。")
            if notes := _notes(view, item, rows, curves, marks):
                st.html(f'<p class="places-note">{notes}</p>')
        with st.container(key="names_place"):
            st.html(kept(view, f"named {item.id} {kind}", lambda: places_table(view, rows, marks)))


def _notes(view: View, item: Indicator, rows: pd.DataFrame, curves: pd.DataFrame, marks: pd.DataFrame) -> str:
    """What must be known to read the picture."""
    several = curves["of"].nunique()
    moved = bool(len(marks)) and bool((marks["now"] - marks["value"]).abs().max() > 1e-9)
    support = number(100 * view.rubric.departments.support_share) if (rows["role"] == "support").any() else ""
    extras = "、".join(rule.title for rule in item.extras)
    return "；".join(filter(None, (
        f"各单位目标不同，共 {several} 条曲线" if several > 1 else "",
        f"圆圈在按{view.basis_name}口径折算后的数上" if moved else "",
        f"配合单位的得分按曲线的 {support}% 计" if support else "",
        f"{extras}另计，不在曲线上，得分以表为准" if extras else "",
    )))


view = open_page("考核细则", "每一分怎么得、怎么扣：与计分用的是同一份细则。")
st.html(CSS)
rubric = view.rubric
st.markdown(f"**{plain(rubric.title)}**　{len(rubric.categories)} 个板块，{len(rubric.indicators)} 项指标，"
            f"满分 {number(rubric.full_points)} 分")
draw_doubts(view.board.configuration.doubts)
table = kept(view, "rubric table", lambda: indicators_of(view))
words, narrowed = asked(table)
rows = found(table, words, narrowed)
if rows.empty:
    st.info(f"没有含“{plain(words)}”的指标。清空查找框，或换一个板块、牵头单位、计分规则再看。" if words else "没有这样的指标，换一个条件再看。")
else:
    draw_rule(view, rubric.indicators[draw_choice(rows)])
st.divider()
left, right = st.columns(2, gap="large")
with left:
    st.html(grading(rubric))
    st.html(vetoes(rubric))
with right:
    st.html(adjustments("加分", rubric.bonus, rubric.bonus_cap, rubric))
    st.html(adjustments("扣分", rubric.deductions, rubric.deduction_cap, rubric))
