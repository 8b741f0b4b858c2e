"""Problems as rows of a table: where, what, and how to put it right."""

from collections.abc import Iterable

from pages.parts.words import plain
from readiness.problems import Problem


def problem_rows(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """For `st.table`, whose cells are Markdown."""
    return [_row(problem) for problem in problems]


def _row(problem: Problem) -> dict[str, str]:
    return {
        "文件": plain(problem.file or "配置"),
        "第几行": plain(f"{problem.sheet} {problem.line or ''}".strip()),
        "位置": plain(problem.place),
        "问题": plain(problem.what),
        "怎么改": plain(problem.fix),
    }
