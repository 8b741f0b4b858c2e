"""预测检验: what the forecast said at each month's end of a year that is over, beside what came, and how far it can be trusted."""

from html import escape

import pandas as pd
import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.backtest_tables import accuracy_table, calibration_table, methods_table
from pages.parts.backtest_words import file_rows, headline, notes, percent, warnings, worst_bin
from pages.parts.drawn import drawn, kept, show
from pages.parts.frame import open_page
from readiness.board import View
from readiness.charts.forecast_errors import LINES, forecast_errors
from readiness.charts.look import QUIET
from readiness.exports import csv
from readiness.scoring.backtest import TOTAL, Backtest
from readiness.scoring.chances import in_words

HEIGHT = 390
CSS = f"""
<style>
.st-key-said p {{ font-size: clamp(1.2rem, 1.25vw, 1.6rem); line-height: 1.5; font-variant-numeric: tabular-nums; }}
:has(> .st-key-errors), :has(> .st-key-kinds) {{ flex: 1.2 1 640px; min-width: min(100%, 640px); }}
:has(> .st-key-calibration), :has(> .st-key-ways) {{ flex: 1 1 560px; min-width: min(100%, 560px); }}
.note {{ margin: 0 0 0.3rem; color: {QUIET}; font-size: 0.95rem; line-height: 1.5; }}
</style>
"""


def reckoned(view: View) -> Backtest:
    """The year's test; its first reader waits some seconds for it."""
    with st.spinner("正在用往年数据检验…"):
        return view.board.backtest(view.year).reckoned()


def note(*lines: str) -> None:
    st.html("".join(f'<p class="note">{escape(line)}</p>' for line in lines))


def draw_headline(view: View, tested: Backtest) -> None:
    with st.container(key="said"):
        st.markdown(headline(tested, view.year))
    note(*warnings(view.board, view.year))


def draw_errors(view: View, tested: Backtest) -> None:
    st.subheader("每个月末的答案，与年终总分差多少", anchor=False)
    note("三种答案各单位平均：预计、按序时推算、按现状不动。越低越准。")
    figure = drawn(view, "forecast errors", lambda: forecast_errors(errors_by_month(tested), error_of_year(tested), HEIGHT))
    show(figure, "errors_chart", "预计、序时、现状三种答案每个月末与年终总分的平均误差，下载的表里有同样的数。")


def errors_by_month(tested: Backtest) -> pd.DataFrame:
    totals = tested.accuracy[tested.accuracy["kind"] == TOTAL]
    return totals.rename(columns={"absolute": "forecast"})[["month", *LINES]]


def error_of_year(tested: Backtest) -> dict[str, float]:
    return tested.overall.loc[TOTAL].rename({"absolute": "forecast"})[list(LINES)].to_dict()


def draw_calibration(view: View, tested: Backtest) -> None:
    st.subheader("说的可能性，后来兑现了多少", anchor=False)
    if tested.calibration.empty:
        st.info("报送的月数还不够，没有说过得满分的可能性。")
        return
    worst = worst_bin(tested.calibration)
    note(f"每个月末、每个单位每项指标得满分的可能性，与年终对照。最不准的一档：说“{in_words(worst['chance'])}”，"
         f"实际 {percent(worst['came'])}（{worst['count']:.0f} 次）。")
    st.html(kept(view, "calibration", lambda: calibration_table(tested.calibration)))


def draw_kinds(view: View, tested: Backtest) -> None:
    st.subheader("各类指标准不准", anchor=False)
    note("总分按百分制，其余按每项指标的分值（分）。")
    st.html(kept(view, "accuracy table", lambda: accuracy_table(tested)))


def draw_ways(view: View, tested: Backtest) -> None:
    st.subheader("试过的推算方式", anchor=False)
    note("每类指标全部改用同一种方式，误差有多大。缺所需的数据时由下一种代替，所以误差可能相同。")
    st.html(kept(view, "ways", lambda: methods_table(tested)))


view = open_page("预测检验", "拿已经过完的一年检验：当时的预计，后来准不准。")
years = view.board.finished_years
if not years:
    st.info("还没有数据满一年的年度。12月的数据报齐以后，才能拿这一年检验预计。")
    st.stop()
st.html(CSS)
year_place, _, file_place = st.columns([1, 3, 1], vertical_alignment="bottom")
year = choose_kept("year", "检验哪一年", {str(year): f"{year}年" for year in years}, year_place)
then = view.board.view(view.board.last_month_of(int(year)))
tested = reckoned(then)
if TOTAL not in tested.overall.index:
    st.info(f"{year}年没有一个单位的指标全部按时报送，总分不能检验。")
    st.stop()
file_place.container(horizontal=True, horizontal_alignment="right").download_button(
    "下载检验结果 (CSV)", csv.write(file_rows(tested), then.as_of, then.basis, then.fingerprint), type="primary",
    file_name=then.file_name("预测检验", "csv"), mime="text/csv", on_click="ignore",
)  # fmt: skip
draw_headline(then, tested)
with st.container(horizontal=True, gap="large"):
    with st.container(key="errors"):
        draw_errors(then, tested)
    with st.container(key="calibration"):
        draw_calibration(then, tested)
with st.container(horizontal=True, gap="large"):
    with st.container(key="kinds"):
        draw_kinds(then, tested)
    with st.container(key="ways"):
        draw_ways(then, tested)
note(*notes(then))
