"""YAML read with the line of every key; what YAML itself refuses is a `Problem` in the document.

    text → nodes with lines → plain data + where each key stands
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from readiness.problems import Problem
from readiness.yaml_file.full_width import colon, slips

Path_ = tuple[str | int, ...]

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_AMBIGUOUS = re.compile(r"^(yes|no|on|off|y|n)$", re.IGNORECASE)
_OTHER_BASE = re.compile(r"[-+]?0\d|[^:]+:")   # YAML 1.1 reads 010 as eight and 1:30 as ninety
_KEPT_AS_WRITTEN = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}   # the model knows whether a date or 是/否 is wanted
_NO_QUOTES = (None, "")   # as PyYAML's own reader has it, and libyaml's
_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "float", "null", "bool", "timestamp")}


@dataclass
class Document:
    """Plain data from one YAML file, the line of each key, the faults of YAML itself and the paths that they spoil."""

    file: str
    data: Any = None
    lines: dict[Path_, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    flawed: list[Path_] = field(default_factory=list)
    starts: dict[Path_, int] = field(default_factory=dict)   # where a value begins that stands below its key

    @property
    def partial(self) -> bool:
        """Whether rows of it could not be read, so that what they would have added up to cannot be told."""
        return False

    def line(self, path: Path_) -> int:
        """The line of `path`, or of the nearest thing above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def problem(self, path: Path_, what: str, fix: str) -> Problem:
        """A problem at `path` of this file."""
        return Problem(self.line(path), place_of(path), what, fix, self.file)

    def refuse(self, path: Path_, what: str, fix: str) -> None:
        """Keep a fault of YAML itself at `path`."""
        self.problems.append(self.problem(path, what, fix))
        self.flawed.append(path)


def place_of(path: Path_) -> str:
    """C03 › rule › full_at: from the innermost id on, in the author's own words."""
    words = [str(step + 1) if isinstance(step, int) else step for step in path]
    for container in ("indicators", "categories", "departments", "townships", "bonus", "deductions", "vetoes", "accounts",
                      "rubric"):
        if container in words[:-1]:
            words = words[len(words) - words[::-1].index(container):]
            break
    return " › ".join(words)


def read(path: Path) -> Document:
    """The file at `path` as a `Document`; what YAML itself refuses stands in its `problems`."""
    document = Document(_shown_path(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        document.problems += _refused(error, text, document.file)
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


def _refused(error: yaml.YAMLError, text: str, file: str) -> list[Problem]:
    """What YAML refused: the slip by its own line where it is one that we know, else what was noticed where it was noticed."""
    mark = getattr(error, _mark_of(error), None)
    near = getattr(error, "problem_mark", None) if "unexpected end" not in str(getattr(error, "problem", "")) else None
    if near is not None and (found := list(slips(text.splitlines(), near.line, near.column))):
        return [Problem(line + 1, "", what, fix, file) for line, what, fix in found]
    return [Problem(mark.line + 1 if mark else 0, "", f"这里不是正确的 YAML：{_in_chinese(error)}。",
                    "检查这一行及上一行的缩进、冒号后的空格和引号是否成对。", file)]


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
        document.refuse(path, "这里引用了包含它自己的一段，没有尽头。", "去掉这处引用（*），直接写内容。")
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
        if taken_apart := _apart(key_node, value_node):
            key, value_node, right = taken_apart
        here = (*path, key)
        if key in seen:
            document.lines[here] = line
            document.refuse(here, f"第 {seen[key]} 行已经写过 {key}，这里又写了一次。", "删去其中一处。")
            continue
        seen[key] = document.lines[here] = line
        if taken_apart:
            document.refuse(here, *colon(right))
        elif isinstance(value_node, yaml.ScalarNode) and value_node.start_mark.line >= line:
            document.starts[here] = value_node.start_mark.line + 1
        yield key, _plain(value_node, here, document, around)


def _apart(key: yaml.Node, value: yaml.Node) -> tuple[str, yaml.Node, str] | None:
    """Key, value and right writing of what became one key by a full-width colon: {甲：1} without a value, 甲：{乙: 1} cut at the second colon."""
    before, sign, after = str(key.value).partition("：")
    if not sign or key.style not in _NO_QUOTES or not isinstance(value, yaml.ScalarNode) or value.style not in _NO_QUOTES:
        return None
    if value.value and not after.startswith(("{", "[")):
        return None
    text = f"{after}: {value.value}" if value.value else after
    try:
        meant = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return None
    return before.strip(), _moved(meant, key) if meant is not None else value, f"{before.strip()}: {text.strip()}"


def _moved(node: yaml.Node, to: yaml.Node) -> yaml.Node:
    """`node`, and all that is in it, at the place of another."""
    node.start_mark = to.start_mark
    for child in node.value if isinstance(node.value, list) else ():
        for part in child if isinstance(child, tuple) else (child,):
            _moved(part, to)
    return node


def _scalar(node: yaml.ScalarNode, path: Path_, document: Document) -> Any:
    if not node.style and _AMBIGUOUS.match(node.value):   # None, or "" as libyaml has it: no quotes
        document.lines.setdefault(path, node.start_mark.line + 1)
        document.refuse(path, f"{node.value} 会被读成“是/否”，容易误解。",
                        f'是非值写 true 或 false；是文字就加引号:  "{node.value}"')
        return node.value
    if node.tag not in _PLAIN_TAGS:
        document.lines.setdefault(path, node.start_mark.line + 1)
        document.refuse(path, f"不认识标记 {node.tag}。", "是文字就整个加上引号。")
        return node.value
    if node.tag in _KEPT_AS_WRITTEN or (not node.style and _OTHER_BASE.match(node.value)):
        return node.value
    return yaml.constructor.SafeConstructor().construct_object(node)
