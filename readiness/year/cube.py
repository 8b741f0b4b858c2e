"""What was reported in one year, as arrays [unit × month]: the form in which everything after this is reckoned.

A department that leads or supports an indicator answers for the county's figure, so its row holds the county's months;
the county's row holds what was reported for it, or what the townships' months add up to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from readiness.county import County, Role
from readiness.numbers import BoolArray, FloatArray
from readiness.observations import Observations
from readiness.rescoring import Carried
from readiness.rubric import Indicator, Rubric
from readiness.rubric.indicator import PERIOD_MONTHS
from readiness.year.figures import MONTHS, Figures
from readiness.year.so_far import missing, year_so_far
from readiness.year.whole import Whole
from readiness.year.wiring import Wiring


@dataclass(frozen=True)
class Own:
    """The months of each part as the units reported them, this year and last, and how they are laid out for everybody."""

    now: Mapping[str, Figures]
    before: Mapping[str, Figures]
    wiring: Wiring
    year: int


@dataclass(frozen=True)
class Item:
    """One indicator for all units: its parts' figures, and what each unit is judged by.

    share      [unit]          what share of the full points the unit answers for; 0 where it does not apply
    duty       [unit]          whether it is one of a department's general duties
    asked      [unit]          whether 不涉及 is a matter of policy here: not for a department's items that are others'
    target     [unit × 1]      目标值, nan where there is none
    baseline   [unit × month]  基期值: last year's same period, else the rubric's figure
    last_year  [unit × 1]      last year's value at year-end, else the rubric's figure
    groups     [unit]          by kind and by type: units with one number are judged beside one another, −1 beside nobody
    season     [unit × month]  last year's value at each month ÷ its value at year-end, None where not needed or known
    partial    [unit × month]  rolled up while some township had not reported
    own                        the months as the units themselves reported them, to be completed; None in a made-up item
    """

    indicator: Indicator
    parts: Mapping[str, Figures]
    share: FloatArray
    duty: BoolArray
    asked: BoolArray
    target: FloatArray
    baseline: FloatArray
    last_year: FloatArray
    groups: Mapping[str, NDArray[np.int64]]
    season: FloatArray | None = None
    partial: BoolArray | None = None
    own: Own | None = None

    @cached_property
    def whole(self) -> Whole:
        """What the year may still come to; not for some of the units alone, since the county's is made of the townships'."""
        own = self.own or Own(self.parts, {name: _empty(len(self.share)) for name in self.parts}, _each_its_own(self), _ANY_YEAR)
        return Whole.of(self.indicator, own.now, own.before, own.wiring, self.target, self.last_year, own.year)

    def take(self, units: slice) -> Item:
        """The same for some of the units."""
        return Item(self.indicator, {name: part.take(units) for name, part in self.parts.items()}, self.share[units],
                    self.duty[units], self.asked[units], self.target[units], self.baseline[units], self.last_year[units],
                    {by: group[units] for by, group in self.groups.items()},
                    None if self.season is None else self.season[units],
                    None if self.partial is None else self.partial[units])


@dataclass(frozen=True)
class Cube:
    """A year: items by indicator, events (bonus, deduction, veto) by id and part, units in the county's order."""

    rubric: Rubric
    units: tuple[str, ...]
    kinds: tuple[str, ...]
    items: Mapping[str, Item]
    events: Mapping[tuple[str, str], Figures]


def cube_of(observations: Observations, rubric: Rubric, county: County, carried: Carried | None = None) -> Cube:
    """The cube of the rubric's year; last year's months are taken from the same observations where they are there.

    `carried` says what else there is to know where `rubric` is another year's, carried into this one.
    """
    units = tuple(county.units)
    kinds = tuple(county.units[unit].kind for unit in units)
    now = _figures(observations, rubric.year, units)
    before = _figures(observations, rubric.year - 1, units)
    items = {key: _item(_Year(indicator, rubric, county, carried), now, before) for key, indicator in rubric.indicators.items()}
    events = {(key, part): now.get((key, part), _empty(len(units)))
              for key, parts in rubric.reported_events.items() for part in parts}
    return Cube(rubric, units, kinds, items, events)


def _empty(count: int) -> Figures:
    return Figures(np.full((count, MONTHS), np.nan, order="F"), None, np.full((count, MONTHS), -1, order="F"))


def _figures(observations: Observations, year: int, units: tuple[str, ...]) -> dict[tuple[str, str], Figures]:
    """Every (indicator, part) of one year as arrays."""
    table = observations.table
    chosen = np.flatnonzero((table["month"].str[:4] == str(year)).to_numpy(dtype=bool))
    table = table.iloc[chosen]
    position = {unit: at for at, unit in enumerate(units)}
    at_unit = table["unit"].map(position).to_numpy(dtype=int, na_value=0)
    at_month = table["month"].str[5:].astype(int).to_numpy() - 1
    slots = {key: at for at, key in enumerate(dict.fromkeys(zip(table["indicator"], table["part"], strict=True)))}
    at_slot = np.array([slots[key] for key in zip(table["indicator"], table["part"], strict=True)], dtype=int)
    shape = (len(slots), MONTHS, len(units))   # in memory a month's units lie side by side
    value, base, row = (np.full(shape, empty).transpose(0, 2, 1) for empty in (np.nan, np.nan, -1))
    value[at_slot, at_unit, at_month] = table["value"]
    base[at_slot, at_unit, at_month] = table["base"]
    row[at_slot, at_unit, at_month] = chosen
    return {key: Figures(value[at], None if np.isnan(base[at]).all() else base[at], row[at]) for key, at in slots.items()}


def _item(from_year: _Year, now: dict[tuple[str, str], Figures], before: dict[tuple[str, str], Figures]) -> Item:
    own, wiring = from_year.own(now), from_year.wiring()
    share, duty, asked = from_year.answers()
    target = from_year.targets()
    baseline, last_year, season = from_year.last_year(before)
    groups = from_year.groups(share) if from_year.indicator.compares else {}
    return Item(from_year.indicator, wiring.lay_out(own), share, duty, asked, target, baseline, last_year, groups, season,
                from_year.partial(own), Own(own, from_year.own(before), wiring, from_year.rubric.year))


@dataclass(frozen=True)
class _Year:
    """One indicator of one year: whose months count for whom."""

    indicator: Indicator
    rubric: Rubric
    county: County
    carried: Carried | None = None

    def _asked_then(self) -> BoolArray:
        """Where the figures were asked for in their year."""
        return np.array(True) if self.carried is None else self.carried.asked[self.indicator.id]

    def _roles(self) -> list[Role]:
        return [self.county.role(unit, self.indicator.id, self.rubric) for unit in self.county.units.values()]

    def answers(self) -> tuple[FloatArray, BoolArray, BoolArray]:
        """By unit: the share of the points it answers for, whether as a general duty, and whether it is asked at all."""
        shares = {"own": 1.0, "lead": 1.0, "duty": 1.0, "support": self.rubric.departments.support_share, "none": 0.0}
        roles = self._roles()
        departments = np.array([unit.kind == "department" for unit in self.county.units.values()])
        share = np.array([shares[role] for role in roles])
        return share * self._asked_then(), np.array([role == "duty" for role in roles]), ~departments | (share > 0)

    def wiring(self) -> Wiring:
        """Whose months count for whom."""
        roles, kinds = self._roles(), [unit.kind for unit in self.county.units.values()]
        whole = list(self.county.units).index(self.county.whole.id)
        sources = np.array([whole if role in ("lead", "support") else at for at, role in enumerate(roles)])
        members = np.array([kind == "township" and role == "own" for kind, role in zip(kinds, roles, strict=True)])
        return Wiring(self.indicator, sources, members & self._asked_then(), whole)

    def groups(self, share: FloatArray) -> dict[str, NDArray[np.int64]]:
        """Who is judged beside whom; the county is beside nobody else, nor is who answers for its figure: it would be beside itself."""
        units, sources = list(self.county.units.values()), self.wiring().sources
        kinds = [own.id if units[at].kind == "county" else units[at].kind for own, at in zip(units, sources, strict=True)]
        types = [f"{kind} {units[at].type}" for kind, at in zip(kinds, sources, strict=True)]
        return {by: np.where(share > 0, _numbered(words), -1) for by, words in (("kind", kinds), ("type", types))}

    def own(self, figures: dict[tuple[str, str], Figures]) -> dict[str, Figures]:
        """Each part's months as the units reported them."""
        return {name: figures.get((self.indicator.id, name), _empty(len(self.county.units))) for name in self.indicator.part_names}

    def partial(self, own: dict[str, Figures]) -> BoolArray | None:
        """Where a roll-up lacks some township, for every unit that is judged by it; None where nothing is rolled up."""
        wiring = self.wiring()
        if not wiring.rolls_up:
            return None
        some_missing = np.zeros((len(self.county.units), MONTHS), dtype=bool)
        for name in self.indicator.required or own:
            carried = self.indicator.accumulate_of(name) == "latest"
            gaps = np.isnan(own[name].value[wiring.members])
            unreported, _ = missing(gaps, PERIOD_MONTHS[self.indicator.frequency], carried)
            some_missing[wiring.whole] |= unreported.any(axis=0) & ~unreported.all(axis=0)
        return some_missing[wiring.sources]

    def targets(self) -> FloatArray:
        """[unit × 1]: each unit's own target, else the rubric's."""
        units, year = list(self.county.units), self.carried.targets_year if self.carried else self.rubric.year
        sources = self.wiring().sources
        common = self.indicator.target if isinstance(self.indicator.target, float) else None
        own = [self.county.target(year, self.indicator.id, units[at]) for at in sources]
        chosen = [common if target is None else target for target in own]
        return np.array([np.nan if target is None else target for target in chosen])[:, None]

    def last_year(self, before: dict[tuple[str, str], Figures]) -> tuple[FloatArray, FloatArray, FloatArray | None]:
        """Last year's value at each month and at year-end, and its path through the year."""
        shape = (len(self.county.units), MONTHS)
        given = np.full(shape, np.nan if self.indicator.baseline is None else self.indicator.baseline)
        seasonal = self.indicator.schedule_way == "seasonal"
        vetoed = any(veto.worse and veto.worse.indicator == self.indicator.id for veto in self.rubric.vetoes.values())
        if not (seasonal or vetoed or self.indicator.needs_baseline or self.rubric.lights.worse_red):
            return given, given[:, -1:], None
        value = year_so_far(self.indicator, self.wiring().lay_out(self.own(before))).value
        known = np.where(np.isnan(value), given, value)
        return known, known[:, -1:], value / np.where(value[:, -1:] > 0, value[:, -1:], np.nan) if seasonal else None


_ANY_YEAR = 2026


def _each_its_own(item: Item) -> Wiring:
    """Of a made-up item: every unit is judged by its own months."""
    count = len(item.share)
    return Wiring(item.indicator.model_copy(update={"county": "reported"}), np.arange(count), np.zeros(count, dtype=bool), 0)


def _numbered(words: list[str]) -> NDArray[np.int64]:
    return np.unique(words, return_inverse=True)[1]
