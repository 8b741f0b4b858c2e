"""Plain data as a model, or pydantic's refusals as problems in the words of an official."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.words import CHOICES, SETTINGS
from readiness.yaml_file.document import Document, Path_
from readiness.yaml_file.full_width import COLON, colon
from readiness.yaml_file.known import settings_at
from readiness.yaml_file.meant import choice_meant, no_number, setting_meant

Model = TypeVar("Model", bound=BaseModel)
Words = Mapping[str, str]


def build(document: Document, model: type[Model], data: Any = None) -> Model:
    """`data` (the whole document where none is given) as a `model`; raises `ProblemsFound` with every fault."""
    built, problems, _ = attempt(document, model, data)
    if built is None or problems:
        raise ProblemsFound(problems)
    return built


def attempt(document: Document, model: type[Model], data: Any = None,
            types: Words | None = None) -> tuple[Model | None, list[Problem], list[Path_]]:
    """`data` as a `model` where it makes one; every fault of YAML and of the settings; and the paths that they spoil.

    `types` says what officials call each `type` of a rule.
    """
    problems, spoilt = list(document.problems), list(document.flawed)
    if document.data is None:
        return None, problems, spoilt
    try:
        return model.model_validate(document.data if data is None else data), problems, spoilt
    except ValidationError as refusal:
        told = {(problem.line, problem.place) for problem in problems}
        problems += [fault for fault in translate(document, refusal, model, types) if (fault.line, fault.place) not in told]
        spoilt += [_own_path(document.data, error["loc"]) for error in refusal.errors()]
    return None, problems, spoilt


def translate(document: Document, refusal: ValidationError, model: type[BaseModel], types: Words | None = None) -> list[Problem]:
    """pydantic's errors in the words of an official, one for each slip."""
    errors = [(_own_path(document.data, error["loc"]), error) for error in refusal.errors()]
    teller = _Teller(document, model, types or {}, errors)
    kept = {path: error for path, error in reversed(errors) if not teller.told_as_misspelt(path, error)}
    return [teller.problem(path, error) for path, error in reversed(kept.items())]   # of a choice of types the first speaks


def _close(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


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


_KINDS: dict[str, tuple[str, str]] = {
    "int_from_float": ("不是整数", "写整数"),
    "string_type": ("不是文字", "写成文字；像数字的文字要加引号"),
    "bool_type": ("不是是非值", "写 true 或 false"), "bool_parsing": ("不是是非值", "写 true 或 false"),
    "dict_type": ("这里要分行写几个设置", "换行缩进后逐项写  名称: 值"),
    "model_type": ("这里要分行写几个设置", "换行缩进后逐项写  名称: 值"),
    "model_attributes_type": ("这里要分行写几个设置", "换行缩进后逐项写  名称: 值"),
    "list_type": ("这里要写一个列表", "写成  [甲, 乙, 丙]"), "tuple_type": ("这里要写一个列表", "写成  [甲, 乙, 丙]"),
}
_NUMBERS = {"float_type", "float_parsing", "int_type", "int_parsing", "finite_number"}
_BLOCKS = {"dict_type", "model_type", "model_attributes_type", "union_tag_not_found"}
_BOUNDS = {"greater_than": ("gt", "要大于"), "greater_than_equal": ("ge", "不能小于"),
           "less_than": ("lt", "要小于"), "less_than_equal": ("le", "不能大于")}


class _Teller:
    """What is known while the errors of one refusal are told: the document, its model, and what is off in each block."""

    def __init__(self, document: Document, model: type[BaseModel], types: Words, errors: list[tuple[Path_, ErrorDetails]]) -> None:
        self.document, self.model, self.types = document, model, types
        self.missing: dict[Path_, list[str]] = {}
        for path, error in errors:
            if error["type"] == "missing" and path:
                self.missing.setdefault(path[:-1], []).append(str(path[-1]))

    def told_as_misspelt(self, path: Path_, error: ErrorDetails) -> bool:
        """Whether a setting is missing because its name is misspelt: the unknown one is told instead."""
        return error["type"] == "missing" and any(
            self._instead(path[:-1], word) == path[-1] for word in self._unknown(path[:-1]))

    def _instead(self, block: Path_, word: str) -> str:
        """The missing setting of `block` that stands there as `word`; empty where there is none."""
        missing = self.missing.get(block, [])
        near = [name for name in missing if _close(word, name) > 0.6]
        if near or len(missing) != 1 or len(self._unknown(block)) != 1:
            return near[0] if near else ""
        return "" if any(_close(word, name) > 0.8 for name in self._unwritten(block)) else missing[0]

    def _unknown(self, block: Path_) -> list[str]:
        """What the author wrote in `block` that no setting is, taken out for a second look or not."""
        known, written = settings_at(self.model, self.document.data, block), _at(self.document.data, block)
        return [str(word) for word in written if word not in known] if known and isinstance(written, dict) else []

    def _unwritten(self, block: Path_) -> dict[str, bool]:
        written = set(_at(self.document.data, block))
        return {name: must for name, must in settings_at(self.model, self.document.data, block).items() if name not in written}

    def problem(self, path: Path_, error: ErrorDetails) -> Problem:
        """The problem that an error is."""
        kind, given = error["type"], error.get("input")
        if kind == "extra_forbidden":
            return self.document.problem(path, "不认识这个设置。", self._meant(path[:-1], str(path[-1])))
        if kind == "missing":
            return self.document.problem(path, f"缺少 {path[-1]}。", f"补上一行  {path[-1]}: …")
        if kind == "value_error":
            what, _, fix = str(error["ctx"]["error"]).partition("|")
            return self.document.problem(path, what, fix or "按说明改正。")
        if kind in _BLOCKS and isinstance(given, str) and (found := COLON.match(given)):
            line = self.document.starts.get(path, self.document.line(path))
            return replace(self.document.problem(path, *colon(f"{given[:found.start(1)]}: …")), line=line)
        return self.document.problem(path, *self._wrong_value(path, error))

    def _meant(self, block: Path_, word: str) -> str:
        """What to do about an unknown setting."""
        known = self._unwritten(block)
        near = self._instead(block, word) or setting_meant(word, known)
        return f"是不是想写  {near}?" if near else did_you_mean(word, known, "删去，或核对设置的名称。")

    def _wrong_value(self, path: Path_, error: ErrorDetails) -> tuple[str, str]:
        kind, given, context = error["type"], error.get("input"), error.get("ctx", {})
        if given is None:
            return "这里是空的。", self._fill(path, kind)
        if kind in ("literal_error", "union_tag_invalid"):
            return self._no_choice(path, error)
        if kind == "union_tag_not_found":
            return self._no_rule(path, given)
        if kind in _NUMBERS:
            return no_number(given, _name(path))
        if kind in _BOUNDS:
            name, words = _BOUNDS[kind]
            return f"{given!r} 超出范围，{words} {context[name]:g}。", "改成范围内的数。"
        if kind in ("too_short", "too_long"):
            wanted, written = context.get("min_length" if kind == "too_short" else "max_length"), context["actual_length"]
            return f"这里要写 {wanted} 个值，写了 {written} 个。", "补上缺的。" if kind == "too_short" else "删去多余的。"
        if kind in _BLOCKS and isinstance(given, str) and len(musts := self._musts(path)) == 1:
            return "这里要写成一组设置，不能只写一个词。", f"写成  {_before(path)}{{{musts[0]}: {given}}}"
        what, fix = _KINDS.get(kind, ("不合要求", "核对写法"))
        shown = f"{given!r} " if isinstance(given, (str, int, float)) and what.startswith("不") else ""
        return f"{shown}{what}。", f"{fix}。"

    def _no_choice(self, path: Path_, error: ErrorDetails) -> tuple[str, str]:
        context, given = error.get("ctx", {}), error.get("input")
        codes = re.findall(r"'([^']+)'", str(context.get("expected") or context.get("expected_tags")))
        if error["type"] == "union_tag_invalid":
            return f"{context.get('tag')!r} 不在可选范围内。", choice_meant(context.get("tag"), codes, self.types)
        setting = next((step for step in reversed(path) if isinstance(step, str)), "")
        return f"{given!r} 不在可选范围内。", choice_meant(given, codes, CHOICES.get(setting, {}))

    def _no_rule(self, path: Path_, given: Any) -> tuple[str, str]:
        """A rule without its type: a word alone, or a block that does not say."""
        if not isinstance(given, str):
            return "没有写明计分规则的类型。", "补上一行  type: …"
        near = choice_meant(given, self.types, self.types)
        meant = given if given in self.types else near.removeprefix("是不是想写  ").rstrip("?") if near.endswith("?") else "…"
        return "这里要写成一组设置，不能只写一个词。", f"写成  {_before(path)}{{type: {meant}}}"

    def _fill(self, path: Path_, kind: str) -> str:
        """What to write where nothing stands."""
        must = settings_at(self.model, self.document.data, path[:-1]).get(_name(path), False) if path else True
        otherwise = "。" if must else "；不要就删去。"
        if kind in _NUMBERS:
            return f"填上数字，例如  {_before(path)}90{otherwise}"
        if kind in _BLOCKS:
            musts = ["type"] if kind == "union_tag_not_found" else self._musts(path)
            block = f"{{{', '.join(f'{name}: …' for name in musts)}}}" if 0 < len(musts) < 4 else ""
            return f"填上内容，写成  {_before(path)}{block}{otherwise}" if block else f"换行缩进后逐项写  名称: 值{otherwise}"
        return f"填上{SETTINGS.get(_name(path), '内容')}{otherwise}"

    def _musts(self, path: Path_) -> list[str]:
        return [name for name, must in settings_at(self.model, self.document.data, path).items() if must]


def _before(path: Path_) -> str:
    return f"{_name(path)}: " if _name(path) else ""


def _name(path: Path_) -> str:
    """The setting that stands at the end of a path; empty where that is a position in a list."""
    return path[-1] if path and isinstance(path[-1], str) else ""


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data
