"""Where a batch comes from, what became of it, and why one may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from readiness.problems import Problem

Kind = Literal["import", "edit", "undo", "redo", "demo"]


@dataclass(frozen=True)
class SourceFile:
    """A file as it was handed in: its name, the hash of its bytes, and how many of its rows are in the batch."""

    name: str
    sha256: str = ""
    rows: int = 0


@dataclass(frozen=True)
class Origin:
    """Who made a batch, how, why and from which files; the doubts that were accepted, and the configuration then in force."""

    kind: Kind
    account: str
    reason: str = ""
    files: tuple[SourceFile, ...] = ()
    doubts: tuple[Problem, ...] = ()
    configuration: str = ""


@dataclass(frozen=True)
class Saved:
    """The revision after it, and how many figures were new, changed or put back; `left`: those an undo had to leave as they are."""

    revision: int
    rows: int
    left: int = 0


@dataclass(frozen=True)
class Restored:
    """The revision after a restore, and where the copy of what was there before it stands."""

    revision: int
    aside: Path | None = None


class Overtaken(Exception):
    """Between the preview and the import somebody changed one of the same figures; the message says so to people."""

    def __init__(self, figures: int) -> None:
        super().__init__(f"预览之后，其中 {figures} 个数据又有了变化，没有导入。请重新预览，核对后再确认。")
        self.figures = figures


class CannotUndo(Exception):
    """There is nothing that this undo could put back; the message says why to people."""
