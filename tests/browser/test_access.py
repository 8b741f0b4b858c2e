"""Logging in, in a real browser at a real OpenID provider: who is let in, who is not, and what happens to a role that is taken away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.provider import CLIENT, Provider, provide, written_secrets
from tests.browser.screen import ROOT, free_port, serve, wait_idle, words_on
from tests.browser.test_shell import english

ZHANG, LI, WANG = (f"{name}@county.example" for name in ("zhang", "li", "wang"))
ACCESS = f"""\
accounts:
  {ZHANG}: {{role: reporter, units: [河湾镇, T03]}}
  {LI}: {{role: clerk}}
"""


def configured(folder: Path, accounts: str = ACCESS) -> Path:
    """The demo's configuration in a folder of its own, with these accounts."""
    shutil.copytree(ROOT / "config", folder)
    (folder / "settings.yaml").write_text(f"demo_data: {ROOT / 'data/demo'}\n", encoding="utf-8")
    (folder / "access.yaml").write_text(accounts, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provide() as made:
        made.people.update({account.partition("@")[0]: {"password": "春风", "email": account, "email_verified": True}
                            for account in (ZHANG, LI, WANG)})
        yield made


@pytest.fixture(scope="module")
def configuration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return configured(tmp_path_factory.mktemp("project") / "config")


@pytest.fixture
def access(configuration: Path) -> Path:
    """The file of accounts, as it is at the start of a test."""
    file = configuration / "access.yaml"
    file.write_text(ACCESS, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def board(provider: Provider, configuration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A board that one logs in to, with figures of its own, for some are written."""
    folder, port = tmp_path_factory.mktemp("login"), free_port()
    database_url = f"sqlite:///{folder / 'board.db'}"
    secrets = written_secrets(folder, provider, f"http://127.0.0.1:{port}")
    with serve(database_url, folder / "log.txt", port=port, READINESS_WRITE="login", READINESS_CONFIG=str(configuration),
               STREAMLIT_SECRETS_FILES=str(secrets)) as url:
        yield url


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all: what a browser fetches at its first visit it keeps, and only what it knows of a login is forgotten."""
    with browser.new_context(locale="zh-CN", viewport={"width": 1366, "height": 768}) as context:
        yield context.new_page()


@pytest.fixture
def visitor(tab: Page, board: str, access: Path, provider: Provider) -> Page:
    """Somebody whom the board does not know, on a page of it."""
    provider.cheat, provider.forged = {}, False
    tab.context.clear_cookies()
    tab.goto(f"{board}/units")
    wait_idle(tab)
    return tab


def account(page: Page) -> Locator:
    return page.locator(".st-key-account")


def expect_a_stranger(page: Page) -> None:
    expect(account(page).get_by_role("button")).to_have_text(["登录"])
    expect(account(page)).not_to_contain_text("@")


def log_in(page: Page, name: str, password: str = "春风") -> None:
    """Press the button, fill in the provider's form, and come back."""
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


@pytest.fixture
def logged_in(visitor: Page, board: str) -> Callable[[str], Page]:
    def go(name: str) -> Page:
        log_in(visitor, name)
        visitor.wait_for_url(f"{board}/**")
        wait_idle(visitor)
        return visitor

    return go


@pytest.fixture(scope="module")
def cookies_of(tab: Page, board: str) -> Callable[[str], list]:
    """cookies_of("li") → what the browser keeps of a login, from one login each."""

    @cache
    def kept(name: str) -> list:
        tab.context.clear_cookies()
        open_at(tab, board, "units")
        log_in(tab, name)
        tab.wait_for_url(f"{board}/**")
        return tab.context.cookies()

    return kept


@pytest.fixture
def known(tab: Page, board: str, access: Path, provider: Provider, cookies_of: Callable[[str], list]) -> Callable[[str, str], Page]:
    """known("li", "report") → a page, as somebody sees it who logged in a while ago."""

    def go(name: str, place: str) -> Page:
        kept = cookies_of(name)
        tab.context.clear_cookies()
        tab.context.add_cookies(kept)
        return open_at(tab, board, place)

    return go


IMPORT, CORRECT, BATCHES = "report?task=导入报表", "report?task=更正数据", "history"
HEADER = "单位,指标编号,月份,数值,备注\n"


def open_at(page: Page, board: str, place: str) -> Page:
    page.goto(f"{board}/{place}")
    wait_idle(page)
    return page


def hand_in(page: Page, rows: str) -> None:
    """Drop a form of these rows, and wait until it was looked through."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files({"name": "五月.csv", "mimeType": "text/csv",
                                                                        "buffer": (HEADER + rows).encode()})
    expect(page.get_by_text("新增")).to_be_visible(timeout=30_000)
    wait_idle(page)


def expect_no_way_to_write(page: Page) -> None:
    main = page.get_by_test_id("stMain")
    expect(main.get_by_role("heading", level=1)).to_be_visible()
    for way in ("stFileUploader", "stDataFrame"):
        expect(main.get_by_test_id(way)).to_have_count(0)
    expect(main.get_by_role("button", name=re.compile("确认|撤销|恢复"))).to_have_count(0)


def test_the_first_visitor_of_a_process_comes_by_deep_link_and_can_write_nothing(tab, board, access):
    """Streamlit then runs the page before the table of contents; the page asks for itself who is there."""
    open_at(tab, board, IMPORT)
    expect(tab.get_by_text("填报要先登录。")).to_be_visible()
    expect_no_way_to_write(tab)


@pytest.mark.parametrize(("place", "told"), [(IMPORT, "填报要先登录。"), (CORRECT, "填报要先登录。"), (BATCHES, "")])
def test_a_visitor_finds_no_way_to_write_on_any_page(visitor, board, place, told):
    open_at(visitor, board, place)
    expect(visitor.get_by_text(told).first).to_be_visible()
    expect_no_way_to_write(visitor)


def test_an_account_that_is_not_named_finds_no_way_to_write_either(known):
    page = known("wang", IMPORT)
    expect(page.get_by_text(f"账号 {WANG} 只能查看。")).to_be_visible()
    expect_no_way_to_write(page)


def test_a_reporter_is_refused_rows_of_others_by_row_and_then_writes_his_own(known, board):
    page = known("zhang", IMPORT)
    hand_in(page, "河湾镇,C03,2026-05,1,补报\n澜城镇,C03,2026-05,1,不是他的\n")
    expect(page.get_by_test_id("stMain")).to_contain_text("只能填报")
    expect(page.get_by_role("button", name="确认写入")).to_have_count(0)
    hand_in(open_at(page, board, IMPORT), "河湾镇,C03,2026-05,1,补报\n")
    page.get_by_role("button", name="确认写入 1 行").click()
    expect(page.get_by_text("已写入 1 行")).to_be_visible()
    expect(open_at(page, board, BATCHES).get_by_role("table").first).to_contain_text(ZHANG)
    expect(page.get_by_role("button", name="撤销这一批")).to_have_count(0)


def test_a_reporter_does_not_correct_in_place(known):
    page = known("zhang", CORRECT)
    expect(page.get_by_text("更正数据由考核办经办人办理")).to_be_visible()
    expect_no_way_to_write(page)


def test_a_role_taken_away_between_look_and_confirm_is_refused_at_the_write_itself(known, board, access):
    page = known("zhang", IMPORT)
    hand_in(page, "河湾镇,C03,2026-05,2,又补报\n")
    access.write_text("accounts: {}\n", encoding="utf-8")
    page.get_by_role("button", name="确认写入 1 行").click()
    expect(page.get_by_text(f"账号 {ZHANG} 只能查看。").first).to_be_visible()
    expect(open_at(page, board, BATCHES).get_by_role("table").first).not_to_contain_text("又补报")


def test_units_taken_away_between_look_and_confirm_are_refused_at_the_write_itself(known, access):
    page = known("zhang", IMPORT)
    hand_in(page, "河湾镇,C03,2026-05,2,再补报\n")
    access.write_text(ACCESS.replace("河湾镇, T03", "T03"), encoding="utf-8")
    page.get_by_role("button", name="确认写入 1 行").click()
    expect(page.get_by_text("不能填报")).to_be_visible()


def test_the_pages_that_write_are_in_chinese(known):
    page = known("li", IMPORT)
    assert {text: english(text) for text in words_on(page) if english(text.replace(LI, ""))} == {}


def test_a_visitor_reads_and_is_offered_to_log_in_in_chinese(visitor):
    expect(account(visitor).get_by_role("button")).to_have_text(["登录"])
    assert {text: english(text) for text in words_on(visitor) if english(text)} == {}


def test_a_reporter_logs_in_and_sees_his_account_his_role_and_his_own_units(logged_in):
    expect(account(logged_in("zhang"))).to_contain_text(f"{ZHANG}\n填报员 · 河湾镇、青石镇")


def test_a_wrong_password_leads_nowhere(visitor, provider):
    log_in(visitor, "zhang", "秋雨")
    expect(visitor.get_by_text("用户名或密码不对")).to_be_visible()
    assert visitor.url.startswith(provider.url)


def test_an_account_that_is_not_named_is_a_reader(known):
    expect(account(known("wang", "units"))).to_contain_text(f"{WANG}\n查看人")


def test_whoever_logs_out_is_a_visitor_again_and_is_logged_out_at_the_provider_too(logged_in, provider, board):
    page = logged_in("li")
    before = len(provider.logouts)
    page.get_by_role("button", name="退出登录").click()
    expect(account(page).get_by_role("button", name="登录", exact=True)).to_be_visible()
    assert page.url.startswith(board)
    assert len(provider.logouts) == before + 1 and "id_token_hint" in provider.logouts[-1]
    page.reload()
    wait_idle(page)
    expect_a_stranger(page)


def test_a_login_is_remembered_by_the_browser(known):
    page = known("li", "units")
    expect(account(page)).to_contain_text(f"{LI}\n考核办经办人")


def test_a_role_that_is_taken_away_counts_at_the_next_click(known, access):
    page = known("li", "units")
    expect(account(page)).to_contain_text("考核办经办人")
    access.write_text("accounts: {}\n", encoding="utf-8")
    page.get_by_role("radio", name="现状").click()
    wait_idle(page)
    expect(account(page)).to_contain_text("查看人")


CHEATS = {
    "another nonce": {"nonce": "another"}, "no nonce": {"nonce": None}, "for another system": {"aud": "another"},
    "from another issuer": {"iss": "another"}, "long expired": {"exp": 1_000_000_000, "iat": 999_999_000},
    "of somebody else's system that names us": {"aud": "another", "azp": CLIENT}, "an address that nobody verified": {"email_verified": False},
}


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_token_that_is_not_sound_lets_nobody_in(logged_in, provider, cheat):
    provider.cheat = CHEATS[cheat]
    expect_a_stranger(logged_in("li"))


def test_a_token_that_somebody_else_signed_lets_nobody_in(logged_in, provider):
    provider.forged = True
    expect_a_stranger(logged_in("li"))


def test_a_cookie_that_was_made_up_lets_nobody_in(visitor, board):
    """The cookie of a login, with a signature that is not the board's."""
    visitor.context.add_cookies([{"name": "_streamlit_user", "url": board, "value":
                                  "eyJlbWFpbCI6ICJsaUBjb3VudHkuZXhhbXBsZSIsICJpc19sb2dnZWRfaW4iOiB0cnVlfQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"}])
    visitor.reload()
    wait_idle(visitor)
    expect_a_stranger(visitor)
