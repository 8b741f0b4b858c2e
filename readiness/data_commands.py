"""The commands that bring figures in."""

from __future__ import annotations

import os
from getpass import getuser


def account() -> str:
    """Who writes from a shell: 本机 and the name on this machine, by number where it has none."""
    try:
        return f"本机:{getuser()}"
    except (KeyError, OSError):
        return f"本机:{os.getuid()}"
