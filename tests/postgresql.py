"""A PostgreSQL of the tests' own: found, made in a folder of its own, listening on this machine alone, gone at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NO_SERVER = "no PostgreSQL found: run `apt-get install postgresql` as root; these tests start a server of their own"
# What a database that is thrown away can do without.
HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_server() -> Path:
    """The folder of the server's programs; a machine without one fails, because a skipped database is an untried database."""
    here = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb") or (here and here[-1])
    if not found:
        pytest.fail(NO_SERVER, pytrace=False)
    return Path(found).resolve().parent


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, to which a database's name is to be added."""
    programs, folder = find_server(), Path(tempfile.mkdtemp(prefix="postgresql-"))
    user = "postgres" if os.getuid() == 0 else None          # the server refuses to be run by root
    if user:
        shutil.chown(folder, user)
    run = _Programs(programs, folder, user)
    try:
        run("initdb", "--auth=trust", "--username=board", "--encoding=UTF8", "--locale=C", "--no-sync", str(folder / "data"))
        port = _free_port()
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} {HASTE}"
        run("pg_ctl", "start", "-w", "-D", str(folder / "data"), "-l", str(folder / "log"), "-o", options)
        try:
            yield f"postgresql://board@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(folder / "data"))
    finally:
        shutil.rmtree(folder)


class _Programs:
    """The server's programs, run in its folder by a user that they accept."""

    def __init__(self, programs: Path, folder: Path, user: str | None) -> None:
        self.programs, self.folder, self.user = programs, folder, user

    def __call__(self, name: str, *arguments: str) -> None:
        log = self.folder / f"{name}.log"
        with log.open("w") as out:          # a file, for a server that outlives the call would hold a pipe open
            done = subprocess.run([self.programs / name, *arguments], cwd=self.folder, user=self.user, stdout=out, stderr=out, check=False)
        if done.returncode:
            pytest.fail(f"{name} ended with {done.returncode}:\n{log.read_text()}", pytrace=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
