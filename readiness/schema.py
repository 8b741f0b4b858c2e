"""JSON Schemas (draft 2020-12) of the YAML files, so that an editor completes, explains and underlines while one writes.

    models → pydantic's schema → what the reader fills in left out, a branch for each rule type, words → config/schema/*.json

Everything is read from the models and from `rules.RULES`: a new setting or rule type needs nothing here.  A schema sees
one setting at a time; what only the whole shows (sums, ids, examples that do not come out) is for `check`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from readiness.access import Access
from readiness.configuration import Settings
from readiness.county import Targets, Units
from readiness.rotation import Rotation
from readiness.rubric import Rubric
from readiness.rules import RULES
from readiness.words import CHOICES, KINDS, SETTINGS

FILES: Mapping[str, type[BaseModel]] = {"rubric": Rubric, "units": Units, "targets": Targets, "settings": Settings,
                                          "access": Access, "screens": Rotation}
ANY_RULE = "AnyRule"
Schema = dict[str, Any]


def schema_of(name: str) -> Schema:
    """What the YAML file of this kind may hold: rubric, units, targets, settings, access or screens."""
    rules = list(RULES.values())
    found, made = models_json_schema([(model, "validation") for model in (FILES[name], *rules)])
    blocks = made["$defs"]
    types = {kind: _name(found[model, "validation"]) for kind, model in RULES.items()}
    for kind, model in RULES.items():
        _describe_rule(blocks[types[kind]], kind, model)
    blocks = {key: _walked(block, lambda part: _simpler(part, set(types.values()))) for key, block in blocks.items()}
    blocks[ANY_RULE] = _any_rule(types, blocks)
    for block in blocks.values():
        _say(block)
    whole = blocks.pop(_name(found[FILES[name], "validation"]))
    _FILLED_IN.get(name, _nothing)(whole, blocks)
    return {**whole, "$defs": dict(sorted(_needed(whole, blocks).items()))}


def text_of(name: str) -> str:
    """The schema as its file holds it."""
    return json.dumps(schema_of(name), ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def write(folder: Path) -> list[Path]:
    """All schemas into `schema/` of a configuration folder; the files written."""
    (folder / "schema").mkdir(parents=True, exist_ok=True)
    written = [folder / "schema" / f"{name}.json" for name in FILES]
    for path in written:
        path.write_text(text_of(path.stem), encoding="utf-8")
    return written


def _name(reference: Schema) -> str:
    return reference["$ref"].rpartition("/")[2]


def _to(block: str) -> Schema:
    return {"$ref": f"#/$defs/{block}"}


def _walked(part: Any, change: Callable[[Schema], Schema]) -> Any:
    """A copy with `change` made to every block, the innermost first."""
    if isinstance(part, list):
        return [_walked(step, change) for step in part]
    if not isinstance(part, dict):
        return part
    return change({key: step if key in ("examples", "default") else _walked(step, change) for key, step in part.items()})


def _describe_rule(block: Schema, kind: str, model: Any) -> None:
    block["title"] = model.title
    block["properties"]["type"] = {"const": kind, "title": model.title}
    block["examples"] = [{"type": kind, **shown.parameters} for shown in model.examples]


def _simpler(part: Schema, rules: set[str]) -> Schema:
    """A choice among all rules becomes the one block that tells them apart; a list of like numbers is said as draft 7 says it.

    No draft is named, for that would name a host; editors then read draft 7, in which `prefixItems` means nothing.
    """
    if {_name(choice) for choice in part.get("oneOf", []) if "$ref" in choice} == rules:
        return _to(ANY_RULE)
    places = part.get("prefixItems", [])
    if places and all(place == places[0] for place in places):
        return {**{key: step for key, step in part.items() if key != "prefixItems"}, "items": places[0]}
    return part


def _any_rule(types: Mapping[str, str], blocks: Mapping[str, Schema]) -> Schema:
    """`type` first, then what that type takes: so a fault is told of the type that was meant and of no other."""
    choices = [{"const": kind, "title": blocks[block]["title"], "description": _first_words(blocks[block])}
               for kind, block in types.items()]
    branches = [{"if": {"properties": {"type": {"const": kind}}, "required": ["type"]}, "then": _to(block)}
                for kind, block in types.items()]
    return {"title": SETTINGS["rule"], "type": "object", "properties": {"type": {"title": "规则类型", "oneOf": choices}},
            "required": ["type"], "allOf": branches}


def _first_words(block: Schema) -> str:
    return f"{block['title']}: {block.get('description', '').partition(chr(10) * 2)[0]}"


def _say(block: Schema) -> None:
    """Chinese names and, where the docstring of the model speaks of a setting, its words; pydantic's own titles go."""
    for name, setting in block.get("properties", {}).items():
        if name == "type" and ("const" in setting or "oneOf" in setting):      # said already
            continue
        choices = _choices(name, setting)
        setting.pop("title", None)
        if title := SETTINGS.get(name) if choices or name not in KINDS else KINDS[name]:
            setting["title"] = title
        if setting.get("default", 0) is None:
            del setting["default"]
        told = [setting.get("description", ""), *_spoken_of(name, block.get("description", "")), choices]
        if text := "\n".join(filter(None, told)):
            setting["description"] = text


def _choices(name: str, setting: Schema) -> str:
    """sum: 各月相加; … for the code words that the setting offers."""
    offered = [word for part in _parts(setting) for word in part.get("enum", [])]
    return "; ".join(f"{word}: {CHOICES[name][word]}" for word in offered if word in CHOICES.get(name, {}))


def _spoken_of(name: str, words: str) -> Iterator[str]:
    """The sentences of a docstring that name a setting, and the line of its table that begins with it."""
    for paragraph in words.split("\n\n"):
        for line in re.findall(rf"^{name} {{2,}}.+(?:\n +.+)*", paragraph, re.MULTILINE):
            yield re.sub(r"\s+", " ", line)
        for sentence in re.split(r"(?<=\.)\s+", re.sub(r"\s*\n\s*", " ", paragraph)):
            if re.search(rf"`{name}\b", sentence):
                yield sentence


def _parts(block: Any) -> Iterator[Schema]:
    """A block and every block within it."""
    if isinstance(block, list):
        for step in block:
            yield from _parts(step)
    elif isinstance(block, dict):
        yield block
        for step in block.values():
            yield from _parts(step)


def _keyed(whole: Schema, blocks: Mapping[str, Schema]) -> None:
    """An item's id is the key that it stands under; nobody writes it twice."""
    held = [part["additionalProperties"] for part in _parts([whole, *blocks.values()])
            if isinstance(part.get("additionalProperties"), dict)]
    for block in {_name(item) for item in held if "$ref" in item}:
        blocks[block]["properties"].pop("id", None)


def _units(whole: Schema, blocks: dict[str, Schema]) -> None:
    """Townships and departments have their ids as keys and their kind from the group; the county writes its id."""
    unit = _name(whole["properties"]["county"])
    properties = {name: setting for name, setting in blocks[unit]["properties"].items() if name != "kind"}
    blocks["County"] = {**blocks[unit], "properties": properties, "required": ["id", *blocks[unit]["required"]]}
    blocks[unit]["properties"] = {name: setting for name, setting in properties.items() if name != "id"}
    whole["properties"]["county"] = {**whole["properties"]["county"], **_to("County")}


def _nothing(whole: Schema, blocks: dict[str, Schema]) -> None:
    """These files are read as they are written."""


_FILLED_IN: Mapping[str, Callable[[Schema, dict[str, Schema]], None]] = {"rubric": _keyed, "units": _units}


def _needed(whole: Schema, blocks: Mapping[str, Schema]) -> dict[str, Schema]:
    """The blocks that are referred to, directly or through others."""
    needed: dict[str, Schema] = {}
    waiting = [whole]
    while waiting:
        for name in {_name(part) for part in _parts(waiting.pop()) if "$ref" in part} - set(needed):
            needed[name] = blocks[name]
            waiting.append(blocks[name])
    return needed
