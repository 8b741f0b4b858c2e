"""Points that do not make what the rubric says: sums, blocks that each must have all the points, rules that give more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness.lint.draft import CATEGORIES, Draft, Placed
from readiness.numbers import TOLERANCE, plain
from readiness.problems import Problem
from readiness.rubric import Category
from readiness.yaml_file import Path_


def sums(draft: Draft) -> Iterator[Problem]:
    """The whole, every category, every rule."""
    if draft.whole(()):
        yield from _whole(draft)
    for path, category in draft.categories:
        if draft.whole(path):
            yield from _inside(draft, path, category)
    for placed in draft.rules:
        if not placed.extra and not placed.rule.inner(placed.full):
            yield from _of_rule(draft, placed)


def _of_rule(draft: Draft, placed: Placed) -> Iterator[Problem]:
    most = placed.rule.most(placed.full)
    if abs(most - placed.full) <= TOLERANCE:
        return
    if not placed.nested:
        yield draft.fault(placed.path, f"按规则最多得 {plain(most)} 分，指标满分写的是 {plain(placed.full)} 分。",
                          "改规则里的分值，或改指标的 points。")
    else:
        yield draft.fault(placed.path, f"按规则最多得 {plain(most)} 分，这一项按权重应是 {plain(placed.full)} 分。",
                          "改规则里的分值，或改权重。")


def _whole(draft: Draft) -> Iterator[Problem]:
    full, blocks = draft.rubric.full_points, {CATEGORIES + (key,): block for key, block in draft.rubric.categories.items()}
    if draft.rubric.combine == "lowest":
        yield from _all_alike(draft, "总分", full, {path: block.points for path, block in blocks.items()})
        return
    total = sum(block.points for block in blocks.values())
    if abs(total - full) > TOLERANCE:
        yield draft.fault(CATEGORIES, f"各板块合计 {plain(total)} 分，满分写的是 {plain(full)} 分。", "核对各板块的 points。")


def _inside(draft: Draft, path: Path_, category: Category) -> Iterator[Problem]:
    blocks = {(*path, group, key): block.points for group in ("indicators", "categories")
              for key, block in getattr(category, group).items()}
    if category.combine == "lowest":
        yield from _all_alike(draft, f"“{category.name}”", category.points, blocks)
    elif abs(sum(blocks.values()) - category.points) > TOLERANCE:
        yield draft.fault((*path, "points"), f"“{category.name}”写的是 {plain(category.points)} 分，"
                          f"其中各项合计 {plain(sum(blocks.values()))} 分。", "改板块的 points，或改其中指标的 points。")


def _all_alike(draft: Draft, name: str, full: float, blocks: Mapping[Path_, float]) -> Iterator[Problem]:
    """Of blocks of which the lowest decides, each has all the points; or they share them out, as if they were added."""
    if abs(sum(blocks.values()) - full) <= TOLERANCE:
        return
    for path, points in blocks.items():
        if abs(points - full) > TOLERANCE:
            yield draft.fault((*path, "points"), f"{name}取最低的一项（combine: lowest），每项都应是 {plain(full)} 分，"
                              f"这里写的是 {plain(points)} 分。", f"改成  points: {plain(full)}")
