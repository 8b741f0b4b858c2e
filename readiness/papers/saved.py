"""A paper as bytes that hold no hour of the day: the same paper of the same figures is the same file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from readiness.template.looks import writable
from readiness.template.saved import FIXED


def stamped(properties: Any, title: str, stamp: str) -> None:
    """The core properties of a document or of slides: title, 数据截至 and 指纹, and no hour."""
    properties.title, properties.author, properties.comments = writable(title), "一分不欠", writable(stamp)
    properties.last_modified_by, properties.language, properties.revision = "一分不欠", "zh-CN", 1
    properties.created = properties.modified = properties.last_printed = datetime(*FIXED.timetuple()[:6])


def fixed(save: Callable[[BinaryIO], None]) -> bytes:
    """What `save` writes into a ZIP file, every part dated alike."""
    made, out = BytesIO(), BytesIO()
    save(made)
    with ZipFile(made) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, FIXED.timetuple()[:6]), before.read(name), ZIP_DEFLATED)
    return out.getvalue()
