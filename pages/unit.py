"""单位: what the head of one township or bureau will be asked: what it owes, what wins it back, by when, and why."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts.address import accept_ids, choose_kept, look_at, looked_at
from pages.parts.drawn import drawn, show
from pages.parts.frame import open_page
from pages.parts.grid import pick_row
from pages.parts.one_item import draw_item
from pages.parts.unit_line import unit_line
from pages.parts.words import plain
from readiness.board import View
from readiness.charts.county_trend import county_trend
from readiness.charts.owed_bars import owed_bars
from readiness.numbers import plain as number
from readiness.numbers import shown
from readiness.words import KINDS, ROLES

GAP_COLUMNS = ["indicator", "indicator_name", "owed", "owed_on_100", "light", "takes", "outlook", "deadline", "lead",
               "reason"]
ITEM_COLUMNS = ["indicator", "indicator_name", "value", "measure", "target", "due", "full_points", "points", "owed", "light",
                "age", "status", "category_name"]
ROWS_IN_SIGHT = 8
TREND_HEIGHT = 300
OWED = "欠分项"


def asked(view: View) -> tuple[str, str | None]:
    """The unit, and the category to which the reader keeps, if any."""
    units = {key: unit.name for key, unit in view.county.units.items()}
    categories = {key: category.name for key, category in view.rubric.categories.items()}
    accept_ids("category", categories)
    unit_place, category_place, _ = st.columns([1.2, 1.2, 2])
    unit = choose_kept("unit", "单位", units, unit_place)
    category = category_place.selectbox("板块", list(categories), format_func=categories.get, index=None, key="category",
                                        bind="query-params", placeholder="全部板块")
    return unit, category


def draw_head(view: View, unit: str) -> None:
    row = view.units[view.units["unit"] == unit].iloc[0]
    alike = int(((view.units["type"] == row["type"]) & (view.units["kind"] == row["kind"])).sum())
    st.html(unit_line(row, alike))
    kind = "·".join(filter(None, (KINDS[row["kind"]], row["type"])))
    scale = "" if row["full_points"] == 100 else "，折算成 100 分"
    st.markdown(f"{kind}　责任人 **{plain(row['owner'] or '—')}**　包抓领导 **{plain(row['sponsor'] or '—')}**　"
                f"满分 {number(row['full_points'])} 分{scale}")


def groups_of(cells: pd.DataFrame, gaps: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """What can be looked through: the gaps, then every item that applies, a department's by how it answers for them."""
    judged = cells[cells["status"] != "not_applicable"]
    roles = [role for role in ROLES if (judged["role"] == role).any()]
    named = {role: "全部指标" if role == "own" else f"{ROLES[role]}指标" for role in roles}
    return {OWED: gaps, **{named[role]: judged[judged["role"] == role] for role in roles}}


def choose_group(groups: Mapping[str, pd.DataFrame]) -> str:
    """Which of the groups to look through: at first the one with the indicator that the address names."""
    holds = [name for name, rows in groups.items() if looked_at("indicator", set(rows["indicator"]))]
    first = (holds or [name for name, rows in groups.items() if len(rows)] or [OWED])[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        group = st.segmented_control("看什么", list(groups), default=first, required=True, key="show", bind="query-params",
                                     label_visibility="collapsed")
        rows = groups[group]
        owed, on_100 = shown(rows["owed"].sum()), shown(rows["owed_on_100"].sum())
        st.markdown(f"{len(rows)} 项，欠 **{owed}** 分，折百 **{on_100}** 分", width="content")
    return group


def draw_choice(unit: str, group: str, rows: pd.DataFrame) -> str | None:
    """The table to choose from, and the indicator that is chosen: the one in the address, else the first."""
    if rows.empty:
        st.success("没有欠分：这里每一项都拿满了分。" if group == OWED else "这里没有指标。")
        return None
    ids = rows["indicator"].tolist()
    at = ids.index(looked_at("indicator", set(ids)) or ids[0])
    columns = ITEM_COLUMNS if group != OWED else GAP_COLUMNS + ["role"] * (rows["kind"].iloc[0] == "department")
    pick_row(rows, columns, f"items {unit} {group} {len(ids)}", f"{group}，点一行看这一项的详情", chosen=at,
             on_pick=lambda row: look_at("indicator", ids[row]), most=ROWS_IN_SIGHT)
    return ids[at]


def draw_rest(view: View, unit: str, cells: pd.DataFrame) -> None:
    """The unit's year, where its points are owed, and what it is not asked for."""
    trend, gaps = view.trend[view.trend["unit"] == unit], view.gaps[view.gaps["unit"] == unit]
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("本单位走势", anchor=False)
        show(drawn(view, f"unit trend {unit}", lambda: county_trend(trend, TREND_HEIGHT)), "unit_trend", "本单位每月的现状得分和序时得分。")
    with right:
        st.subheader("各板块欠分（折百）", anchor=False)
        if len(gaps):
            show(drawn(view, f"unit owed {unit}", lambda: owed_bars(gaps, "category_name")), "unit_owed", "本单位各板块折百欠分。")
        else:
            st.success("没有欠分。")
    left_out = cells[cells["status"] == "not_applicable"]
    if len(left_out):
        with st.expander(f"不涉及的指标 {len(left_out)} 项（不计入满分）"):
            st.markdown("、".join(f"{key} {plain(name)}" for key, name in
                                 zip(left_out["indicator"], left_out["indicator_name"], strict=True)))


def within(table: pd.DataFrame, unit: str, category: str | None) -> pd.DataFrame:
    own = table[table["unit"] == unit]
    return own[own["category"] == category] if category else own


view = open_page("单位", "欠什么，怎么补上，什么时候，谁负责。")
unit, category = asked(view)
draw_head(view, unit)
cells, gaps = within(view.cells, unit, category), within(view.gaps_beside_pace, unit, category)
groups = groups_of(cells, gaps)
group = choose_group(groups)
indicator = draw_choice(unit, group, groups[group])
if indicator:
    gap = gaps[gaps["indicator"] == indicator]
    draw_item(view, unit, view.rubric.indicators[indicator], gap.iloc[0] if len(gap) else None)
draw_rest(view, unit, cells)
