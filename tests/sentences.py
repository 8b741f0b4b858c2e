"""Reads a cell's sentence as a suspicious official would: with a calculator, knowing nothing but what it says."""

from __future__ import annotations

import ast
import math
import operator
import re
from dataclasses import dataclass

_BOUNDS = re.compile(r"分（(?:(-?[\d.]+) 至 (-?[\d.]+) 分|扣分不保底，最多 ([\d.]+) 分)）")
_REMARK = re.compile(r"（[^（）]*）")
_RECKONED = re.compile(r"([-\d.(][-−+×÷().%\d ]*) = (-?[\d.]+)")
_STATED = re.compile(r"。得 (-?[\d.]+) 分，满分 ([\d.]+) 分，欠 (-?[\d.]+) 分")
_TIER = re.compile(r"([≥≤])(-?[\d.]+) 得 ([\d.]+) 分")
_SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


@dataclass(frozen=True)
class Reading:
    """What a sentence says was earned, of how much, and what reckoning it again gives."""

    stated: float
    full: float
    owed: float
    reckoned: float


def reckon(expression: str) -> float:
    """The value of an expression in an official's signs: (88.5 − 60) ÷ (100 − 60) × 3, 14 ÷ 31.1%."""
    plain = re.sub(r"([\d.]+)%", r"(\1 / 100)", expression).replace("−", "-").replace("×", "*").replace("÷", "/")
    return _value(ast.parse(plain.strip(), mode="eval").body)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return _SIGNS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand)
    return float(node.value)


def read(sentence: str) -> Reading | None:
    """The sentence reckoned again; None where it says that nothing was judged."""
    found = _STATED.search(sentence)
    if not found:
        return None
    stated, full, owed = map(float, found.groups())
    body = sentence[sentence.index("）：") + 2:found.start()]
    return Reading(stated, full, owed, _points(body))


def equations(sentence: str) -> list[tuple[str, float, float]]:
    """Every "expression = result" outside of points: the expression, what it comes to, what is stated."""
    text = _bare(sentence)
    return [(left, reckon(left), float(right)) for left, right in _RECKONED.findall(text)
            if not re.match(rf"{re.escape(left)} = {re.escape(right)} 分", text[text.index(f"{left} = {right}"):])]


def _bare(text: str) -> str:
    """Without what stands in brackets; the ends between which points are held are kept as 分[0,3]."""
    text = _BOUNDS.sub(lambda ends: f"分[{ends[1] or '-inf'},{ends[2] or ends[3]}]", text)
    while _REMARK.search(text):
        text = _REMARK.sub("", text)
    return text


def _points(body: str) -> float:
    """The main rule's points, less what is put on top, times the share."""
    if "没有发生需要办理的事项" in body:
        return float(re.search(r"得满分 ([\d.]+) 分", body)[1])
    points = charges = None
    earned: list[float] = []
    for step in _bare(body).split("；"):
        if "扣 0" in step or "没有发生，不扣分" in step:
            charges = (charges or 0.0) + _charge(step)
        elif "上年同期" in step:
            points = min(points, 0.0) if _worse(step, body) else points
        elif "合计" in step:
            points = _sum(step, earned)
        elif (got := _step(step, body)) is not None:
            points = got
            earned.append(got)
    points = max(points - (charges or 0.0), 0.0)
    for percent in re.findall(r"配合单位按 ([\d.]+)% 计", body):
        points *= float(percent) / 100
    return points


def _step(step: str, body: str) -> float | None:
    """The points of one rule's own step."""
    arithmetic = re.search(r"([-\d.(][-−+×÷().\d ]*) = (-?[\d.]+) 分(?:\[(-?[\w.]+),([\d.]+)\])?", step)
    if arithmetic:
        low, high = (float(arithmetic[at]) if arithmetic[at] else end for at, end in ((3, -math.inf), (4, math.inf)))
        return min(max(reckon(arithmetic[1]), low), high)
    tier = re.search(r"：(-?[\d.]+) (?:达到|各档均未达到)", step)
    if tier:
        return _by_tier(float(tier[1]), body)
    return None


def _by_tier(value: float, body: str) -> float:
    for sign, bound, points in _TIER.findall(body):
        if value >= float(bound) - 1e-9 if sign == "≥" else value <= float(bound) + 1e-9:
            return float(points)
    return float(re.search(r"其余得 ([\d.]+) 分", body)[1])


def _charge(step: str) -> float:
    taken = re.search(r"扣 (0[-−+×÷().\d ]*) = ", step)
    return reckon(taken[1]) if taken else 0.0


def _worse(step: str, body: str) -> bool:
    """Whether the mean that the sentence states lies above last year's."""
    before, now = float(re.search(r"上年同期 ([\d.]+)", step)[1]), float(re.search(r"平均 ([\d.]+)", body)[1])
    return now > before + 1e-9


def _sum(step: str, earned: list[float]) -> float:
    """The items put together; the terms must be what the items themselves came to."""
    expression = re.search(r"合计 ([-−+×÷().\d ]+) = ", step)[1]
    terms = [float(term) for term in re.findall(r"[\d.]+", expression.split(" ÷ ")[0])]
    assert len(terms) == len(earned) and all(abs(a - b) < 1e-4 for a, b in zip(terms, earned, strict=True)), step
    return reckon(expression)
