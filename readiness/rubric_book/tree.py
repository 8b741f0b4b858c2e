"""Settings put together, one path at a time, into plain data; every clash is found.

    (path, value, cell) … → mappings and lists, each in the order in which its settings came
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from readiness.rubric_book.sheets import Cell
from readiness.yaml_file import Path_

Tell = Callable[[Path_, Cell, str, str], None]     # a fault: path, where, what, fix
_OPEN = object()


@dataclass
class Node:
    """One place: what was written at it, and what stands inside."""

    cell: Cell
    value: Any = _OPEN
    is_block: bool = False
    inside: dict[str | int, Node] = field(default_factory=dict)


@dataclass
class Tree:
    """Plain data in the making; `tell` hears of every fault."""

    tell: Tell
    seats: dict[Path_, Cell] = field(default_factory=dict)     # empty cells in which a setting could stand
    root: Node = field(default_factory=lambda: Node(Cell("", 0, ""), is_block=True))

    def reserve(self, path: Path_, cell: Cell) -> Node:
        """A place in the order of settings; nothing comes of it where nothing follows."""
        node = self.root
        for step in path:
            node = node.inside.setdefault(step, Node(cell))
        return node

    def block(self, path: Path_, cell: Cell) -> None:
        """Settings stand at `path`, be it none."""
        self.reserve(path, cell).is_block = True

    def put(self, path: Path_, value: Any, cell: Cell) -> None:
        """`value` stands at `path`."""
        node = self.reserve(path, cell)
        if node.value is not _OPEN:
            self.tell(path, cell, f'这个设置在工作表"{node.cell.sheet}" {node.cell.name} 已经写过。', "删去其中一处。")
            return
        node.value, node.cell = value, cell

    def data(self) -> dict[str, Any]:
        """All that was put together."""
        return self._made(self.root, ())

    def cells(self) -> Iterator[tuple[Path_, Cell]]:
        """Where each place was first written."""
        waiting: list[tuple[Path_, Node]] = [((), self.root)]
        while waiting:
            path, node = waiting.pop()
            yield path, node.cell
            waiting += [((*path, step), inner) for step, inner in node.inside.items()]

    def _made(self, node: Node, path: Path_) -> Any:
        made = {step: value for step, inner in node.inside.items()
                if (value := self._made(inner, (*path, step))) is not _OPEN}
        if node.value is not _OPEN:
            if made:
                self._clash(node, path, made)
            return node.value
        positions = [step for step in made if isinstance(step, int)]
        if made and len(positions) == len(made):
            return self._listed(node, path, made)
        if positions:
            first = next(inner for step, inner in node.inside.items() if step in positions)
            self.tell(path, first.cell, "同一处既写了第几项，又写了名称。", "要么都写序号，要么都写名称；名称本身是数字的要加英文引号。")
        return made if made or node.is_block else _OPEN

    def _clash(self, node: Node, path: Path_, made: dict[str | int, Any]) -> None:
        other = node.inside[next(iter(made))].cell
        self.tell(path, node.cell, f'这里写了值，工作表"{other.sheet}" {other.name} 又在它下面写了设置。', "删去其中一处。")

    def _listed(self, node: Node, path: Path_, made: dict[int, Any]) -> list[Any]:
        """The list; a place left out within a row of cells is told by its cell, and filled so that nobody stumbles over it again."""
        hole = next((wanted for wanted, step in enumerate(sorted(made)) if step != wanted), None)
        if hole is None:
            return [made[step] for step in sorted(made)]
        after = min(step for step in made if step > hole)
        if (*path, hole) in self.seats:
            self.tell((*path, hole), self.seats[*path, hole], "这一格是空的，后面却有数。", "填上，或把后面的清空。")
            return [made.get(step, made[after]) for step in range(max(made) + 1)]
        self.tell((*path, after), node.inside[after].cell, f"缺少第 {hole + 1} 项，直接写了第 {after + 1} 项。",
                  "序号从 1 起连着写，或补上缺的一项。")
        return [made[step] for step in sorted(made)]
