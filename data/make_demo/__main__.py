"""Writes the demo county's forms: two past years as CSV, 2026 by month as workbooks, and forms that must be refused."""

from __future__ import annotations

from pathlib import Path

from data.make_demo.assemble import year_of_figures
from data.make_demo.faulty import write_faulty
from data.make_demo.forms import write_month, write_year
from data.make_demo.world import World
from readiness.configuration import Configuration, default_folder, load_configuration

PAST_YEARS = (2024, 2025)
THIS_YEAR, LAST_MONTH = 2026, 5


def write_all(folder: Path, configuration: Configuration) -> None:
    """Every form, into `folder`/demo and `folder`/demo-faulty."""
    (folder / "demo").mkdir(parents=True, exist_ok=True)
    (folder / "demo-faulty").mkdir(parents=True, exist_ok=True)
    for year in PAST_YEARS:
        world = World(year, configuration.rubrics[year], configuration.county)
        write_year(folder / "demo" / f"{year}.csv", world, year_of_figures(world))
    world = World(THIS_YEAR, configuration.rubrics[THIS_YEAR], configuration.county)
    figures = year_of_figures(world, LAST_MONTH)
    for month in range(1, LAST_MONTH + 1):
        write_month(folder / "demo" / f"{THIS_YEAR}-{month:02d}.xlsx", world, figures, month)
    write_faulty(folder / "demo-faulty")


if __name__ == "__main__":
    write_all(Path(__file__).resolve().parent.parent, load_configuration(default_folder()))
