"""The commands that write files of the configuration: a rubric to a workbook and back, and the schemas for editors."""

from __future__ import annotations

import argparse

from readiness.configuration import default_folder
from readiness.numbers import plain
from readiness.rubric_book import rubric_to_book, to_rubric
from readiness.schema import text_of, write
from readiness.usage import Usage, ending


def rubric_to_xlsx(given: argparse.Namespace) -> int:
    """A sound rubric as a workbook, and a word about what a workbook cannot hold."""
    ending(given.source, ".yaml", ".yml", what="考核细则")
    ending(given.result, ".xlsx", what="工作簿")
    _free_to_write(given)
    left = rubric_to_book(given.source, given.result)
    print(f"已写出 {given.result.name}。")
    if left:
        print(f"YAML 里有 {left} 处注释，表格里放不下；转回的文件没有这些注释，原文件请留存。")
    return 0


def xlsx_to_rubric(given: argparse.Namespace) -> int:
    """An edited workbook as a rubric: whole, or nothing and every problem."""
    ending(given.result, ".yaml", ".yml", what="考核细则")
    _free_to_write(given)
    rubric = to_rubric(given.source, given.result)
    print(f"已写出 {given.result.name}：{len(rubric.indicators)} 项指标，满分 {plain(rubric.full_points)} 分。")
    return 0


def _free_to_write(given: argparse.Namespace) -> None:
    if not given.source.is_file():
        raise Usage(f"找不到 {given.source}。")
    if not given.result.parent.is_dir():
        raise Usage(f"没有 {given.result.parent} 这个文件夹。")
    if given.result.exists() and not given.overwrite:
        raise Usage(f"{given.result} 已经存在；要覆盖就加上 --overwrite。")


def schema(given: argparse.Namespace) -> int:
    """The JSON Schema of one kind of YAML file; or all of them, written beside those files."""
    if given.write:
        print("\n".join(f"已写入 {path}" for path in write(given.config or default_folder())))
    else:
        print(text_of(given.file), end="")
    return 0
