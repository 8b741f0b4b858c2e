"""A workbook as bytes that hold no hour of the day: the same form made twice is the same file."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from readiness.template.looks import writable

FIXED = datetime(2026, 1, 1)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def saved(book: Workbook, title: str) -> bytes:
    """The workbook with its title, every date about its making fixed."""
    book.properties.creator, book.properties.title = "一分不欠", writable(title)
    made, fixed = BytesIO(), BytesIO()
    book.save(made)
    with ZipFile(made) as before, ZipFile(fixed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            content = _STAMP.sub(FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content) if name == "docProps/core.xml" else content
            after.writestr(ZipInfo(name, FIXED.timetuple()[:6]), content, ZIP_DEFLATED)
    return fixed.getvalue()
