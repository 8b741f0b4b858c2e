"""What kind of figure stands under each code word, and how wide its column is."""

from collections.abc import Mapping

import pandas as pd

from readiness.freeze import BY_CAUSE
from readiness.numbers import FloatArray, rounded

POINTS = frozenset({"full_points", "points", "owed", "owed_on_100", "winnable", "unreported", "lost", "total", "subtotal", "at_stake", "county_at_stake",
                    "department_at_stake", "frozen_total", "total_today"})
PACES = frozenset({"pace", "recent_pace", "last_year_pace"})
AMOUNTS = frozenset({"value", "target", "due", "baseline", "needed", "needed_per_month"}) | PACES
COUNTS = frozenset({"number", "months_left", "age", "missing", "days_late", "figures", "late", "most_days_late", "corrected"})
REPORTED = frozenset({"reported", "value_before", "base", "base_before"})
CHANGES = frozenset({"difference", "change", *BY_CAUSE})          # with their sign
FIGURES = POINTS | AMOUNTS | COUNTS | REPORTED

# Pixels: what the longest usual text takes on one line, or a sentence on two.
WIDTHS: Mapping[str, int] = {
    "number": 48, "unit_name": 132, "type": 68, "category_name": 146, "indicator": 56, "indicator_name": 190, "measure": 62,
    "takes": 208, "reason": 160, "advice": 268, "lead": 134, "supporters": 196, "owner": 150, "sponsor": 166,
    "deadline": 104, "status": 76, "light": 68, "winnable": 70, "unreported": 60, "lost": 70, "months_left": 64, "needed_per_month": 76,
    "owed_on_100": 80, "role": 80, "age": 76, "kind": 72, "due": 76, "rule": 110, "frequency": 84, "full_points": 62,
    "what": 80, "before": 310, "after": 310, "points": 62, "owed": 62, "value": 66, "target": 66,
    "file": 190, "sheet": 84, "row": 48, "letter": 40, "place": 150, "written": 110, "problem": 330, "remedy": 270,
    "state": 60, "revision": 76, "made_at": 142, "made_by": 120, "batch_kind": 76, "rows": 60, "files": 220, "undone": 120,
    "reported": 76, "month": 76, "part": 110, "value_before": 76, "base_before": 76, "remark": 160, "reason_given": 220,
    "outlook": 108, "pace": 76, "recent_pace": 88, "last_year_pace": 88,
    "call_name": 132, "periods": 112, "missing": 64, "last_reported": 84, "at_stake": 66, "county_at_stake": 66,
    "department_at_stake": 66, "due_day": 104, "note": 230, "overdue": 76, "days_late": 66,
    "figures": 84, "most_days_late": 84, "frozen_name": 190, "as_of": 96, "fingerprint": 90, "cause": 110, "frozen_total": 96, "total_today": 90,
}  # fmt: skip
USUAL = 72


def width_of(column: str) -> int:
    """Pixels."""
    return WIDTHS.get(column, USUAL)


def halved_up(values: pd.Series) -> FloatArray:
    """Figures at two decimals, half up: rounded here, because a browser rounds halves its own way."""
    return rounded(values.to_numpy(dtype=float), 2) + 0.0
