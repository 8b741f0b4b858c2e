"""文件材料: the papers for the meeting and after it, of the month and basis that the reader chose."""

import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.frame import open_page
from pages.parts.paper_button import paper_button
from readiness.board import View
from readiness.papers import PAPERS

COUNTY, UNIT = ("bulletin", "slides", "gaps"), ("order", "reminder", "score-sheet")


def draw_county(view: View) -> None:
    """The papers about all of them."""
    st.subheader("全县", anchor=False)
    for place, kind in zip(st.columns(len(COUNTY), gap="large", border=True), COUNTY, strict=True):
        with place:
            draw_paper(view, kind, "")


def draw_unit(view: View) -> None:
    """The papers for one unit."""
    st.subheader("一个单位", anchor=False)
    unit = choose_kept("unit", "单位", {key: one.name for key, one in view.county.units.items()}, st.columns([1, 2])[0])
    for place, kind in zip(st.columns(len(UNIT), gap="large", border=True), UNIT, strict=True):
        with place:
            draw_paper(view, kind, unit)


def draw_paper(view: View, kind: str, unit: str) -> None:
    paper = PAPERS[kind]
    st.markdown(f"**{paper.name}**")
    st.markdown(paper.why_not(view, unit) or paper.holds)
    paper_button(view, kind, unit, main=True)


view = open_page("文件材料", "通报、督办单、提醒函、评分表、差距清单、幻灯片：和屏幕上同一批数据。")
draw_county(view)
draw_unit(view)
st.caption("数据截至和口径在左侧选。每份文件都写明数据截至、口径和指纹；黄底【】里的内容由人填写。")
