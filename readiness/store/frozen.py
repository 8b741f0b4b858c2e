"""定格 kept and found again: written once under a name of its own, never changed, never deleted.

Every piece carries the hash of what it was, so one that the disk has spoilt is told and not shown.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from readiness.store.batches import Clock
from readiness.store.refusal import DatabaseRefused
from readiness.store.tables import frozen, frozen_piece

PieceKind = Literal["configuration", "table", "file"]
Pieces = Mapping[PieceKind, Mapping[str, bytes]]
NOBODY_YET = 0


@dataclass(frozen=True)
class Frozen:
    """One 定格.  `configuration` and `data` are digests; `id` and `at` (UTC) are the store's to give."""

    name: str
    account: str
    note: str
    as_of: str
    revision: int
    fingerprint: str
    configuration: str
    data: str
    id: int = NOBODY_YET
    at: datetime = datetime.min


class NameTaken(Exception):
    """A name is given once; the message says so to people."""

    def __init__(self, name: str) -> None:
        super().__init__(f"已经有叫“{name}”的定格。定格不能改写，换一个名字。")


def keep(connection: Connection, given: Frozen, pieces: Pieces, clock: Clock) -> Frozen:
    """The 定格 with its number and its moment.  Raises `NameTaken`."""
    if connection.execute(select(frozen.c.id).where(frozen.c.name == given.name)).first():
        raise NameTaken(given.name)
    number = (connection.execute(select(func.max(frozen.c.id))).scalar() or NOBODY_YET) + 1
    kept = {**asdict(given), "id": number, "at": clock().replace(tzinfo=None, microsecond=0)}
    connection.execute(insert(frozen).values(kept))
    connection.execute(insert(frozen_piece), [
        {"frozen": number, "kind": kind, "name": name, "sha256": hashlib.sha256(content).hexdigest(), "content": zlib.compress(content, 9)}
        for kind, named in pieces.items() for name, content in named.items()])
    return Frozen(**kept)


def listed(connection: Connection) -> list[Frozen]:
    """Every 定格, the newest first."""
    return [Frozen(**row) for row in connection.execute(select(frozen).order_by(frozen.c.id.desc())).mappings()]


def pieces_of(connection: Connection, number: int, kind: PieceKind) -> dict[str, bytes]:
    """The pieces of one kind by name, as they were; raises `DatabaseRefused` where one is no longer what it was."""
    found = select(frozen_piece).where(frozen_piece.c.frozen == number, frozen_piece.c.kind == kind).order_by(frozen_piece.c.name)
    return {row["name"]: _whole(row["name"], row["content"], row["sha256"]) for row in connection.execute(found).mappings()}


def _whole(name: str, content: bytes, sha256: str) -> bytes:
    try:
        whole = zlib.decompress(content)
    except zlib.error:
        whole = b""
    if hashlib.sha256(whole).hexdigest() != sha256:
        raise DatabaseRefused("数据库", f"定格里的 {name} 已经损坏，和定格时的校验码对不上。", "用备份恢复数据库。")
    return whole
