"""The commands that reckon: scores, gaps and what they take, why a figure is what it is, and what is wrong with what is given."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence

import pandas as pd

from readiness.board import Board, View, open_board, read
from readiness.configuration import Configuration, default_folder, load_configuration
from readiness.exports.machine import as_csv, as_json
from readiness.gaps import FIRST_COLUMNS, MORE_COLUMNS, NEEDS_COLUMNS
from readiness.health import OVERDUE_COLUMNS
from readiness.problems import did_you_mean, report
from readiness.rubric_change import changes
from readiness.usage import Usage, a_month, a_unit
from readiness.words import BOXES

UNIT_COLUMNS = ["unit", "kind", "as_of", "basis", "full_points", "points", "total", "grade", "rank", *BOXES]
CATEGORY_COLUMNS = ["unit", "category", "as_of", "basis", "full_points", "points"]
INDICATOR_COLUMNS = ["unit", "indicator", "as_of", "basis", "value", "target", "full_points", "points", "status"]


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
    view = view_of(given)
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
    view = view_of(given)
    return _print(_of_units(view, view.gaps[FIRST_COLUMNS + MORE_COLUMNS], given.unit), given.format)


def needs(given: argparse.Namespace) -> int:
    """What full marks take, for all units or those named; of the whole year, so there is no basis to choose."""
    view = view_of(given)
    return _print(_of_units(view, view.needs[NEEDS_COLUMNS], given.unit), given.format)


def overdue(given: argparse.Namespace) -> int:
    """What is due and was not reported, of all units, or of those named and those that are called for it."""
    view = view_of(given)
    table, wanted = view.health.overdue[OVERDUE_COLUMNS], [_unit(view.board, word) for word in given.unit]
    return _print(table[table[["unit", "call"]].isin(wanted).any(axis=1)] if wanted else table, given.format)


def _of_units(view: View, table: pd.DataFrame, words: Sequence[str]) -> pd.DataFrame:
    """The rows of the units named; all where none is."""
    wanted = [_unit(view.board, word) for word in words]
    return table[table["unit"].isin(wanted)] if wanted else table


def explain(given: argparse.Namespace) -> int:
    """The sentence of one cell, and the rows behind it."""
    view = view_of(given)
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


def view_of(given: argparse.Namespace) -> View:
    """The view that a call names: the newest month where it names none."""
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
