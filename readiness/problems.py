"""What is wrong, where, and how to put it right: every fault in a file is a `Problem`, and all are found before any is shown.

The command line, the pages and the tests print the same words: `report` is the one place that lays them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One fault: the line of the user's own file, the place by the user's own names, what is wrong, what to do.

    `line` is counted from 1 (for a workbook: the row of `sheet`); 0 where a fault belongs to no one line.  A `doubt` may be
    meant as it is: it is told, and refuses nothing.  Of a row of a form `column` is the letter of the faulty column in the
    user's own file and `value` the cell as it was written; both are empty where the fault is of the whole row.
    """

    line: int
    place: str
    what: str
    fix: str
    file: str = ""
    sheet: str = ""
    doubt: bool = False
    column: str = ""
    value: str = ""

    @property
    def where(self) -> str:
        """工作表"月报" 第 7 行 · C03 · 数值"""
        sheet = f'工作表"{self.sheet}"' if self.sheet else ""
        line = f"第 {self.line} 行" if self.line else ""
        return " · ".join(bit for bit in (" ".join(filter(None, (sheet, line))), self.place) if bit)


class ProblemsFound(Exception):
    """A file or a set of files was refused; `problems` holds every fault, in the order of file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems, key=lambda p: (p.file, p.sheet, p.line)))
        super().__init__(report(self.problems))


def report(problems: Sequence[Problem]) -> str:
    """All problems as text, a heading for each file: where, what, fix."""
    files = dict.fromkeys(problem.file for problem in problems)
    return "\n".join(_file_report(file, [p for p in problems if p.file == file]) for file in files)


def _file_report(file: str, problems: Sequence[Problem]) -> str:
    rows = [f"  {problem.where or '整个文件'}\n    {problem.what}\n    {problem.fix}\n" for problem in problems]
    kind = "疑点" if all(problem.doubt for problem in problems) else "问题"
    return "\n".join([f"{file or '配置'} 有 {len(problems)} 处{kind}:\n", *rows])


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """是不是想写 …? where a known word is near, else `otherwise`."""
    least = 0.5 if len(str(word)) <= 2 else 0.6   # 月分, 月份: of two characters one may be off
    near = get_close_matches(str(word), sorted(str(item) for item in known), n=1, cutoff=least)
    return f"是不是想写  {near[0]}?" if near else otherwise
