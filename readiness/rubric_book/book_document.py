"""What a workbook holds, in the form in which a rubric is checked: plain data, and for each setting the cell it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

from readiness.problems import Problem
from readiness.rubric_book.fixes import in_a_book
from readiness.rubric_book.sheets import GENERAL, Cell
from readiness.yaml_file import Document, Path_, place_of


@dataclass
class BookDocument(Document):
    """Plain data from a workbook, the cell of each setting, and the workbook's own faults."""

    cells: dict[Path_, Cell] = field(default_factory=dict)

    @property
    def partial(self) -> bool:
        return bool(self.problems)

    def cell(self, path: Path_) -> Cell:
        """The cell of `path`, or of the nearest thing above it."""
        while path and path not in self.cells:
            path = path[:-1]
        return self.cells.get(path, Cell(GENERAL, 0, ""))

    def line(self, path: Path_) -> int:
        """The row of `path`, or of the nearest thing above it."""
        return self.cell(path).line

    def problem(self, path: Path_, what: str, fix: str) -> Problem:
        """A problem at `path`, by sheet and cell."""
        return self.problem_in(self.cell(path), place_of(path), what, in_a_book(fix, path, path in self.cells))

    def problem_in(self, cell: Cell, place_: str, what: str, fix: str) -> Problem:
        """A problem in `cell`."""
        named = " · ".join(filter(None, (cell.name if cell.line else "", place_)))
        return Problem(cell.line, named, what, fix, self.file, cell.sheet)
