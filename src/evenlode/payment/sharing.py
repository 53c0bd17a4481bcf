"""Gain share: the saving below the envelope, or the loss above it, taken through the contract's steps in its order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, pounds, share_of, share_out
from evenlode.payment.bands import above, passed_on
from evenlode.payment.words import line_text
from evenlode.problems import Level, Problem, Refusal
from evenlode.results import AuditedCosts, CarriedLoss

if TYPE_CHECKING:
    from evenlode.terms.money_terms import GainShareTerms

_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Step:
    """One operation, in the contract's order: what the amount is after it, in exact pence, and why."""

    operation: str
    amount: Fraction
    because: str


@dataclass(frozen=True, slots=True)
class GainShare:
    """A year's gain share. provider + commissioner = saving; retained + reinvested = provider.

    saving: the envelope less the actual cost, below nothing for a loss. to_provider: what the commissioner pays the
    provider, below nothing where the provider pays. provider: its part of the saving; reinvested: so much of it as it
    puts back into care. carried_forward: losses that later savings must make good.
    """

    saving: Pence
    to_provider: Pence
    provider: Pence
    commissioner: Pence
    retained: Pence
    reinvested: Pence
    carried_forward: tuple[CarriedLoss, ...]
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if self.provider + self.commissioner != self.saving or self.retained + self.reinvested != self.provider:
            raise ValueError("the parts of a gain share do not add to the saving")


@dataclass(frozen=True, slots=True)
class _Running:
    """Where the working out has come to: the amount, the losses still open, and what the bands divided."""

    amount: Fraction
    open_losses: tuple[CarriedLoss, ...]
    because: str = ""
    divided: Fraction = _ZERO


def gain_share(costs: AuditedCosts, terms: GainShareTerms, year_end: date) -> GainShare:
    """The saving of the year shared by the terms, each step in the order that the contract names.

    Rounded at the end, half a penny away from nothing, and where losses of earlier years are set against it; nowhere
    else. A gain share with one side passes no loss on. Raises Refusal, with every Problem at once, where a figure that
    the terms need is missing or cannot be true.
    """
    problems = _wrong_with(costs, terms)
    if problems:
        raise Refusal(problems)
    saving = costs.envelope - costs.actual
    now = _Running(Fraction(saving), _still_open(costs, terms, year_end))
    steps: list[Step] = []
    for operation in terms.order:
        now = _OPERATIONS[operation](now, costs, terms, year_end)
        steps.append(Step(operation, now.amount, now.because))
    passed = _whole_pence(now.amount)
    if terms.sides == "one":
        passed = max(passed, 0)
    provider = passed if terms.held_by == "commissioner" else saving - passed
    keeps = terms.retained if provider > 0 else _ONE
    retained, reinvested = share_out(provider, [keeps, 1 - keeps])
    return GainShare(
        saving=saving,
        to_provider=passed if terms.held_by == "commissioner" else -passed,
        provider=provider,
        commissioner=saving - provider,
        retained=retained,
        reinvested=reinvested,
        carried_forward=tuple(loss for loss in now.open_losses if loss.amount),
        steps=tuple(steps),
    )


def _whole_pence(amount: Fraction) -> Pence:
    """Half a penny rounded away from nothing."""
    return share_of(1, amount) if amount >= 0 else -share_of(1, -amount)


def _still_open(costs: AuditedCosts, terms: GainShareTerms, year_end: date) -> tuple[CarriedLoss, ...]:
    """The losses brought forward that are not too old, the oldest first."""
    years = terms.carry_losses_years or 0
    in_order = sorted(costs.brought_forward, key=lambda loss: loss.year_end)
    return tuple(loss for loss in in_order if year_end.year - loss.year_end.year <= years)


def _truncation(now: _Running, costs: AuditedCosts, terms: GainShareTerms, _: date) -> _Running:
    excess = above(costs.costs_of_people, terms.truncate_at or 0)
    words = f"Costs above {pounds(terms.truncate_at or 0)} a person, {pounds(excess)} in all, do not count."
    return replace(now, amount=now.amount + excess, because=words)


def _support_fee(now: _Running, costs: AuditedCosts, terms: GainShareTerms, _: date) -> _Running:
    fee = costs.people * (terms.support_fee or 0)
    words = f"A support fee of {pounds(terms.support_fee or 0)} for each of {costs.people:,} people: {pounds(fee)}."
    return replace(now, amount=now.amount - fee, because=words)


def _minimum_rate(now: _Running, costs: AuditedCosts, terms: GainShareTerms, _: date) -> _Running:
    least = terms.minimum_savings_rate if now.amount >= 0 else terms.minimum_loss_rate
    word = "saving" if now.amount >= 0 else "loss"
    if not least or abs(now.amount) >= least * costs.envelope:
        return replace(now, because=f"No minimum rate keeps this {word} from being shared.")
    words = f"The {word} is less than {line_text(least, is_share=True)} of the envelope: nothing is shared."
    return replace(now, amount=_ZERO, because=words)


def _bands(now: _Running, costs: AuditedCosts, terms: GainShareTerms, _: date) -> _Running:
    bands = terms.loss_bands if now.amount < 0 and terms.loss_bands else terms.bands
    amount = passed_on(now.amount, costs.envelope, bands)
    words = " and ".join(
        f"{line_text(band.share, is_share=True)} from {line_text(band.start, is_share=True)}" for band in bands
    )
    return replace(now, amount=amount, because=f"Passed on by bands of the envelope: {words}.", divided=now.amount)


def _quality(now: _Running, costs: AuditedCosts, terms: GainShareTerms, _: date) -> _Running:
    """Quality scales what the provider has of a saving: what is passed to it, or what it keeps of one that it holds."""
    saving = now.amount if terms.held_by == "commissioner" else now.divided
    if saving <= 0 or terms.quality is None or costs.quality is None:
        return replace(now, because="Quality scales savings alone, and there is none to scale.")
    if terms.quality.ladder:
        factor = max((share for least, share in terms.quality.ladder if costs.quality >= least), default=_ZERO)
    else:
        factor = Fraction(costs.quality) / 100
    of = f"{line_text(Fraction(costs.quality), is_share=False)} {terms.quality.scaled_by}"
    words = f"Quality, {of}, leaves the provider {line_text(factor, is_share=True)} of its part."
    if terms.held_by == "commissioner":
        return replace(now, amount=now.amount * factor, because=words)
    return replace(now, amount=now.divided - factor * (now.divided - now.amount), because=words)


def _cap(now: _Running, costs: AuditedCosts, terms: GainShareTerms, _: date) -> _Running:
    most = terms.cap if now.amount >= 0 else terms.loss_cap
    if most is None or abs(now.amount) <= most * costs.envelope:
        return replace(now, because="It is within the cap.")
    limit = most * costs.envelope
    words = f"Capped at {line_text(most, is_share=True)} of the envelope."
    return replace(now, amount=limit if now.amount > 0 else -limit, because=words)


def _carried_losses(now: _Running, _: AuditedCosts, terms: GainShareTerms, year_end: date) -> _Running:
    if now.amount < 0:
        loss = CarriedLoss(year_end, _whole_pence(-now.amount))
        words = f"A loss of {pounds(loss.amount)} is carried for {terms.carry_losses_years} years."
        return replace(now, amount=_ZERO, open_losses=(*now.open_losses, loss), because=words)
    amount, still_open = _whole_pence(now.amount), []
    left = amount
    for loss in now.open_losses:
        used = min(loss.amount, left)
        left -= used
        still_open.append(replace(loss, amount=loss.amount - used))
    words = f"Losses of earlier years take {pounds(amount - left)}."
    return replace(now, amount=Fraction(left), open_losses=tuple(still_open), because=words)


_Operation = Callable[[_Running, AuditedCosts, "GainShareTerms", date], _Running]
_OPERATIONS: Mapping[str, _Operation] = {
    "truncation": _truncation,
    "support fee": _support_fee,
    "minimum savings rate": _minimum_rate,
    "bands": _bands,
    "quality": _quality,
    "cap": _cap,
    "carried losses": _carried_losses,
}


def _wrong_with(costs: AuditedCosts, terms: GainShareTerms) -> list[Problem]:
    found: list[Problem] = []
    if costs.envelope <= 0 or costs.actual < 0:
        found.append(_problem("MONEY.RANGE", "envelope", "the envelope is not above £0, or the cost is below it"))
    if terms.quality is not None and costs.quality is None:
        found.append(
            _problem("CFG.MISSING", "quality", f"quality scales the saving: give the {terms.quality.scaled_by}")
        )
    if costs.quality is not None and not 0 <= costs.quality <= 100:
        found.append(_problem("VALUE.RANGE", "quality", "it is not from 0 to 100"))
    if terms.truncate_at is not None and sum(costs.costs_of_people) > costs.actual:
        found.append(_problem("VALUE.RANGE", "costs_of_people", "they come to more than the actual cost"))
    if any(cost < 0 for cost in costs.costs_of_people) or costs.people < 0:
        found.append(_problem("VALUE.RANGE", "costs_of_people", "a cost or a number of people is below nothing"))
    if terms.truncate_at is not None and not costs.costs_of_people:
        found.append(_problem("CFG.MISSING", "costs_of_people", "truncation needs the cost of each person"))
    if terms.support_fee is not None and not costs.people:
        found.append(_problem("CFG.MISSING", "people", "the support fee needs the number of people"))
    if terms.held_by == "provider" and "quality" in terms.order[: terms.order.index("bands")]:
        found.append(_problem("CFG.ORDER", "order", "quality scales what the provider keeps, which the bands decide"))
    if any(loss.amount < 0 for loss in costs.brought_forward):
        found.append(_problem("MONEY.RANGE", "brought_forward", "a carried loss is below £0"))
    return found


def _problem(rule: str, field: str, message: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, "audited costs", None, field, message, "Correct the audited figures")
