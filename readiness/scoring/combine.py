"""How blocks make a whole where they are not simply added up: the lowest decides, or their geometric mean.

    cells → blocks (categories, nested) → whole, each as points and the full points that are judged

Every step is on whole arrays; what is not judged has 0 full points and takes no part.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from readiness.numbers import FloatArray
from readiness.rubric import Category, Rubric


@dataclass(frozen=True)
class Block:
    """Points and judged full points of a cell, a category or the whole.

    `worth` is its weight beside others: what the rubric gives a category in all, and of a cell its judged full points, so
    that an item which a department supports weighs by its share.
    """

    points: FloatArray
    judged: FloatArray
    worth: float | FloatArray

    @classmethod
    def of_cell(cls, points: FloatArray, judged: FloatArray) -> Block:
        """One indicator's cells; full points may be the same for all months."""
        points, judged = np.broadcast_arrays(points, judged)
        return cls(points, judged, judged)

    @property
    def share(self) -> FloatArray:
        """The share of the judged points that was earned; nan where nothing is judged."""
        return np.divide(self.points, self.judged, out=np.full(self.judged.shape, np.nan), where=self.judged > 0)


def whole(rubric: Rubric, cells: Mapping[str, Block]) -> Block:
    """The rubric's whole from the cells of each indicator."""
    blocks = [block_of(category, cells) for category in rubric.categories.values()]
    return _WAYS[rubric.combine](blocks, rubric.full_points)


def block_of(category: Category, cells: Mapping[str, Block]) -> Block:
    """A category from the cells of its indicators and the categories within it."""
    blocks = [cells[key] for key in category.indicators] + [block_of(inner, cells) for inner in category.categories.values()]
    return _WAYS[category.combine](blocks, category.points)


def _sum(blocks: Sequence[Block], worth: float) -> Block:
    return Block(sum(block.points for block in blocks), sum(block.judged for block in blocks), worth)


def _lowest(blocks: Sequence[Block], worth: float) -> Block:
    """The least share there is, of all the points."""
    return _of_share(np.fmin.reduce([block.share for block in blocks]), worth)


def _geometric(blocks: Sequence[Block], worth: float) -> Block:
    """Π share^weight, the weights by what each judged block is worth; nothing earned in one block is nothing in all."""
    shares = np.stack([block.share for block in blocks])
    judged = ~np.isnan(shares)
    weight = np.where(judged, np.stack([np.broadcast_to(block.worth, shares.shape[1:]) for block in blocks]), 0.0)
    total = weight.sum(axis=0)
    with np.errstate(divide="ignore"):
        logs = np.where(judged, np.log(np.maximum(np.where(judged, shares, 1.0), 0.0)), 0.0)
    found = np.exp(np.divide((weight * np.where(weight > 0, logs, 0.0)).sum(axis=0), total, out=np.zeros(total.shape), where=total > 0))
    return _of_share(np.where(total > 0, found, np.nan), worth)


def _of_share(share: FloatArray, worth: float) -> Block:
    judged = ~np.isnan(share)
    return Block(np.where(judged, share * worth, 0.0), np.where(judged, worth, 0.0), worth)


_WAYS: Mapping[str, Callable[[Sequence[Block], float], Block]] = {"sum": _sum, "lowest": _lowest, "geometric": _geometric}
