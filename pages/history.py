"""数据历史: who reported what and when, what it was before, and how the board looked as it was known then."""

import pandas as pd
import streamlit as st

from pages.parts.address import choose_kept
from pages.parts.frame import open_page
from pages.parts.frozen_board import why_read_only
from pages.parts.known import known_link
from pages.parts.listing import listing
from pages.parts.person import person, writer
from pages.parts.take_in import draw_outcome, named, said_of
from pages.parts.words import plain
from readiness.board import View
from readiness.exports import csv
from readiness.intake import undo
from readiness.store import beijing
from readiness.words import BATCH_KINDS

TASKS = {"batches": "各批次", "cell": "一个数的来历", "between": "两个版本比较"}
BATCH_COLUMNS = ["revision", "made_at", "batch_kind", "made_by", "rows", "reason_given", "files", "undone"]
ROW_COLUMNS = ["unit_name", "indicator", "indicator_name", "part", "month", "value_before", "reported", "base_before", "base", "remark",
               "file", "sheet", "row"]  # fmt: skip
CELL_COLUMNS = ["month", "part", "reported", "base", "revision", "made_at", "made_by", "batch_kind", "reason_given", "remark", "file", "sheet", "row"]
OPTIONAL = ("part", "base", "base_before", "remark", "sheet", "reason_given", "undone")
HEIGHT = 420
ROWS_SHOWN = 500


def draw_batches(view: View) -> None:
    """Every batch, the newest first; one of them with its rows and its undoing."""
    draw_outcome("undone")
    table = in_words(view.board.batches)
    table = table.assign(undone=[_undone(row) for row in table.to_dict("records")])
    st.html(listing(table, _used(table, BATCH_COLUMNS), [], HEIGHT, "各批次", {"revision": [known_link(one) for one in table["revision"]]}))
    st.caption("点版本号，看写入那一批之后的看板；各页、各清单都按当时的数据。")
    labels = {str(row["revision"]): f"版本 {row['revision']} · {row['made_at']} · {row['files'] or BATCH_KINDS[row['batch_kind']]}"
              for row in table.to_dict("records")}
    place, _ = st.columns([1.6, 1])
    revision = int(choose_kept("batch", "看哪一批", labels, place, {key: key for key in labels}))
    draw_batch(view, revision, table.set_index("revision").loc[revision])


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """A table of the store with its moments, kinds and people under the words of the screen."""
    return table.assign(made_at=table["at"].map(beijing), batch_kind=table["kind"], made_by=table["account"], reason_given=table["reason"])


def _undone(row: dict) -> str:
    if pd.notna(row["undone_by"]):
        return f"已由版本 {row['undone_by']:.0f} 撤销"
    return f"撤销版本 {row['undoes']:.0f}" if pd.notna(row["undoes"]) else ""


def _used(table: pd.DataFrame, columns: list[str]) -> list[str]:
    """Columns that would be empty are left out."""
    return [name for name in columns if name not in OPTIONAL or (table[name].notna() & (table[name] != "")).any()]


def draw_batch(view: View, revision: int, batch: pd.Series) -> None:
    """What one batch changed, with its files, the doubts that were accepted, and the way back."""
    store = view.board.store
    rows = named(view, store.rows_of(revision))
    for file in store.files_of(revision):
        st.caption(f"{plain(file.name)}　{file.rows} 行　校验码 SHA-256 {file.sha256 or '—'}")
    st.html(listing(rows.head(ROWS_SHOWN), _used(rows, ROW_COLUMNS), [], HEIGHT, f"版本 {revision} 的数据", {}))
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(rows) > ROWS_SHOWN:
            st.caption(f"共 {len(rows)} 行，上面是前 {ROWS_SHOWN} 行。", width="content")
        _download(view, rows, ROW_COLUMNS, f"数据版本{revision}")
    if doubts := store.doubts_of(revision):
        with st.expander(f"写入时有 {len(doubts)} 处疑点，已写明原因"):
            st.markdown("\n".join(f"- {plain(one.where)}：{plain(one.what)}" for one in doubts))
    _draw_undo(view, revision, batch)


def _draw_undo(view: View, revision: int, batch: pd.Series) -> None:
    who = person()
    if who is None or not who.may_correct or pd.notna(batch["undone_by"]):
        return
    word = "恢复" if batch["kind"] == "undo" else "撤销"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(f"为什么{word}", key="undo_reason", max_chars=300)
        st.button(f"{word}这一批", key="undo", on_click=_undo, args=(view, revision, word))
    st.caption(f"{word}也是一批：原来的数据都还在，以后被别的批次改过的数不动。")


def _undo(view: View, revision: int, word: str) -> None:
    def write() -> str:
        saved = undo(view.board.store, revision, writer(), st.session_state["undo_reason"])
        return f"已{word}版本 {revision}：{saved.rows} 行改回，新的数据版本 {saved.revision}。"

    st.session_state["undone"] = said_of(write)


def draw_cell(view: View) -> None:
    """Every figure that one cell ever had, the newest first."""
    units = {key: unit.name for key, unit in view.county.units.items()}
    unit_place, item_place, _ = st.columns([1.2, 2.4, 1.4])
    unit = choose_kept("cell_unit", "单位", units, unit_place)
    items = {key: f"{key} {item.name}" for key, item in view.rubric.indicators.items()}
    item = choose_kept("cell_item", "指标", items, item_place, {key: key for key in items})
    table = view.board.store.cell_history(unit, item)
    if table.empty:
        st.info("这个单位没有自己报过这一项。牵头、配合的部门看全县的数，由乡镇汇总的看各乡镇的数。")
        return
    table = in_words(table).assign(reported=table["value"])
    st.html(listing(table, _used(table, CELL_COLUMNS), [], HEIGHT, "这个数的来历", {}))
    _download(view, table.assign(unit=unit, indicator=item), ["unit", "indicator", *CELL_COLUMNS], f"数据来历_{units[unit]}_{item}")


def draw_between(view: View) -> None:
    """The figures that are different at two revisions."""
    batches = in_words(view.board.batches)
    labels = {"0": "开始之前", **{str(row["revision"]): f"版本 {row['revision']} · {row['made_at']}" for row in batches[::-1].to_dict("records")}}
    newest_first = dict(reversed(labels.items()))
    old_place, new_place, _ = st.columns([1, 1, 1])
    new = choose_kept("to_revision", "到", newest_first, new_place, {key: key for key in labels})
    older = {key: label for key, label in newest_first.items() if int(key) < int(new)}
    if not older:
        st.info("这之前没有别的版本。")
        return
    old = choose_kept("from_revision", "从", older, old_place, {key: key for key in labels})
    rows = named(view, view.board.store.between(int(old), int(new)))
    st.markdown(f"**{len(rows)}** 个数不同。")
    if len(rows):
        columns = [name for name in ROW_COLUMNS if name in rows]
        st.html(listing(rows.head(ROWS_SHOWN), _used(rows, columns), [], HEIGHT, "两个版本之间变了的数", {}))
        _download(view, rows, columns, f"版本比较{old}-{new}")


def _download(view: View, rows: pd.DataFrame, columns: list[str], what: str) -> None:
    st.download_button("下载 (CSV)", lambda: csv.write(rows[columns], view.as_of, view.basis, view.fingerprint), mime="text/csv",
                       file_name=view.file_name(what, "csv"), on_click="ignore", key=f"file {what}")


view = open_page("数据历史", "谁在什么时候报了什么，改之前是多少；按当时的数据看全部页面。")
if view.board.store is None:
    st.info(why_read_only(view.board))
    st.stop()
task = st.segmented_control("看什么", list(TASKS), format_func=TASKS.get, default="batches", required=True, key="history",
                            bind="query-params", label_visibility="collapsed")
{"batches": draw_batches, "cell": draw_cell, "between": draw_between}[task](view)
