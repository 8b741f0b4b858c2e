"""Plain data as a model, or pydantic's refusals as problems in the words of an official."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.yaml_file.document import Document, Path_

Model = TypeVar("Model", bound=BaseModel)


def build(document: Document, model: type[Model], data: Any = None) -> Model:
    """`data` (the whole document where none is given) as a `model`; raises `ProblemsFound` with every fault."""
    built, problems, _ = attempt(document, model, data)
    if built is None or problems:
        raise ProblemsFound(problems)
    return built


def attempt(document: Document, model: type[Model], data: Any = None) -> tuple[Model | None, list[Problem], list[Path_]]:
    """`data` as a `model` where it makes one; every fault of YAML and of the settings; and the paths that they spoil."""
    problems, spoilt = list(document.problems), list(document.flawed)
    if document.data is None:
        return None, problems, spoilt
    try:
        return model.model_validate(document.data if data is None else data), problems, spoilt
    except ValidationError as refusal:
        told = {(problem.line, problem.place) for problem in problems}
        problems += [fault for fault in translate(document, refusal, model) if (fault.line, fault.place) not in told]
        spoilt += [_own_path(document.data, error["loc"]) for error in refusal.errors()]
    return None, problems, spoilt


def translate(document: Document, refusal: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """pydantic's errors in the words of an official, one for each slip."""
    errors = [(_own_path(document.data, error["loc"]), error) for error in refusal.errors()]
    misspelt = {path[:-1]: path[-1] for path, error in errors if error["type"] == "extra_forbidden"}
    kept = {path: error for path, error in reversed(errors)   # of a choice of types the first is the one to speak of
            if not (error["type"] == "missing" and _close(str(misspelt.get(path[:-1], "")), str(path[-1])))}
    settings = _settings_of(model)
    return [_problem(document, path, error, settings) for path, error in reversed(kept.items())]


def _close(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() > 0.6


def _own_path(data: Any, loc: tuple[str | int, ...]) -> Path_:
    """pydantic's location without the tags of unions, which the author never wrote.

    A tag is told apart from a setting of the same name (`tiers` of the type `tiers`) by coming first; where it comes last,
    the setting that gave the rule its name is the place to look.
    """
    path: list[str | int] = []
    tagged, last = False, len(loc) - 1
    for position, step in enumerate(loc):
        after_tag, tagged = tagged, not tagged and position < last and isinstance(data, dict) and data.get("type") == step
        if tagged:
            continue
        if isinstance(data, dict) and step in data or isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif position < last or not after_tag and _is_tag(step, data):
            continue
        path.append(step)
    return tuple(path)


def _is_tag(step: str | int, data: Any) -> bool:
    """Whether the last step of a location names one choice of a union and nothing that was written."""
    if not isinstance(step, str) or step in ("float", "int", "str") or "[" in step:
        return True
    return isinstance(data, dict) and data.get("type") == step


_NUMBER = ("不是数字", "直接写数字，不加引号和单位")
_KINDS: dict[str, tuple[str, str]] = {
    "float_type": _NUMBER, "float_parsing": _NUMBER, "int_type": _NUMBER, "int_parsing": _NUMBER,
    "finite_number": _NUMBER, "int_from_float": ("不是整数", "写整数"),
    "string_type": ("不是文字", "写成文字；像数字的文字要加引号"),
    "bool_type": ("不是是非值", "写 true 或 false"), "bool_parsing": ("不是是非值", "写 true 或 false"),
    "dict_type": ("这里要分行写几个设置", "换行缩进后逐项写  名称: 值"),
    "model_type": ("这里要分行写几个设置", "换行缩进后逐项写  名称: 值"),
    "model_attributes_type": ("这里要分行写几个设置", "换行缩进后逐项写  名称: 值"),
    "list_type": ("这里要写一个列表", "写成  [甲, 乙, 丙]"), "tuple_type": ("这里要写一个列表", "写成  [甲, 乙, 丙]"),
}
_BOUNDS = {"greater_than": ("gt", "要大于"), "greater_than_equal": ("ge", "不能小于"),
           "less_than": ("lt", "要小于"), "less_than_equal": ("le", "不能大于")}


def _problem(document: Document, path: Path_, error: ErrorDetails, settings: set[str]) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        unwritten = sorted(settings - set(_at(document.data, path[:-1])))
        return document.problem(path, "不认识这个设置。", did_you_mean(str(path[-1]), unwritten, "删去，或核对设置的名称。"))
    if kind == "missing":
        return document.problem(path, f"缺少 {path[-1]}。", f"补上一行  {path[-1]}: …")
    if kind == "value_error":
        what, _, fix = str(context["error"]).partition("|")
        return document.problem(path, what, fix or "按说明改正。")
    return document.problem(path, *_wrong_value(path, error, kind, context))


def _wrong_value(path: Path_, error: ErrorDetails, kind: str, context: dict[str, Any]) -> tuple[str, str]:
    given = error.get("input")
    if kind in ("literal_error", "union_tag_invalid"):
        words = re.findall(r"'([^']+)'", str(context.get("expected") or context.get("expected_tags")))
        word = given if kind == "literal_error" else context.get("tag")
        return f"{word!r} 不在可选范围内。", did_you_mean(word, words, "可选: " + "、".join(words))
    if kind == "union_tag_not_found":
        return "没有写明计分规则的类型。", "补上一行  type: …"
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"{given!r} 超出范围，{words} {context[name]:g}。", "改成范围内的数。"
    if kind in ("too_short", "too_long"):
        wanted, written = context.get("min_length" if kind == "too_short" else "max_length"), context["actual_length"]
        return f"这里要写 {wanted} 个值，写了 {written} 个。", "补上缺的。" if kind == "too_short" else "删去多余的。"
    what, fix = _KINDS.get(kind, ("不合要求", "核对写法"))
    example = f":  {path[-1]}: 90" if what == "不是数字" and path else "。"
    shown = f"{given!r} " if isinstance(given, (str, int, float)) and what.startswith("不") else ""
    return f"{shown}{what}。", f"{fix}{example}"


@cache
def _settings_of(model: type[BaseModel]) -> set[str]:
    """The name of every setting that may be written anywhere in a `model`."""
    schema = model.model_json_schema()
    return {name for block in (schema, *schema.get("$defs", {}).values()) for name in block.get("properties", {})}


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data
