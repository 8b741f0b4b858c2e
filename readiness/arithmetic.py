"""Arithmetic that a rubric may hold, read once, checked node by node, and reckoned over whole columns.

    text → Python's own syntax tree → every node is on the list, or refused with its place → numpy

What is not on the list cannot be said: no attribute, no index, no call but min, max, round, clip and abs, no name but
those given.  Nothing is ever handed to Python to run.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from readiness.numbers import FloatArray, plain, rounded

LONGEST, DEEPEST = 400, 40

_BINARY: Mapping[type, Callable] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: np.true_divide, ast.Pow: np.power}
_UNARY: Mapping[type, Callable] = {ast.USub: np.negative, ast.UAdd: np.positive, ast.Not: np.logical_not}
_COMPARE: Mapping[type, Callable] = {
    ast.Lt: lambda a, b: a < b - 1e-9, ast.LtE: lambda a, b: a <= b + 1e-9, ast.Gt: lambda a, b: a > b + 1e-9,
    ast.GtE: lambda a, b: a >= b - 1e-9, ast.Eq: lambda a, b: np.abs(a - b) <= 1e-9, ast.NotEq: lambda a, b: np.abs(a - b) > 1e-9}
_BOOLEAN: Mapping[type, Callable] = {ast.And: np.logical_and, ast.Or: np.logical_or}
_SIGNS: Mapping[type, str] = {
    ast.Add: "+", ast.Sub: "−", ast.Mult: "×", ast.Div: "÷", ast.Pow: "^", ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">",
    ast.GtE: "≥", ast.Eq: "=", ast.NotEq: "≠", ast.And: "且", ast.Or: "或", ast.USub: "−", ast.UAdd: "", ast.Not: "非 "}


def _round(value: FloatArray, decimals: FloatArray = 0.0) -> FloatArray:
    return rounded(value, int(np.max(decimals)))


# Name: the function, the least and the most number of arguments.
CALLS: Mapping[str, tuple[Callable, int, int]] = {
    "min": (lambda *given: reduce(np.minimum, given), 2, 9), "max": (lambda *given: reduce(np.maximum, given), 2, 9),
    "round": (_round, 1, 2), "clip": (lambda value, low, high: np.minimum(np.maximum(value, low), high), 3, 3),
    "abs": (np.abs, 1, 1)}


class Refused(Exception):
    """The text is no arithmetic of ours: the column (from 1), what is wrong, what to do."""

    def __init__(self, column: int, what: str, fix: str) -> None:
        super().__init__(what)
        self.column, self.what, self.fix = column, what, fix


@dataclass(frozen=True)
class Arithmetic:
    """One checked expression; called with a column for each name."""

    text: str
    tree: ast.expr

    @classmethod
    def of(cls, text: str, names: Collection[str]) -> Arithmetic:
        """`text` read and checked; raises `Refused` at the first thing that is not on the list."""
        if len(text) > LONGEST:
            raise Refused(LONGEST, f"算式超过 {LONGEST} 个字符。", "拆成几个指标，或换一种计分规则。")
        try:
            tree = ast.parse(text.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise _unreadable(text.strip(), getattr(error, "offset", None) or 1) from None
        _check(tree, text, frozenset(names))
        return cls(text, tree)

    @property
    def names(self) -> frozenset[str]:
        """The names that it reads."""
        return frozenset(node.id for node in ast.walk(self.tree) if isinstance(node, ast.Name) and node.id not in CALLS)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers that it compares something with."""
        sides = [side for node in ast.walk(self.tree) if isinstance(node, ast.Compare) for side in (node.left, *node.comparators)]
        return tuple(float(side.value) for side in sides if isinstance(side, ast.Constant))

    @property
    def constants(self) -> tuple[float, ...]:
        """Every number that it names: where it bends, it mostly bends at one of them (abs(value − 33))."""
        return tuple(dict.fromkeys(float(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Constant)))

    def __call__(self, **columns: FloatArray) -> FloatArray:
        """The value for every row at once; what has no finite answer comes out as nan or infinite, without a warning."""
        with np.errstate(all="ignore"):
            return np.asarray(_reckon(self.tree, columns), dtype=float)

    def said(self, words: Mapping[str, str]) -> str:
        """The expression with names in other words or as figures, and signs as officials write them."""
        return _say(self.tree, words)


# Signs that officials write and Python does not: what they are, and what is written instead.
_STRANGE: tuple[tuple[str, str, str], ...] = (
    ("（）", "用了全角括号“{0}”。", "改成半角括号  ( )"),
    ("×✕÷", "“{0}”不能用。", "乘写 *，除写 /"),
    ("≥≤≠", "“{0}”不能用。", "不小于写 >=，不大于写 <=，不等于写 !="),
    ("，、", "用了全角逗号“{0}”。", "改成半角逗号  ,"),
    ("＋－−＊／＝＞＜％．０１２３４５６７８９", "“{0}”是全角的。", "切换到英文输入，改成半角的。"),
)
_LONE_EQUALS = re.compile(r"(?<![<>=!:])=(?!=)")
_IF, _ELSE = re.compile(r"\bif\b"), re.compile(r"\belse\b")


def _unreadable(text: str, column: int) -> Refused:
    """What is wrong with a text that is no arithmetic at all; `column` is where Python noticed."""
    for at, sign in enumerate(text, start=1):
        for signs, what, fix in _STRANGE:
            if sign in signs:
                return Refused(at, what.format(sign), fix)
    if found := _LONE_EQUALS.search(text):
        return Refused(found.start() + 1, "单独一个 = 不能用。", "比较是否相等写 ==，不小于写 >=，不大于写 <=")
    conditions = list(_IF.finditer(text))
    if len(conditions) > len(_ELSE.findall(text)):
        return Refused(conditions[-1].start() + 1, "写了 if，没有写 else。", "补上条件不成立时的得分:  full if value >= 95 else 0")
    return Refused(column, "这里不成算式。", "检查括号是否成对，运算符两边是否都有数。")


def _check(tree: ast.expr, text: str, names: frozenset[str]) -> None:
    waiting: list[tuple[ast.AST, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            raise _refusal(node, text, "括号套得太深。", "拆开写，或换一种计分规则。")
        _check_node(node, text, names)
        children = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
        waiting += [(child, depth + 1) for child in children if isinstance(child, ast.expr)]


def _check_node(node: ast.AST, text: str, names: frozenset[str]) -> None:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool) or not isinstance(node.value, int | float) or not abs(node.value) < 1e15:
            raise _refusal(node, text, "这里只能写普通的数。", "写成 100 或 0.5 这样的数。")
    elif isinstance(node, ast.Name):
        if node.id not in names:
            raise _refusal(node, text, f"不认识 {node.id}。", f"可用: {'、'.join(sorted(names))}")
    elif isinstance(node, ast.Call):
        _check_call(node, text)
    elif isinstance(node, ast.Compare):
        if any(type(sign) not in _COMPARE for sign in node.ops):
            raise _refusal(node, text, "这里的比较不能用。", "可用: <  <=  >  >=  ==  !=")
    elif not _allowed(node):
        raise _refusal(node, text, "这里的写法不能用。", "只能写加减乘除、乘方、比较、a if 条件 else b，和 min、max、round、clip、abs。")


def _allowed(node: ast.AST) -> bool:
    known = {ast.BinOp: _BINARY, ast.UnaryOp: _UNARY, ast.BoolOp: _BOOLEAN}
    return isinstance(node, ast.IfExp) or type(getattr(node, "op", None)) in known.get(type(node), {})


def _check_call(node: ast.Call, text: str) -> None:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name not in CALLS or node.keywords or any(isinstance(given, ast.Starred) for given in node.args):
        raise _refusal(node, text, f"不能这样调用{f' {name}' if name else ''}。", "可用: min、max、round、clip、abs")
    least, most = CALLS[name][1:]
    if not least <= len(node.args) <= most:
        asked = str(least) if least == most else f"{least} 到 {most}"
        raise _refusal(node, text, f"{name} 要写 {asked} 个数，写了 {len(node.args)} 个。", "补上或删去。")
    if name == "round" and len(node.args) == 2 and not (isinstance(node.args[1], ast.Constant) and node.args[1].value in range(7)):
        raise _refusal(node, text, "round 的位数要写 0 到 6 的整数。", "例如  round(value, 1)")


def _refusal(node: ast.AST, text: str, what: str, fix: str) -> Refused:
    column = getattr(node, "col_offset", 0)   # in bytes of UTF-8
    return Refused(len(text.strip().encode()[:column].decode(errors="ignore")) + 1, what, fix)


def _reckon(node: ast.expr, columns: Mapping[str, FloatArray]) -> Any:
    if isinstance(node, ast.Constant):
        return np.float64(node.value)
    if isinstance(node, ast.Name):
        return columns[node.id]
    if isinstance(node, ast.BinOp):
        return _BINARY[type(node.op)](*(_number(side, columns) for side in (node.left, node.right)))
    if isinstance(node, ast.UnaryOp):
        return _UNARY[type(node.op)](_number(node.operand, columns))
    if isinstance(node, ast.BoolOp):
        return reduce(_BOOLEAN[type(node.op)], [_number(side, columns) for side in node.values])
    if isinstance(node, ast.IfExp):
        return np.where(_number(node.test, columns), _number(node.body, columns), _number(node.orelse, columns))
    if isinstance(node, ast.Compare):
        sides = [_number(side, columns) for side in (node.left, *node.comparators)]
        return reduce(np.logical_and, [_COMPARE[type(sign)](a, b) for sign, a, b in zip(node.ops, sides, sides[1:], strict=False)])
    return CALLS[node.func.id][0](*(_number(given, columns) for given in node.args))


def _number(node: ast.expr, columns: Mapping[str, FloatArray]) -> FloatArray:
    """A sub-expression as numbers: a comparison that holds is 1, else 0."""
    return np.asarray(_reckon(node, columns), dtype=float)


def _say(node: ast.expr, words: Mapping[str, str]) -> str:
    if isinstance(node, ast.Constant):
        return plain(float(node.value), 6)
    if isinstance(node, ast.Name):
        return words.get(node.id, node.id)
    if isinstance(node, ast.BinOp):
        return f"{_inside(node.left, words)} {_SIGNS[type(node.op)]} {_inside(node.right, words)}"
    if isinstance(node, ast.UnaryOp):
        return f"{_SIGNS[type(node.op)]}{_inside(node.operand, words)}"
    if isinstance(node, ast.BoolOp):
        return f" {_SIGNS[type(node.op)]} ".join(_inside(side, words) for side in node.values)
    if isinstance(node, ast.IfExp):
        return f"如果 {_say(node.test, words)} 则 {_say(node.body, words)}，否则 {_say(node.orelse, words)}"
    if isinstance(node, ast.Compare):
        sides = [_inside(side, words) for side in (node.left, *node.comparators)]
        return sides[0] + "".join(f" {_SIGNS[type(sign)]} {side}" for sign, side in zip(node.ops, sides[1:], strict=True))
    return f"{words.get(node.func.id, node.func.id)}({', '.join(_say(given, words) for given in node.args)})"


def _inside(node: ast.expr, words: Mapping[str, str]) -> str:
    """In brackets where it is an operation itself."""
    said = _say(node, words)
    return f"({said})" if isinstance(node, ast.BinOp | ast.BoolOp | ast.IfExp | ast.Compare) else said
