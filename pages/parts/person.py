"""Who is in front of the screen, and may he write?  Asked at the start of a page and again at each write.

    READINESS_WRITE: off → nobody · here → whoever sits at this machine · login → the account that logged in, by access.yaml

The configuration is asked each time, so a role that was taken away counts at the next run.  Nothing is kept in the session.
"""

import getpass
from dataclasses import dataclass

import streamlit as st

from pages.parts.connection import request
from pages.parts.login import Login, login
from pages.parts.opened import opened_board
from readiness.access import Access, NotAllowed, Person, way_to_write
from readiness.problems import ProblemsFound
from readiness.this_machine import sign_of_elsewhere

NOT_SWITCHED_ON = "浏览器里没有开通填报。请管理员按部署说明开通：一个人用，在自己的电脑上启动；多人用，开通登录。"


@dataclass(frozen=True)
class Standing:
    """Where a visitor stands.  `person`: who he is, if anybody; `why`: why he may not write, empty where he may; `asks`: whether
    there is a login to ask him for.
    """

    person: Person | None = None
    why: str = ""
    asks: bool = False


def person() -> Person | None:
    """Whoever may write; None: nobody who may."""
    standing = stands()
    return None if standing.why else standing.person


def writer() -> Person:
    """Whoever may write, asked for at a write; raises `NotAllowed` with why nobody may."""
    standing = stands()
    if standing.why:
        raise NotAllowed(standing.why)
    return standing.person


def stands() -> Standing:
    """Who the visitor is, and why he may not write if he may not."""
    return _WAYS[way_to_write()]()


def _off() -> Standing:
    return Standing(why=NOT_SWITCHED_ON)


def _here() -> Standing:
    sign = sign_of_elsewhere(request())
    if sign:
        return Standing(why=f"现在只能查看：{sign}。填报只能在运行本系统的电脑上，用启动时显示的地址直接打开。")
    return Standing(Person(f"本机·{getpass.getuser()}", "administrator"))


def _login() -> Standing:
    try:
        access = opened_board().configuration.access
    except ProblemsFound:
        return Standing(why="配置有问题，改好之前不能填报。")
    return _of_login(login(access), access)


def _of_login(found: Login, access: Access) -> Standing:
    if not found.account:
        return Standing(why=found.why, asks=found.asks)
    known = access.person(found.account)
    if not known.may_report:
        return Standing(known, f"账号 {known.account} 只能查看。要填报，请管理员在 config/access.yaml 里写明角色。", asks=True)
    return Standing(known, found.why, asks=True)


_WAYS = {"off": _off, "here": _here, "login": _login}


def refuse_unless(needs: str) -> None:
    """Say why and stop where the visitor may not do what a page is for: report or correct."""
    standing = stands()
    if standing.why:
        st.warning(standing.why)
        st.stop()
    if needs == "correct" and not standing.person.may_correct:
        st.warning("本页只有考核办经办人和管理员能用。")
        st.stop()
