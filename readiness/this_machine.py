"""Whether a request was made at this very machine with nothing in between, as far as a server can tell.

That it comes from 127.0.0.1 says nothing, for behind a proxy everything does.  So: the server listens on loopback alone;
the browser says that it stands at that very address (Host, Origin, and what is in its address bar); there is no header
that a browser does not send itself; and on Linux the kernel says that the other end of the connection belongs to the
account that the server runs under, or to root, which a proxy's workers do not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

Address = tuple[str, int]
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
# What a browser sends when it opens a websocket, beside Sec-…: anything else was put there on the way.
A_BROWSERS_OWN = {"host", "connection", "upgrade", "pragma", "cache-control", "user-agent", "origin", "cookie", "dnt", "priority",
                  "accept", "accept-encoding", "accept-language"}


@dataclass(frozen=True)
class Request:
    """What is known of a request.  `listens_on` is the address that the server was told to listen on, `address_bar` what the
    browser says it shows, `server` and `peer` the two ends of the connection.
    """

    listens_on: str
    address_bar: str = ""
    server: Address = ("", 0)
    peer: Address = ("", 0)
    headers: Mapping[str, str] = field(default_factory=dict)


def sign_of_elsewhere(request: Request) -> str:
    """Why the request may not have been made here, in Chinese; empty where nothing says so."""
    return next((sign for sign in _signs(request) if sign), "")


def _signs(request: Request) -> Iterator[str]:
    yield "" if is_loopback(request.listens_on) else "本系统不是只在本机地址（127.0.0.1）上提供服务"
    headers = {name.lower(): value for name, value in request.headers.items()}
    strange = sorted(name for name in headers if name not in A_BROWSERS_OWN and not name.startswith("sec-"))
    yield f"请求经过了转发（多出 {'、'.join(strange)}）" if strange else ""
    host = headers.get("host", "")
    yield "" if _is_here(host, request.server[1]) else f"打开的地址（{host or '没有写明'}）不是本机地址"
    yield "" if _says(headers.get("origin", ""), host) else "请求来自别的网页或别的地址"
    yield "" if _says(request.address_bar, host) else "浏览器地址栏里不是本机地址"
    owner = _owner_of(request.peer, request.server)
    yield "" if owner in (None, 0) or owner == os.getuid() else "浏览器不是运行本系统的用户打开的"


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address) is this machine and nothing but this machine."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_here(host: str, port: int) -> bool:
    try:
        parts = urlsplit(f"//{host}")
        return parts.netloc == host and is_loopback(parts.hostname or "") and (parts.port or 80) == port
    except ValueError:
        return False


def _says(url: str, host: str) -> bool:
    """Whether `url` (an origin or an address) is on `host`."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and parts.netloc == host


def _owner_of(peer: Address, server: Address) -> int | None:
    """The account (uid) that holds the other end of a connection on this machine; None where the kernel does not tell."""
    for table in TABLES:
        try:
            rows = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            fields = row.split()
            if (_ending(fields[1]), _ending(fields[2])) == (peer[1], server[1]) and _is_loopback_hex(fields[1]):
                return int(fields[7])
    return None


def _ending(written: str) -> int:
    """The port of an address as the kernel writes it: 0100007F:2135."""
    return int(written.rpartition(":")[2], 16)


def _is_loopback_hex(written: str) -> bool:
    """127.x.x.x, ::1, or the one within the other, each word written back to front."""
    number = written.partition(":")[0]
    return number[-2:] == "7F" and number[:-8] in ("", "0000000000000000FFFF0000") or number == "0" * 24 + "01000000"
