"""What a unit's year, or one item's, is likely to come to, in one line of Markdown under its figures."""

from readiness.board import ItemProspect, Prospect, View
from readiness.numbers import TOLERANCE, shown
from readiness.scoring.chances import in_words

UNCHARGED = 0.005        # what is shown as 0.00 is not told


def prospect_line(seen: Prospect, silent: int = 0) -> str:
    """The forecast with its range, and the chance of the grade above the expected one; empty where there is no total.

    `silent` items are due and not reported: they count as the rubric says until they are.
    """
    if seen.total != seen.total:
        return ""
    if seen.over:
        return f"全年已有定论：**{shown(seen.total)}** 分，**{seen.grade}**"
    grade = f"评{seen.best}" if seen.above == seen.best else f"评{seen.above}及以上"
    missing = f"（{silent} 项未报，补报后会变）" if silent else ""
    return (f"预计总分 **{shown(seen.total)}**，八成可能 **{shown(seen.low)}–{shown(seen.high)}**{missing}　"
            f"预计等次 **{seen.grade}**　{grade}的可能 **{in_words(seen.above_chance)}**")


def charge_line(view: View, unit: str) -> str:
    """What of the county's points the unit answers for; empty where nothing is, and for the county itself."""
    kind = view.county.units[unit].kind
    rows = view.charged(kind) if kind != "county" else view.charges.iloc[:0]
    own = rows[rows["unit"] == unit]
    if own.empty or own["owed"].iloc[0] < UNCHARGED:
        return ""
    row = own.iloc[0]
    return f"全县欠分中承担 **{shown(row['owed'])}** 分（已丢失 {shown(row['lost'])}，待争取 {shown(row['winnable'])}）"


def item_line(seen: ItemProspect) -> str:
    """得满分的可能, and the 80 % range of the points."""
    if seen.silent:
        return "**得满分的可能**　到期未报，补报后再推算"
    full = "已不可能" if seen.impossible else "已到手" if seen.certain else in_words(seen.full)
    low, high = shown(seen.low), shown(seen.high)
    span = f"{low}–{high}" if seen.high - seen.low > TOLERANCE and low != high else low
    return f"**得满分的可能**　{full}　**八成可能得**　{span} 分"
