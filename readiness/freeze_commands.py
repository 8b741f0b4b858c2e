"""The commands that keep what was shown at a meeting, and bring it out again as it was."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from readiness.access import Person
from readiness.board import Board, database_url, open_board
from readiness.data_commands import account
from readiness.exports.machine import as_csv, as_json
from readiness.freeze import CannotFreeze, open_frozen, piece_name
from readiness.freeze import freeze as take
from readiness.problems import did_you_mean
from readiness.store import Frozen, NameTaken, Store
from readiness.usage import Usage
from readiness.whole_file import write_whole

LIST_COLUMNS = ["id", "name", "as_of", "revision", "at", "account", "note", "fingerprint", "configuration", "data"]


def freeze(given: argparse.Namespace) -> int:
    """Rubric, targets, units, data revision and results of a month, kept under a name."""
    board = open_board(given.config)
    if not board.months:
        raise Usage("还没有数据，没有可以定格的。")
    as_of = given.as_of or board.months[-1]
    try:
        done = take(board, as_of, given.name, Person(account(), "administrator"), given.note)
    except (CannotFreeze, NameTaken) as refusal:
        print(refusal)
        return 1
    print(f"已定格“{done.name}”（编号 {done.id}）：数据截至 {done.as_of}，数据版本 {done.revision}，指纹 {done.fingerprint}。")
    return 0


def frozen(given: argparse.Namespace) -> int:
    """Every 定格; or of one its kept table, its kept files, or whether today's program still comes to the same."""
    store = Store(database_url())
    known = store.frozen()
    if given.name is None:
        if given.table or given.out or given.check:
            raise Usage("写明是哪个定格，再写 --table、--out 或 --check。")
        return _print_list(known, given.format)
    one = find(known, given.name)
    if given.check:
        return _check(open_board(given.config), one)
    if given.out:
        return _write_out(store, one, given.out)
    if given.table:
        print(store.pieces_of(one.id, "table")[piece_name(given.table, given.basis)].decode(), end="")
        return 0
    return _print_list([one], given.format)


def find(known: list[Frozen], word: str) -> Frozen:
    """By name or number."""
    names = {one.name: one for one in known} | {str(one.id): one for one in known}
    if word not in names:
        raise Usage(f"没有叫“{word}”的定格。" + did_you_mean(word, [one.name for one in known], ""))
    return names[word]


def _print_list(known: list[Frozen], form: str) -> int:
    table = pd.DataFrame([{**vars(one), "at": f"{one.at:%Y-%m-%dT%H:%M:%SZ}"} for one in known], columns=LIST_COLUMNS)
    print(as_csv(table) if form == "csv" else as_json(table) + "\n", end="")
    return 0


def _check(board: Board, one: Frozen) -> int:
    found = open_frozen(board, one).differences
    print(f"“{one.name}”：{found}")
    print("".join(f"  {each.where}：定格时 {each.kept or '空'}，现在 {each.now or '空'}\n" for each in found.cells), end="")
    if found.wordings:
        print(f"另有 {found.wordings} 处文字的写法和定格时不同，数字不受影响。")
    return 1 if found else 0


def _write_out(store: Store, one: Frozen, folder: Path) -> int:
    """All that was kept, as files: they can be read when this program is gone."""
    if folder.exists() and any(folder.iterdir()):
        raise Usage(f"{folder} 里已经有东西；写一个空的或还没有的文件夹。")
    kinds = {"configuration": ("config", ""), "table": ("tables", ".csv"), "file": ("files", ".csv")}
    count = 0
    for kind, (place, ending) in kinds.items():
        for name, content in store.pieces_of(one.id, kind).items():
            (folder / place).mkdir(parents=True, exist_ok=True)
            write_whole(folder / place / f"{name}{ending}", content)
            count += 1
    print(f"已写出 {count} 个文件到 {folder}。")
    return 0
