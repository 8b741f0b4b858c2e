"""A rubric from YAML: the bad ones of `tests/bad/` refused in the words that stand beside them, the good ones read."""

from pathlib import Path

import pytest

from readiness.lint.worked import example_points
from readiness.problems import ProblemsFound, report
from readiness.rubric_file import load_rubric, read_rubric

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
