"""The rule types: each file here holds one, and the file's name is the word that a rubric writes after `type:`.

Nothing is registered by hand: `RULES` is what the folder holds, and `AnyRule` is the union that YAML is read into.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, Union

from pydantic import BaseModel, Discriminator, Tag

from readiness.rule import Rule


def _models(module: Any) -> list[type[BaseModel]]:
    return [thing for _, thing in inspect.getmembers(module, inspect.isclass)
            if issubclass(thing, BaseModel) and thing.__module__ == module.__name__]


def _rule_of(module: Any) -> type[Rule]:
    return next(model for model in _models(module) if issubclass(model, Rule))


_MODULES = {info.name: import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)}

RULES: dict[str, type[Rule]] = {name: _rule_of(module) for name, module in _MODULES.items()}


def _type_of(raw: Any) -> str | None:
    return raw.get("type") if isinstance(raw, dict) else getattr(raw, "type", None)


AnyRule = Annotated[
    Union[tuple(Annotated[rule, Tag(name)] for name, rule in RULES.items())],  # noqa: UP007 - built from the folder
    Discriminator(_type_of),
]

for _module in _MODULES.values():
    for _model in _models(_module):
        _model.model_rebuild(_types_namespace={"AnyRule": AnyRule, **vars(_module)})


def make(name: str, **parameters: Any) -> Rule:
    """A rule by its type's name and its parameters."""
    return RULES[name].model_validate({"type": name, **parameters})
