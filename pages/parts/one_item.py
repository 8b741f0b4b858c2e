"""One indicator of one unit, close up: the sentence that explains its points, its rule, its year, the rows behind it."""

from html import escape

import pandas as pd
import streamlit as st

from pages.parts.drawn import drawn, show
from pages.parts.outlook_block import outlook_block
from pages.parts.prospect_line import item_line
from pages.parts.to_unit import road_to_indicator
from pages.parts.words import month_name, plain
from readiness import numbers
from readiness.board import View
from readiness.charts.indicator_path import indicator_path
from readiness.explanation import Source
from readiness.rubric import Indicator
from readiness.rubric_words import rules_in_words

CSS = """
<style>
.sources { border-collapse: collapse; font-size: 0.94rem; width: auto; }
.sources th { text-align: left; font-weight: 400; color: #43515F; border-bottom: 2px solid #C9D2DB; padding: 0.2rem 2rem 0.2rem 0; }
.sources td { border-bottom: 1px solid #E3E8ED; padding: 0.25rem 2rem 0.25rem 0; overflow-wrap: anywhere; }
.sources .n { text-align: right; font-variant-numeric: tabular-nums; }
.sources-room { max-height: 260px; overflow: auto; }
</style>
"""


def draw_item(view: View, unit: str, indicator: Indicator, gap: pd.Series | None) -> None:
    """`gap` is the item's row of `View.gaps`, None where nothing is owed."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.subheader(f"{indicator.id} {plain(indicator.name)}", anchor=False, width="content")
        st.html(road_to_indicator(view, indicator.id), width="content")
    told = view.explain(unit, indicator.id)
    words, picture = st.columns([1, 1], gap="large")
    with words:
        st.markdown(plain(told.sentence))
        if indicator.rule.title not in told.sentence:     # nothing was judged, so the sentence does not say how it would be
            st.markdown(f"**计分规则**　{plain(rules_in_words(indicator))}")
        if gap is not None:
            step = f"  \n**督办建议**　{plain(gap['escalation'])}" if gap["escalation"] else ""
            st.markdown(f"**怎么补上**　{plain(gap['takes'])}  \n**建议措施**　{plain(gap['advice'] or '—')}{step}")
        if seen := view.item_prospect(unit, indicator.id):
            st.markdown(item_line(seen))
        draw_outlook(view, unit, indicator, gap is not None)
    with picture:
        figure = drawn(view, f"path {unit} {indicator.id}", lambda: indicator_path(view.months(unit, indicator.id), indicator.measure))
        show(figure, "path", f"{indicator.name}各月数值与序时计划的折线图。")
    draw_sources(told.sources)


def draw_outlook(view: View, unit: str, indicator: Indicator, told: bool) -> None:
    """What it takes by year-end; in words, too, where the list of gaps has not `told` them."""
    found = view.needs[(view.needs["unit"] == unit) & (view.needs["indicator"] == indicator.id)]
    if len(found):
        if not told:
            st.markdown(f"**到年底**　{plain(found['takes'].iloc[0])}")
        st.html(outlook_block(found.iloc[0]))


def draw_sources(sources: tuple[Source, ...]) -> None:
    """The rows of the files behind the figure."""
    st.markdown("**数据来源**")
    if not sources:
        st.caption("没有报送记录。")
        return
    columns = [("单位", [source.unit for source in sources]), ("月份", [month_name(source.month) for source in sources]),
               ("分项", [source.part for source in sources]), ("数值", [numbers.plain(source.value) for source in sources]),
               ("分母", [numbers.plain(source.base) for source in sources]), ("文件", [source.file for source in sources]),
               ("工作表", [source.sheet for source in sources]), ("第几行", [str(source.row) for source in sources])]
    st.html(_table([(head, cells) for head, cells in columns if any(cells)]))


def _table(columns: list[tuple[str, list[str]]]) -> str:
    """Columns that hold anything, as HTML."""
    marks = [' class="n"' if head in ("数值", "分母", "第几行") else "" for head, _ in columns]
    heads = "".join(f'<th scope="col"{mark}>{head}</th>' for mark, (head, _) in zip(marks, columns, strict=True))
    rows = "".join("<tr>" + "".join(f"<td{mark}>{escape(cell)}</td>" for mark, cell in zip(marks, row, strict=True)) + "</tr>"
                   for row in zip(*(cells for _, cells in columns), strict=True))
    return (f'{CSS}<div class="sources-room" tabindex="0" role="region" aria-label="数据来源"><table class="sources">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>")
