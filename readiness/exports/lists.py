"""The lists that people take away, by the code words of their columns: what the screen shows is what the file holds."""

# What a meeting asks comes first: how much, what wins it back, who, by when; how it was reckoned follows.
GAP_COLUMNS = [
    "number", "unit_name", "indicator", "indicator_name", "owed", "owed_on_100", "light", "escalation", "takes", "outlook", "owner",
    "deadline", "lead", "full_points", "points", "winnable", "unreported", "lost", "target", "value", "expected_value", "measure", "needed", "months_left",
    "needed_per_month", "pace", "recent_pace", "last_year_pace", "reason", "advice", "supporters", "sponsor",
    "category_name", "type", "status",
]  # fmt: skip
CHARGE_COLUMNS = ["account", "unit", "unit_name", "indicator", "indicator_name", "charged", "lost", "winnable"]
UNIT_COLUMNS = [
    "unit", "unit_name", "kind", "type", "rank", "tied", "rank_in_type", "total", "grade", "owed", "subtotal", "bonus", "deduction", "full_points",
    "points", "secured", "expected", "winnable", "unreported", "lost", "total_change", "rank_change", "light", "escalation", "silent_items",
    "vetoes", "risks", "owner", "sponsor",
]  # fmt: skip
CELL_COLUMNS = [
    "unit", "unit_name", "kind", "category", "category_name", "indicator", "indicator_name", "role", "value", "target", "baseline", "due",
    "expected_value", "measure", "full_points", "points", "owed", "owed_on_100", "secured", "expected", "winnable", "unreported", "lost",
    "light", "escalation", "status",
]  # fmt: skip
