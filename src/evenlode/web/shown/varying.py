"""Varying: what a variation can change, what somebody typed of one, and one proposed variation with its signatures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evenlode.money import pounds
from evenlode.report.said import unit_of
from evenlode.report.words import listed, sentence, short_day, target, trimmed
from evenlode.results import Kind, say_day
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated
from evenlode.terms.values import say_share

if TYPE_CHECKING:
    from evenlode.records.variations import Variation, Wanted


@dataclass(frozen=True, slots=True)
class Value:
    """A dated value of the contract: the name to change it by, what it is, and what it is now."""

    name: str
    label: str
    now: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed of a variation. day, month and year: of the day from which it is to hold."""

    change: str = ""
    value: str = ""
    title: str = ""
    day: str = ""
    month: str = ""
    year: str = ""
    why: str = ""
    evidence: str = ""

    @classmethod
    def of(cls, posted: Any) -> Typed:
        """The fields as they came, without blanks around them."""
        return cls(**{one.name: str(posted.get(one.name, "")).strip() for one in fields(cls)})

    @property
    def wanted(self) -> Wanted:
        """The change as the library takes it."""
        from evenlode.records.variations import Wanted

        return Wanted(self.change, self.value)

    @property
    def effective(self) -> date | None:
        """The day, or None where it is no day."""
        try:
            return date(int(self.year), int(self.month), int(self.day))
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing or cannot be read, and the field it belongs to."""

    field: str
    said: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A party that has to agree. by: who did for it, empty while it waits."""

    party: str
    name: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposed variation. mine: the party of the reader, where it is one that has to agree and has not."""

    number: str
    title: str
    headline: str
    state: str
    effective: str
    why: str
    evidence: tuple[str, ...]
    proposed: str
    changes: tuple[tuple[str, str, str], ...]
    signers: tuple[Signer, ...]
    mine: str
    mine_name: str
    is_agreed: bool
    is_applied: bool


def values_of(contract: Contract, day: date) -> tuple[Value, ...]:
    """Every dated value that a variation may change, in the order of the contract, with what is in force on the day."""
    found = []
    form = contract.form
    found.append(_value("contract.annual_value", "Envelope a year", form.annual_value, day, pounds))
    for outcome in contract.outcomes:
        if outcome.points is not None:
            label = f"Outcome {outcome.number}, {outcome.title}: points"
            found.append(
                _value(f"{outcome.outcome}.points", label, outcome.points, day, lambda one: trimmed(Fraction(one), 2))
            )
        for one in outcome.indicators:
            name = f"{one.code} {one.title}"
            if one.target is not None:
                found.append(_value(f"{one.code}.target", f"{name}: target", one.target, day, _line_of(one.kind)))
            if one.weight is not None:
                found.append(_value(f"{one.code}.weight", f"{name}: weight", one.weight, day, say_share))
            found.append(_value(f"{one.code}.stage", f"{name}: stage", one.stage, day, str))
    for standard in contract.standards:
        if standard.threshold is not None:
            label, say = f"{standard.code} {standard.title}: threshold", _line_of(standard.kind)
            found.append(_value(f"{standard.code}.threshold", label, standard.threshold, day, say))
    return tuple(found)


def _value(name: str, label: str, dated: Dated[Any], day: date, say: Callable[[Any], str]) -> Value:
    now = say(dated.on(day)) if dated.starts_by(day) else "nothing yet"
    return Value(name, label, now)


def _line_of(kind: Kind) -> Callable[[Fraction], str]:
    """How a line of a figure of the kind is written."""
    unit = unit_of(kind)
    return lambda line: target(line, unit)


def missing_of(typed: Typed, values: tuple[Value, ...], today: date) -> tuple[Missing, ...]:
    """What a proposal cannot do without, each with what to type. What the library refuses beyond it comes later."""
    found = []
    if typed.change not in {one.name for one in values}:
        found.append(Missing("change", "Choose what is to change"))
    if not typed.value:
        found.append(Missing("value", "Enter the new value, for example 60% or £37,000,000"))
    if typed.effective is None:
        found.append(Missing("day", "Enter the first day as day, month and year, for example 1 10 2020"))
    elif typed.effective < today:
        said = f"Enter a first day that is {say_day(today)} or later: what is past is never changed"
        found.append(Missing("day", said))
    if not typed.title:
        found.append(Missing("title", "Enter a short title, for example Meaningful role, target 60% to 62%"))
    if not typed.why:
        found.append(Missing("why", "Say why the change is needed"))
    return tuple(found)


def proposal(contract: Contract, found: Variation, party: str, values: tuple[Value, ...]) -> Proposal:
    """One variation as a reader of that party sees it."""
    labels = {one.name: one for one in values}
    agreed = {one.party: one for one in found.agreements}
    signers = tuple(
        Signer(
            one,
            contract.party(one).name,
            who(agreed[one].by) if one in agreed else "",
            say_day(agreed[one].on) if one in agreed else "",
        )
        for one in found.parties
    )
    waiting = [contract.party(one).name for one in found.waiting]
    if found.is_applied:
        said = f"{found.number} is in the contract from {say_day(found.effective)}."
    elif waiting:
        said = f"{found.number} waits for {listed(waiting)}."
    else:
        said = f"{found.number} is agreed and not in the contract yet."
    return Proposal(
        number=found.number,
        title=found.title,
        headline=said,
        state=found.state,
        effective=say_day(found.effective),
        why=sentence(found.why),
        evidence=found.evidence,
        proposed=f"{who(found.by)}, {short_day(found.on)}",
        changes=tuple(
            (
                labels.get(one.name, Value("", one.name, "")).label,
                labels.get(one.name, Value("", "", "")).now,
                one.value,
            )
            for one in found.changes
        ),
        signers=signers,
        mine=party if party in found.waiting else "",
        mine_name=contract.party(party).name if party in found.waiting else "",
        is_agreed=not found.waiting and not found.is_applied,
        is_applied=found.is_applied,
    )


def who(signature: str) -> str:
    """The name in a signature, without the address."""
    return signature.partition(" <")[0]
