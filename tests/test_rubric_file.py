"""A rubric from YAML: the bad ones of `tests/bad/` refused in the words that stand beside them, the good ones read."""

from pathlib import Path

import pytest

from readiness.county import Targets, Units
from readiness.lint.worked import example_points
from readiness.problems import ProblemsFound, report
from readiness.rubric_file import load_rubric, read_rubric
from readiness.rules import RULES
from readiness.yaml_file import build, read

FILES = Path(__file__).parent / "bad"
BAD = sorted(FILES.glob("rubric-*.yaml"))
DOUBTFUL = sorted(FILES.glob("doubt-*.yaml"))
CONFIG = Path(__file__).parents[1] / "config"
GOOD = """\
id: small
title: 小考核
year: 2026
full_points: 10
grades: [{min: 60, name: 合格}, {min: 0, name: 不合格}]
departments: {business_weight: 60, duty_weight: 40, support_share: 0.5}
bonus_cap: {county: 5, township: 3, department: 3}
deduction_cap: {county: 5, township: 3, department: 3}
categories:
  C:
    name: 大气环境
    points: 10
    categories:
      C1: {name: 减排, points: 6, indicators: {C03: &boiler {name: 锅炉, measure: 台, points: 6, accumulate: sum,
                                                             rule: {type: proportional}, target: 24}}}
      C2: {name: 其他, points: 4, indicators: {C04: {name: 治理, measure: 个, points: 4, accumulate: sum,
                                                     rule: {type: tiers, tiers: [{min: 10, points: 4}], else: 1}}}}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "rubric-2026.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> list[tuple[int, str, str]]:
    with pytest.raises(ProblemsFound) as refused:
        load_rubric(written(folder, text))
    return [(problem.line, problem.place, problem.what) for problem in refused.value.problems]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem.removeprefix("rubric-"))
def test_a_bad_rubric_is_refused_in_these_words(path):
    with pytest.raises(ProblemsFound) as refused:
        load_rubric(path)
    assert str(refused.value) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOUBTFUL, ids=lambda path: path.stem.removeprefix("doubt-"))
def test_a_doubtful_rubric_is_read_and_its_doubts_are_told_in_these_words(path):
    rubric, doubts = read_rubric(path)
    assert rubric == load_rubric(path)
    assert all(doubt.doubt for doubt in doubts)
    assert report(doubts) == path.with_suffix(".txt").read_text(encoding="utf-8")


def test_every_bad_rubric_has_its_words_and_every_word_its_rubric():
    assert {path.with_suffix(".txt") for path in (*BAD, *DOUBTFUL)} == set(FILES.glob("*.txt"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem.removeprefix("rubric-"))
def test_every_problem_says_what_is_wrong_and_what_to_do(path):
    with pytest.raises(ProblemsFound) as refused:
        load_rubric(path)
    for problem in refused.value.problems:
        assert problem.what and problem.fix
        assert problem.file == f"bad/{path.name}"


def test_categories_may_nest_and_their_points_add_up(tmp_path):
    rubric = load_rubric(written(tmp_path, GOOD))
    assert list(rubric.indicators) == ["C03", "C04"]
    assert rubric.category_of == {"C03": "C", "C04": "C"}
    assert refusal(tmp_path, GOOD.replace("points: 6, indicators", "points: 5, indicators")) == [
        (12, "C › points", "“大气环境”写的是 10 分，其中各项合计 9 分。"),
        (14, "C1 › points", "“减排”写的是 5 分，其中各项合计 6 分。")]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "rubric-2026.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_rubric(path).title == "小考核"


@pytest.mark.parametrize("word", ["yes", "No", "ON", "off", "y"])
def test_words_that_yaml_takes_for_booleans_are_refused_unless_quoted(tmp_path, word):
    assert refusal(tmp_path, GOOD.replace("小考核", word)) == [(2, "title", f"{word} 会被读成“是/否”，容易误解。")]
    assert load_rubric(written(tmp_path, GOOD.replace("小考核", f'"{word}"'))).title == word


@pytest.mark.parametrize(("number", "meant"), [("010", 10), ("1.5e1", 15), ("24.0", 24)])
def test_a_number_means_what_is_written(tmp_path, number, meant):
    assert load_rubric(written(tmp_path, GOOD.replace("target: 24", f"target: {number}"))).indicators["C03"].target == meant


@pytest.mark.parametrize("number", ["1:30", ".nan", ".inf"])
def test_what_is_no_number_is_refused(tmp_path, number):
    found = refusal(tmp_path, GOOD.replace("target: 24", f"target: {number}"))
    assert [(place, what.split(" ")[-1]) for _, place, what in found] == [("C03 › target", "不是数字。")]


def test_the_rule_types_are_listed_with_their_chinese_where_none_is_near(tmp_path):
    with pytest.raises(ProblemsFound) as refused:
        load_rubric(written(tmp_path, GOOD.replace("type: proportional", "type: 看情况")))
    problem, = refused.value.problems
    assert problem.fix == "可选: " + "、".join(f"{name}（{rule.title}）" for name, rule in RULES.items())


@pytest.mark.parametrize("text", ["name: 锅炉：淘汰、改造，及验收", "name: 锅炉, evidence: [甲，乙]", "name: 锅炉, advice: “先”清零：再验收",
                                  "name: 锅炉, parts: {市级：巡查: {weight: 1}}"])
def test_signs_of_a_chinese_keyboard_within_text_are_text(tmp_path, text):
    assert load_rubric(written(tmp_path, GOOD.replace("name: 锅炉", text))).indicators["C03"].name.startswith("锅炉")


def test_another_fault_of_yaml_is_not_put_down_to_signs_within_text(tmp_path):
    found = refusal(tmp_path, GOOD.replace("name: 治理, measure: 个", "name: 治理：甲、乙 measure: 个"))
    assert found == [(16, "", "这里不是正确的 YAML：括号里少一个逗号，或括号没有成对。")]


UNITS = """\
county: {id: XX, name: 某县}
townships:
  T01: {name: 河湾镇}
  T02: {name: 青石镇}
"""


@pytest.mark.parametrize(("slip", "told"), [
    (("T02: {", "T02：{"), (4, "T02", "用了全角冒号“：”。", "改成半角冒号，后面空一格:  T02: {name: 青石镇}")),
    (("T02: {name: 青石镇}", "T02:"), (4, "T02", "这里是空的。", "填上内容，写成  T02: {name: …}；不要就删去。")),
    (("T02: {name: 青石镇}", "T02: 青石镇"), (4, "T02", "这里要写成一组设置，不能只写一个词。", "写成  T02: {name: 青石镇}")),
    (("T02: {name:", "T02: {名称:"), (4, "T02 › 名称", "不认识这个设置。", "是不是想写  name?")),
    (("townships", "乡镇"), (2, "乡镇", "不认识这个设置。", "是不是想写  townships?")),
    (("name: 青石镇", "name: 青石镇, population: 3.5万"),
     (4, "T02 › population", "'3.5万' 不是数字。", "直接写数字，不加引号和单位:  population: 3.5"))], ids=str)
def test_a_slip_among_the_units_is_told_once_with_what_was_meant(tmp_path, slip, told):
    path = tmp_path / "units.yaml"
    path.write_text(UNITS.replace(*slip), encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        build(read(path), Units)
    assert [(problem.line, problem.place, problem.what, problem.fix) for problem in refused.value.problems] == [told]


@pytest.mark.parametrize(("slip", "told"), [
    ("T02: ", ("B1 › T02", "这里是空的。", "填上数字，例如  T02: 90；不要就删去。")),
    ("T02: 十二", ("B1 › T02", "'十二' 不是数字。", "直接写数字，不加引号和单位:  T02: 12")),
    ("T02: 二十四台", ("B1 › T02", "'二十四台' 不是数字。", "直接写数字，不加引号和单位:  T02: 90")),
    ("T02: 1，200", ("B1 › T02", "'1，200' 里有全角逗号“，”（或顿号“、”），分不开各个数。", "改成半角逗号“,”，后面空一格。")),
    ('T02: "1,200元"', ("B1 › T02", "'1,200元' 不是数字。", "直接写数字，不加引号和单位:  T02: 1200")),
    ("T02: １２％", ("B1 › T02", "'１２％' 用了全角数字。", "改成半角数字，不加引号和单位:  T02: 12")),
    ("T02：12", ("B1 › T02", "用了全角冒号“：”。", "改成半角冒号，后面空一格:  T02: 12"))])
def test_a_slip_among_the_targets_is_told_with_the_number_that_was_meant(tmp_path, slip, told):
    path = tmp_path / "targets-2026.yaml"
    path.write_text(f"B1: {{T01: 10, {slip}}}\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        build(read(path), Targets)
    assert [(problem.place, problem.what, problem.fix) for problem in refused.value.problems] == [told]


def test_an_empty_file_is_told_what_it_lacks(tmp_path):
    missing = {what for _, _, what in refusal(tmp_path, "")}
    assert {"缺少 year。", "缺少 categories。", "缺少 title。"} <= missing


def test_worked_examples_are_reckoned_with_the_target_and_what_is_put_on_top(tmp_path):
    text = GOOD.replace("target: 24", "target: 24, extras: [{type: per_occurrence, deduct_per: {返黑: 0.5}}], "
                                      "examples: [{value: 12, parts: {返黑: 1}, points: 2.5}]")
    rubric = load_rubric(written(tmp_path, text))
    assert example_points(rubric.indicators["C03"], 0) == pytest.approx(6 * 12 / 24 - 0.5)


@pytest.mark.parametrize("path", sorted(CONFIG.glob("rubric-*.yaml")), ids=lambda path: path.stem)
def test_our_own_rubrics_come_out_at_100_points_and_leave_no_doubt(path):
    rubric, doubts = read_rubric(path)
    assert sum(item.points for item in rubric.indicators.values()) == pytest.approx(100)
    assert report(doubts) == ""
    assert [key for key, item in rubric.indicators.items() if not item.examples or not item.better] == []


MUTATIONS = {
    "points: 6,": "points: 7,", "target: 24": "target: -", "accumulate: sum,": "acumulate: sum,", "measure: 台": "measure: 台, plan: [1]",
    "type: proportional": "type: tiers", "min: 10": "min: ten", "points: 4}]": "points: 3}]", "else: 1": "else: 5",
    "year: 2026": "year: 26", "full_points: 10": "full_points: 11", "min: 0,": "min: 70,", "C04:": "C03:",
    "support_share: 0.5": "support_share: 1.5", "id: small": "id:",
}


@pytest.mark.parametrize("slip", MUTATIONS)
def test_one_slip_of_any_kind_is_caught(tmp_path, slip):
    spoilt = GOOD.replace(slip, MUTATIONS[slip])
    assert spoilt != GOOD
    assert refusal(tmp_path, spoilt)
