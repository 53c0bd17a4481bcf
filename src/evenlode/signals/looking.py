"""Looking for signals: every file of this folder with a function `look` is a signal under the file's name."""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from evenlode.terms.dated import Dated
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.signals import SignalsForm

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store

TOO_FEW = "Too few to say"
"""How every look begins that could not be assessed because too little is there."""

NOTHING = "Nothing that chance could not do; there are too few of them to tell the figures."
"""What is said of a look at few people that is no signal."""

_WHO = ("people", "referrals", "honos_clusters", "segments", "partner_caseload")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look at. first: the first month of the contract, by number. definitions: those in force in its span.

    segments: who is in which segment, as a question. years: the contract years that the data cover to their end.
    forms: what is looked with in each of them.
    """

    first: int
    years: tuple[Period, ...]
    definitions: tuple[Definition, ...]
    segments: Question
    forms: Mapping[Period, SignalsForm]

    def level(self, year: Period) -> float:
        """How seldom chance alone must do it in a year for it to be a signal."""
        return float(self.forms[year].level)

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

    figure, expected: shares, None where they may not be told because few people are behind them. chance: of so much or
    more, were nothing wrong; None where it cannot be assessed, and `sentence` then is the reason. large: False where it
    is too little to matter, however sure.
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
    return tuple(file.stem for file in files if "\ndef look(" in file.read_text(encoding="utf-8"))


def signals_of(
    store: Store,
    years: Sequence[Period],
    definitions: Sequence[Definition],
    segments: Question,
    forms: Dated[SignalsForm] | None = None,
) -> list[Signal]:
    """Every look at the contract years that the data cover to their last day, with what it came to.

    forms: the contract's own windows, lines and least numbers; those in force on the last day of a year hold for it.
    A look that cannot be assessed says why. The allowance for many looks is made year by year. The same rows always
    give the same signals.
    """
    whole = tuple(year for year in years if year.end <= store.data_to)
    if not whole:
        return []
    held = {year: _form_on(forms, year) for year in whole}
    asked = Asked(month_number(years[0].start), whole, tuple(definitions), segments, held)
    people = _people(store)
    looks: dict[Period, dict[tuple[str, Look], None]] = defaultdict(dict)
    for year in whole:
        if people < held[year].fewest_people:
            reason = f"{TOO_FEW}: it takes {held[year].fewest_people} people in the rows."
            looks[year] = {(name, Look("all rows", EVERYONE, year, reason)): None for name in signal_names()}
    enough = [year for year in whole if year not in looks]
    for name in signal_names() if enough else ():
        for look in _looks(name, store, asked):
            if look.year in enough:
                looks[look.year][name, look] = None  # the same look, asked for by two indicators, is one
    return [signal for year in whole for signal in _of_year(list(looks[year]), held[year])]


def _form_on(forms: Dated[SignalsForm] | None, year: Period) -> SignalsForm:
    return forms.on(year.end) if forms is not None and forms.starts_by(year.end) else SignalsForm()


def _people(store: Store) -> int:
    """How many people the rows are about."""
    table = next((name for name in _WHO if store.has(name)), None)
    return 0 if table is None else int(ask(store, Question(people, (table,)))[0]["people"])


def people(store: Store, table: str) -> ibis.Table:
    """(people): how many different people there are in a table."""
    rows = store.table(table)
    return rows.aggregate(people=rows.person.nunique())


def _looks(name: str, store: Store, asked: Asked) -> Iterator[Look]:
    """The looks of one signal, with each form of it that holds in some year."""
    found: Any = importlib.import_module(f"{__package__}.{name}")
    for own in dict.fromkeys(getattr(form, name) for form in asked.forms.values()):
        looks = [look for look in found.look(store, asked, own) if getattr(asked.forms[look.year], name) == own]
        yield from sorted(looks, key=lambda one: (one.subject, one.provider))


def _of_year(looks: Sequence[tuple[str, Look]], form: SignalsForm) -> Iterator[Signal]:
    tested = [one.chance for _, one in looks if one.chance is not None]
    adjusted = iter(together(tested))
    for name, look in looks:
        chance = None if look.chance is None else next(adjusted)
        strength = _strength(look, chance, form)
        is_told = look.figure is not None or chance is None or strength is not Strength.QUIET
        yield Signal(
            name=name.replace("_", "-"),
            subject=look.subject,
            provider=look.provider,
            period=look.year,
            figure=_text(look.figure),
            expected=_text(look.expected),
            chance=_said(look, chance, form),
            strength=strength,
            sentence=look.sentence if is_told else NOTHING,
        )


def _said(look: Look, chance: float | None, form: SignalsForm) -> str:
    """The chance as text; of few people no more than on which side of the level it lies."""
    if chance is None:
        return ""
    if look.figure is None:
        return f"{'under' if chance < form.level else 'at least'} {float(form.level):g}"
    return f"{chance:.2g}"


def _strength(look: Look, chance: float | None, form: SignalsForm) -> Strength:
    if chance is None:
        return Strength.NOT_ASSESSABLE
    if chance >= form.level or not look.large:
        return Strength.QUIET
    return Strength.STRONG if chance < form.strong_level else Strength.SIGNAL


def _text(share: float | None) -> str:
    return "" if share is None else f"{share:.4f}"
