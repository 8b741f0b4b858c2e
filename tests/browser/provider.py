"""A small OpenID provider for the tests, real enough to log in at: discovery, a form, codes for one use with PKCE, signed tokens, logout.

    /authorize → form → code → /token (client's secret, PKCE) → id_token, RS256 → /jwks to check it by · /logout

It runs beside the tests in a thread of its own, so a test can add people and tell it to cheat.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.screen import free_port

CLIENT, SECRET = "board", "told-to-nobody"
FORM = """<!doctype html><html lang="zh-CN"><title>统一身份认证</title><link rel="icon" href="data:,">
<form method="post" action="/authorize?{query}">
<label>用户名 <input name="user"></label><label>密码 <input name="password" type="password"></label><button>登录</button></form><p>{said}</p>"""


@dataclass
class Provider:
    """People by name with their password and what is told of them; `cheat` is put over what the next token would say."""

    url: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    cheat: dict[str, Any] = field(default_factory=dict)
    forged: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1", "use": "sig"}))
    logouts: list[dict[str, str]] = field(default_factory=list)

    def metadata(self, request: Request) -> Response:
        return JSONResponse({
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks", "userinfo_endpoint": f"{self.url}/userinfo", "end_session_endpoint": f"{self.url}/logout",
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"], "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"]})

    def jwks(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """The form, and what is made of it: back to the board with a code."""
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT or asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            return Response("不认识这个系统", status_code=400)
        form = await request.form() if request.method == "POST" else {}
        known = self.people.get(str(form.get("user")))
        if known is None or known["password"] != form.get("password"):
            return HTMLResponse(FORM.format(query=escape(urlencode(asked)), said="用户名或密码不对" if form else ""))
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "user": str(form["user"])}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", status_code=302)

    async def token(self, request: Request) -> Response:
        form = await request.form()
        asked = self.codes.pop(str(form.get("code")), None)
        if not _is_client(request.headers.get("authorization", "")):
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"] or not _proves(form.get("code_verifier"), asked):
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        return JSONResponse({"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300,
                             "id_token": self._signed(asked)})

    def _signed(self, asked: dict[str, str]) -> str:
        told = {name: value for name, value in self.people[asked["user"]].items() if name != "password"}
        now = int(time.time())
        claims = {"iss": self.url, "sub": asked["user"], "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked.get("nonce"), **told}
        key = RSAKey.generate_key(2048, {"kid": "1"}) if self.forged else self.key
        return jwt.encode({"alg": "RS256", "kid": "1"}, {**claims, **self.cheat}, key)

    def logout(self, request: Request) -> Response:
        self.logouts.append(dict(request.query_params))
        return RedirectResponse(request.query_params["post_logout_redirect_uri"], status_code=302)

    def application(self) -> Starlette:
        return Starlette(routes=[
            Route("/.well-known/openid-configuration", self.metadata), Route("/jwks", self.jwks), Route("/logout", self.logout),
            Route("/authorize", self.authorize, methods=["GET", "POST"]), Route("/token", self.token, methods=["POST"])])


def written_secrets(folder: Path, provider: Provider, site: str) -> Path:
    """The file that tells a board at `site` of the provider."""
    file = folder / "secrets.toml"
    file.write_text(f"""\
[auth]
redirect_uri = "{site}/oauth2callback"
cookie_secret = "one-that-only-the-tests-know-of"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{provider.url}/.well-known/openid-configuration"
""")
    return file


def _is_client(authorization: str) -> bool:
    kind, _, given = authorization.partition(" ")
    name, _, secret = b64decode(given).decode().partition(":") if kind == "Basic" else ("", "", "")
    return (unquote(name), unquote(secret)) == (CLIENT, SECRET)


def _proves(verifier: object, asked: dict[str, str]) -> bool:
    """PKCE: whoever redeems the code is who asked for it."""
    digest = urlsafe_b64encode(hashlib.sha256(str(verifier).encode()).digest()).rstrip(b"=").decode()
    return asked.get("code_challenge_method") == "S256" and asked.get("code_challenge") == digest


@contextmanager
def provide() -> Iterator[Provider]:
    """A provider on a free port of this machine."""
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(provider.application(), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()
