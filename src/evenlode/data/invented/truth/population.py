"""Who counts on a day: age, commissioner, HoNOS cluster in force, and under whom they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from evenlode.data.invented.days import Array, day_number, month_of
from evenlode.data.invented.truth.lookups import Dated, key
from evenlode.data.invented.world import World
from evenlode.terms.dated import Dated as DatedTerm
from evenlode.terms.forms.population import SegmentForm

LEAD = 0


@dataclass(frozen=True, eq=False)
class Population:
    """The contract's people among a block's. segments: the contract's, by name. Providers: 0 leads, then partners."""

    world: World
    segments: Mapping[str, SegmentForm]

    @classmethod
    def of(cls, world: World, segments: Sequence[SegmentForm]) -> Population:
        """The population of a block."""
        return cls(world, {form.segment: form for form in segments})

    @property
    def providers(self) -> tuple[str, ...]:
        """Every provider by its name in the contract, the lead provider first."""
        return (self.world.plan.lead, *self.world.plan.partners)

    def under(self, person: Array, day: Array) -> Array:
        """Under which providers each person is on a day: a row a provider, true where they are."""
        referrals, caseload = self.world.referrals, self.world.caseload
        taken = referrals.rejected > self.world.plan.end
        found = [any_open(referrals.person[taken], referrals.received[taken], referrals.closed[taken], person, day)]
        for partner in range(len(self.world.plan.partners)):
            own = caseload.partner == partner
            found.append(any_open(caseload.person[own], caseload.first[own], caseload.last[own] + 1, person, day))
        return np.array(found)

    def segments_on(self, person: Array, day: Array, under: Array | None = None) -> dict[str, Array]:
        """For each segment who is in it on a day, under whichever provider."""
        seen = (self.under(person, day) if under is None else under).any(axis=0)
        code = self.code_on(person, day)
        months = month_of(day) - month_of(self.world.people.born[person])
        found = {}
        for name, form in self.segments.items():
            inside = seen & np.isin(code, [int(one) for one in form.honos_clusters])
            if form.commissioners:
                names = np.array(self.world.plan.commissioners)[self.world.people.commissioner[person]]
                inside &= np.isin(names, form.commissioners)
            if form.age_from:
                inside &= months >= 12 * _dated(form.age_from, day)
            if form.age_to:
                inside &= months < 12 * (_dated(form.age_to, day) + 1)
            found[name] = inside
        return found

    def code_on(self, person: Array, day: Array) -> Array:
        """The HoNOS cluster in force; 0 where there is none."""
        clusters, dated = self.world.clusters, self._clusters
        at = dated.last_by(person, day)
        if not len(clusters.person):
            return np.zeros(len(person), dtype=np.int64)
        found: Array = np.where((at >= 0) & (clusters.last[at] >= day), clusters.code[at], 0)
        return found

    @cached_property
    def _clusters(self) -> Dated:
        return Dated(self.world.clusters.person, self.world.clusters.first)

    @cached_property
    def cells(self) -> Cells:
        """Every person and month end on which they are in some segment."""
        plan = self.world.plan
        people, months = len(self.world.people), len(plan.months)
        person, month = np.divmod(np.arange(people * months), months)
        day = plan.month_ends[month]
        held = np.flatnonzero(self.code_on(person, day))
        person, month, day = person[held], month[held], day[held]
        under = self.under(person, day)
        segments = self.segments_on(person, day, under)
        kept = np.flatnonzero(np.logical_or.reduce(list(segments.values())))
        return Cells(
            person[kept],
            month[kept],
            day[kept],
            under[:, kept],
            {name: inside[kept] for name, inside in segments.items()},
        )


@dataclass(frozen=True, eq=False)
class Cells:
    """Persons at month ends: under which providers (a row each) and in which segments. month: from 0 on."""

    person: Array
    month: Array
    day: Array
    under: Array
    segments: Mapping[str, Array]


def any_open(owner: Array, first: Array, end: Array, person: Array, day: Array) -> Array:
    """True where more of a person's things have begun by a day than have ended by it."""
    begun = np.searchsorted(np.sort(key(owner, first)), key(person, day), side="right")
    ended = np.searchsorted(np.sort(key(owner, end)), key(person, day), side="right")
    before = np.searchsorted(np.sort(owner), person, side="left")
    found: Array = (begun - before) > (ended - before)
    return found


def _dated(term: DatedTerm[int], day: Array) -> Array:
    """The value in force on each day; the first one before its own first day."""
    entries = [(start, int(value)) for start, value in _steps(term)]
    found = np.full(len(day), entries[0][1])
    for start, value in entries[1:]:
        found = np.where(day >= day_number(start), value, found)
    return found


def _steps(term: DatedTerm[int]) -> list[tuple[date, int]]:
    return [(start, term.on(start)) for start, _ in term.entries]
