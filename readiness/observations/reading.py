"""Files read whole: the good rows of all of them and every fault.

    files → sheets → rows → observations and problems
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from readiness.county import County
from readiness.observations import opening
from readiness.observations.check import Checker
from readiness.observations.layouts import rows_of, settings_of
from readiness.observations.rows import Known, Row, said
from readiness.observations.sheet import MOST_BYTES, Refusal, Sheet, Spend
from readiness.observations.table import Observations
from readiness.observations.upload import Progress, Upload, ignored
from readiness.problems import Problem, ProblemsFound
from readiness.rubric import Rubric

GUIDE = "填报说明"               # a sheet that says how a form is filled in
FAULTS = "问题清单"              # a sheet that says what was wrong with it
SETTINGS = "_readiness"         # a hidden sheet on which a form says of itself what it was made for
_STEP = 0.01


@dataclass(frozen=True)
class Reading:
    """What files held: the good rows of all of them, the later file counting where two speak of the same figure, and every fault.

    `letters` says in which columns a figure and its denominator stand, by file, unit, indicator, part and month.
    """

    observations: Observations
    problems: tuple[Problem, ...] = ()
    letters: Mapping[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)


def read_forms(paths: Iterable[Path], rubrics: Mapping[int, Rubric], county: County, today: date) -> Observations:
    """The observations in all files; raises `ProblemsFound` with every fault of every row."""
    problems: list[Problem] = []
    uploads = [upload for path in paths if (upload := from_disk(Path(path), problems))]
    reading = read_uploads(uploads, rubrics, county, today)
    if problems or reading.problems:
        raise ProblemsFound([*problems, *reading.problems])
    return reading.observations


def read_uploads(uploads: Iterable[Upload], rubrics: Mapping[int, Rubric], county: County, today: date,
                 progress: Progress = ignored, answers_for: Collection[str] | None = None) -> Reading:
    """What the files hold.  `today` tells which months are still to come; `progress` hears, rising, the share that is read.

    `answers_for`: ids of the units that may be reported for; a row of another unit is a fault.  None: all may.
    """
    uploads, problems = list(uploads), []
    reader = _Reader(rubrics, county, f"{today:%Y-%m}", answers_for, _known(rubrics))
    meter = _Meter(progress, [opening.size_of(upload) for upload in uploads])
    read = []
    for upload in uploads:
        of_file: list[Problem] = []
        read.append(Observations.of(reader.rows(upload, of_file, meter.spend)))
        problems += of_file
        meter.next_file()
    return Reading(Observations.joined(read), tuple(problems), reader.letters)


def from_disk(path: Path, problems: list[Problem]) -> Upload | None:
    """The file at a path, with at most a byte more than may be read; None, and a problem, where there is none."""
    if not path.is_file():
        problems.append(Problem(0, "", "找不到这个文件。", "核对文件名和所在文件夹。", path.name))
        return None
    with path.open("rb") as file:
        return Upload(path.name, file.read(MOST_BYTES + 1))


def _known(rubrics: Mapping[int, Rubric]) -> Known:
    """Ids with their parts in any year; names that stand for one id in all years."""
    parts: dict[str, set[str]] = {}
    names: dict[str, set[str]] = {}
    for rubric in rubrics.values():
        for key, item in rubric.indicators.items():
            parts.setdefault(key, set()).update(item.part_names)
            names.setdefault(item.name, set()).add(key)
        for key, found in rubric.reported_events.items():
            parts.setdefault(key, set()).update(found)
    return Known({key: frozenset(found) for key, found in parts.items()},
                 {name: next(iter(keys)) for name, keys in names.items() if len(keys) == 1})


class _Meter:
    """How far the reading of all files has come, told a hundred times at most."""

    def __init__(self, progress: Progress, sizes: list[int]) -> None:
        self._progress, self._sizes, self._done, self._here, self._told = progress, sizes, 0, 0.0, 0.0
        self._whole = max(sum(sizes), 1)

    def spend(self, size: float) -> None:
        """So much more of the file in hand is read."""
        self._here += size
        self._tell(min(self._here, self._sizes[0]))

    def next_file(self) -> None:
        """The file in hand is read."""
        self._done, self._here = self._done + self._sizes.pop(0), 0
        self._tell(0, last=not self._sizes)

    def _tell(self, here: float, last: bool = False) -> None:
        share = 1.0 if last else min((self._done + here) / self._whole, 0.99)
        if last or share >= self._told + _STEP:
            self._told = share
            self._progress(share)


@dataclass(frozen=True)
class _Reader:
    rubrics: Mapping[int, Rubric]
    county: County
    this_month: str
    answers_for: Collection[str] | None
    known: Known
    letters: dict[tuple[str, ...], tuple[str, str]] = field(default_factory=dict)

    def rows(self, upload: Upload, problems: list[Problem], spend: Spend) -> Iterator[tuple]:
        """The observations of one file, in the order of `COLUMNS`; why it is not read further goes to `problems`."""
        checker, at = Checker(self.rubrics, self.county, self.this_month, self.answers_for), ""
        try:
            for sheet in opening.sheets_of(upload, spend):
                at = sheet.title
                yield from checker.observations(self._of_sheet(sheet, upload, problems), problems)
        except Refusal as refusal:
            problems.append(Problem(refusal.line, "", refusal.what, refusal.fix, upload.name, at, column=refusal.column))
        self.letters.update({(upload.name, *key): letters for key, letters in checker.letters.items()})

    def _of_sheet(self, sheet: Sheet, upload: Upload, problems: list[Problem]) -> Iterator[Row]:
        if sheet.title == SETTINGS:
            self._made_for(settings_of(sheet), upload.name, problems)
        elif sheet.title not in (GUIDE, FAULTS) and not sheet.title.startswith("_"):
            yield from rows_of(sheet, upload.name, self.known, problems)

    def _made_for(self, settings: Mapping[str, str], file: str, problems: list[Problem]) -> None:
        """A form that was made by another rubric than the one in force asks for other things."""
        made_by, year = settings.get("rubric", ""), settings.get("month", "")[:4]
        rubric = self.rubrics.get(int(year)) if year.isascii() and year.isdigit() else None
        if made_by and rubric and made_by != rubric.id:
            what = f"这份报表是按“{said(made_by)}”细则出的，{year} 年现行的是“{rubric.id}”。"
            problems.append(Problem(0, "", what, "重新下载报表，把数据填到新表里再导入。", file))
