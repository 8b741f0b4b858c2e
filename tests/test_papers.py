"""Papers say what the board's tables hold and no more: every number of the text is read again and looked for in the tables."""

import re
from io import BytesIO

import pytest
from docx import Document

from readiness.numbers import shown
from readiness.papers import PAPERS, NoPaper, bulletin, reminder, score_sheet, supervision_order
from readiness.papers.numerals import chinese
from readiness.papers.official import Official
from readiness.papers.orders import items_to_order, items_to_remind
from readiness.words import BOXES
from tests.small import Small, fires, item, level

SEEN = [("2026-05", "forecast"), ("2026-05", "schedule"), ("2026-01", "today"), ("2025-12", "worst")]


def paragraphs(raw: bytes) -> list[str]:
    return [line.text.replace("\n", "") for line in Document(BytesIO(raw)).paragraphs if line.text.strip()]


def tables(raw: bytes) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(BytesIO(raw)).tables]


def text_of(raw: bytes) -> str:
    return "\n".join([*paragraphs(raw), *(" ".join(row) for table in tables(raw) for row in table)])


def numbers(text: str) -> list[float]:
    """Every number, with its sign where one stands right before it."""
    return [float(found.replace("−", "-")) for found in re.findall(r"(?<!\d)[−+-]?\d+(?:\.\d+)?", text)]


def unknown(text: str, known: list[float]) -> list[float]:
    """The numbers that are none of those known, at the decimals at which they are shown."""
    return [number for number in numbers(text) if not any(abs(number - one) <= 0.005 + 1e-9 for one in known if one == one)]


@pytest.fixture(scope="module", params=SEEN, ids=lambda one: "-".join(one))
def seen(request, board):
    """A view of the demo county, and what its 通报 says, a paragraph each."""
    view = board.view(*request.param)
    return view, paragraphs(bulletin(view))


def section(lines: list[str], number: str) -> list[str]:
    """The paragraphs under 一、, 二、 … up to the next of these."""
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{number}、"))
    end = next((at for at in range(start + 1, len(lines)) if re.match("[一二三四五]、", lines[at])), len(lines))
    return lines[start + 1:end]


def without_names(view, text: str) -> str:
    """The text without the names of items and vetoes, which have numbers of their own (PM2.5)."""
    named = [*(one.name for group in (view.rubric.indicators, view.rubric.bonus, view.rubric.deductions, view.rubric.vetoes) for one in group.values())]
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, "·")
    return text


def test_every_number_about_the_county_is_the_countys(seen):
    view, lines = seen
    whole = view.county.whole.id
    row = view.units_on_100.set_index("unit").loc[whole]
    own = view.cells[(view.cells["unit"] == whole) & (view.cells["full_points"] > 0)]
    full = own[own["points"] >= own["full_points"] - 1e-9]
    known = [100.0, row["total"], row["total_change"], -row["total_change"], *(row[box] for box in BOXES), view.month, len(own), len(full),
             *full["category"].value_counts(), *view.since_last_month["change"],
             *(view.board.view(view.as_of, basis).units.set_index("unit").loc[whole, "total"] for basis in ("today", "schedule", "forecast"))]
    assert unknown(without_names(view, "".join(section(lines, "一"))), known) == []


def test_a_number_that_is_not_the_countys_would_be_found():
    assert unknown("全县总分89.23分，满分的有24项", [89.2242, 24]) == [89.23]


def test_every_total_and_movement_is_the_units_own(seen):
    view, lines = seen
    units = view.units.set_index("unit_name")
    said = re.findall(r"([^、。；：是（）]+)（([^（）]+)）", "".join(line for line in section(lines, "二") if "触发" not in line))
    for name, figure in ((name, figure) for name, figure in said if name in units.index):
        unit = units.loc[name]
        words = [f"{shown(unit['total'])}分", f"升{unit['rank_change']:.0f}位", f"降{-unit['rank_change']:.0f}位"]
        assert figure in words
    ranked = units[units["rank"].notna()]
    assert sum(name in units.index for name, _ in said) >= 6
    for kind, word in (("township", "乡镇"), ("department", "部门")):
        line = next(line for line in section(lines, "二") if f"个{word}中" in line)
        counts = dict(re.findall(r"(优秀|良好|合格|不合格)(\d+)个", line.partition("。")[0]))
        of_kind = ranked[ranked["kind"] == kind]
        assert counts == {grade: str(count) for grade, count in of_kind["grade"].value_counts().items()}
        assert f"参加排名的{len(of_kind)}个{word}中" in line


def test_every_number_about_a_units_red_items_is_in_its_rows(seen):
    view, lines = seen
    gaps = view.gaps[(view.gaps["light"] == "red") & (view.gaps["role"] != "support")]
    gaps = gaps[(gaps["kind"] != "county") | (gaps["lead"] == "")]
    told = [match for line in section(lines, "三") if (match := re.match(r"\d+．([^。]+)。(红灯事项.*)", line))]
    assert {match[1] for match in told} == set(gaps["unit_name"])
    for match in told:
        own = gaps[gaps["unit_name"] == match[1]]
        known = [len(own), len(own) - 3, own["owed_on_100"].sum(), *own["owed_on_100"], *own["value"], *own["target"]]
        assert unknown(without_names(view, match[2]), known) == [], match[0]


def test_what_is_asked_counts_every_red_item_once(seen):
    view, lines = seen
    asked = "".join(section(lines, "四")[:1])
    counts = [int(found) for found in re.findall(r"完成的(\d+)项", asked)]
    total = next(int(found[1]) for line in section(lines, "三") if (found := re.match(r"序时灯亮红灯的事项共(\d+)项", line)))
    assert sum(counts) == total


def test_standings_and_tasks_are_the_boards_rows(board):
    view = board.view("2026-05", "forecast")
    townships, departments, silent, tasks = tables(bulletin(view))
    for table, kind in ((townships, "township"), (departments, "department")):
        units = view.units[view.units["kind"] == kind].sort_values("rank")
        assert [row[:3] for row in table[1:]] == [[f"{rank:.0f}", name, shown(total)] for rank, name, total in
                                                  zip(units["rank"], units["unit_name"], units["total"], strict=True)]
    gaps = view.gaps.set_index(["unit_name", "indicator_name"])
    for row in tasks[1:]:
        gap = gaps.loc[(row[1], row[2])].iloc[0] if gaps.index.duplicated().any() else gaps.loc[(row[1], row[2])]
        assert (row[5], row[6], row[7]) == (shown(gap["owed_on_100"]), gap["takes"], gap["owner"])
    assert [row[0] for row in silent[1:]] == list(view.health.overdue["call_name"].unique())


def test_every_paper_says_month_basis_and_fingerprint(board):
    view = board.view("2026-05", "schedule")
    for kind in PAPERS.values():
        if kind.ending == "docx":           # of workbook and slides the tests stand with theirs
            assert f"数据截至2026年5月，口径为序时，指纹{view.fingerprint}" in text_of(kind.make(view, "T05" if kind.unit == "always" else "")), kind.name


def test_the_same_figures_make_the_same_file(board):
    view = board.view("2026-05", "forecast")
    assert supervision_order(view, "T05") == supervision_order(view, "T05")
    assert bulletin(view) == bulletin(view)


def test_the_parts_of_a_table_stand_in_the_order_that_word_wants(board):
    for table in Document(BytesIO(supervision_order(board.view("2026-05", "forecast"), "T05"))).tables:
        parts = [part.tag.partition("}")[2] for part in table._tbl.tblPr]
        order = ["tblStyle", "tblW", "jc", "tblLayout", "tblCellMar", "tblLook"]
        assert parts == [part for part in order if part in parts]


def test_what_people_fill_in_is_marked():
    lines = Official("题", "数据截至").text("【发文字号】号")
    assert [(run.text, run.font.highlight_color is not None) for run in lines.runs] == [("【发文字号】", True), ("号", False)]


# 督办单, 提醒函


@pytest.mark.parametrize("unit", ["T05", "T12", "D15", "D17", "QL"])
def test_red_and_yellow_items_stand_in_one_of_two_papers(board, unit):
    view = board.view("2026-05", "forecast")
    own = view.gaps[(view.gaps["unit"] == unit) & view.gaps["light"].isin(["red", "yellow"]) & (view.gaps["role"] != "support")]
    own = own[(own["kind"] != "county") | (own["lead"] == "")]
    ordered, reminded = (set(rows["indicator"]) for rows in (items_to_order(view, unit), items_to_remind(view, unit)))
    assert not ordered & reminded
    assert ordered | reminded == set(own["indicator"])


def test_an_order_holds_red_items_beyond_the_mildest_step_the_hardest_first(board):
    steps = items_to_order(board.view("2026-05", "forecast"), "T05")["escalation"].tolist()
    ladder = ["督办单", "通报", "约谈"]
    assert steps and [ladder.index(step) for step in steps] == sorted((ladder.index(step) for step in steps), reverse=True)


def test_an_order_names_clause_deadline_and_what_it_takes(board):
    view = board.view("2026-05", "forecast")
    said = text_of(supervision_order(view, "T05"))
    for row in items_to_order(view, "T05").to_dict("records"):
        assert view.rubric.indicators[row["indicator"]].basis_clause in said
        assert row["takes"] in said and f"折百欠{shown(row['owed_on_100'])}分" in said


@pytest.fixture
def small() -> Small:
    county = Small({"A": item(), "L": level(), "F": fires()}, ["T01", "T02"])
    for month in range(1, 13):
        county.report("T01", "F", *[0] * month)
    return county.report("T01", "A", *[1] * 12).report("T01", "L", *[100] * 12)


def test_where_nothing_is_amiss_no_paper_is_made_and_why_is_said(small):
    with pytest.raises(NoPaper, match="T01镇没有到督办一步的红灯事项"):
        supervision_order(small.view(12), "T01")
    with pytest.raises(NoPaper, match="T01镇没有要提醒的黄灯、红灯事项"):
        reminder(small.view(12), "T01")


def test_a_reminder_tells_what_was_not_reported(small):
    assert "你单位应报未报的数据有3项，最早的从1月缺起" in text_of(reminder(small.view(12), "T02"))


def test_a_county_without_red_items_or_departments_has_a_bulletin_all_the_same(small):
    for unit in ("T02", "XX"):
        small.report(unit, "A", *[1] * 12).report(unit, "L", *[100] * 12).report(unit, "F", *[0] * 12)
    said = "".join(paragraphs(bulletin(small.view(12))))
    assert "没有亮红灯的指标。" in said
    assert "附件" not in said and "部门" not in said
    assert "应报的数据都已报送" in said


def test_text_from_files_that_no_document_can_hold_is_left_out():
    county = Small({"A": item(name="事\x01项")}, {"T01": {"name": "甲\x02镇"}}).report("T01", "A", 0, 0, 0)
    assert "甲镇" in text_of(bulletin(county.view(3)))


# 评分表


def test_a_score_sheet_has_every_item_that_applies_with_its_arithmetic(board):
    view = board.view("2026-05", "forecast")
    rows = tables(score_sheet(view, "T05"))[0][1:]
    own = view.cells[(view.cells["unit"] == "T05") & (view.cells["status"] != "not_applicable")]
    assert [row[1] for row in rows] == own["indicator"].tolist()
    for row in rows:
        assert view.explain("T05", row[1]).sentence.endswith(row[7])
        assert len(row[7]) > 10


@pytest.mark.parametrize(("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")])
def test_headings_are_counted_in_chinese(number, word):
    assert chinese(number) == word
