"""One indicator in one line, as figures to be read from the back of the room, and who answers for it in the next."""

from collections.abc import Mapping

import pandas as pd

from pages.parts.one_indicator import counts
from pages.parts.unit_line import fact, light_fact, line_of
from pages.parts.words import day_name, plain
from readiness.board import View
from readiness.numbers import amount, shown
from readiness.numbers import plain as number
from readiness.rubric import Indicator
from readiness.words import KINDS


def indicator_line(item: Indicator, county: Mapping | None, rows: pd.DataFrame, kind: str, beside: int) -> str:
    """`county`: the county's row of `View.cells`; `rows`: `one_indicator.rows_of`; `beside`: units it does not apply to."""
    count, name = counts(rows), KINDS[kind]
    facts = [
        *(_county(item, county) if county is not None else []),
        fact(f"拿满的{name}", f"{count['full']} 个"),
        fact(f"欠分的{name}", f"{count['owes']} 个", "struck-figure" if count["owes"] else ""),
        *([fact("到期未报", f"{count['unreported']} 个", "missing")] if count["unreported"] else []),
        *([fact("未到期", f"{count['not_due']} 个")] if count["not_due"] else []),
        fact("不涉及", f"{beside} 个"),
        fact("合计欠分", shown(rows["owed"].clip(lower=0).sum())),        # nobody's surplus pays another's debt
    ]
    return line_of(facts)


def _county(item: Indicator, county: Mapping) -> list[str]:
    """The county's figure with what is asked of it, its points and its light."""
    silent = {"unreported": "未报", "not_due": "未到期"}.get(county["status"])
    value = silent or (amount(county["value"], item.measure, 2) if county["value"] == county["value"] else "—")
    asked = "，".join(f"{word} {number(county[column], 2)}" for column, word in (("target", "目标"), ("due", "序时应达"))
                     if county[column] == county[column])
    return [fact(f"县本级（{asked}）" if asked else "县本级", value),
            fact("县本级得分", shown(county["points"]) or "—"), light_fact(county["light"])]


def who_answers(view: View, item: Indicator) -> str:
    """Lead, supporters and time limit, as Markdown."""
    lead = view.county.lead(item.id)
    supporters = "、".join(unit.name for unit in view.county.supporters(item.id))
    limit = day_name(item.deadline or f"{view.year}-12-31")
    return (f"牵头单位 **{plain(lead.name) if lead else '—'}**　配合单位 **{plain(supporters) or '—'}**　"
            f"完成时限 **{plain(limit)}**")
