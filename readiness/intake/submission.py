"""A person confirms: the one way in which figures are written, from a page or from a shell.

The right is asked for here, at the write itself, whatever a page has asked before.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from readiness.access import Person
from readiness.configuration import Configuration
from readiness.intake.review import Review
from readiness.problems import ProblemsFound
from readiness.store import Origin, Saved, SourceFile, Store


class ReasonMissing(Exception):
    """Something is doubtful, or is a correction, and nobody said why it is right all the same."""


def submit(store: Store, reviewed: Review, person: Person, reason: str, configuration: Configuration, kind: str = "import") -> Saved:
    """What was reviewed as one batch of `person`'s: all of it or nothing; no batch where nothing changes.

    Raises `NotAllowed` (the person may not), `ProblemsFound` (a file has faults), `ReasonMissing`, and the store's `Overtaken` where any
    of these figures has changed since the review.
    """
    person.must_report(set(reviewed.rows["unit"]))
    if kind == "edit":
        person.must_correct()
    if reviewed.problems:
        raise ProblemsFound(reviewed.problems)
    if not reason.strip() and (reviewed.doubts or kind == "edit"):
        raise ReasonMissing("更正要写明原因。" if kind == "edit" else f"有 {len(reviewed.doubts)} 处疑点，核实后写明原因才能导入。")
    origin = Origin(kind, person.account, reason.strip(), _files(reviewed), reviewed.doubts, configuration.digest)
    return store.add(reviewed.observations, origin, seen=reviewed.revision)


def _files(reviewed: Review) -> tuple[SourceFile, ...]:
    rows = Counter(reviewed.rows["file"])
    return tuple(SourceFile(upload.name, hashlib.sha256(upload.raw).hexdigest(), rows[upload.name]) for upload in reviewed.uploads
                 if rows[upload.name])


def undo(store: Store, revision: int, person: Person, reason: str) -> Saved:
    """Puts back what counted before a batch, as a batch of its own.  Raises `NotAllowed`, `ReasonMissing`, the store's `CannotUndo`."""
    person.must_correct()
    if not reason.strip():
        raise ReasonMissing("撤销要写明原因。")
    return store.undo(revision, person.account, reason.strip())
