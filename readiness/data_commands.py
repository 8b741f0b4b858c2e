"""The commands that bring figures in."""

from __future__ import annotations

import argparse

from readiness.board import database_url, read
from readiness.configuration import default_folder, load_configuration
from readiness.store import Store


def import_(given: argparse.Namespace) -> int:
    """Files into the store: all rows, or none and every problem."""
    configuration = load_configuration(given.config or default_folder())
    observations = read(configuration, given.files)
    done = Store(database_url()).add(observations, "、".join(path.name for path in given.files))
    print(f"已导入 {done.rows} 行，数据版本 {done.revision}。" if done.rows
          else f"与已有数据完全相同，没有变化，数据版本仍是 {done.revision}。")
    return 0
