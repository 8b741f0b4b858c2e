"""Figures taken in: previewed beside what counts, refused or confirmed whole, marked, corrected, withdrawn."""

import io
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from readiness.access import NotAllowed, Person
from readiness.configuration import load_configuration
from readiness.intake import (
    Correction,
    ReasonMissing,
    Review,
    corrections,
    marked_copy,
    review,
    submit,
    undo,
    withdrawals,
)
from readiness.observations import Upload
from readiness.problems import ProblemsFound
from readiness.store import Overtaken, Store
from tests.small import Small, item, level

TODAY = date(2026, 6, 10)
CLERK, REPORTER = Person("clerk@county", "clerk"), Person("he@town", "reporter", frozenset({"T01"}))
HEADER = "单位,指标编号,月份,数值,分母,备注"


@pytest.fixture
def configuration(tmp_path):
    items = {"C": item(measure="台", name="锅炉"), "L": level(measure="%", name="处理率"),
             "R": item(name="办结率", measure="%", accumulate="ratio", target=90), "X": item(name="只管二镇", townships=["T02"])}
    small = Small(items, {"T01": {"name": "河湾镇"}, "T02": {"name": "青石镇"}}, {"D01": {"name": "环保局", "leads": list(items)}})
    return load_configuration(small.write(tmp_path / "config"))


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'board.db'}")


def sheet(*rows: str, name: str = "五月.csv", encoding: str = "utf-8") -> Upload:
    return Upload(name, "\n".join([HEADER, *rows]).encode(encoding))


def looked_at(configuration, store, *uploads: Upload, who: Person = CLERK, **more) -> Review:
    return review(uploads, configuration, store.observations(), store.revision(), TODAY, who.answers_for, **more)


def taken(configuration, store, *rows: str, who: Person = CLERK, reason: str = "核实过", kind: str = "import"):
    return submit(store, looked_at(configuration, store, sheet(*rows), who=who), who, reason, configuration, kind)


def values(store) -> dict[tuple[str, str, str], float]:
    table = store.observations().table
    return {(row["unit"], row["indicator"], row["month"]): row["value"] for row in table.to_dict("records")}


def test_a_preview_says_what_is_new_changed_and_unchanged_and_writes_nothing(configuration, store):
    taken(configuration, store, "河湾镇,C,2026-04,3,,", "河湾镇,R,2026-04,9,10,", "青石镇,C,2026-04,1,,")
    before = store.revision()
    found = looked_at(configuration, store, sheet("河湾镇,C,2026-04,4,,", "河湾镇,R,2026-04,9,12,", "青石镇,C,2026-04,1,,", "青石镇,C,2026-05,2,,"))
    assert found.counts == {"new": 1, "changed": 2, "unchanged": 1, "withdrawn": 0, "refused": 0}
    rows = found.rows.set_index(["unit", "indicator", "month"])
    assert (rows.loc[("T01", "C", "2026-04"), "value_before"], rows.loc[("T01", "R", "2026-04"), "base_before"]) == (3.0, 10.0)
    assert rows["state"].tolist() == ["changed", "changed", "unchanged", "new"]
    assert (store.revision(), found.writes) == (before, 3)


def test_every_fault_of_every_file_is_told_and_nothing_of_any_is_written(configuration, store):
    good = sheet("河湾镇,C,2026-05,3,,", name="好.csv")
    bad = sheet("河弯镇,C,2026-05,3,,", "河湾镇,C,2026-05,三,,", "河湾镇,R,2026-05,9,,", name="坏.csv")
    found = looked_at(configuration, store, good, bad)
    assert [(one.file, one.line, one.column, one.value) for one in found.problems] == [
        ("坏.csv", 2, "A", "河弯镇"), ("坏.csv", 3, "D", "三"), ("坏.csv", 4, "E", "")]
    assert found.counts["refused"] == 3
    with pytest.raises(ProblemsFound):
        submit(store, found, CLERK, "说明", configuration)
    assert store.revision() == 0


def test_the_same_file_twice_changes_nothing(configuration, store):
    first = taken(configuration, store, "河湾镇,C,2026-05,3,,首报")
    found = looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,首报"))
    assert not found.moves
    assert submit(store, found, CLERK, "", configuration).revision == first.revision


def test_what_is_doubtful_is_written_only_with_a_reason_and_kept_with_it(configuration, store):
    found = looked_at(configuration, store, sheet("河湾镇,L,2026-05,0.97,,"))
    with pytest.raises(ReasonMissing, match="有 1 处疑点，核实后写明原因才能导入。"):
        submit(store, found, CLERK, "  ", configuration)
    assert store.revision() == 0
    saved = submit(store, found, CLERK, "就是这么低", configuration)
    batch = store.batches().iloc[-1]
    assert (batch["account"], batch["kind"], batch["reason"], batch["files"], batch["configuration"]) == (
        "clerk@county", "import", "就是这么低", "五月.csv", configuration.digest)
    assert [one.what for one in store.doubts_of(saved.revision)] == [one.what for one in found.doubts]


def test_the_hash_and_the_rows_of_each_file_are_kept(configuration, store):
    saved = taken(configuration, store, "河湾镇,C,2026-05,3,,", "青石镇,C,2026-05,3,,")
    file, = store.files_of(saved.revision)
    assert (file.name, file.rows, len(file.sha256)) == ("五月.csv", 2, 64)


def test_a_reporter_writes_for_own_units_alone_and_others_are_refused_by_row(configuration, store):
    found = looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,", "青石镇,C,2026-05,3,,"), who=REPORTER)
    assert [(one.line, one.column) for one in found.problems] == [(3, "A")]
    assert taken(configuration, store, "河湾镇,C,2026-05,3,,", who=REPORTER).rows == 1


def test_the_right_is_asked_for_at_the_write_whatever_was_previewed(configuration, store):
    found = looked_at(configuration, store, sheet("青石镇,C,2026-05,3,,"))             # previewed as a clerk
    for who in (REPORTER, Person("reader@county")):
        with pytest.raises(NotAllowed):
            submit(store, found, who, "说明", configuration)
    with pytest.raises(NotAllowed):
        undo(store, 1, REPORTER, "说明")
    assert store.revision() == 0


def test_a_figure_that_changed_after_the_preview_stops_the_import(configuration, store):
    found = looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,"))
    taken(configuration, store, "河湾镇,C,2026-05,5,,")
    with pytest.raises(Overtaken):
        submit(store, found, CLERK, "", configuration)
    assert values(store) == {("T01", "C", "2026-05"): 5.0}


def test_other_figures_that_changed_after_the_preview_stop_nothing(configuration, store):
    found = looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,"))
    taken(configuration, store, "青石镇,C,2026-05,5,,")
    submit(store, found, CLERK, "", configuration)
    assert values(store) == {("T01", "C", "2026-05"): 3.0, ("T02", "C", "2026-05"): 5.0}


def test_a_unit_that_the_item_does_not_apply_to_is_a_doubt(configuration, store):
    found = looked_at(configuration, store, sheet("河湾镇,X,2026-05,3,,"))
    assert [one.what for one in found.doubts] == ["河湾镇不涉及“只管二镇”，报了也不计分。"]
    assert found.sound


def test_two_files_that_say_otherwise_of_one_figure_are_told_and_the_later_counts(configuration, store):
    found = looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,", name="镇.csv"), sheet("河湾镇,C,2026-05,4,,", name="局.csv"))
    doubt, = found.doubts
    assert (doubt.file, doubt.line, doubt.what) == ("局.csv", 2, "“镇.csv”第 2 行报的同一个数是 3，这里是 4；会以这里为准。")
    assert found.rows["value"].tolist() == [4.0]


def test_two_files_that_say_the_same_are_no_doubt(configuration, store):
    assert looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,", name="镇.csv"), sheet("河湾镇,C,2026-05,3,,", name="局.csv")).doubts == ()


def test_files_of_one_name_are_told_apart(configuration, store):
    found = looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,"), sheet("青石镇,C,2026-05,x,,"))
    assert [upload.name for upload in found.uploads] == ["五月.csv", "五月 (2).csv"]
    assert [one.file for one in found.problems] == ["五月 (2).csv"]


def test_progress_rises_to_the_end(configuration, store):
    heard: list[float] = []
    looked_at(configuration, store, sheet("河湾镇,C,2026-05,3,,"), sheet("青石镇,C,2026-05,3,,", name="二.csv"), progress=heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def edited(configuration, store, *figures: Correction, who: Person = CLERK, reason: str = "更正"):
    found = looked_at(configuration, store, corrections(figures), who=who, withdrawn=withdrawals(figures))
    return submit(store, found, who, reason, configuration, "edit")


def test_a_figure_corrected_in_place_needs_a_reason_and_is_a_batch_like_any_other(configuration, store):
    taken(configuration, store, "河湾镇,R,2026-05,9,10,")
    wanted = Correction("T01", "R", "", "2026-05", 8.0, 10.0, "核减一件")
    with pytest.raises(ReasonMissing):
        edited(configuration, store, wanted, reason="")
    edited(configuration, store, wanted)
    row = store.cell_history("T01", "R").iloc[0]
    assert (row["value"], row["kind"], row["reason"], row["remark"], row["file"]) == (8.0, "edit", "更正", "核减一件", "看板更正.csv")


def test_a_figure_corrected_in_place_meets_the_same_checks(configuration, store):
    with pytest.raises(ProblemsFound, match="超出可能的范围"):
        edited(configuration, store, Correction("T01", "L", "", "2026-05", 130.0))


def test_a_figure_can_be_taken_back_and_comes_back_with_the_undo(configuration, store):
    taken(configuration, store, "河湾镇,C,2026-05,3,,", "河湾镇,C,2026-04,2,,")
    saved = edited(configuration, store, Correction("T01", "C", "", "2026-05", None))
    assert values(store) == {("T01", "C", "2026-04"): 2.0}
    undo(store, saved.revision, CLERK, "撤回错了")
    assert values(store) == {("T01", "C", "2026-04"): 2.0, ("T01", "C", "2026-05"): 3.0}


def test_what_was_never_reported_cannot_be_taken_back(configuration, store):
    assert edited(configuration, store, Correction("T01", "C", "", "2026-05", None)).rows == 0


def test_an_undo_needs_a_reason(configuration, store):
    saved = taken(configuration, store, "河湾镇,C,2026-05,3,,")
    with pytest.raises(ReasonMissing):
        undo(store, saved.revision, CLERK, " ")
    undo(store, saved.revision, CLERK, "报错了")
    assert values(store) == {}


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def colour(cell) -> str:
    return cell.fill.fgColor.rgb[-6:]


def workbook(*rows: tuple) -> Upload:
    book = Workbook()
    book.active.title = "月报"
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return Upload("河湾.xlsx", written.getvalue())


def test_a_marked_copy_is_the_users_own_file_with_faults_in_red_and_doubts_in_yellow(configuration, store):
    upload = workbook(("县里的标题",), HEADER.split(","), ("河湾镇", "C", "2026-05", "三台"), ("河湾镇", "L", "2026-05", 0.97))
    found = looked_at(configuration, store, upload)
    name, content = marked_copy(upload, [*found.problems, *found.doubts])
    book = opened(content)
    assert (name, book.sheetnames) == ("河湾_标注.xlsx", ["问题清单", "月报"])
    own = book["月报"]
    assert own["A1"].value == "县里的标题"
    assert (colour(own["D3"]), own["D3"].value, own["D3"].comment.text) == ("F4B6AE", "三台", "'三台' 不是数字。\n只填数字，单位是“台”。")
    assert colour(own["D4"]) == "FBE49B"
    assert colour(own["A3"]) != "F4B6AE"
    assert [[cell.value for cell in row][:4] for row in book["问题清单"].iter_rows(min_row=2)] == [["问题", "月报", "3", "D"], ["疑点", "月报", "4", "D"]]


def test_a_marked_copy_of_a_csv_is_a_workbook_whose_text_stays_text(configuration, store):
    upload = sheet("河湾镇,C,2026-05,x,,=1+1")
    found = looked_at(configuration, store, upload)
    name, content = marked_copy(upload, found.problems)
    own = opened(content).worksheets[1]
    assert (name, own["F2"].value, own["F2"].data_type, colour(own["D2"])) == ("五月_标注.xlsx", "=1+1", "s", "F4B6AE")


def test_a_mended_marked_copy_can_be_handed_in_as_it_is(configuration, store):
    upload = workbook(HEADER.split(","), ("河湾镇", "C", "2026-05", "三台"))
    book = opened(marked_copy(upload, looked_at(configuration, store, upload).problems)[1])
    book["月报"]["D2"].value = 3
    mended = io.BytesIO()
    book.save(mended)
    found = looked_at(configuration, store, Upload("河湾_标注.xlsx", mended.getvalue()))
    assert (found.problems, found.rows["value"].tolist()) == ((), [3.0])


def test_a_file_that_cannot_be_opened_has_no_copy_to_mark(configuration, store):
    found = looked_at(configuration, store, Upload("坏.xlsx", b"PK\x03\x04 broken"))
    assert [found.markable(upload) for upload in found.uploads] == [False]
