"""数据质量: who has not reported what and what hangs on it, whom to call, how old levels are, what came late or was corrected."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from pages.parts.address import accept_ids
from pages.parts.call_blocks import call_blocks, call_rows
from pages.parts.drawn import kept
from pages.parts.frame import open_page
from pages.parts.listing import listing
from pages.parts.months_grid import months_grid
from pages.parts.to_unit import link
from pages.parts.words import month_name
from readiness.board import View
from readiness.charts.look import FONT
from readiness.exports import csv
from readiness.health import kinds_at_stake
from readiness.numbers import TOLERANCE, shown
from readiness.words import KINDS

COLUMNS = ["number", "call_name", "unit_name", "indicator", "indicator_name", "part", "periods", "missing", "last_reported", "at_stake",
           "county_at_stake", "department_at_stake", "due_day", "frequency", "owner", "sponsor", "note"]
LEVELS = ["call_name", "unit_name", "indicator", "indicator_name", "frequency", "last_reported", "age", "overdue", "owner"]
PUNCTUAL = ["call_name", "figures", "late", "most_days_late", "corrected"]
LATE = ["call_name", "unit_name", "indicator", "indicator_name", "part", "month", "due_day", "made_at", "days_late", "made_by"]
CORRECTED = ["call_name", "unit_name", "indicator", "indicator_name", "part", "month", "value_before", "reported", "base_before",
             "base", "batch_kind", "made_at", "made_by", "reason_given"]
TALL, LOW = 470, 320     # pixels
CSS = f"""
<style>
:has(> .st-key-grid), :has(> .st-key-calls) {{ flex: 1 1 540px; min-width: min(100%, 540px); }}
.st-key-headline p {{ font-size: 1.2rem; }}
.st-key-calls code, .st-key-calls code * {{ font-family: {FONT}; font-size: 1rem; line-height: 1.5; }}
</style>
"""


def asked(view: View) -> dict[str, list[str]]:
    """The reader's filters by column: who is called, by kind and by name; an empty list lets everything through."""
    kind, unit, _ = st.columns([1.1, 1.6, 2])
    with kind:
        kinds = _choose("kinds", "类别", KINDS)
    with unit:
        units = _choose("units", "单位", {key: one.name for key, one in view.county.units.items() if not kinds or one.kind in kinds})
    return {"call_kind": kinds, "call": units}


def _choose(key: str, label: str, words: Mapping[str, str]) -> list[str]:
    accept_ids(key, words)
    return st.multiselect(label, list(words), format_func=words.get, key=key, bind="query-params", placeholder="全部")


def passed(table: pd.DataFrame, filters: dict[str, list[str]]) -> pd.DataFrame:
    """The rows that pass every filter, numbered in their order."""
    for column, wanted in filters.items():
        table = table[table[column].isin(wanted)] if wanted else table
    return table.assign(number=range(1, len(table) + 1))


def headline(view: View, rows: pd.DataFrame) -> str:
    """n 个单位 n 项未报，挂着 … 分；最久的已 n 个月。  Points of each kind's own total stand apart."""
    items = len(rows.drop_duplicates(["unit", "indicator"]))
    names = {"township": "乡镇", "department": "部门", "county": "全县"}
    stakes = [f"{names[kind]} **{shown(points)}** 分" for kind, points in kinds_at_stake(rows).items() if points > TOLERANCE]
    since = rows["since"].min()
    months = view.month + 2 - int(since[5:])
    return (f"**{rows['call'].nunique()}** 个单位 **{items}** 项未报" + (f"，挂着{'、'.join(stakes)}" if stakes else "")
            + f"；最久的从{month_name(since)}起，已 **{months}** 个月")


def download(view: View, label: str, table: pd.DataFrame, what: str, **look: str) -> None:
    st.download_button(label, lambda: csv.write(table, view.as_of, view.basis, view.fingerprint), mime="text/csv", on_click="ignore",
                       file_name=view.file_name(what, "csv"), **look)


def draw_head(view: View, rows: pd.DataFrame) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(key="headline", width="content"):
            st.markdown(headline(view, rows))
        with st.container(horizontal=True, width="content"):
            download(view, "下载催报清单 (CSV)", call_rows(rows), "催报清单")
            download(view, "下载未报清单 (CSV)", rows[COLUMNS], "未报清单", type="primary")


def draw_calls(rows: pd.DataFrame) -> None:
    st.subheader("催报清单", anchor=False)
    st.caption("一个单位一段，照着念就行；点右上角复制整段。")
    call_blocks(rows, TALL)


def draw_grid(view: View, filters: dict[str, list[str]]) -> None:
    st.subheader("各单位逐月报送", anchor=False)
    st.caption("一格是该单位当月到期的项：“齐”是都报了，“缺”是至今没报的项数，“迟”是报晚了的项数，“—”是没有到期的。水平类指标报了新数，旧缺不再算。")
    months = view.health.months
    called = pd.DataFrame({"call": months["call"].unique()})
    called["call_kind"] = [view.county.units[unit].kind for unit in called["call"]]
    units = [unit for unit in view.county.units if unit in set(passed(called, filters)["call"])]
    st.html(kept(view, f"months grid {view.revision} {units}", lambda: months_grid(view, months, units, TALL)))


def draw_list(view: View, rows: pd.DataFrame) -> None:
    """Every row; the indicator's name leads to it on the page of who is called."""
    st.subheader("未报清单", anchor=False)
    st.caption("挂着的分：这一项的“未报”分，平分给它缺的各分项。全县连带、部门连带：因为缺这个数，县级和牵头、配合部门同一项的“未报”分。三列是三种总分里的分，不相加。")
    places = [link(view, name, indicator=indicator) for name, indicator in zip(rows["unit_name"], rows["indicator"], strict=True)]
    st.html(listing(rows, COLUMNS, COLUMNS[:5], TALL, "未报清单", {"indicator_name": places}))


def draw_levels(view: View, filters: dict[str, list[str]]) -> None:
    levels = passed(view.health.levels, filters)
    old = levels[~(levels["age"] == 0)]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.subheader("水平类指标多久没更新", anchor=False, width="content")
        download(view, "下载水平月龄 (CSV)", old[LEVELS], "水平月龄")
    st.caption(f"{len(levels)} 个水平类数据，{len(levels) - len(old)} 个本月有新数，其余从最旧的排起。旧而未到报送期的不算未报；“已逾期”的在未报清单里。")
    if len(old):
        st.html(listing(old, LEVELS, LEVELS[:4], LOW, "水平类指标多久没更新", {}))


def draw_punctual(view: View, filters: dict[str, list[str]]) -> None:
    """What the store tells: who reported late, what was changed afterwards."""
    health = view.health
    st.subheader("迟报和更正", anchor=False)
    if health.register is None:
        st.info("现在看的是以前的数据版本。迟报和更正请切回最新版本看。" if view.revision
                else "本看板直接读文件打开，没有报送记录，看不出迟报和更正。从数据库打开就有。")
        return
    demo = "示范数据是首次启动时一次装入的，不算迟报；对它们的更正照算。" if health.demo else ""
    st.caption(f"月报应在次月 {health.report_by} 日前报（季报、半年报、年报从期末算起），按北京时间，第一次导入晚于这一天的算迟报。{demo}")
    found = {name: passed(getattr(health, name), filters) for name in ("punctual", "late", "corrected")}
    if found["punctual"].empty:
        st.success(f"{view.year}年到{view.month + 1}月的数据，没有迟报，也没有更正。")
        return
    with st.container(width=760):
        _table(view, "各单位", found["punctual"], PUNCTUAL, 1)
    _table(view, "迟报", found["late"], LATE, 4)
    _table(view, "更正", found["corrected"], CORRECTED, 4)


def _table(view: View, title: str, rows: pd.DataFrame, columns: Sequence[str], pinned: int) -> None:
    if rows.empty:
        return
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.markdown(f"**{title}**　{len(rows)} 行", width="content")
        download(view, f"下载{title} (CSV)", rows[columns], f"报送_{title}")
    st.html(listing(rows, columns, columns[:pinned], LOW, title, {}))


view = open_page("数据质量", "谁没报什么、挂着多少分，该催谁；数据多旧，谁报晚了，改过什么。")
st.html(CSS)
filters = asked(view)
rows = passed(view.health.overdue, filters)
if rows.empty:
    st.success(f"到{view.as_of_name}，{'所选单位' if any(filters.values()) else ''}该报的都报了。")
else:
    draw_head(view, rows)
with st.container(horizontal=True, gap="medium"):
    if len(rows):
        with st.container(key="calls"):
            draw_calls(rows)
    with st.container(key="grid"):
        draw_grid(view, filters)
if len(rows):
    draw_list(view, rows)
draw_levels(view, filters)
draw_punctual(view, filters)
