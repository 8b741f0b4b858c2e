"""What several test files share: the demo county's board, opened once, and pages of small counties run without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from pages.parts import opened, person
from readiness.board import Board, View, open_board
from tests.browser.screen import ROOT
from tests.here import HERE
from tests.postgresql import server
from tests.small import Small


@pytest.fixture(scope="session")
def board() -> Board:
    """The demo county from its forms."""
    return open_board(files=sorted((ROOT / "data/demo").glob("*.*")))


@pytest.fixture(scope="session")
def view(board) -> View:
    """The demo county as of its newest month, on schedule."""
    return board.view("2026-05")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL that was started for the tests, to which a database's name is to be added."""
    with server() as address:
        yield address


@pytest.fixture
def new_database(postgresql, tmp_path) -> Callable[[str], str]:
    """new_database("sqlite" or "postgresql") → the address of an empty database."""

    def made(kind: str) -> str:
        name = f"board_{uuid4().hex}"
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / 'new' / name}.db"
        with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{postgresql}/{name}"

    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, new_database) -> str:
    """The address of an empty database, of each kind in turn."""
    return new_database(request.param)


@pytest.fixture
def page_of(monkeypatch) -> Callable[..., AppTest]:
    """page_of("unit", county, **address) → that page of a small county or an opened board."""

    def run(name: str, county: Small | Board, **address: str) -> AppTest:
        st.cache_resource.clear()
        monkeypatch.setattr(opened, "open_board", lambda: county.board if isinstance(county, Small) else county)
        page = AppTest.from_file(str(ROOT / f"pages/{name}.py"), default_timeout=60)
        for key, value in address.items():
            page.query_params[key] = value
        return page.run()

    return run


@pytest.fixture
def at_this_machine(monkeypatch) -> None:
    """Whoever opens a page may write: he sits at this machine, and writing is switched on."""
    monkeypatch.setenv("READINESS_WRITE", "here")
    monkeypatch.setattr(person, "request", lambda: HERE)
