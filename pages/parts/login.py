"""Who logged in, by Streamlit's own OpenID Connect: the account, or why there is none that could write.

Streamlit checks signature, issuer and nonce when one logs in, and keeps what it was told in a signed cookie for thirty days;
`hours` of access.yaml says how long that is good enough for writing.  Whom it was told for is checked here: Authlib
takes a token for somebody else that names us as `azp`.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from readiness.access import Access
from readiness.words import CLAIMS

NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")


@dataclass(frozen=True)
class Login:
    """`account`: who logged in, if anybody; `why`: why he may not write; `asks`: whether one can log in at all."""

    account: str = ""
    why: str = ""
    asks: bool = False


def login(access: Access) -> Login:
    """Who logged in to this session."""
    if fault := _not_set_up():
        return Login(why=fault)
    told: Mapping[str, Any] = st.user
    if told.get("is_logged_in") is not True:
        return Login(why="填报要先登录。", asks=True)
    account = _account(told, access.claim) if _is_for_us(told) else ""
    if not account:
        return Login(why=f"登录信息里没有可用的{CLAIMS[access.claim]}，认不出账号。请找管理员。", asks=True)
    return Login(account, "" if _is_fresh(told, access.hours) else f"登录已超过 {access.hours:g} 小时，请重新登录再填报。", asks=True)


def _not_set_up() -> str:
    """What is missing before anybody can log in, in Chinese; empty where nothing is."""
    if st.get_option("server.trustedUserHeaders"):
        return "服务器设置了 trustedUserHeaders，登录身份可能被冒用，填报已关闭。请管理员去掉这项设置。"
    missing = [name for name in NEEDED if not _settings().get(name)]
    if missing:
        return f"已设为登录后填报，但登录没有配置好，填报已关闭。请管理员在 secrets.toml 的 [auth] 里补上 {'、'.join(missing)}，再重新启动。"
    return ""


def _settings() -> Mapping[str, Any]:
    try:
        return st.secrets.get("auth") or {}
    except StreamlitSecretNotFoundError:
        return {}


def _account(told: Mapping[str, Any], claim: str) -> str:
    """What the login says of `claim`; an e-mail only where nobody says that it was not verified."""
    if claim == "email" and told.get("email_verified", True) is not True:
        return ""
    value = told.get(claim)
    return value.strip() if isinstance(value, str) else ""


def _is_for_us(told: Mapping[str, Any]) -> bool:
    audience = told.get("aud")
    return _settings()["client_id"] in (audience if isinstance(audience, list) else [audience])


def _is_fresh(told: Mapping[str, Any], hours: float) -> bool:
    since = told.get("iat")
    return isinstance(since, int | float) and time.time() - since < hours * 3600
