"""A database or a copy of one that cannot be used as it is."""

from __future__ import annotations

from readiness.problems import Problem, ProblemsFound


class DatabaseRefused(ProblemsFound):
    """Told as a problem is told: what is wrong with the database or the file, and what to do."""

    def __init__(self, name: str, what: str, fix: str) -> None:
        super().__init__([Problem(0, "", what, fix, name)])
