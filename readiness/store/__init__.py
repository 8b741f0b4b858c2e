"""What is kept between runs: figures by batch, each with the file, sheet and row it came from.  The only room that speaks SQL.

    observations + origin → a batch → what counts now, or counted at a revision; what was before, who changed it, and why

Nothing is deleted and no figure is overwritten: a later batch supersedes, an undo is a batch of its own, and the data revision
(数据版本) grows with each.
"""

from readiness.store.frozen import Frozen, NameTaken, Pieces
from readiness.store.history import beijing
from readiness.store.origin import CannotUndo, Origin, Overtaken, Restored, Saved, SourceFile
from readiness.store.refusal import DatabaseRefused
from readiness.store.store import Store

__all__ = ["CannotUndo", "DatabaseRefused", "Frozen", "NameTaken", "Origin", "Overtaken", "Pieces", "Restored", "Saved", "SourceFile", "Store",
           "beijing"]
