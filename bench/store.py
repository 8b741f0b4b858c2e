"""The store beside a plain `executemany` of the same rows: a million figures in and out, a board opened on them, one year of the demo county.

The plain table has no index, no batch and no look at what is there, so it is the floor of what SQLite takes, not an aim.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from readiness.board import Board
from readiness.configuration import Configuration, Settings, default_folder, load_configuration
from readiness.county import County, Unit
from readiness.observations import COLUMNS, Observations, read_forms
from readiness.rubric import Category, Indicator, Rubric
from readiness.store import Origin, SourceFile, Store

ROWS = 1_000_000
UNITS, INDICATORS = 1_700, 50          # for a year: a little more than ROWS
YEAR = 2026
DEMO_YEAR = Path("data/demo/2025.csv")
BENCH = Origin("import", "bench", files=(SourceFile("bench.csv"),))
Result = TypeVar("Result")


def measure() -> Iterator[dict[str, Any]]:
    """On SQLite, and on PostgreSQL where `BENCH_DATABASE_URL` names an empty database of one."""
    million, county = figures(), configuration()
    with TemporaryDirectory() as folder:
        yield from _million(f"sqlite:///{folder}/million.db", million, county, Path(folder))
        yield from _demo_year(f"sqlite:///{folder}/demo.db", Path(folder))
    if url := os.environ.get("BENCH_DATABASE_URL"):
        with TemporaryDirectory() as folder:
            yield from _million(url, million, county, Path(folder))


def figures() -> Observations:
    """A million of them: units × indicators × the months of a year, in the order of a year's forms."""
    at = np.arange(ROWS)
    unit, indicator, month = at // INDICATORS % UNITS, at % INDICATORS, at // (INDICATORS * UNITS)
    value = np.random.default_rng(YEAR).integers(0, 1000, ROWS) / 100
    table = pd.DataFrame({"unit": pd.Series(unit).map("T{:04d}".format), "indicator": pd.Series(indicator).map("I{:02d}".format), "part": "",
                          "month": pd.Series(month + 1).map(f"{YEAR}-{{:02d}}".format), "value": value, "base": np.nan, "remark": "",
                          "file": "bench.csv", "sheet": "", "row": at + 2})
    return Observations(table[COLUMNS].astype(dict.fromkeys(("unit", "indicator", "part", "month", "remark", "file", "sheet"), "str")))


def configuration() -> Configuration:
    """A county that reports them: townships alone, amounts in proportion to a target."""
    items = {f"I{at:02d}": Indicator.model_validate({
        "id": f"I{at:02d}", "name": f"指标{at}", "measure": "项", "points": 2, "accumulate": "sum", "target": 60, "county": "sum",
        "rule": {"type": "proportional"}}) for at in range(INDICATORS)}
    caps = {"county": 5, "township": 3, "department": 3}
    rubric = Rubric(id="bench", title="bench", year=YEAR, grades=({"min": 0, "name": "合格"},), bonus_cap=caps, deduction_cap=caps,
                    departments={"business_weight": 60, "duty_weight": 40, "support_share": 0.5},
                    categories={"A": Category(id="A", name="甲", points=100, indicators=items)})
    units = [*(Unit(id=f"T{at:04d}", name=f"镇{at}") for at in range(UNITS)), Unit(id="XX", name="县", kind="county")]
    return Configuration(Path("bench"), Settings(), {YEAR: rubric}, County({unit.id: unit for unit in units}, {YEAR: {}}), "bench")


def _million(url: str, million: Observations, county: Configuration, folder: Path) -> Iterator[dict[str, Any]]:
    plain, store = _plain(folder / "plain.db", million), Store(url)
    kind = store.engine.dialect.name
    imported, _ = _timed(lambda: store.add(million, BENCH))
    yield _line("store_import", kind, imported, plain)
    read, known = _timed(store.observations)
    yield _line("store_observations", kind, read, plain)
    opened, _ = _timed(lambda: Board(county, known, 1, store).view(f"{YEAR}-12", "today").units)
    yield _line("store_board", kind, read + opened, plain)
    again, _ = _timed(lambda: store.add(million, BENCH))
    yield _line("store_import_again", kind, again, plain)
    month = Observations(million.table[million.table["month"] == f"{YEAR}-12"].assign(value=1.5))
    yield _line("store_correct_a_month", kind, _timed(lambda: store.add(month, BENCH))[0], plain, rows=len(month.table))


def _demo_year(url: str, folder: Path) -> Iterator[dict[str, Any]]:
    demo = load_configuration(default_folder())
    store = Store(url)
    reading, read = _timed(lambda: read_forms([DEMO_YEAR], demo.rubrics, demo.county, date.today()))
    adding, _ = _timed(lambda: store.add(read, BENCH))
    line = _line("store_demo_year", "sqlite", reading + adding, _plain(folder / "plain-demo.db", read), rows=len(read.table))
    yield {**line, "reading_seconds": reading, "adding_seconds": adding, "aim_seconds": 3}


def _plain(path: Path, observations: Observations) -> float:
    """Seconds that SQLite takes for the same rows with nothing around them."""
    rows = list(observations.table.itertuples(index=False, name=None))
    with closing(sqlite3.connect(path)) as file:
        file.execute(f"CREATE TABLE plain ({', '.join(COLUMNS)})")
        start = time.perf_counter()
        file.executemany(f"INSERT INTO plain VALUES ({', '.join('?' * len(COLUMNS))})", rows)
        file.commit()
        return time.perf_counter() - start


def _timed(run: Callable[[], Result]) -> tuple[float, Result]:
    start = time.perf_counter()
    result = run()
    return time.perf_counter() - start, result


def _line(bench: str, kind: str, seconds: float, plain: float, rows: int = ROWS) -> dict[str, Any]:
    return {"bench": bench, "database": kind, "rows": rows, "seconds": seconds, "plain_seconds": plain, "ratio": seconds / plain}
