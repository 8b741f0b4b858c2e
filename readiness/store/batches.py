"""Batches made: what is new or changed in given figures, what an undo puts back.  All within the transaction that holds the turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

import pandas as pd
from sqlalchemy import Connection, Select, and_, func, insert, select, update

from readiness.observations import COLUMNS, Observations
from readiness.observations.table import KEY
from readiness.store.origin import CannotUndo, Origin, Overtaken, Saved
from readiness.store.rows import fetch, write
from readiness.store.tables import accepted_doubt, batch, batch_file, counted, observation

Clock = Callable[[], datetime]


def last(connection: Connection) -> int:
    """The number of the last batch, 0 before the first."""
    return connection.execute(select(func.max(batch.c.revision))).scalar() or 0


def add(connection: Connection, given: Observations, origin: Origin, seen: int | None, clock: Clock) -> Saved:
    """One batch of what is new or changed, no batch where nothing is."""
    table = given.table.drop_duplicates(KEY, keep="last")
    beside = table.merge(_now(connection, table["month"].unique()), on=KEY, how="left")
    if seen is not None and (overtaken := int((beside["revision"] > seen).sum())):
        raise Overtaken(overtaken)
    return enter(connection, table[_changed(beside).to_numpy()], origin, clock)


def _now(connection: Connection, months: pd.Series) -> pd.DataFrame:
    """What counts in the months concerned, also what is withdrawn: value_now, base_now, remark_now, revision."""
    columns = [observation.c[name] for name in KEY]
    now = [observation.c[name].label(f"{name}_now") for name in ("value", "base", "remark")]
    wanted = select(*columns, *now, observation.c.revision).where(counted(), observation.c.month.in_([str(month) for month in months]))
    return fetch(connection, wanted).astype({"value_now": float, "base_now": float})


def _changed(beside: pd.DataFrame) -> pd.Series:
    """Whether a given figure is another than what counts: its value, its base, or a remark where one is given."""
    same_base = (beside["base"] == beside["base_now"]) | (beside["base"].isna() & beside["base_now"].isna())
    same_remark = (beside["remark"] == "") | (beside["remark"] == beside["remark_now"])
    return ~((beside["value"] == beside["value_now"]) & same_base & same_remark)


def enter(connection: Connection, fresh: pd.DataFrame, origin: Origin, clock: Clock, undoes: int | None = None) -> Saved:
    """The batch with its files, accepted doubts and rows; what these supersede is told so."""
    before = last(connection)
    if fresh.empty:
        return Saved(before, 0)
    revision = before + 1
    connection.execute(insert(batch).values(
        revision=revision, at=_not_before(connection, clock()), account=origin.account, kind=origin.kind, reason=origin.reason,
        rows=len(fresh), undoes=undoes, configuration=origin.configuration))
    _listed(connection, batch_file, revision, [asdict(file) for file in origin.files])
    _listed(connection, accepted_doubt, revision, [asdict(doubt) for doubt in origin.doubts])
    write(connection, fresh, revision)
    _supersede(connection, revision)
    return Saved(revision, len(fresh))


def _not_before(connection: Connection, now: datetime) -> datetime:
    """A clock that was set back makes no batch older than the one before it."""
    latest = connection.execute(select(func.max(batch.c.at))).scalar()
    now = now.replace(tzinfo=None, microsecond=0)
    return max(now, latest) if latest else now


def _listed(connection: Connection, table, revision: int, entries: list[dict]) -> None:
    known = {column.name for column in table.columns}
    rows = [{"revision": revision, "number": number, **{name: value for name, value in entry.items() if name in known}}
            for number, entry in enumerate(entries, start=1)]
    if rows:
        connection.execute(insert(table), rows)


def _supersede(connection: Connection, revision: int) -> None:
    """Of each figure in the new batch the row that counted until now counts no longer."""
    fresh = observation.alias("fresh")
    same = [observation.c[name] == fresh.c[name] for name in KEY]
    connection.execute(update(observation).values(superseded=revision).where(
        counted(), observation.c.revision < revision, fresh.c.revision == revision, *same))


def undo(connection: Connection, revision: int, account: str, reason: str, configuration: str, clock: Clock) -> Saved:
    """A batch that puts back what counted before `revision`, of every figure that still is as that batch left it."""
    undone = connection.execute(select(batch).where(batch.c.revision == revision)).mappings().first()
    if undone is None:
        raise CannotUndo(f"没有第 {revision} 批。")
    back = fetch(connection, _before(revision))
    if back.empty:
        raise CannotUndo(_why_not(connection, revision))
    kind = "redo" if undone["kind"] == "undo" else "undo"
    origin = Origin(kind, account, reason, configuration=configuration)
    saved = enter(connection, back[COLUMNS].astype({"row": int}), origin, clock, undoes=revision)
    return Saved(saved.revision, saved.rows, left=undone["rows"] - saved.rows)


def _before(revision: int) -> Select:
    """What counted before a batch, for its rows that count now: a figure that was not there before is withdrawn."""
    earlier = observation.alias("earlier")
    same = [observation.c[name] == earlier.c[name] for name in KEY]
    joined = observation.outerjoin(earlier, (earlier.c.superseded == revision) & (earlier.c.revision < revision) & and_(*same))
    texts = [func.coalesce(earlier.c[name], "").label(name) for name in ("remark", "file", "sheet")]
    return (select(*(observation.c[name] for name in KEY), earlier.c.value, earlier.c.base, *texts, func.coalesce(earlier.c.row, 0).label("row"))
            .select_from(joined).where(observation.c.revision == revision, counted()).order_by(observation.c.number))


def _why_not(connection: Connection, revision: int) -> str:
    """Which batch undid it already, or that later ones changed all of it."""
    by = connection.execute(select(func.max(batch.c.revision)).where(batch.c.undoes == revision)).scalar()
    if by is None:
        return f"第 {revision} 批的数据后来都改过了，没有可以撤销的。"
    again = connection.execute(select(func.max(batch.c.revision)).where(batch.c.undoes == by)).scalar()
    undone = f"第 {revision} 批已由第 {by} 批撤销"
    return f"{undone}。" if again is None else f"{undone}，又由第 {again} 批恢复；要再撤销，请撤销第 {again} 批。"
