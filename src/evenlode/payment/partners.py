"""Partners: what the lead provider passes on to each, flat or indexed, of its incentive and of its gain or loss."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, pounds, share_of, share_out
from evenlode.payment.uplifting import factor_between, real_terms
from evenlode.payment.words import line_text

if TYPE_CHECKING:
    from evenlode.terms.money_terms import FlowTerms
    from evenlode.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One partner's year, in pence: its fixed amount, its part of the incentive, its part of the gain or loss.

    real_terms: what its fixed amount is worth beside the head contract's value since the first year; None where the
    contract states no value.
    """

    partner: str
    fixed: Pence
    incentive: Pence
    risk: Pence
    real_terms: Pence | None
    because: str

    @property
    def total(self) -> Pence:
        """All three; below nothing where its part of a loss is more than the rest."""
        return self.fixed + self.incentive + self.risk


def partner_lines(earned: Pence, gain: Pence | None, terms: Terms) -> tuple[PartnerLine, ...]:
    """A line for each partner that has a flow in the year, in the order of the contract.

    earned: what the lead provider earns of the pot. gain: what it retains of a saving, below nothing for a loss; None
    while nobody knows. Both are shared among the partners and the lead provider by share_out, so nothing is made or
    lost.
    """
    incentives = _shared(earned, [flow.incentive for flow in terms.flows])
    risks = _shared(gain or 0, [flow.risk for flow in terms.flows])
    return tuple(
        _line(flow, incentive, risk, terms, is_known=gain is not None)
        for flow, incentive, risk in zip(terms.flows, incentives, risks, strict=True)
    )


def fixed_amount(flow: FlowTerms, terms: Terms) -> Pence:
    """The partner's fixed amount in the year: a twelfth each month of the amount then in force, rounded once.

    An indexed amount grows by every uplift since its first day; uplifts of April change the second half of a year
    that begins in October.
    """
    exact = Fraction(0)
    for month in terms.year.months():
        in_force = flow.amount_on(month.start)
        if in_force is None:
            continue
        start, amount = in_force
        grown = factor_between(terms.uplifts, start, month.start) if flow.is_indexed else Fraction(1)
        exact += Fraction(amount, 12) * grown
    return share_of(1, exact)


def _shared(amount: Pence, shares: list[Fraction]) -> list[Pence]:
    """The partners' parts; the lead provider keeps the rest."""
    return share_out(amount, [*shares, 1 - sum(shares, Fraction(0))])[:-1]


def _line(flow: FlowTerms, incentive: Pence, risk: Pence, terms: Terms, is_known: bool) -> PartnerLine:
    fixed = fixed_amount(flow, terms)
    has_values = terms.first_value > 0 and terms.annual_value > 0
    worth = real_terms(fixed, terms.first_value, terms.annual_value) if has_values else None
    words = f"{pounds(fixed)} {'indexed by the uplifts' if flow.is_indexed else 'in flat cash'}"
    words += f", {line_text(flow.incentive, is_share=True)} of what the lead provider earns of the pot"
    words += f", {line_text(flow.risk, is_share=True)} of its gain or loss"
    words += "." if is_known or not flow.risk else ", which waits for audited costs."
    return PartnerLine(flow.partner, fixed, incentive, risk, worth, words)
