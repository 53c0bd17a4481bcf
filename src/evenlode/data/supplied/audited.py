"""Audited costs of a contract year, item by item: what a gain share and a clawback are worked out from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from evenlode.data.supplied.findings import nearest, quoted
from evenlode.data.supplied.supplied import Audited
from evenlode.results import AuditedCosts, CarriedLoss, Period
from evenlode.terms.values import read_day, read_money, read_number, read_whole, wrong

ENVELOPE, ACTUAL, PEOPLE, PERSON = "envelope", "actual", "people", "cost of a person"
POINTS, THRESHOLDS, LOSS, SUSPENSE = "points earned", "thresholds met", "loss brought forward", "suspense"
ITEMS = (ENVELOPE, ACTUAL, PEOPLE, PERSON, POINTS, THRESHOLDS, LOSS, SUSPENSE)
_COUNTS = (PEOPLE, THRESHOLDS)
_ONCE = (ENVELOPE, ACTUAL, PEOPLE, POINTS, THRESHOLDS, SUSPENSE)

Wrong = tuple[str, str, str]
"""The rule that is broken, what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a year: pence, a count or points as the item says; a carried loss has the last day of its year."""

    item: str
    amount: Fraction
    year_end: date | None = None


def read_item(item: str, amount: str, year_end: str) -> Item:
    """An item from its cells. Raises PydanticCustomError, with rule, message and fix, for one that cannot be read."""
    if item not in ITEMS:
        meant = nearest(item, list(ITEMS))
        fix = f"Did you mean {meant}?" if meant else f"Write one of: {', '.join(ITEMS)}"
        raise wrong("CODE.LIST", f"{quoted(item)} is no item of audited costs", fix)
    if item in _COUNTS:
        found = Fraction(read_whole(amount))
    else:
        found = Fraction(read_number(amount) if item == POINTS else read_money(amount))
    if found < 0 or (item in (POINTS, THRESHOLDS) and found > 100):
        raise wrong("VALUE.RANGE", f"{quoted(amount)} cannot be the {item}", "Correct it; none is below nothing")
    if (item == LOSS) != bool(year_end):
        message = "a loss brought forward has the last day of its year, and no other item has one"
        raise wrong("CFG.MISSING", message, "Write year_end beside the loss alone")
    return Item(item, found, read_day(year_end) if year_end else None)


def wrong_with(items: Sequence[Item], year: Period) -> Iterator[Wrong]:
    """What keeps the items of one year from being its audited costs."""
    named = Counter(one.item for one in items)
    for item in _ONCE:
        if named[item] > 1:
            yield "KEY.DUPLICATE", f"the {item} of the year is there {named[item]} times", "Keep one"
    losses = Counter(one.year_end for one in items if one.item == LOSS)
    if any(count > 1 for count in losses.values()):
        yield "KEY.DUPLICATE", "two losses are of the same year", "Add them up, and keep one"
    if any(day is not None and day >= year.start for day in losses):
        yield "PERIOD.OUTSIDE", "a loss brought forward is not of an earlier year", "Correct its year_end"
    if set(named) - {SUSPENSE} and not (named[ENVELOPE] and named[ACTUAL]):
        yield "CFG.MISSING", "the year has no envelope or no actual", "Give both: a saving is one less the other"
    if named[POINTS] and named[THRESHOLDS]:
        yield (
            "KEY.DUPLICATE",
            "quality is given by points and by thresholds",
            "Keep the one that the contract scales by",
        )


def put_together(items: Sequence[Item], year: Period) -> Audited:
    """The year's audited costs out of its items, in which nothing is wrong; costs are None for suspense alone."""

    def amounts(*names: str) -> list[Fraction]:
        return [one.amount for one in items if one.item in names]

    suspense = int(sum(amounts(SUSPENSE)))
    if not amounts(ENVELOPE):
        return Audited(year, None, suspense)
    quality = amounts(POINTS, THRESHOLDS)
    losses = [CarriedLoss(one.year_end, int(one.amount)) for one in items if one.year_end is not None]
    costs = AuditedCosts(
        envelope=int(sum(amounts(ENVELOPE))),
        actual=int(sum(amounts(ACTUAL))),
        people=int(sum(amounts(PEOPLE))),
        costs_of_people=tuple(sorted(map(int, amounts(PERSON)))),
        quality=quality[0] if quality else None,
        brought_forward=tuple(sorted(losses, key=lambda loss: loss.year_end)),
    )
    return Audited(year, costs, suspense)
