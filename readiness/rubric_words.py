"""What a rubric says, in words that an official reads: who is asked, by when, what an event is worth, what a veto does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby

from readiness.county import County
from readiness.numbers import amount, plain
from readiness.rubric import Adjustment, Category, Indicator, Lights, Rubric, Veto
from readiness.rubric.whole import Caps
from readiness.words import COMBINES, KINDS, SETTINGS

NO_CAP = "不设"


def rules_in_words(item: Indicator) -> str:
    """The rule and what is put on top of it."""
    return "；".join(f"{rule.title}：{rule.explain(item.points)}" for rule in item.rules)


def plan_in_words(item: Indicator, as_written: bool = False) -> str:
    """What share of the target is due by the end of each month, months alike together; empty where no plan speaks.

    `as_written`: in the measure, where the plan itself is written in it.
    """
    if item.plan_shares is None:
        return ""
    whole, measure = (item.plan[-1], item.measure) if as_written and item.plan else (100.0, "%")
    due = [(month, amount(whole * share, measure if whole != 100.0 else "%", 2)) for month, share in enumerate(item.plan_shares, start=1)]
    spans = [([month for month, _ in span], share) for share, span in groupby(due, key=lambda one: one[1])]
    return "，".join(f"{_span(months)} {share}" for months, share in spans)


def _span(months: list[int]) -> str:
    return f"{months[0]}月" if len(months) == 1 else f"{months[0]}—{months[-1]}月"


def townships_in_words(item: Indicator, county: County) -> str:
    """Which townships are asked."""
    if item.townships == "all":
        return "全部乡镇"
    if item.townships == "none":
        return "不考核乡镇"
    return "、".join(county.units[key].name if key in county.units else key for key in item.townships)


def deadline_in_words(item: Indicator, year: int) -> str:
    """10月31日; a time limit in words stays as it is, and none is the year's end."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", item.deadline or f"{year}-12-31")
    if not found:
        return item.deadline
    later = {0: "", 1: "次年"}.get(int(found[1]) - year, f"{found[1]}年")
    return f"{later}{int(found[2])}月{int(found[3])}日"


def worth_in_words(item: Adjustment, rubric: Rubric) -> list[str]:
    """What each kind of event is worth; or each step beyond a target."""
    if item.beats:
        source = rubric.indicators[item.beats.indicator]
        step = amount(item.beats.step, "%" if item.beats.of == "percent" else source.measure)
        part = "，不足一步的按比例" if item.beats.fractional else ""
        return [f"{source.name}比目标每好 {step}，{plain(item.beats.points)} 分{part}"]
    return [f"{part} {plain(points)} 分" for part, points in item.each.items()]


def cap_in_words(cap: float | None) -> str:
    """The most that one item may come to."""
    return NO_CAP if cap is None else f"{plain(cap)} 分"


def caps_in_words(caps: Caps) -> str:
    """The most that all items may come to, by kind of unit."""
    return "，".join(f"{KINDS[kind]} {cap_in_words(getattr(caps, kind))}" for kind in KINDS)


def grades_in_words(rubric: Rubric) -> str:
    """优秀 90 分及以上，…，其余不合格"""
    floors = [f"{step.name} {plain(step.min)} 分及以上" for step in rubric.grades[:-1]]
    return f"{'，'.join(floors)}，其余{rubric.grades[-1].name}"


def combine_in_words(rubric: Rubric) -> str:
    """How the categories make the whole; and which of them are not the sum of what stands in them."""
    inner = [f"{category.name}内各项{COMBINES[category.combine]}" for category in _categories(rubric) if category.combine != "sum"]
    return "；".join([f"各板块{COMBINES[rubric.combine]}", *inner])


def _categories(whole: Rubric | Category) -> Iterator[Category]:
    for category in whole.categories.values():
        yield category
        yield from _categories(category)


def beyond_full_in_words(rubric: Rubric) -> str:
    """Whether a bonus may take a total past 100."""
    return "加分后可以超过 100 分" if rubric.beyond_full else "加分后最多 100 分"


def mix_in_words(rubric: Rubric) -> str:
    """How a department's total comes about."""
    mix = rubric.departments
    whole = mix.business_weight + mix.duty_weight
    business, duty = plain(100 * mix.business_weight / whole), plain(100 * mix.duty_weight / whole)
    return (f"业务指标（牵头按满分，配合按 {plain(100 * mix.support_share)}%）占 {business}%，通用履职占 {duty}%，"
            f"各自折算成 100 分后相加")


def duties_in_words(rubric: Rubric) -> str:
    """The indicators that every unit answers for."""
    return "、".join(f"{key} {rubric.indicators[key].name}" for key in rubric.departments.general_duties)


def effect_in_words(veto: Veto, rubric: Rubric) -> str:
    """What a veto does, to the grade in the rubric's own grades, or to an item's points."""
    names = [step.name for step in rubric.grades]
    return {
        "fail": f"直接评为{names[-1]}", "cap_grade": f"最高只能评{veto.grade}", "not_excellent": f"不得评{names[0]}",
        "downgrade": f"下降 {veto.levels} 个等次", "zero_item": f"{_items(veto, rubric)} 计零",
    }[veto.effect]  # fmt: skip


def _items(veto: Veto, rubric: Rubric) -> str:
    return "、".join(f"{key} {rubric.indicators[key].name}" for key in veto.items)


def grounds_in_words(veto: Veto, rubric: Rubric) -> str:
    """Which indicators or category a veto looks at and for what, and from which month on it holds; empty where it is reported all year."""
    names = {word: rubric.indicators[source.indicator].name for word, source in veto.sources.items()}
    seen = {word: SETTINGS[word] for word in ("missed", "worse")}
    if veto.watch:
        seen["watch"] = f"{veto.watch.part}达到 {plain(veto.watch.at_least)} 即预警"
    looked_at = [f"{name}{seen[word]}" for word, name in names.items()]
    if veto.below:
        looked_at.append(f"{rubric.all_categories[veto.below.category].name}年终得分率低于 {plain(veto.below.percent)}%")
    return "，".join([*looked_at, *([f"{veto.since}月起"] if veto.since > 1 else [])])


def lights_in_words(rubric: Rubric) -> str:
    """When a light is yellow or red, and which step follows; what is never looked at is not told."""
    lights = rubric.lights
    when = [*_lights_of_lag(lights), *_lights_of_losses(lights), *_lights_of_time(lights),
            f"单位红灯指标的分值超过 {plain(lights.unit_yellow)}% 亮黄灯，超过 {plain(lights.unit_red)}% 亮红灯",
            *_ladder("红灯", lights.escalation), *_ladder("黄灯或红灯", lights.yellow_escalation)]
    return "；".join(when)


def _lights_of_lag(lights: Lights) -> Iterator[str]:
    yellow, red = lights.lag_yellow, lights.lag_red
    if yellow not in ("never", red):
        yield f"落后序时 {plain(yellow)} 个百分点及以上亮黄灯" if yellow else "落后序时亮黄灯"
    if red != "never":
        yield f"落后序时超过 {plain(red)} 个百分点亮红灯" if red else "落后序时亮红灯"


def _lights_of_losses(lights: Lights) -> Iterator[str]:
    ahead, lost = lights.forecast_yellow, lights.lost_red
    if ahead != "never":
        yield f"预计失分超过满分的 {plain(ahead)}% 亮黄灯" if ahead else "预计要失分亮黄灯"
    if lost != "never":
        yield f"已无法挽回的分超过满分的 {plain(lost)}% 亮红灯" if lost else "有分已无法挽回亮红灯"


def _lights_of_time(lights: Lights) -> Iterator[str]:
    if lights.stuck_months != "never":
        yield f"黄灯连续 {lights.stuck_months} 次报送没有好转亮红灯"
    if lights.overdue_red:
        yield "到了完成时限没有得满分亮红灯"
    if lights.worse_red:
        yield "比上年同期差亮红灯"


def _ladder(light: str, ladder: Mapping[str, int]) -> list[str]:
    steps = (f"满 {months} 个月{step}" for step, months in ladder.items())
    return [f"{light}连续{'，'.join(steps)}"] if ladder else []
