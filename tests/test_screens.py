"""What the wall says: the figures of the pages and files, few enough rows to be read from afar, and a word where there is nothing."""

import re
from html import unescape

import pytest

from pages.parts.red_items import red_items as on_the_page
from pages.parts.wall_stage import stage
from pages.parts.wall_words import brief, change_word
from readiness.charts.look import WALL
from readiness.numbers import shown
from readiness.rotation import Rotation, Slot
from readiness.screens import BLOCKS, ROWS, blocks_of, screens_of
from readiness.screens.screen import pages_of
from tests.small import Small, fires, item, level


@pytest.fixture(scope="module")
def forecast(board):
    return board.view("2026-05", "forecast")


@pytest.fixture(scope="module")
def screens(forecast):
    return {screen.key: screen for screen in screens_of(forecast)}


def only(view, name: str, **slot):
    """The screens of a rotation of one slot."""
    return screens_of(view, Rotation(screens=(Slot(screen=name, **slot),)))


def words_of(view, *screens) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", stage(view, screens))))


@pytest.mark.parametrize("count", [1, 7, 8, 16, 21, 22, 25, 45, 64])
def test_rows_are_split_into_blocks_that_can_be_read_and_none_is_lost(count):
    pages = pages_of(count)
    assert [at for page in pages for at in page] == list(range(count))
    for page in pages:
        blocks = blocks_of(len(page))
        assert [at for block in blocks for at in block] == list(range(len(page)))
        assert len(blocks) <= BLOCKS and max(map(len, blocks)) <= ROWS
    assert len(pages) == -(-count // 21)


def test_a_standing_says_rank_total_and_move_of_every_unit_of_its_kind(forecast, screens):
    for kind, names in (("township", ["townships"]), ("department", ["departments-1", "departments-2"])):
        places = [place for name in names for place in screens[name].content.places]
        units = forecast.units[forecast.units["kind"] == kind].sort_values(["rank", "unit"])
        assert [(place.unit_name, place.rank, place.total) for place in places] == list(
            units[["unit_name", "rank", "total"]].itertuples(index=False, name=None))
        assert all(sum(place.boxes.values()) == pytest.approx(100, abs=1e-9) for place in places)


def test_the_county_s_sentence_says_the_figures_of_its_row(forecast, screens):
    row = forecast.units_on_100.set_index("kind").loc["county"]
    assert screens["county"].content.sentence == (
        f"青澜县今年预计得 {shown(row['total'])} 分，评{row['grade']}（一票否决），预计欠 {shown(row['owed'])} 分；"
        f"还能争取 {shown(row['winnable'])} 分，已丢失 {shown(row['lost'])} 分。")


def test_the_county_s_line_is_the_forecast_s_on_every_basis(board, screens):
    assert only(board.view("2026-05", "today"), "county")[0].content == screens["county"].content


def test_red_items_are_those_of_the_page_in_their_order(forecast, screens):
    found = screens["red_items"].content
    page = on_the_page(forecast.gaps)
    assert [(one.unit_name, one.indicator_name, one.owed, one.owner, one.deadline) for one in found.items] == list(
        page[["unit_name", "indicator_name", "owed_on_100", "owner", "deadline"]].itertuples(index=False, name=None))


def test_moves_lead_from_last_month_s_total_to_this_one_s_step_by_step(forecast, screens):
    found = screens["changes"].content
    assert len(found.moves) == ROWS
    assert found.opening + sum(move.change for move in found.moves) == pytest.approx(found.closing, abs=1e-9)
    assert [move.start + move.change for move in found.moves[:-1]] == pytest.approx([move.start for move in found.moves[1:]])
    assert found.closing == forecast.units.set_index("kind").loc["county", "total"]


def test_the_trend_ends_with_the_totals_of_each_basis(board, screens):
    for basis, values in screens["trend"].content.lines.items():
        assert len(values) == 5
        assert values[-1] == board.view("2026-05", basis).units.set_index("kind").loc["county", "total"]


def test_what_is_not_reported_is_what_the_list_of_calls_says(forecast, screens):
    found, rows = screens["unreported"].content, forecast.health.overdue
    assert found.reports == rows["missing"].sum()
    assert found.items == len(rows.drop_duplicates(["unit", "indicator"]))


def test_units_with_a_red_light_speak_first_and_then_whoever_owes_most(forecast):
    units = forecast.units.set_index("unit")
    called = [screen.unit for screen in only(forecast, "unit", most=20)]
    reds = [unit for unit in called if units.loc[unit, "light"] == "red"]
    assert called[:len(reds)] == reds
    assert set(reds) == set(units.index[(units["light"] == "red") & (units["kind"] != "county")])
    for group in (reds, called[len(reds):]):
        assert list(units.loc[group, "owed"]) == sorted(units.loc[group, "owed"], reverse=True)


def test_units_that_are_named_speak_in_that_order(forecast):
    assert [screen.unit for screen in only(forecast, "unit", speakers=("D09", "T02"))] == ["D09", "T02"]


def test_a_unit_that_is_asked_for_has_a_screen_beside_the_rotation(forecast):
    asked = screens_of(forecast, unit="T06")[-1]
    assert (asked.key, asked.title) == ("unit-T06", "沙湾镇")


def test_a_unit_s_first_items_are_its_red_ones(forecast):
    found = only(forecast, "unit", speakers=("T05",))[0].content
    own = forecast.gaps[forecast.gaps["unit"] == "T05"]
    assert found.count == len(own)
    assert [item.light for item in found.items] == ["red"] * len(found.items)
    assert found.items[0].owed == own[own["light"] == "red"]["owed_on_100"].max()


def test_every_screen_stamps_whose_figures_it_shows(forecast, screens):
    for screen in screens.values():
        assert f"青澜县 · 数据截至 2026年5月 · 口径 预计 · 指纹 {forecast.fingerprint}" in words_of(forecast, screen)


def test_in_january_nothing_is_compared_with_the_month_before():
    county = Small({"A1": item()}).report("T01", "A1", 1).report("XX", "A1", 1)
    assert only(county.view(1, "forecast"), "changes") == []


def test_a_county_without_departments_has_no_screen_for_them():
    county = Small({"A1": item()}).report("T01", "A1", 1).report("XX", "A1", 1)
    assert [screen.name for screen in screens_of(county.view(2, "forecast")) if screen.name.endswith("ments")] == []


def test_where_there_is_nothing_to_tell_the_screen_says_so():
    county = Small({"A1": level()}).report("T01", "A1", 100, 100).report("XX", "A1", 100, 100)
    view = county.view(2, "forecast")
    assert "没有亮红灯的事项" in words_of(view, *only(view, "red_items"))
    assert "没有否决，也没有否决风险" in words_of(view, *only(view, "vetoes"))
    assert "到2026年2月，该报的都报了" in words_of(view, *only(view, "unreported"))
    assert "没有欠分" in words_of(view, *only(view, "unit", speakers=("T01",)))
    assert "持平" in words_of(view, *only(view, "changes"))


def test_a_year_that_is_over_is_told_as_such():
    county = Small({"A1": fires()}).report("T01", "A1", *[0] * 12).report("XX", "A1", *[0] * 12)
    told = words_of(county.view(12), *only(county.view(12), "county"))
    assert "小县2026年得 100.00 分，评优秀，欠 0.00 分。" in told
    assert "全年已结束" in told and "预计" not in told.replace("预计可得", "")


def test_before_anything_is_judged_the_wall_stands_all_the_same():
    county = Small({"A1": item(frequency="yearly")}, departments={"D01": {}}).report("T01", "A1", 1)
    view = county.view(1, "schedule")
    assert "数据截至 2026年1月" in words_of(view, *screens_of(view))


def test_names_from_the_files_cannot_become_html():
    county = Small({"A1": level(name="<i>水</i>")}, {"T01": {"name": "<b>河</b>镇"}}, vetoes={"V1": {"name": "<u>停</u>", "effect": "fail"}})
    county.report("T01", "A1", 10, 10).report("XX", "A1", 10, 10).report("T01", "V1", 1)
    view = county.view(2, "forecast")
    drawn = stage(view, screens_of(view, unit="T01"))
    assert [tag for tag in ("<b>河", "<i>水", "<u>停") if tag in drawn] == []


@pytest.mark.parametrize(("words", "told"), [
    ("补上甲（1 分）；补上乙（1 分）；补上丙（1 分）", "补上甲（1 分）；补上乙（1 分）等 3 条"), ("还差 5 台", "还差 5 台"),
    ("这一条比地方还长得多得多得多得多得多；另一条", "这一条比地方还长得多得多得多得多得多等 2 条")])
def test_what_is_too_long_is_cut_between_clauses_and_says_how_many_there_are(words, told):
    assert brief(words, 19) == told


@pytest.mark.parametrize(("change", "word"), [(1.154, "+1.15"), (-0.385, "−0.39"), (-0.001, "0.00"), (float("nan"), "—")])
def test_a_change_has_its_sign(change, word):
    assert change_word(change) == word


def test_both_sets_of_colours_have_the_same_names():
    assert set(WALL["light"]) == set(WALL["dark"])
