"""Text in which 【what is to be filled in by hand】 is marked, so that nobody signs it unfilled."""

from __future__ import annotations

import re

from docx.enum.text import WD_COLOR_INDEX
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from readiness.template.looks import writable

_BLANK = re.compile(r"(【[^】]*】)")


def add_marked(paragraph: Paragraph, words: str) -> list[Run]:
    """The words at the end of a paragraph, as the runs that they become."""
    runs = []
    for piece in filter(None, _BLANK.split(writable(words))):
        runs.append(paragraph.add_run(piece))
        if _BLANK.fullmatch(piece):
            runs[-1].font.highlight_color = WD_COLOR_INDEX.YELLOW
    return runs
