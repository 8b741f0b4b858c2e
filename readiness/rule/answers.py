"""What a rule answers with beside numbers: a curve, what a part still takes, what is wrong with the rule itself."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.numbers import FloatArray


@dataclass(frozen=True)
class Curve:
    """Points against the value judged, for drawing: `name` tells several curves of one rule apart."""

    name: str
    values: FloatArray
    points: FloatArray


@dataclass(frozen=True)
class Take:
    """What one part of a cell still takes for full marks: from its value to the value that is needed.

    `words` says it where it is no amount (a document to be filed); then the numbers may be nan.
    """

    part: str
    value: float
    needed: float
    words: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a rule for the indicator that it stands in: the path of the setting, what is wrong, what to do."""

    path: tuple[str | int, ...]
    what: str
    fix: str
    doubt: bool = False
