"""Who has not reported what, since when, and how many points hang on it: a row for each unit, indicator and part.

The points of a cell are its 未报 box, in equal parts to the rows that make it unreported.  So the rows of a unit's own cell add
up to its box (`at_stake`); those that keep the county's figure from being made, to the county's box (`county_at_stake`); and
those without which a department cannot be judged by the county's figure, to these departments' boxes (`department_at_stake`).
The three are points of different totals and are not added together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from readiness.county import County
from readiness.health.due import due_day
from readiness.health.figures import Seen, answering, called, gaps_of, last_reported, month_word, reporters, rolled_up
from readiness.health.missing import lacking, lacking_for_county
from readiness.health.periods import in_words
from readiness.scoring import Status
from readiness.scoring.boxes import Boxes
from readiness.year import Item

OVERDUE_COLUMNS = ["unit", "unit_name", "kind", "indicator", "indicator_name", "part", "as_of", "since", "missing", "periods",
                   "last_reported", "at_stake", "county_at_stake", "department_at_stake", "frequency", "call", "call_name", "call_kind",
                   "owner", "sponsor", "due_day", "note"]
AT_STAKE = ["at_stake", "county_at_stake", "department_at_stake"]
_WANTING = (Status.UNREPORTED, Status.PARTIAL)


@dataclass(frozen=True)
class _Lack:
    """One part of one figure: the periods without a report; whether a cell of the unit's own, and the county's, are the worse for it."""

    unit: int
    part: str
    ends: list[int]
    own: bool
    county: bool


def overdue(boxes: Boxes, county: County, month: int, report_by: int) -> pd.DataFrame:
    """The rows as of `month` (0 is January): who is called in the order of what is at stake, each one's rows likewise.

    `ends`, beside the columns that are told, holds the last month of each period without a report.
    """
    seen = Seen(boxes, county, month)
    rows = [row for at, (key, item) in enumerate(seen.cube.items.items()) for row in _rows(seen, at, key, item, report_by)]
    table = pd.DataFrame(rows, columns=[*OVERDUE_COLUMNS, "ends"]).astype({**dict.fromkeys(AT_STAKE, float), "missing": int})
    return _in_order(table, county)


def _in_order(table: pd.DataFrame, county: County) -> pd.DataFrame:
    places = {unit: at for at, unit in enumerate(county.units)}
    sums = table.groupby("call")["at_stake"].transform("sum")
    keys = {"sum": sums, "place": table["call"].map(places), "stake": table.groupby(["call", "unit", "indicator"])["at_stake"].transform("sum")}
    ordered = table.assign(**keys).sort_values(["sum", "place", "stake"], ascending=[False, True, False], kind="stable")
    return ordered[[*OVERDUE_COLUMNS, "ends"]].reset_index(drop=True)


def _rows(seen: Seen, at: int, key: str, item: Item, report_by: int) -> Iterator[tuple]:
    lacks = _lacks(seen, at, item)
    own, county, departments = _shares(seen, at, item, lacks)
    for lack in lacks:
        unit, last = seen.unit(lack.unit), lack.ends[-1]
        who = called(seen.county, unit, key)
        year, parts = item.own.year, [lack.part] if lack.part in item.own.now else list(item.own.now)
        stakes = own[lack.unit] * lack.own, county * lack.county, departments * lack.county
        yield (unit.id, unit.name, unit.kind, key, item.indicator.name, lack.part, month_word(year, seen.month),
               month_word(year, lack.ends[0]), len(lack.ends), in_words(lack.ends, item.indicator.frequency),
               last_reported(item, lack.unit, parts, seen.month), *stakes, item.indicator.frequency,
               who.id, who.name, who.kind, who.owner, who.sponsor, due_day(year, last, report_by).isoformat(),
               _note(seen, at, item, lack), tuple(lack.ends))


def _lacks(seen: Seen, at: int, item: Item) -> list[_Lack]:
    """What makes the indicator's cells unreported or partial."""
    found = {}
    for unit in reporters(seen, item, at):
        if seen.status(at, unit) == Status.UNREPORTED:
            own = lacking(item.indicator, gaps_of(item, unit), seen.month)
            found |= {(unit, part): _Lack(unit, part, ends, True, unit == seen.whole) for part, ends in own.items()}
    for lack in _lacks_of_county(seen, at, item):
        mine = found.get((lack.unit, lack.part))
        ends = sorted({*lack.ends, *(mine.ends if mine else ())})
        found[lack.unit, lack.part] = _Lack(lack.unit, lack.part, ends, mine is not None, True)
    return list(found.values())


def _lacks_of_county(seen: Seen, at: int, item: Item) -> Iterator[_Lack]:
    """The townships without which the county's figure is not whole."""
    if not rolled_up(item) or seen.status(at, seen.whole) not in _WANTING:
        return
    for unit in item.own.wiring.members.nonzero()[0]:
        for part, ends in lacking_for_county(item.indicator, gaps_of(item, unit), seen.month).items():
            yield _Lack(int(unit), part, ends, False, True)


def _shares(seen: Seen, at: int, item: Item, lacks: list[_Lack]) -> tuple[dict[int, float], float, float]:
    """What each row is worth: to its own unit by unit, to the county, to the departments that are judged by the county's figure."""
    counts = pd.Series([lack.unit for lack in lacks if lack.own], dtype=int).value_counts()
    own = {lack.unit: seen.box(at, lack.unit) / max(counts.get(lack.unit, 0), 1) for lack in lacks}
    wanted = max(sum(lack.county for lack in lacks), 1)
    departments = sum(seen.box(at, unit) for unit in answering(item, seen.whole))
    return own, seen.box(at, seen.whole) / wanted if rolled_up(item) else 0.0, departments / wanted


def _note(seen: Seen, at: int, item: Item, lack: _Lack) -> str:
    """What else there is to know of a row."""
    said = ["有一个分项报了就行"] if not lack.part and "" not in item.own.now else []
    if rolled_up(item) and lack.county:
        said.append("缺了这个数，全县这一项算未报" if seen.status(at, seen.whole) == Status.UNREPORTED else "全县这一项只按已报的乡镇计")
    if not lack.own:
        said.append("本单位这一项不计分")
    return "；".join(said)
