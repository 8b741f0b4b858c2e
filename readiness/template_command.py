"""The command that hands out forms."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from readiness import template as forms_out
from readiness.board import Board, open_board
from readiness.template import NoForm
from readiness.usage import Usage, a_unit
from readiness.whole_file import write_whole


def template(given: argparse.Namespace) -> int:
    """Forms for one unit, one lead department or all, into a file or a folder: all of them, or none and why."""
    if sum(map(bool, (given.unit, given.lead, given.all))) != 1:
        raise Usage("--unit、--lead、--all 要写一个，也只能写一个。")
    board = open_board(given.config, given.data)
    try:
        made = dict(_files(given, board, _month(given, board)))
    except NoForm as why:
        raise Usage(str(why)) from None
    if (there := [path.name for path in made if path.exists()]) and not given.overwrite:
        raise Usage(f"{'、'.join(there)} 已经存在；要覆盖就加上 --overwrite。")
    for path, content in made.items():
        write_whole(path, content)
    print(f"已写出 {next(iter(made)).name}。" if len(made) == 1 else f"已写出 {len(made)} 份报表，在 {given.result}。")
    return 0


def _month(given: argparse.Namespace, board: Board) -> str:
    if given.month:
        return given.month
    if not board.months:
        raise Usage("还没有数据，用 --month 写明是哪个月的报表。")
    return forms_out.month_after(board.months[-1])


def _files(given: argparse.Namespace, board: Board, month: str) -> Iterator[tuple[Path, bytes]]:
    """What is to be written where."""
    result, today = given.result, date.today()
    if result.is_dir() and given.all:
        yield from ((result / name, content) for name, content in forms_out.named_forms(board, month, today))
        return
    whom = {} if given.all else _whom(given, board)
    if result.is_dir():
        result = result / forms_out.file_name(board, month, **whom)
    _can_be(result, given.all)
    yield result, forms_out.forms(board, month, today) if result.suffix.lower() == ".zip" else forms_out.form(board, month, **whom, made=today)


def _whom(given: argparse.Namespace, board: Board) -> dict[str, str]:
    county = board.configuration.county
    if given.unit:
        return {"unit": a_unit(given.unit, county.by_name)}
    lead = county.units[a_unit(given.lead, county.by_name)]
    if not lead.leads:
        raise Usage(f"{lead.name}没有牵头的指标。" + (f"它自己要报的用 --unit {lead.name}。" if lead.kind != "county" else ""))
    return {"lead": lead.id}


def _can_be(result: Path, several: bool) -> None:
    """Refuse a name that tells no kind of file, and a folder that is not there."""
    known = (".xlsx", ".zip") if several else (".xlsx",)
    if result.suffix.lower() not in known:
        raise Usage(f"{result} 既不是已有的文件夹，也不以 {' 或 '.join(known)} 结尾。")
    if not result.parent.is_dir():
        raise Usage(f"没有 {result.parent} 这个文件夹。")
