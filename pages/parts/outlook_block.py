"""What one item takes by year-end, as a small block of figures: what is missing, what months must bring and have."""

from collections.abc import Callable, Iterator, Mapping
from html import escape

from readiness.charts.look import LIGHT_COLOURS
from readiness.numbers import amount, rounded_down, rounded_up
from readiness.words import LIGHTS, OUTLOOKS

LOOKS = {"on_course": "green", "done": "green", "hard": "yellow", "out_of_reach": "red", "unreported": "grey",
         "not_due": "grey"}
CSS = """
<style>
.outlook { display: flex; flex-wrap: wrap; gap: 0.35rem 1.6rem; margin: 0.2rem 0 0.6rem;
           padding: 0.5rem 0.9rem !important; background: #F1F4F7; border-radius: 4px; }
.outlook div { display: flex; flex-direction: column; }
.outlook dt { margin: 0; color: #43515F; font-size: 0.9rem; font-weight: 400; line-height: 1.4; }
.outlook dd { margin: 0; font-size: 1.15rem; font-weight: 700; line-height: 1.45; font-variant-numeric: tabular-nums;
              white-space: nowrap; }
</style>
"""
Round = Callable[[float, int], float]
Figure = tuple[str, str, str, Round | None]    # word, column, measure, the side to which it is safe to round


def outlook_block(row: Mapping) -> str:
    """A row of `View.needs` as HTML, the verdict first; figures that it does not have are left out."""
    light = LOOKS[row["outlook"]]
    words = f"{LIGHTS[light][0]} {OUTLOOKS[row['outlook']]}"
    verdict = f'<div><dt>年终判断</dt><dd style="color:{LIGHT_COLOURS[light]}">{words}</dd></div>'
    told = "".join(f"<div><dt>{escape(word)}</dt><dd>{escape(_said(row[column], measure, safe))}</dd></div>"
                   for word, column, measure, safe in _figures(row) if row[column] == row[column])
    return f'{CSS}<dl class="outlook">{verdict}{told}</dl>'


def _said(value: float, measure: str, safe: Round | None) -> str:
    return amount(safe(value, 2) if safe else value, measure, 2).replace("-", "−")


def _figures(row: Mapping) -> Iterator[Figure]:
    """By what kind of item it is: cases, a mean, a quota, an amount."""
    part, step = f"（{row['part']}）" if row["part"] else "", "个百分点" if row["measure"] == "%" else row["measure"]
    has = {column: row[column] == row[column] for column in ("expected_cases", "control_value", "quota_left")}
    falls = (row["value"] > row["target"]) == (row["owed"] > 0)
    control = ("剩余时段控制值", "control_value", row["measure"], rounded_down if falls else rounded_up)
    if not has["quota_left"]:
        yield f"还差{part}", "remaining", step, rounded_up
    yield "剩余月数", "months_left", "个月", None
    if has["expected_cases"]:
        yield "预计剩余件次（天）", "expected_cases", "", None
        yield "还须达标", "more_successes", "", rounded_up
        yield "还可不达标", "failures_left", "", rounded_down
        yield from (control, *_paces("今年以来", row["measure"]))
    elif has["control_value"]:
        yield control
        yield "须再降", "cut_percent", "%", rounded_up
        yield from _paces("今年以来", row["measure"])
    elif has["quota_left"]:
        yield "控制数还可用", "quota_left", step, rounded_down
        yield "每月最多", "per_month", step, rounded_down
        yield from _paces("今年月均", step)
    else:
        yield "每月需", "per_month", step, rounded_up
        yield from _paces("今年月均", step)


def _paces(so_far: str, measure: str) -> Iterator[Figure]:
    yield so_far, "pace", measure, None
    yield "近三月", "recent_pace", measure, None
    yield "去年同期", "last_year_pace", measure, None
