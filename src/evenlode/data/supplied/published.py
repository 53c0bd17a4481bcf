"""The statuses that a contract folder keeps as its sources print them, as published judgements."""

from __future__ import annotations

from evenlode.data.supplied.known import slug_of
from evenlode.data.supplied.supplied import PublishedJudgement
from evenlode.terms.contract import Contract


def from_contract(contract: Contract) -> tuple[PublishedJudgement, ...]:
    """Every status that the contract's published/ files print, in the order of the files and of the years."""
    return tuple(
        PublishedJudgement(
            indicator=slug_of(contract.indicator(printed.indicator)),
            period=contract.year_of(start),
            status=status,
            reference=form.reference,
            target_as_printed=printed.target_as_printed,
            note=printed.note,
        )
        for form in contract.published
        for printed in form.judgements
        for start, status in sorted(printed.statuses.items())
    )
