"""The command that takes figures in: looked at as a page looks at them, then written whole or not at all."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

import pandas as pd

from readiness.access import Person
from readiness.board import database_url
from readiness.configuration import default_folder, load_configuration
from readiness.data_commands import account
from readiness.exports.machine import as_csv, as_json
from readiness.intake import Review, marked_copy, review, submit
from readiness.observations import from_disk
from readiness.problems import Problem, ProblemsFound, report
from readiness.store import Overtaken, Store
from readiness.usage import Usage
from readiness.whole_file import write_whole
from readiness.words import STATES

PREVIEW_COLUMNS = ["state", "unit", "indicator", "part", "month", "value_before", "base_before", "value", "base", "remark", "file", "sheet", "row"]
UNEXPLAINED = "从命令行导入，没有写明疑点的原因"


def import_(given: argparse.Namespace) -> int:
    """Files into the store: all rows, or none and every problem; doubts are told, and kept with the reason that `--accept` gives.

    A doubt stops nobody here, for nobody may be there to ask: it stands in the history as not explained.
    """
    configuration = load_configuration(given.config or default_folder())
    store = Store(database_url())
    absent: list[Problem] = []
    uploads = [upload for path in given.files if (upload := from_disk(path, absent))]
    seen = store.revision()
    reviewed = review(uploads, configuration, store.observations(seen), seen, date.today())
    if given.marked:
        _mark(reviewed, given.marked)
    if absent or reviewed.problems:
        raise ProblemsFound([*absent, *reviewed.problems])
    if reviewed.doubts:
        print(report(reviewed.doubts), file=sys.stderr)
    if given.preview:
        return _preview(reviewed, given.format)
    try:
        done = submit(store, reviewed, Person(account(), "administrator"), given.accept or (UNEXPLAINED if reviewed.doubts else ""), configuration)
    except Overtaken as refusal:
        print(refusal)
        return 1
    print(f"已导入 {done.rows} 行，数据版本 {done.revision}。" if done.rows
          else f"与已有数据完全相同，没有变化，数据版本仍是 {done.revision}。")
    return 0


def _preview(reviewed: Review, form: str) -> int:
    """Every row and what would become of it; nothing is written."""
    table: pd.DataFrame = reviewed.rows[PREVIEW_COLUMNS]
    print(as_csv(table) if form == "csv" else as_json(table) + "\n", end="")
    print("，".join(f"{STATES[state]} {count} 行" for state, count in reviewed.counts.items() if state != "withdrawn"), file=sys.stderr)
    return 0


def _mark(reviewed: Review, folder: Path) -> None:
    """A marked copy of each file in which something is to be mended or to be looked at."""
    if not folder.is_dir():
        raise Usage(f"没有 {folder} 这个文件夹。")
    for upload in reviewed.uploads:
        if reviewed.markable(upload):
            name, content = marked_copy(upload, [*reviewed.problems, *reviewed.doubts])
            write_whole(folder / name, content)
