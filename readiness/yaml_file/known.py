"""What a model knows at a place of the file: the settings that may stand in a block, and those that must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, Tag

from readiness.yaml_file.document import Path_


def settings_at(model: type[BaseModel], data: Any, path: Path_) -> dict[str, bool]:
    """Every setting of the block at `path` of `data` (none where no block may stand there), and whether it must be written."""
    blocks = list(_choices(model, data))
    for step in path:
        data = _within(data, step)
        blocks = [choice for block in blocks for inner in _inner(block, step) for choice in _choices(inner, data)]
    return {field.alias or name: field.is_required() for block in blocks if _is_model(block)
            for name, field in block.model_fields.items()}


def _within(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return None


def _choices(kind: Any, data: Any) -> Iterator[Any]:
    """The kinds that `data` may be of: a union taken apart, and of tagged ones the one that its `type` names."""
    origin = get_origin(kind)
    if origin is Annotated:
        tags = [mark.tag for mark in kind.__metadata__ if isinstance(mark, Tag)]
        if not tags or isinstance(data, dict) and data.get("type") in tags:
            yield from _choices(get_args(kind)[0], data)
    elif origin in (Union, UnionType):
        for choice in get_args(kind):
            yield from _choices(choice, data)
    elif _is_model(kind) and issubclass(kind, RootModel):
        yield from _choices(kind.model_fields["root"].annotation, data)
    else:
        yield kind


def _inner(kind: Any, step: str | int) -> Iterable[Any]:
    """What may stand under `step` of something of this kind."""
    if _is_model(kind):
        return [field.annotation for name, field in kind.model_fields.items() if step in (name, field.alias)]
    given = get_args(kind)
    return [given[1] if get_origin(kind) is dict else given[0]] if given and get_origin(kind) in (dict, list, tuple) else []


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
