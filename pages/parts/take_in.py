"""导入报表: files are looked at first, every fault and doubt by row, and written only when a person confirms."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd
import streamlit as st

from pages.parts.fault_table import MOST, fault_rows, fault_table
from pages.parts.listing import listing
from pages.parts.person import writer
from readiness.access import NotAllowed, Person
from readiness.board import View
from readiness.exports import csv
from readiness.intake import ReasonMissing, Review, marked_copy, review, submit
from readiness.observations import Upload
from readiness.problems import Problem, ProblemsFound
from readiness.store import CannotUndo, Overtaken
from readiness.words import STATES

KINDS_OF_FILE = ["xlsx", "csv"]
ROW_COLUMNS = ["state", "unit_name", "indicator", "indicator_name", "part", "month", "value_before", "reported", "base_before", "base",
               "remark", "file", "sheet", "row"]  # fmt: skip
PLACE = ("file", "sheet", "row")
ROWS_SHOWN = 300
HEIGHT = 420
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_import(view: View, who: Person) -> None:
    """The whole of it: choose files, look, confirm."""
    draw_outcome("imported")
    files = st.file_uploader("把报表拖到这里，一次可以拖多个（.xlsx、.csv）", type=KINDS_OF_FILE, accept_multiple_files=True,
                             key=f"forms_{st.session_state.get('forms_taken', 0)}")
    if not files:
        st.caption("先预览，不会直接写入：每一处问题都列到行；全部改好、确认以后才一次写入，有一处问题就整批不写。"
                   "认得三种版式：一行一个数、一行一项各月横排、单位乘指标的汇总表。")
        return
    reviewed = looked_through("review", view, who, tuple(Upload(file.name, file.getvalue()) for file in files))
    draw_review(view, reviewed, "import")


def looked_through(key: str, view: View, who: Person, uploads: tuple[Upload, ...], withdrawn: pd.DataFrame | None = None) -> Review:
    """The review of these files beside what counts now, made once for the session."""
    board = view.board
    digest = hashlib.sha256(b"".join(hashlib.sha256(f"{one.name}\0".encode() + one.raw).digest() for one in uploads)).hexdigest()
    taken_back = () if withdrawn is None else tuple(withdrawn.itertuples(index=False, name=None))
    what = digest, taken_back, board.revision, board.configuration.digest, who
    kept, made = st.session_state.get(key, (None, None))
    if kept != what:
        bar = st.progress(0.0, text="正在查看报表…")
        made = review(uploads, board.configuration, board.observations, board.revision, date.today(), who.answers_for,
                      lambda share: bar.progress(min(share, 1.0), text=f"正在查看报表…{share:.0%}"),
                      withdrawn)
        bar.empty()
        st.session_state[key] = what, made
    return made


def draw_review(view: View, reviewed: Review, kind: str) -> None:
    """What would change, what is wrong, what is doubtful, and the button."""
    counts = reviewed.counts
    st.markdown("　".join(f"{name} **{counts[state]}** 行" for state, name in STATES.items() if counts[state] or state != "withdrawn"))
    if reviewed.problems:
        st.error(f"有 {len(reviewed.problems)} 处问题，整批都没有写入。改好后重新拖进来。")
        _told(view, reviewed, reviewed.problems, "问题", kind)
    if reviewed.doubts:
        st.warning(f"有 {len(reviewed.doubts)} 处疑点，可能就是这样，请核实。")
        _told(view, reviewed, reviewed.doubts, "疑点", kind)
    _draw_rows(view, reviewed, [column for column in ROW_COLUMNS if kind == "import" or column not in PLACE])
    if reviewed.sound:
        _draw_confirm(view, reviewed, kind)


def _told(view: View, reviewed: Review, problems: Sequence[Problem], word: str, kind: str) -> None:
    """The table; of files also the list and the marked copies to take away."""
    st.html(fault_table(problems, f"{word}清单", of_files=kind == "import"))
    if kind == "edit":
        return
    with st.container(horizontal=True):
        if len(problems) > MOST:
            st.caption(f"共 {len(problems)} 处，上面是前 {MOST} 处。", width="content")
        st.download_button(f"下载{word}清单 (CSV)", lambda: csv.write(fault_rows(problems), view.as_of, view.basis, view.fingerprint),
                           file_name=view.file_name(f"{word}清单", "csv"), mime="text/csv", on_click="ignore", key=f"list {word}")
        for at, upload in enumerate(reviewed.uploads):
            if any(one.file == upload.name for one in problems) and reviewed.markable(upload):
                _draw_marked(reviewed, upload, f"marked {word} {at}")


def _draw_marked(reviewed: Review, upload: Upload, key: str) -> None:
    """Made on the click: a large file takes a while."""
    told = (*reviewed.problems, *reviewed.doubts)
    st.download_button(f"标注副本：{upload.name}", lambda: marked_copy(upload, told)[1], file_name=f"{upload.name.rpartition('.')[0]}_标注.xlsx",
                       mime=SPREADSHEET, on_click="ignore", key=key, help="您自己的文件，问题标红、疑点标黄，批注里写着怎么改。")


def _draw_rows(view: View, reviewed: Review, columns: Sequence[str]) -> None:
    rows = reviewed.rows[reviewed.rows["state"] != "unchanged"]
    if rows.empty:
        if reviewed.sound:
            st.success("与已有数据完全相同，没有什么要写入的。")
        return
    st.html(listing(named(view, rows.head(ROWS_SHOWN)), _used(rows, columns), [], HEIGHT, "会写入的数据", {}))
    if len(rows) > ROWS_SHOWN:
        st.caption(f"会写入 {len(rows)} 行，上面是前 {ROWS_SHOWN} 行。")


def _used(rows: pd.DataFrame, columns: Sequence[str]) -> list[str]:
    """Columns that would be empty are left out."""
    optional = {"part": rows["part"].any(), "value_before": rows["value_before"].notna().any(), "base": rows["base"].notna().any(),
                "base_before": rows["base_before"].notna().any(), "remark": rows["remark"].any(), "sheet": rows["sheet"].any()}
    return [column for column in columns if optional.get(column, True)]


def named(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of figures with the names of their units and indicators, changed ones first."""
    units = {key: unit.name for key, unit in view.county.units.items()}
    names = {key: item.name for rubric in view.board.configuration.rubrics.values() for key, item in
             {**rubric.vetoes, **rubric.deductions, **rubric.bonus, **rubric.indicators}.items()}
    return rows.assign(unit_name=rows["unit"].map(units), indicator_name=rows["indicator"].map(names).fillna(""),
                       reported=rows["value"])


def _draw_confirm(view: View, reviewed: Review, kind: str) -> None:
    if not reviewed.moves:
        return
    needs_reason = bool(reviewed.doubts) or kind == "edit"
    label = "为什么更正" if kind == "edit" else "疑点核实的结果（必填）" if needs_reason else "说明（可不填）"
    st.text_input(label, key=f"reason_{kind}", max_chars=300, placeholder="例：已与河湾镇核实，5月新增一家企业")
    st.button(f"确认写入 {reviewed.writes} 行", type="primary", key=f"confirm_{kind}", on_click=confirm, args=(view, reviewed, kind))


def confirm(view: View, reviewed: Review, kind: str) -> None:
    """The write; whoever it is is asked again, now."""
    slot = "edited" if kind == "edit" else "imported"
    st.session_state[slot] = said_of(lambda: _write(view, reviewed, kind))


def _write(view: View, reviewed: Review, kind: str) -> str:
    saved = submit(view.board.store, reviewed, writer(), st.session_state.get(f"reason_{kind}", ""), view.board.configuration, kind)
    st.session_state["forms_taken"] = st.session_state.get("forms_taken", 0) + 1        # a new, empty uploader
    return f"已写入 {saved.rows} 行，数据版本 {saved.revision}。各页的得分已按新数据重新计算。"


def said_of(write: Callable[[], str]) -> tuple[bool, str]:
    """Whether a write went well, and what is to be said of it."""
    try:
        return True, write()
    except (NotAllowed, ReasonMissing, Overtaken, CannotUndo, ProblemsFound) as refusal:
        return False, str(refusal)


def draw_outcome(slot: str) -> None:
    """What the last write came to, told once."""
    well, words = st.session_state.pop(slot, (True, ""))
    if words:
        (st.success if well else st.error)(words)
