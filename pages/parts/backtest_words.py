"""预测检验 in words: the headline, the notes on what the test can and cannot say, and the rows of the file."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from readiness.board import Board, View
from readiness.numbers import shown
from readiness.scoring.backtest import CHOSEN_ON, MEASURES, TOTAL, Backtest
from readiness.scoring.chances import FEWEST, RANGE

WIDE = (0.7, 0.9)        # an 80 % range that holds so often is about right
FILE_NAMES = {"schedule": "schedule_absolute", "today": "today_absolute", "kind": "figure_kind"}


def headline(tested: Backtest, year: int) -> str:
    """How far off the expected total was, beside the two plain answers; how often the range held and to which side it leant; Markdown."""
    row = tested.overall.loc[TOTAL]
    off = {name: f"**{shown(row[name], 1)}** 分" for name in ("absolute", "schedule", "today")}
    return (f"{year}年每个月末的预计总分，与年终实际平均差 {off['absolute']}；按序时推算差 {off['schedule']}，按现状差 {off['today']}。  \n"
            f"八成范围实际装下 **{percent(row['inside'])}**{_range_verdict(row['inside'])}；{_lean(row['error'])}。")


def _lean(error: float) -> str:
    """预计高低相抵，平均报低 2.3 分"""
    size = shown(abs(error), 1)
    return "预计高低相抵，没有偏向" if size == "0.0" else f"预计高低相抵，平均报{'高' if error > 0 else '低'} **{size}** 分"


def _range_verdict(inside: float) -> str:
    low, high = WIDE
    return "，范围偏窄" if inside < low else "，范围偏宽" if inside > high else ""


def percent(share: float) -> str:
    """83%"""
    return f"{shown(100 * share, 0)}%"


def worst_bin(calibration: pd.DataFrame) -> pd.Series:
    """Where what was said and what came differ most, weighed by how often it was said."""
    apart = (calibration["chance"] - calibration["came"]).abs() * calibration["count"]
    return calibration.loc[apart.idxmax()]


def warnings(board: Board, year: int) -> Iterator[str]:
    """What the test cannot say, the gravest first."""
    demo = bool(board.configuration.settings.demo_data)
    if demo:
        yield "这里的数据是演示县的，全部虚构；检验的是算法，不能说明换成真实数据有多准。"
    if demo and year == CHOSEN_ON:
        yield f"各类指标的推算方式，是拿演示县{year}年的数据比较以后选定的，再用同一年来检验并不独立：真实的误差会比这里大。"
    if board.last_month_of(year - 1) is None:
        yield f"{year}年之前没有数据，用不上“按上年”的推算方式，可能范围也缺少往年的依据，误差会偏大，范围会偏窄。"


def notes(then: View) -> Iterator[str]:
    """What is compared with what."""
    low, high = (round(100 * end) for end in RANGE)
    yield f"检验用的是{then.year}年全年的数据（指纹 {then.fingerprint}），与左侧选的“数据截至”和“口径”无关。"
    yield (f"只比较按时报送、年终计分的指标；没报的不算预计的错。八成范围是可能结果的第 {low} 到第 {high} 百分位；"
           f"去年和今年合计报送不满 {FEWEST} 个月的，不说可能性。")


def file_rows(tested: Backtest) -> pd.DataFrame:
    """The accuracy of every kind and month, its columns named for a file."""
    return tested.accuracy[["kind", "month", "count", *MEASURES]].rename(columns=FILE_NAMES)
