"""What is owed, what it takes, who owes it: amounts by hand, and the proof that the amount named wins the points back."""

import math

import pytest

from readiness.gaps import control_value
from tests.small import Small, fires, item, level

DESIGN_6 = ("unit,unit_name,kind,category,indicator,indicator_name,as_of,basis,full_points,points,owed,owed_on_100,value,target,"
            "measure,needed,needed_per_month,light,lead,owner,deadline")


def gaps(small: Small, month: int = 5, basis: str = "today", unit: str = "T01"):
    table = small.view(month, basis).gaps
    return table[table["unit"] == unit].set_index("indicator")


def boilers(*months, **settings) -> Small:
    return Small({"C03": item(2, name="锅炉", measure="台", target=24, **settings)},
                 {"T01": {"owner": "镇长", "sponsor": "副县长"}}, {"D01": {"leads": ["C03"]}, "D02": {"supports": ["C03"]}}
                 ).report("T01", "C03", *months)


def test_the_columns_begin_as_the_design_says_and_stay_where_nothing_is_owed():
    small = boilers(24)
    assert ",".join(small.view(1).gaps.columns[:21]) == DESIGN_6
    empty = Small({"A": level()}, []).report("XX", "A", 100).view(1).gaps
    assert (len(empty), ",".join(empty.columns[:21])) == (0, DESIGN_6)


def test_five_boilers_in_seven_months_are_five_sevenths_a_month():
    row = gaps(boilers(3, 4, 4, 4, 4)).loc["C03"]
    assert (row["needed"], row["months_left"]) == (24 - 19, 7)
    assert row["needed_per_month"] == pytest.approx(5 / 7)
    assert row["takes"] == "还差 5 台，每月至少 0.8 台"           # 0.7 台 a month for 7 months would be one short
    assert row["owed"] == pytest.approx(2 * 5 / 24)


def test_what_counts_things_needs_whole_things():
    assert gaps(boilers(19.5), 1).loc["C03", "needed"] == 5


@pytest.mark.parametrize(("rule", "value", "words"), [
    ({"type": "linear", "zero_at": 60, "full_at": 100}, 88, "还须提高 12 个百分点，达到 100%"),
    ({"type": "linear", "zero_at": 8, "full_at": 2}, 4.3, "还须降低 2.3 个百分点，达到 2%"),
    ({"type": "tiers", "tiers": [{"min": 98, "points": 10}, {"min": 90, "points": 5}]}, 97.6, "还须提高 0.4 个百分点，达到 98%")])
def test_a_level_needs_to_rise_or_fall_to_where_full_marks_begin(rule, value, words):
    small = Small({"A": level(measure="%", rule=rule)}).report("T01", "A", value)
    assert gaps(small, 1).loc["A", "takes"] == words


def test_the_amount_named_wins_the_points_and_one_less_does_not():
    needed = gaps(boilers(3, 4, 4, 4, 3)).loc["C03", "needed"]
    assert boilers(3, 4, 4, 4, 3, needed).points("T01", "C03", 6) == 2
    assert boilers(3, 4, 4, 4, 3, needed - 1).points("T01", "C03", 6) < 2


@pytest.mark.parametrize("rule", [
    {"type": "linear", "zero_at": 20, "full_at": 70}, {"type": "tiers", "tiers": [{"min": 80, "points": 10}]},
    {"type": "proportional"}, {"type": "per_unit_deduct", "deduct_per_unit": 0.5, "beyond": "below"}])
def test_a_level_raised_by_what_is_named_has_full_marks_and_a_little_less_has_not(rule):
    entry = level(rule=rule, target=90)
    needed = gaps(Small({"A": entry}).report("T01", "A", 35), 1).loc["A", "needed"]
    assert Small({"A": entry}).report("T01", "A", 35 + needed).points("T01", "A", 1) == pytest.approx(10)
    assert Small({"A": entry}).report("T01", "A", 35 + needed - 0.01).points("T01", "A", 1) < 10


# 魏县 2020: leap year; to 27 July 209 days, to 13 December 348.  The city published 56 and 95 (domain 3.4).
@pytest.mark.parametrize(("target", "mean", "days", "year", "expected"), [
    (30, 5846 / 151, 151, 365, 23.85), (57, 58, 209, 366, 55.67), (57, 55, 348, 366, 95.67)])
def test_the_mean_allowed_for_the_rest_of_the_year(target, mean, days, year, expected):
    assert control_value(target, mean, days, year) == pytest.approx(expected, abs=0.005)


PM25, DAYS = [56, 46, 38, 30, 24], [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def air(*months, base=DAYS, target=30) -> Small:
    rule = {"type": "per_unit_deduct", "deduct_per_unit": 1, "beyond": "above"}
    entry = level(5, accumulate="mean", measure="μg/m³", rule=rule, target=target)
    return Small({"C01": entry}).report("T01", "C01", *months, base=base)


def test_a_mean_is_told_the_control_value_of_the_months_left():
    row = gaps(air(*PM25)).loc["C01"]
    assert row["takes"] == "剩余 7 个月均值须不高于 23.8 μg/m³"      # 23.85: seven months at 23.9 would be too much
    assert row["needed"] == pytest.approx(5846 / 151 - 30)


def test_months_at_the_control_value_bring_the_year_to_its_target():
    control = control_value(30, 5846 / 151, 151, 365)
    assert air(*PM25, *[control] * 7).points("T01", "C01") == pytest.approx(5)
    assert air(*PM25, *[control + 0.1] * 7).points("T01", "C01") < 5


def test_a_mean_that_cannot_be_mended_says_so():
    assert gaps(air(*PM25, target=10)).loc["C01", "takes"] == "剩余月份即使为零也达不到目标"


def test_in_december_there_are_no_months_left_to_ask_for():
    row = gaps(boilers(*[1] * 12), 12).loc["C03"]
    assert row["takes"] == "还差 12 台，本年度已结束"
    assert math.isnan(row["needed_per_month"])
    assert gaps(air(*[40] * 12), 12).loc["C01", "takes"] == "差 10 μg/m³（满分 30 μg/m³），本年度已结束"


def test_points_taken_by_events_are_lost_and_the_rest_can_be_won():
    relapse = item(10, name="黑臭水体", measure="条", target=4, extras=[{"type": "per_occurrence", "deduct_per": {"返黑": 0.5}}])
    small = Small({"F": fires(10, 2), "D05": relapse}).report("T01", "F", 1).report("T01", "D05", 2).report("T01", "D05", 1, part="返黑")
    table = gaps(small, 1)
    assert list(table.loc["F", ["owed", "lost", "winnable"]]) == pytest.approx([2, 2, 8])       # one fire a month would take the rest
    assert list(table.loc["D05", ["owed", "lost", "winnable"]]) == pytest.approx([5.5, 0.5, 5.5])
    assert table.loc["F", "takes"] == "已发生 1 个，扣分不可追回；此后不再发生"


def test_no_more_is_lost_than_there_is():
    table = gaps(Small({"F": fires(10, 2)}).report("T01", "F", 9), 1)
    assert list(table.loc["F", ["owed", "lost", "winnable"]]) == [10, 10, 0]


def test_what_was_not_reported_asks_for_the_report_first():
    row = gaps(boilers(3, None, 4), 3).loc["C03"]
    assert (row["takes"], row["reason"], row["owed"]) == ("先补报数据", "到期未报送", 2)
    assert math.isnan(row["needed"])


def test_a_gap_names_who_answers_and_by_when():
    row = gaps(boilers(3, deadline="2026-10-31", advice="先落实热源")).loc["C03"]
    assert list(row[["lead", "supporters", "owner", "sponsor", "deadline", "advice"]]) == [
        "D01局", "D02局", "镇长", "副县长", "2026-10-31", "先落实热源"]
    assert gaps(boilers(3)).loc["C03", "deadline"] == "2026-12-31"


def test_the_reason_sets_the_figure_against_what_was_due():
    assert gaps(boilers(1, 1), 2, "schedule").loc["C03", "reason"] == "应达到 4，实际 2"     # 24 × 2 ÷ 12


def test_the_list_begins_with_what_is_worth_most_and_leaves_out_what_is_full():
    small = Small({"A": level(2), "B": level(5), "C": level(3)}).report("T01", "A", 0).report("T01", "B", 90).report("T01", "C", 100)
    table = gaps(small, 1)
    assert list(table.index) == ["A", "B"]
    assert list(table["owed"]) == pytest.approx([2, 0.5])
    assert table["owed_on_100"].sum() == pytest.approx(100 - small.total("T01", 1))


def test_what_a_department_owes_on_100_follows_its_mix():
    small = Small({"A": level(2), "B": level(4)}, ["T01"], {"D01": {"leads": ["B"]}}, mix={"general_duties": ["A"]})
    table = gaps(small.report("XX", "B", 75).report("D01", "A", 50), 1, unit="D01")
    assert table["owed_on_100"].to_dict() == pytest.approx({"A": 40 * 0.5, "B": 60 * 0.25})


def ratio(good: float, all_: float, tiers=((100, 10), (98, 6), (90, 2))) -> Small:
    rule = {"type": "tiers", "tiers": [{"min": bound, "points": points} for bound, points in tiers]}
    return Small({"A": level(measure="%", accumulate="ratio", rule=rule)}).report("T01", "A", good, base=[all_])


def test_where_one_failure_has_put_full_marks_out_of_reach_the_next_tier_is_named():
    row = gaps(ratio(97, 100), 1).loc["A"]
    assert row["takes"] == "已不能得满分；还须提高 1 个百分点，达到 98% 可得 6 分（多 4 分）"
    assert (row["next_points"], row["next_needed"]) == (6, pytest.approx(1))


def test_a_rate_that_must_be_complete_says_that_it_can_no_longer_be():
    small = Small({"A": level(measure="%", accumulate="ratio")}).report("T01", "A", 9, base=[10])
    assert gaps(small, 1).loc["A", "takes"] == "已有未达标，不能再得满分；此后次次达标可少丢分"
    assert gaps(small.report("T02", "A", 10, base=[10]), 1, unit="T02").empty


@pytest.mark.parametrize(("settings", "months", "words"), [
    ({"accumulate": "max", "rule": {"type": "linear", "zero_at": 50, "full_at": 10}}, [20], "满分要达到 10 分，已不可能"),
    ({"rule": {"type": "linear", "zero_at": 0, "full_at": 120}, "measure": "%"}, [60], "满分要达到 120%，已不可能"),
    ({"accumulate": "mean", "rule": {"type": "linear", "zero_at": 0, "full_at": 90}, "measure": "%"}, [20] * 5,
     "剩余月份即使都是 100 %也达不到目标"),
    ({"rule": {"type": "grade_map", "grades": {"优秀": 10, "良好": 6, "合格": 0}}}, [3], "须由合格升到优秀"),
    ({"rule": {"type": "rank", "place_of": 16}}, [5], "须由第 5 名升到第 1 名")])
def test_what_cannot_be_had_or_is_no_amount_is_said_as_it_is(settings, months, words):
    assert gaps(Small({"A": level(**settings)}).report("T01", "A", *months), len(months)).loc["A", "takes"] == words


def test_a_unit_behind_the_best_is_told_what_would_bring_it_level():
    small = Small({"A": level(rule={"type": "rank"})}, ["T01", "T02", "T03"])
    small.report("T01", "A", 60).report("T02", "A", 90).report("T03", "A", 75)
    assert gaps(small, 1).loc["A", "takes"] == "还须提高 30 分，达到 90 分（以其他单位不变计）"


def test_parts_that_need_the_same_are_named_together():
    rule = {"type": "weighted", "parts": ["COD", "氨氮", "NOx"], "each_part": {"type": "linear", "zero_at": 0, "full_at": 100}}
    small = Small({"B": level(3, measure="%", rule=rule)})
    for part, value in {"COD": 90, "氨氮": 90, "NOx": 100}.items():
        small.report("T01", "B", value, part=part)
    assert gaps(small, 1).loc["B", "takes"] == "COD、氨氮 各还须提高 10 个百分点，达到 100%"


def test_a_list_names_the_documents_that_are_missing():
    small = Small({"K": level(3, rule={"type": "checklist", "items": {"责任书": 1.8, "分解表": 1.2}})})
    small.report("T01", "K", 1, part="责任书").report("T01", "K", 0, part="分解表")
    row = gaps(small, 1).loc["K"]
    assert (row["takes"], row["owed"]) == ("补上“分解表”（1.2 分）", pytest.approx(1.2))


def test_a_rectification_in_time_is_named_beside_what_cannot_be_undone():
    rule = {"type": "per_occurrence", "deduct_per": {"一般": 0.5}, "refund": {"一般按期整改": 0.25}}
    small = Small({"F": fires(2, rule=rule)}).report("T01", "F", 1, part="一般").report("T01", "F", 0, part="一般按期整改")
    assert gaps(small, 1).loc["F", "takes"] == "已发生 1 个，扣分不可追回；此后不再发生；一般按期整改每次返还 0.25 分"



def test_a_mean_that_is_put_together_from_parts_has_a_row_like_any_other():
    made = Small({"P": level(accumulate="mean", rule={"type": "period_mix"})})
    made.report("T01", "P", 80, part="平时")
    gap = gaps(made, 1).loc["P"]
    assert (gap["owed"], gap["takes"]) == (pytest.approx(2), "还须提高 20 分，达到 100 分")


def test_full_marks_that_no_value_earns_are_called_out_of_reach():
    made = Small({"Z": level(rule={"type": "z_score", "at_mean": 6, "per_deviation": 2})}, ["T01", "T02", "T03"])
    for unit, value in (("T01", 40), ("T02", 50), ("T03", 60)):
        made.report(unit, "Z", value)
    assert gaps(made, 1).loc["Z", "takes"] == "按现在的情况达不到满分"


def test_a_mean_above_its_interval_must_come_down():
    rule = {"type": "interval", "low": 95, "high": 105, "low_width": 20, "high_width": 20}
    small = Small({"A": level(accumulate="mean", rule=rule)}).report("T01", "A", *[110] * 6)
    assert gaps(small, 6).loc["A", "takes"] == "剩余 6 个月均值须不高于 100.0 分"          # (105 × 12 − 110 × 6) ÷ 6


def test_a_change_against_last_year_is_short_in_percent_and_not_in_the_figures_own_measure():
    rule = {"type": "yoy", "zero_at": 0, "full_at": 10, "against": "baseline"}
    small = Small({"A": item(10, measure="万元", rule=rule, target=None)}).report("T01", "A", 600, year=2025).report("T01", "A", 630)
    assert gaps(small, 1).loc["A", "takes"] == "还须提高 5 个百分点，达到 10%"
    means = Small({"A": level(accumulate="mean", measure="μg/m³", rule={**rule, "full_at": -30, "zero_at": 0})})
    means.report("T01", "A", *[50] * 12, year=2025).report("T01", "A", *[40] * 6)
    assert gaps(means, 6).loc["A", "takes"] == "还须降低 10 个百分点，达到 -30%"


def test_progress_of_projects_is_short_in_percent():
    rule = {"type": "milestone", "stages": {"在建": 0.5, "验收": 1}}
    small = Small({"A": level(measure="个", rule=rule)}).report("T01", "A", 1, part="在建").report("T01", "A", 1, part="验收")
    assert gaps(small, 1).loc["A", "takes"] == "还须提高 25 个百分点，达到 100%"


def test_a_single_part_that_is_short_is_named():
    rule = {"type": "min_of", "parts": ["甲", "乙"], "each_part": {"type": "linear", "zero_at": 0, "full_at": 100}}
    small = Small({"A": level(rule=rule)}).report("T01", "A", 100, part="甲").report("T01", "A", 0, part="乙")
    row = gaps(small, 1).loc["A"]
    assert (row["takes"], row["reason"], row["needed"]) == ("乙 还须提高 100 分，达到 100 分", "目标 100，实际 0", 100)


def test_an_item_whose_first_part_should_fall_has_not_happened():
    parts = [{"part": "浓度", "rule": {"type": "linear", "zero_at": 60, "full_at": 30}},
             {"rule": {"type": "milestone", "stages": {"在建": 0.5, "验收": 1}, "out_of": "target"}}]
    small = Small({"A": level(rule={"type": "weighted", "items": parts}, target=2)}).report("T01", "A", 38, part="浓度")
    small.report("T01", "A", 1, part="在建").report("T01", "A", 1, part="验收")
    assert gaps(small, 1).loc["A", "takes"] == "浓度 还须降低 8 分，达到 30 分；还须提高 0.5 分，达到 2 分"


def test_what_events_cost_below_nought_is_not_lost_twice_and_what_may_come_back_is_winnable():
    below = Small({"F": fires(10, 1)}).report("T01", "F", 13)
    below.data["categories"]["A"]["indicators"]["F"]["rule"]["floor"] = "none"
    below = Small({"F": fires(10, rule={"type": "per_occurrence", "deduct_per": 1, "floor": "none"})}).report("T01", "F", 13)
    assert list(gaps(below, 1).loc["F", ["owed", "lost", "winnable"]]) == pytest.approx([13, 10, 0])
    rule = {"type": "per_occurrence", "deduct_per": {"一般": 2}, "refund": {"按期整改": 0.5}}
    small = Small({"F": fires(10, rule=rule)}).report("T01", "F", 2, part="一般").report("T01", "F", 0, part="按期整改")
    assert list(gaps(small, 1).loc["F", ["owed", "lost", "winnable"]]) == pytest.approx([4, 3, 7])


def test_a_waiver_can_still_come_in_december():
    rule = {"type": "monthly_section", "deduct_per": {"超标": 1}, "kept_if_passed": 0.5}
    small = Small({"F": fires(10, rule=rule)}).report("T01", "F", 8, *[0] * 11, part="超标")
    row = gaps(small, 12).loc["F"]
    assert row["takes"] == "已发生 8 个，扣分不可追回；年均达标可返还 4 分" and row["winnable"] == pytest.approx(4)


def test_an_item_that_a_veto_takes_is_gone_and_red_and_names_the_veto_that_struck():
    vetoes = {"V1": {"name": "造假", "effect": "zero_item", "items": ["A"]}, "V2": {"name": "瞒报", "effect": "zero_item", "items": ["A"]}}
    small = Small({"A": level(10), "B": level(10)}, vetoes=vetoes).report("T01", "A", 100).report("T01", "B", 50).report("T01", "V1", 1)
    row = gaps(small, 1).loc["A"]
    assert list(row[["owed", "lost", "winnable"]]) == [10, 10, 0]
    assert (row["takes"], row["reason"], row["light"]) == ("一票否决“造假”，本项计 0 分，不可追回", "一票否决", "red")
    assert "一票否决“造假”，本项计 0 分" in small.view(1).explain("T01", "A").sentence


def test_a_step_that_the_plan_already_grants_is_not_the_next_one():
    rule = {"type": "tiers", "tiers": [{"min": 10, "points": 6}, {"min": 4, "points": 2}]}
    small = Small({"A": item(6, rule=rule, target=None, plan=[100 * month / 12 for month in range(1, 13)])}).report("T01", "A", *[5 / 6] * 6)
    assert "A" not in gaps(small, 6, "schedule").index
    assert gaps(small, 6).loc["A", "next_points"] == 6
