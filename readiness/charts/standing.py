"""名次的说法: how a rank and a move among ranks are said, in every ranking alike."""

from __future__ import annotations

import math
from collections.abc import Mapping

from readiness.charts.look import LOST, QUIET, WON


def move_word(move: float) -> str:
    """↑2, ↓1, or — for none; empty where there was no month before."""
    if math.isnan(move):
        return ""
    return f"↑{move:.0f}" if move > 0 else f"↓{-move:.0f}" if move < 0 else "—"


def move_colour(move: float) -> str:
    return WON if move > 0 else LOST if move < 0 else QUIET


def rank_word(row: Mapping) -> str:
    """3, 并列 3, or — for a unit without a total."""
    if math.isnan(row["rank"]):
        return "—"
    return f"并列 {row['rank']:.0f}" if row["tied"] else f"{row['rank']:.0f}"
