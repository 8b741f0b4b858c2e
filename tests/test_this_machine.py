"""Whether a request was made here: what a browser at this machine sends passes, and every trace of something in between does not."""

import os
import socket
from collections.abc import Iterator
from dataclasses import replace

import pytest

from readiness import this_machine
from readiness.this_machine import Request, sign_of_elsewhere
from tests.here import HEADERS, HERE

SITE = "board.example"
ANOTHER_SITE = f"http://{SITE}"


def with_headers(**headers: str) -> Request:
    """A header's _ is a hyphen; an empty one is not sent."""
    changed = {**HEADERS, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return replace(HERE, headers={name: value for name, value in changed.items() if value})


def test_a_browser_at_this_machine_is_here():
    assert sign_of_elsewhere(HERE) == ""


@pytest.mark.parametrize("host", ["localhost:8501", "LOCALHOST:8501", "127.8.4.2:8501", "[::1]:8501"])
def test_any_name_of_this_machine_will_do(host):
    request = replace(with_headers(host=host, origin=f"http://{host}"), address_bar=f"http://{host}/")
    assert sign_of_elsewhere(request) == ""


@pytest.mark.parametrize("name", ["x_forwarded_for", "X_Forwarded_Proto", "x_forwarded_host", "x_real_ip", "forwarded", "via", "x_original_uri",
                                  "x_original_host", "x_client_ip", "true_client_ip", "x_envoy_external_address", "x_request_id",
                                  "x_remote_user", "authorization", "x_anything_that_is_yet_to_be_invented"])
def test_a_header_that_no_browser_sends_is_a_sign_of_a_proxy(name):
    assert "经过了转发" in sign_of_elsewhere(with_headers(**{name: "127.0.0.1"}))


@pytest.mark.parametrize("host", ["board.example", "board.example:8501", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8502", "127.0.0.1.board.example:8501",
                                  "localhost.board.example:8501", "10.0.0.5:8501", "0.0.0.0:8501", "", "127.0.0.1:8501@board.example", "::1:8501",
                                  "127.0.0.1:port", "a@127.0.0.1:8501/", "2130706433:8501"])
def test_a_host_that_is_not_this_very_server_is_refused(host):
    """Another name that leads here, as by DNS rebinding, is another host."""
    request = replace(with_headers(host=host, origin=f"http://{host}"), address_bar=f"http://{host}/")
    assert sign_of_elsewhere(request) != ""


@pytest.mark.parametrize("origin", [ANOTHER_SITE, "http://127.0.0.1:3000", "http://localhost:8501", "null", "", "http://127.0.0.1", "file://"])
def test_a_page_from_anywhere_else_is_refused_though_it_be_on_another_port_of_this_machine(origin):
    assert "别的网页" in sign_of_elsewhere(with_headers(origin=origin))


@pytest.mark.parametrize("address_bar", [f"{ANOTHER_SITE}/gaps", "http://127.0.0.1:9000/", ""])
def test_an_address_bar_that_shows_something_else_is_refused(address_bar):
    """A proxy that writes Host and Origin anew and adds nothing."""
    assert "地址栏" in sign_of_elsewhere(replace(HERE, address_bar=address_bar))


@pytest.mark.parametrize("listens_on", ["0.0.0.0", "", "::", "192.168.1.8", "board.example", "unix:///run/board.sock"])
def test_a_server_that_others_can_reach_is_refused(listens_on):
    assert "只在本机地址" in sign_of_elsewhere(replace(HERE, listens_on=listens_on))


@pytest.fixture(params=[("127.0.0.1", "127.0.0.1"), ("::1", "::1"), ("127.0.0.1", "::ffff:127.0.0.1")], ids=str)
def connection(request) -> Iterator[tuple[tuple, tuple]]:
    """The two ends of a connection that this process has with itself."""
    bound, called = request.param
    families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in (bound, called)]
    with socket.create_server((bound, 0), family=families[0]) as server, socket.socket(families[1]) as client:
        client.connect((called, server.getsockname()[1]))
        yield client.getsockname()[:2], server.getsockname()[:2]


def test_the_kernel_says_whose_the_other_end_of_a_connection_is(connection):
    peer, server = connection
    assert this_machine._owner_of(peer, server) == os.getuid()
    assert this_machine._owner_of((peer[0], 1), server) is None


@pytest.mark.parametrize(("owner", "here"), [(0, True), (1000, True), (None, True), (33, False)])
def test_a_connection_of_another_account_is_not_the_person_who_started_the_server(monkeypatch, owner, here):
    """33 is www-data, as which a proxy's workers run."""
    monkeypatch.setattr(os, "getuid", lambda: 1000)
    monkeypatch.setattr(this_machine, "_owner_of", lambda *ends: owner)
    assert (sign_of_elsewhere(HERE) == "") == here


def test_where_the_kernel_keeps_no_table_the_rest_decides(monkeypatch, tmp_path):
    monkeypatch.setattr(this_machine, "TABLES", (tmp_path / "none",))
    assert sign_of_elsewhere(HERE) == ""
