"""The same things from a shell: check, score, gaps, needs, overdue, import, freeze, explain, bridge, backtest, forms, papers; a rubric's
years, its workbook.

Exit 0 done, 1 problems found and printed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from readiness.board import DEFAULT_BASIS
from readiness.data_commands import backup, history, restore, undo
from readiness.file_commands import rubric_to_xlsx, schema, xlsx_to_rubric
from readiness.freeze import TABLES
from readiness.freeze_commands import freeze, frozen
from readiness.import_command import import_
from readiness.paper_command import paper
from readiness.papers import PAPERS
from readiness.problems import ProblemsFound
from readiness.schema import FILES
from readiness.score_commands import backtest, bridge, check, explain, gaps, needs, overdue, rubric_diff, score
from readiness.template_command import template
from readiness.usage import Parser, Usage, a_day, a_month, a_number, a_year, one_of
from readiness.year import BASES


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    try:
        given = _parser().parse_args(arguments)
        return given.run(given)
    except ProblemsFound as refusal:
        print(refusal)
        return 1
    except Usage as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m readiness", description="一分不欠: check, score and explain from a shell.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _command(commands, "check", check, "every problem in configuration and data", data=True)
    scoring = _command(commands, "score", score, "scores of units, categories or indicators", data=True, as_of=True)
    _choice(scoring, "--level", ("unit", "category", "indicator"), "unit")
    scoring.add_argument("--boxes", action="store_true", help="the five boxes beside categories and indicators, too")
    gap = _command(commands, "gaps", gaps, "what is owed, what it takes, who owes it", data=True, as_of=True)
    need = _command(commands, "needs", needs, "what full marks take by year-end, beside the pace so far", data=True, as_of=True,
                    basis=False)
    called = _command(commands, "overdue", overdue, "who has not reported what, and what hangs on it", data=True, as_of=True, basis=False)
    for one in (gap, need, called):
        one.add_argument("--unit", nargs="+", metavar="ID", default=[])
    for one in (scoring, gap, need, called):
        _choice(one, "--format", ("csv", "json"), "csv")
    into = _command(commands, "import", import_, "files into the store, whole or not at all")
    into.add_argument("files", nargs="+", type=Path, metavar="FILE")
    into.add_argument("--preview", action="store_true", help="what would become of every row; nothing is written")
    into.add_argument("--accept", metavar="REASON", default="", help="why what looks doubtful is right; kept with the figures")
    into.add_argument("--marked", type=Path, metavar="DIR", default=None, help="copies of the files with faults in red and doubts in yellow")
    _choice(into, "--format", ("csv", "json"), "csv")
    past = _command(commands, "history", history, "who reported what, when and why: every batch, or all that one cell ever held")
    past.add_argument("--unit", metavar="ID")
    past.add_argument("--indicator", metavar="ID")
    _choice(past, "--format", ("csv", "json"), "csv")
    back = _command(commands, "undo", undo, "put back what counted before a batch; of an undo: do it again", config=False)
    back.add_argument("revision", type=a_number, metavar="REVISION")
    back.add_argument("--reason", required=True, metavar="WORDS")
    saved = _command(commands, "backup", backup, "everything in the database into one file, while others work", config=False)
    saved.add_argument("result", type=Path, metavar="FILE")
    saved.add_argument("--overwrite", action="store_true", help="write over FILE where it is there already")
    again = _command(commands, "restore", restore, "a backup into an empty database, all of it or nothing", config=False)
    again.add_argument("source", type=Path, metavar="FILE")
    again.add_argument("--replace", action="store_true", help="in the place of what the database holds, once a copy of that is put aside")
    kept = _command(commands, "freeze", freeze, "keep what a month's figures are, with all that they rest on, under a name for ever")
    kept.add_argument("name", metavar="NAME")
    kept.add_argument("--as-of", metavar="YYYY-MM", type=a_month, default=None)
    kept.add_argument("--note", metavar="WORDS", default="", help="what it was for")
    once = _command(commands, "frozen", frozen, "what was frozen: a list; of one a table as it was, all its files, or whether it comes out the same today")
    once.add_argument("name", metavar="NAME", nargs="?", help="its name or number")
    once.add_argument("--table", type=one_of(TABLES), default=None, metavar=_listed(TABLES))
    _choice(once, "--basis", tuple(BASES), DEFAULT_BASIS)
    once.add_argument("--out", type=Path, metavar="DIR", default=None, help="everything that was kept, as files")
    once.add_argument("--check", action="store_true", help="reckon it again; what differs from what was kept is printed")
    _choice(once, "--format", ("csv", "json"), "csv")
    why = _command(commands, "explain", explain, "the arithmetic of one cell, to the row of the file", data=True, as_of=True)
    why.add_argument("unit", metavar="UNIT")
    why.add_argument("indicator", metavar="INDICATOR")
    out = _command(commands, "rubric-to-xlsx", rubric_to_xlsx, "a rubric as a workbook that officials edit", config=False)
    back = _command(commands, "xlsx-to-rubric", xlsx_to_rubric, "an edited workbook as a rubric, or all its problems", config=False)
    _from_to(out, "RUBRIC.yaml", "BOOK.xlsx")
    _from_to(back, "BOOK.xlsx", "RUBRIC.yaml")
    shape = _command(commands, "schema", schema, "what a YAML file may hold, for an editor that completes and underlines")
    shape.add_argument("file", nargs="?", type=one_of(tuple(FILES)), default="rubric", metavar=_listed(FILES))
    shape.add_argument("--write", action="store_true", help="all of them into DIR/schema/")
    between = _command(commands, "rubric-diff", rubric_diff, "what is different between the rubrics of two years")
    between.add_argument("years", nargs=2, type=a_year, metavar="YYYY")
    _choice(between, "--format", ("csv", "json"), "csv")
    apart = _command(commands, "bridge", bridge, "why a unit's total is another than it was: data, rules, corrections", data=True)
    apart.add_argument("unit", metavar="UNIT")
    for name, dest in (("--from", "since"), ("--to", "until")):
        apart.add_argument(name, dest=dest, metavar="YYYY-MM", type=a_month, required=True)
    _known(apart)
    _choice(apart, "--basis", tuple(BASES), DEFAULT_BASIS)
    _choice(apart, "--format", ("csv", "json"), "csv")
    tested = _command(commands, "backtest", backtest, "what the forecast said in a year that is over, beside what came", data=True)
    tested.add_argument("--year", type=a_year, metavar="YYYY", default=None, help="the newest finished one where none is named")
    _choice(tested, "--table", ("accuracy", "methods", "calibration"), "accuracy")
    _choice(tested, "--format", ("csv", "json"), "csv")
    form = _command(commands, "template", template, "forms to be filled in, for one unit, one lead department or all", data=True)
    form.add_argument("--unit", metavar="ID", help="what one unit reports")
    form.add_argument("--lead", metavar="ID", help="what all units report of the indicators that a department leads")
    form.add_argument("--all", action="store_true", help="what all units report: a form each in a folder or .zip, or together in one .xlsx")
    form.add_argument("--month", type=a_month, metavar="YYYY-MM", help="the month after the newest data where none is named")
    form.add_argument("--overwrite", action="store_true", help="write over files that are there already")
    form.add_argument("result", type=Path, metavar="FILE|DIR")
    written = _command(commands, "paper", paper, "a paper for the meeting or after it, as a document, a workbook or slides", data=True, as_of=True)
    written.add_argument("paper", type=one_of(tuple(PAPERS)), metavar=_listed(PAPERS))
    written.add_argument("--unit", metavar="ID", help="whom it is about, where it is about one unit")
    written.add_argument("--overwrite", action="store_true", help="write over FILE where it is there already")
    written.add_argument("result", type=Path, metavar="FILE|DIR")
    return parser


def _choice(parser: argparse.ArgumentParser, name: str, words: Sequence[str], default: str) -> None:
    parser.add_argument(name, type=one_of(words), default=default, metavar=_listed(words))


def _listed(words: Iterable[str]) -> str:
    return "{" + ",".join(words) + "}"


def _from_to(parser: argparse.ArgumentParser, source: str, result: str) -> None:
    parser.add_argument("source", type=Path, metavar=source)
    parser.add_argument("result", type=Path, metavar=result)
    parser.add_argument("--overwrite", action="store_true", help=f"write over {result} where it is there already")


def _command(commands, name: str, run, words: str, data: bool = False, as_of: bool = False,
             config: bool = True, basis: bool = True) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run, basis="today")
    if config:
        parser.add_argument("--config", type=Path, metavar="DIR", default=None)
    if data:
        parser.add_argument("--data", nargs="+", type=Path, metavar="FILE", default=None)
    if as_of:
        parser.add_argument("--as-of", metavar="YYYY-MM", default=None)
        if basis:
            _choice(parser, "--basis", tuple(BASES), DEFAULT_BASIS)
        _known(parser)
        parser.add_argument("--rubric", type=a_year, metavar="YYYY", default=None, help="by the rubric of this year, not the data's own")
    return parser


def _known(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--known", type=a_day, metavar="YYYY-MM-DD", default=None, help="the figures as they were known at the end of that day")
