"""Published rules, index practice and tax scales, written as configuration, scored from the shell, against hand-worked results."""

import csv
import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import yaml

from readiness.cli import main
from tests.small import Small

YEAR = 2016
PUBLISHED = Path(__file__).parent / "published"
WORDINGS = yaml.safe_load((PUBLISHED / "wordings.yaml").read_text(encoding="utf-8"))
OUTCOMES = [pytest.param(f"W{at:02d}", f"T{unit:02d}", outcome["points"], id=f"W{at:02d}-{unit}")
            for at, wording in enumerate(WORDINGS) for unit, outcome in enumerate(wording["outcomes"])]


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


# Wordings

@pytest.fixture(scope="module")
def wordings(tmp_path_factory) -> dict[tuple[str, str], dict[str, str]]:
    """All wordings as one rubric; outcome number k is the report of township number k."""
    items, targets, rows = {}, {}, []
    for at, wording in enumerate(WORDINGS):
        key, units = f"W{at:02d}", [f"T{unit:02d}" for unit in range(len(wording["outcomes"]))]
        items[key] = {**item(1, {}), "name": wording["says"][:20], "townships": units, **wording["indicator"]}
        for unit, outcome in zip(units, wording["outcomes"], strict=True):
            rows += [(unit, key, part, f"{YEAR}-12", value, outcome.get("base", "")) for part, value in _reported(outcome).items()]
            targets |= {key: {**targets.get(key, {}), unit: outcome["target"]}} if "target" in outcome else {}
    county = Small(items, [f"T{unit:02d}" for unit in range(6)], {"D01": {"leads": list(items)}}, targets)
    found = scored(tmp_path_factory.mktemp("wordings"), county, rows, "indicator")
    return {(row["unit"], row["indicator"]): row for row in found}


def _reported(outcome: dict) -> dict[str, float]:
    return outcome.get("parts", {"": outcome.get("value")})


@pytest.mark.parametrize(("key", "unit", "expected"), OUTCOMES)
def test_a_published_wording_gives_its_result(wordings, key, unit, expected):
    row = wordings[unit, key]
    if expected is None:
        assert (row["points"], row["status"], float(row["full_points"])) == ("", "not_applicable", 0.0)
    else:
        assert float(row["points"]) == pytest.approx(expected, abs=1e-9, rel=1e-15)
        assert row["status"] == "scored"
