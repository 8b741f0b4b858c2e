"""How values are said on a page: months in Chinese, and text from files made safe for Markdown."""

import re

_MARKDOWN = re.compile(r"([\\`*_{}\[\]$:<>#~|])")


def month_name(month: str) -> str:
    """2026-05 → 2026年5月"""
    year, number = month.split("-")
    return f"{year}年{int(number)}月"


def plain(text: str) -> str:
    """Text from a file or a form, so that a table or a label of Streamlit shows it as it stands."""
    return _MARKDOWN.sub(r"\\\1", text)


def day_name(day: str) -> str:
    """2026-10-31 → 10月31日; a time limit in words stays as it is."""
    found = re.fullmatch(r"\d{4}-(\d\d)-(\d\d)", day)
    return f"{int(found[1])}月{int(found[2])}日" if found else day
