"""Two rubrics side by side: every difference, in words.

    old, new → what each says, in words → a row where they differ

Left out are last year's figures, which are new every year, and what is said beside the scoring: clause, evidence, advice,
theme, worked examples.  A date in the rubric's own year is the same date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from readiness.county import County
from readiness.numbers import amount, plain
from readiness.rubric import Adjustment, Indicator, Rubric, Veto
from readiness.rubric_words import (
    beyond_full_in_words,
    cap_in_words,
    caps_in_words,
    combine_in_words,
    deadline_in_words,
    duties_in_words,
    effect_in_words,
    grades_in_words,
    grounds_in_words,
    lights_in_words,
    mix_in_words,
    plan_in_words,
    rules_in_words,
    townships_in_words,
    worth_in_words,
)
from readiness.words import (
    ACCUMULATE,
    FREQUENCIES,
    KINDS,
    NO_CASES,
    NOT_APPLICABLE,
    ROLL_UPS,
    ROUNDINGS,
    SCHEDULES,
    UNREPORTED,
)

COLUMNS = ["indicator", "indicator_name", "what", "before", "after"]
NONE = "不设"
Row = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class _Year:
    """One of the two rubrics, with what its targets and townships are read from."""

    rubric: Rubric
    county: County

    def target(self, item: Indicator) -> str:
        """目标值: the common one, else the county's own."""
        own = item.target if isinstance(item.target, float) else self.targets(item).get(self.county.whole.id)
        words = "" if own is None else amount(own, item.measure)
        if item.target != "per_unit":
            return words or NONE
        return f"各单位不同，{self.county.whole.name} {words}" if words else "各单位不同"

    def targets(self, item: Indicator) -> Mapping[str, float]:
        """Each unit's own target, where it has one."""
        return self.county.targets.get(self.rubric.year, {}).get(item.id, {}) if item.target == "per_unit" else {}

    def category(self, item: Indicator) -> str:
        """The key of the top category."""
        return self.rubric.category_of[item.id]


def changes(old: Rubric, new: Rubric, county: County) -> pd.DataFrame:
    """A row for each difference: indicator, indicator_name, what (see `words.CHANGES`), before, after."""
    one, other = _Year(old, county), _Year(new, county)
    rows = [*_added_and_dropped(one, other)]
    for item in new.indicators.values():
        if item.id in old.indicators:
            rows += _item_changes(old.indicators[item.id], item, one, other)
    rows += [*_category_names(old, new), *_events(old, new), *_whole(old, new)]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _added_and_dropped(one: _Year, other: _Year) -> Iterator[Row]:
    for item in other.rubric.indicators.values():
        if item.id not in one.rubric.indicators:
            yield item.id, item.name, "added", "", _in_short(item, other)
    for item in one.rubric.indicators.values():
        if item.id not in other.rubric.indicators:
            yield item.id, item.name, "dropped", _in_short(item, one), ""


def _in_short(item: Indicator, year: _Year) -> str:
    category = year.rubric.categories[year.category(item)].name
    return f"{plain(item.points)} 分（{category}）；{rules_in_words(item)}"


def _item_changes(was: Indicator, now: Indicator, one: _Year, other: _Year) -> Iterator[Row]:
    """What differs in one indicator that both years have, in the order in which an official asks."""
    for what, said in _SAID.items():
        before, after = said(was, one), said(now, other)
        if before != after:
            yield now.id, now.name, what, before, after
        if what == "points":
            told = (*_target_change(was, now, one, other), *_rule_change(was, now), *_plan_change(was, now))
            yield from ((now.id, now.name, *pair) for pair in told)
    if one.category(was) != other.category(now):
        names = (year.rubric.categories[year.category(item)].name for year, item in ((one, was), (other, now)))
        yield now.id, now.name, "category", *names


def _target_change(was: Indicator, now: Indicator, one: _Year, other: _Year) -> Iterator[tuple[str, str, str]]:
    """The common target or the county's; and for how many other units it is another, or there is one no more."""
    before, after = one.target(was), other.target(now)
    then, since = one.targets(was), other.targets(now)
    moved = [unit for unit in {*then, *since} - {one.county.whole.id} if then.get(unit) != since.get(unit)]
    if was.target == now.target == "per_unit" and moved:
        county_too = before != after
        yield "target", before, f"{after}；{'另有' if county_too else '其中'} {len(moved)} 个单位的目标有变化"
    elif before != after:
        yield "target", before, after


def _rule_change(was: Indicator, now: Indicator) -> Iterator[tuple[str, str, str]]:
    """Told by the rules themselves, not by their words: these may speak of the points, which have a row of their own."""
    if was.rules == now.rules:
        return
    before, after = rules_in_words(was), rules_in_words(now)
    yield "rule", before, after if before != after else f"{after}（参数有调整）"


def _plan_change(was: Indicator, now: Indicator) -> Iterator[tuple[str, str, str]]:
    """Told by the shares due: a plan in the measure that grows as its target grows is the same plan."""
    if plan_in_words(was) != plan_in_words(now):
        yield "plan", *(plan_in_words(item, as_written=True) or NONE for item in (was, now))


def _parts(item: Indicator, _: _Year) -> str:
    """The parts that have settings of their own."""
    return "、".join(_part(name, item) for name in item.parts) or NONE


def _part(name: str, item: Indicator) -> str:
    part = item.parts[name]
    told = [part.measure or "", ACCUMULATE[part.accumulate] if part.accumulate else "",
            f"权重 {plain(part.weight)}" if part.weight is not None else "", "" if part.required else "可以不报"]
    settings = "，".join(filter(None, told))
    return f"{name or '本项'}（{settings}）" if settings else name


def _round(item: Indicator, _: _Year) -> str:
    return NONE if item.round is None else f"{item.round.decimals} 位小数，{ROUNDINGS[item.round.how]}"


def _possible(item: Indicator, _: _Year) -> str:
    least, most = item.limits
    return f"{plain(least)} 至 {plain(most)}" if most < float("inf") else f"{plain(least)} 起"


def _not_applicable(item: Indicator, year: _Year) -> str:
    share = f"（{plain(100 * item.constant_share)}%）" if item.not_applicable == "constant" else ""
    return NOT_APPLICABLE[item.not_applicable] + share if item.not_applicable else "同全部指标"


_SAID: Mapping[str, Callable[[Indicator, _Year], str]] = {
    "name": lambda item, year: item.name,
    "points": lambda item, year: f"{plain(item.points)} 分",     # after it come target, rule and plan
    "schedule": lambda item, year: SCHEDULES[item.schedule_way] if item.plan_shares is not None else NONE,
    "measure": lambda item, year: item.measure,
    "accumulate": lambda item, year: ACCUMULATE[item.accumulate],
    "frequency": lambda item, year: FREQUENCIES[item.frequency],
    "parts": _parts,
    "county": lambda item, year: ROLL_UPS[item.county],
    "townships": lambda item, year: townships_in_words(item, year.county),
    "deadline": lambda item, year: deadline_in_words(item, year.rubric.year),
    "round": _round,
    "possible": _possible,
    "not_applicable": _not_applicable,
    "unreported": lambda item, year: UNREPORTED[item.unreported] if item.unreported else "同全部指标",
    "no_cases": lambda item, year: NO_CASES[item.no_cases],
}


def _category_names(old: Rubric, new: Rubric) -> Iterator[Row]:
    for key, category in new.categories.items():
        before = old.categories[key].name if key in old.categories else category.name
        if before != category.name:
            yield key, category.name, "category", before, category.name


def _events(old: Rubric, new: Rubric) -> Iterator[Row]:
    """Bonuses, deductions and vetoes: each said in one sentence, empty where a year has none."""
    for group, said in (("bonus", _adjustment), ("deductions", _adjustment), ("vetoes", _veto)):
        then, since = getattr(old, group), getattr(new, group)
        for key in dict.fromkeys((*since, *then)):
            before = said(then[key], old) if key in then else ""
            after = said(since[key], new) if key in since else ""
            if before != after:
                yield key, (since.get(key) or then[key]).name, group, before, after


def _adjustment(item: Adjustment, rubric: Rubric) -> str:
    return f"{item.name}：{'，'.join(worth_in_words(item, rubric))}；上限 {cap_in_words(item.cap)}"


def _veto(veto: Veto, rubric: Rubric) -> str:
    kinds = "、".join(KINDS[kind] for kind in veto.kinds)
    grounds = filter(None, (f"适用{kinds}", grounds_in_words(veto, rubric)))
    return f"{veto.name}：{effect_in_words(veto, rubric)}（{'，'.join(grounds)}）"


_WHOLE: Mapping[str, Callable[[Rubric], str]] = {
    "full_points": lambda rubric: f"{plain(rubric.full_points)} 分",
    "grades": grades_in_words,
    "combine": combine_in_words,
    "beyond_full": beyond_full_in_words,
    "bonus_cap": lambda rubric: caps_in_words(rubric.bonus_cap),
    "deduction_cap": lambda rubric: caps_in_words(rubric.deduction_cap),
    "departments": mix_in_words,
    "general_duties": duties_in_words,
    "not_applicable": lambda rubric: NOT_APPLICABLE[rubric.not_applicable],
    "unreported": lambda rubric: UNREPORTED[rubric.unreported],
    "lights": lights_in_words,
}


def _whole(old: Rubric, new: Rubric) -> Iterator[Row]:
    """What holds for the whole rubric; it belongs to no indicator."""
    for what, said in _WHOLE.items():
        before, after = said(old), said(new)
        if before != after:
            yield "", "全部细则", what, before, after


def category_points(old: Rubric, new: Rubric) -> pd.DataFrame:
    """category, category_name, items and points of each year, and the change of points; nothing is 0."""
    keys = dict.fromkeys((*new.categories, *old.categories))
    rows = []
    for key in keys:
        was, now = old.categories.get(key), new.categories.get(key)
        counts = [len(list(one.all_indicators())) if one else 0 for one in (was, now)]
        points = [one.points if one else 0.0 for one in (was, now)]
        rows.append((key, (now or was).name, *counts, *points, points[1] - points[0]))
    return pd.DataFrame(rows, columns=["category", "category_name", "items_before", "items_after", "points_before", "points_after",
                                       "difference"])
