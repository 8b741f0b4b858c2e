"""The figures that the command line prints for the board on the screen, to hold the screen against."""

import json
import os
import subprocess
import sys
from functools import cache

from readiness.board import DEFAULT_BASIS
from tests.browser.screen import ROOT


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
    done = subprocess.run([sys.executable, "-m", "readiness", *words], cwd=ROOT, check=True, capture_output=True, text=True,
                          env=os.environ | {"READINESS_DATABASE_URL": database_url})
    return done.stdout
