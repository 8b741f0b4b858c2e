"""What the rules are asked about: one indicator's year, completed as a basis says.

    item + basis → case → points

`today` and `schedule` judge the year so far; `forecast`, `best` and `worst` a whole one (see `year.whole`).  Which end of
what can still come is the better one, part by part, is what the rules say of themselves (`rises`, `turns`, `together`);
every case found this way is one that can come about, and is scored by the same rule as any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from readiness.numbers import BoolArray, FloatArray
from readiness.rubric import Indicator
from readiness.rule import Case
from readiness.year import MONTHS, Basis, Item, YearSoFar, completion, year_so_far
from readiness.year.basis import WHOLE
from readiness.year.forecast import PRIOR
from readiness.year.paths import Draws, paths_of, pool_of
from readiness.year.whole import WholeYear

OVER = np.arange(MONTHS) == MONTHS - 1   # where the year is over


def case_on(item: Item, basis: Basis) -> Case:
    """What the indicator's rules are asked about on this basis, for all units and months."""
    if basis not in WHOLE:
        return case_of(item, year_so_far(item.indicator, item.parts), basis)
    if basis == "forecast":
        return expected_case(item)
    best, worst = end_cases(item)
    return best if basis == "best" else worst


def case_of(item: Item, year: YearSoFar, basis: Basis) -> Case:
    """The case of the year so far, on `today` or `schedule`."""
    complete = completion(item.indicator, basis, item.season)
    value = _reported(item, year) if item.indicator.compares else year.value
    return Case(value, year.parts, item.target, item.baseline, item.indicator.points, complete, item.last_year,
                OVER, item.groups)


def _reported(item: Item, year: YearSoFar) -> FloatArray:
    """The year value, nan where a unit owes a report or has made none: whoever is silent is not compared with others."""
    absent = np.logical_and.reduce([np.isnan(part.value) for part in item.parts.values()])
    never = np.logical_and.accumulate(absent, axis=1)
    return np.where(never | year.unreported, np.nan, year.value)


def cell_of(item: Item, basis: Basis, row: int, month: int) -> Case:
    """The case of one unit and month in single numbers; where units are compared, with the others behind it."""
    if not item.indicator.compares and basis not in WHOLE:
        item, row = item.take(slice(row, row + 1)), 0
    return case_on(item, basis).cell(row, month)


def rule_points(indicator: Indicator, case: Case) -> FloatArray:
    """Points by the rule and what is put on top of it, held within floor and full points; nan where no value is."""
    points = indicator.rule.points(case)
    for extra in indicator.extras:
        points = extra.adjust(points, case)
    lowest = min(rule.lowest for rule in indicator.rules) * indicator.points
    return np.clip(points, lowest, indicator.rule.highest * indicator.points) if indicator.extras else points


# Whole years

def _whole_case(item: Item, year: WholeYear) -> Case:
    """A whole year is over, and stands beside the whole of the last one."""
    shape = year.value.shape
    before = np.broadcast_to(item.baseline[:, -1:], shape)
    return Case(year.value, year.parts, np.broadcast_to(item.target, shape), before, item.indicator.points,
                last_year=np.broadcast_to(item.last_year, shape), over=np.array(True), groups=item.groups)


def _ends(item: Item) -> tuple[Case, Case]:
    """The years with every open month at its least and at its most, as far as the parts can go together."""
    low, high = _whole_case(item, item.whole.least), _whole_case(item, item.whole.most)
    is_open = np.logical_or.reduce([_differ(low.parts[name], high.parts[name]) for name in low.parts])
    now = case_of(item, year_so_far(item.indicator, item.parts), "today")
    least, most = low, high
    for rule in item.indicator.rules:
        least, most = rule.together(now, least, most)
    return _where(is_open, least, low), _where(is_open, most, high)


def _differ(one: FloatArray, other: FloatArray) -> BoolArray:
    return ~((one == other) | (np.isnan(one) & np.isnan(other)))


def _where(is_open: BoolArray, changed: Case, case: Case) -> Case:
    return case.with_parts({name: np.where(is_open, part, case.parts[name]) for name, part in changed.parts.items()})


def end_cases(item: Item) -> tuple[Case, Case]:
    """The best and the worst year that can still come; where units are compared each beside the others at their other end."""
    low, high = _ends(item)
    best, worst = (_end(item.indicator, low, high, better) for better in (True, False))
    if item.indicator.compares:
        return replace(best, rivals=worst), replace(worst, rivals=best)
    return best, worst


def _end(indicator: Indicator, low: Case, high: Case, better: bool) -> Case:
    """Each part at the end that is better (worse); where neither end need be, at the best (worst) of the values between."""
    found = high if better else low
    either = []
    for name in ("", *filter(None, low.parts)):
        way = _rises(indicator, name)
        if way is None:
            either.append(name)
        found = _with(found, name, high if way == better else low)
    for name in either:
        found = _sought(indicator, name, low, high, found, better)
    return found


def _rises(indicator: Indicator, part: str) -> bool | None:
    """Whether more of a part is never worse, by all the rules that read it."""
    ways = {rule.rises(part) for rule in indicator.rules if rule.reads(part)}
    return True if not ways else ways.pop() if len(ways) == 1 else None


def _of(case: Case, name: str) -> FloatArray:
    return case.parts[name] if name else case.value


def _set(case: Case, name: str, value: FloatArray) -> Case:
    if name:
        return case.with_parts({name: value})
    return replace(case, value=value, parts={**case.parts, "": value} if "" in case.parts else case.parts)


def _with(case: Case, name: str, source: Case) -> Case:
    return _set(case, name, _of(source, name))


def _candidates(indicator: Indicator, name: str, low: Case, high: Case) -> Iterator[FloatArray]:
    least, most = _of(low, name), _of(high, name)
    yield from (least, most)
    for rule in indicator.rules:
        for turn in rule.turns(low):
            yield np.clip(np.broadcast_to(turn, least.shape), least, most)


def _sought(indicator: Indicator, name: str, low: Case, high: Case, found: Case, better: bool) -> Case:
    chosen, points = _of(low, name), None
    for value in _candidates(indicator, name, low, high):
        earned = np.nan_to_num(rule_points(indicator, _set(found, name, value)), nan=-np.inf if better else np.inf)
        if points is None:
            chosen, points = value, earned
            continue
        ahead = earned > points if better else earned < points
        chosen, points = np.where(ahead, value, chosen), np.where(ahead, earned, points)
    return _set(found, name, chosen)


def expected_case(item: Item) -> Case:
    """The year as it is to be expected; what is put in place step by step goes on as well as it has by the plan so far."""
    low, high = _ends(item)
    case = _held(_whole_case(item, item.whole.likely), low, high)
    return _moved(item, case, low, high, None) if item.indicator.rule.moving else case


def _moved(item: Item, case: Case, low: Case, high: Case, ahead: FloatArray | None) -> Case:
    """With the parts that move step by step on their way from `low` to `high`, to where the rule gives the fraction `ahead`;
    where none is named, the one that is to be expected."""
    rule = item.indicator.rule
    low, high = (case.with_parts({name: end.parts[name] for name in rule.moving}) for end in (low, high))
    done, most = rule.points(low) / case.full, rule.points(high) / case.full
    ahead = _as_planned(item, done) if ahead is None else ahead
    share = np.clip(np.divide(ahead - done, most - done, out=np.zeros_like(done), where=most > done), 0.0, 1.0)
    moved = {name: low.parts[name] + share * (high.parts[name] - low.parts[name]) for name in rule.moving}
    return case.with_parts({name: np.where(share > 0, part, low.parts[name]) for name, part in moved.items()})


def path_case(item: Item, before: Item | None, draws: Draws) -> Case:
    """The year on every path of a simulation, [unit × path]."""
    low, high = (_column(end, draws.month, len(draws.source)) for end in _ends(item))
    case = _held(_whole_case(item, paths_of(item, before, draws)), low, high)
    if not item.indicator.rule.moving:
        return case
    news = pool_of(None if before is None else _news(before), _news(item), draws)
    expected = _fraction(item)[:, draws.month]
    ahead = expected[None] + sum(news[draws.source[:, at]] for at in range(draws.month + 1, MONTHS)) if draws.month + 1 < MONTHS else (
        np.repeat(expected[None], len(draws.source), axis=0))
    return _moved(item, case, low, high, ahead.T)


def _fraction(item: Item) -> FloatArray:
    """[unit × month]: the fraction of the points that is to be expected at year-end."""
    return np.broadcast_to(item.indicator.rule.points(expected_case(item)) / item.indicator.points, (len(item.share), MONTHS))


def _news(item: Item) -> FloatArray:
    """[unit × month]: by how much each month changed what is to be expected; nothing before the first."""
    fraction = _fraction(item)
    return np.diff(fraction, axis=1, prepend=fraction[:, :1])


def _column(case: Case, month: int, count: int) -> Case:
    """One month of a case, as many times as there are paths."""
    def one(table: FloatArray) -> FloatArray:
        return np.broadcast_to(table[:, month:month + 1], (len(table), count))

    return replace(case, value=one(case.value), parts={name: one(part) for name, part in case.parts.items()}, target=one(case.target),
                   baseline=one(case.baseline), last_year=one(case.last_year))


def _held(case: Case, low: Case, high: Case) -> Case:
    """With every part between what the parts can come to together."""
    return case.with_parts({name: np.clip(part, np.fmin(low.parts[name], high.parts[name]), np.fmax(low.parts[name], high.parts[name]))
                            for name, part in case.parts.items()})


def _as_planned(item: Item, done: FloatArray) -> FloatArray:
    """The fraction to be expected at year-end: that of what is due by now, with a little of the whole plan put to it."""
    shares = item.indicator.plan_shares
    if shares is None:
        return done
    judged = case_of(item, year_so_far(item.indicator, item.parts), "schedule")
    by_now = np.nan_to_num(item.indicator.rule.points(judged) / judged.full, nan=1.0)
    return (shares * by_now + PRIOR) / (shares + PRIOR)
