"""A rubric from YAML, or every problem with its line.

    file → data with lines → models → what only the whole can show: sums of points, ids, examples that do not come out
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from readiness.numbers import plain
from readiness.problems import Problem, ProblemsFound, did_you_mean
from readiness.rubric import Category, Indicator, Rubric, Veto
from readiness.rule import Case
from readiness.yaml_file import Document, build, read

SUM_TOLERANCE = 1e-9


def load_rubric(path: Path) -> Rubric:
    """The rubric at `path`; raises `ProblemsFound` with every fault in it."""
    return rubric_of(read(path))


def rubric_of(document: Document) -> Rubric:
    """The rubric that `document` holds, wherever it was read from; raises `ProblemsFound` with every fault in it."""
    if isinstance(document.data, dict):
        _name_by_key(document.data)
    rubric = build(document, Rubric)
    problems = list(_whole_problems(rubric, document))
    if problems:
        raise ProblemsFound(problems)
    return rubric


def _name_by_key(data: dict[str, Any]) -> None:
    """An item's id is the key that it stands under; nobody writes it twice."""
    for group in ("bonus", "deductions", "vetoes"):
        _give_ids(data.get(group))
    _name_categories(data.get("categories"))


def _give_ids(group: Any) -> None:
    for key, item in (group.items() if isinstance(group, dict) else ()):
        if isinstance(item, dict):
            item.setdefault("id", key)


def _name_categories(categories: Any) -> None:
    _give_ids(categories)
    for category in (categories.values() if isinstance(categories, dict) else ()):
        if isinstance(category, dict):
            _give_ids(category.get("indicators"))
            _name_categories(category.get("categories"))


def _whole_problems(rubric: Rubric, document: Document) -> Iterator[Problem]:
    yield from _sums(rubric, document)
    yield from _ids(rubric, document)
    for path, indicator in _indicator_paths(rubric.categories, ("categories",)):
        yield from _plan(indicator, path, document)
        yield from _full_points(indicator, path, document)
        yield from _parts(indicator, path, document)
        yield from _examples(indicator, path, document)


def _indicator_paths(categories: dict[str, Category], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Indicator]]:
    for key, category in categories.items():
        yield from (((*path, key, "indicators", name), item) for name, item in category.indicators.items())
        yield from _indicator_paths(category.categories, (*path, key, "categories"))


def _sums(rubric: Rubric, document: Document) -> Iterator[Problem]:
    total = sum(category.points for category in rubric.categories.values())
    if abs(total - rubric.full_points) > SUM_TOLERANCE:
        yield document.problem(("categories",), f"各板块合计 {plain(total)} 分，满分写的是 {plain(rubric.full_points)} 分。",
                               "核对各板块的 points。")
    yield from _category_sums(rubric.categories, ("categories",), document)


def _category_sums(categories: dict[str, Category], path: tuple[str, ...], document: Document) -> Iterator[Problem]:
    for key, category in categories.items():
        here = (*path, key)
        inside = sum(item.points for item in category.indicators.values()) + sum(
            child.points for child in category.categories.values())
        if abs(inside - category.points) > SUM_TOLERANCE:
            yield document.problem((*here, "points"), f"“{category.name}”写的是 {plain(category.points)} 分，"
                                   f"其中各项合计 {plain(inside)} 分。", "改板块的 points，或改其中指标的 points。")
        yield from _category_sums(category.categories, (*here, "categories"), document)


def _ids(rubric: Rubric, document: Document) -> Iterator[Problem]:
    seen: dict[str, tuple[str, ...]] = {}
    for path, indicator in _indicator_paths(rubric.categories, ("categories",)):
        if indicator.id in seen:
            yield document.problem(path, f"编号 {indicator.id} 在第 {document.line(seen[indicator.id])} 行已经用过。",
                                   "换一个编号。")
        seen.setdefault(indicator.id, path)
    yield from _references(rubric, document)


def _references(rubric: Rubric, document: Document) -> Iterator[Problem]:
    named = [(("departments", "general_duties", at), key) for at, key in enumerate(rubric.departments.general_duties)]
    named += [(("bonus", key, "beats", "indicator"), item.beats.indicator)
              for key, item in rubric.bonus.items() if item.beats]
    named += [(("vetoes", key, word, "indicator"), source.indicator)
              for key, veto in rubric.vetoes.items() for word, source in veto.sources.items()]
    for path, key in named:
        if key not in rubric.indicators:
            yield document.problem(path, f"没有编号是 {key} 的指标。", did_you_mean(key, rubric.indicators, "核对指标编号。"))
    names = [grade.name for grade in rubric.grades]
    for key, veto in rubric.vetoes.items():
        yield from _watched_part(key, veto, rubric, document)
        if veto.grade is not None and veto.grade not in names:
            yield document.problem(("vetoes", key, "grade"), f"没有“{veto.grade}”这个等次。",
                                   did_you_mean(veto.grade, names, "可选: " + "、".join(names)))


def _watched_part(key: str, veto: Veto, rubric: Rubric, document: Document) -> Iterator[Problem]:
    item = rubric.indicators.get(veto.watch.indicator) if veto.watch else None
    if item and veto.watch.part not in item.part_names:
        listed = "、".join(filter(None, item.part_names))
        yield document.problem(("vetoes", key, "watch", "part"), f"{item.id} 没有“{veto.watch.part}”这个分项。",
                               did_you_mean(veto.watch.part, item.part_names, f"可选: {listed}" if listed else "删去 part。"))


def _plan(indicator: Indicator, path: tuple[str, ...], document: Document) -> Iterator[Problem]:
    if indicator.plan is None:
        if indicator.schedule == "seasonal":
            yield document.problem((*path, "schedule"), "按季节路径评判，但没有写 plan 作为缺少上年数据时的参照。",
                                   "补上一行  plan: [12 个月]")
        return
    if indicator.schedule_way != "seasonal" and np.any(np.diff(indicator.plan) < 0):
        month = int(np.argmax(np.diff(indicator.plan) < 0)) + 2
        yield document.problem((*path, "plan"), f"序时计划到 {month} 月反而下降。", "序时计划是累计数，逐月不减。")
    if indicator.target != "per_unit" and not any(abs(indicator.plan[-1] - end) < SUM_TOLERANCE
                                                  for end in (100.0, *_aim(indicator))):
        yield document.problem((*path, "plan"), f"序时计划到 12 月是 {plain(indicator.plan[-1])}，没有到 100%，也不等于目标值。",
                               "12 月写 100（百分比），或写全年目标值（绝对数）。")


def _aim(indicator: Indicator) -> tuple[float, ...]:
    """The values of full marks: the target, and where the rule itself knows one, that."""
    target = np.array(indicator.target if isinstance(indicator.target, float) else np.nan)
    parts = {name: np.array(0.0) for rule in indicator.rules for name in rule.part_names}
    case = Case(np.array(0.0), parts, target, np.array(np.nan), indicator.points)
    return tuple(float(aim) for aim in (target, indicator.rule.inverse(1.0, case)) if not np.isnan(aim))


def _full_points(indicator: Indicator, path: tuple[str, ...], document: Document) -> Iterator[Problem]:
    most = indicator.rule.most(indicator.points)
    if abs(most - indicator.points) > SUM_TOLERANCE:
        yield document.problem((*path, "rule"), f"按规则最多得 {plain(most)} 分，指标满分写的是 {plain(indicator.points)} 分。",
                               "改规则里的分值，或改指标的 points。")


def _parts(indicator: Indicator, path: tuple[str, ...], document: Document) -> Iterator[Problem]:
    used = {name for rule in indicator.rules for name in rule.part_names}
    for name, part in indicator.parts.items():
        if name and name not in used and not part.weight:
            yield document.problem((*path, "parts", name), "计分规则没有用到这个分项，也没有给权重。",
                                   did_you_mean(name, used, "删去，或写上 weight。"))


def _examples(indicator: Indicator, path: tuple[str, ...], document: Document) -> Iterator[Problem]:
    for at, example in enumerate(indicator.examples):
        here = (*path, "examples", at)
        try:
            points = example_points(indicator, at)
        except KeyError as missing:
            part = missing.args[0]
            yield document.problem(here, f"这个例子没有给出分项“{part}”。", f"例子的 parts 里补上  {part}: …")
            continue
        if not abs(points - example.points) <= SUM_TOLERANCE:
            yield document.problem(here, f"例子写的是 {plain(example.points)} 分，按规则算出来是 {plain(points)} 分。",
                                   "改例子的 points，或改计分规则。")


def example_points(indicator: Indicator, at: int) -> float:
    """What the indicator's rules give for its worked example number `at`."""
    example = indicator.examples[at]
    target = indicator.target if isinstance(indicator.target, float) else None
    filled = example.model_copy(update={"target": target if example.target is None else example.target,
                                        "baseline": indicator.baseline if example.baseline is None else example.baseline})
    weighted = sum(filled.parts.get(name, 0.0) * weight for name, weight in indicator.weights.items())
    case = filled.case(indicator.points, weighted if filled.parts else None)
    points = indicator.rule.points(case)
    for extra in indicator.extras:
        points = extra.adjust(points, case)
    lowest, highest = min(rule.lowest for rule in indicator.rules), indicator.rule.highest
    return float(np.clip(points, lowest * indicator.points, highest * indicator.points))


