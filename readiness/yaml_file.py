"""YAML read with the line of every key, and every fault found before any is shown.

    text → nodes with lines → plain data + where each key stands → model, or `ProblemsFound`

YAML's own traps are faults here: duplicate keys, and yes/no/on/off that would be read as booleans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from readiness.problems import Problem, ProblemsFound, did_you_mean

Path_ = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AMBIGUOUS = re.compile(r"^(yes|no|on|off|y|n)$", re.IGNORECASE)


@dataclass
class Document:
    """Plain data from one YAML file, the line of each key, and the faults of YAML itself."""

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path_) -> int:
        """The line of `path`, or of the nearest thing above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def problem(self, path: Path_, what: str, fix: str) -> Problem:
        """A problem at `path` of this file."""
        return Problem(self.line(path), place_of(path), what, fix, self.file)


def place_of(path: Path_) -> str:
    """C03 › rule › full_at: from the innermost id on, in the author's own words."""
    words = [str(step + 1) if isinstance(step, int) else step for step in path]
    for container in ("indicators", "categories", "departments", "townships", "bonus", "deductions", "vetoes", "rubric"):
        if container in words[:-1]:
            words = words[len(words) - words[::-1].index(container):]
            break
    return " › ".join(words)


def read(path: Path) -> Document:
    """The file at `path` as a `Document`; what YAML itself refuses stands in its `problems`."""
    document = Document(_shown_path(path))
    try:
        node = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        document.problems.append(Problem(line, "", f"这里不是正确的 YAML：{error.problem}。",
                                         "检查这一行及上一行的缩进、冒号后的空格和引号是否成对。", document.file))
        return document
    except UnicodeDecodeError:
        document.problems.append(Problem(0, "", "文件不是 UTF-8 编码。", "用 UTF-8 编码另存后再试。", document.file))
        return document
    document.data = _plain(node, (), document) if node is not None else {}
    return document


def _shown_path(path: Path) -> str:
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def _plain(node: yaml.Node, path: Path_, document: Document) -> Any:
    if isinstance(node, yaml.MappingNode):
        return dict(_entries(node, path, document))
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, child in enumerate(node.value):
            document.lines[(*path, index)] = child.start_mark.line + 1
            items.append(_plain(child, (*path, index), document))
        return items
    return _scalar(node, path, document)


def _entries(node: yaml.MappingNode, path: Path_, document: Document) -> Iterator[tuple[str, Any]]:
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        here = (*path, key)
        if key in seen:
            document.lines[here] = line
            document.problems.append(document.problem(here, f"第 {seen[key]} 行已经写过 {key}，这里又写了一次。",
                                                      "删去其中一处。"))
            continue
        seen[key] = document.lines[here] = line
        yield key, _plain(value_node, here, document)


def _scalar(node: yaml.ScalarNode, path: Path_, document: Document) -> Any:
    if node.style is None and _AMBIGUOUS.match(node.value):
        document.lines.setdefault(path, node.start_mark.line + 1)
        document.problems.append(document.problem(path, f"{node.value} 会被读成“是/否”，容易误解。",
                                                  f'是非值写 true 或 false；是文字就加引号:  "{node.value}"'))
        return node.value
    if node.tag == "tag:yaml.org,2002:timestamp":
        return node.value
    return yaml.constructor.SafeConstructor().construct_object(node)


def build(document: Document, model: type[Model], data: Any = None) -> Model:
    """`data` (the whole document where none is given) as a `model`; raises `ProblemsFound` with every fault."""
    problems = list(document.problems)
    if document.data is not None:
        try:
            built = model.model_validate(document.data if data is None else data)
        except ValidationError as refusal:
            problems += translate(document, refusal)
        else:
            if not problems:
                return built
    raise ProblemsFound(problems)


def translate(document: Document, refusal: ValidationError) -> list[Problem]:
    """pydantic's errors in the words of an official, one for each slip."""
    errors = [(_own_path(document.data, error["loc"]), error) for error in refusal.errors()]
    misspelt = {path[:-1]: path[-1] for path, error in errors if error["type"] == "extra_forbidden"}
    kept = [(path, error) for path, error in errors
            if not (error["type"] == "missing" and _close(str(misspelt.get(path[:-1], "")), str(path[-1])))]
    known = {path[:-1]: [] for path, error in errors}
    for path, error in errors:
        if error["type"] == "missing":
            known[path[:-1]].append(str(path[-1]))
    return [_problem(document, path, error, known.get(path[:-1], [])) for path, error in kept]


def _close(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() > 0.6


def _own_path(data: Any, loc: tuple[str | int, ...]) -> Path_:
    """pydantic's location without the tags of unions, which the author never wrote."""
    path: list[str | int] = []
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(data, dict) and step in data:
            data = data[step]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif not last or not isinstance(step, str) or step in ("[key]", "float", "int", "str"):
            continue
        elif isinstance(data, dict) and data.get("type") == step:
            continue
        path.append(step)
    return tuple(path)


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
    "too_short": ("个数不够", "按要求补齐"), "too_long": ("个数多了", "按要求删去多余的"),
}
_BOUNDS = {"greater_than": ("gt", "要大于"), "greater_than_equal": ("ge", "不能小于"),
           "less_than": ("lt", "要小于"), "less_than_equal": ("le", "不能大于")}


def _problem(document: Document, path: Path_, error: ErrorDetails, missing: list[str]) -> Problem:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        known = [*missing, *context.get("known", []), *_settings_near(document, path)]
        return document.problem(path, "不认识这个设置。", did_you_mean(str(path[-1]), known, "删去，或核对设置的名称。"))
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
    what, fix = _KINDS.get(kind, ("不合要求", "核对写法"))
    example = f":  {path[-1]}: 90" if what == "不是数字" and path else "。"
    shown = f"{given!r} " if isinstance(given, (str, int, float, bool)) else ""
    return f"{shown}{what}。", f"{fix}{example}"


_SETTINGS: set[str] = set()


def know_settings(*models: type[BaseModel]) -> None:
    """Let the names of these models' settings be offered where a name is misspelt."""
    for model in models:
        _SETTINGS.update(info.alias or name for name, info in model.model_fields.items())


def _settings_near(document: Document, path: Path_) -> list[str]:
    written = document.data
    for step in path[:-1]:
        written = written[step]
    return sorted(_SETTINGS - set(written))
