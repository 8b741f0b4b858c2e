"""A year month by month, for one unit or one of its categories: scores on every basis, the five boxes; and the ranks of a kind.

All of it is picked out of the arrays of a whole year that `scoring` reckoned; nothing is scored a second time.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from readiness.numbers import FloatArray
from readiness.rubric import Category
from readiness.scoring import Assessment
from readiness.scoring.boxes import Boxes, between
from readiness.scoring.combine import Block, block_of
from readiness.scoring.standing import NO_RANK
from readiness.year import Cube


def scores_of(scored: Mapping[str, Assessment], unit: str, category: str | None, last: int) -> pd.DataFrame:
    """month (1 to `last`) and a column for each basis: the total on 100, or of a category the percent of its points earned."""
    return _months({basis: _scores(one, category)[one.cube.units.index(unit)] for basis, one in scored.items()}, last)


def boxes_of(boxes: Boxes, unit: str, category: str | None, last: int) -> pd.DataFrame:
    """month (1 to `last`) and the five boxes: of a hundred, or of a category in its raw points."""
    cube = boxes.worst.cube
    tables = _category_boxes(boxes, cube.rubric.categories[category]) if category else boxes.on_100
    return _months({box: table[cube.units.index(unit)] for box, table in tables.items()}, last)


def ranks_of(scored: Assessment, names: Mapping[str, str], last: int) -> pd.DataFrame:
    """unit, unit_name, month, rank (nan where there is none), tied: the units of `names`, which are of one kind."""
    rows = [scored.cube.units.index(unit) for unit in names]
    rank = scored.rank[rows, :last].astype(float)
    rank[rank == NO_RANK] = np.nan
    tied = np.array([[np.count_nonzero(column == value) > 1 for value in column] for column in rank.T], dtype=bool).T
    return pd.DataFrame({
        "unit": np.repeat(list(names), last), "unit_name": np.repeat(list(names.values()), last),
        "month": np.tile(np.arange(1, last + 1), len(names)), "rank": rank.ravel(), "tied": tied.ravel(),
    })  # fmt: skip


def _months(columns: Mapping[str, FloatArray], last: int) -> pd.DataFrame:
    return pd.DataFrame({"month": range(1, last + 1), **{name: values[:last] for name, values in columns.items()}})


def _scores(scored: Assessment, category: str | None) -> FloatArray:
    """[unit × month]"""
    if category is None:
        return scored.total
    cells = scored.cells
    return 100.0 * _block(scored.cube, scored.cube.rubric.categories[category], cells.full, cells.points).share


def _category_boxes(boxes: Boxes, category: Category) -> dict[str, FloatArray]:
    full = boxes.worst.cells.full
    rungs = [_block(boxes.worst.cube, category, full, np.where(full > 0, rung, np.nan)) for rung in boxes.rungs]
    return between([rung.points for rung in rungs], rungs[0].judged)


def _block(cube: Cube, category: Category, full: FloatArray, points: FloatArray) -> Block:
    """A category of every unit and month from its cells [indicator × unit × month]; a cell without points is not judged."""
    judged = np.where(np.isnan(points), 0.0, full)
    cells = {key: Block.of_cell(np.nan_to_num(points[at]), judged[at]) for at, key in enumerate(cube.items)}
    return block_of(category, cells)
