"""Units, leads and targets: who answers for what, and the faults of units.yaml and targets.yaml in exact words."""

import json

import pytest

from readiness.configuration import load_configuration
from readiness.county import read_county
from readiness.problems import ProblemsFound
from readiness.problems import report as told
from readiness.rubric import Rubric
from tests.small import Small, item

DEPARTMENTS = {"D01": {"name": "发展和改革局", "leads": ["C03"]}, "D02": {"name": "生态环境局", "leads": ["C04"], "supports": ["C03"]}}


def small(**changes) -> Small:
    settings = {"townships": {"T01": {"name": "河湾镇", "aliases": ["河湾"]}, "T02": {"name": "青石镇"}}, "departments": DEPARTMENTS,
                "targets": {"C03": {"T01": 4, "T02": 6}}, **changes}
    return Small({"C03": item(6, name="锅炉", target="per_unit", townships=["T01"]), "C04": item(4, name="治理")}, **settings)


def report(folder, county: Small, units=None, targets=None) -> str:
    """What the folder is refused with, `units` and `targets` written over what the county holds."""
    county.write(folder)
    for name, changes in (("units.yaml", units), ("targets-2026.yaml", targets)):
        if changes:
            (folder / name).write_text(changes, encoding="utf-8")
    with pytest.raises(ProblemsFound) as refusal:
        load_configuration(folder)
    return str(refusal.value)


def test_a_sound_folder_gives_the_county_and_nobody_is_lost(tmp_path):
    county = load_configuration(small().write(tmp_path)).county
    assert list(county.units) == ["T01", "T02", "D01", "D02", "XX"]
    assert county.by_name["河湾"] == county.by_name["河湾镇"] == "T01"
    assert county.lead("C03").id == "D01"
    assert [unit.id for unit in county.supporters("C03")] == ["D02"]
    assert county.target(2026, "C03", "T02") == 6
    assert county.target(2025, "C03", "T02") is None


@pytest.mark.parametrize(("unit", "indicator", "role"), [
    ("T01", "C03", "own"), ("T02", "C03", "none"), ("T02", "C04", "own"), ("XX", "C03", "own"),
    ("D01", "C03", "lead"), ("D02", "C03", "support"), ("D01", "C04", "none")])
def test_each_unit_answers_for_what_it_is_given(unit, indicator, role):
    made = small()
    assert made.county.role(made.county.units[unit], indicator, made.rubric) == role


def test_leading_comes_before_a_general_duty_and_a_duty_before_support():
    made = small(mix={"general_duties": ["C03", "C04"]})
    roles = {unit: [made.county.role(made.county.units[unit], key, made.rubric) for key in ("C03", "C04")]
             for unit in ("D01", "D02")}
    assert roles == {"D01": ["lead", "duty"], "D02": ["duty", "lead"]}


UNITS = """\
county: {id: XX, name: 小县}
types: [工业型, 农业型]
townships:
  T01: {name: 河湾镇, type: 工业型}
  T02:
    name: 青石镇
    type: 工业
departments:
  D01: {name: 发展和改革局, leads: [C03, C04]}
  D02:
    name: 生态环境局
    leads: [C04, C55]
    supports: [C3]
    responsible: 局长
"""


def test_every_fault_of_the_units_is_told_at_once(tmp_path):
    assert report(tmp_path / "config", small(), units=UNITS.replace("    responsible: 局长\n", "")) == """\
config/units.yaml 有 4 处问题:

  第 7 行 · T02 › type
    没有“工业”这个类型。
    是不是想写  工业型?

  第 12 行 · D02 › leads › 2
    没有编号是 C55 的指标。
    核对指标编号。

  第 12 行 · D02 › leads
    C04 已由 发展和改革局 牵头。
    一个指标只能有一个牵头单位，另一个改为配合。

  第 13 行 · D02 › supports › 1
    没有编号是 C3 的指标。
    是不是想写  C03?
"""


def test_a_setting_that_units_do_not_have_is_refused(tmp_path):
    assert report(tmp_path / "config", small(), units=UNITS) == """\
config/units.yaml 有 1 处问题:

  第 14 行 · D02 › responsible
    不认识这个设置。
    删去，或核对设置的名称。
"""


def doubts(folder, county: Small, types=()) -> str:
    """What is doubtful in the county's units and targets."""
    county.written["types"] = list(types)
    rubric = county.rubric
    return told(read_county(county.write(folder), {rubric.year: rubric})[1])


ASKED = {"C03": {"T01": 4, "XX": 24}}


def test_a_sound_county_leaves_no_doubt(tmp_path):
    assert doubts(tmp_path / "config", small(targets=ASKED)) == ""


def test_an_indicator_that_nobody_leads_is_a_doubt(tmp_path):
    departments = {"D01": {"name": "发展和改革局", "leads": ["C03"]}}
    assert doubts(tmp_path / "config", small(departments=departments, targets=ASKED)) == """\
config/units.yaml 有 1 处疑点:

  第 17 行 · departments
    指标 C04 没有牵头单位。
    在一个部门的 leads 里写上 C04。
"""


def test_a_county_of_townships_alone_can_be_scored_and_leaves_no_doubt(tmp_path):
    made = small(departments={}, targets=ASKED)
    assert doubts(tmp_path / "config", made) == ""
    del made.written["departments"]
    assert list(load_configuration(made.write(tmp_path / "config")).county.units) == ["T01", "T02", "XX"]
    made.report("T01", "C03", 2, *[0] * 11).report("T01", "C04", 10, *[0] * 11)
    assert made.total("T01") == pytest.approx(100 * (6 * 2 / 4 + 4) / 10)


def test_types_and_departments_that_nothing_uses_are_doubts(tmp_path):
    departments = {**DEPARTMENTS, "D03": {"name": "教育局"}}
    townships = {"T01": {"name": "河湾镇", "type": "工业型"}, "T02": {"name": "青石镇", "type": "工业型"}}
    assert doubts(tmp_path / "config", small(departments=departments, townships=townships, targets=ASKED), ["工业型", "农业型"]) == """\
config/units.yaml 有 2 处疑点:

  第 32 行 · D03
    教育局既不牵头也不配合任何指标，只考核通用履职。
    补上 leads 或 supports。

  第 38 行 · types › 2
    没有一个乡镇是“农业型”。
    删去，或核对各乡镇的 type。
"""


def test_targets_that_nothing_asks_for_and_those_that_are_missing_are_doubts(tmp_path):
    assert doubts(tmp_path / "config", small(targets={"C03": {"T01": 4, "T02": 6, "D01": 2}, "C04": {"T02": 3}})) == """\
config/targets-2026.yaml 有 4 处疑点:

  第 2 行 · C03
    小县要考核“锅炉”，却没有目标值，将不计这一项。
    补上目标值，或在细则里把它去掉。

  第 4 行 · C03 › T02
    青石镇不考核“锅炉”的自身数据，这个目标用不上。
    删去，或核对细则里的 townships 和部门分工。

  第 5 行 · C03 › D01
    发展和改革局不考核“锅炉”的自身数据，这个目标用不上。
    删去，或核对细则里的 townships 和部门分工。

  第 7 行 · C04
    “治理”在细则里没有写各单位目标不同（per_unit），这里却单独写了目标。
    删去这一行，或在细则里写  target: per_unit
"""


def test_a_general_duty_asks_departments_for_a_target_of_their_own(tmp_path):
    made = small(mix={"general_duties": ["C03"]}, targets=ASKED)
    assert "生态环境局要考核“锅炉”，却没有目标值，将不计这一项。" in doubts(tmp_path / "config", made)   # D01 leads it and answers for the county's


def test_a_county_target_that_last_year_had_passed_is_a_doubt(tmp_path):
    made = small(targets=ASKED)
    made.data["categories"]["A"]["indicators"]["C03"]["baseline"] = 30
    made.rubric = Rubric.model_validate(made.data)
    assert "第 4 行 · C03 › XX\n    上年已是 30，比今年的目标 24 还好 25%。" in doubts(tmp_path / "config", made)


@pytest.mark.parametrize(("last", "sound"), [(100, True), (24, True), (90, False)])
def test_a_plan_that_ends_neither_at_a_hundred_percent_nor_at_the_countys_target_is_a_doubt(tmp_path, last, sound):
    made = small(targets=ASKED)
    made.data["categories"]["A"]["indicators"]["C03"]["plan"] = [0] * 11 + [last]
    made.rubric = Rubric.model_validate(made.data)
    said = "第 4 行 · C03 › XX\n    序时计划到 12 月是 90，既不是 100%，也不是县的目标 24。"
    assert (said in doubts(tmp_path / "config", made)) is not sound


def test_the_configuration_gathers_the_doubts_of_all_its_files(tmp_path):
    found = load_configuration(small(targets={**ASKED, "C04": {"T02": 3}}).write(tmp_path / "config")).doubts
    assert [(doubt.file, doubt.place) for doubt in found] == [
        ("config/rubric-2026.yaml", "C03"), ("config/rubric-2026.yaml", "C04"),              # neither shows an example
        ("config/targets-2026.yaml", "C04")]
    assert all(doubt.doubt for doubt in found)


def test_two_rubrics_of_one_year_are_refused(tmp_path):
    folder = small().write(tmp_path / "config")
    (folder / "rubric-2027.yaml").write_text(json.dumps(small().data), encoding="utf-8")
    with pytest.raises(ProblemsFound) as refusal:
        load_configuration(folder)
    assert "2026 年的考核细则有两个文件。" in str(refusal.value)


def test_names_that_mean_two_units_are_refused(tmp_path):
    twins = {"T01": {"name": "河湾镇", "aliases": ["青石镇"]}, "T02": {"name": "青石镇"}}
    assert report(tmp_path / "config", small(townships=twins)).splitlines()[2:] == [
        "  第 14 行 · T02 › name", "    “青石镇”已经是河湾镇（T01）的编号、名称或别名。", "    换一个，全县不能重复。"]


def test_an_id_may_not_stand_for_a_township_and_a_department(tmp_path):
    departments = {"T01": {**DEPARTMENTS["D01"]}, "D02": DEPARTMENTS["D02"]}
    assert "“T01”已经是河湾镇（T01）的编号、名称或别名。" in report(tmp_path / "config", small(departments=departments))


def test_targets_for_unknown_units_and_indicators_are_refused_with_their_lines(tmp_path):
    targets = "C03:\n  T01: 4\n  T1: 6\nC033: {T01: 1}\nC04: {T01: 三台}\n"
    assert report(tmp_path / "config", small(), targets=targets.replace("三台", "3")) == """\
config/targets-2026.yaml 有 2 处问题:

  第 3 行 · C03 › T1
    没有编号是 T1 的单位。
    是不是想写  T01?

  第 4 行 · C033
    没有编号是 C033 的指标。
    是不是想写  C03?
"""
    assert report(tmp_path / "config", small(), targets=targets) == """\
config/targets-2026.yaml 有 1 处问题:

  第 5 行 · C04 › T01
    '三台' 不是数字。
    直接写数字，不加引号和单位:  T01: 90
"""


def test_an_indicator_whose_targets_are_each_units_own_must_have_some(tmp_path):
    assert report(tmp_path / "config", small(targets={})) == """\
config/targets-2026.yaml 有 1 处问题:

  C03
    “锅炉”的目标各单位不同（per_unit），这里一个也没有写。
    补上一行  C03: {单位编号: 目标值}
"""


def test_a_township_list_of_the_rubric_is_held_against_the_units(tmp_path):
    made = small()
    made.data["categories"]["A"]["indicators"]["C03"]["townships"] = ["T01", "T1"]
    assert "没有编号是 T1 的乡镇。\n    是不是想写  T01?" in report(tmp_path / "config", made)


def test_a_folder_without_rubric_or_units_says_so(tmp_path):
    with pytest.raises(ProblemsFound) as refusal:
        load_configuration(tmp_path)
    assert [problem.what.split(" ")[-1] for problem in refusal.value.problems] == ["里没有考核细则。", "里没有单位表。"]


def test_faults_of_two_rubrics_and_the_settings_are_told_together(tmp_path):
    folder = small().write(tmp_path / "config")
    (folder / "rubric-2025.yaml").write_text("year: [", encoding="utf-8")
    (folder / "settings.yaml").write_text("demo: x", encoding="utf-8")
    (folder / "rubric-2026.yaml").write_text(json.dumps({**small().data, "year": "今年"}), encoding="utf-8")
    with pytest.raises(ProblemsFound) as refusal:
        load_configuration(folder)
    assert [problem.file.split("/")[-1] for problem in refusal.value.problems] == [
        "rubric-2025.yaml", "rubric-2026.yaml", "settings.yaml"]
