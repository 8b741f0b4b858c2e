"""否决风险: each veto that strikes at year-end as it is expected, or threatens, with the units it meets; those that strike first."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.board import View
from readiness.screens.screen import ROWS


@dataclass(frozen=True)
class Veto:
    """`strikes`: it lowers the grade of these units; else it may."""

    name: str
    strikes: bool
    unit_names: tuple[str, ...]


@dataclass(frozen=True)
class Vetoes:
    """The first of `count` rows; `over`: the year is, so that nothing threatens any more."""

    rows: tuple[Veto, ...]
    count: int
    over: bool


def vetoes(view: View) -> Vetoes:
    """On the forecast, whatever the basis."""
    met: dict[tuple[str, bool], list[str]] = {}
    for row in view.forecast.units.to_dict("records"):
        struck, risks = (list(filter(None, row[column].split("；"))) for column in ("vetoes", "risks"))
        for name in struck:
            met.setdefault((name, True), []).append(row["unit_name"])
        for name in risks:
            if name not in struck:
                met.setdefault((name, False), []).append(row["unit_name"])
    rows = [Veto(name, strikes, tuple(names)) for (name, strikes), names in sorted(met.items(), key=lambda found: not found[0][1])]
    return Vetoes(tuple(rows[:ROWS]), len(rows), view.months_left == 0)
