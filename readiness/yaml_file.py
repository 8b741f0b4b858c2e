"""YAML read with the line of every key, and every fault found before any is shown.

    text → nodes with lines → plain data + where each key stands → model, or `ProblemsFound`

YAML's own traps are faults here: duplicate keys, and yes/no/on/off that would be read as booleans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
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
_OTHER_BASE = re.compile(r"[-+]?0\d|[^:]+:")   # YAML 1.1 reads 010 as eight and 1:30 as ninety
_KEPT_AS_WRITTEN = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}   # the model knows whether a date or 是/否 is wanted
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "null", "bool", "timestamp")}


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
    except yaml.YAMLError as error:
        mark = getattr(error, _mark_of(error), None)
        document.problems.append(Problem(mark.line + 1 if mark else 0, "", f"这里不是正确的 YAML：{_in_chinese(error)}。",
                                         "检查这一行及上一行的缩进、冒号后的空格和引号是否成对。", document.file))
        return document
    except UnicodeDecodeError:
        document.problems.append(Problem(0, "", "文件不是 UTF-8 编码。", "用 UTF-8 编码另存后再试。", document.file))
        return document
    document.data = _plain(node, (), document) if node is not None else {}
    return document


_REFUSALS = {
    "mapping values": "冒号的位置不对，多半是缩进或引号的问题", "unexpected end": "引号没有成对", "tab": "缩进用了制表符，要用空格",
    "find expected ':'": "少一个冒号", "':'": "少一个冒号", "undefined alias": "引用了没有定义的 * 名称",
    "',' or": "括号里少一个逗号，或括号没有成对", "block end": "缩进与上文没有对齐", "expected key": "缩进与上文没有对齐",
    "cannot start": "有不能直接写的符号，加上引号", "control characters": "含有看不见的控制字符",
}


def _mark_of(error: yaml.YAMLError) -> str:
    """What is never closed is shown where it was opened, anything else where it was noticed."""
    never_closed = "unexpected end" in str(getattr(error, "problem", "")) and getattr(error, "context_mark", None)
    return "context_mark" if never_closed else "problem_mark"


def _in_chinese(error: yaml.YAMLError) -> str:
    """What YAML refused, in words an official can use."""
    said = str(getattr(error, "problem", "") or error)
    return next((chinese for english, chinese in _REFUSALS.items() if english in said), "写法不合规则")


def _shown_path(path: Path) -> str:
    return f"{path.parent.name}/{path.name}" if path.parent.name else path.name


def _plain(node: yaml.Node, path: Path_, document: Document, around: tuple[yaml.Node, ...] = ()) -> Any:
    if any(node is outer for outer in around):
        document.problems.append(document.problem(path, "这里引用了包含它自己的一段，没有尽头。", "去掉这处引用（*），直接写内容。"))
        return None
    if isinstance(node, yaml.MappingNode):
        return dict(_entries(node, path, document, (*around, node)))
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, child in enumerate(node.value):
            document.lines[(*path, index)] = child.start_mark.line + 1
            items.append(_plain(child, (*path, index), document, (*around, node)))
        return items
    return _scalar(node, path, document)


def _entries(node: yaml.MappingNode, path: Path_, document: Document,
             around: tuple[yaml.Node, ...]) -> Iterator[tuple[str, Any]]:
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
        yield key, _plain(value_node, here, document, around)


def _scalar(node: yaml.ScalarNode, path: Path_, document: Document) -> Any:
    if not node.style and _AMBIGUOUS.match(node.value):   # None, or "" as libyaml has it: no quotes
        document.lines.setdefault(path, node.start_mark.line + 1)
        document.problems.append(document.problem(path, f"{node.value} 会被读成“是/否”，容易误解。",
                                                  f'是非值写 true 或 false；是文字就加引号:  "{node.value}"'))
        return node.value
    if node.tag not in _PLAIN_TAGS:
        document.lines.setdefault(path, node.start_mark.line + 1)
        document.problems.append(document.problem(path, f"不认识标记 {node.tag}。", "是文字就整个加上引号。"))
        return node.value
    if node.tag in _KEPT_AS_WRITTEN or (not node.style and _OTHER_BASE.match(node.value)):
        return node.value
    return yaml.constructor.SafeConstructor().construct_object(node)


def build(document: Document, model: type[Model], data: Any = None) -> Model:
    """`data` (the whole document where none is given) as a `model`; raises `ProblemsFound` with every fault."""
    problems = list(document.problems)
    if document.data is not None:
        try:
            built = model.model_validate(document.data if data is None else data)
        except ValidationError as refusal:
            told = {(problem.line, problem.place) for problem in problems}
            problems += [fault for fault in translate(document, refusal, model) if (fault.line, fault.place) not in told]
        else:
            if not problems:
                return built
    raise ProblemsFound(problems)


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
    """pydantic's location without the tags of unions, which the author never wrote."""
    path: list[str | int] = []
    for position, step in enumerate(loc):
        if isinstance(data, dict) and step in data or isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        elif position < len(loc) - 1 or _is_tag(step, data):
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
