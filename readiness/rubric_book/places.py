"""What the models say may stand at a place of a rubric: a number, words to choose from, a list of texts, …

Read from the models' own schema, so a new setting or rule type is known here as soon as it is known there; of a place
that the models do not know nothing is supposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from readiness.rubric import Rubric
from readiness.rules import RULES
from readiness.yaml_file import Path_

Block = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """All that the schema allows at one place, as a list of blocks, one for each alternative."""

    blocks: tuple[Block, ...]

    @cached_property
    def kinds(self) -> frozenset[str]:
        """number, text (free), choice, boolean, list, map; integers are numbers."""
        return frozenset(filter(None, map(_kind, self.blocks)))

    @cached_property
    def choices(self) -> tuple[str, ...]:
        """The words to choose from, where no other text may stand."""
        words = (word for block in self.blocks for word in _words(block))
        return () if "text" in self.kinds else tuple(dict.fromkeys(words))

    @property
    def is_number(self) -> bool:
        """Whether no text may stand here but a word to choose."""
        return "number" in self.kinds and "text" not in self.kinds

    @property
    def is_boolean(self) -> bool:
        return self.kinds == {"boolean"}

    @cached_property
    def is_text_list(self) -> bool:
        """Whether a list of texts may stand here, and no free text."""
        return "text" not in self.kinds and any(_kind(inner) in ("text", "choice") for block in self.blocks
                                                for inner in _opened([block.get("items", {})]))

    @cached_property
    def is_number_map(self) -> bool:
        """Whether numbers by name may stand here, and no free text."""
        return "text" not in self.kinds and any(_kind(inner) == "number" for block in self.blocks
                                                for inner in _opened([block.get("additionalProperties")]))

    @cached_property
    def length(self) -> int:
        """How many numbers a list here must hold; 0 where that is open."""
        lengths = {block.get("minItems") for block in self.blocks if block.get("minItems") == block.get("maxItems")} - {None}
        return lengths.pop() if len(lengths) == 1 else 0

    @cached_property
    def settings(self) -> tuple[str, ...]:
        """The settings that may stand in a block here."""
        return tuple(dict.fromkeys(name for block in self.blocks for name in block.get("properties", {})))


@cache
def place(path: Path_) -> Place:
    """What may stand at `path` of a rubric."""
    blocks = _opened([_schema()])
    for step in path:
        blocks = _opened(inner for block in blocks for inner in _inside(block, step))
    return Place(tuple(blocks))


def parameters(name: str) -> tuple[str, ...]:
    """The parameters of a rule type, as a rubric writes them."""
    return tuple(field.alias or key for key, field in RULES[name].model_fields.items() if key != "type")


@cache
def _schema() -> Block:
    return Rubric.model_json_schema()


def _opened(blocks: Iterable[Any]) -> list[Block]:
    """The alternatives of all `blocks`, references followed."""
    found: list[Block] = []
    for block in blocks:
        if not isinstance(block, dict):
            continue
        if "$ref" in block:
            found += _opened([_schema()["$defs"][block["$ref"].rpartition("/")[2]]])
        elif inner := [one for word in ("anyOf", "oneOf", "allOf") for one in block.get(word, ())]:
            found += _opened(inner)
        else:
            found.append(block)
    return found


def _inside(block: Block, step: str | int) -> Iterator[Any]:
    if isinstance(step, int):
        places = block.get("prefixItems", ())
        yield places[step] if step < len(places) else block.get("items")
    elif step == "type" and block.get("title") in _RULE_NAMES:
        yield {"type": "string", "enum": list(RULES)}
    elif step in block.get("properties", {}):
        yield block["properties"][step]
    elif not block.get("properties"):
        yield block.get("additionalProperties")


_RULE_NAMES = {rule.__name__ for rule in RULES.values()}


def _words(block: Block) -> tuple[str, ...]:
    return tuple(word for word in (*block.get("enum", ()), *([block["const"]] if "const" in block else ()))
                 if isinstance(word, str))


def _kind(block: Block) -> str:
    kind = block.get("type")
    if kind == "string":
        return "choice" if _words(block) else "text"
    return {"number": "number", "integer": "number", "boolean": "boolean", "array": "list", "object": "map"}.get(kind, "")
