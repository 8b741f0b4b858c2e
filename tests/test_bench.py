"""The measurement of the engine is worth something only while its mix holds every rule and both roads come to the same."""

import numpy as np
import pytest

from bench.mix import MIX
from bench.plain import as_plain, plain_score
from bench.year import INDICATORS, cube_of_size
from readiness.rules import RULES
from readiness.scoring.assess import score
from readiness.scoring.columns import Columns


@pytest.fixture(scope="module")
def cube():
    return cube_of_size(45)


def test_every_rule_type_is_in_the_mix(cube):
    found = {rule.type for item in cube.items.values() for rule in item.indicator.rules}
    assert found == set(RULES)
    assert len(cube.items) == INDICATORS == 2 * len(MIX)


def test_the_engine_and_plain_numpy_give_the_same_points(cube):
    cells, subtotals = score(Columns.of(cube, "today"))
    points, total = plain_score(as_plain(cube))
    np.testing.assert_allclose(cells.points, points, rtol=0, atol=1e-9)
    np.testing.assert_allclose(subtotals.on_100, total, rtol=0, atol=1e-9)


@pytest.mark.parametrize("name", MIX)
def test_the_figures_of_a_kind_earn_more_and_less_and_most_of_the_months_are_judged(cube, name):
    points = plain_score(as_plain(cube))[0][list(MIX).index(name)]
    assert len(np.unique(points)) > 1
    assert (points > 0).mean() > 0.2
