"""数据填报: forms out, forms in, single figures corrected."""

from collections.abc import Callable

import streamlit as st

from pages.parts.correct import draw_correction
from pages.parts.frame import open_page
from pages.parts.frozen_board import why_read_only
from pages.parts.hand_out import draw_forms
from pages.parts.person import stands
from pages.parts.take_in import draw_import
from readiness.access import Person
from readiness.board import View

TASKS = {"in": "导入报表", "out": "发报表", "correct": "更正数据"}


def draw_if_allowed(view: View, draw: Callable[[View, Person], None], corrects: bool) -> None:
    """What writes is drawn for those who may, and on the newest figures; each write asks again who it is."""
    standing = stands()
    if standing.why:
        st.warning(standing.why)
    elif corrects and not standing.person.may_correct:
        st.warning("更正数据由考核办经办人办理；填错的可以改好报表重新导入。")
    elif view.board.store is None:
        st.info(why_read_only(view.board))
    else:
        draw(view, standing.person)


view = open_page("数据填报", "发出报表，收回数据：先预览，后写入，每一处问题列到行。", may_be_empty=True)
task = st.segmented_control("做什么", list(TASKS), format_func=TASKS.get, default="in", required=True, key="task", bind="query-params",
                            label_visibility="collapsed")
if task == "out":
    draw_forms(view)
elif task == "in":
    draw_if_allowed(view, draw_import, corrects=False)
else:
    draw_if_allowed(view, draw_correction, corrects=True)
