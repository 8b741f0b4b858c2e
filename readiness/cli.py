"""The same things from a shell: check, score, gaps, needs, overdue, import, explain, bridge, backtest, forms; a rubric's years, its workbook.

Exit 0 done, 1 problems found and printed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from readiness.board import DEFAULT_BASIS, Board, View, open_board, read
from readiness.configuration import Configuration, default_folder, load_configuration
from readiness.data_commands import backup, history, restore, undo
from readiness.exports.machine import as_csv, as_json
from readiness.file_commands import rubric_to_xlsx, schema, xlsx_to_rubric
from readiness.gaps import FIRST_COLUMNS, MORE_COLUMNS, NEEDS_COLUMNS
from readiness.health import OVERDUE_COLUMNS
from readiness.import_command import import_
from readiness.problems import ProblemsFound, did_you_mean, report
from readiness.rubric_change import changes
from readiness.schema import FILES
from readiness.template_command import template
from readiness.usage import Parser, Usage, a_day, a_month, a_number, a_unit, a_year, one_of
from readiness.words import BOXES
from readiness.year import BASES

UNIT_COLUMNS = ["unit", "kind", "as_of", "basis", "full_points", "points", "total", "grade", "rank", *BOXES]
CATEGORY_COLUMNS = ["unit", "category", "as_of", "basis", "full_points", "points"]
INDICATOR_COLUMNS = ["unit", "indicator", "as_of", "basis", "value", "target", "full_points", "points", "status"]


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


def check(given: argparse.Namespace) -> int:
    """Every problem in the configuration, then in the data files given; where there is none, what is doubtful."""
    configuration = load_configuration(given.config or default_folder())
    rows = len(read(configuration, given.data).table) if given.data else 0
    good = f"没有发现问题：{len(configuration.rubrics)} 个年度的考核细则" + (f"，{rows} 行数据" if given.data else "")
    doubts = configuration.doubts
    print(f"{good}；有 {len(doubts)} 处疑点，可能就是这个意思，请核对：\n\n{report(doubts)}" if doubts else f"{good}。")
    return 0


def score(given: argparse.Namespace) -> int:
    """Scores at a level, on a basis, as of a month."""
    view = _view(given)
    boxes = list(BOXES) if given.boxes else []
    if given.level == "unit":
        table = view.units[UNIT_COLUMNS].astype({"rank": "Int64"})
    elif given.level == "category":
        table = view.categories[CATEGORY_COLUMNS + boxes]
    else:
        table = view.cells[INDICATOR_COLUMNS + boxes]
    return _print(table, given.format)


def gaps(given: argparse.Namespace) -> int:
    """The gaps of all units, or of those named."""
    view = _view(given)
    return _print(_of_units(view, view.gaps[FIRST_COLUMNS + MORE_COLUMNS], given.unit), given.format)


def needs(given: argparse.Namespace) -> int:
    """What full marks take, for all units or those named; of the whole year, so there is no basis to choose."""
    view = _view(given)
    return _print(_of_units(view, view.needs[NEEDS_COLUMNS], given.unit), given.format)


def overdue(given: argparse.Namespace) -> int:
    """What is due and was not reported, of all units, or of those named and those that are called for it."""
    view = _view(given)
    table, wanted = view.health.overdue[OVERDUE_COLUMNS], [_unit(view.board, word) for word in given.unit]
    return _print(table[table[["unit", "call"]].isin(wanted).any(axis=1)] if wanted else table, given.format)


def _of_units(view: View, table: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """The rows of the units named; all where none is."""
    wanted = [_unit(view.board, word) for word in words]
    return table[table["unit"].isin(wanted)] if wanted else table


def explain(given: argparse.Namespace) -> int:
    """The sentence of one cell, and the rows behind it."""
    view = _view(given)
    unit = _unit(view.board, given.unit)
    if given.indicator not in view.rubric.indicators:
        raise Usage(f"没有编号是 {given.indicator} 的指标。" + did_you_mean(given.indicator, view.rubric.indicators, ""))
    told = view.explain(unit, given.indicator)
    print("\n".join([told.sentence, *(f"  来源：{source}" for source in told.sources)]))
    return 0


def _board(given: argparse.Namespace) -> Board:
    """The board, which has figures."""
    board = _opened(given)
    if not board.months:
        raise Usage("还没有数据。先用 import 导入报表，或用 --data 指定文件。")
    return board


def _opened(given: argparse.Namespace) -> Board:
    """The board, as it was known on a day where one is named."""
    day = getattr(given, "known", None)
    if day and given.data:
        raise Usage("--known 看的是数据库里当时的数据，不能和 --data 一起用。")
    board = open_board(given.config, given.data)
    then = board.known_on(day) if day else board
    if not then.revision and day:
        raise Usage(f"{day} 还没有导入过数据。")
    return then


def _view(given: argparse.Namespace) -> View:
    board = _board(given)
    as_of = given.as_of or board.months[-1]
    a_month(as_of)
    _known_years(board.configuration, filter(None, (int(as_of[:4]), given.rubric)))
    view = board.view(as_of, given.basis, given.rubric)
    if view.rescored:
        print(f"{as_of} 的数据，按 {view.rubric_year} 年考核细则重新计分。", file=sys.stderr)   # the columns are fixed and cannot say it
    return view


def _known_years(configuration: Configuration, years: Iterable[int]) -> None:
    for year in years:
        if year not in configuration.rubrics:
            raise Usage(f"没有 {year} 年的考核细则。")


def _unit(board: Board, word: str) -> str:
    return a_unit(word, board.configuration.county.by_name)


def _print(table: pd.DataFrame, form: str) -> int:
    print(as_csv(table) if form == "csv" else as_json(table) + "\n", end="")
    return 0


def rubric_diff(given: argparse.Namespace) -> int:
    """A row for each difference between the rubrics of two years."""
    configuration = load_configuration(given.config or default_folder())
    _known_years(configuration, given.years)
    old, new = (configuration.rubrics[year] for year in given.years)
    return _print(changes(old, new, configuration.county), given.format)


def bridge(given: argparse.Namespace) -> int:
    """A row for each cause and indicator that moved a unit's total between two months."""
    board = _opened(given)
    unit = _unit(board, given.unit)
    if given.since >= given.until:
        raise Usage(f"--from {given.since} 不早于 --to {given.until}。")
    if unknown := [month for month in (given.since, given.until) if month not in board.months]:
        raise Usage(f"{unknown[0]} 没有数据。")
    return _print(board.bridge(given.since, given.until, given.basis).of(unit), given.format)


def backtest(given: argparse.Namespace) -> int:
    """A table of what the forecast said in a finished year and what came."""
    board = _board(given)
    finished = board.finished_years
    if not finished:
        raise Usage("还没有数据满一年的年度。12 月有了数据，才能检验这一年的预计。")
    year = given.year or finished[0]
    _known_years(board.configuration, [year])
    if year not in finished:
        raise Usage(f"{year} 年还没有 12 月的数据，不能检验。可选: {'、'.join(map(str, finished))}。")
    return _print(getattr(board.backtest(year), given.table), given.format)
