"""The same figures worked out in plain Python, day by day and person by person: slow, obvious, and independent.

Nothing of measures, population or outturn is used here. It is the second opinion that every engine must agree with.
"""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from evenlode.results import EVERYONE, Period

Row = Mapping[str, Any]
Key = tuple[str, str, str, str]
"""grain, last day of the period, provider, segment."""

Figures = dict[Key, tuple[int, int, int, int, int]]
"""numerator, denominator, eligible, missing, untimed."""


def months_before(day: date, months: int) -> date:
    """The same day so many months before, or the last day of that month where it is shorter."""
    number = 12 * day.year + day.month - 1 - months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def holders(rows: Iterable[Row], codes: Mapping[str, set[str]], day: date) -> dict[str, set[tuple[str, str]]]:
    """Each person's (provider, segment) pairs on the day, from HoNOS clusters in force."""
    latest: dict[tuple[str, str], Row] = {}
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    by_person: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_person[row["person"], row["provider"]].append(row)
    for (person, provider), own in by_person.items():
        for row in own:
            later = [other["from_day"] for other in own if other["from_day"] > row["from_day"]]
            end = row["to_day"] or (min(later) - timedelta(days=1) if later else date.max)
            if row["from_day"] <= day <= end:
                latest[person, provider] = row
                found[person] |= {(provider, name) for name, held in codes.items() if row["code"].zfill(2) in held}
    return found


@dataclass
class Status:
    """A status of a person on a day: recorded at all, and counting."""

    records: Sequence[Row]
    says: Callable[[Row], bool]
    counts: Callable[[Row], bool]
    one_is_enough: bool = True
    recency_months: int = 12

    def on(self, person: str, day: date) -> tuple[bool, bool]:
        """(recorded, counts) by the latest record in reach."""
        since = months_before(day, self.recency_months)
        reach = [row for row in self.records if row["person"] == person and since < row["day"] <= day]
        if not reach:
            return False, False
        last = max(row["day"] for row in reach)
        told = [self.counts(row) for row in reach if row["day"] == last and self.says(row)]
        return bool(told), bool(told) and (any(told) if self.one_is_enough else all(told))


@dataclass
class Snapshot:
    """An indicator counted at month ends. verdict: person, day -> (eligible, recorded, counts)."""

    clusters: Sequence[Row]
    codes: Mapping[str, set[str]]
    segments: Sequence[str]
    verdict: Callable[[str, date], tuple[bool, bool, bool]]
    only: str | None = None
    missing_fails: bool = True
    one_provider: str | None = None
    found: Figures = field(default_factory=dict)

    def month_end(self, day: date) -> dict[tuple[str, str], list[int]]:
        """Counts by (provider, segment) on one day."""
        counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])
        for person, pairs in holders(self.clusters, self.codes, day).items():
            there = {provider for provider, segment in pairs if segment in self.segments or not self.segments}
            there &= {self.only} if self.only else there
            if self.one_provider and there:
                there = {self.one_provider if self.one_provider in there else min(there)}
            shown = {(provider, segment) for provider, segment in pairs if provider in there}
            places = shown | {(provider, EVERYONE) for provider in there}
            places |= {(EVERYONE, segment) for _, segment in shown} | ({(EVERYONE, EVERYONE)} if there else set())
            eligible, recorded, yes = self.verdict(person, day)
            if eligible:
                for place in places:
                    own = counts[place]
                    own[0] += recorded and yes
                    own[1] += recorded or self.missing_fails
                    own[2] += 1
                    own[3] += not recorded
        return counts


@dataclass
class Discharges:
    """Readmissions: spells in, counts by (provider, segment) of any period out."""

    spells: Sequence[Row]
    clusters: Sequence[Row]
    codes: Mapping[str, set[str]]
    segments: Sequence[str]
    days: int
    data_to: date
    only: str | None = None
    people: bool = False
    same_provider: bool = False

    def period(self, period: Period) -> dict[tuple[str, str], list[int]]:
        """Counts by (provider, segment) of the discharges in the period."""
        units: dict[tuple[str, str], dict[Any, list[tuple[bool, bool]]]] = defaultdict(lambda: defaultdict(list))
        for spell in self.spells:
            if not self._eligible(spell, period):
                continue
            held = {segment for _, segment in holders(self.clusters, self.codes, spell["discharged"])[spell["person"]]}
            if self.segments and not held & set(self.segments):
                continue
            followed = spell["discharged"] + timedelta(days=self.days) <= self.data_to
            unit = spell["person"] if self.people else (spell["provider"], spell["spell"])
            for provider in (spell["provider"], EVERYONE):
                for segment in (*held, EVERYONE):
                    units[provider, segment][unit].append((followed, followed and not self._returned(spell)))
        counts = {}
        for place, known in units.items():
            timed = [[stayed for followed, stayed in each if followed] for each in known.values()]
            done = [each for each in timed if each]
            untimed = sum(any(not followed for followed, _ in each) for each in known.values())
            counts[place] = [sum(all(each) for each in done), len(done), len(done), 0, untimed]
        return counts

    def _eligible(self, spell: Row, period: Period) -> bool:
        return (
            spell["discharged"] is not None
            and spell["discharged"] in period
            and (self.only is None or spell["provider"] == self.only)
            and spell["discharge_method"] not in ("4", "6", "7", "8")
            and spell["discharge_destination"] not in ("48", "49", "50", "53", "79", "84", "87")
            and spell["ward_class"] in (None, "10", "11", "12", "200", "201", "202")
        )

    def _returned(self, spell: Row) -> bool:
        def order(one: Row) -> tuple[Any, ...]:
            return (one["admitted"], one["provider"], one["spell"])

        return any(
            other["person"] == spell["person"]
            and order(other) > order(spell)
            and spell["discharged"] <= other["admitted"] <= spell["discharged"] + timedelta(days=self.days)
            and other["admission_source"] not in ("49", "53", "87")
            and (not self.same_provider or other["provider"] == spell["provider"])
            for other in self.spells
        )
