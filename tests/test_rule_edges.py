"""The edges of the rule types: where documents are exact and systems are not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.rule import Case, Example
from readiness.rules import RULES, make
from tests.small import Small, item, level


def points(name: str, parameters: dict, full: float = 1.0, *, value=None, target=None, baseline=None, parts=None, peers=()) -> float:
    example = Example(value=value, target=target, baseline=baseline, parts=parts or {}, peers=peers, points=0)
    return float(make(name, **parameters).points(example.case(full)))


def refused(name: str, **parameters) -> str:
    with pytest.raises(ValueError) as found:
        make(name, **parameters)
    return str(found.value)


@pytest.mark.parametrize(("value", "expected"), [(50, 0), (60, 0), (70, 0.5), (80, 1), (95, 2.5), (100, 3), (120, 3)])
def test_between_corners_points_are_in_proportion_and_beyond_them_they_stay(value, expected):
    corners = [[60, 0], [80, 1], [90, 2], [100, 3]]
    assert points("piecewise", {"corners": corners}, 3, value=value) == pytest.approx(expected)


def test_on_a_level_stretch_the_value_named_is_where_the_points_begin():
    rule = make("piecewise", corners=[[0, 0], [50, 2], [70, 2], [100, 4]])
    case = Case(np.array(0.0), full=4.0)
    assert [float(rule.inverse(fraction, case)) for fraction in (0.25, 0.5, 0.75, 1)] == [25, 50, 85, 100]
    falling = make("piecewise", corners=[[0, 4], [30, 2], [50, 2], [100, 0]])
    assert [float(falling.inverse(fraction, case)) for fraction in (0.25, 0.5, 0.75, 1)] == [75, 50, 15, 0]


@pytest.mark.parametrize(("bound", "met", "missed"), [({"at_least": 90}, 90, 89.99), ({"at_most": 30}, 30, 30.01), ({"equals": 5}, 5, 5.01)])
def test_all_or_nothing_counts_the_bound_itself(bound, met, missed):
    assert [points("binary", bound, 3, value=value) for value in (met, missed)] == [3, 0]


def test_an_unknown_yes_or_no_is_no_data_rather_than_no():
    small = Small({"B": level(3, rule={"type": "binary"})}, ["T01", "T02"]).report("T01", "B", 0)
    assert (small.cell("T01", "B", 1)["status"], small.cell("T02", "B", 1)["status"]) == ("scored", "unreported")


@pytest.mark.parametrize(("value", "expected"), [(74, 0), (75, 0), (85, 2), (95, 4), (100, 4), (105, 4), (110, 2), (115, 0)])
def test_an_interval_falls_off_on_either_side_by_its_own_width(value, expected):
    parameters = {"low": 95, "high": 105, "low_width": 20, "high_width": 10}
    assert points("interval", parameters, 4, value=value) == pytest.approx(expected)


def test_an_open_side_costs_nothing_and_a_bound_without_width_ends_the_points():
    assert [points("interval", {"high": 105}, 4, value=value) for value in (-9, 105, 105.1)] == [4, 4, 0]


def test_an_interval_names_the_nearer_end():
    rule = make("interval", low=95, high=105, low_width=20, high_width=20)
    assert [float(rule.inverse(1.0, Case(np.array(value), full=4.0))) for value in (80.0, 100.0, 120.0)] == [95, 100, 105]


def test_what_is_left_of_a_quota_is_said():
    small = Small({"Q": item(3, measure="天", rule={"type": "quota", "deduct_per_unit": 0.5}, target=19)}).report("T01", "Q", 5, 7)
    assert small.points("T01", "Q", 2) == 3
    assert "控制数 19，还可用 7" in small.view(2).explain("T01", "Q").sentence
    assert small.view(2, "schedule").cells.set_index(["unit", "indicator"]).loc[("T01", "Q"), "points"] == 3   # no plan: as it stands


@pytest.mark.parametrize(("value", "before", "expected"), [
    (33, 33, 0), (31.5, 33, 2.5), (30, 33, 5), (29, 33, 5), (34, 33, 0), (29, 28, 5), (31, 28, 0), (30, 30, 5)])
def test_the_way_to_the_target_is_measured_from_last_year(value, before, expected):
    assert points("dist_to_target", {"less_is_better": True}, 5, value=value, target=30, baseline=before) == pytest.approx(expected)


def test_last_years_whole_value_is_the_start_and_not_its_same_period():
    entry = level(5, accumulate="mean", rule={"type": "dist_to_target", "less_is_better": True}, target=30, baseline=50)
    small = Small({"C": entry}).report("T01", "C", 60, *[30] * 11, year=2025).report("T01", "C", 31.25)
    assert small.points("T01", "C", 1) == pytest.approx(5 * (31.25 - 32.5) / (30 - 32.5))     # 2025: (60 + 11 × 30) ÷ 12 = 32.5


def test_percent_and_percentage_points_are_not_taken_for_one_another():
    against = {"zero_at": 0, "full_at": 2, "against": "baseline"}
    assert points("yoy", {**against, "change": "percentage_points"}, 2, value=86, baseline=85) == pytest.approx(1)
    assert points("yoy", {**against, "change": "percent"}, 2, value=86.7, baseline=85) == pytest.approx(2)
    assert "百分点是两个率之差" in refused("yoy", zero_at=0, full_at=2, change="percentage_points")


def test_where_last_year_was_nought_the_rubric_says_what_counts():
    against = {"zero_at": 5, "full_at": 0, "against": "baseline"}
    assert np.isnan(points("yoy", against, 2, value=3, baseline=0))
    assert points("yoy", {**against, "if_last_year_zero": "absolute"}, 2, value=3, baseline=0) == pytest.approx(0.8)


def test_a_grade_gives_its_points():
    grades = {"grades": {"优秀": 60, "良好": 45, "合格": 30, "基本合格": 10, "不合格": 0}}
    assert [points("grade_map", grades, 60, value=place) for place in range(1, 6)] == [60, 45, 30, 10, 0]


def test_the_waiver_of_the_annual_mean_waits_for_it():
    rule = {"type": "monthly_section", "deduct_per": {"超标": 0.3, "劣Ⅴ类": 0.5}}
    small = Small({"W": item(60, name="断面", rule=rule)})
    for part, months in {"超标": [1, 1], "劣Ⅴ类": [1, 0]}.items():
        small.report("T01", "W", *months, part=part)
    assert small.points("T01", "W", 2) == pytest.approx(60 - 1.1)
    assert "如年均达标可得 59.45 分" in small.view(2).explain("T01", "W").sentence
    small.report("T01", "W", None, 1, part="年均达标")
    assert small.points("T01", "W", 1) == pytest.approx(60 - 0.8)
    assert small.points("T01", "W", 2) == pytest.approx(60 - 0.55)


def mixed(**parameters) -> Small:
    return Small({"P": level(100, name="考核分", rule={"type": "period_mix", **parameters})})


def test_until_the_final_mark_is_there_the_rounds_count_alone():
    small = mixed().report("T01", "P", 90, 92, part="平时").report("T01", "P", None, None, 95, part="年终")
    assert [small.points("T01", "P", month) for month in (1, 2)] == [90, 91]
    small.report("T01", "P", *[91] * 12, part="平时")
    assert small.points("T01", "P", 3) == pytest.approx(93)


def test_a_year_that_ends_without_its_final_mark_has_none():
    small = mixed().report("T01", "P", *[91] * 12, part="平时")
    assert (small.points("T01", "P", 11), small.points("T01", "P", 12)) == (91, 45.5)


def test_a_round_that_was_not_held_counts_what_the_rubric_says():
    rounds = {"routine": ["一轮", "二轮", "三轮"], "missing_round": 95}
    small = mixed(**rounds).report("T01", "P", 85, part="一轮").report("T01", "P", 89, part="二轮")
    assert small.points("T01", "P", 1) == pytest.approx(87)                                # not over: the third may still come
    small.report("T01", "P", None, 80, part="年终")
    assert small.points("T01", "P", 2) == pytest.approx((85 + 89 + 95) / 3 / 2 + 40)


def test_rounds_need_not_all_be_reported_and_none_at_all_is_unreported():
    small = mixed(routine=["一轮", "二轮"]).report("T01", "P", None, 80, part="二轮")
    assert [small.cell("T01", "P", month)["status"] for month in (1, 2)] == ["unreported", "scored"]


def test_the_worst_of_several_decides_and_what_cannot_be_judged_does_not():
    stages = {"items": [{"part": "甲", "rule": {"type": "linear", "zero_at": 0, "full_at": 100}},
                        {"rule": {"type": "milestone", "stages": {"在建": 0.5, "验收": 1}}}]}
    assert points("min_of", stages, 10, parts={"甲": 80, "在建": 1, "验收": 0}) == pytest.approx(5)
    assert points("min_of", stages, 10, parts={"甲": 80, "在建": 0, "验收": 0}) == pytest.approx(8)


def test_nodes_are_due_by_their_months():
    rule = {"type": "milestone", "nodes": {"立项": {"by": 3}, "开工": {"by": 6}, "完工": {"by": 11, "weight": 2}}}
    small = Small({"N": level(4, rule=rule)})
    for node, passed in {"立项": 3, "开工": 99, "完工": 99}.items():
        small.report("T01", "N", *(float(month >= passed) for month in range(1, 13)), part=node)
    assert [small.points("T01", "N", month, "schedule") for month in (1, 3, 6, 11)] == pytest.approx([4, 4, 2, 1])
    assert [small.points("T01", "N", month) for month in (1, 3, 11)] == pytest.approx([0, 1, 1])


def test_projects_withdrawn_with_approval_are_not_owed():
    rule = {"type": "milestone", "out_of": "target", "stages": {"在建": 0.5, "验收": 1}, "withdrawn": "批准退出"}
    parts = {"在建": 0, "验收": 3, "批准退出": 2}
    assert points("milestone", {k: v for k, v in rule.items() if k != "type"}, 4, parts=parts, target=5) == 4
    everything = {"在建": 0, "验收": 0, "批准退出": 5}
    assert points("milestone", {k: v for k, v in rule.items() if k != "type"}, 4, parts=everything, target=5) == 4


def test_free_events_are_free_for_their_own_kind():
    rule = {"deduct_per": {"一般": 1, "重大": 5}, "free": {"一般": 2}}
    assert points("per_occurrence", rule, 10, parts={"一般": 3, "重大": 1}) == 4
    assert "写明是哪一种情形" in refused("per_occurrence", deduct_per={"一般": 1}, free=2)


def test_without_a_floor_events_can_cost_more_than_the_item_is_worth():
    small = Small({"F": item(10, rule={"type": "per_occurrence", "deduct_per": 6, "floor": "none"}), "A": level(10)})
    small.report("T01", "F", 3).report("T01", "A", 100)
    assert small.points("T01", "F", 1) == -8
    assert small.total("T01", 1) == pytest.approx(10)


def test_an_item_may_pass_its_full_points_where_the_rubric_says_so():
    small = Small({"P": item(10, rule={"type": "proportional", "cap": 1.2}), "A": level(10)})
    small.report("T01", "P", 13).report("T01", "A", 50)
    assert small.points("T01", "P", 12) == 0 and small.points("T01", "P", 1) == pytest.approx(12)
    assert small.total("T01", 1) == pytest.approx(100 * 17 / 20)
    owing = small.view(1, "today").gaps
    assert owing.loc[owing["unit"] == "T01", "indicator"].tolist() == ["A"]


def test_tiers_may_state_both_their_bounds():
    both = [{"min": 90, "points": 4}, {"min": 80, "max": 90, "points": 2}, {"max": 80, "points": 1}]
    assert [points("tiers", {"tiers": both}, 4, value=value) for value in (95, 90, 85, 80, 20)] == [4, 4, 2, 2, 1]
    falling = [{"max": 2, "points": 4}, {"min": 2, "max": 5, "points": 2}]
    assert [points("tiers", {"tiers": falling}, 4, value=value) for value in (0, 2, 5, 6)] == [4, 4, 2, 0]


@pytest.mark.parametrize(("tiers", "step", "found"), [
    ([{"min": 90, "points": 4}, {"min": 80, "max": 89, "points": 2}], 0, ["中间的值没有档"]),
    ([{"min": 90, "points": 4}, {"min": 80, "max": 89, "points": 2}], 1, []),
    ([{"min": 90, "points": 4}, {"min": 80, "max": 95, "points": 2}], 1, ["两档重叠"]),
    ([{"max": 2, "points": 4}, {"min": 3, "max": 5, "points": 2}], 0, ["中间的值没有档"]),
    ([{"max": 2, "points": 4}, {"min": 3, "max": 5, "points": 2}], 1, [])])
def test_tiers_that_do_not_meet_are_found_unless_nothing_lies_between(tiers, step, found):
    faults = [fault.what for fault in make("tiers", tiers=tiers).faults((0, 100), step)]
    assert len(faults) == len(found) and all(words in fault for words, fault in zip(found, faults, strict=True))


@pytest.mark.parametrize(("name", "parameters", "words"), [
    ("piecewise", {"corners": [[0, 0], [0, 1]]}, "重复"), ("piecewise", {"corners": [[0, 0], [5, 1], [9, 0]]}, "时升时降"),
    ("interval", {}, "两头都没有写"), ("interval", {"low": 9, "high": 5}, "高于上限"), ("interval", {"low": 9, "high_width": 5}, "没有写这一头"),
    ("binary", {"at_least": 1, "at_most": 2}, "只能写一个"), ("grade_map", {"grades": {"甲": 1, "乙": 2}}, "没有从高到低"),
    ("efficacy", {"min": 1}, "只写了一个"), ("efficacy", {"min": 1, "max": 1}, "相同"), ("milestone", {}, "二者写一个"),
    ("rank", {"bands": [{"to": 3, "points": 5}, {"to": 2, "points": 4}]}, "从前到后"),
    ("rank", {"bands": [{"to": 3, "points": 5}, {"to": 9, "points": 6}]}, "没有更低"),
    ("formula", {"formula": "value", "better": "higher", "between": [9, 1]}, "不小于上限"),
    ("per_occurrence", {"deduct_per": -1}, "要大于 0"), ("monthly_section", {"deduct_per": {"a": 1}, "annual": {"at_most": 1, "at_least": 2}}, "只能写一个")])
def test_parameters_that_cannot_be_meant_are_refused_in_words(name, parameters, words):
    assert words in refused(name, **parameters)


# More of a good thing never earns less: every rule of one value, by its own examples.
DIRECTED = [pytest.param(name, shown, id=f"{name}-{at}") for name, rule in RULES.items() for at, shown in enumerate(rule.examples)
            if shown.example.value is not None and name not in ("interval", "not_worse") and "equals" not in shown.parameters]


@pytest.mark.parametrize(("name", "shown"), DIRECTED)
@settings(max_examples=25, deadline=None)
@given(one=st.floats(-50, 150), other=st.floats(-50, 150))
def test_a_better_value_never_earns_less_and_all_stay_within_their_ends(name, shown, one, other):
    rule = make(name, **shown.parameters)
    worse, better = sorted((one, other), reverse=not rule.more_is_better)
    low, high = (float(rule.points(shown.example.model_copy(update={"value": value}).case(shown.full))) for value in (worse, better))
    assert low <= high + 1e-9
    assert rule.lowest * shown.full - 1e-9 <= low and high <= rule.highest * shown.full + 1e-9


def test_what_only_takes_points_away_cannot_score_alone():
    with pytest.raises(ValueError, match="只能加在别的规则上"):
        Small({"A": level(5, rule={"type": "not_worse"}, baseline=3)})


def test_what_is_put_on_top_and_has_nothing_to_judge_takes_nothing():
    extra = {"type": "yoy", "zero_at": 0, "full_at": -1, "against": "baseline"}
    small = Small({"A": item(10, target=10, extras=[extra])}).report("T01", "A", 10)
    assert (small.points("T01", "A", 1), small.cell("T01", "A", 1)["status"]) == (10, "scored")
    assert "没有可评判的数据，不扣分" in small.view(1).explain("T01", "A").sentence


def test_what_is_put_on_top_shows_its_arithmetic():
    extra = {"type": "tiers", "tiers": [{"min": 90, "points": 10}], "else": 8}
    small = Small({"A": level(10, extras=[extra])}).report("T01", "A", 80)
    assert small.points("T01", "A", 1) == 6
    assert "80 各档均未达到，得 8.00 分，扣 2.00 分" in small.view(1).explain("T01", "A").sentence


def test_an_item_of_a_combination_keeps_its_own_plan_where_the_indicator_has_none():
    plan = [0, 0, 10, 20, 30, 50, 60, 70, 80, 90, 95, 100]
    rule = {"type": "weighted", "items": [{"part": "村", "rule": {"type": "proportional"}, "plan": plan}]}
    small = Small({"A": level(10, rule=rule, target=100, schedule="share")}).report("T01", "A", *[50] * 6, part="村")
    assert small.points("T01", "A", 6, "schedule") == 10 and small.points("T01", "A", 6) == 5


def test_nodes_within_a_combination_are_due_by_their_own_months():
    nodes = {"type": "milestone", "nodes": {"立项": {"by": 3}, "完工": {"by": 11}}}
    rule = {"type": "weighted", "items": [{"rule": nodes}, {"part": "率", "rule": {"type": "linear", "zero_at": 0, "full_at": 100}}]}
    small = Small({"A": level(10, rule=rule)})
    for part, value in {"立项": 1, "完工": 0, "率": 100}.items():
        small.report("T01", "A", *[value] * 6, part=part)
    assert small.points("T01", "A", 6, "schedule") == pytest.approx(10) and small.points("T01", "A", 6) == pytest.approx(7.5)


@pytest.mark.parametrize("rule", [{"type": "binary", "at_most": "target"}, {"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"},
                                  {"type": "quota", "deduct_per_unit": 1}])
def test_a_limit_is_not_due_by_the_month_as_a_task_is(rule):
    small = Small({"A": item(10, rule=rule, target=3)}).report("T01", "A", 1)
    assert small.points("T01", "A", 1, "schedule") == 10
