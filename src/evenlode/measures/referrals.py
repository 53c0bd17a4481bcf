"""Referrals: those that were received in a period with a priority, to a team, and were not turned away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evenlode.data.store import Store
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    import ibis

Narrowed = list[tuple[str, "ibis.Table"]]
"""A table after one condition after another, each with its words."""

ADULT_TEAMS = (
    *(f"A{number:02d}" for number in range(1, 26)),
    "B01",
    "C02",
    "C04",
    "C08",
    "C10",
    *(f"D{number:02d}" for number in range(1, 9)),
    "Z01",
    "Z02",
)
"""Team types of mental health services for adults, as NHS Digital's monthly statistics group them."""


def sent_rows(store: Store, table: str, name: str) -> Narrowed:
    """The first step of every explanation: what was sent of a table; none where it was not."""
    return [(f"{name} that were sent", store.as_sent(table).rows)] if store.has(table) else []


def received(
    store: Store, definition: Definition, priorities: tuple[str, ...], teams: tuple[str, ...], span: Period
) -> Narrowed:
    """The referrals after each condition, those that count last. Empty priorities or teams ask for none in particular.

    A blank priority or team type is none of those that are asked for. The priority is the one that the referral came
    with: a later change of it is not in the store.
    """
    referrals = store.table("referrals")
    left = referrals.filter(referrals.received_day.between(span.start, span.end))
    found: Narrowed = [("referrals after the checks", referrals), ("received in the period", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("by the lead provider", left))
    left = left.filter(left.rejected_day.isnull())
    found.append(("not rejected", left))
    if priorities:
        left = left.filter(left.priority.isin(priorities))
        found.append(("with a priority that counts", left))
    if teams:
        left = left.filter(left.team_type.isin(teams))
        found.append(("to a team that counts", left))
    return found
