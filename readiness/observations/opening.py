"""A file as handed in → its sheets: what it really is, by its first bytes, and whether it may be read at all.

The ending of a name is a claim; where the bytes say otherwise, the message says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from readiness.observations import comma_file, workbook
from readiness.observations.sheet import MOST_BYTES, MOST_HELD, Refusal, Sheet, Spend, counted
from readiness.observations.upload import Upload

_SAVE_AS = "另存为 .xlsx 或 .csv 后再导入。"
_PACKED, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHERS = {b"%PDF": "PDF 文件", b"\x89PNG": "图片", b"\xff\xd8\xff": "图片", b"GIF8": "图片", b"Rar!": "压缩包（RAR）", b"7z\xbc\xaf": "压缩包（7z）",
           b"\x1f\x8b": "压缩包（gzip）", b"{\\rtf": "RTF 文档"}
_WEB_PAGE = re.compile(rb"^\s*(?:\xef\xbb\xbf)?<(?:!doctype|html|\?xml|meta|table)", re.IGNORECASE)


def sheets_of(upload: Upload, spend: Spend) -> Iterator[Sheet]:
    """The sheets of a file, within limits; raises `Refusal` where it is not to be read."""
    if len(upload.raw) > MOST_BYTES:
        raise Refusal(f"文件有 {len(upload.raw) / 2**20:.0f} MB，最大 {MOST_BYTES // 2**20} MB。", "只留报表内容，或分成几个文件导入。")
    if upload.ending not in (".csv", ".xlsx"):
        raise _strange(upload)
    if upload.raw and (really := _disguise(upload)):
        raise really
    if upload.ending == ".csv":
        yield Sheet("", counted(comma_file.lines_of(upload.raw, spend)))
        return
    for sheet in workbook.sheets_of(upload.raw, spend):
        yield Sheet(sheet.title, counted(sheet.lines), sheet.hidden)


def size_of(upload: Upload) -> int:
    """How much there is to read, in the measure in which `spend` is told; a claim, for showing how far it has come."""
    return len(upload.raw) if upload.ending == ".csv" else workbook.size_of(upload.raw)


def may_be_held_whole(upload: Upload) -> bool:
    """Whether a file is light enough to be opened as a whole, as it must be to be written again with marks in it.

    Reading takes little however much a file holds, because it holds none of it; a workbook in memory takes a few hundred bytes a cell.
    """
    if upload.ending == ".csv":
        return len(upload.raw) <= MOST_BYTES and upload.raw.count(b",") + upload.raw.count(b"\n") <= MOST_HELD
    try:
        return len(upload.raw) <= MOST_BYTES and workbook.elements_of(upload.raw, MOST_HELD) <= MOST_HELD
    except Refusal:
        return False


def _strange(upload: Upload) -> Refusal:
    if upload.ending == ".xlsm":
        return Refusal("带宏的工作簿（.xlsm）不能导入。", "另存为不带宏的 .xlsx 再导入。")
    if upload.ending in (".xls", ".et") and upload.raw.startswith(_OLE):
        return _ole(upload.raw)
    return Refusal(f"不认识 {upload.ending or '没有扩展名的'} 文件。", _SAVE_AS)


def _disguise(upload: Upload) -> Refusal | None:
    """Why a file is not what its ending says; None where it is."""
    raw, named = upload.raw, upload.ending
    if raw.startswith(_OLE):
        return _ole(raw)
    if other := next((what for start, what in _OTHERS.items() if raw.startswith(start)), ""):
        return Refusal(f"文件名是 {named}，内容其实是{other}。", "换成报表文件；表格另存为 .xlsx 再导入。")
    if _WEB_PAGE.match(raw[:200]):
        return Refusal(f"文件名是 {named}，内容其实是网页。", "用 Excel 打开后另存为 .xlsx 再导入。")
    if named == ".csv" and raw.startswith(_PACKED):
        return Refusal("文件名是 .csv，内容其实是工作簿或压缩包。", "是工作簿就把扩展名改成 .xlsx；是压缩包就先解压。")
    if named == ".xlsx" and not raw.startswith(b"PK") and _is_text(raw):
        return Refusal("文件名是 .xlsx，内容其实是文本（CSV）。", "把扩展名改成 .csv 再导入。")
    return None


def _is_text(raw: bytes) -> bool:
    try:
        comma_file.decoded(raw)
    except Refusal:
        return False
    return b"," in raw or b"\n" in raw


def _ole(raw: bytes) -> Refusal:
    """Old Excel files and password-protected new ones come in the same wrapping."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return Refusal("工作簿加了密码。", "在 Excel 里取消密码，另存为 .xlsx 后再导入。")
    return Refusal("这是旧版 Excel（.xls）的文件。", "在 Excel 或 WPS 里另存为 .xlsx 后再导入。")
