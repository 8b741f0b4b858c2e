"""Arithmetic in a rubric: what it means, and that nothing else than arithmetic gets in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.arithmetic import Arithmetic, Refused
from readiness.problems import ProblemsFound
from readiness.rubric_file import load_rubric
from tests.small import Small, level, rubric_data

NAMES = ("value", "target", "baseline", "full")
VALUE = np.array([50.0, 95.0, 100.0, np.nan])


def reckoned(text: str, **columns) -> list[float]:
    given_ = {"value": VALUE, "target": np.array(80.0), "baseline": np.array(60.0), "full": np.array(4.0), **columns}
    return np.broadcast_to(Arithmetic.of(text, NAMES)(**given_), VALUE.shape).tolist()


@pytest.mark.parametrize(("text", "expected"), [
    ("value / target", [0.625, 1.1875, 1.25]), ("full * min(1, value / target)", [2.5, 4, 4]), ("-value + 2 * target", [110, 65, 60]),
    ("full if value >= 95 else 0", [0, 4, 4]), ("clip((value - 60) / (100 - 60), 0, 1) * full", [0, 3.5, 4]),
    ("(value > 60) * full", [0, 4, 4]), ("60 <= value < 100", [0, 1, 0]), ("value >= 60 and not value >= 100", [0, 1, 0]),
    ("value < 60 or value == 100", [1, 0, 1]), ("max(value, target, 90)", [90, 95, 100]), ("round(value / 30, 1)", [1.7, 3.2, 3.3]),
    ("abs(value - target)", [30, 15, 20]), ("2 ** 3 + 0 * value", [8, 8, 8]), ("value != 95", [1, 0, 1]), ("7", [7, 7, 7]),
    ("  full - (target - value) * 0.1 ", [1, 5.5, 6])])
def test_a_formula_means_what_it_says_for_whole_columns(text, expected):
    assert reckoned(text)[:3] == pytest.approx(expected)


def test_a_missing_value_stays_missing():
    assert np.isnan(reckoned("full * value / target")[3])


def test_thresholds_leave_room_for_floating_noise():
    assert reckoned("value >= 0.3", value=np.array([0.1 + 0.2 - 1e-16] * 4)) == [1] * 4
    assert reckoned("value > 0.3", value=np.array([0.1 + 0.2] * 4)) == [0] * 4


@pytest.mark.parametrize("text", ["value / 0", "0 / 0", "9 ** 9 ** 9", "-value ** 0.5", "target / (value - value)"])
def test_what_has_no_finite_answer_neither_hangs_nor_warns(text):
    with np.errstate(all="raise"):
        assert len(reckoned(text)) == 4


HOSTILE = {
    "__import__('os').system('id')": 1, "value.__class__": 1, "(1).__class__.__bases__[0]": 1, "open('/etc/passwd')": 1, "exec('1')": 1,
    "value[0]": 1, "[x for x in (1, 2)]": 1, "lambda: 1": 1, "{value}": 1, "{1: 2}": 1, "(value, 1)": 1, "f'{value}'": 1, "'a' * 9": 1,
    "True": 1, "None": 1, "value := 3": 7, "x": 1, "value + secret": 9, "value + min": 9, "min(value)": 1, "min(*value)": 1,
    "round(value, 9)": 1, "round(value, target)": 1, "clip(value, 0)": 1, "max(value, key=1)": 1, "value if 1": 1, "value +": 8, "": 1,
    "1e400": 1, "3j": 1, "value in (1, 2)": 1, "value is 1": 1, "value @ value": 1, "value // 2": 1,
    "value % 2": 1, "value << 9": 1, "~value": 1, "value & 1": 1, "await value": 1, "value; 1": 6, "import os": 1, "a = 1": 3,
    "min.__globals__": 1, "数值 + 1": 1, "(" * 60 + "value" + ")" * 60 + " + oops": 129, "+".join(["value"] * 99): 1, "-" * 60 + "value": 1,
}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_but_arithmetic_is_refused_at_its_place(text):
    with pytest.raises(Refused) as refused:
        Arithmetic.of(text, NAMES)
    assert refused.value.what and refused.value.fix
    assert 1 <= refused.value.column <= max(len(text), 1) + 1


@pytest.mark.parametrize(("text", "column", "what", "fix"), [
    ("full * （value - 60) / 40", 8, "用了全角括号“（”。", "改成半角括号  ( )"),
    ("full * (value - 60） / 40", 19, "用了全角括号“）”。", "改成半角括号  ( )"),
    ("full × value", 6, "“×”不能用。", "乘写 *，除写 /"), ("value ÷ target", 7, "“÷”不能用。", "乘写 *，除写 /"),
    ("full if value ≥ 95 else 0", 15, "“≥”不能用。", "不小于写 >=，不大于写 <=，不等于写 !="),
    ("min(full， value)", 9, "用了全角逗号“，”。", "改成半角逗号  ,"),
    ("value － ６０", 7, "“－”是全角的。", "切换到英文输入，改成半角的。"),
    ("full if value = 100 else 0", 15, "单独一个 = 不能用。", "比较是否相等写 ==，不小于写 >=，不大于写 <="),
    ("full if value => 95 else 0", 15, "单独一个 = 不能用。", "比较是否相等写 ==，不小于写 >=，不大于写 <="),
    ("full if value >= 95", 6, "写了 if，没有写 else。", "补上条件不成立时的得分:  full if value >= 95 else 0"),
    ("full * (value", 8, "这里不成算式。", "检查括号是否成对，运算符两边是否都有数。")])
def test_a_slip_of_an_officials_hand_is_named_at_its_place(text, column, what, fix):
    with pytest.raises(Refused) as refused:
        Arithmetic.of(text, NAMES)
    assert (refused.value.column, refused.value.what, refused.value.fix) == (column, what, fix)


@given(st.text(alphabet="value0129.+-*/()<>=,. minaxclroud[]_'", max_size=60))
def test_whatever_is_typed_is_either_reckoned_or_refused(text):
    try:
        found = Arithmetic.of(text, NAMES)
    except Refused:
        return
    assert found(value=VALUE, target=np.array(1.0), baseline=np.array(1.0), full=np.array(1.0)).size in (1, 4)


def test_a_hostile_formula_is_refused_with_line_place_and_column(tmp_path):
    small = Small({"F": level(4, rule={"type": "formula", "formula": "value", "better": "higher"})})
    folder = small.write(tmp_path / "config")
    path = folder / "rubric-2026.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"formula": "value"', '"formula": "full + value.real"'), encoding="utf-8")
    with pytest.raises(ProblemsFound) as refused:
        load_rubric(path)
    problem, = refused.value.problems
    assert problem.place.endswith("F › rule › formula") and problem.line == 1 + path.read_text(encoding="utf-8")[
        :path.read_text(encoding="utf-8").index("full + value.real")].count("\n")
    assert problem.what == "算式第 8 个字符起：这里的写法不能用。"


def test_a_formula_scores_every_unit_by_its_own_target():
    rule = {"type": "formula", "formula": "full * min(1, value / target) if value >= 10 else 0", "better": "higher"}
    small = Small({"F": level(4, rule=rule, target="per_unit")}, ["T01", "T02", "T03"], targets={"F": {"T01": 20, "T02": 40}})
    for unit, value in {"T01": 15, "T02": 9, "T03": 50}.items():
        small.report(unit, "F", value)
    assert [small.points(unit, "F", 1) for unit in ("T01", "T02")] == [3, 0]
    assert small.cell("T03", "F", 1)["status"] == "not_applicable"           # no target, no task
    assert small.view(1).explain("T01", "F").sentence.count("如果 15 ≥ 10 则 4 × 取小(1, 15 ÷ 20)，否则 0 = 3.00 分") == 1


def test_the_data_of_a_rubric_survive_its_own_reading():
    data = rubric_data({"F": level(4, rule={"type": "formula", "formula": "value", "better": "lower", "between": [0, 9]})})
    assert data["categories"]["A"]["indicators"]["F"]["rule"]["between"] == [0, 9]
