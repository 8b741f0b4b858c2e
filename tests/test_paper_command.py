"""The command that writes papers: which file, and what it says where it writes none."""

import pytest
from docx import Document

from readiness.cli import main
from tests.small import Small, item, level


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A small county on disk that is behind, with figures to April."""
    county = Small({"A": item(), "L": level()}, {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}})
    county.write(tmp_path / "config")
    rows = [f"{unit},{key},2026-{month:02d},{0 if unit == 'T01' else 100}" for unit in ("T01", "T02") for key in "AL" for month in (1, 2, 3, 4)]
    (tmp_path / "数据.csv").write_text("\n".join(["单位,指标编号,月份,数值", *rows]), encoding="utf-8")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(*arguments):
    return main(["paper", *arguments, "--config", "config", "--data", "数据.csv"])


def test_papers_go_into_a_file_or_under_their_own_name_into_a_folder(place, capsys):
    assert call("bulletin", "out/五月.docx", "--as-of", "2026-03") == 0
    assert call("order", "out", "--unit", "河湾镇") == 0
    assert sorted(path.name for path in (place / "out").iterdir()) == ["五月.docx", "小县_督办单_河湾镇_2026-04.docx"]
    assert capsys.readouterr().out == "已写出 五月.docx。\n已写出 小县_督办单_河湾镇_2026-04.docx。\n"
    assert Document(str(place / "out" / "五月.docx")).core_properties.title == "关于2026年1至3月环境保护考核进展情况的通报"


@pytest.mark.parametrize(("arguments", "said"), [
    (["order", "out"], "督办单是给一个单位的，用 --unit 写明。"),
    (["bulletin", "--unit", "T01", "out"], "通报是全县的，不写 --unit。"),
    (["order", "--unit", "河弯镇", "out"], "没有“河弯镇”这个单位。是不是想写  河湾镇?"),
    (["order", "--unit", "T02", "out"], "青石镇没有到督办一步的红灯事项，不出督办单。"),
    (["bulletin", "out/x.pdf"], "x.pdf 不是通报文件；通报的文件名以 .docx 结尾。"),
    (["bulletin", "nowhere/x.docx"], "没有 nowhere 这个文件夹。"),
    (["memo", "out"], "“memo”不在可选范围内。")])
def test_a_call_that_makes_no_paper_says_why_and_writes_nothing(place, capsys, arguments, said):
    assert call(*arguments) == 2
    assert capsys.readouterr().err.startswith(said)
    assert list((place / "out").iterdir()) == []


def test_what_is_there_is_written_over_only_where_that_is_asked_for(place, capsys):
    (place / "out" / "x.docx").write_text("我的")
    assert call("bulletin", "out/x.docx") == 2
    assert "x.docx 已经存在" in capsys.readouterr().err
    assert (place / "out" / "x.docx").read_text() == "我的"
    assert call("bulletin", "out/x.docx", "--overwrite") == 0
    assert (place / "out" / "x.docx").read_bytes()[:2] == b"PK"
