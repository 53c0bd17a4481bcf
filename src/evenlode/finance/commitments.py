"""Commitments: what each party promised, by when, whether it was met, and its worth in money where that is known."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.finance.tables import needed
from evenlode.finance.thousands import Thousands
from evenlode.terms.contract import Contract
from evenlode.terms.forms.finance import read_figure


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise. value: thousands of pounds, None where no document prints one; outcome: what is known of it."""

    name: str
    title: str
    party: str
    due: str
    met: str
    value: Thousands | None
    outcome: str


def commitments(contract: Contract) -> tuple[Commitment, ...]:
    """The commitments of governance/ with what finance/ adds to them. Raises a Refusal where finance/ has no table."""
    (form,) = needed(contract, "commitments")
    money = {row["commitment"]: row for row in form.rows}
    found = []
    for held in contract.governance:
        for one in held.commitments:
            row = money.get(one.commitment, {})
            found.append(
                Commitment(
                    one.commitment,
                    one.title,
                    contract.party(one.party).name,
                    row.get("due", ""),
                    row.get("met", "not known"),
                    read_figure(row.get("value", "")),
                    one.outcome,
                )
            )
    return tuple(found)
