"""A paper as bytes that hold no hour of the day: the same paper of the same figures is the same file."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from readiness.template.looks import writable
from readiness.template.saved import FIXED

_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def stamped(properties: Any, title: str, stamp: str) -> None:
    """The core properties of a document or of slides: title, 数据截至 and 指纹, and no hour."""
    properties.title, properties.author, properties.comments = writable(title), "一分不欠", writable(stamp)
    properties.last_modified_by, properties.language, properties.revision = "一分不欠", "zh-CN", 1
    properties.created = properties.modified = properties.last_printed = datetime(*FIXED.timetuple()[:6])


def fixed(save: Callable[[BinaryIO], None]) -> bytes:
    """What `save` writes into a ZIP file, every part dated alike."""
    made = BytesIO()
    save(made)
    return _without_hours(made.getvalue())


def _without_hours(content: bytes) -> bytes:
    """A ZIP file whose parts are dated alike; so are workbooks in it, which hold the figures of charts."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, FIXED.timetuple()[:6]), _part(name, before.read(name)), ZIP_DEFLATED)
    return out.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if name == "docProps/core.xml":
        return _STAMP.sub(FIXED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
    return _without_hours(content) if name.endswith(".xlsx") else content
