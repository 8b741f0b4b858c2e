"""The figures that the command line prints for the board on the screen, to hold the screen against."""

import io
import json
from contextlib import redirect_stdout
from functools import cache

import pytest

from readiness.board import DEFAULT_BASIS
from readiness.cli import main


@cache
def scores(database_url: str, basis: str = DEFAULT_BASIS, level: str = "unit") -> list[dict]:
    """`python -m readiness score --format json` of the newest month, asked once."""
    return json.loads(_said(database_url, "score", "--basis", basis, "--level", level, "--format", "json"))


@cache
def scores_of(database_url: str, as_of: str, rubric: int) -> dict[str, dict]:
    """`score --as-of … --rubric …` by unit: a month by the rubric of a year, its own or another."""
    said = _said(database_url, "score", "--as-of", as_of, "--rubric", str(rubric), "--format", "json")
    return {row["unit"]: row for row in json.loads(said)}


@cache
def gaps(database_url: str, basis: str = DEFAULT_BASIS) -> list[dict]:
    """`python -m readiness gaps --format json` of the newest month."""
    return json.loads(_said(database_url, "gaps", "--basis", basis, "--format", "json"))


@cache
def overdue(database_url: str) -> list[dict]:
    """`python -m readiness overdue --format json` of the newest month."""
    return json.loads(_said(database_url, "overdue", "--format", "json"))


@cache
def explained(database_url: str, unit: str, indicator: str) -> list[str]:
    """The lines of `python -m readiness explain`: the sentence, then the sources."""
    return _said(database_url, "explain", unit, indicator).splitlines()


def _said(database_url: str, *words: str) -> str:
    """What the command prints; called here and not in a process of its own, which tests/test_cli.py does."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as printed:
        patch.setenv("READINESS_DATABASE_URL", database_url)
        assert main(list(words)) == 0
    return printed.getvalue()
