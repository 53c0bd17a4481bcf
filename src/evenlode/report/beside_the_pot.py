"""Money beside the pot: base, capitation, advance, gain share and what passes to partners, each as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from evenlode.money import Pence, pounds
from evenlode.payment.advances import Instalment, Reconciliation
from evenlode.payment.capitating import HeadLine
from evenlode.payment.partners import PartnerLine
from evenlode.payment.settlement import Settlement
from evenlode.payment.sharing import GainShare
from evenlode.report.tables import Table
from evenlode.terms.contract import Contract
from evenlode.terms.money_terms import GainShareTerms
from evenlode.terms.terms import Terms


def beside_the_pot(contract: Contract, terms: Terms, settled: Settlement | None) -> tuple[Table, ...]:
    """A table for each kind of money beside the pot that the contract has in the year, in the order it is posted.

    Nothing where the contract has none of it, or the report is without money. What waits for head counts or audited
    costs says so.
    """
    if settled is None:
        return ()
    names = {party.party: party.name for party in contract.form.parties}
    return tuple(_tables(terms, settled, names))


def _tables(terms: Terms, settled: Settlement, names: Mapping[str, str]) -> Iterator[Table]:
    if settled.advance is not None:
        yield _advance(settled.advance)
    if settled.base:
        yield _base(settled.base)
    if terms.capitation is not None and terms.capitation.by == "head":
        yield _capitation(settled.heads)
    if terms.gain_share is not None:
        yield _steps(terms.gain_share, settled.gain)
        if settled.gain is not None:
            yield _shared(settled.gain)
    if settled.partners:
        yield _partners(settled.partners, names)


def _advance(advance: Reconciliation) -> Table:
    rows = (
        ("Paid in advance", pounds(advance.paid)),
        ("Earned", pounds(advance.due)),
        ("Clawed back from suspense", pounds(advance.from_suspense)),
        ("Clawed back from the provider", pounds(advance.from_provider)),
        ("Still to pay", pounds(advance.top_up)),
    )
    return Table("The advance on the pot, set against what was earned", ("Part", "Amount"), rows, (1,))


def _base(base: Sequence[Instalment]) -> Table:
    rows = [(f"{one.month.start:%B %Y}", pounds(one.amount)) for one in base]
    rows.append(("The year", pounds(sum(one.amount for one in base))))
    return Table("The fixed envelope, paid at the start of each month", ("Month", "Amount"), tuple(rows), (1,), True)


def _capitation(heads: Sequence[HeadLine]) -> Table:
    columns = ("Segment", "Months", "Paid at the time", "Put right for joiners and leavers", "Together")
    caption = "Capitation: people times price"
    if not heads:
        return Table(f"{caption}; it waits for head counts", columns, (("Every segment", "", "", "", "waits"),), (4,))
    segments = [
        (name, [one for one in heads if one.segment == name]) for name in sorted({one.segment for one in heads})
    ]
    rows = tuple(_of_heads(name, own) for name, own in [*segments, ("All segments", heads)])
    return Table(caption, columns, rows, (1, 2, 3, 4), has_total=True)


def _of_heads(name: str, heads: Sequence[HeadLine]) -> tuple[str, ...]:
    paid, adjusted = sum(one.paid for one in heads), sum(one.adjustment for one in heads)
    months = len({one.month for one in heads})
    return (name, str(months), pounds(paid), pounds(adjusted), pounds(paid + adjusted))


def _steps(rule: GainShareTerms, gain: GainShare | None) -> Table:
    """The order of operations, with what each makes of the saving where the audited costs are there."""
    columns = ("Operation, in the contract's order", "Comes to", "What it did")
    if gain is None:
        waits = tuple(
            (name.capitalize(), "waits", "The audited costs of the year are not there.") for name in rule.order
        )
        return Table("The gain share; it waits for audited costs", columns, waits, (1,))
    first = ("Envelope less audited cost", pounds(gain.saving), f"The {_kind(gain)} of the year.")
    rows = tuple((step.operation.capitalize(), _pounds(step.amount), step.because) for step in gain.steps)
    return Table("The gain share, step by step", columns, (first, *rows), (1,))


def _shared(gain: GainShare) -> Table:
    rows = [
        ("The commissioner's part", pounds(gain.commissioner)),
        ("The provider's part", pounds(gain.provider)),
        ("of which it keeps", pounds(gain.retained)),
        ("of which it puts back into care", pounds(gain.reinvested)),
        ("The commissioner pays the provider", pounds(gain.to_provider))
        if gain.to_provider >= 0
        else ("The provider pays the commissioner", pounds(-gain.to_provider)),
    ]
    rows += [
        (f"Loss of the year to {one.year_end:%B %Y}, carried on", pounds(one.amount)) for one in gain.carried_forward
    ]
    return Table(f"Who has the {_kind(gain)}", ("Part", "Amount"), tuple(rows), (1,))


def _kind(gain: GainShare) -> str:
    return "saving" if gain.saving >= 0 else "loss"


def _partners(partners: Sequence[PartnerLine], names: Mapping[str, str]) -> Table:
    def row(name: str, own: Sequence[PartnerLine]) -> tuple[str, ...]:
        amounts = ("fixed", "incentive", "risk", "total")
        return (name, *(pounds(sum(getattr(one, amount) for one in own)) for amount in amounts))

    rows = [row(names.get(one.partner, one.partner), [one]) for one in partners]
    columns = ("Partner", "Fixed", "Part of the incentive", "Part of the gain or loss", "Together")
    caption = "What the lead provider passes to each partner"
    return Table(caption, columns, (*rows, row("All partners", partners)), (1, 2, 3, 4), has_total=True)


def _pounds(amount: Fraction) -> str:
    """Exact pence, to the nearest penny. For the page alone: what is paid was rounded once, by the settlement."""
    nearest: Pence = round(amount)
    return pounds(nearest)
