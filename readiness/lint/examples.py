"""Worked examples must come out, and every indicator should have one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from readiness.lint.draft import Draft
from readiness.lint.worked import example_points
from readiness.numbers import TOLERANCE, plain
from readiness.problems import Problem, did_you_mean
from readiness.rubric import Indicator
from readiness.yaml_file import Path_


def examples(draft: Draft) -> Iterator[Problem]:
    """Examples that lack a part or say other points than the rule gives."""
    for path, indicator in draft.indicators:
        for at in range(len(indicator.examples)):
            yield from _example(draft, (*path, "examples", at), indicator, at)


def _example(draft: Draft, here: Path_, indicator: Indicator, at: int) -> Iterator[Problem]:
    written = indicator.examples[at].points
    try:
        points = example_points(indicator, at)
    except KeyError as missing:
        part = missing.args[0]
        yield draft.fault(here, f"这个例子没有给出分项“{part}”。", f"例子的 parts 里补上  {part}: …")
        return
    for part in indicator.examples[at].parts:
        if part not in indicator.part_names:
            yield draft.fault((*here, "parts", part), f"“{indicator.name}”没有“{part}”这个分项。",
                              did_you_mean(part, indicator.part_names, "删去，或核对分项名称。"))
    if np.isnan(points):
        yield draft.fault(here, f"这个例子算不出分（写的是 {plain(written)} 分）。", "补上缺的数值：value、target、baseline 或 peers。")
    elif abs(points - written) > TOLERANCE:
        yield draft.fault(here, f"例子写的是 {plain(written)} 分，按规则算出来是 {plain(points)} 分。", "改例子的 points，或改计分规则。")


def without_examples(draft: Draft) -> Iterator[Problem]:
    """Indicators that show no case to check in the head."""
    for path, indicator in draft.indicators:
        if not indicator.examples:
            yield draft.doubt(path, f"“{indicator.name}”没有算例，规则写错了也看不出来。",
                              "补上一个口算得出的例子:  examples: [{value: …, points: …}]")
