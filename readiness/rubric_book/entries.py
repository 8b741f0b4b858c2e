"""One category, indicator or worked example: which of its settings have a column, and the rows of all that is nested.

Of a rule the type has a column and the parameters have rows; a list of as many numbers as its place must hold has a column
for each; all else goes into one cell, or into rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from readiness.rubric_book.cells import encode
from readiness.rubric_book.places import Place, place
from readiness.yaml_file import Path_


@dataclass(frozen=True)
class Entry:
    """One category, indicator or example: where it stands, what heads its row, its settings."""

    path: Path_
    keys: dict[str, Any]
    settings: dict[str, Any]

    @property
    def flat(self) -> dict[Path_, Any]:
        """The settings that have a column, by their path within the entry; None for what goes elsewhere."""
        found: dict[Path_, Any] = {}
        for key, value in self.settings.items():
            found.update(_columns_of(key, value, place((*self.path, key)), (*self.path, key)))
        return found

    @property
    def nested(self) -> Iterator[tuple[Path_, Any]]:
        """Path within the entry and cell of all the rest."""
        flat = self.flat
        for key, value in self.settings.items():
            if (key, "type") in flat:
                yield from ((path[len(self.path):], cell) for name, inner in value.items() if name != "type"
                            for path, cell in rows_of((*self.path, key, name), inner))
            elif flat.get((key,), 0) is None:
                yield from ((path[len(self.path):], cell) for path, cell in rows_of((*self.path, key), value))


def _columns_of(key: str, value: Any, what: Place, path: Path_) -> dict[Path_, Any]:
    if key == "rule" and isinstance(value, dict) and isinstance(value.get("type"), str):
        return {(key, "type"): encode(value["type"], "type", place((*path, "type")))}
    if isinstance(value, list) and 0 < len(value) <= what.length:
        cells = {(key, at): encode(item, key, place((*path, at))) for at, item in enumerate(value)}
        if None not in cells.values():
            return cells
    return {(key,): encode(value, key, what, maps=True)}


def rows_of(path: Path_, value: Any) -> Iterator[tuple[Path_, Any]]:
    """A path and a cell for every value within `value`."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    cell = encode(value, name, place(path))
    if cell is not None:
        yield path, cell
    else:
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from rows_of((*path, step), inner)
