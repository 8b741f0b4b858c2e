"""Thousands of spoilt forms: each gives rows or problems, never a traceback, and no row that the county's rubrics do not know."""

import re
from datetime import date
from pathlib import Path
from random import Random

import numpy as np
import pytest

from readiness.configuration import Configuration, load_configuration
from readiness.observations import Reading, Upload, read_uploads
from tests.mutated_forms import MUTATIONS, as_xlsx, grid

EACH = 640                     # of eight kinds: 5 120 files
TODAY = date(2026, 6, 10)


@pytest.fixture(scope="module")
def county() -> Configuration:
    return load_configuration(Path(__file__).resolve().parents[1] / "config")


def read(county: Configuration, *uploads: Upload) -> Reading:
    return read_uploads(uploads, county.rubrics, county.county, TODAY)


def hold_true(county: Configuration, reading: Reading) -> None:
    """What is promised of whatever comes out of a file."""
    for problem in reading.problems:
        assert problem.what and problem.fix and problem.line >= 0
        assert len(problem.what) < 400 and len(problem.value) <= 201 and problem.what.isprintable()
        assert re.fullmatch("[A-Z]{0,4}", problem.column)
    table = reading.observations.table
    assert np.isfinite(table["value"]).all() and not np.isinf(table["base"]).any()
    assert set(table["unit"]) <= set(county.county.units)
    for indicator, part, month in set(zip(table["indicator"], table["part"], table["month"], strict=True)):
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month, re.ASCII) and month <= f"{TODAY:%Y-%m}"
        rubric = county.rubrics[int(month[:4])]
        assert part in (rubric.indicators[indicator].part_names if indicator in rubric.indicators else rubric.reported_events[indicator])


@pytest.mark.parametrize("kind", MUTATIONS)
def test_a_spoilt_form_gives_rows_or_problems_and_nothing_else(county, kind):
    for seed in range(EACH):
        upload = MUTATIONS[kind](Random(f"{kind} {seed}"))
        try:
            hold_true(county, read(county, upload))
        except Exception as error:
            error.add_note(f"MUTATIONS[{kind!r}](Random('{kind} {seed}'))")
            raise


def test_the_forms_that_are_spoilt_are_good_and_some_spoilt_ones_still_are(county):
    good = [read(county, Upload("表.xlsx", as_xlsx(grid(Random(seed))))) for seed in range(40)]
    assert sum(len(reading.observations.table) > 0 for reading in good) > 30
    spoilt = [read(county, make(Random(f"{kind} {seed}"))) for kind, make in MUTATIONS.items() for seed in range(20)]
    assert any(reading.problems for reading in spoilt) and any(len(reading.observations.table) for reading in spoilt)
