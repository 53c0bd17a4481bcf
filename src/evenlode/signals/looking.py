"""Looking for signals: every file of this folder that has Parameters is a signal under the file's name."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.data.months import month_number
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.results import EVERYONE, Period
from evenlode.signals.chance import together
from evenlode.signals.signal import Signal, Strength
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store

LEVEL, STRONG_LEVEL = 0.01, 0.0001
"""A look is a signal where chance alone would make so much, anywhere among all looks of the year, this seldom."""


FEWEST_PEOPLE = 400
"""With fewer nothing is looked at: no look would find enough on both sides."""

_WHO = ("people", "referrals", "honos_clusters", "segments", "partner_caseload")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look at. first: the first month of the contract, by number. definitions: those in force in its span.

    segments: who is in which segment, as a question. years: the contract years that the data cover to their end.
    """

    first: int
    years: tuple[Period, ...]
    definitions: tuple[Definition, ...]
    segments: Question

    def year(self, number: int) -> Period | None:
        """The contract year by its number from 0; None where the data do not cover it to its end."""
        return self.years[number] if 0 <= number < len(self.years) else None

    @property
    def last_months(self) -> tuple[int, ...]:
        """The last month of each year."""
        return tuple(month_number(year.end) for year in self.years)


@dataclass(frozen=True, slots=True)
class Look:
    """What a signal found in one place, before the allowance for many looks.

    figure, expected: shares. chance: of so much or more, were nothing wrong; None where it cannot be assessed, and
    `sentence` then is the reason. large: False where it is too little to matter, however sure.
    """

    subject: str
    provider: str
    year: Period
    sentence: str
    figure: float | None = None
    expected: float | None = None
    chance: float | None = None
    large: bool = True


@cache
def signal_names() -> tuple[str, ...]:
    """The names of all signals, in order; none is imported for it."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return tuple(file.stem for file in files if "\nclass Parameters" in file.read_text(encoding="utf-8"))


def signals_of(
    store: Store, years: Sequence[Period], definitions: Sequence[Definition], segments: Question
) -> list[Signal]:
    """Every look at the contract years that the data cover to their last day, with what it came to.

    A look that cannot be assessed says why. The allowance for many looks is made year by year. The same rows always
    give the same signals.
    """
    whole = tuple(year for year in years if year.end <= store.data_to)
    if not whole:
        return []
    if _people(store) < FEWEST_PEOPLE:
        reason = f"Too few to tell: it takes {FEWEST_PEOPLE} people in the rows."
        everything = [(name, Look("all rows", EVERYONE, year, reason)) for year in whole for name in signal_names()]
        return list(_of_year(everything))
    asked = Asked(month_number(years[0].start), whole, tuple(definitions), segments)
    looks: dict[Period, dict[tuple[str, Look], None]] = defaultdict(dict)
    for name in signal_names():
        for look in _looks(name, store, asked):
            looks[look.year][name, look] = None  # the same look, asked for by two indicators, is one
    return [signal for year in whole for signal in _of_year(list(looks[year]))]


def _people(store: Store) -> int:
    """How many people the rows are about."""
    table = next((name for name in _WHO if store.has(name)), None)
    return 0 if table is None else int(ask(store, Question(people, (table,)))[0]["people"])


def people(store: Store, table: str) -> ibis.Table:
    """(people): how many different people there are in a table."""
    rows = store.table(table)
    return rows.aggregate(people=rows.person.nunique())


def _looks(name: str, store: Store, asked: Asked) -> Iterator[Look]:
    found: Any = importlib.import_module(f"{__package__}.{name}")
    yield from sorted(found.look(store, asked, found.Parameters()), key=lambda one: (one.subject, one.provider))


def _of_year(looks: Sequence[tuple[str, Look]]) -> Iterator[Signal]:
    tested = [one.chance for _, one in looks if one.chance is not None]
    adjusted = iter(together(tested))
    for name, look in looks:
        chance = None if look.chance is None else next(adjusted)
        yield Signal(
            name=name.replace("_", "-"),
            subject=look.subject,
            provider=look.provider,
            period=look.year,
            figure=_text(look.figure),
            expected=_text(look.expected),
            chance="" if chance is None else f"{chance:.2g}",
            strength=_strength(look, chance),
            sentence=look.sentence,
        )


def _strength(look: Look, chance: float | None) -> Strength:
    if chance is None:
        return Strength.NOT_ASSESSABLE
    if chance >= LEVEL or not look.large:
        return Strength.QUIET
    return Strength.STRONG if chance < STRONG_LEVEL else Strength.SIGNAL


def _text(share: float | None) -> str:
    return "" if share is None else f"{share:.4f}"
