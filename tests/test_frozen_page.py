"""定格 without a browser: every page of a frozen board says so and shows its figures; other figures are never shown in their place."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts.frozen_board import file_of
from pages.parts.to_unit import link
from readiness.rules.proportional import Proportional
from readiness.store import Store
from tests.at_a_meeting import Meeting
from tests.browser.screen import ROOT

PAGES = sorted(path.stem for path in Path(ROOT / "pages").glob("*.py"))
FROZEN = "5月 调度会"


@pytest.fixture
def meeting(new_database, tmp_path, monkeypatch) -> Meeting:
    monkeypatch.setenv("READINESS_DATABASE_URL", url := new_database("sqlite"))
    made = Meeting(tmp_path / "config", Store(url))
    made.change_everything()
    return made


def texts(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(part.value for part in (*page.html, *page.info, *page.markdown, *page.caption, *page.error, *page.success, *page.warning))


@pytest.mark.parametrize("name", [name for name in PAGES if name != "wall"])
def test_every_page_of_a_frozen_board_says_so(page_of, meeting, name):
    said = texts(page_of(name, meeting.today(), frozen="1"))
    assert f"定格“**{FROZEN}**”（县长主持）：数据截至2026年5月，" in said
    assert f"指纹 **{meeting.frozen.fingerprint}**" in said


def test_every_screen_on_the_wall_of_a_frozen_board_says_so(page_of, meeting):
    drawn = next(part.value for part in page_of("wall", meeting.today(), frozen="1").html if 'class="wall"' in part.value)
    screens = drawn.split("<section")[1:]
    assert len(screens) > 5
    assert all(f"指纹 <b>{meeting.frozen.fingerprint}</b>" in screen and f"定格“{FROZEN}”</b>" in screen for screen in screens)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_shows_other_figures_in_their_place(page_of, meeting, monkeypatch, name):
    right = Proportional.fraction
    monkeypatch.setattr(Proportional, "fraction", lambda rule, value, case: right(rule, value, case) ** 0.5)
    page = page_of(name, meeting.today(), frozen=FROZEN)
    said = texts(page)
    assert "现在的程序算不出和定格时一样的结果，所以不显示：有 " in said
    assert "相差最大的是单位（现状） T01镇 总分：定格时 45，现在 55.3553" in said
    assert "55.36" not in said
    assert len(page.get("download_button")) == 4


def test_a_frozen_page_shows_and_hands_out_the_figures_of_then(page_of, meeting):
    shown = page_of("units", meeting.today(), frozen=FROZEN, basis="today").dataframe[0].value
    assert dict(zip(shown["unit_name"], shown["total"], strict=True)) == {"T01镇": 45, "T02镇": 90}
    opened = meeting.opened()
    view = opened.board.view("2026-05", "today")
    assert file_of(view, "单位得分", view.units[:1]) == opened.files["单位得分_today"]


def test_a_link_to_a_frozen_board_that_is_none_is_told(page_of, meeting):
    page = page_of("overview", meeting.today(), frozen="7月")
    assert page.error[0].value == "没有叫“7月”的定格。核对链接，或在“定格”页里找。"
    assert not page.title


def test_links_within_a_frozen_board_and_within_an_earlier_state_lead_to_it(meeting):
    board = meeting.today()
    assert link(meeting.opened().board.view("2026-05"), "T01镇").endswith("&frozen=5%E6%9C%88+%E8%B0%83%E5%BA%A6%E4%BC%9A")
    assert link(board.as_known(2).view("2026-05"), "T01镇").endswith("&known=2")
    assert "frozen" not in link(board.view("2026-06"), "T01镇") and "known" not in link(board.view("2026-06"), "T01镇")


def test_nothing_can_be_written_on_a_frozen_board(page_of, meeting, at_this_machine):
    for name in ("report", "history", "frozen"):
        assert "不能在上面写入。先在左侧“定格”里选“不看定格”" in texts(page_of(name, meeting.today(), frozen=FROZEN))


def test_one_is_made_on_the_page_and_then_stands_in_the_list(page_of, meeting, at_this_machine):
    page = page_of("frozen", meeting.today())
    page.text_input("frozen_name").set_value("6月 会")
    page.text_input("frozen_note").set_value("书记主持")
    page.button("freeze").click().run()
    said = texts(page)
    assert "已定格“6月 会”：数据截至2026年6月，数据版本 3" in said
    assert "./?frozen=6%E6%9C%88+%E4%BC%9A" in said
    assert [one.name for one in meeting.store.frozen()] == ["6月 会", FROZEN]


def test_a_reader_sees_them_and_makes_none(page_of, meeting):
    page = page_of("frozen", meeting.today())
    assert "定格由考核办经办人和管理员做。" in texts(page)
    assert not page.button


def test_the_page_says_why_totals_are_others_today(page_of, meeting):
    said = texts(page_of("frozen", meeting.today(), as_of="2026-05", basis="today"))
    assert "定格时的2026年5月和现在的同一个月比，口径现状：**2** 个单位的总分和定格时不同" in said
    assert "新镇：定格时 **45.00** 分，现在 **38.33** 分，相差 **−6.67** 分。" in said
    assert "更正补报" in said and "规则变化" in said
    assert "早于定格的月份" in texts(page_of("frozen", meeting.today(), as_of="2026-01"))


def test_before_the_first_the_page_says_what_they_are_for(page_of, board, new_database, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.at_a_meeting.freeze", lambda *_: None)
    monkeypatch.setenv("READINESS_DATABASE_URL", url := new_database("sqlite"))
    made = Meeting(tmp_path / "config", Store(url))
    assert "还没有定格。" in texts(page_of("frozen", made.today()))
