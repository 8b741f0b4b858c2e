"""At the foot of the sidebar: who logged in and what he may do, and the buttons to log in and out."""

import streamlit as st

from pages.parts.opened import opened_board
from pages.parts.person import Standing, stands
from readiness.words import PERSON_ROLES


def account_line() -> None:
    """Nothing at all where there is neither a login nor anybody who may write."""
    standing = stands()
    with st.container(key="account"):
        if standing.person:
            st.text(_who(standing))
        if standing.asks and (standing.person is None or _is_old(standing)):
            st.button("登录", key="log_in", on_click=st.login, width="stretch")
        if standing.asks and standing.person:
            st.button("退出登录", key="log_out", on_click=st.logout, width="stretch")


def _is_old(standing: Standing) -> bool:
    """Known, with a role that may write, and yet he may not: he has to log in again."""
    return bool(standing.why) and standing.person.may_report


def _who(standing: Standing) -> str:
    who = standing.person
    names = [unit.name for unit in opened_board().configuration.county.units.values() if unit.id in who.units]
    of = f" · {'、'.join(names)}" if names else ""
    return f"{who.account}\n{PERSON_ROLES[who.role]}{of}"
