"""得分变化: from an earlier month to this one, why a unit's total is another: data, rules, what applies, bonuses, corrections."""

import pandas as pd
import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.bridge_rows import cause_table, month_words, sentence
from pages.parts.drawn import drawn, kept, show
from pages.parts.frame import open_page
from pages.parts.words import month_name
from readiness.board import View
from readiness.charts.bridge import bridge_chart
from readiness.charts.look import QUIET
from readiness.exports import csv

CSS = f"""
<style>
.st-key-said p {{ font-size: clamp(1.2rem, 1.25vw, 1.6rem); line-height: 1.5; font-variant-numeric: tabular-nums; }}
:has(> .st-key-steps) {{ flex: 1.15 1 560px; min-width: min(100%, 560px); }}
:has(> .st-key-causes) {{ flex: 1 1 560px; min-width: min(100%, 560px); }}
.note {{ margin: 0; color: {QUIET}; font-size: 0.9rem; }}
</style>
"""


def ask(view: View, earlier: list[str]) -> tuple[str, str]:
    """The unit, and the month to begin from: at first the last one before this."""
    unit_place, month_place, _ = st.columns([1.2, 1.2, 2])
    unit = choose_kept("unit", "单位", {key: unit.name for key, unit in view.county.units.items()}, unit_place)
    return unit, choose_kept("from", "从哪个月比起", {month: month_name(month) for month in earlier[::-1]}, month_place)


def note(words: str) -> None:
    st.html(f'<p class="note">{words}</p>')


def draw_steps(view: View, earlier: View, rows: pd.DataFrame, which: str) -> None:
    one, other = month_words(view, earlier)
    st.subheader(f"从{one}到{other}", anchor=False)
    figure = drawn(view, f"steps {which}", lambda: bridge_chart(rows, f"{one}总分", f"{other}总分"))
    show(figure, "steps_chart", "总分变化的主要原因，从上到下逐项累加，数字见表。")
    note("绿色上升，红色下降；横条不从 0 分画起。")


def draw_causes(view: View, earlier: View, rows: pd.DataFrame, which: str) -> None:
    st.subheader("按原因", anchor=False)
    st.html(kept(view, f"causes {which}", lambda: cause_table(view, earlier, rows)))
    note("各数四舍五入到 2 位小数，相加可能差 0.01。")


view = open_page("得分变化", "总分为什么变：数据、规则、加分扣分各占多少。")
earlier = [month for month in view.board.months if month < view.as_of]
if not earlier:
    st.info(f"{view.as_of_name}之前没有数据，没有可以比较的。")
    st.stop()
st.html(CSS)
unit, since = ask(view, earlier)
rows = view.board.bridge(since, view.as_of, view.basis).of(unit)
if rows.empty:
    st.info("这两个月里有一个月还没有可以计分的指标，不能比较。")
    st.stop()
before = view.board.view(since, view.basis)
which = f"{unit} {since} {view.revision}"
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    with st.container(key="said", width="content"):
        st.markdown(sentence(rows, month_words(view, before)[0]))
    st.download_button("下载变化原因 (CSV)", csv.write(rows, view.as_of, view.basis, view.fingerprint), type="primary",
                       file_name=view.file_name(f"得分变化_{unit}_{since}", "csv"), mime="text/csv", on_click="ignore")
if not rows["change"].any():
    st.info("各项得分都没有变化。")
    st.stop()
with st.container(horizontal=True, gap="large"):
    with st.container(key="steps"):
        draw_steps(view, before, rows, which)
    with st.container(key="causes"):
        draw_causes(view, before, rows, which)
