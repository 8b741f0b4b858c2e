"""预测检验 as tables (HTML): errors by kind and month, chances said beside what came, and the ways of forecasting compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from pages.parts.backtest_words import percent
from readiness.charts.look import BAR, INK, LINE, LOST, MAIN, QUIET, WON
from readiness.numbers import TOLERANCE, shown
from readiness.scoring.backtest import TOTAL, Backtest
from readiness.scoring.chances import in_words
from readiness.words import ACCUMULATE, FIGURE_KINDS, FORECASTS

AS_SAID = 0.05           # so near to what was said, a chance came as said
CSS = f"""
<style>
.tested {{ border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; line-height: 1.35; color: {INK}; }}
.tested th {{ font-weight: 400; color: {QUIET}; text-align: right; white-space: nowrap; }}
.tested th, .tested td {{ padding: 0.25rem 0.45rem; border-bottom: 1px solid #E3E8ED; }}
.tested thead th {{ border-bottom: 2px solid {LINE}; }}
.tested td {{ text-align: right; white-space: nowrap; }}
.tested .words {{ text-align: left; }}
.tested tbody th {{ color: {INK}; }}
.tested th b {{ font-weight: inherit; }}
.tested .part th {{ background: #F1F4F7; font-weight: 700; white-space: normal; }}
.tested .part span, .tested .quiet {{ color: {QUIET}; font-weight: 400; }}
.tested .part .off {{ color: {LOST}; }}
.tested .year {{ font-weight: 700; border-left: 1px solid {LINE}; }}
.tested .whole > * {{ font-weight: 700; }}
.tested .track {{ width: 42%; min-width: 130px; }}
.tested .road {{ position: relative; height: 1.35em; background: #F1F4F7; }}
.tested .road i {{ position: absolute; left: 0; top: 0.14em; bottom: 0.14em; background: {BAR}; }}
.tested .road b {{ position: absolute; top: -0.12em; bottom: -0.12em; width: 3px; margin-left: -1.5px; background: {INK}; }}
.tested .best {{ color: {WON}; font-weight: 700; }}
.tested .used {{ color: {MAIN}; font-weight: 700; }}
</style>
"""
# column of `Backtest.accuracy` → its name, what it means, how its figures are said
MEASURES: Sequence[tuple[str, str, str, Callable[[float], str]]] = (
    ("absolute", "平均误差", "预计与实际差多少分，不分高低", lambda value: shown(value)),
    ("error", "平均偏差", "＋ 是报高了，− 是报低了，高低相抵", lambda value: signed(value)),
    ("inside", "八成范围命中率", "实际落在范围里的占多少，80% 左右为好", percent),
)


def signed(value: float) -> str:
    """+0.50, −0.13, 0.00"""
    text = shown(abs(value))
    return text if text == "0.00" else f"{'+' if value > 0 else '−'}{text}"


def _kinds(found: Sequence[str]) -> list[str]:
    return [kind for kind in FIGURE_KINDS if kind in found]


# Errors by kind and month

def accuracy_table(tested: Backtest) -> str:
    """Each measure a part, in it a row for each kind, a column for each month and one for all."""
    months = sorted(tested.accuracy["month"].unique())
    heads = "".join(f'<th scope="col">{month}月</th>' for month in months)
    body = "".join(_measure(tested, months, *measure) for measure in MEASURES)
    return (f'{CSS}<table class="tested"><thead><tr><th scope="col" class="words">指标类型</th>{heads}<th scope="col" class="year">各月平均</th>'
            f"</tr></thead><tbody>{body}</tbody></table>")


def _measure(tested: Backtest, months: Sequence[int], column: str, name: str, meaning: str, said: Callable[[float], str]) -> str:
    by_month = tested.accuracy.pivot(index="kind", columns="month", values=column).reindex(columns=months)
    rows = "".join(_kind_row(kind, by_month.loc[kind], tested.overall.loc[kind, column], said) for kind in _kinds(by_month.index))
    return f'<tr class="part"><th scope="rowgroup" class="words" colspan="{len(months) + 2}">{name}　<span>{meaning}</span></th></tr>{rows}'


def _kind_row(kind: str, months: pd.Series, overall: float, said: Callable[[float], str]) -> str:
    cells = "".join(f"<td>{'—' if value != value else said(value)}</td>" for value in months)
    look = ' class="whole"' if kind == TOTAL else ""
    return f'<tr{look}><th scope="row" class="words">{_kind_name(kind)}</th>{cells}<td class="year">{said(overall)}</td></tr>'


def _kind_name(kind: str) -> str:
    """The kind, with how its months add up to be read on it."""
    return f'<b title="{escape(ACCUMULATE.get(kind, "每个单位的总分"))}">{FIGURE_KINDS[kind]}</b>'


# Chances said and what came

def calibration_table(calibration: pd.DataFrame) -> str:
    """A row for each range of chances: what was said as a mark, what came as a bar, and both in words."""
    rows = "".join(_chance_row(row.chance, row.came, row.times) for row in calibration[::-1].rename(columns={"count": "times"}).itertuples())
    return (f'{CSS}<table class="tested"><thead><tr><th scope="col" class="words">说的可能性</th><th scope="col" class="words track">'
            '蓝条是实际，竖线是说的</th><th scope="col" class="words">实际得满分</th><th scope="col" class="words">说得准不准</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>")


def _chance_row(chance: float, came: float, times: int) -> str:
    road = (f'<div class="road"><i style="width:{100 * came:.1f}%"></i><b style="left:{100 * chance:.1f}%"></b></div>')
    return (f'<tr><th scope="row" class="words">{escape(in_words(chance))}</th><td class="track">{road}</td>'
            f'<td class="words"><b>{percent(came)}</b> <span class="quiet">（{times} 次）</span></td><td class="words">{_as_said(chance, came)}</td></tr>')


def _as_said(chance: float, came: float) -> str:
    if abs(chance - came) <= AS_SAID:
        return "基本相符"
    points = shown(100 * abs(chance - came), 0)
    return f'<span style="color:{LOST}">说高了 {points} 个百分点</span>' if chance > came else f"说低了 {points} 个百分点"


# Ways of forecasting

def methods_table(tested: Backtest) -> str:
    """The ways tried for each kind, the nearest on top, with how many items are forecast so; who is used but not nearest is said."""
    methods = tested.methods
    body = "".join(_kind_of_ways(rows, tested.overall.loc[kind, "absolute"], kind)
                   for kind in _kinds(tested.overall.index) if len(rows := methods[methods["kind"] == kind]))
    return (f'{CSS}<table class="tested"><thead><tr><th scope="col" class="words">推算方式</th><th scope="col">平均误差（分）</th>'
            f'<th scope="col" class="words">比较</th><th scope="col" class="words">现在用于</th></tr></thead><tbody>{body}</tbody></table>')


def _kind_of_ways(rows: pd.DataFrame, own: float, kind: str) -> str:
    least = rows["absolute"].min()
    told = "".join(_way_row(row.method, row.absolute, row.absolute <= least + TOLERANCE, row.used) for row in rows.itertuples())
    items, look = rows["items"].iloc[0], ' class="off"' if own > least + TOLERANCE else ""
    apart = f"（{items - rows['used'].sum()} 项各分项分别推算）" if items > rows["used"].sum() else ""
    return (f'<tr class="part"><th scope="rowgroup" class="words" colspan="4">{_kind_name(kind)}　<span>{items} 项{apart} · '
            f"<span{look}>{verdict(rows, own)}</span></span></th></tr>{told}")


def _way_row(method: str, error: float, best: bool, used: int) -> str:
    sign = '<span class="best">★ 误差最小</span>' if best else ""
    use = f'<span class="used">{used} 项</span>' if used else '<span class="quiet">不用</span>'
    return (f'<tr><th scope="row" class="words">{FORECASTS[method]}</th><td>{shown(error, 3)}</td><td class="words">{sign}</td>'
            f'<td class="words">{use}</td></tr>')


def verdict(rows: pd.DataFrame, own: float) -> str:
    """Whether what is used is the nearest of the ways tried; `own` is its error, of the ways as they are mixed."""
    least, used = rows["absolute"].min(), rows[rows["used"] > 0]
    best = "、".join(FORECASTS[method] for method in rows.loc[rows["absolute"] <= least + TOLERANCE, "method"])
    if len(rows) == 1:
        return "只有这一种方式"
    if own > least + TOLERANCE:
        return f"现在的用法误差 {shown(own, 3)} 分，不是最小；最小的是“{best}”"
    if len(used) == 1 and abs(own - least) <= TOLERANCE:
        return "现在用的就是误差最小的"
    return f"几种方式搭配着用，误差 {shown(own, 3)} 分，比单用哪一种都小" if own < least - TOLERANCE else "现在的用法误差最小"
