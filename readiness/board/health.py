"""How well the figures come in, as of a view's month: see `readiness.health`; each table is made on first use and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from readiness.health import corrected, late, levels, months, overdue, punctual

if TYPE_CHECKING:               # a view hands out its health, so this cannot wait for it
    from readiness.board.view import View


@dataclass
class Health:
    """What is overdue, old, late and corrected, the same on every basis.

    Who came late and what was changed only a store can tell: without one `register` is None and these tables are empty.
    """

    view: View

    @property
    def report_by(self) -> int:
        """The day of the next month by which figures are due."""
        return self.view.board.configuration.settings.report_by

    @cached_property
    def overdue(self) -> pd.DataFrame:
        """See `health.overdue`."""
        return overdue(self.view.boxes, self.view.county, self.view.month, self.report_by)

    @cached_property
    def levels(self) -> pd.DataFrame:
        """See `health.levels`."""
        return levels(self.view.boxes, self.view.county, self.view.month)

    @cached_property
    def register(self) -> pd.DataFrame | None:
        """See `Store.register`."""
        store = self.view.board.store
        return None if store is None else store.register(self.view.year, self.view.revision)

    @property
    def _register(self) -> pd.DataFrame:
        return NOTHING if self.register is None else self.register

    @cached_property
    def demo(self) -> bool:
        """Whether some of the year's figures are the demo's, of which nobody knows when they came."""
        return bool((self._register["kind"] == "demo").any())

    @cached_property
    def late(self) -> pd.DataFrame:
        """See `health.late`."""
        return late(self._register, self.view.rubric, self.view.county, self.view.month, self.report_by)

    @cached_property
    def corrected(self) -> pd.DataFrame:
        """See `health.corrected`."""
        return corrected(self._register, self.view.rubric, self.view.county, self.view.month)

    @cached_property
    def punctual(self) -> pd.DataFrame:
        """See `health.punctual`."""
        return punctual(self._register, self.view.rubric, self.view.county, self.view.month, self.late, self.corrected)

    @cached_property
    def months(self) -> pd.DataFrame:
        """See `health.months`."""
        return months(self.view.boxes, self.view.county, self.view.month, self.overdue, self.late)


NOTHING = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in (
    *dict.fromkeys(("unit", "indicator", "part", "month", "account", "kind", "reason"), "str").items(),
    *dict.fromkeys(("value", "base", "value_before", "base_before"), float).items(),
    ("number", int), ("revision", int), ("at", "datetime64[s]"))})
