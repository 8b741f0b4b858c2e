"""Rows of a form that speak of bonuses, deductions and vetoes: who may report them, in which words, and what nobody reports."""

from datetime import date
from pathlib import Path

import pytest

from readiness.observations import Observations, read_forms
from readiness.problems import ProblemsFound
from tests.small import Small, item

COUNTY = Small(
    {"C03": item(2, name="锅炉淘汰", measure="台", target=10)}, {"T01": {"name": "河湾镇"}}, {"D01": {"name": "生态环境局", "leads": ["C03"]}},
    vetoes={"V1": {"name": "未完成目标", "effect": "fail", "missed": {"indicator": "C03"}},
            "V3": {"name": "弄虚作假", "effect": "fail"},
            "V4": {"name": "乡镇火灾", "effect": "fail", "kinds": ["township"]}},
    bonus={"BN1": {"name": "超额完成", "beats": {"indicator": "C03", "step": 1, "points": 1}},
           "BN2": {"name": "示范命名", "each": {"国家级": 2}}})


def read(folder: Path, *rows: str, header: str = "单位,指标编号,分项,月份,数值") -> Observations:
    path = folder / "五月.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return read_forms([path], {2026: COUNTY.rubric}, COUNTY.county, date(2026, 5, 20))


def refusal(folder: Path, *rows: str, **given: str) -> list[tuple[int, str, str, str]]:
    with pytest.raises(ProblemsFound) as refused:
        read(folder, *rows, **given)
    return [(problem.line, problem.place, problem.what, problem.fix) for problem in refused.value.problems]


@pytest.mark.parametrize("key", ["V1", "BN1"])
def test_what_the_system_reckons_itself_is_reported_by_nobody(tmp_path, key):
    assert refusal(tmp_path, f"河湾镇,{key},,2026-05,1") == [(2, f"{key} · 指标编号", f"{key} 由系统按数据判定，不用报。", "删去这一行。")]


def test_a_veto_that_is_not_there_is_still_a_slip_of_the_id(tmp_path):
    assert refusal(tmp_path, "河湾镇,V5,,2026-05,1")[0][2:] == ("2026 年考核细则里没有编号 V5。", "是不是想写  V4?")


@pytest.mark.parametrize("unit", ["生态环境局", "XX"])
def test_a_veto_is_reported_only_for_the_kinds_of_unit_that_it_concerns(tmp_path, unit):
    name = COUNTY.county.units[COUNTY.county.by_name[unit]].name
    assert refusal(tmp_path, f"{unit},V4,,2026-05,1") == [
        (2, "V4 · 指标编号", f"{name}不涉及“乡镇火灾”，这一条只管乡镇。", "删去这一行，或核对单位和编号。")]
    assert len(read(tmp_path, "河湾镇,V4,,2026-05,1", f"{unit},V3,,2026-05,0").table) == 2


@pytest.mark.parametrize(("word", "meant"), [("是", 1), ("否", 0), (" 是 ", 1), ("2", 2)])
def test_a_veto_may_be_reported_as_yes_or_no(tmp_path, word, meant):
    assert read(tmp_path, f"河湾镇,V3,,2026-05,{word}").table["value"].tolist() == [meant]


def test_other_words_are_refused_and_a_count_of_events_takes_none(tmp_path):
    assert refusal(tmp_path, "河湾镇,V3,,2026-05,有", "河湾镇,BN2,国家级,2026-05,是") == [
        (2, "V3 · 数值", "'有' 不是数字。", "只填数字，或填其中一个: 是、否。"), (3, "BN2 · 数值", "'是' 不是数字。", "只填数字。")]


def test_a_file_with_full_width_commas_is_told_so(tmp_path):
    assert refusal(tmp_path, "河湾镇，C03，，2026-05，4", header="单位，指标编号，分项，月份，数值") == [
        (1, "表头", "表头用了全角逗号“，”，分不开各列。", "把各列之间的“，”改成半角逗号“,”。")]
