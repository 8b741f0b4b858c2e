"""What was known when, who changed it and why: read only."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
from sqlalchemy import Connection, and_, func, select

from readiness.observations import COLUMNS, Observations
from readiness.observations.table import KEY
from readiness.problems import Problem
from readiness.store.origin import SourceFile
from readiness.store.rows import fetch
from readiness.store.tables import accepted_doubt, batch, batch_file, counted, observation

BEIJING = timedelta(hours=8)          # ahead of UTC, all year
FIGURES = [observation.c[name] for name in KEY]


def beijing(at: datetime) -> str:
    """A batch's moment (UTC) as a clock in Beijing shows it: 2026-06-03 14:30."""
    return f"{at + BEIJING:%Y-%m-%d %H:%M}"


def observations(connection: Connection, revision: int | None) -> Observations:
    """What counts now, or counted at a revision; withdrawn figures are not in it."""
    columns = [observation.c[name] for name in COLUMNS]
    wanted = select(*columns).where(counted(revision), observation.c.value.is_not(None))
    return Observations(fetch(connection, wanted.order_by(observation.c.revision, observation.c.number)))


def revision_on(connection: Connection, day: date) -> int:
    """The last revision made by the end of a day in Beijing; 0 where there was none."""
    midnight = datetime.combine(day + timedelta(days=1), time()) - BEIJING
    return connection.execute(select(func.max(batch.c.revision)).where(batch.c.at < midnight)).scalar() or 0


def revision_ending(connection: Connection, month: str, upto: int) -> int | None:
    """The last revision, of those up to `upto`, whose newest month with figures was `month`; None where there never was one."""
    known = _figures_by_month(connection, upto)
    newest = pd.Series({revision: max(known.columns[row > 0], default="") for revision, row in
                        zip(known.index, known.to_numpy(), strict=True)}, dtype=object)
    return max(newest.index[newest == month], default=None)


def _figures_by_month(connection: Connection, upto: int) -> pd.DataFrame:
    """How many figures each month had at each revision up to `upto`: [revision × month]."""
    there = observation.c.value.is_not(None)
    tables = [fetch(connection, select(column.label("revision"), observation.c.month, func.count().label("rows"))
                    .where(there, column <= upto).group_by(column, observation.c.month))
              for column in (observation.c.revision, observation.c.superseded)]
    moved = pd.concat([tables[0], tables[1].assign(rows=-tables[1]["rows"])])
    sums = moved.pivot_table(index="revision", columns="month", values="rows", aggfunc="sum", fill_value=0)
    return sums.reindex(range(1, upto + 1), fill_value=0).cumsum()


def batches(connection: Connection) -> pd.DataFrame:
    """revision, at, account, kind, reason, files, rows, undoes, undone_by, configuration, the oldest first."""
    table = fetch(connection, select(batch).order_by(batch.c.revision))
    named = fetch(connection, select(batch_file.c.revision, batch_file.c.name).order_by(batch_file.c.revision, batch_file.c.number))
    files = named.groupby("revision")["name"].agg("、".join)
    undone = table.dropna(subset="undoes").groupby("undoes")["revision"].max()
    return table.assign(files=table["revision"].map(files).astype("str").fillna(""),
                        undone_by=table["revision"].map(undone).astype("Int64"))[
        ["revision", "at", "account", "kind", "reason", "files", "rows", "undoes", "undone_by", "configuration"]]


def rows_of(connection: Connection, revision: int) -> pd.DataFrame:
    """The rows of a batch beside what counted before them; nan where there was nothing or it is withdrawn."""
    earlier = observation.alias("earlier")
    same = and_(*(observation.c[name] == earlier.c[name] for name in KEY), earlier.c.superseded == revision, earlier.c.revision < revision)
    before = [earlier.c[name].label(f"{name}_before") for name in ("value", "base")]
    rest = [observation.c[name] for name in ("value", "base", "remark", "file", "sheet", "row")]
    return fetch(connection, select(*FIGURES, *before, *rest).select_from(observation.outerjoin(earlier, same))
                 .where(observation.c.revision == revision).order_by(observation.c.number))


def cell_history(connection: Connection, unit: str, indicator: str) -> pd.DataFrame:
    """Every row that one unit's indicator ever had, the newest first."""
    columns = [*(observation.c[name] for name in ("part", "month", "revision")), batch.c.at, batch.c.account, batch.c.kind,
               *(observation.c[name] for name in ("file", "sheet", "row", "value", "base", "remark")), batch.c.reason]
    wanted = select(*columns).join(batch, batch.c.revision == observation.c.revision)
    return fetch(connection, wanted.where(observation.c.unit == unit, observation.c.indicator == indicator)
                 .order_by(observation.c.revision.desc(), observation.c.month.desc(), observation.c.number))


def between(connection: Connection, old: int, new: int) -> pd.DataFrame:
    """The figures that differ between two revisions, with value and base at both; nan where there was none."""
    both = _only_at(connection, old, new).merge(_only_at(connection, new, old), on=KEY, how="outer", suffixes=("_before", ""))
    moved = [~((both[name] == both[f"{name}_before"]) | (both[name].isna() & both[f"{name}_before"].isna())) for name in ("value", "base")]
    return both.loc[np.logical_or(*moved), [*KEY, "value_before", "base_before", "value", "base"]].reset_index(drop=True)


def _only_at(connection: Connection, revision: int, other: int) -> pd.DataFrame:
    """Figures whose row counted at one revision and not at the other."""
    apart = observation.c.revision > other if other < revision else and_(observation.c.superseded.is_not(None), observation.c.superseded <= other)
    there = and_(counted(revision), apart, observation.c.value.is_not(None))
    return fetch(connection, select(*FIGURES, observation.c.value, observation.c.base).where(there))


def files_of(connection: Connection, revision: int) -> list[SourceFile]:
    """The files of a batch."""
    columns = batch_file.c.name, batch_file.c.sha256, batch_file.c.rows
    return [SourceFile(*row) for row in connection.execute(select(*columns).where(batch_file.c.revision == revision).order_by(batch_file.c.number))]


def doubts_of(connection: Connection, revision: int) -> list[Problem]:
    """The doubts that were accepted with a batch."""
    fields = [column for column in accepted_doubt.columns if column.name not in ("revision", "number")]
    wanted = select(*fields).where(accepted_doubt.c.revision == revision).order_by(accepted_doubt.c.number)
    return [Problem(**row, doubt=True) for row in connection.execute(wanted).mappings()]
