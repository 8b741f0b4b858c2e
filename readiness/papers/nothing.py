"""That there is nothing to write down."""

from __future__ import annotations


class NoPaper(Exception):
    """The figures give no reason for such a paper; the message says why and what to do."""
