"""An assessment at one month as tables: a row a cell, a unit, a unit and category.  Column names are the code words.

Everything here is picked out of arrays that `scoring` reckoned; nothing is scored a second time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from readiness.county import County
from readiness.numbers import FloatArray
from readiness.rubric import Category
from readiness.scoring import Assessment, Status
from readiness.scoring.boxes import Boxes, between
from readiness.scoring.cases import case_on
from readiness.scoring.combine import Block, block_of
from readiness.scoring.lights import Light, cell_lights, escalation, unit_lights
from readiness.scoring.standing import NO_GRADE, NO_RANK, ranks
from readiness.scoring.totals import owed_on_100
from readiness.words import BOXES
from readiness.year import Item, year_so_far
from readiness.year.basis import due_shares, so_far
from readiness.year.so_far import age

_STATUS = np.array([status.word for status in Status], dtype=object)
_LIGHT = np.array([light.word for light in Light], dtype=object)


@dataclass(frozen=True)
class Month:
    """A year scored on one basis, seen at one month (0 is January); `boxes` are those of the same year, with all it is scored on."""

    county: County
    assessment: Assessment
    schedule: Assessment
    boxes: Boxes
    month: int

    @property
    def _cube(self):
        return self.assessment.cube

    @property
    def as_of(self) -> str:
        """YYYY-MM"""
        return f"{self._cube.rubric.year}-{self.month + 1:02d}"

    @cached_property
    def _cell_lights(self) -> NDArray[np.int8]:
        return cell_lights(self.schedule, self.boxes.forecast, self.boxes.best)

    def _steps(self, lights: NDArray[np.int8]) -> NDArray:
        """[…]: the step (督办建议) that the lights [… × month] up to this month suggest, empty where none."""
        words = np.array([*self._cube.rubric.lights.steps, ""], dtype=object)     # none is −1, the last
        return words[escalation(lights, self._cube.rubric)[..., self.month]]

    def _unit_words(self, attribute: str) -> NDArray:
        return np.array([getattr(self.county.units[unit], attribute) for unit in self._cube.units], dtype=object)

    def _indicator_words(self, attribute: str) -> NDArray:
        return np.array([getattr(item.indicator, attribute) for item in self._cube.items.values()], dtype=object)

    @cached_property
    def cells(self) -> pd.DataFrame:
        """A row for each unit and indicator that it answers for or that does not apply to it; units in the county's order.

        owed is raw points short of full; owed_on_100 what they are worth in the unit's total; due is the plan's value now.
        """
        cells, month = self.assessment.cells, self.month
        asked = np.array([item.asked for item in self._cube.items.values()])
        indicator_at, unit_at = (axis.T.ravel() for axis in np.indices(asked.shape))
        chosen = asked.T.ravel()
        indicator_at, unit_at = indicator_at[chosen], unit_at[chosen]
        points, full = cells.points[indicator_at, unit_at, month], cells.full[indicator_at, unit_at, month]
        owed = np.where(full > 0, full - points, np.nan)
        on_100 = owed_on_100(cells, self.assessment.subtotals, self._cube, month)
        facts = self._facts()
        return pd.DataFrame({
            "unit": np.array(self._cube.units, dtype=object)[unit_at], "unit_name": self._unit_words("name")[unit_at],
            "kind": self._unit_words("kind")[unit_at], "type": self._unit_words("type")[unit_at],
            "category": self._categories[indicator_at], "category_name": self._category_names[indicator_at],
            "indicator": np.array(list(self._cube.items), dtype=object)[indicator_at],
            "indicator_name": self._indicator_words("name")[indicator_at],
            "measure": self._indicator_words("measure")[indicator_at],
            "role": self._roles[indicator_at, unit_at],
            "as_of": self.as_of, "basis": self.assessment.basis,
            **{word: table[indicator_at, unit_at] for word, table in facts.items()},
            "full_points": full, "points": points, "owed": owed,
            "owed_on_100": on_100[indicator_at, unit_at],
            **{box: table[indicator_at, unit_at, month] for box, table in self.boxes.cells.items()},
            "vetoed": self._taken()[indicator_at, unit_at],
            "status": _STATUS[cells.status[indicator_at, unit_at, month]],
            "light": _LIGHT[self._cell_lights[indicator_at, unit_at, month]],
            "escalation": self._steps(self._cell_lights)[indicator_at, unit_at],
        })

    @cached_property
    def _categories(self) -> NDArray:
        of = self._cube.rubric.category_of
        return np.array([of[key] for key in self._cube.items], dtype=object)

    @cached_property
    def _category_names(self) -> NDArray:
        return np.array([self._cube.rubric.categories[key].name for key in self._categories], dtype=object)

    @cached_property
    def _roles(self) -> NDArray:
        rubric, units = self._cube.rubric, self.county.units.values()
        return np.array([[self.county.role(unit, key, rubric) for unit in units] for key in self._cube.items], dtype=object)

    def _taken(self) -> NDArray:
        """[indicator × unit]: the vetoes that take the item's points, by name; empty where none does."""
        names, vetoes = np.full((len(self._cube.items), len(self._cube.units)), "", dtype=object), self._cube.rubric.vetoes
        for at, key in enumerate(self._cube.items):
            for veto, where in self.assessment.zeroed.get(key, {}).items():
                for unit in np.flatnonzero(where[:, self.month]):
                    names[at, unit] = "、".join(filter(None, (names[at, unit], vetoes[veto].name)))
        return names

    def _facts(self) -> dict[str, NDArray]:
        """[indicator × unit]: the figure, the value judged of it, aim, baseline, plan due now, age of the figure in months, the value
        to be expected at year-end."""
        rows = [self._item_facts(item) for item in self._cube.items.values()]
        return {word: np.array([row[word] for row in rows]) for word in ("figure", "value", "target", "baseline", "due", "age", "expected_value")}

    def _item_facts(self, item: Item) -> dict[str, FloatArray]:
        year = year_so_far(item.indicator, item.parts)
        case = case_on(item, so_far(self.assessment.basis))
        count = len(item.share)
        aim = np.broadcast_to(item.indicator.rule.inverse(1.0, case), (count, 12))[:, self.month]
        shares = None if item.indicator.compares else due_shares(item.indicator, item.season)
        due = aim * np.broadcast_to(shares, (count, 12))[:, self.month] if shares is not None else np.full(count, np.nan)
        reported = np.logical_or.reduce([~np.isnan(part.value) for part in item.parts.values()])
        months_old = age(reported)[:, self.month].astype(float)
        value = np.broadcast_to(item.indicator.rule.value(case), (count, 12))[:, self.month]
        value = np.where(months_old < 0, np.nan, value)   # nothing reported is not nought
        baseline = np.broadcast_to(item.baseline, (count, 12))[:, self.month]
        expected = item.indicator.rule.value(case_on(item, "forecast"))
        return {"expected_value": np.broadcast_to(expected, (count, 12))[:, self.month],
                "figure": year.value[:, self.month], "value": value, "target": aim, "baseline": baseline, "due": due,
                "age": np.where(months_old < 0, np.nan, months_old)}

    @cached_property
    def units(self) -> pd.DataFrame:
        """A row for each unit: raw points, total on 100, grade, rank among its kind and type, movement, light and step."""
        scored, month = self.assessment, self.month
        total, rank = scored.total[:, month], self._ranks(scored.rank)
        lights = unit_lights(self.schedule, self._cell_lights)
        kinds = self._unit_words("kind")
        return pd.DataFrame({
            "unit": np.array(self._cube.units, dtype=object), "unit_name": self._unit_words("name"), "kind": kinds,
            "type": self._unit_words("type"), "as_of": self.as_of, "basis": scored.basis,
            "full_points": scored.subtotals.full[:, month], "points": scored.subtotals.points[:, month],
            "subtotal": scored.subtotals.on_100[:, month], "bonus": scored.bonus[:, month],
            "deduction": scored.deduction[:, month], "total": total,
            "grade": self._grade_names(scored.grade[:, month]), "rank": rank,
            "tied": [value == value and int(((kinds == kind) & (rank == value)).sum()) > 1
                     for value, kind in zip(rank, kinds, strict=True)],
            "peers": [int((kinds == kind).sum()) for kind in kinds],
            "rank_in_type": self._type_rank(), "owed": 100.0 - scored.subtotals.on_100[:, month],
            **self._movement(total, rank), "light": _LIGHT[lights[:, month]], "escalation": self._steps(lights),
            "silent_items": (scored.cells.status[:, :, month] == Status.UNREPORTED).sum(axis=0),
            **{box: table[:, month] for box, table in self.boxes.units.items()},
            "vetoes": self._veto_names(scored.strikes), "risks": self._veto_names(scored.risks),
            "owner": self._unit_words("owner"), "sponsor": self._unit_words("sponsor"),
        })

    def _ranks(self, rank: NDArray[np.int64], month: int | None = None) -> FloatArray:
        """Ranks as numbers, nan where there is none; the county stands alone and has none."""
        column = rank[:, self.month if month is None else month].astype(float)
        column[(column == NO_RANK) | (self._unit_words("kind") == "county")] = np.nan
        return column

    def _type_rank(self) -> FloatArray:
        types = self._unit_words("type")
        rank = ranks(self.assessment.total[:, [self.month]], types.astype(str))[:, 0].astype(float)
        rank[(self._unit_words("kind") != "township") | (rank == NO_RANK)] = np.nan
        return rank

    def _grade_names(self, grade: NDArray[np.int64]) -> list[str]:
        names = [step.name for step in self._cube.rubric.grades]
        return ["" if at == NO_GRADE else names[at] for at in grade]

    def _movement(self, total: FloatArray, rank: FloatArray) -> dict[str, FloatArray]:
        """Change since last month; places won are positive.  Nan in January."""
        if self.month == 0:
            return {"total_change": np.full(len(total), np.nan), "rank_change": np.full(len(total), np.nan)}
        before = self._ranks(self.assessment.rank, self.month - 1)
        return {"total_change": total - self.assessment.total[:, self.month - 1], "rank_change": before - rank}

    def _veto_names(self, found: dict) -> list[str]:
        names = self._cube.rubric.vetoes
        return ["；".join(names[key].name for key, where in found.items() if where[at, self.month])
                for at in range(len(self._cube.units))]

    @cached_property
    def categories(self) -> pd.DataFrame:
        """A row for each unit and top category: raw points, owed, the boxes, share earned (nan where nothing is judged), silent items."""
        judged = self.cells[self.cells["full_points"] > 0]
        table = judged.assign(judged_full=judged["full_points"].where(judged["points"].notna()),
                              silent_items=judged["status"].eq("unreported").astype(int))
        keys = ["unit", "unit_name", "kind", "category", "category_name", "as_of", "basis"]
        added = ["full_points", "points", "judged_full", "owed_on_100", *BOXES, "silent_items"]
        sums = table.groupby(keys, sort=False, as_index=False)[added].sum()
        if self._cube.rubric.combined:
            self._put_together(sums)
        sums["share"] = (sums["points"] / sums["judged_full"]).where(sums["judged_full"] > 0)
        sums["owed"] = sums["judged_full"] - sums["points"]
        return sums.drop(columns="judged_full")

    def _put_together(self, sums: pd.DataFrame) -> None:
        """The points and boxes of categories whose blocks are not simply added up, in place."""
        cells, month = self.assessment.cells, self.month
        row_of = {unit: at for at, unit in enumerate(self._cube.units)}
        full = cells.full[:, :, month]
        for key, category in self._cube.rubric.categories.items():
            if not category.combined:
                continue
            rows = sums["category"] == key
            at = sums.loc[rows, "unit"].map(row_of)
            block = self._block(category, cells.points[:, :, month])
            rungs = [self._block(category, np.where(full > 0, rung[:, :, month], np.nan)) for rung in self.boxes.rungs]
            sums.loc[rows, "points"], sums.loc[rows, "judged_full"] = block.points[at], block.judged[at]
            sums.loc[rows, "full_points"] = rungs[0].judged[at]
            for box, table in between([rung.points[at] for rung in rungs], rungs[0].judged[at]).items():
                sums.loc[rows, box] = table

    def _block(self, category: Category, points: FloatArray) -> Block:
        """A category from its cells' points [indicator × unit]."""
        judged = np.where(np.isnan(points), 0.0, self.assessment.cells.full[:, :, self.month])
        return block_of(category, {key: Block.of_cell(np.nan_to_num(points[at]), judged[at]) for at, key in enumerate(self._cube.items)})
