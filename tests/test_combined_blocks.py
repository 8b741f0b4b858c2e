"""Blocks put together by the lowest share or the geometric mean, and what stands on top, against plain reckonings of one unit."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.small import Small, level

NEVER = {"deadline": None}
WAYS = st.sampled_from(("sum", "lowest", "geometric"))


# A tree is the points of an indicator, or a way of putting together and the trees below it.

leaves = st.integers(1, 20).map(float)
trees = st.recursive(leaves, lambda inner: st.tuples(WAYS, st.lists(inner, min_size=1, max_size=3)), max_leaves=7)
whole = st.tuples(WAYS, st.lists(st.tuples(WAYS, st.lists(trees, min_size=1, max_size=3)), min_size=1, max_size=3))


def numbered(tree, count=None):
    """The tree with its leaves as (number, points)."""
    count = iter(range(100)) if count is None else count
    if isinstance(tree, float):
        return next(count), tree
    return tree[0], [numbered(inner, count) for inner in tree[1]]


def leaves_of(tree) -> dict[int, float]:
    if isinstance(tree[0], int):
        return {tree[0]: tree[1]}
    return {at: points for inner in tree[1] for at, points in leaves_of(inner).items()}


def as_category(tree, key: str, items: dict) -> dict:
    way, inside = tree
    indicators = {f"I{inner[0]}": items[f"I{inner[0]}"] | {"id": f"I{inner[0]}"} for inner in inside if isinstance(inner[0], int)}
    nested = [inner for inner in inside if not isinstance(inner[0], int)]
    categories = {f"{key}{at}": as_category(inner, f"{key}{at}", items) for at, inner in enumerate(nested)}
    return {"id": key, "name": key, "points": sum(leaves_of(tree).values()), "combine": way, "indicators": indicators,
            "categories": categories}


def county_of(tree, items: dict, **more) -> Small:
    categories = {f"K{at}": as_category(inner, f"K{at}", items) for at, inner in enumerate(tree[1])}
    return Small(items, ["T01", "T02"], categories=categories, combine=tree[0], **more)


def slow(tree, cells: dict[int, tuple[float, float] | None]) -> tuple[float, float, float]:
    """Points, judged full points and worth of a tree; a cell is its points and full points, None where it is not judged."""
    if isinstance(tree[0], int):
        points, full = cells[tree[0]] or (0.0, 0.0)
        return points, full, full
    way, inside = tree
    blocks, worth = [slow(inner, cells) for inner in inside], sum(leaves_of(tree).values())
    if way == "sum":
        return sum(block[0] for block in blocks), sum(block[1] for block in blocks), worth
    shares = [(points / judged, weight) for points, judged, weight in blocks if judged > 0]
    if not shares:
        return 0.0, 0.0, worth
    if way == "lowest":
        return min(share for share, _ in shares) * worth, worth, worth
    return math.prod(share ** (weight / sum(weight for _, weight in shares)) for share, weight in shares) * worth, worth, worth


def slow_total(tree, cells) -> float:
    points, judged, _ = slow(tree, cells)
    return 100 * points / judged if judged else math.nan


def cells_of(leaf_points: dict[int, float], values: dict[int, float | None], share: float = 1.0) -> dict:
    return {at: None if values[at] is None else (values[at] / 100 * points * share, points * share)
            for at, points in leaf_points.items()}


marks = st.none() | st.integers(0, 100).map(float)


@given(whole, st.data())
@settings(max_examples=40, **NEVER)
def test_a_total_is_what_its_blocks_come_to_one_by_one(tree, data):
    tree = numbered(tree)
    points = leaves_of(tree)
    values = {at: data.draw(marks) for at in points}
    items = {f"I{at}": level(full, townships=["T02"] if values[at] is None else "all") for at, full in points.items()}
    made = county_of(tree, items)
    for at, value in values.items():
        made.report("T01", f"I{at}", *() if value is None else (value,))
    assert made.total("T01", 1) == pytest.approx(slow_total(tree, cells_of(points, values)), abs=1e-9, nan_ok=True)


@given(whole, st.data())
@settings(max_examples=40, **NEVER)
def test_a_departments_two_groups_are_each_put_together_and_then_mixed(tree, data):
    tree = numbered(tree)
    points = leaves_of(tree)
    values = {at: data.draw(st.integers(0, 100).map(float)) for at in points}
    roles = {at: data.draw(st.sampled_from(("leads", "supports", "duty", "none"))) for at in points}
    made = county_of(tree, {f"I{at}": level(full) for at, full in points.items()},
                     departments={"D01": {role: [f"I{at}" for at, given_role in roles.items() if given_role == role]
                                          for role in ("leads", "supports")}},
                     mix={"general_duties": [f"I{at}" for at, role in roles.items() if role == "duty"]})
    for at, value in values.items():
        made.report("D01" if roles[at] == "duty" else "XX", f"I{at}", value)
    shares = {"leads": 1.0, "supports": 0.5, "duty": 1.0}
    groups = [slow_total(tree, {at: (value / 100 * points[at] * shares[roles[at]], points[at] * shares[roles[at]])
                                if roles[at] in group else None for at, value in values.items()})
              for group in (("leads", "supports"), ("duty",))]
    mixed = [(weight, total) for weight, total in zip((60, 40), groups, strict=True) if not math.isnan(total)]
    expected = sum(weight * total for weight, total in mixed) / sum(weight for weight, _ in mixed) if mixed else math.nan
    assert made.total("D01", 1) == pytest.approx(expected, abs=1e-9, nan_ok=True)


@given(whole, st.data())
@settings(max_examples=25, **NEVER)
def test_what_a_cell_owes_on_100_is_what_the_total_gains_when_it_alone_is_full(tree, data):
    tree = numbered(tree)
    points = leaves_of(tree)
    values = {at: data.draw(st.integers(0, 100).map(float)) for at in points}
    chosen = data.draw(st.sampled_from(sorted(points)))
    duty, supported = data.draw(st.sets(st.sampled_from(sorted(points)))), data.draw(st.sets(st.sampled_from(sorted(points))))

    def scored(figures: dict[int, float]) -> Small:
        business = {word: [f"I{at}" for at in points if (at in supported) == (word == "supports")] for word in ("leads", "supports")}
        made = county_of(tree, {f"I{at}": level(full) for at, full in points.items()}, departments={"D01": business},
                         mix={"general_duties": [f"I{at}" for at in duty & supported]})
        for at, value in figures.items():
            for unit in ("T01", "XX", *(("D01",) if at in duty & supported else ())):
                made.report(unit, f"I{at}", value)
        return made

    before, after = scored(values), scored({**values, chosen: 100.0})
    for unit in ("T01", "D01"):
        gained = after.unit(unit, 1)["subtotal"] - before.unit(unit, 1)["subtotal"]
        assert before.cell(unit, f"I{chosen}", 1)["owed_on_100"] == pytest.approx(gained, abs=1e-9)


@given(whole, st.data())
@settings(max_examples=25, **NEVER)
def test_a_category_shows_the_points_that_its_blocks_come_to(tree, data):
    tree = numbered(tree)
    points = leaves_of(tree)
    values = {at: data.draw(marks) for at in points}
    items = {f"I{at}": level(full, townships=["T02"] if values[at] is None else "all") for at, full in points.items()}
    made = county_of(tree, items)
    for at, value in values.items():
        made.report("T01", f"I{at}", *() if value is None else (value,))
    shown = made.view(1).categories.query("unit == 'T01'").set_index("category")
    for at, category in enumerate(tree[1]):
        earned, judged, _ = slow(category, cells_of(points, values))
        if judged:
            assert (shown.loc[f"K{at}", "points"], shown.loc[f"K{at}", "full_points"]) == pytest.approx((earned, judged), abs=1e-9)
        else:
            assert f"K{at}" not in shown.index
