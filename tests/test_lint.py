"""What the whole of a rubric shows: what refuses it, what is only doubted, and that one reading tells all."""

import ast
import json
from copy import deepcopy
from pathlib import Path

import pytest
from pydantic import BaseModel

import readiness.lint
from readiness.problems import ProblemsFound
from readiness.rubric_file import read_rubric
from readiness.rule import Rule
from readiness.rules import RULES, make
from tests.small import item, level, rubric_data


def written(folder: Path, items: dict, **settings) -> Path:
    path = folder / "rubric-2026.yaml"
    path.write_text(json.dumps(rubric_data(items, **settings), ensure_ascii=False), encoding="utf-8")
    return path


def doubts(folder: Path, items: dict, **settings) -> list[tuple[str, str]]:
    """Place and words of every doubt."""
    return [(doubt.place, doubt.what) for doubt in read_rubric(written(folder, items, **settings))[1]]


def faults(folder: Path, data: dict) -> list[tuple[str, str]]:
    path = folder / "rubric-2026.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(ProblemsFound) as refusal:
        read_rubric(path)
    return [(problem.place, problem.what) for problem in refusal.value.problems]


def formula(text: str, *examples: tuple[float, float], **settings) -> dict:
    """An indicator of 10 points under a formula."""
    shown = [{"value": value, "points": points} for value, points in examples]
    return item(accumulate="latest", measure="%", target=None, examples=shown, **{
        "rule": {"type": "formula", "formula": text, "better": "higher", "between": [0, 100]}, **settings})


# No rule type is known by name

def test_no_check_names_a_rule_type():
    for path in Path(readiness.lint.__file__).parent.glob("*.py"):
        words = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)}
        assert words & set(RULES) == set(), path.name


def _within(model: BaseModel) -> list[Rule]:
    """Every rule that stands in a field of `model`, however deep."""
    found: list[Rule] = []
    for value in (getattr(model, name) for name in type(model).model_fields):
        for one in value if isinstance(value, tuple) else value.values() if isinstance(value, dict) else (value,):
            found += [one] if isinstance(one, Rule) else _within(one) if isinstance(one, BaseModel) else []
    return found


RULE_EXAMPLES = [pytest.param(name, shown, id=f"{name}-{at}") for name, rule in RULES.items() for at, shown in enumerate(rule.examples)]


@pytest.mark.parametrize(("name", "shown"), RULE_EXAMPLES)
def test_a_rule_tells_of_every_rule_that_stands_within_it(name, shown):
    rule = make(name, **shown.parameters)
    assert [inner for _, inner, _ in rule.inner(shown.full)] == _within(rule)


@pytest.mark.parametrize(("name", "shown"), RULE_EXAMPLES)
def test_every_rule_type_is_looked_over_and_its_own_example_is_sound(name, shown, tmp_path):
    example = shown.example.model_dump(exclude_defaults=True)
    way = min(make(name, **shown.parameters).accumulates or {"latest"})
    rule = {"type": name, **shown.parameters}
    judged = {"rule": {"type": "binary", "at_most": 1000}, "extras": [rule]} if RULES[name].on_top else {"rule": rule}
    one = item(shown.full, measure="分", accumulate=way, examples=[example], target=shown.example.target,
               baseline=shown.example.baseline, **judged)
    told = doubts(tmp_path, {"A": one})
    assert all(what.startswith(("没有算例能检验", "得分在 95 处跳变")) for _, what in told), told


# Faults

@pytest.mark.parametrize(("measure", "round_", "sound"), [("%", None, False), ("%", {"decimals": 0}, True), ("%", {"decimals": 1}, False)])
def test_whether_tiers_leave_a_hole_depends_on_how_finely_the_value_is_judged(tmp_path, measure, round_, sound):
    rule = {"type": "tiers", "tiers": [{"min": 90, "points": 10}, {"min": 80, "max": 89, "points": 5}]}
    data = rubric_data({"A": level(measure=measure, round=round_, rule=rule)})
    if sound:
        assert [place for place, _ in doubts(tmp_path, {"A": level(measure=measure, round=round_, rule=rule)})] == ["A"]   # no example
    else:
        assert faults(tmp_path, data) == [("A › rule › tiers › 2 › max", "这一档的 max 是 89，上一档的 min 是 90，中间的值没有档。")]


def test_blocks_of_which_the_lowest_decides_each_have_all_the_points(tmp_path):
    data = rubric_data({"甲": {"indicators": {"A": level(100, examples=[{"value": 50, "points": 50}])}},
                        "乙": {"indicators": {"B": level(100, examples=[{"value": 50, "points": 50}])}}}, combine="lowest", full_points=100)
    path = tmp_path / "rubric-2026.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    assert read_rubric(path)[0].combine == "lowest"
    data["combine"] = "sum"
    assert faults(tmp_path, data) == [("categories", "各板块合计 200 分，满分写的是 100 分。")]


# One reading tells all

def _several() -> dict:
    data = rubric_data({"甲": {"indicators": {"A": level(4), "B": level(6, examples=[{"value": 50, "points": 4}])}},
                        "乙": {"indicators": {"C": level(5)}}})
    data["categories"]["乙"]["points"] = 7
    return deepcopy(data)


WRONG_EXAMPLE = ("B › examples › 1", "例子写的是 4 分，按规则算出来是 3 分。")
WRONG_SUM = ("乙 › points", "“板块乙”写的是 7 分，其中各项合计 5 分。")


def test_what_settings_show_and_what_the_whole_shows_is_told_together(tmp_path):
    data = _several()
    data["categories"]["甲"]["indicators"]["A"]["accumulate"] = "summe"
    found = faults(tmp_path, data)
    assert WRONG_EXAMPLE in found and WRONG_SUM in found
    assert ("A › accumulate", "'summe' 不在可选范围内。") in found
    assert not [place for place, _ in found if place == "甲 › points"]      # what is left of 甲 makes no sum


def test_an_indicator_that_cannot_be_read_is_still_known_by_its_id(tmp_path):
    data = _several()
    data["categories"]["甲"]["indicators"]["A"]["pionts"] = 4
    data["departments"]["general_duties"] = ["A", "AA"]
    assert [place for place, _ in faults(tmp_path, data) if "general_duties" in place] == ["general_duties › 2"]


@pytest.mark.parametrize(("spoil", "place"), [
    (lambda data: data["categories"]["甲"].pop("name"), "甲 › name"),
    (lambda data: data["categories"]["甲"].update(points="六"), "甲 › points"),
    (lambda data: data.pop("title"), "title"),
    (lambda data: data.update(grades=[{"min": 60, "name": "合格"}]), "grades"),
    (lambda data: data.update(deductions={"DD1": {"name": "约谈"}}), "DD1"),
    (lambda data: data["departments"].update(support_share=3), "support_share"),
])
def test_whatever_cannot_be_read_the_rest_is_looked_at(tmp_path, spoil, place):
    data = _several()
    spoil(data)
    found = faults(tmp_path, data)
    assert place in [where for where, _ in found]
    assert WRONG_EXAMPLE in found and WRONG_SUM in found
    assert len(found) == len(set(found))


def test_nothing_is_told_of_the_whole_where_nothing_can_be_read(tmp_path):
    assert faults(tmp_path, {**_several(), "categories": ["甲"]}) == [("categories", "这里要分行写几个设置。")]


# Doubts

def test_limits_that_the_rubric_widens_bring_a_tier_within_reach(tmp_path):
    tiers = {"type": "tiers", "tiers": [{"min": 110, "points": 10}]}
    shown = [{"value": 110, "points": 10}, {"value": 109, "points": 0}]
    place, what = ("A › rule › tiers › 1 › points", "得 10 分的一档，数值在 0 至 100 之内永远达不到。")
    assert doubts(tmp_path, {"A": level(measure="%", rule=tiers, examples=shown)}) == [(place, what)]
    assert doubts(tmp_path, {"A": level(measure="%", rule=tiers, examples=shown, possible=[0, 150])}) == []


def test_a_tier_between_two_whole_numbers_is_out_of_reach_where_things_are_counted(tmp_path):
    tiers = {"type": "tiers", "tiers": [{"max": 2, "points": 10}, {"max": 2.5, "points": 5}]}
    shown = [{"value": 2, "points": 10}, {"value": 2.1, "points": 5}, {"value": 2.5, "points": 5}, {"value": 2.6, "points": 0}]
    assert [place for place, _ in doubts(tmp_path, {"A": item(measure="件", rule=tiers, target=None, examples=shown)})] == [
        "A › rule › tiers › 2 › points"]


JUMPING = "full if value >= 95 else value / 100 * full"
SHOWN = ((95, 10), (94, 9.4))


def test_a_jump_is_told_unless_it_is_declared(tmp_path):
    jump = [("A › rule", "得分在 95 处跳变：94.99 → 9.50 分，95 → 10.00 分。")]
    assert doubts(tmp_path, {"A": formula(JUMPING, *SHOWN)}) == jump
    assert doubts(tmp_path, {"A": formula(JUMPING, *SHOWN, jumps=[95])}) == []
    assert doubts(tmp_path, {"A": formula(JUMPING, *SHOWN, jumps=[96])}) == [
        *jump, ("A › jumps › 1", "写明得分在 96 处跳变，按规则那里并不跳。")]


@pytest.mark.parametrize(("rule", "target", "shown"), [
    ({"type": "proportional", "floor_ratio": 0.6}, 10, [(6, 6), (5.9, 0)]),
    ({"type": "interval", "low": 6, "high": 9}, None, [(6, 10), (5.95, 0), (9, 10), (9.05, 0)]),
])
def test_a_jump_that_a_setting_says_in_so_many_words_is_declared(tmp_path, rule, target, shown):
    examples = [{"value": value, "points": points} for value, points in shown]
    assert doubts(tmp_path, {"A": level(rule=rule, target=target, examples=examples)}) == []


@pytest.mark.parametrize(("better", "baseline", "said"), [
    ("higher", 111, "上年已是 111，比今年的目标 100 还好 11%。"), ("higher", 110, ""), ("lower", 89, "上年已是 89，比今年的目标 100 还好 11%。")])
def test_a_target_that_last_year_had_passed_by_more_than_a_tenth_is_doubted(tmp_path, better, baseline, said):
    ends = (0, 100) if better == "higher" else (200, 100)
    middle = sum(ends) / 2
    one = level(rule={"type": "linear", "zero_at": ends[0], "full_at": ends[1]}, better=better, target=100, baseline=baseline,
                examples=[{"value": middle, "points": 5}])
    assert doubts(tmp_path, {"A": one}) == ([("A › baseline", said)] if said else [])


# Examples against changed settings

def _unchecked(folder: Path, one: dict) -> list[str]:
    return [place.removeprefix("A › ") for place, what in doubts(folder, {"A": one}) if what.startswith("没有算例能检验")]


def test_a_number_is_checked_by_an_example_that_both_a_greater_and_a_smaller_one_would_spoil(tmp_path):
    tiers = {"type": "tiers", "tiers": [{"min": 95, "points": 10}, {"min": 80, "points": 5}], "else": 1}
    none = [{"value": 97, "points": 10}, {"value": 85, "points": 5}, {"value": 70, "points": 1}]
    edges = [{"value": 95, "points": 10}, {"value": 94.5, "points": 5}, {"value": 80, "points": 5}, {"value": 79, "points": 1}]
    assert _unchecked(tmp_path, level(rule=tiers, examples=none)) == ["rule › tiers › 1 › min", "rule › tiers › 2 › min"]
    assert _unchecked(tmp_path, level(rule=tiers, examples=edges)) == []


def test_an_example_beyond_the_end_of_a_rule_checks_nothing(tmp_path):
    rates = {"type": "per_occurrence", "deduct_per": {"一般": 4, "重大": 8}}
    beyond = [{"parts": {"一般": 1, "重大": 1}, "points": 0}]            # 12 points of 10 are lost either way
    assert _unchecked(tmp_path, item(rule=rates, target=None, examples=beyond)) == ["rule › deduct_per › 一般", "rule › deduct_per › 重大"]
    within = [{"parts": {"一般": 1, "重大": 0}, "points": 6}, {"parts": {"一般": 0, "重大": 1}, "points": 2}]
    assert _unchecked(tmp_path, item(rule=rates, target=None, examples=within)) == []


def test_flags_and_choices_are_checked_too_where_they_are_written(tmp_path):
    def deduct(**more):
        return level(rule={"type": "per_unit_deduct", "beyond": "above", "deduct_per_unit": 1, **more}, target=30,
                     examples=[{"value": 32, "points": 8}])
    assert _unchecked(tmp_path, deduct()) == []
    assert _unchecked(tmp_path, deduct(fractional=True, floor="zero")) == ["rule › fractional", "rule › floor"]


def test_numbers_within_a_formula_and_within_rules_of_rules_are_checked(tmp_path):
    assert _unchecked(tmp_path, formula(JUMPING, (90, 9), jumps=[95])) == ["rule › formula"]
    items = [{"part": "甲", "rule": {"type": "linear", "zero_at": 0, "full_at": 50}}, {"part": "乙", "rule": {"type": "linear", "zero_at": 0, "full_at": 80}}]
    one = level(rule={"type": "weighted", "items": items}, examples=[{"parts": {"甲": 25, "乙": 80}, "points": 7.5}])
    assert _unchecked(tmp_path, one) == ["rule › items › 2 › rule › zero_at", "rule › items › 2 › rule › full_at"]


def test_settings_that_move_no_points_ask_for_no_example(tmp_path):
    nodes = {"type": "milestone", "nodes": {"立项": {"by": 3, "weight": 1}, "开工": {"by": 6, "weight": 3}}}
    one = level(rule=nodes, examples=[{"parts": {"立项": 1, "开工": 0}, "points": 2.5}])
    assert _unchecked(tmp_path, one) == []


def test_a_formula_that_never_gives_points_is_refused(tmp_path):
    data = rubric_data({"A": level(10, rule={"type": "formula", "formula": "value / (value - value)", "better": "higher"})})
    assert faults(tmp_path, data) == [("A › rule", "这条规则在任何数值下都得不出分数。")]


def test_an_example_that_names_a_part_there_is_not_is_refused(tmp_path):
    one = level(10, rule={"type": "checklist", "items": {"责任书": 10}}, examples=[{"parts": {"责任书": 1, "责任状": 1}, "points": 10}])
    assert faults(tmp_path, rubric_data({"A": one})) == [("A › examples › 1 › parts › 责任状", "“水平”没有“责任状”这个分项。")]
