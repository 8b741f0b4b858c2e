"""What the wall shows and for how long: screens.yaml read with every fault at its line."""

import pytest

from readiness.configuration import ROOT, digest_of, files_of, stamp_of
from readiness.problems import ProblemsFound
from readiness.rotation import DEFAULT, read_rotation
from readiness.words import SCREENS
from tests.small import Small, item

COUNTY = Small({"C01": item()}, {"T01": {"name": "河湾镇", "aliases": ["河湾"]}}, {"D01": {"name": "财政局"}}).county


def rotation_of(folder, text: str):
    (folder / "screens.yaml").write_text(text, encoding="utf-8")
    return read_rotation(folder, COUNTY)


def refusal(folder, text: str) -> str:
    (folder / "config").mkdir()
    with pytest.raises(ProblemsFound) as refused:
        rotation_of(folder / "config", text)
    return str(refused.value)


def test_without_the_file_every_kind_of_screen_has_its_turn(tmp_path):
    assert [slot.screen for slot in read_rotation(tmp_path, COUNTY).screens] == list(SCREENS)


def test_our_own_file_says_the_same_as_none(tmp_path):
    ours = read_rotation(ROOT / "config", COUNTY)
    assert [slot.screen for slot in ours.screens] == [slot.screen for slot in DEFAULT.screens]


def test_a_screen_stands_as_long_as_it_says_else_as_long_as_the_others(tmp_path):
    rotation = rotation_of(tmp_path, "seconds: 12\nscreens: [{screen: county, seconds: 30}, {screen: trend}]")
    assert [rotation.seconds_of(slot) for slot in rotation.screens] == [30, 12]


def test_whoever_must_speak_is_named_by_id_name_or_other_name(tmp_path):
    rotation = rotation_of(tmp_path, "screens: [{screen: unit, speakers: [河湾, 财政局, T01]}]")
    assert rotation.screens[0].speakers == ("T01", "D01", "T01")


def test_every_fault_is_told_at_once_with_its_line_and_what_was_meant(tmp_path):
    told = refusal(tmp_path, "screens:\n  - {screen: unit, speakers: [河弯镇]}\n  - {screen: trend, most: 3}\n"
                             "  - {screen: unit, speakers: [T01], most: 3}\n")
    assert "有 3 处问题" in told
    assert "第 2 行 · screens › 1 › speakers › 1\n    没有“河弯镇”这个单位。\n    是不是想写  河湾镇?" in told
    assert "第 3 行 · screens › 2 › most\n    只有 unit（单位）屏才写 most。" in told
    assert "第 4 行 · screens › 3 › most\n    发言单位已经点名，不再按个数选。" in told


@pytest.mark.parametrize(("text", "words"), [
    ("screens: [{screen: countty}]", "是不是想写  county?"), ("screens: [{screen: 走势}]", "是不是想写  trend?"),
    ("screens: [{screen: trend, secondes: 20}]", "是不是想写  seconds?"),
    ("screens: []", "要写 1 个值，写了 0 个"), ("seconds: 1\nscreens: [{screen: trend}]", "3")])
def test_a_slip_is_told_with_what_was_meant(tmp_path, text, words):
    assert words in refusal(tmp_path, text)


def test_no_figure_rests_on_it_and_yet_a_change_is_noticed(tmp_path):
    rotation_of(tmp_path, "screens: [{screen: trend}]")
    before = digest_of(files_of(tmp_path)), stamp_of(tmp_path)
    rotation_of(tmp_path, "screens: [{screen: trend}, {screen: county}]")
    assert digest_of(files_of(tmp_path)) == before[0]
    assert stamp_of(tmp_path) != before[1]
