"""Mutation: our own rubric with one slip in it, made in hundreds of ways, is never taken for sound.

Each operator of `tests/mutants.py` is tried at a fixed sample of the places where it fits; `RUBRIC_MUTANTS=all` tries every
place.  What is caught is a fault, or a doubt, of the rubric or of the targets and units beside it.
"""

import os
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from readiness.county import read_county
from readiness.problems import Problem, ProblemsFound
from readiness.rubric_file import judged, load_rubric
from readiness.yaml_file import read
from tests.mutants import OPERATORS, Mutant, Source

CONFIG = Path(__file__).parents[1] / "config"
RUBRIC = CONFIG / "rubric-2026.yaml"
SAMPLE = 10**6 if os.environ.get("RUBRIC_MUTANTS") == "all" else 16
FEWEST = 300


@pytest.fixture(scope="module")
def source() -> Source:
    return Source(RUBRIC.read_text(encoding="utf-8"), load_rubric(RUBRIC))


@pytest.fixture(scope="module")
def sound():
    return read(RUBRIC).data


@pytest.fixture(scope="module")
def counted():
    """How many mutants of each operator were tried and how many caught; shown when all are through (`pytest -rP`)."""
    return {"tried": Counter(), "caught": Counter()}


def sample(operator, source: Source) -> list[Mutant]:
    mutants = list(operator(source))
    Random(2026).shuffle(mutants)
    return mutants[:SAMPLE]


def told(path: Path, sound: object) -> list[Problem]:
    """What is told of the rubric at `path`, which must differ from the sound one."""
    document = read(path)
    assert document.data != sound or document.problems
    try:
        rubric, doubts = judged(document)
        return [*doubts] or [*read_county(CONFIG, {rubric.year: rubric})[1]]
    except ProblemsFound as refusal:
        return [*refusal.problems]


def test_the_rubric_itself_is_told_nothing_about(source, tmp_path):
    (tmp_path / RUBRIC.name).write_text(source.text, encoding="utf-8")
    assert told(tmp_path / RUBRIC.name, None) == []


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.__name__)
def test_every_slip_of_this_kind_is_caught(operator, source, sound, counted, tmp_path):
    missed = []
    for mutant in sample(operator, source):
        path = tmp_path / RUBRIC.name
        path.write_text(mutant.text, encoding="utf-8")
        caught = bool(told(path, sound))
        counted["tried"][mutant.operator] += 1
        counted["caught"][mutant.operator] += caught
        missed += [] if caught else [mutant.place]
    assert missed == []


def test_hundreds_of_mutants_were_tried_and_all_were_caught(counted):
    tried, caught = counted["tried"], counted["caught"]
    print("\n".join(f"{operator}: {caught[operator]} of {count} caught" for operator, count in tried.items()))
    print(f"{caught.total()} of {tried.total()} in all")
    assert len(tried) == len(OPERATORS)
    assert caught.total() == tried.total() >= FEWEST
