"""One indicator of the rubric in words, as HTML: every figure is read from the rubric, none is written here."""

from html import escape

from readiness.board import View
from readiness.numbers import amount, plain
from readiness.rubric import Indicator
from readiness.rubric_words import plan_in_words, townships_in_words
from readiness.rule import Example
from readiness.words import ACCUMULATE, FREQUENCIES, ROLL_UPS, SCHEDULES

CSS = """
<style>
.rubric-facts { display: grid; grid-template-columns: 6.2rem 1fr; gap: 0.45rem 1rem; margin: 0; padding: 0 !important; line-height: 1.55; }
.rubric-facts dt { margin: 0; color: #43515F; font-weight: 400; }
.rubric-facts dd { margin: 0; color: #1B2733; }
.rubric-table { border-collapse: collapse; width: 100%; line-height: 1.5; margin: 0.2rem 0 1rem; }
.rubric-table caption { text-align: left; font-weight: 700; font-size: 1.15rem; padding-bottom: 0.4rem; color: #1B2733; }
.rubric-table th { text-align: left; font-weight: 400; color: #43515F; border-bottom: 2px solid #C9D2DB; padding: 0.25rem 1rem 0.25rem 0;
                   white-space: nowrap; }
.rubric-table td { border-bottom: 1px solid #E3E8ED; padding: 0.35rem 1rem 0.35rem 0; vertical-align: top; }
.rubric-table .keep { white-space: nowrap; }
.rubric-table .note { color: #43515F; }
</style>
"""


def facts(view: View, item: Indicator) -> str:
    """What is asked, how it is counted, who answers for it."""
    lead = view.county.lead(item.id)
    rows = {
        "计分规则": "<br>".join(escape(f"{rule.title}：{rule.explain(item.points)}") for rule in item.rules),
        "目标值": escape(_target(view, item)),
        "全年怎么算": escape(_counted(item)),
        "序时计划": escape(_plan(item)),
        "报送": escape(f"{FREQUENCIES[item.frequency]}，计量单位 {item.measure}"),
        "分项": escape("、".join(filter(None, item.part_names))),
        "考核乡镇": escape(townships_in_words(item, view.county)),
        "牵头单位": escape(lead.name if lead else ""),
        "配合单位": escape("、".join(unit.name for unit in view.county.supporters(item.id))),
        "完成时限": escape(item.deadline),
        "佐证材料": escape("、".join(item.evidence)),
        "依据": escape(item.basis_clause),
        "建议措施": escape(item.advice),
    }
    body = "".join(f"<dt>{word}</dt><dd>{text}</dd>" for word, text in rows.items() if text)
    return f'{CSS}<dl class="rubric-facts">{body}</dl>'


def county_target(view: View, item: Indicator) -> float | None:
    """The target common to all, or the county's where units have their own."""
    return item.target if isinstance(item.target, float) else view.county.target(view.year, item.id, view.county.whole.id)


def _target(view: View, item: Indicator) -> str:
    """The target, the county's where units have their own; last year's figure beside it."""
    target = county_target(view, item)
    words = "" if target is None else amount(target, item.measure)
    if item.target == "per_unit":
        words = f"各单位不同，{view.county.whole.name} {words}" if words else "各单位不同"
    before = "" if item.baseline is None else f"上年 {amount(item.baseline, item.measure)}"
    return "；".join(filter(None, (words, before)))


def _counted(item: Indicator) -> str:
    rounding = f"；先修约到 {item.round.decimals} 位小数再计分" if item.round else ""
    none = "；没有发生需要办理的事项得满分" if item.no_cases == "full" else ""
    return f"{ACCUMULATE[item.accumulate]}；县级数{ROLL_UPS[item.county]}{rounding}{none}"


def _plan(item: Indicator) -> str:
    """The share of the target due by each month, and how a month is judged against it."""
    steps = plan_in_words(item)
    return f"{SCHEDULES[item.schedule_way]}；各月末应达目标值的 {steps}" if steps else ""


def worked_examples(item: Indicator) -> str:
    """The cases that the rubric file itself must pass, as a table."""
    if not item.examples:
        return ""
    rows = "".join(f"<tr><td>{escape(_given(example, item))}</td><td class='keep'><b>{plain(example.points)} 分</b></td></tr>"
                   for example in item.examples)
    return f'{CSS}<table class="rubric-table"><caption>算例</caption><tbody>{rows}</tbody></table>'


def _given(example: Example, item: Indicator) -> str:
    """What goes into an example, the other units' values where it is set beside them."""
    own = "" if example.value is None else f"数值 {_reported(example.value, item, '')}"
    numbers = {"目标": example.target, "上年": example.baseline}
    beside = [f"{word} {plain(number)}" for word, number in numbers.items() if number is not None]
    parts = [f"{name} {_reported(number, item, name)}" for name, number in example.parts.items()]
    peers = f"其他单位 {'、'.join(map(plain, example.peers))}" if example.peers else ""
    return "，".join(filter(None, (own, *beside, *parts, peers)))


def _reported(number: float, item: Indicator, part: str) -> str:
    """A figure as a form reports it: by its first word where it has one (良好, 是)."""
    return next((word for word, stands_for in item.words(part).items() if stands_for == number), plain(number))
