"""nginx in front of a board, for the tests: with the configuration of docs/deploy.md itself, but for names, ports and folders."""

from __future__ import annotations

import re
import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.browser.screen import ROOT

NO_NGINX = "no nginx found: run `apt-get install nginx` as root"
# The rest of an nginx.conf, in a folder of its own and on no port but those of the tests.
AROUND = """\
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{servers}
}}
"""
TRUSTING = ssl._create_unverified_context()      # the certificate of a test is signed by nobody


def documented(ports: dict[str, int], folder: Path) -> str:
    """The configuration that docs/deploy.md tells, for this machine: `ports` of 80, 443 and 8501."""
    told = re.search(r"```nginx\n(.*?)```", (ROOT / "docs/deploy.md").read_text("utf-8"), re.DOTALL)[1]
    for before, after in {"listen 80;": f"listen 127.0.0.1:{ports['80']};", "listen 443 ssl": f"listen 127.0.0.1:{ports['443']} ssl",
                          "127.0.0.1:8501": f"127.0.0.1:{ports['8501']}", "/etc/readiness/tls": str(folder),
                          "board.county.example": "127.0.0.1"}.items():
        assert before in told
        told = told.replace(before, after)
    return told


@contextmanager
def nginx(servers: str, folder: Path, answers_at: str) -> Iterator[None]:
    """nginx with these servers, answering before it is handed over."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        pytest.fail(NO_NGINX, pytrace=False)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, servers=servers), encoding="utf-8")
    command = [program, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with (folder / "out.txt").open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            _wait(answers_at, process, folder)
            yield
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen, folder: Path, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urlopen(url, timeout=5, context=TRUSTING).close()
            return
        except URLError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    pytest.fail(f"nginx did not start:\n{(folder / 'out.txt').read_text()}{(folder / 'error.log').read_text()}", pytrace=False)


def certificate(folder: Path) -> None:
    """board.crt and board.key for this machine, signed by themselves."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
            .sign(key, hashes.SHA256()))
    (folder / "board.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "board.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
                                                         serialization.NoEncryption()))
