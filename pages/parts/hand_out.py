"""发报表: forms for a month, with last month's and last year's figures beside the empty cells."""

from datetime import date

import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.drawn import kept
from pages.parts.words import month_name
from readiness import template
from readiness.board import View

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOR_WHOM = {"unit": "一个单位", "lead": "一个牵头部门", "all": "全部单位"}


def draw_forms(view: View) -> None:
    """Choose the month and for whom; download."""
    month_place, whom_place, who_place, _ = st.columns([1, 1.6, 1.6, 1])
    month = choose_kept("form_month", "报送月份", {one: month_name(one) for one in months_to_ask(view)}, month_place)
    with whom_place:
        whom = st.segmented_control("给谁", list(FOR_WHOM), format_func=FOR_WHOM.get, default="unit", required=True, key="form_for",
                                    bind="query-params")
    if whom == "all":
        st.download_button("下载全部单位的报表（每个单位一份，ZIP）", lambda: template.forms(view.board, month), type="primary",
                           file_name=template.zip_name(view.board, month), mime="application/zip", on_click="ignore")
    else:
        _draw_one(view, month, whom, choose_kept(f"form_{whom}", "单位" if whom == "unit" else "牵头部门", units_to_ask(view, whom), who_place))
    st.caption("只列这个月要报的指标；灰色的格子是上月、上年同期和目标，锁定不能改，白底的格子才填。填好后在“导入报表”里拖进来。")


def months_to_ask(view: View) -> list[str]:
    """From the month after the newest figures back to the beginning of its year, as far as there is a rubric."""
    newest = view.board.months[-1] if view.board.months else None
    following = template.month_after(newest) if newest else view.as_of
    months = [f"{following[:4]}-{month:02d}" for month in range(int(following[5:]), 0, -1)]
    known = [month for month in [*months, *filter(None, [newest])] if int(month[:4]) in view.board.configuration.rubrics]
    return list(dict.fromkeys(known))


def units_to_ask(view: View, whom: str) -> dict[str, str]:
    """All units, or the departments that lead something."""
    return {key: unit.name for key, unit in view.county.units.items() if whom == "unit" or unit.leads}


def _draw_one(view: View, month: str, whom: str, key: str) -> None:
    try:
        made = kept(view, f"form {month} {whom} {key} {date.today()}", lambda: template.form(view.board, month, **{whom: key}))
    except template.NoForm as none:
        st.info(str(none))
        return
    st.download_button(f"下载{view.county.units[key].name}的报表", made, type="primary", mime=SPREADSHEET, on_click="ignore",
                       file_name=template.file_name(view.board, month, **{whom: key}))
