"""Files as they were handed in: bytes under a name that is safe to show, to keep and to write down.

A name is text and nothing else: no folders, no control or direction marks, no more than a file name may be long.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

NAMELESS = "未命名"
_LONGEST = 100                                   # characters of a name, its ending among them
_FOLDERS = re.compile(r"^.*[\\/]", re.DOTALL)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}   # control and direction marks, halves of characters, line breaks

Progress = Callable[[float], None]


def ignored(_share: float) -> None:
    """Where nobody watches how far the reading has come."""


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in; `name` is made safe."""

    name: str
    raw: bytes

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", safe_name(self.name))

    @classmethod
    def of(cls, path: Path) -> Upload:
        """The file at a path."""
        return cls(path.name, path.read_bytes())

    @property
    def ending(self) -> str:
        """`.xlsx`, `.csv`, … in small letters; empty where the name has none."""
        return Path(self.name).suffix.lower()


def safe_name(name: str) -> str:
    """The last step of a path, without what cannot be seen; shortened before its ending."""
    bare = "".join(sign for sign in _FOLDERS.sub("", name) if unicodedata.category(sign) not in _UNSEEN).strip(" .") or NAMELESS
    if len(bare) <= _LONGEST:
        return bare
    ending = Path(bare).suffix[:10]
    return bare[:_LONGEST - len(ending) - 1] + "…" + ending
