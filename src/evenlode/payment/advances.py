"""Advances: an amount paid in twelfths before it is earned, and what is clawed back or topped up when it is known."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.money import Pence, share_out
from evenlode.problems import refuse
from evenlode.results import Period


@dataclass(frozen=True, slots=True)
class Instalment:
    """One month's part of a yearly amount, paid at the start of the month; pence."""

    month: Period
    amount: Pence


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was paid before against what is due: topped up, or clawed back from suspense first; pence, none below 0."""

    paid: Pence
    due: Pence
    top_up: Pence
    from_suspense: Pence
    from_provider: Pence

    @property
    def clawback(self) -> Pence:
        """All that is taken back."""
        return self.from_suspense + self.from_provider


def instalments(amount: Pence, year: Period) -> tuple[Instalment, ...]:
    """The amount in equal parts over the months of the year, whole pence, that add to it: twelfths for a year."""
    months = year.months()
    return tuple(Instalment(*pair) for pair in zip(months, share_out(amount, [1] * len(months)), strict=True))


def reconcile(paid: Pence, due: Pence, suspense: Pence = 0) -> Reconciliation:
    """What is still to pay, or to take back. suspense: what is held for the provider, which a clawback takes first.

    Raises Refusal where an amount is below £0.
    """
    if min(paid, due, suspense) < 0:
        message = "an amount paid, due or in suspense is below £0"
        raise refuse("MONEY.RANGE", message, "Correct the amount", file="advance", field="paid")
    back = max(paid - due, 0)
    return Reconciliation(
        paid=paid,
        due=due,
        top_up=max(due - paid, 0),
        from_suspense=min(back, suspense),
        from_provider=back - min(back, suspense),
    )
