"""docs/deploy.md cannot say other than the code: rights by role, variables, what a login needs, the limit to files."""

import os
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from streamlit import get_option

from pages.parts.login import NEEDED
from readiness.access import Access, Person, way_to_write
from readiness.this_machine import is_loopback
from readiness.words import PERSON_ROLES

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = (ROOT / "docs/deploy.md").read_text("utf-8")
CODE = "\n".join(path.read_text("utf-8") for folder in ("readiness", "pages") for path in (ROOT / folder).rglob("*.py"))
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())["server"]
OWN = frozenset({"T01"})
MAY = {
    "read every page, download": lambda person: True,
    "import figures of one's own units": lambda person: person.answers_for is None or person.answers_for >= OWN,
    "import figures of all units": lambda person: person.answers_for is None,
    "correct figures in place, undo, redo": lambda person: person.may_correct,
}


def block(kind: str) -> str:
    return re.search(rf"```{kind}\n(.*?)```", DOCUMENT, re.DOTALL)[1]


def rows_of_rights() -> list[list[str]]:
    table = DOCUMENT[DOCUMENT.index("| right |"):].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]


def test_the_table_of_rights_names_every_role_with_its_chinese():
    assert rows_of_rights()[0][1:] == [f"`{role}` {word}" for role, word in PERSON_ROLES.items()]


@pytest.mark.parametrize("row", rows_of_rights()[2:], ids=lambda row: row[0])
def test_the_table_of_rights_says_what_each_role_may(row):
    people = [Person("a", role, OWN if role == "reporter" else frozenset()) for role in PERSON_ROLES]
    assert [cell == "yes" for cell in row[1:]] == [MAY[row[0]](person) for person in people]


@pytest.mark.parametrize("name", sorted(set(re.findall(r"READINESS_\w+", DOCUMENT))))
def test_a_variable_that_the_document_names_is_read_by_the_code(name):
    assert name in CODE


@pytest.mark.parametrize("name", sorted(set(re.findall(r"STREAMLIT_(\w+)", DOCUMENT))))
def test_a_setting_of_streamlit_that_the_document_names_is_there(name):
    section, _, option = name.lower().partition("_")
    first, *others = option.split("_")
    get_option(f"{section}.{first}{''.join(word.title() for word in others)}")      # raises where there is none


def test_the_secrets_hold_what_a_login_needs():
    assert tuple(tomllib.loads(block("toml"))["auth"]) == NEEDED


def test_the_accounts_that_the_document_shows_are_taken():
    shown = Access.model_validate(yaml.safe_load(block("yaml")))
    assert {account.role for account in shown.accounts.values()} == {"reporter", "clerk"}


def test_nginx_and_the_board_agree_on_the_limit_and_the_place():
    megabytes = int(re.search(r"client_max_body_size (\d+)m;", DOCUMENT)[1])
    assert megabytes == CONFIG["maxUploadSize"] + 1
    assert f"http://{CONFIG['address']}:{CONFIG['port']};" in block("nginx")
    assert is_loopback(CONFIG["address"])
    assert int(re.search(r"proxy_read_timeout (\d+)s;", DOCUMENT)[1]) > 2 * CONFIG["websocketPingInterval"]


def test_make_run_switches_writing_on_here_and_leaves_a_word_of_ones_own(monkeypatch):
    monkeypatch.setattr(os, "environ", {"READINESS_WRITE": "here"})
    assert way_to_write() == "here"
    assert 'READINESS_WRITE="$${READINESS_WRITE-here}" $(BIN)/python -m streamlit run dashboard.py' in (ROOT / "Makefile").read_text()
