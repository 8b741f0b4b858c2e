"""Units, leads and targets: who answers for what, and the faults of units.yaml and targets.yaml in exact words."""

import json

import pytest

from readiness.configuration import load_configuration
from readiness.problems import ProblemsFound
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


def test_an_indicator_that_nobody_leads_is_named(tmp_path):
    assert report(tmp_path / "config", small(departments={"D01": {"name": "发展和改革局", "leads": ["C03"]}})) == """\
config/units.yaml 有 1 处问题:

  第 17 行 · departments
    指标 C04 没有牵头单位。
    在一个部门的 leads 里写上 C04。
"""


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
