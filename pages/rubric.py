"""考核细则: how every point is earned and lost, in words and as a curve, read from the rubric that scores."""

import pandas as pd
import streamlit as st

from pages.parts.address import accept_ids, look_at, looked_at
from pages.parts.drawn import drawn, show
from pages.parts.frame import open_page
from pages.parts.grid import pick_row
from pages.parts.one_rule import county_target, facts, worked_examples
from pages.parts.rubric_rest import adjustments, grading, vetoes
from pages.parts.words import plain
from readiness.board import View
from readiness.charts.rule_curve import rule_curve
from readiness.numbers import plain as number
from readiness.rubric import Indicator, Rubric
from readiness.words import FREQUENCIES

COLUMNS = ["indicator", "indicator_name", "category_name", "full_points", "rule", "measure", "target", "frequency", "lead"]
ROWS_IN_SIGHT = 8


def indicators_of(view: View) -> pd.DataFrame:
    """A row an indicator, in the rubric's order."""
    rubric = view.rubric
    return pd.DataFrame([{
        "indicator": key, "indicator_name": item.name, "category": rubric.category_of[key],
        "category_name": rubric.categories[rubric.category_of[key]].name, "full_points": item.points,
        "rule": item.rule.title, "measure": item.measure, "target": county_target(view, item),
        "frequency": FREQUENCIES[item.frequency], "lead": view.county.lead(key).name if view.county.lead(key) else "",
    } for key, item in rubric.indicators.items()])  # fmt: skip


def asked(rubric: Rubric) -> tuple[str, str | None]:
    """Words to look for, and the category."""
    categories = {key: category.name for key, category in rubric.categories.items()}
    accept_ids("chapter", categories)
    search, place, _ = st.columns([1.2, 1.4, 1.6])
    words = search.text_input("查找指标", key="find", bind="query-params", placeholder="编号或名称，如 C03 或 锅炉")
    return words.strip(), place.selectbox("板块", list(categories), format_func=categories.get, index=None, key="chapter",
                                          bind="query-params", placeholder="全部板块")


def found(table: pd.DataFrame, words: str, category: str | None) -> pd.DataFrame:
    """The indicators of the category whose id or name holds the words."""
    table = table[table["category"] == category] if category else table
    text = table["indicator"] + " " + table["indicator_name"]
    return table[text.str.contains(words, case=False, regex=False)]


def draw_choice(rows: pd.DataFrame) -> str:
    ids = rows["indicator"].tolist()
    at = ids.index(looked_at("indicator", set(ids)) or ids[0])
    pick_row(rows, COLUMNS, f"rules {' '.join(ids)}", "指标表，点一行看这一项怎么计分", chosen=at,
             on_pick=lambda row: look_at("indicator", ids[row]), most=ROWS_IN_SIGHT)
    return ids[at]


def draw_rule(view: View, item: Indicator) -> None:
    """One indicator: words on the left, its curve with the county's place on it on the right."""
    st.subheader(f"{item.id} {plain(item.name)}　{number(item.points)} 分", anchor=False)
    words, picture = st.columns([1.1, 1], gap="large")
    with words:
        st.html(facts(view, item))
    with picture:
        county, axis = view.county.whole, "次数" if item.rule.type == "per_occurrence" else item.measure
        figure = drawn(view, f"rule {item.id}", lambda: rule_curve(*view.place(county.id, item.id), axis, county.name))
        st.markdown(f"**得分曲线**　○ 是{plain(county.name)}{view.as_of_name}的位置（{view.basis_name}口径）")
        show(figure, "curve", f"{item.name}的得分曲线，标出{county.name}现在的位置。")
        st.html(worked_examples(item))


view = open_page("考核细则", "每一分怎么得、怎么扣：与计分用的是同一份细则。")
rubric = view.rubric
st.markdown(f"**{plain(rubric.title)}**　{len(rubric.categories)} 个板块，{len(rubric.indicators)} 项指标，"
            f"满分 {number(rubric.full_points)} 分")
words, category = asked(rubric)
rows = found(indicators_of(view), words, category)
if rows.empty:
    st.info(f"没有编号或名称含“{plain(words)}”的指标。清空查找框，或换一个板块再看。")
else:
    draw_rule(view, rubric.indicators[draw_choice(rows)])
st.divider()
left, right = st.columns(2, gap="large")
with left:
    st.html(grading(rubric))
    st.html(vetoes(rubric))
with right:
    st.html(adjustments("加分", rubric.bonus, rubric.bonus_cap, rubric))
    st.html(adjustments("扣分", rubric.deductions, rubric.deduction_cap, rubric))
