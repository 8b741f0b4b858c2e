"""The commands that bring figures in."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Sequence
from getpass import getuser
from pathlib import Path

from readiness.board import database_url, read
from readiness.configuration import default_folder, load_configuration
from readiness.observations import Observations
from readiness.store import Origin, SourceFile, Store


def import_(given: argparse.Namespace) -> int:
    """Files into the store: all rows, or none and every problem."""
    configuration = load_configuration(given.config or default_folder())
    observations = read(configuration, given.files)
    files = source_files(given.files, observations)
    done = Store(database_url()).add(observations, Origin("import", account(), files=files, configuration=configuration.digest))
    print(f"已导入 {done.rows} 行，数据版本 {done.revision}。" if done.rows
          else f"与已有数据完全相同，没有变化，数据版本仍是 {done.revision}。")
    return 0


def source_files(paths: Sequence[Path], observations: Observations) -> tuple[SourceFile, ...]:
    """The files as they were handed in, with how many figures each brought."""
    rows = observations.table["file"].value_counts()
    return tuple(SourceFile(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), int(rows.get(path.name, 0))) for path in paths)


def account() -> str:
    """Who writes from a shell: 本机 and the name on this machine, by number where it has none."""
    try:
        return f"本机:{getuser()}"
    except (KeyError, OSError):
        return f"本机:{os.getuid()}"
