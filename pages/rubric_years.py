"""细则变化: the rubrics of two years side by side, and what the change of rules alone is worth, unit by unit."""

import pandas as pd
import streamlit as st

from pages.parts.address import accept_ids, choose_kept
from pages.parts.drawn import kept
from pages.parts.frame import open_page
from pages.parts.rubric_compared import (
    GROUPS,
    by_group,
    category_table,
    change_list,
    county_sentence,
    in_one_line,
    not_compared_sentence,
    score_table,
)
from readiness.board import View
from readiness.exports import csv
from readiness.rubric import Rubric
from readiness.rubric_change import category_points, changes
from readiness.rule_worth import by_both, not_compared
from readiness.words import KINDS

KIND_CHOICES = ["township", "department"]
CSS = """
<style>
:has(> .st-key-chapters) { flex: 1 1 480px; min-width: min(100%, 480px); }
:has(> .st-key-worth) { flex: 1.5 1 620px; min-width: min(100%, 620px); }
</style>
"""


def two_years(years: list[int]) -> tuple[int, int]:
    """The year to compare with and the newer one: at first the newest and the one before it."""
    left, right, _ = st.columns([1, 1, 3])
    new = int(choose_kept("new_year", "新细则", {str(year): f"{year}年" for year in sorted(years, reverse=True)}, right))
    others = sorted((year for year in years if year != new), key=lambda year: (year > new, abs(year - new)))
    return int(choose_kept("old_year", "原细则", {str(year): f"{year}年" for year in others}, left)), new


def draw_changes(view: View, old: Rubric, new: Rubric) -> None:
    found = kept(view, f"changes {old.year} {new.year}", lambda: changes(old, new, view.county))
    if found.empty:
        st.success("两份细则没有差别。")
        return
    groups = by_group(found)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.markdown(f"{new.year}年细则与{old.year}年相比：{in_one_line(groups)}", width="content")
        chosen = ask_groups()
        rows = pd.concat([groups[word] for word in groups if not chosen or word in chosen] or [found.head(0)])
        st.download_button("下载变化清单 (CSV)", csv.write(rows, view.as_of, view.basis, view.fingerprint), type="primary",
                           file_name=view.file_name(f"细则变化{old.year}-{new.year}", "csv"), mime="text/csv", on_click="ignore")
    if rows.empty:
        st.info("所选的几类没有变化。")
    for word in groups:
        if not chosen or word in chosen:
            st.subheader(f"{GROUPS[word]}　{len(groups[word])}", anchor=False)
            st.html(change_list(groups[word], word))


def ask_groups() -> list[str]:
    accept_ids("changes", GROUPS)
    return st.pills("看哪些变化", list(GROUPS), format_func=GROUPS.get, selection_mode="multi", key="changes", bind="query-params",
                    label_visibility="collapsed")


def draw_categories(old: Rubric, new: Rubric) -> None:
    st.subheader("各板块分值", anchor=False)
    points = category_points(old, new)
    if not points["difference"].any():
        st.caption("各板块分值没有变化。")
    st.html(category_table(points, f"{old.year}年", f"{new.year}年"))


def by_both_rubrics(view: View, old: Rubric, new: Rubric) -> tuple[View, View] | None:
    """The old year's last month by its own rubric and by the new one; None where it has no data."""
    month = view.board.last_month_of(old.year)
    return month and tuple(view.board.view(month, view.basis, rubric.year) for rubric in (old, new))


def side_by_side(both: tuple[View, View]) -> pd.DataFrame:
    own, other = both
    return kept(own, f"by both {own.rubric_year} {other.rubric_year}", lambda: by_both(own.units, other.units))


def draw_headline(both: tuple[View, View]) -> None:
    own, other = both
    table = side_by_side(both)
    county = county_sentence(table[table["kind"] == "county"].iloc[0], f"{own.rubric_year}年", f"{other.rubric_year}年")
    st.markdown(f"用{own.as_of_name}的数据分别按两份细则计分（{own.basis_name}口径），{county}")


@st.fragment
def draw_worth(both: tuple[View, View] | None, old: Rubric, new: Rubric) -> None:
    """Unit by unit; a part of its own: another kind of unit redraws nothing else."""
    st.subheader("只因细则变化，得分差多少", anchor=False)
    if both is None:
        st.info(f"{old.year}年没有数据，不能用两份细则分别计分。")
        return
    own, other = both
    names = {key: item.name for rubric in (old, new) for key, item in rubric.indicators.items()}
    left_out = kept(own, f"not compared {old.year} {new.year}", lambda: not_compared(old, new, own.cells, other.cells))
    st.markdown(not_compared_sentence(left_out, names, f"{old.year}年"))
    kind = st.segmented_control("看哪一类", KIND_CHOICES, format_func=KINDS.get, default="township",
                                required=True, key="worth_kind", bind="query-params", label_visibility="collapsed")
    table = side_by_side(both)
    rows = table[table["kind"] == kind]
    if rows.empty:
        st.info(f"没有参加考核的{KINDS[kind]}。")
    else:
        st.html(score_table(rows, f"{old.year}年", f"{new.year}年"))
    st.caption(f"按{new.year}年细则计{own.as_of_name}的数据，指纹 **{other.fingerprint}**；按{old.year}年细则，指纹 **{own.fingerprint}**。")


view = open_page("细则变化", "两年的细则差在哪里，只因细则变化得分差多少。")
rubrics = view.board.configuration.rubrics
if len(rubrics) < 2:
    st.info("只有一个年度的考核细则，没有可以比较的。")
    st.stop()
st.html(CSS)
old, new = (rubrics[year] for year in two_years(list(rubrics)))
accept_ids("worth_kind", KINDS)
both = by_both_rubrics(view, old, new)
if both:
    draw_headline(both)
draw_changes(view, old, new)
with st.container(horizontal=True, gap="large"):
    with st.container(key="chapters"):
        draw_categories(old, new)
    with st.container(key="worth"):
        draw_worth(both, old, new)
