"""Settlement: a year's payment with all that goes beside the pot: base, advance, gain share and flows to partners."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, share_of
from evenlode.payment.advances import Instalment, Reconciliation, instalments, reconcile
from evenlode.payment.bonus import bonus_split
from evenlode.payment.capitating import HeadLine, capitation
from evenlode.payment.gates import gated
from evenlode.payment.judged import by_indicator
from evenlode.payment.outcomes import outcome_results
from evenlode.payment.partners import PartnerLine, partner_lines
from evenlode.payment.prepared import prepared
from evenlode.payment.sharing import GainShare, gain_share
from evenlode.results import AuditedCosts, HeadCount, Judgement, Payment

if TYPE_CHECKING:
    from evenlode.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class Supplied:
    """What a settlement needs that no outturn holds: audited costs, head counts, and what is held for the provider.

    suspense: pence held from earlier statements, which a clawback takes first.
    """

    costs: AuditedCosts | None = None
    heads: tuple[HeadCount, ...] = ()
    suspense: Pence = 0


NOTHING_SUPPLIED = Supplied()


@dataclass(frozen=True, slots=True)
class Settlement:
    """A payment, and what else the contract pays in the year; a part that it does not agree, or lacks, is empty."""

    payment: Payment
    base: tuple[Instalment, ...] = ()
    heads: tuple[HeadLine, ...] = ()
    advance: Reconciliation | None = None
    gain: GainShare | None = None
    partners: tuple[PartnerLine, ...] = ()

    def of_partner(self, partner: str) -> tuple[PartnerLine, ...]:
        """The lines that one partner may see: its own."""
        return tuple(line for line in self.partners if line.partner == partner)


def settle(
    payment: Payment, terms: Terms, supplied: Supplied = NOTHING_SUPPLIED, judgements: Iterable[Judgement] = ()
) -> Settlement:
    """Everything that the terms pay in the year beside the pot. Pure, and the payment itself is left as it is.

    Figures that the terms do not ask for are left alone. The gain share waits for audited costs and capitation by head
    for head counts. Where points earned scale the gain share and the costs do not say how many, they are those of the
    judgements. Raises Refusal, with every Problem of the part it concerns, where a figure is missing or cannot be true.
    """
    gain = _gain(terms, supplied, judgements)
    capitated = terms.capitation
    by_head = capitated is not None and capitated.by == "head"
    paid_ahead = share_of(payment.pot, terms.advance)
    return Settlement(
        payment=payment,
        base=instalments(base_of_year(terms), terms.year) if capitated and not by_head else (),
        heads=capitation(supplied.heads, terms) if by_head and supplied.heads else (),
        advance=reconcile(paid_ahead, payment.earned, supplied.suspense) if terms.advance else None,
        gain=gain,
        partners=partner_lines(payment.earned, gain.retained if gain else None, terms),
    )


def base_of_year(terms: Terms) -> Pence:
    """The fixed envelope of the year: the annual value on its first day, less the pot where that is withheld."""
    return max(terms.annual_value - (terms.pot if terms.basis == "withheld" else 0), 0)


def points_earned(judgements: Iterable[Judgement], terms: Terms) -> Fraction:
    """The points of 100 that the year earned, the bonus included, exact."""
    ready = prepared(terms)
    judged = by_indicator(judgements, ready)
    results = outcome_results(judged.values(), terms)
    found = sum((result.points.earned for result in results if result.points), Fraction(0))
    if terms.bonus_points:
        _, split = bonus_split(results, judged, terms.rules)
        found += terms.bonus_points * gated(split, judged, ready).earned
    return found


def _gain(terms: Terms, supplied: Supplied, judgements: Iterable[Judgement]) -> GainShare | None:
    rule, costs = terms.gain_share, supplied.costs
    if rule is None or costs is None:
        return None
    if rule.quality and rule.quality.scaled_by == "points earned" and costs.quality is None:
        costs = replace(costs, quality=points_earned(judgements, terms))
    return gain_share(costs, rule, terms.year.end)
