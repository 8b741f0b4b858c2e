"""单位: what the head of one township or bureau will be asked: what it owes, what wins it back, by when, and why."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts.address import accept_ids, choose_kept, look_at, looked_at
from pages.parts.drawn import drawn, show
from pages.parts.frame import open_page
from pages.parts.grid import pick_row
from pages.parts.one_item import draw_item
from pages.parts.paper_button import paper_button
from pages.parts.prospect_line import charge_line, prospect_line
from pages.parts.to_unit import road_to_trend
from pages.parts.unit_line import unit_line
from pages.parts.words import plain
from readiness.board import View
from readiness.charts import Figure
from readiness.charts.boxes_by_month import boxes_by_month
from readiness.charts.five_boxes import five_boxes
from readiness.numbers import plain as number
from readiness.numbers import shown
from readiness.words import KINDS, ROLES

GAP_COLUMNS = ["indicator", "indicator_name", "owed", "owed_on_100", "light", "takes", "outlook", "deadline", "lead",
               "reason"]
ITEM_COLUMNS = ["indicator", "indicator_name", "value", "measure", "target", "due", "full_points", "points", "owed", "light",
                "age", "status", "category_name"]
ROWS_IN_SIGHT = 8
MONTHS_HEIGHT = 420
OWED = "欠分项"
CSS = """
<style>
:has(> .st-key-parts) { flex: 1.2 1 620px; min-width: min(100%, 620px); }
:has(> .st-key-months) { flex: 1 1 560px; min-width: min(100%, 560px); }
</style>
"""


def asked(view: View) -> tuple[str, str | None]:
    """The unit, and the category to which the reader keeps, if any."""
    units = {key: unit.name for key, unit in view.county.units.items()}
    categories = {key: category.name for key, category in view.rubric.categories.items()}
    accept_ids("category", categories)
    unit_place, category_place, _, papers_place = st.columns([1.2, 1.2, 1.4, 0.6], vertical_alignment="bottom")
    unit = choose_kept("unit", "单位", units, unit_place)
    with papers_place.popover("出文件", width="stretch"):
        for kind in ("order", "reminder", "score-sheet"):
            paper_button(view, kind, unit)
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
    if told := "　".join(filter(None, (prospect_line(view.prospect(unit), row["silent_items"]), charge_line(view, unit)))):
        st.markdown(told)
    whole = view.units_on_100[view.units_on_100["unit"] == unit]
    show(drawn(view, f"unit whole {unit}", lambda: five_boxes(whole, "unit_name")), "unit_whole",
         f"{row['unit_name']}的 100 分：已到手、预计可得、待争取、未报、已丢失。")


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


def draw_rest(view: View, unit: str, category: str | None, cells: pd.DataFrame, gaps: pd.DataFrame) -> None:
    """Where the unit's points lie, how they settle month by month, and what it is not asked for."""
    if gaps.empty:
        st.success("没有欠分。")
    with st.container(horizontal=True, gap="medium"):
        draw_boxes(view, unit, category)
    left_out = cells[cells["status"] == "not_applicable"]
    if len(left_out):
        with st.expander(f"不涉及的指标 {len(left_out)} 项（不计入满分）"):
            st.markdown("、".join(f"{key} {plain(name)}" for key, name in
                                 zip(left_out["indicator"], left_out["indicator_name"], strict=True)))


def draw_boxes(view: View, unit: str, category: str | None) -> None:
    with st.container(key="parts"):
        st.subheader("各指标的分在哪里" if category else "各板块的分在哪里", anchor=False)
        show(drawn(view, f"unit boxes {unit} {category}", lambda: boxes_figure(view, unit, category)), "unit_boxes",
             "各板块的五段得分：已到手、预计可得、待争取、未报、已丢失，欠分多的在上。")
    with st.container(key="months"):
        st.subheader("五段得分逐月变化", anchor=False)
        show(drawn(view, f"unit months {unit} {category}", lambda: boxes_by_month(view.boxes_by_month(unit, category), MONTHS_HEIGHT)),
             "unit_months", "每个月末的五段得分。")
        st.html(road_to_trend(view, view.county.units[unit].name))


def boxes_figure(view: View, unit: str, category: str | None) -> Figure:
    """The categories of a unit, or where the reader keeps to one that category over its indicators."""
    categories = view.categories[view.categories["unit"] == unit]
    categories = categories.assign(name=categories["category_name"])
    if category is None:
        return five_boxes(categories, "name")
    items = within(view.cells, unit, category)
    items = items[items["full_points"] > 0]
    return five_boxes(items.assign(name=items["indicator_name"]), "name", categories[categories["category"] == category])


def within(table: pd.DataFrame, unit: str, category: str | None) -> pd.DataFrame:
    own = table[table["unit"] == unit]
    return own[own["category"] == category] if category else own


view = open_page("单位", "欠什么，怎么补上，什么时候，谁负责。")
st.html(CSS)
unit, category = asked(view)
draw_head(view, unit)
cells, gaps = within(view.cells, unit, category), within(view.gaps_beside_pace, unit, category)
groups = groups_of(cells, gaps)
group = choose_group(groups)
indicator = draw_choice(unit, group, groups[group])
if indicator:
    gap = gaps[gaps["indicator"] == indicator]
    draw_item(view, unit, view.rubric.indicators[indicator], gap.iloc[0] if len(gap) else None)
draw_rest(view, unit, category, cells, gaps)
