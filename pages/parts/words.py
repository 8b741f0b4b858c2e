"""How values are said on a page: months and days in Chinese, and text from files made safe for Markdown."""

import re

from readiness.words import day_name as day_name
from readiness.words import month_name as month_name

_MARKDOWN = re.compile(r"([\\`*_{}\[\]$:<>#~|])")


def plain(text: str) -> str:
    """Text from a file or a form, so that a table or a label of Streamlit shows it as it stands."""
    return _MARKDOWN.sub(r"\\\1", text)
