"""SNOMED codes: which instrument, and which item or figure of it, a coded value in a data set is, on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from evenlode.instruments.exact import exact
from evenlode.instruments.form import ANY_ITEM, CodeForm, Instrument, Primitive
from evenlode.instruments.item_list import Range
from evenlode.instruments.reading import instrument, names


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code carries: an item, or a figure. Both None: one item, and the code does not say which.

    range: what may be sent. times: what a value sent is multiplied by to become the figure; other than 1 where a data
    set sends a domain as the sum of its items. first_day, last_day: None where no source dates the code.
    """

    snomed: str
    instrument: str
    item: str | None
    figure: str | None
    range: Range
    times: Fraction
    first_day: date | None
    last_day: date | None

    def value(self, sent: object) -> Fraction | None:
        """A value that was sent, in the instrument's own unit; None where it is no number or outside the range."""
        found = exact(sent)
        return found * self.times if found is not None and found in self.range else None

    def in_force(self, on: date) -> bool:
        """True where the code may be used on the day."""
        return (self.first_day is None or self.first_day <= on) and (self.last_day is None or on <= self.last_day)


def by_code(snomed: str | int, on: date) -> Coded | None:
    """What a code carries on a day; None where no instrument here has it, which most codes of a data set are."""
    return next((found for found in _all().get(str(snomed).strip(), ()) if found.in_force(on)), None)


def codes_of(which: str | Instrument) -> tuple[Coded, ...]:
    """Every code of an instrument, in the order of its file: the table that an engine joins to."""
    form = instrument(which)
    return tuple(_coded(form, code) for code in form.codes)


@cache
def _all() -> dict[str, tuple[Coded, ...]]:
    found: dict[str, tuple[Coded, ...]] = {}
    for code in _every_code():
        found[code.snomed] = (*found.get(code.snomed, ()), code)
    return found


def _every_code() -> Iterator[Coded]:
    for name in names():
        yield from codes_of(name)


def _coded(form: Instrument, code: CodeForm) -> Coded:
    return Coded(
        snomed=code.snomed,
        instrument=form.instrument,
        item=None if code.item == ANY_ITEM else code.item,
        figure=code.figure,
        range=code.range,
        times=_times(form, code),
        first_day=code.from_,
        last_day=code.until,
    )


def _times(form: Instrument, code: CodeForm) -> Fraction:
    """A sum of n items becomes a mean times k when it is multiplied by k / n."""
    if code.carries == "the figure" or code.figure is None:
        return Fraction(1)
    found = form.figures_named()[code.figure]
    if found.by is Primitive.SUM:
        return Fraction(1)
    return Fraction(1 if found.k is None else found.k) / len(found.items)
