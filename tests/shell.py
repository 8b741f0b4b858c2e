"""A small county written to files and scored from the shell, in a year whose December has been."""

from __future__ import annotations

import csv
import io
from contextlib import redirect_stdout
from pathlib import Path

from readiness.cli import main
from tests.small import Small

YEAR = 2016


def scored(folder: Path, county: Small, rows: list[tuple], level: str = "unit") -> list[dict[str, str]]:
    """The rows that `score` prints for a county and its reports (unit, indicator, part, month, value, base)."""
    form = folder / "报表.csv"
    with form.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("单位", "指标编号", "分项", "月份", "数值", "分母", "备注"), *((*row, "依据") for row in rows)])
    given = ["--config", str(written(county, folder / "config")), "--data", str(form), "--level", level, "--basis", "today"]
    with redirect_stdout(io.StringIO()) as printed:
        code = main(["score", *given])
    assert code == 0, printed.getvalue()
    return list(csv.DictReader(io.StringIO(printed.getvalue())))


def written(county: Small, folder: Path) -> Path:
    """The configuration folder, of a year whose December has been."""
    county.data["year"] = YEAR
    for path in county.write(folder).glob("*-2026.yaml"):
        path.rename(path.with_name(path.name.replace("2026", str(YEAR))))
    return folder


def item(points: float, rule: dict, **settings) -> dict:
    return {"name": "事项", "measure": "分", "accumulate": "latest", "frequency": "yearly", "points": points, "rule": rule, **settings}


def led(items: dict, units: list[str], **more) -> Small:
    keys = [key for entry in items.values() for key in entry["indicators"]] if "indicators" in next(iter(items.values())) else items
    return Small(items, units, {"D01": {"leads": list(keys)}}, **more)


def by_unit(rows: list[dict[str, str]], column: str) -> dict[str, float | str]:
    return {row["unit"]: row[column] for row in rows}
