"""Which indicators of the rubric a reader looks for: by words anywhere in what is said of them, category, lead, rule type."""

from collections.abc import Mapping

import pandas as pd

from pages.parts.one_rule import county_target
from readiness.board import View
from readiness.rubric import Indicator
from readiness.rubric_words import rules_in_words
from readiness.words import FREQUENCIES


def indicators_of(view: View) -> pd.DataFrame:
    """A row an indicator, in the rubric's order, with all that can be looked for in `text`."""
    return pd.DataFrame([_row(view, item) for item in view.rubric.indicators.values()])


def _row(view: View, item: Indicator) -> dict:
    category, lead = view.rubric.category_of[item.id], view.county.lead(item.id)
    return {
        "indicator": item.id, "indicator_name": item.name, "category": category,
        "category_name": view.rubric.categories[category].name, "full_points": item.points,
        "rule": "＋".join(rule.title for rule in item.rules), "rules": tuple(rule.type for rule in item.rules),
        "rule_names": tuple(rule.title for rule in item.rules), "measure": item.measure, "target": county_target(view, item),
        "frequency": FREQUENCIES[item.frequency], "lead": lead.name if lead else "", "lead_id": lead.id if lead else "",
        "text": "\n".join((item.id, item.name, rules_in_words(item), item.basis_clause, *item.evidence)),
    }  # fmt: skip


_NAMES = {"category": "category_name", "lead_id": "lead", "rules": "rule_names"}


def options(table: pd.DataFrame, column: str) -> dict[str, str]:
    """Id → name of what the column holds, in the table's order."""
    pairs = table[[column, _NAMES[column]]].explode([column, _NAMES[column]]).itertuples(index=False, name=None)
    return {key: name for key, name in pairs if key}


def found(table: pd.DataFrame, words: str, narrowed: Mapping[str, str | None]) -> pd.DataFrame:
    """The indicators that hold all the words, in any order, and everything that `narrowed` asks for."""
    for column, wanted in narrowed.items():
        if wanted:
            table = table[[wanted in held if column == "rules" else wanted == held for held in table[column]]]
    for word in words.split():
        table = table[table["text"].str.contains(word, case=False, regex=False)]
    return table
