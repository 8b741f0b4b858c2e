"""Blocks put together by the lowest share or the geometric mean, and what stands on top, against plain reckonings of one unit."""

import csv
import io
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.cli import main
from readiness.problems import ProblemsFound
from readiness.rubric_file import load_rubric
from tests.small import Small, item, level

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


def one_township(tree, data) -> tuple:
    """The numbered tree, its leaves' points, T01's drawn values (None where T01 is not assessed), and that county."""
    tree = numbered(tree)
    points = leaves_of(tree)
    values = {at: data.draw(marks) for at in points}
    items = {f"I{at}": level(full, townships=["T02"] if values[at] is None else "all") for at, full in points.items()}
    made = county_of(tree, items)
    for at, value in values.items():
        made.report("T01", f"I{at}", *() if value is None else (value,))
    return tree, points, values, made


@given(whole, st.data())
@settings(max_examples=40, **NEVER)
def test_a_total_is_what_its_blocks_come_to_one_by_one(tree, data):
    tree, points, values, made = one_township(tree, data)
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
    tree, points, values, made = one_township(tree, data)
    shown = made.view(1).categories.query("unit == 'T01'").set_index("category")
    for at, category in enumerate(tree[1]):
        earned, judged, _ = slow(category, cells_of(points, values))
        if judged:
            assert (shown.loc[f"K{at}", "points"], shown.loc[f"K{at}", "full_points"]) == pytest.approx((earned, judged), abs=1e-9)
        else:
            assert f"K{at}" not in shown.index


# The shell shows the same

LOWEST = numbered(("sum", [("lowest", [("sum", [10.0, 10.0]), ("sum", [20.0])]), ("geometric", [30.0, 30.0])]))


def test_the_shell_prints_the_points_of_combined_categories(tmp_path, capsys):
    made = county_of(LOWEST, {f"I{at}": level(full) for at, full in leaves_of(LOWEST).items()},
                     departments={"D01": {"leads": [f"I{at}" for at in leaves_of(LOWEST)]}})
    form = tmp_path / "表.csv"
    rows = [f"T01,I{at},2026-01,{value}" for at, value in enumerate((80, 40, 75, 64, 25))]
    form.write_text("\n".join(["单位,指标编号,月份,数值", *rows]), encoding="utf-8")
    assert main(["score", "--config", str(made.write(tmp_path / "config")), "--data", str(form), "--level", "category", "--basis", "today"]) == 0
    printed = {row["category"]: (float(row["points"]), float(row["full_points"]))
               for row in csv.DictReader(io.StringIO(capsys.readouterr().out)) if row["unit"] == "T01"}
    assert printed == {"K0": (pytest.approx(0.6 * 40, abs=1e-9), 40), "K1": (pytest.approx(0.4 * 60, abs=1e-9), 60)}


# Vetoes that take an item's points: a township's own, the county's, and the department's that leads it

ZERO = {"V": {"effect": "zero_item", "items": ["A"], "name": "造假"}}


def vetoed(unit: str, **more) -> Small:
    made = Small({"A": level(40), "B": level(60)}, ["T01", "T02"], {"D01": {"leads": ["A", "B"]}, "D02": {"supports": ["A"], "leads": []}},
                 vetoes=ZERO, **more)
    for one in ("T01", "T02", "XX"):
        made.report(one, "A", 90, 90).report(one, "B", 50, 50)
    return made.report(unit, "V", 0, 1)


def test_a_township_loses_the_item_alone_and_from_the_month_on():
    made = vetoed("T01")
    assert made.total("T01", 1) == pytest.approx(0.4 * 90 + 0.6 * 50)
    assert made.total("T01", 2) == pytest.approx(0.6 * 50)
    assert made.total("T02", 2) == made.total("XX", 2) == made.total("D01", 2) == pytest.approx(66)


def test_the_county_loses_it_together_with_those_who_answer_for_its_figure():
    made = vetoed("XX")
    assert made.total("XX", 2) == made.total("D01", 2) == pytest.approx(30)
    assert made.total("D02", 2) == 0                        # it supports nothing else
    assert made.total("T01", 2) == pytest.approx(66)


def test_a_department_that_is_struck_itself_loses_it_alone():
    made = vetoed("D01")
    assert (made.total("D01", 2), made.total("XX", 2), made.total("D02", 2)) == (30, 66, 90)


def test_the_sentence_names_the_veto_and_the_grade_follows_the_points():
    made = vetoed("T01")
    assert "一票否决“造假”，本项计 0 分" in made.view(2).explain("T01", "A").sentence
    assert made.unit("T01", 2)["grade"] == "不合格"


def test_a_zeroed_item_is_nought_in_the_lowest_of_blocks_too():
    tree = numbered(("lowest", [("sum", [40.0]), ("sum", [60.0])]))
    made = county_of(tree, {f"I{at}": level(full) for at, full in leaves_of(tree).items()},
                     vetoes={"V": {**ZERO["V"], "items": ["I0"]}})
    made.report("T01", "I0", 90).report("T01", "I1", 50).report("T01", "V", 1)
    assert made.total("T01", 1) == 0


def test_points_below_nought_are_not_raised_by_a_veto():
    made = Small({"A": level(40, rule={"type": "per_occurrence", "deduct_per": 30, "floor": "none"}, accumulate="sum"), "B": level(60)},
                 vetoes=ZERO)
    made.report("T01", "A", 2).report("T01", "B", 50).report("T01", "V", 1)
    assert made.points("T01", "A", 1) == 40 - 60


# Bonuses reckoned from an indicator, and totals beyond 100

def beaten(value: float, basis: str = "today", month: int = 12, **beats) -> float:
    usual = {"indicator": "I", "of": "percent", "step": 10, "points": 2}
    made = Small({"I": item(100, target=50, **beats.pop("item", {}))}, bonus={"B": {"beats": {**usual, **beats}}}, bonus_cap={})
    return made.report("T01", "I", *[value / 12] * 12).unit("T01", month, basis)["bonus"]


@pytest.mark.parametrize(("value", "expected"), [(50, 0), (54.9, 0), (55, 2), (59.99, 2), (60, 4), (100, 20), (40, 0)])
def test_each_whole_step_beyond_the_target_in_percent_brings_its_points(value, expected):
    assert beaten(value) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "expected"), [(54.9, 2 * 0.98), (63, 2 * 2.6), (49, 0)])
def test_begun_steps_count_by_their_share_where_the_rubric_says_so(value, expected):
    assert beaten(value, fractional=True) == pytest.approx(expected)


def test_a_step_in_the_measure_is_not_a_step_in_percent():
    assert (beaten(60, of="measure", step=4), beaten(60, step=4)) == (2 * 2, 2 * 5)


def test_less_than_a_target_beats_it_where_less_is_better():
    rule = {"rule": {"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"}, "accumulate": "mean"}
    made = Small({"I": item(100, target=50, **rule)}, bonus={"B": {"beats": {"indicator": "I", "of": "percent", "step": 10, "points": 2}}},
                 bonus_cap={})
    made.report("T01", "I", *[39] * 12)
    assert made.unit("T01")["bonus"] == pytest.approx(2 * 2)


def test_on_schedule_a_target_is_beaten_by_what_the_year_is_on_course_for():
    assert beaten(60, basis="today", month=6) == 0
    assert beaten(60, basis="schedule", month=6) == pytest.approx(2 * 2)


@pytest.mark.parametrize(("beyond", "expected"), [(True, 102), (False, 100)])
def test_bonuses_take_a_total_past_100_only_where_the_rubric_lets_them(beyond, expected):
    made = Small({"I": level(100)}, bonus={"B": {"each": {"表扬": 3}}}, beyond_full=beyond)
    made.report("T01", "I", 99).report("T01", "B", 1, part="表扬")
    assert made.total("T01", 1) == pytest.approx(expected)


@pytest.mark.parametrize(("talks", "expected"), [(0, 100), (1, 100), (2, 98)])
def test_deductions_are_taken_before_a_total_is_held_at_100(talks, expected):
    made = Small({"I": level(100)}, bonus={"B": {"each": {"表扬": 3}}}, deductions={"D": {"each": {"约谈": 2}}}, deduction_cap={},
                 beyond_full=False)
    made.report("T01", "I", 99).report("T01", "B", 1, part="表扬").report("T01", "D", talks, part="约谈")
    assert made.total("T01", 1) == pytest.approx(expected)


@pytest.mark.parametrize("order", [("V1", "V2"), ("V2", "V1")])
def test_of_two_vetoes_it_does_not_matter_which_is_written_first(order):
    both = {"V1": {"effect": "not_excellent"}, "V2": {"effect": "downgrade", "levels": 1}}
    small = Small({"A": level(10)}, vetoes={key: both[key] for key in order}).report("T01", "A", 100)
    for key in order:
        small.report("T01", key, 1)
    assert small.unit("T01", 1)["grade"] == "良好"          # a grade lower, and that is not the best any more


def test_a_block_under_sixty_percent_fails_the_year_and_threatens_before():
    vetoes = {"V1": {"effect": "fail", "below": {"category": "质量", "percent": 60}}}
    blocks = {"质量": {"indicators": {"A": level(40), "B": level(40)}}, "任务": {"indicators": {"C": level(20)}}}
    small = Small(blocks, ["T01", "T02"], vetoes=vetoes, grades=[{"min": 50, "name": "合格"}, {"min": 0, "name": "不合格"}])
    for unit, quality in (("T01", 59), ("T02", 60)):
        for key, value in {"A": quality, "B": quality, "C": 100}.items():
            small.report(unit, key, *[value] * 12)
    assert small.column("grade", 12)["T01"] == "不合格" and small.column("grade", 12)["T02"] == "合格"
    assert small.column("grade", 11)["T01"] == "合格"                                # not before the year is over
    assert (small.column("risks", 11)["T01"], small.column("risks", 11)["T02"]) == ("V1", "")


def test_a_veto_that_looks_at_no_category_there_is_is_refused(tmp_path):
    small = Small({"A": level(10)}, vetoes={"V1": {"effect": "fail", "below": {"category": "B", "percent": 60}}})
    with pytest.raises(ProblemsFound, match="没有编号是 B 的板块"):
        load_rubric(small.write(tmp_path / "config") / "rubric-2026.yaml")
