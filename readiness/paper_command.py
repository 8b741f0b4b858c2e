"""The command that writes papers: 通报, 督办单, 提醒函, 评分表 and the rest."""

from __future__ import annotations

import argparse
from pathlib import Path

from readiness.board import View
from readiness.papers import PAPERS, NoPaper, Paper
from readiness.score_commands import view_of
from readiness.usage import Usage, a_unit, ending
from readiness.whole_file import write_whole


def paper(given: argparse.Namespace) -> int:
    """One paper into a file, or under its own name into a folder."""
    kind = PAPERS[given.paper]
    if kind.unit == "always" and not given.unit:
        raise Usage(f"{kind.name}是给一个单位的，用 --unit 写明。")
    if kind.unit == "never" and given.unit:
        raise Usage(f"{kind.name}是全县的，不写 --unit。")
    view = view_of(given)
    unit = a_unit(given.unit, view.county.by_name) if given.unit else ""
    path = _path(given, kind, view, unit)
    try:
        content = kind.make(view, unit)
    except NoPaper as why:
        raise Usage(str(why)) from None
    write_whole(path, content)
    print(f"已写出 {path.name}。")
    return 0


def _path(given: argparse.Namespace, kind: Paper, view: View, unit: str) -> Path:
    """Where to; refuse another kind of file, a folder that is not there, and what is there already."""
    path = given.result
    if path.is_dir():
        path = path / kind.file_name(view, unit)
    ending(path, f".{kind.ending}", what=kind.name)
    if not path.parent.is_dir():
        raise Usage(f"没有 {path.parent} 这个文件夹。")
    if path.exists() and not given.overwrite:
        raise Usage(f"{path.name} 已经存在；要覆盖就加上 --overwrite。")
    return path
