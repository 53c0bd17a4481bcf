"""Drawn: pictures, bars of the four states, and icons of statuses and charts, as what a template needs of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evenlode.money import Pence, pounds
from evenlode.report.report import Pot, Split
from evenlode.report.sure import Assured, Variation
from evenlode.report.words import in_units
from evenlode.results import Status

STATUS_ICONS = {
    Status.ACHIEVED: "achieved",
    Status.PARTIAL: "partial",
    Status.NOT_ACHIEVED: "not-achieved",
    Status.NOT_ASSESSABLE: "no-answer",
    Status.NOT_MEASURED: "no-answer",
    Status.AWAITING_DATA: "held",
}
VARIATION_ICONS = {
    Variation.IMPROVEMENT: ("improving", "Getting better"),
    Variation.CONCERN: ("worsening", "Getting worse"),
    Variation.COMMON_CAUSE: ("no-change", "No real change"),
    Variation.NOT_ASSESSABLE: ("few-points", "Too few points"),
}
ASSURANCE_ICONS = {
    Assured.PASS: ("always", "Will meet target"),
    Assured.FAIL: ("never", "Will miss target"),
    Assured.INCONSISTENT: ("sometimes", "May miss target"),
    Assured.NOT_ASSESSABLE: ("few-points-square", "Too few points"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon and its word: never one without the other."""

    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart drawn twice, once for a phone. title is what it shows; note says how to read it."""

    title: str
    subtitle: str
    wide: str
    narrow: str
    note: str


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: which of the four states, and where it lies, in per cent of the whole bar."""

    state: str
    left: str
    width: str


@dataclass(frozen=True, slots=True)
class StateLine:
    """One of the four states of money in words: the pattern to draw, its name, pounds and points."""

    state: str
    name: str
    amount: str
    units: str


def status_mark(status: Status | None) -> Mark:
    """A status as its icon and word; one that nobody gave is said to be none."""
    return Mark("no-answer", "No status") if status is None else Mark(STATUS_ICONS[status], status.value.capitalize())


def variation_mark(found: Variation | None) -> Mark:
    """Whether an indicator is really changing; a dashed ring where there is no figure."""
    return Mark("few-points", "No figures") if found is None else Mark(*VARIATION_ICONS[found])


def assurance_mark(found: Assured | None, has_chart: bool = True) -> Mark:
    """Whether the target can be relied on; a dashed square where there is none, or no figure."""
    if found is None:
        return Mark("few-points-square", "No target" if has_chart else "No figures")
    return Mark(*ASSURANCE_ICONS[found])


def bar(split: Split, whole: Pence) -> tuple[BarPart, ...]:
    """The four states of an amount along a bar as long as the whole; states with nothing in them are left out."""
    found, left = [], 0
    for state, amount in split.parts():
        if amount and whole:
            found.append(BarPart(state.value.replace(" ", "-"), _percent(left, whole), _percent(amount, whole)))
        left += amount
    return tuple(found)


def state_lines(split: Split, pot: Pot) -> tuple[StateLine, ...]:
    """The four states in words, in the order of the bar, also those with nothing in them."""
    return tuple(
        StateLine(
            state.value.replace(" ", "-"),
            state.value.capitalize(),
            pounds(amount),
            in_units(pot.in_units(amount), pot.unit),
        )
        for state, amount in split.parts()
    )


def _percent(part: Pence, whole: Pence) -> str:
    return f"{float(Fraction(part * 100, whole)):.3f}%"
