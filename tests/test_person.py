"""Who is in front of the screen, without a browser: each way to write, and pages that ask for a right."""

from __future__ import annotations

import time
from collections.abc import Callable
from unittest.mock import Mock

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient

from pages.parts import connection, opened, person
from readiness.access import Access, NotAllowed, Person
from readiness.intake import submit
from readiness.this_machine import Request
from tests.here import HERE
from tests.small import Small, item

AUTH = {"redirect_uri": "回来的地址", "cookie_secret": "x", "client_id": "board", "client_secret": "x", "server_metadata_url": "发行方"}
ACCOUNTS = {"accounts": {"zhang@county.example": {"role": "reporter", "units": ["T01"]}, "li@county.example": {"role": "clerk"}}}


def page(needs: str | None) -> None:
    """A page that writes, as any page begins; run by AppTest, so it imports for itself."""
    import streamlit as st  # noqa: PLC0415

    from pages.parts.frame import open_page  # noqa: PLC0415
    from pages.parts.person import person  # noqa: PLC0415

    open_page("试填", "", needs=needs)
    st.text(f"开了: {person()}")


@pytest.fixture
def visit(monkeypatch) -> Callable[..., AppTest]:
    """visit(way, needs, claims) → a page of a small county that needs a right, as somebody sees it who logged in with these claims."""

    def go(way: str, needs: str | None = "report", claims: dict | None = None, auth: dict = AUTH, **access) -> AppTest:
        board = Small({"C01": item()}, ["T01", "T02"]).report("T01", "C01", 1).board
        object.__setattr__(board.configuration, "access", Access.model_validate(access or ACCOUNTS))
        monkeypatch.setattr(opened, "open_board", lambda: board)
        monkeypatch.setenv("READINESS_WRITE", way)
        st.cache_resource.clear()
        app = AppTest.from_function(page, default_timeout=60, args=(needs,))
        app.secrets["auth"] = auth
        app.user = logged_in(**claims) if claims else {"is_logged_in": False}
        return app.run()

    return go


def logged_in(**claims: object) -> dict:
    return {"is_logged_in": True, "aud": "board", "iat": time.time() - 60, "email_verified": True, **claims}


def is_open(app: AppTest) -> bool:
    assert not app.exception
    return any(text.value.startswith("开了") for text in app.text)


def refusal(app: AppTest) -> str:
    assert not is_open(app)
    return app.warning[0].value


ZHANG, LI, WANG = ({"email": f"{name}@county.example"} for name in ("zhang", "li", "wang"))


@pytest.mark.parametrize("way", ["", "off", "HERE", "on", "1", "login,here"])
def test_writing_is_off_unless_it_is_switched_on_in_so_many_words(visit, way):
    assert "没有开通填报" in refusal(visit(way, claims=LI))


@pytest.mark.parametrize("way", ["", "here", "login"])
def test_a_page_that_needs_no_right_is_open_to_everybody(visit, way):
    assert is_open(visit(way, needs=None))


def test_whoever_sits_at_this_machine_may_do_everything(visit, at_this_machine):
    assert is_open(visit("here", "correct"))
    assert "本机·" in visit("here").sidebar.text[0].value


def test_nothing_is_known_of_a_connection_means_nobody_is_here(visit):
    assert "现在只能查看" in refusal(visit("here"))


def test_a_request_that_was_passed_on_may_only_read(visit, monkeypatch):
    monkeypatch.setattr(person, "request", lambda: Request("127.0.0.1", HERE.address_bar, HERE.server, HERE.peer,
                                                           {**HERE.headers, "x-real-ip": "127.0.0.1"}))
    assert "经过了转发（多出 x-real-ip）" in refusal(visit("here"))


def test_a_visitor_is_asked_to_log_in(visit):
    app = visit("login")
    assert refusal(app) == "填报要先登录。"
    assert [button.label for button in app.sidebar.button] == ["登录"]


def test_a_reporter_is_let_in_where_figures_are_handed_in_and_not_where_they_are_corrected(visit):
    assert is_open(visit("login", "report", ZHANG))
    assert "只有考核办经办人和管理员" in refusal(visit("login", "correct", ZHANG))


def test_a_clerk_is_let_in_everywhere(visit):
    assert is_open(visit("login", "correct", LI))


def test_the_sidebar_says_who_logged_in_what_he_may_do_and_for_which_units(visit):
    app = visit("login", claims=ZHANG)
    assert app.sidebar.text[0].value == "zhang@county.example\n填报员 · T01镇"
    assert [button.label for button in app.sidebar.button] == ["退出登录"]


def test_an_account_that_is_not_named_may_only_read(visit):
    app = visit("login", claims=WANG)
    assert refusal(app) == "账号 wang@county.example 只能查看。要填报，请管理员在 config/access.yaml 里写明角色。"
    assert [button.label for button in app.sidebar.button] == ["退出登录"]


@pytest.mark.parametrize("verified", [False, "false", "true", None, 0])
def test_an_address_that_is_said_not_to_be_verified_is_no_account(visit, verified):
    assert "没有可用的邮箱" in refusal(visit("login", claims={**LI, "email_verified": verified}))


def test_a_provider_that_says_nothing_of_verification_is_believed(visit):
    app = visit("login", claims={**LI})
    app.user.pop("email_verified")
    assert is_open(app.run())


@pytest.mark.parametrize("claim", ["sub", "preferred_username"])
def test_the_configuration_may_name_another_claim_for_the_account(visit, claim):
    access = {"claim": claim, "accounts": {"u-17": {"role": "clerk"}}}
    assert is_open(visit("login", "correct", {**WANG, claim: "u-17"}, **access))
    assert not is_open(visit("login", "correct", {"email": "u-17"}, **access))


@pytest.mark.parametrize("audience", ["another", ["another"], None, "boards", []])
def test_a_token_for_somebody_else_is_no_login(visit, audience):
    assert "认不出账号" in refusal(visit("login", claims={**LI, "aud": audience}))


@pytest.mark.parametrize(("hours", "ago", "still"), [(12, 11.9, True), (12, 12.1, False), (0.5, 0.6, False)])
def test_after_some_hours_one_has_to_log_in_again_to_write(visit, hours, ago, still):
    app = visit("login", claims={**LI, "iat": time.time() - ago * 3600}, hours=hours, **ACCOUNTS)
    assert is_open(app) == still
    assert [button.label for button in app.sidebar.button] == (["退出登录"] if still else ["登录", "退出登录"])


@pytest.mark.parametrize("since", [None, "昨天", True])
def test_a_login_of_which_nobody_knows_when_it_was_is_too_old(visit, since):
    assert "请重新登录" in refusal(visit("login", claims={**LI, "iat": since}))


@pytest.mark.parametrize("missing", AUTH)
def test_a_login_that_is_not_set_up_keeps_writing_off_and_says_what_is_missing(visit, missing):
    app = visit("login", claims=LI, auth={name: value for name, value in AUTH.items() if name != missing})
    assert f"请管理员在 secrets.toml 的 [auth] 里补上 {missing}" in refusal(app)
    assert not app.sidebar.button


def test_headers_that_the_server_would_believe_keep_writing_off(visit, monkeypatch):
    real = st.get_option
    monkeypatch.setattr(st, "get_option", lambda name: {"x-user": "email"} if name == "server.trustedUserHeaders" else real(name))
    assert "trustedUserHeaders" in refusal(visit("login", claims=LI))


def test_a_write_is_told_why_it_may_not_be(monkeypatch):
    monkeypatch.setenv("READINESS_WRITE", "off")
    with pytest.raises(NotAllowed, match="没有开通填报"):
        person.writer()


def test_a_reporter_may_hand_in_a_figure_and_may_not_correct_it_in_place():
    zhang = Person("zhang", "reporter", frozenset({"T01"}))
    reviewed = Mock(rows=pd.DataFrame({"unit": ["T01"], "file": ["表.csv"]}), problems=(), doubts=(), uploads=())
    submit(store := Mock(), reviewed, zhang, "核实", Mock(digest=""))
    with pytest.raises(NotAllowed, match="更正"):
        submit(store, reviewed, zhang, "核实", Mock(digest=""), "edit")
    assert store.add.call_count == 1


def test_streamlit_still_keeps_the_connection_where_we_look_for_it():
    assert "_websocket" in StarletteSessionClient.__init__.__code__.co_names


def test_what_is_read_of_a_connection_is_both_its_ends_and_its_headers(monkeypatch):
    client = object.__new__(StarletteSessionClient)
    client._websocket = Mock(scope={"server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 40000)}, headers={"host": "127.0.0.1:8501"})
    monkeypatch.setattr(connection, "exists", lambda: True)
    monkeypatch.setattr(connection, "get_script_run_ctx", lambda: Mock(session_id="a"))
    monkeypatch.setattr(connection, "get_instance", lambda: Mock(get_client=lambda name: client))
    found = connection.request()
    assert (found.server, found.peer, found.headers) == (("127.0.0.1", 8501), ("127.0.0.1", 40000), {"host": "127.0.0.1:8501"})
