"""The lists that people take away, by the code words of their columns: what the screen shows is what the file holds."""

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
