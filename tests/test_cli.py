"""The command line as outside checks call it: columns, numbers, exit codes, and what it must not touch."""

import csv
import io
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.store import Store
from tests.small import Small, fires, item, level

ROOT = Path(__file__).resolve().parents[1]
BOXES = "secured,expected,winnable,unreported,lost"
UNIT = f"unit,kind,as_of,basis,full_points,points,total,grade,rank,{BOXES}"
CATEGORY = "unit,category,as_of,basis,full_points,points"
INDICATOR = "unit,indicator,as_of,basis,value,target,full_points,points,status"
GAPS = ("unit,unit_name,kind,category,indicator,indicator_name,as_of,basis,full_points,points,owed,owed_on_100,value,target,measure,"
        "needed,needed_per_month,light,lead,owner,deadline")
NO_STREAMLIT = ("import sys; from readiness.cli import main; code = main(sys.argv[1:]); "
                "sys.exit(code or 10 * bool({'streamlit', 'plotly', 'matplotlib'} & set(sys.modules)))")


@dataclass(frozen=True)
class Place:
    """A small county on disk: T01 has done 18 of 24, T02 8 of 24, and T02 had one fire in May."""

    folder: Path

    @property
    def config(self) -> Path:
        return self.folder / "config"

    @property
    def good(self) -> Path:
        return self.folder / "五月.csv"

    @property
    def bad(self) -> Path:
        return self.folder / "坏.csv"

    @property
    def nowhere(self) -> Path:
        return self.folder / "not" / "there"


@pytest.fixture(scope="session")
def place(tmp_path_factory) -> Place:
    made = Place(tmp_path_factory.mktemp("county"))
    county = Small({"C03": item(3, name="锅炉", measure="台", target=24), "F": fires(2, 0.7), "L": level(5, townships=["T01"])},
                   {"T01": {"name": "河湾镇", "owner": "=镇长"}, "T02": {"name": "青石镇"}}, {"D01": {"leads": ["C03", "F", "L"]}})
    county.write(made.config)
    county.data["categories"]["A"]["indicators"]["C03"]["points"] = 4
    county.write(made.folder / "unsound")
    months = [(unit, key, f"2026-{month:02d}", value) for month in range(1, 6)
              for unit, key, value in (("河湾镇", "C03", 4 if month < 5 else 2), ("T02", "C03", 1.6), ("T01", "F", 0),
                                       ("青石镇", "F", int(month == 5)), ("T01", "L", 100 / 3))]
    made.good.write_text("\n".join(["单位,指标编号,月份,数值", *(",".join(map(str, row)) for row in months)]), encoding="gb18030")
    made.bad.write_text("单位,指标编号,月份,数值\n河湾镇,C03,2026-05,12台\n河湾镇,A99,2026-05,1\n", encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def ran(place) -> dict[str, subprocess.CompletedProcess]:
    """Every call made once, two at a time; the imports and what reads the store in their order."""
    data, offline = ["--data", place.good], f"sqlite:///{place.nowhere}/board.db"
    store = f"sqlite:///{place.folder / 'store.db'}"
    apart = {
        "check": (["check", *data], offline), "bad data": (["check", "--data", place.good, place.bad], offline),
        "units": (["score", *data, "--basis", "today"], offline),
        "cells": (["score", *data, "--level", "indicator", "--as-of", "2026-05", "--basis", "today"], offline),
        "gaps": (["gaps", *data, "--unit", "河湾镇", "T02", "--basis", "today"], offline), "wrong": (["score", *data, "--as-of", "五月"], offline)}
    in_turn = {"import bad": (["import", place.good, place.bad], store), "import": (["import", place.good], store),
               "explain": (["explain", "T01", "C03", "--basis", "today"], store)}
    with ThreadPoolExecutor(2) as pool:
        ordered = pool.submit(lambda: {name: call(place, *given) for name, given in in_turn.items()})
        found = dict(zip(apart, pool.map(lambda given: call(place, *given), apart.values()), strict=True))
        return {**found, **ordered.result()}


def call(place: Place, arguments: list, url: str) -> subprocess.CompletedProcess:
    start = ["-c", NO_STREAMLIT] if arguments[0] == "gaps" else ["-m", "readiness"]
    environment = {**os.environ, "READINESS_DATABASE_URL": url, "READINESS_CONFIG": str(place.config), "PYTHONPATH": str(ROOT)}
    return subprocess.run([sys.executable, *start, *map(str, arguments)], cwd=place.folder, env=environment, encoding="utf-8",
                          capture_output=True, check=False)


def rows(done: subprocess.CompletedProcess) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.stdout)))


def header(done: subprocess.CompletedProcess) -> str:
    return done.stdout.splitlines()[0]


@pytest.mark.parametrize(("name", "code"), [("check", 0), ("units", 0), ("cells", 0), ("gaps", 0), ("import", 0),
                                            ("explain", 0), ("bad data", 1), ("import bad", 1), ("wrong", 2)])
def test_a_call_ends_0_done_1_problems_2_wrong_usage(ran, name, code):
    assert ran[name].returncode == code, ran[name].stdout + ran[name].stderr
    assert "Traceback" not in ran[name].stderr


def test_data_files_open_no_database(ran, place):
    assert not place.nowhere.exists() and not place.nowhere.parent.exists()


def test_units_have_exactly_the_designs_columns(ran):
    assert header(ran["units"]) == UNIT


def test_cells_have_exactly_the_designs_columns(ran):
    assert header(ran["cells"]) == INDICATOR


def test_gaps_begin_with_the_designs_columns(ran):
    assert header(ran["gaps"]).startswith(f"{GAPS},")


def test_a_total_is_printed_as_it_was_reckoned(ran):
    units = {row["unit"]: row for row in rows(ran["units"])}
    points = {"T01": [3 * 18 / 24, 2, 5 / 3], "T02": [3 * 8 / 24, 1.3]}
    for unit, full in (("T01", 10), ("T02", 5)):
        assert float(units[unit]["points"]) == pytest.approx(sum(points[unit]), abs=1e-12)
        assert float(units[unit]["total"]) == pytest.approx(100 * sum(points[unit]) / full, abs=1e-12)
        assert units[unit]["total"] == repr(float(units[unit]["total"]))
        assert (units[unit]["as_of"], units[unit]["basis"], units[unit]["kind"]) == ("2026-05", "today", "township")
    assert (units["T01"]["rank"], units["T02"]["rank"]) == ("1", "2")


def test_the_boxes_of_a_unit_make_up_its_full_points(ran):
    """C03 is due in twelfths, so T01's year comes to 24 × (18 + 3.6) ÷ (10 + 3.6) = 38.1: all 24.  T02's 8 go on to 8 + 7 ÷ 12 × 24 ×
    11.6 ÷ 13.6 = 19.94.  Of the fires T01's two points hang on the months to come, T02 has lost 0.7 of them, and the rate of one fire in
    three months would cost more than is left.  T01's L is as it was, and may yet come to nothing."""
    c03 = 3 * (8 + 7 * 2 * 11.6 / 13.6) / 24
    boxes = {row["unit"]: [float(row[box]) for box in UNIT.split(",")[-5:]] for row in rows(ran["units"])}
    assert boxes["T01"] == pytest.approx([2.25, 0.75 + 2 + 5 / 3, 10 / 3, 0, 0])
    assert boxes["T02"] == pytest.approx([1, c03 - 1, 3 - c03 + 1.3, 0, 0.7])
    assert sum(boxes["T01"]) == pytest.approx(10, abs=1e-9) and sum(boxes["T02"]) == pytest.approx(5, abs=1e-9)


@pytest.mark.parametrize(("level", "columns"), [("unit", UNIT), ("category", f"{CATEGORY},{BOXES}"), ("indicator", f"{INDICATOR},{BOXES}")])
def test_the_boxes_stand_beside_every_level_that_is_asked_for_them(monkeypatch, capsys, place, level, columns):
    code, out, _ = inside(monkeypatch, capsys, place, "score", "--level", level, "--boxes", "--data", place.good)
    assert (code, out.splitlines()[0]) == (0, columns)
    for row in csv.DictReader(io.StringIO(out)):
        assert sum(float(row[box]) for box in BOXES.split(",")) == pytest.approx(float(row["full_points"]), abs=1e-9)


@pytest.mark.parametrize("command", ["score", "gaps"])
def test_where_no_basis_is_named_it_is_the_forecast(monkeypatch, capsys, place, command):
    assert inside(monkeypatch, capsys, place, command, "--data", place.good) == inside(
        monkeypatch, capsys, place, command, "--basis", "forecast", "--data", place.good)


def test_where_there_is_no_number_the_field_is_empty(ran):
    county = next(row for row in rows(ran["units"]) if row["unit"] == "XX")
    assert county["rank"] == ""
    cell = next(row for row in rows(ran["cells"]) if (row["unit"], row["indicator"]) == ("T02", "L"))
    assert (cell["value"], cell["points"], cell["status"]) == ("", "", "not_applicable")
    assert not {"nan", "NaN", "None", "<NA>"} & {field for name in ("units", "cells", "gaps") for row in rows(ran[name])
                                                  for field in row.values()}


def test_a_cell_is_printed_whole(ran):
    cell = next(row for row in rows(ran["cells"]) if (row["unit"], row["indicator"]) == ("T01", "L"))
    assert cell == {"unit": "T01", "indicator": "L", "as_of": "2026-05", "basis": "today", "value": repr(100 / 3), "target": "100.0",
                    "full_points": "5.0", "points": cell["points"], "status": "scored"}
    assert float(cell["points"]) == pytest.approx(5 / 3, abs=1e-15)


def test_csv_and_json_say_the_same(monkeypatch, capsys, ran, place):
    _, out, _ = inside(monkeypatch, capsys, place, "score", "--basis", "today", "--format", "json", "--data", place.good)
    told = json.loads(out)
    assert {",".join(row) for row in told} == {UNIT}
    written = [{key: "" if value is None else repr(value) if isinstance(value, float) else str(value) for key, value in row.items()}
               for row in told]
    assert written == rows(ran["units"])


def test_gaps_are_those_of_the_units_asked_for_by_id_or_name(ran):
    assert {row["unit"] for row in rows(ran["gaps"])} == {"T01", "T02"}
    gap = next(row for row in rows(ran["gaps"]) if (row["unit"], row["indicator"]) == ("T02", "C03"))
    assert (float(gap["needed"]), gap["lead"], gap["deadline"]) == (16, "D01局", "2026-12-31")
    assert float(gap["needed_per_month"]) == pytest.approx(16 / 7)


def test_problems_are_printed_with_file_line_and_fix(ran):
    assert "坏.csv 有 2 处问题:" in ran["bad data"].stdout
    assert "第 2 行 · C03 · 数值\n    '12台' 不是数字。" in ran["bad data"].stdout


def test_an_unsound_configuration_is_refused_by_every_command(monkeypatch, capsys, place):
    for command in ("check", "score", "gaps"):
        code, out, _ = inside(monkeypatch, capsys, place, command, "--config", place.folder / "unsound", "--data", place.good)
        assert (code, out.splitlines()[0]) == (1, "unsound/rubric-2026.yaml 有 1 处问题:")


def test_wrong_usage_goes_to_stderr_and_prints_no_table(ran):
    assert ran["wrong"].stdout == ""
    assert ran["wrong"].stderr == "“五月”不是月份，写成 2026-05。\n"


def test_an_import_with_one_bad_file_imports_nothing_and_the_next_is_revision_1(monkeypatch, capsys, ran, place):
    assert "坏.csv 有 2 处问题:" in ran["import bad"].stdout
    assert ran["import"].stdout == "已导入 25 行，数据版本 1。\n"
    again = inside(monkeypatch, capsys, place, "import", place.good, url=f"sqlite:///{place.folder / 'store.db'}")
    assert again == (0, "与已有数据完全相同，没有变化，数据版本仍是 1。\n", "")
    assert len(Store(f"sqlite:///{place.folder / 'store.db'}").observations().table) == 25


def test_explain_tells_the_arithmetic_and_every_row(ran):
    lines = ran["explain"].stdout.splitlines()
    assert "18 ÷ 24 × 3 = 2.25 分" in lines[0]
    assert len(lines) == 1 + 5
    assert lines[1] == "  来源：2026-05 2（五月.csv 第 22 行）"


def inside(monkeypatch, capsys, place: Place, *arguments, url: str = "") -> tuple[int, str, str]:
    """The same without a new process."""
    monkeypatch.setenv("READINESS_CONFIG", str(place.config))
    monkeypatch.setenv("READINESS_DATABASE_URL", url or f"sqlite:///{place.nowhere}/board.db")
    code = main([str(word) for word in arguments])
    return code, *capsys.readouterr()


def test_categories_are_scored_too(monkeypatch, capsys, place):
    code, out, _ = inside(monkeypatch, capsys, place, "score", "--level", "category", "--basis", "today", "--data", place.good)
    assert code == 0
    assert out.splitlines()[0] == CATEGORY


@pytest.mark.parametrize(("arguments", "said"), [
    (["gaps", "--unit", "河弯镇"], "没有“河弯镇”这个单位。是不是想写  河湾镇?"),
    (["explain", "T01", "C3"], "没有编号是 C3 的指标。是不是想写  C03?"),
    (["score", "--as-of", "2024-05"], "没有 2024 年的考核细则。"), (["score", "--as-of", "2026-13"], "“2026-13”不是月份，写成 2026-05。")])
def test_a_word_that_is_off_is_wrong_usage(monkeypatch, capsys, place, arguments, said):
    code, out, error = inside(monkeypatch, capsys, place, *arguments, "--data", place.good)
    assert (code, out, error.strip()) == (2, "", said)


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "少写了 COMMAND。 用法见  python -m readiness --help"),
    (["scores"], "没有“scores”这个命令。是不是想写  score? 用法见  python -m readiness --help"),
    (["score", "--basis", "foo"], "“foo”不在可选范围内。可选: today、schedule、forecast、best、worst。"),
    (["score", "--level", "village"], "“village”不在可选范围内。可选: unit、category、indicator。"),
    (["score", "--rubric", "abc"], "“abc”不是年份，写成 2026。"), (["rubric-diff", "2025", "２０２６"], "“２０２６”不是年份，写成 2026。"),
    (["import"], "少写了 FILE。 用法见  python -m readiness import --help"),
    (["gaps", "--unit"], "--unit 后面少写了值。 用法见  python -m readiness gaps --help"),
    (["check", "--today"], "不认识 --today。 用法见  python -m readiness --help"),
    (["schema", "rubrics"], "“rubrics”不在可选范围内。可选: rubric、units、targets、settings、access、screens。"),
    (["rubric-to-xlsx", "f.csv", "o.xlsx"], "f.csv 不是考核细则文件；考核细则的文件名以 .yaml 或 .yml 结尾。"),
    (["rubric-to-xlsx", "a.yaml", "o.pdf"], "o.pdf 不是工作簿文件；工作簿的文件名以 .xlsx 结尾。"),
    (["xlsx-to-rubric", "b.xlsx", "o.txt"], "o.txt 不是考核细则文件；考核细则的文件名以 .yaml 或 .yml 结尾。")], ids=str)
def test_what_the_parser_does_not_know_is_wrong_usage_and_told_in_one_sentence(arguments, said, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr() == ("", f"{said}\n")


def test_help_stays_what_it_was(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["score", "--help"])
    assert ended.value.code == 0
    assert "{today,schedule,forecast,best,worst}" in capsys.readouterr().out


def test_without_data_one_is_told_how_to_bring_some(monkeypatch, capsys, place, tmp_path):
    empty = tmp_path / "空.csv"
    empty.write_text("单位,指标编号,月份,数值\n", encoding="utf-8")
    code, _, error = inside(monkeypatch, capsys, place, "score", "--data", empty)
    assert (code, error) == (2, "还没有数据。先用 import 导入报表，或用 --data 指定文件。\n")


def test_check_tells_doubts_after_the_good_news_and_ends_well(place, capsys):
    assert main(["check", "--config", str(place.config)]) == 0
    good, _, doubts = capsys.readouterr().out.partition("\n\n")
    assert good == "没有发现问题：1 个年度的考核细则；有 3 处疑点，可能就是这个意思，请核对："
    assert [line.strip() for line in doubts.splitlines() if "没有算例" in line] == [
        "“锅炉”没有算例，规则写错了也看不出来。", "“火点”没有算例，规则写错了也看不出来。", "“水平”没有算例，规则写错了也看不出来。"]
    assert doubts.startswith("config/rubric-2026.yaml 有 3 处疑点:\n")


def test_check_tells_no_doubts_where_there_are_faults(place, capsys):
    assert main(["check", "--config", str(place.folder / "unsound")]) == 1
    assert "疑点" not in capsys.readouterr().out


def test_our_own_configuration_is_sound_and_leaves_no_doubt(capsys):
    assert main(["check", "--config", str(ROOT / "config")]) == 0
    assert capsys.readouterr().out == "没有发现问题：3 个年度的考核细则。\n"
