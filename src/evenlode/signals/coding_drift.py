"""Codes that people have in other shares than the year before.

What it looks at: the last code of each person with a provider in a contract year, and in the year before it. Its figure
is the share of the code that moved most, what is expected is that code's share the year before. A shift matters where
as many people as `shift` says would have to be coded differently to make both years alike (half the sum of all
differences).

The test is Pearson's chi-square over all codes, rare ones taken together; with few people Fisher's exact one of each
code, with an allowance for as many codes as there are. Many people are in both years, which makes
two years more alike than the test allows for, so where nothing changed it fires less often than it may. Source: coding
moves where payment follows it, see Silverman E, Skinner J. Journal of Health Economics 2004; 23: 369-389.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from evenlode.data.months import month_of
from evenlode.data.planned import ask
from evenlode.data.questions import Question
from evenlode.results import Period
from evenlode.signals.chance import differ, differ_in_one
from evenlode.signals.looking import TOO_FEW, Asked, Look
from evenlode.terms.forms.signals import CodingDriftForm

if TYPE_CHECKING:
    import ibis

    from evenlode.data.store import Store

CODINGS = {
    "HoNOS cluster": ("honos_clusters", "code", "from_day"),
    "accommodation type": ("accommodation_status", "type", "day"),
    "employment status": ("employment_status", "code", "day"),
    "structured role": ("role_status", "structured", "day"),
    "referral priority": ("referrals", "priority", "received_day"),
    "discharge destination": ("hospital_spells", "discharge_destination", "discharged"),
}
"""What is coded: (table, column, the day it is of)."""


def look(store: Store, asked: Asked, parameters: CodingDriftForm) -> Iterator[Look]:
    """A look at each coding, provider and year but the first."""
    for subject, (table, column, day) in CODINGS.items():
        if not store.has(table):
            continue
        codes: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
        for row in ask(store, Question(last_codes, (table, column, day, asked.first))):
            codes[row["provider"], row["year"]][row["code"]] += row["people"]
        for (provider, number), now in codes.items():
            year, before = asked.year(number), codes.get((provider, number - 1))
            if year is not None and before:
                yield _compared(subject, provider, year, now, before, parameters)


def last_codes(store: Store, table: str, column: str, day: str, first: int) -> ibis.Table:
    """(provider, year, code, people): how many people of a provider had which code last in a contract year."""
    import ibis

    rows = store.table(table)
    rows = rows.filter(rows[column].notnull(), rows[day].notnull())
    told = rows.select("person", "provider", code=rows[column], day=rows[day], year=(month_of(rows[day]) - first) // 12)
    last = ibis.row_number().over(group_by=("person", "provider", "year"), order_by=(ibis.desc("day"), "code"))
    once = told.mutate(place=last).filter(lambda one: one.place == 0)
    return once.group_by("provider", "year", "code").agg(people=once.count())


def _compared(
    subject: str, provider: str, year: Period, now: Counter[str], before: Counter[str], parameters: CodingDriftForm
) -> Look:
    totals = (now.total(), before.total())
    if min(totals) < parameters.fewest:
        reason = f"{TOO_FEW}: it takes {parameters.fewest} people in this year and in the one before."
        return Look(subject, provider, year, reason)
    names = sorted({*now, *before})
    shares = {name: (now[name] / totals[0], before[name] / totals[1]) for name in names}
    both = ([now[name] for name in names], [before[name] for name in names])
    few = min(totals) < parameters.fewest_told
    chance = differ_in_one(*both) if few else differ(*both)
    if chance is None:
        return Look(subject, provider, year, "Everybody has the same code, so there is nothing to compare.")
    shift = sum(abs(one - other) for one, other in shares.values()) / 2
    if few:
        told = f"{subject[0].upper()}{subject[1:]}: codes are shared out in another way than the year before; there are"
        told += " too few people to tell the shares."
        return Look(subject, provider, year, told, chance=chance, large=shift >= parameters.shift)
    moved = max(names, key=lambda name: (abs(shares[name][0] - shares[name][1]), name))
    figure, expected = shares[moved]
    said = (
        f'{subject[0].upper()}{subject[1:]} "{moved}" went from {expected:.1%} of people to {figure:.1%};'
        f" {shift:.1%} would have to be coded differently to make both years alike."
    )
    return Look(subject, provider, year, said, figure, expected, chance, shift >= parameters.shift)
