"""The comments of a YAML file, which no plain data can carry: whoever takes a file elsewhere can say how many stay behind."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#", re.MULTILINE)


def comments(path: Path) -> int:
    """How many comments the file at `path` holds; it must be sound YAML."""
    text = path.read_text(encoding="utf-8-sig")
    scalars = [(token.start_mark.index, token.end_mark.index) for token in yaml.scan(text, Loader=yaml.SafeLoader)
               if isinstance(token, yaml.ScalarToken)]
    lines = set()
    for found in _COMMENT.finditer(text):
        if not any(start <= found.start() < end for start, end in scalars):
            lines.add(text.count("\n", 0, found.start()))
    return len(lines)
