"""Random sequences of releases, monthly, to date, restated and by provider: an attacker recovers nothing from them.

EVENLODE_ATTACKS sets how many sequences are attacked: 12 unless said otherwise.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import pytest

from evenlode.disclosure import Past, Plan, Policy, What, plan, policy, read_what
from evenlode.disclosure.public import COLUMNS, public_rows
from evenlode.disclosure.system import Shown
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period
from tests.generative.attacker import Attacker, PublicPolicy, Published, Secret

SEQUENCES = int(os.environ.get("EVENLODE_ATTACKS", "12"))
DEFAULT = policy("evenlode-default")
UNAUDITED = DEFAULT.model_copy(update={"policy": "no-audit", "least_width": 0})
STARS_ALONE = DEFAULT.model_copy(
    update={
        "policy": "stars-alone",
        "nearest": 1,
        "least_width": 0,
        "rates": DEFAULT.rates.model_copy(update={"complement_at_least": 0}),
    }
)
YEAR = Period(date(2017, 10, 1), date(2018, 9, 30))
MONTHS = YEAR.months()
MONTHLY = ("headline:month", "by-provider:month", "by-segment:month", "by-provider-and-segment:month")
OTHERS = (
    "headline:quarter",
    "headline:year-to-date",
    "by-provider:year-to-date",
    "by-segment:quarter",
    "by-provider:quarter",
)


@dataclass
class World:
    """What is true, month by month, and how it was restated."""

    choose: random.Random
    providers: list[str]
    segments: list[str]
    months: int
    met: dict[tuple[str, str, int], int] = field(default_factory=dict)
    not_met: dict[tuple[str, str, int], int] = field(default_factory=dict)
    sent_again: dict[tuple[str, int], int] = field(default_factory=dict)
    truth: dict[Secret, int] = field(default_factory=dict)

    @classmethod
    def invent(cls, seed: int) -> World:
        choose = random.Random(seed)  # noqa: S311 - no secret is made of it
        world = cls(choose, ["a", "b", "c"][: choose.choice([2, 3, 3])], ["x", "y"], choose.choice([3, 4, 6]))
        for provider in world.providers:
            for segment in world.segments:
                size = choose.choice([3, 8, 15, 30, 60])
                for month in range(world.months):
                    world.met[provider, segment, month] = choose.randint(0, size)
                    world.not_met[provider, segment, month] = choose.randint(0, size)
        return world

    def restate(self, upto: int) -> None:
        """A provider sends a month again: one or two of its cells come out a little different."""
        provider, month = self.choose.choice(self.providers), self.choose.randrange(upto)
        self.sent_again[provider, month] = self.sent_again.get((provider, month), 0) + 1
        for segment in self.choose.sample(self.segments, self.choose.randint(1, len(self.segments))):
            counts = self.choose.choice([self.met, self.not_met])
            changed = counts[provider, segment, month] + self.choose.choice([-2, -1, 1, 1, 2])
            counts[provider, segment, month] = max(0, changed)

    def note_truth(self, upto: int) -> None:
        for (provider, segment, month), met in self.met.items():
            if month < upto:
                cell = (provider, segment, month, self.sent_again.get((provider, month), 0))
                self.truth[cell, "met"] = met
                self.truth[cell, "not met"] = self.not_met[provider, segment, month]

    def outturns(self, upto: int) -> Iterator[Outturn]:
        spans = [(Grain.MONTH, [month]) for month in range(upto)]
        spans += [(Grain.QUARTER, [start, start + 1, start + 2]) for start in range(0, upto - 2, 3)]
        for grain, months in spans:
            for provider in (EVERYONE, *self.providers):
                for segment in (EVERYONE, *self.segments):
                    met, not_met = (self._sum(part, provider, segment, months) for part in (self.met, self.not_met))
                    yield Outturn(
                        "seen-in-time",
                        "v1",
                        Kind.PROPORTION,
                        grain,
                        Period(MONTHS[months[0]].start, MONTHS[months[-1]].end),
                        provider,
                        segment,
                        numerator=met,
                        denominator=met + not_met,
                    )

    def _sum(self, part: dict[tuple[str, str, int], int], provider: str, segment: str, months: list[int]) -> int:
        return sum(
            count
            for (one, other, month), count in part.items()
            if provider in (one, EVERYONE) and segment in (other, EVERYONE) and month in months
        )


@dataclass(frozen=True)
class Attacked:
    """How many releases went out, and how many small counts somebody recovered."""

    released: int
    refused: int
    numbers: int
    recovered: int


def attack(seed: int, rules: Policy) -> Attacked:
    """Release a sequence, read it as the attacker does, as an outsider and as each provider, and count what is told."""
    world = World.invent(seed)
    small = rules.small
    public = PublicPolicy(small.from_, small.to, rules.nearest, rules.rates.complement_at_least)
    attacker = Attacker(world.providers, world.segments, public)
    past: list[Past] = []
    refused = numbers = 0
    steps = sorted(world.choose.sample(range(1, world.months + 1), min(3, world.months)))
    for upto in [*steps, steps[-1]]:
        if past and world.choose.random() < 0.7:
            world.restate(upto)
        tables = world.choose.sample(MONTHLY, world.choose.randint(2, 4))
        tables += world.choose.sample(OTHERS, world.choose.randint(0, 2))
        planned = plan(
            world.outturns(upto),
            rules,
            What(read_what(tables)),
            past=past,
            years=[YEAR],
            headlines_may_go=world.choose.random() < 0.8,
        )
        if planned.refused:
            refused += 1
            continue
        world.note_truth(upto)
        table = list(_read(planned))
        numbers += sum(line.numerator.isdigit() + line.denominator.isdigit() for line in table)
        attacker.read(table, dict(world.sent_again))
        past.append(
            Past(len(past) + 1, tuple(Shown(one.sheet, one.shown, one.policy, False) for one in planned.sheets))
        )
    recovered = sum(len(_told(world, attacker, insider, rules)) for insider in (None, *world.providers)) if past else 0
    return Attacked(len(past), refused, numbers, recovered)


def _read(planned: Plan) -> Iterator[Published]:
    for row in public_rows(planned, {}):
        said = dict(zip(COLUMNS, row, strict=True))
        days = Period(date.fromisoformat(said["start"]), date.fromisoformat(said["end"]))
        months = tuple(number for number, month in enumerate(MONTHS) if days.covers(month))
        yield Published(months, said["provider"], said["segment"], said["numerator"], said["denominator"], said["rate"])


def _told(world: World, attacker: Attacker, insider: str | None, rules: Policy) -> list[Secret]:
    """The small counts that the attacker names rightly, of people whom it did not know already."""
    known = {secret: value for secret, value in world.truth.items() if secret[0][0] == insider}
    claims = attacker.claims(known)
    wrong = {secret: value for secret, value in claims.items() if world.truth.get(secret, value) != value}
    assert not wrong, "an attacker that is certain and wrong has misread the tables, and proves nothing"
    return [secret for secret, value in claims.items() if secret in world.truth and rules.is_small(value)]


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_the_attacker_recovers_nothing(seed: int) -> None:
    assert attack(seed, DEFAULT).recovered == 0


def test_the_sequences_publish_enough_to_be_worth_attacking() -> None:
    found = [attack(seed, DEFAULT) for seed in range(3)]
    assert sum(one.released for one in found) >= 6
    assert sum(one.numbers for one in found) >= 100


def test_without_the_audit_the_attacker_recovers_some() -> None:
    assert sum(attack(seed, UNAUDITED).recovered for seed in range(6)) >= 3


def test_with_stars_alone_the_attacker_recovers_most() -> None:
    assert sum(attack(seed, STARS_ALONE).recovered for seed in range(3)) >= 30
