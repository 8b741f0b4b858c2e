"""A file written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from readiness.problems import Problem, ProblemsFound


def write_whole(path: Path, content: bytes) -> None:
    """`content` at `path`; raises `ProblemsFound`, and then what was there is there still."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        fix = "在 Excel 里开着就先关掉；再核对文件夹能不能写。"
        raise ProblemsFound([Problem(0, "", "写不进这个文件。", fix, path.name)]) from None
    finally:
        beside.unlink(missing_ok=True)
