"""差距清单: every point owed, who owes it, what wins it back and by when; the file holds exactly these rows."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts.address import accept_ids
from pages.parts.drawn import drawn, show
from pages.parts.frame import open_page
from pages.parts.frozen_board import file_of, label_of
from pages.parts.listing import listing
from pages.parts.to_unit import link
from readiness.board import View
from readiness.charts.owed_bars import owed_bars
from readiness.exports.lists import CHARGE_COLUMNS
from readiness.gaps import LIST_COLUMNS, listed
from readiness.numbers import shown
from readiness.papers import PAPERS, gap_workbook
from readiness.words import KINDS, LIGHTS

PINNED = ["number", "unit_name", "indicator", "indicator_name"]
HEIGHT = 592


def asked(view: View) -> dict[str, list[str]]:
    """The reader's filters as code words by column; an empty list lets everything through."""
    categories = {key: category.name for key, category in view.rubric.categories.items()}
    names = {key: unit.name for key, unit in view.county.units.items()}
    kind, unit, category, light = st.columns([1.1, 1.6, 1.6, 1.1])
    with kind:
        kinds = _choose("kinds", "类别", KINDS)
    with unit:
        within = {key: name for key, name in names.items() if not kinds or view.county.units[key].kind in kinds}
        units = _choose("units", "单位", within)
    with category:
        chosen = _choose("categories", "板块", categories)
    with light:
        lights = _choose("lights", "序时灯", LIGHTS)
    return {"kind": kinds, "unit": units, "category": chosen, "light": lights}


def _choose(key: str, label: str, words: Mapping[str, str]) -> list[str]:
    """Keys of their own, for an input keeps its value from page to page and other pages choose one unit, not several."""
    accept_ids(key, words)
    return st.multiselect(label, list(words), format_func=words.get, key=key, bind="query-params", placeholder="全部")


def draw_sums(rows: pd.DataFrame) -> None:
    """A sentence a kind: kinds are each judged on a hundred of their own, so they are not added together.

    The boxes part what is owed on 预计; on another basis they are no part of what is owed there.
    """
    boxes = "其中" if (rows["basis"] == "forecast").all() else "按预计口径"
    for kind, name in KINDS.items():
        own = rows[rows["kind"] == kind]
        if len(own):
            st.markdown(
                f"**{name}**　{own['unit'].nunique()} 个单位 **{len(own)}** 项，欠 **{shown(own['owed'].sum())}** 分"
                f"（折百 **{shown(own['owed_on_100'].sum())}** 分），{boxes}待争取 **{shown(own['winnable'].sum())}** 分，"
                f"未报 **{shown(own['unreported'].sum())}** 分，已丢失 **{shown(own['lost'].sum())}** 分"
            )


def draw_list(view: View, rows: pd.DataFrame) -> None:
    """Every row; the indicator's name leads to it on its unit's page."""
    places = [link(view, unit, indicator=indicator) for unit, indicator in zip(rows["unit_name"], rows["indicator"], strict=True)]
    st.html(listing(rows, LIST_COLUMNS, PINNED, HEIGHT, "差距清单", {"indicator_name": places}))


def draw_where(view: View, rows: pd.DataFrame) -> None:
    """Two light pictures of where the points are."""
    for place, by, title in zip(st.columns(2, gap="large"), ("unit_name", "category_name"), ("单位", "板块"), strict=True):
        with place:
            st.subheader(f"哪些{title}欠得多（折百欠分）", anchor=False)
            which = f"owed {by} {'-'.join(f'{u}{i}' for u, i in zip(rows['unit'], rows['indicator'], strict=True))}"
            show(drawn(view, which, lambda by=by: owed_bars(rows, by)), f"owed_{by}", f"各{title}折百欠分的条形图，数字见上表。")


def draw_files(view: View, rows: pd.DataFrame) -> None:
    """The rows shown; and the county's lost and winnable points by who answers for them, which no filter and no basis changes."""
    st.download_button(
        "下载责任分摊 (CSV)", lambda: file_of(view.forecast, "责任分摊", charges_of(view)),
        file_name=view.file_name("责任分摊", "csv"), mime="text/csv", on_click="ignore",
        help="全县已丢失和待争取的分（预计口径），分别按部门和按乡镇各分一遍，不受上面的筛选影响。",
    )  # fmt: skip
    st.download_button(
        "下载差距清单 (XLSX)", lambda: gap_workbook(view, rows), file_name=view.file_name("差距清单", "xlsx"), mime=PAPERS["gaps"].mime,
        on_click="ignore", help="带筛选、冻结表头、灯的颜色和打印设置；第一张表写明数据截至、口径、指纹。",
    )  # fmt: skip
    st.download_button(
        label_of(view, "下载差距清单 (CSV)", "差距清单"), lambda: file_of(view, "差距清单", rows[LIST_COLUMNS]), type="primary",
        file_name=view.file_name("差距清单", "csv"), mime="text/csv", on_click="ignore",
    )  # fmt: skip


def charges_of(view: View) -> pd.DataFrame:
    return view.charges.rename(columns={"owed": "charged"})[CHARGE_COLUMNS]


view = open_page("差距清单", "欠的每一分：谁欠的，怎么补上，什么时候，谁负责。")
filters = asked(view)
rows = listed(view.gaps_beside_pace, filters)
if rows.empty:
    st.success("没有欠分：所选范围内每一项都拿满了分。" if any(filters.values()) else "没有欠分：全县每一项都拿满了分。")
    st.stop()
with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
    with st.container(key="sums", gap=None):
        draw_sums(rows)
    with st.container(horizontal=True, width="content"):
        draw_files(view, rows)
draw_list(view, rows)
draw_where(view, rows)
