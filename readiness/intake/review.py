"""What files would do if they were taken in (预览): every row beside the figure that counts now.  Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from readiness.configuration import Configuration
from readiness.intake.doubts import Letters, doubts_of
from readiness.numbers import plain
from readiness.observations import COLUMNS, Observations, Upload, may_be_held_whole, read_uploads
from readiness.observations.table import KEY, compared
from readiness.problems import Problem

READING = 0.9      # of the progress: what is left after the files have been read


@dataclass(frozen=True)
class Review:
    """Files, the sound rows in them beside what counts, every fault, and what is doubtful in the rows that would be new.

    rows   unit, indicator, part, month, value, base, remark, file, sheet, row, value_before, base_before (nan where there was none),
           state (`STATES`, but for refused: a row with a fault is no figure and stands in `problems`)
    revision   the data revision that the rows were compared with
    """

    uploads: tuple[Upload, ...]
    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]
    revision: int

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many rows are in each state; of a file that is refused whole one."""
        refused = {(problem.file, problem.sheet, problem.line) for problem in self.problems}
        return {**{state: int((self.rows["state"] == state).sum()) for state in ("new", "changed", "unchanged", "withdrawn")},
                "refused": len(refused)}

    @property
    def sound(self) -> bool:
        """Whether it may be taken in: there is no fault in any file."""
        return not self.problems

    @property
    def moves(self) -> bool:
        """Whether anything would change."""
        return self.writes > 0

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return len(self.observations.table)

    def markable(self, upload: Upload) -> bool:
        """Whether a file can be given back with marks: there is a row to mark, it could be opened, and it is light enough to be held whole."""
        told = [problem for problem in (*self.problems, *self.doubts) if problem.file == upload.name]
        whole = any(not problem.line and not problem.sheet for problem in told)
        return not whole and any(problem.line for problem in told) and may_be_held_whole(upload)

    @cached_property
    def observations(self) -> Observations:
        """The rows that would be written."""
        return _fresh(self.rows)


def review(uploads: Collection[Upload], configuration: Configuration, known: Observations, revision: int, today: date,
           answers_for: Collection[str] | None = None, progress: Callable[[float], None] = lambda share: None,
           withdrawn: pd.DataFrame | None = None) -> Review:
    """`uploads` read and set beside `known`, which is what counts at `revision`; of two files of one name the second is numbered.

    `answers_for`: the units whose figures the person may report, None for all; `progress` hears the share that is done;
    `withdrawn` names figures (`KEY`) that are to be taken back.
    """
    uploads, read = distinct(uploads), []
    for at, upload in enumerate(uploads):
        def heard(share: float, at: int = at) -> None:
            progress(READING * (at + share) / len(uploads))

        read.append(read_uploads([upload], configuration.rubrics, configuration.county, today, heard, answers_for))
    rows = compared(Observations.joined([one.observations for one in read]), known)
    letters = {key: columns for one in read for key, columns in one.letters.items()}
    doubts = [*contradictions([one.observations for one in read], letters),
              *doubts_of(_fresh(rows), known, configuration.rubrics, configuration.county, letters)]
    if withdrawn is not None:
        rows = pd.concat([rows, _taken_back(withdrawn, known, answers_for)], ignore_index=True)
    progress(1.0)
    return Review(tuple(uploads), rows, tuple(problem for one in read for problem in one.problems), tuple(doubts), revision)


def _taken_back(withdrawn: pd.DataFrame, known: Observations, answers_for: Collection[str] | None) -> pd.DataFrame:
    """Rows without a figure for those of `withdrawn` that there are and that the person answers for."""
    now = known.table[[*KEY, "value", "base"]].rename(columns={"value": "value_before", "base": "base_before"})
    rows = withdrawn.merge(now, on=KEY)
    if answers_for is not None:
        rows = rows[rows["unit"].isin(answers_for)]
    return rows.assign(value=float("nan"), base=float("nan"), remark="", file="", sheet="", row=0, state="withdrawn")


def _fresh(rows: pd.DataFrame) -> Observations:
    return Observations(rows.loc[rows["state"] != "unchanged", COLUMNS].reset_index(drop=True))


def distinct(uploads: Iterable[Upload]) -> list[Upload]:
    """The files with a name each: 月报.xlsx, 月报 (2).xlsx."""
    seen: Counter[str] = Counter()
    named = []
    for upload in uploads:
        seen[upload.name] += 1
        stem, dot, ending = upload.name.rpartition(".")
        again = f"{stem or ending} ({seen[upload.name]}){dot}{ending if stem else ''}"
        named.append(upload if seen[upload.name] == 1 else Upload(again, upload.raw))
    return named


def contradictions(read: Sequence[Observations], letters: Letters) -> Iterator[Problem]:
    """Rows that say otherwise than a file before them, and would count in its stead."""
    earlier = Observations.of([])
    for one in read:
        both = one.table.merge(earlier.table, on=KEY, suffixes=("", "_before"))
        other_base = (both["base"] != both["base_before"]) & ~(both["base"].isna() & both["base_before"].isna())
        for row in both[(both["value"] != both["value_before"]) | other_base].to_dict("records"):
            yield _contradiction(row, letters)
        earlier = Observations.joined([earlier, one])


def _contradiction(row: Mapping, letters: Letters) -> Problem:
    said, before = (f"{plain(row[f'value{which}'])}{_over(row[f'base{which}'])}" for which in ("", "_before"))
    what = f"“{row['file_before']}”第 {row['row_before']} 行报的同一个数是 {before}，这里是 {said}；会以这里为准。"
    place = " · ".join(filter(None, (row["indicator"], row["part"], "数值")))
    column = letters.get((row["file"], *(row[name] for name in KEY)), ("", ""))[0]
    return Problem(int(row["row"]), place, what, "核对哪一个对，从另一份报表里删去。", row["file"], row["sheet"], True, column, said)


def _over(base: float) -> str:
    return f" ÷ {plain(base)}" if base == base else ""
