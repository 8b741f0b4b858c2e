"""The command that hands out forms: which files it writes, and what it says where it writes none."""

from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from readiness.cli import main
from tests.small import Small, item, level

NAME = "小县_月报_河湾镇_2026-03.xlsx"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A small county on disk, with figures to February."""
    county = Small({"A": item(), "L": level()}, {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}}, {"D01": {"leads": ["A"]}, "D02": {}})
    county.write(tmp_path / "config")
    rows = [f"{unit},{key},2026-{month:02d},1" for unit in ("T01", "T02") for key in "AL" for month in (1, 2)]
    (tmp_path / "数据.csv").write_text("\n".join(["单位,指标编号,月份,数值", *rows]), encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments):
    return main(["template", "--config", "config", "--data", "数据.csv", *arguments])


def written(place):
    return sorted(path.name for path in (place / "out").iterdir())


def test_a_form_goes_into_a_file_or_under_its_own_name_into_a_folder(place, capsys):
    assert call("--unit", "河湾镇", "out") == 0
    assert call("--lead", "D01", "out/牵头.xlsx") == 0
    assert written(place) == [NAME, "牵头.xlsx"]
    assert capsys.readouterr().out == f"已写出 {NAME}。\n已写出 牵头.xlsx。\n"
    assert load_workbook(place / "out" / NAME)["月报"]["A4"].value == "河湾镇"


def test_all_forms_go_into_a_folder_a_zip_or_one_workbook(place, capsys):
    assert [call("--all", target) for target in ("out", "全部.zip", "全部.xlsx")] == [0, 0, 0]
    forms = [NAME, *(f"小县_月报_{unit}_2026-03.xlsx" for unit in ("小县", "青石镇"))]
    assert written(place) == sorted(forms)
    assert sorted(ZipFile(place / "全部.zip").namelist()) == sorted(forms)
    assert {row[0] for row in load_workbook(place / "全部.xlsx")["月报"].iter_rows(min_row=4, values_only=True)} == {"河湾镇", "青石镇", "小县"}
    assert capsys.readouterr().out.startswith("已写出 3 份报表，在 out。")


def test_the_month_is_the_one_after_the_newest_data_unless_it_is_named(place):
    assert call("--unit", "T01", "--month", "2026-01", "out") == 0
    assert written(place) == [NAME.replace("03", "01")]


@pytest.mark.parametrize(("arguments", "said"), [
    (["--overwrite", "out"], "--unit、--lead、--all 要写一个，也只能写一个。"),
    (["--unit", "T01", "--all", "out"], "--unit、--lead、--all 要写一个，也只能写一个。"),
    (["--unit", "河弯镇", "out"], "没有“河弯镇”这个单位。是不是想写  河湾镇?"),
    (["--lead", "T01", "out"], "河湾镇没有牵头的指标。它自己要报的用 --unit 河湾镇。"),
    (["--unit", "D02", "out"], "D02局在 2026年3月没有要报的数据。"),
    (["--unit", "T01", "--month", "2027-01", "out"], "没有 2027 年的考核细则"),
    (["--unit", "T01", "--month", "三月", "out"], "“三月”不是月份，写成 2026-05。"),
    (["--unit", "T01", "out.txt"], "out.txt 既不是已有的文件夹，也不以 .xlsx 结尾。"),
    (["--all", "报表"], "报表 既不是已有的文件夹，也不以 .xlsx 或 .zip 结尾。"),
    (["--unit", "T01", "nowhere/x.xlsx"], "没有 nowhere 这个文件夹。")])
def test_a_call_that_makes_no_form_says_why_and_writes_nothing(place, capsys, arguments, said):
    assert call(*arguments) == 2
    assert capsys.readouterr().err.startswith(said)
    assert written(place) == []


def test_what_is_there_is_written_over_only_where_that_is_asked_for(place, capsys):
    (place / "out" / NAME).write_text("我的")
    assert call("--all", "out") == 2
    assert f"{NAME} 已经存在" in capsys.readouterr().err
    assert written(place) == [NAME] and (place / "out" / NAME).read_text() == "我的"
    assert call("--all", "out", "--overwrite") == 0
    assert load_workbook(place / "out" / NAME)
