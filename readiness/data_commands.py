"""The commands that bring figures in, tell where they come from, take them back, and keep copies of them."""

from __future__ import annotations

import argparse
import os
from getpass import getuser

from readiness.access import Person
from readiness.board import database_url
from readiness.configuration import default_folder, load_configuration
from readiness.exports.machine import as_csv, as_json
from readiness.intake import ReasonMissing
from readiness.intake import undo as take_back
from readiness.store import CannotUndo, Store
from readiness.usage import Usage, a_unit


def account() -> str:
    """Who writes from a shell: 本机 and the name on this machine, by number where it has none."""
    try:
        return f"本机:{getuser()}"
    except (KeyError, OSError):
        return f"本机:{os.getuid()}"


def history(given: argparse.Namespace) -> int:
    """Every batch; or every figure that one cell ever had, the newest first."""
    if bool(given.unit) != bool(given.indicator):
        raise Usage("--unit 和 --indicator 要一起写，才知道是哪一个数。")
    store = Store(database_url())
    if given.unit:
        county = load_configuration(given.config or default_folder()).county
        table = store.cell_history(a_unit(given.unit, county.by_name), given.indicator)
    else:
        table = store.batches()
    told = table.assign(at=[f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in table["at"]])
    print(as_csv(told) if given.format == "csv" else as_json(told) + "\n", end="")
    return 0


def undo(given: argparse.Namespace) -> int:
    """What counted before a batch, put back as a batch of its own; to undo an undo is to redo."""
    try:
        done = take_back(Store(database_url()), given.revision, Person(account(), "administrator"), given.reason)
    except (CannotUndo, ReasonMissing) as refusal:
        print(refusal)
        return 1
    left = f"另有 {done.left} 行后来又改过，没有动。" if done.left else ""
    print(f"第 {given.revision} 批已撤销：放回 {done.rows} 行，数据版本 {done.revision}。{left}")
    return 0


def backup(given: argparse.Namespace) -> int:
    """Everything in the database into one file."""
    if given.result.exists() and not given.overwrite:
        raise Usage(f"{given.result} 已经存在；要覆盖就加上 --overwrite。")
    revision = Store(database_url()).backup(given.result)
    print(f"已备份到 {given.result}，数据版本 {revision}。")
    return 0


def restore(given: argparse.Namespace) -> int:
    """A backup into the database: all of it or nothing."""
    if not given.source.is_file():
        raise Usage(f"找不到 {given.source}。")
    done = Store(database_url()).restore(given.source, given.replace)
    aside = f"原有数据另存为 {done.aside}。" if done.aside else ""
    print(f"已恢复，数据版本 {done.revision}。{aside}")
    return 0
