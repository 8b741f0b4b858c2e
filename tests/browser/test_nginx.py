"""The nginx configuration of docs/deploy.md, run as it stands in front of a real board; and proxies that hide that they are there."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import streamlit
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser.provider import provide, written_secrets
from tests.browser.proxy import certificate, documented, nginx
from tests.browser.screen import free_port, serve, wait_idle
from tests.browser.test_access import IMPORT, LI, configured, hand_in, log_in

UPGRADE = "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;"
# Two that pass on less than they should: the first as nginx does where nothing is said, the second as if the browser stood there.
CARELESS = "server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{board}; {upgrade} }} }}"
LYING = """server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://127.0.0.1:{board}; {upgrade}
    proxy_set_header Origin http://127.0.0.1:{board}; }} }}"""


# Opened at /gaps, Streamlit asks first whether it is served under /gaps/, proxy or not, and the browser notes the 404.
LOOKING_AROUND = re.compile(r"//[^/]+/(?!_stcore)[^/]+/_stcore/(health|host-config)$")


@dataclass(frozen=True)
class Site:
    """Addresses: of the board itself, of nginx as documented (and where it answers without TLS), of two careless proxies."""

    board: str
    https: str
    http: str
    careless: str
    lying: str


@pytest.fixture(scope="module")
def site(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A board with writing on for whoever sits at its machine, and nginx before it."""
    folder = tmp_path_factory.mktemp("nginx")
    certificate(folder)
    board, https, http, careless, lying = (free_port() for _ in range(5))
    servers = [documented({"80": http, "443": https, "8501": board}, folder),
               *(kind.format(port=port, board=board, upgrade=UPGRADE) for kind, port in ((CARELESS, careless), (LYING, lying)))]
    with (serve(database_url, folder / "log.txt", port=board, READINESS_WRITE="here") as url,
          nginx("\n".join(servers), folder, f"https://127.0.0.1:{https}/_stcore/health")):
        yield Site(url, f"https://127.0.0.1:{https}", *(f"http://127.0.0.1:{port}" for port in (http, careless, lying)))


@pytest.fixture(scope="module")
def client(site: Site) -> Iterator[httpx.Client]:
    with httpx.Client(verify=False, base_url=site.https) as made:
        yield made


def test_without_tls_one_is_sent_to_where_there_is(site):
    answer = httpx.get(f"{site.http}/gaps?basis=today")
    assert (answer.status_code, answer.headers["location"]) == (301, "https://127.0.0.1/gaps?basis=today")


@pytest.mark.parametrize(("name", "value"), [
    ("x-content-type-options", "nosniff"), ("x-frame-options", "DENY"), ("referrer-policy", "same-origin"),
    ("strict-transport-security", "max-age=31536000")])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/metrics", "/no-such-file.js"])
def test_every_answer_carries_the_headers_that_keep_a_browser_careful(client, path, name, value):
    assert client.get(path).headers.get_list(name) == [value]


def test_nothing_may_come_from_elsewhere_and_nobody_may_frame_the_board(client):
    policy = dict(part.strip().partition(" ")[::2] for part in client.get("/").headers["content-security-policy"].split(";"))
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert policy["default-src"] == policy["base-uri"] == "'self'"
    assert not any(word.startswith(("http", "*")) for sources in policy.values() for word in sources.split())


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp",
                                  "/_stcore/agent/interact", "//_stcore/metrics", "/%5Fstcore/metrics", "/x/../_stcore/metrics",
                                  "/_stcore/./metrics", "/_stcore/health/../metrics", "/_stcore/", "/_stcore/anything"])
def test_doors_that_a_browser_does_not_need_are_closed(client, site, path):
    assert client.send(httpx.Request("GET", site.https + path)).status_code in (403, 404)
    assert httpx.get(f"{site.board}/_stcore/metrics").status_code == 200      # without nginx it is open


def test_what_a_first_visit_fetches_comes_in_less_than_half_its_size(client):
    """The biggest of the scripts, which draws the charts."""
    scripts = (Path(streamlit.__file__).parent / "static/static/js").glob("*.js")
    biggest = max(scripts, key=lambda path: path.stat().st_size)
    with client.stream("GET", f"/static/js/{biggest.name}", headers={"accept-encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip" and "Accept-Encoding" in answer.headers["vary"]
    assert len(packed) < 0.4 * len(gzip.decompress(packed))


@pytest.mark.parametrize(("megabytes", "over"), [(22, True), (19, False)])
def test_a_file_over_the_limit_and_no_other_is_turned_away_before_the_board_sees_it(client, megabytes, over):
    """The board refuses the other one for want of its token, at times before it has read it."""
    answer = client.put("/_stcore/upload_file/a/b", files={"file": b"0" * megabytes * 2**20})
    assert (answer.status_code == 413) == over
    assert answer.is_error


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """A tab that trusts the certificate; what it complains of is kept."""
    with browser.new_context(locale="zh-CN", ignore_https_errors=True) as context:
        context.add_init_script("delete window.showSaveFilePicker")
        yield context.new_page()


@pytest.fixture
def visit(tab: Page) -> Iterator[Callable[[str], Page]]:
    """visit(url) → the page, drawn and quiet; nothing may have been complained of."""
    complaints: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error" and not LOOKING_AROUND.search(message.location["url"]):
            complaints.append(f"{message.text} {message.location['url']}")

    def go(url: str) -> Page:
        tab.goto(url)
        wait_idle(tab)
        return tab

    tab.on("console", keep)
    yield go
    tab.remove_listener("console", keep)
    assert complaints == []


@pytest.mark.parametrize("page", ["", "units", "unit", "gaps", "trend", "rubric"])
def test_a_page_is_drawn_through_nginx_and_nothing_is_blocked(visit, site, page):
    expect(visit(f"{site.https}/{page}").get_by_role("heading", level=1)).to_be_visible()


def test_a_file_comes_down_through_nginx(visit, site):
    page = visit(f"{site.https}/gaps")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载差距清单 (CSV)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")


def test_at_the_machine_itself_one_may_write(visit, site):
    expect(visit(f"{site.board}/units").get_by_text("本机·")).to_have_count(1)


@pytest.fixture
def login_site(database_url: str, tmp_path: Path) -> Iterator[str]:
    """A board behind nginx that one logs in to, where li is a clerk."""
    certificate(tmp_path)
    board, https, http = free_port(), free_port(), free_port()
    url = f"https://127.0.0.1:{https}"
    servers = documented({"80": http, "443": https, "8501": board}, tmp_path)
    with provide() as provider:
        provider.people["li"] = {"password": "春风", "email": LI}
        settings = {"READINESS_WRITE": "login", "READINESS_CONFIG": str(configured(tmp_path / "config")),
                    "STREAMLIT_SECRETS_FILES": str(written_secrets(tmp_path, provider, url))}
        with serve(database_url, tmp_path / "log.txt", port=board, **settings), nginx(servers, tmp_path, f"{url}/_stcore/health"):
            yield url


def test_through_nginx_one_logs_in_and_hands_in_a_form_and_the_cookies_go_nowhere_without_tls(visit, login_site):
    page = visit(f"{login_site}/units")
    log_in(page, "li")
    expect(page.get_by_text(LI)).to_be_visible(timeout=30_000)
    cookies = {cookie["name"]: cookie["secure"] for cookie in page.context.cookies(login_site)}
    assert "_streamlit_user" in cookies and set(cookies.values()) == {True}
    visit(f"{login_site}/report?task=更正数据")
    hand_in(visit(f"{login_site}/{IMPORT}"), "河湾镇,C03,2026-05,1,补报\n")
    expect(page.get_by_role("button", name="确认写入 1 行")).to_be_visible()


@pytest.mark.parametrize("way", ["https", "careless", "lying"])
def test_behind_a_proxy_nobody_sits_at_the_machine_whatever_the_proxy_hides(tab, site, way):
    tab.goto(f"{getattr(site, way)}/units")
    wait_idle(tab)
    expect(tab.get_by_role("heading", name="单位得分", exact=True)).to_be_visible()
    expect(tab.get_by_text("本机·")).to_have_count(0)
