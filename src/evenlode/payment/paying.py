"""Paying: judgements and terms become a payment whose lines add to the pot, penny by penny."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from evenlode.money import Pence, share_out
from evenlode.payment.absence import is_providers_doing
from evenlode.payment.bonus import bonus_split
from evenlode.payment.dividing import portions
from evenlode.payment.gates import gated, shut_gates
from evenlode.payment.judged import by_indicator
from evenlode.payment.outcomes import OutcomeResult, result
from evenlode.payment.parts import amounts_of
from evenlode.payment.prepared import Prepared, prepared
from evenlode.payment.splits import Split, none_on_offer
from evenlode.results import Judgement, Payment, PaymentLine, Stage, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms

BONUS = "bonus"
"""The outcome of the line that pays for achieving every outcome."""

REST = "rest of the pot"
"""The outcome of the line for what no level of any outcome pays."""


def pay(judgements: Iterable[Judgement], terms: Terms) -> Payment:
    """What the pot of the terms' year pays: a line an indicator, a line an outcome without any, the bonus, the rest.

    The pot goes to the outcomes by points, or by the per cent of the pot that the best level of each pays; inside an
    outcome by weight; inside an indicator to its four states. Each step is share_out, so parts always add to the
    whole. The contract's rules say where the money of an indicator without an answer goes.

    Raises Refusal, with every Problem at once, for judgements of another contract or year, for an indicator judged
    twice, and for terms that do not say how the pot is divided.
    """
    ready = prepared(terms)
    amounts = amounts_of(ready)
    judged = by_indicator(judgements, ready)
    settled = [
        _settle(outcome, amount, judged, ready) for outcome, amount in zip(terms.outcomes, amounts, strict=False)
    ]
    lines = [line for outcome in settled for line in outcome.lines]
    if terms.divided_by == "pot_percent" and amounts[-1]:
        split = none_on_offer("No level of any outcome pays it in this year: not on offer, to reinvestment.")
        lines.append(_line(REST, None, None, amounts[-1], Status.NOT_MEASURED, None, split))
    elif terms.bonus_points:
        status, split = bonus_split([outcome.result for outcome in settled], judged, terms.rules)
        split = gated(split, judged, ready)
        lines.append(_line(BONUS, None, terms.bonus_points, amounts[-1], status, None, split))
    return Payment(terms.year, terms.pot, terms.basis, tuple(lines))


class Settled(NamedTuple):
    """One outcome's lines of the payment, and whether it is achieved."""

    lines: tuple[PaymentLine, ...]
    result: OutcomeResult


def _settle(outcome: OutcomeTerms, amount: Pence, judged: Mapping[str, Judgement], ready: Prepared) -> Settled:
    """The outcome settled; few simulated years differ in what decides its money, so it is remembered by that."""
    facts = tuple(what_decides(judged[indicator.indicator], indicator) for indicator in outcome.indicators)
    gates = tuple((gate.indicator, judged[gate.indicator].status) for gate in shut_gates(judged, ready))
    return ready.remember(
        (outcome.outcome, facts, gates),
        lambda: Settled(tuple(_lines(outcome, amount, judged, ready)), result(outcome, judged, ready.terms.rules)),
    )


def what_decides(judgement: Judgement, indicator: IndicatorTerms) -> tuple[object, ...]:
    """All of a judgement that money depends on."""
    share = judgement.share
    asked = not judgement.status.is_answer or indicator.stage is Stage.BASELINE
    owed = asked and is_providers_doing(judgement, indicator)
    return (judgement.status, judgement.level, share.numerator, share.denominator, judgement.source, owed)


def _lines(
    outcome: OutcomeTerms, amount: Pence, judged: Mapping[str, Judgement], ready: Prepared
) -> Iterator[PaymentLine]:
    found = portions(outcome, judged, ready)
    shares = share_out(amount, [portion.weight for portion in found])
    by_points = outcome.points if ready.terms.divided_by == "points" else None
    for portion, share in zip(found, shares, strict=True):
        points = None if by_points is None else by_points * portion.weight
        yield _line(outcome.outcome, portion.indicator, points, share, portion.status, portion.level, portion.split)


def _line(
    outcome: str,
    indicator: str | None,
    points: Fraction | None,
    share: Pence,
    status: Status,
    level: str | None,
    split: Split,
) -> PaymentLine:
    earned, held, not_earned, not_on_offer = share_out(share, split.parts)
    return PaymentLine(
        outcome=outcome,
        indicator=indicator,
        points=points,
        share_of_pot=share,
        earned=earned,
        held=held,
        not_earned=not_earned,
        not_on_offer=not_on_offer,
        status=status,
        because=split.because,
        level=level,
    )
