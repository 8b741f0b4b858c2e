"""趋势: a year month by month: what is expected and what is still possible, how points settle, who climbs and who falls."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts.address import accept_ids, choose_kept
from pages.parts.drawn import drawn, kept, show
from pages.parts.frame import open_page
from pages.parts.words import plain
from readiness.board import View
from readiness.charts.boxes_by_month import boxes_by_month
from readiness.charts.bump import bump
from readiness.charts.trend import trend
from readiness.exports import csv
from readiness.words import BASES, KINDS

HEIGHT = 400
RANGE = "；浅色带是预计的八成可能范围"
RANKED = ("township", "department")
CSS = """
<style>
:has(> .st-key-course) { flex: 1.1 1 640px; min-width: min(100%, 640px); }
:has(> .st-key-months) { flex: 1 1 600px; min-width: min(100%, 600px); }
</style>
"""


def asked(view: View) -> tuple[str, str | None, list[str], DeltaGenerator]:
    """The unit, the category to which the reader keeps, if any, and the lines to draw, all kept in the address; a place beside them."""
    whole = view.county.whole
    units = {whole.id: f"全县（{whole.name}）", **{key: unit.name for key, unit in view.county.units.items() if key != whole.id}}
    categories = {key: category.name for key, category in view.rubric.categories.items()}
    accept_ids("category", categories)
    accept_ids("lines", BASES)
    unit_place, category_place, lines_place, file_place = st.columns([1, 1, 1.5, 0.8], vertical_alignment="bottom")
    unit = choose_kept("unit", "单位", units, unit_place, written={key: one.name for key, one in view.county.units.items()})
    category = category_place.selectbox("板块", list(categories), format_func=categories.get, index=None, key="category",
                                        bind="query-params", placeholder="总分")
    lines = lines_place.pills("画哪几条线", list(BASES), format_func=BASES.get, selection_mode="multi", default=list(BASES),
                              key="lines", bind="query-params")
    return unit, category, [basis for basis in BASES if basis in lines], file_place


def subject_of(view: View, unit: str, category: str | None) -> str:
    name = plain(view.county.units[unit].name)
    return f"{name} · {plain(view.rubric.categories[category].name)}" if category else name


def file_rows(view: View, unit: str, category: str | None, lines: list[str]) -> pd.DataFrame:
    """What both charts show: a row a month with the lines chosen and the five boxes."""
    first = {"unit_name": view.county.units[unit].name}
    first |= {"category_name": view.rubric.categories[category].name} if category else {}
    scores = view.course(unit, category)[["month", *lines]].assign(**first, measure="得分率%" if category else "分")
    return scores[[*first, "month", "measure", *lines]].merge(view.boxes_by_month(unit, category), on="month")


def draw_course(view: View, unit: str, category: str | None, lines: list[str]) -> None:
    st.subheader(f"{subject_of(view, unit, category)} {view.year}年各月走势", anchor=False)
    st.caption(f"每个月末看全年：“最好”还够得着，“最差”可能落到，一年里越收越紧{RANGE * shows_range(view, unit, category)}。"
               + "灰线是上年。" * (view.year_before is not None))
    if not lines:
        st.info("请在“画哪几条线”里至少选一条。")
        return
    with st.spinner("正在推演全年的各种走法…"):       # the first time for a month, a second or two
        figure = drawn(view, f"course {unit} {category} {lines}", lambda: course(view, unit, category, lines))
    show(figure, "course_chart", f"{subject_of(view, unit, category)}各月各口径的得分，下载的表里有同样的数。")


def course(view: View, unit: str, category: str | None, lines: list[str]):
    basis = view.basis if view.basis in lines else lines[0]
    grades = [] if category else [(grade.min, grade.name) for grade in view.rubric.grades]
    return trend(view.course(unit, category), lines, HEIGHT, before=before(view, unit, category, basis), grades=grades,
                 before_name=f"上年{BASES[basis]}", band=None if category else band(view, unit),
                 axis="得分率（%）" if category else "总分（分）", mark="%" if category else "")


def before(view: View, unit: str, category: str | None, basis: str) -> pd.DataFrame | None:
    """Last year's months on one basis, where last year had the category at all."""
    last_year = view.year_before
    if last_year is None or (category and category not in last_year.rubric.categories):
        return None
    return last_year.course(unit, category)[["month", basis]].rename(columns={basis: "value"})


def band(view: View, unit: str) -> pd.DataFrame:
    return view.band[view.band["unit"] == unit]


def shows_range(view: View, unit: str, category: str | None) -> bool:
    return not category and len(band(view, unit)) > 0


def draw_months(view: View, unit: str, category: str | None) -> None:
    st.subheader(f"{subject_of(view, unit, category)} 五段得分逐月变化", anchor=False)
    st.caption("每根柱是满分，五段相加。“待争取”要么变成到手的，要么丢失；已丢失的不会再回来。")
    figure = drawn(view, f"boxes by month {unit} {category}", lambda: boxes_by_month(view.boxes_by_month(unit, category), HEIGHT))
    show(figure, "months_chart", f"{subject_of(view, unit, category)}各月的五段得分，下载的表里有同样的数。")


def draw_ranks(view: View, unit: str) -> None:
    """Ranks of the kind that the reader looks at; the unit chosen above is strong, and so are those picked here."""
    own = view.county.units[unit].kind
    kind_place, bold_place = st.columns([1, 3.4], vertical_alignment="bottom")
    accept_ids("kind", KINDS)
    kind = kind_place.segmented_control("类别", RANKED, format_func=KINDS.get, default=own if own in RANKED else RANKED[0],
                                        required=True, key="kind", bind="query-params")
    names = {key: one.name for key, one in view.county.units.items() if one.kind == kind}
    accept_ids(f"bold_{kind}", names)
    picked = bold_place.multiselect("突出显示", list(names), format_func=names.get, key=f"bold_{kind}", bind="query-params",
                                    placeholder="可选几个单位")
    if not names:
        st.info(f"没有参加考核的{KINDS[kind]}。")
        return
    chosen = sorted({*picked, unit} & set(names))
    show(drawn(view, f"bump {kind} {chosen}", lambda: bump(view.ranks(kind), chosen)), "bump", f"各{KINDS[kind]}每月的名次和升降。")


view = open_page("趋势", "一个月一个月看：预计能得多少，还能争取多少，谁在升，谁在降。")
st.html(CSS)
unit, category, lines, file_place = asked(view)
rows = kept(view, f"course rows {unit} {category} {lines}", lambda: file_rows(view, unit, category, lines))
file_place.download_button(
    "下载各月得分（CSV）", lambda: csv.write(rows, view.as_of, view.basis, view.fingerprint), mime="text/csv", on_click="ignore",
    file_name=view.file_name(f"趋势_{view.county.units[unit].name}", "csv"),
)  # fmt: skip
with st.container(horizontal=True, gap="medium"):
    with st.container(key="course"):
        draw_course(view, unit, category, lines)
    with st.container(key="months"):
        draw_months(view, unit, category)
st.subheader("名次走势", anchor=False)
st.caption(f"按“{view.basis_name}”口径的总分排名；名字后是较上月的升降。粗线是选中的单位，和较上月升、降最多的单位。")
draw_ranks(view, unit)
