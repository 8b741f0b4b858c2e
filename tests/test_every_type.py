"""Every rule type through the whole board: its own worked examples as a county's figures, scored, told, drawn, listed.

A new file in `readiness/rules/` is tested here without being named.
"""

import math

import pytest

from readiness.rules import RULES
from tests.small import Small, level

EXAMPLES = [pytest.param(name, shown, id=f"{name}-{at}") for name, rule in RULES.items() for at, shown in enumerate(rule.examples)]
MAIN = [each for each in EXAMPLES if each.values[0] != "not_worse"]


def county(name: str, shown) -> Small:
    """T01 is the example's unit; its peers are the other townships."""
    example, rule = shown.example, {"type": name, **shown.parameters}
    ratio = name == "yoy" and rule.get("against", "base") == "base"
    entry = level(shown.full, measure="点", rule=rule, target=example.target, baseline=example.baseline, possible=[-1000, 1000],
                  accumulate="ratio" if ratio else "latest")
    small = Small({"R": entry, "S": level(10)}, [f"T{at:02d}" for at in range(1, len(example.peers) + 2)], {"D01": {"leads": ["R", "S"]}})
    for part, value in example.parts.items():
        small.report("T01", "R", value, part=part)
    for at, value in enumerate((example.value, *example.peers), start=1):
        if value is not None:
            small.report(f"T{at:02d}", "R", value, base=[100] if ratio else ())
        small.report(f"T{at:02d}", "S", 50)
    return small


@pytest.mark.parametrize(("name", "shown"), MAIN)
def test_the_board_gives_the_points_of_the_example_and_says_so(name, shown):
    small = county(name, shown)
    points = small.points("T01", "R", 1)
    assert points == pytest.approx(shown.example.points, abs=1e-9)
    said = small.view(1).explain("T01", "R").sentence
    assert f"得 {points + 0.0:.2f} 分" in said or f"{math.floor(points * 100 + 0.5) / 100:.2f} 分" in said
    assert "nan" not in said and "inf" not in said


@pytest.mark.parametrize(("name", "shown"), MAIN)
def test_what_is_owed_can_be_listed_and_the_year_and_the_curve_drawn(name, shown):
    view = county(name, shown).view(1, "schedule")
    own = view.gaps[(view.gaps["unit"] == "T01") & (view.gaps["indicator"] == "R")]
    assert len(own) == (view.cells.set_index(["unit", "indicator"]).loc[("T01", "R"), "owed"] > 1e-9)
    assert all(words and "nan" not in words and "inf" not in words for words in own["takes"])
    curves, marks = view.places("township", "R")
    assert len(curves) and set(marks["unit"]) <= set(view.county.units)
    assert len(view.months("T01", "R")) == 12


# One page of each kind that draws an indicator, for one example of each type.
ONE_EACH = [each for each in MAIN if each.id.endswith("-0")]


@pytest.mark.parametrize("page", ["rubric", "indicator", "unit"])
@pytest.mark.parametrize(("name", "shown"), ONE_EACH)
def test_every_page_that_draws_an_item_draws_one_of_this_type(page_of, name, shown, page):
    drawn = page_of(page, county(name, shown), indicator="R", unit="T01镇")
    assert not drawn.exception
    assert any(head.value.startswith("R ") for head in drawn.subheader) or page == "indicator"
