"""Flows: the money of a year's statement between the parties, as values and as bands in a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evenlode.money import Pence, pounds
from evenlode.report import svg
from evenlode.report.colours import BAND, BLUE, INK, OUTLINE, SECONDARY
from evenlode.report.tables import Table


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that goes from one place to another; pence, above nothing."""

    source: str
    target: str
    amount: Pence


@dataclass(frozen=True, slots=True)
class Flows:
    """Every flow of a year, those into the lead provider and past it first. lead: the name of the lead provider."""

    title: str
    lead: str
    into: tuple[Flow, ...]
    past: tuple[Flow, ...]
    out: tuple[Flow, ...]
    invented: bool

    @property
    def all(self) -> tuple[Flow, ...]:
        """In the order of the table."""
        return (*self.into, *self.past, *self.out)

    @property
    def alt(self) -> str:
        """The picture in words."""
        said = "; ".join(f"{one.source} to {one.target} {pounds(one.amount)}" for one in self.all)
        return f"{'INVENTED figures. ' if self.invented else ''}{self.title}. {said}."

    def table(self) -> Table:
        """The same as a table."""
        rows = tuple((one.source, one.target, pounds(one.amount)) for one in self.all)
        return Table("Who passes what to whom", ("From", "To", "Amount"), rows, (2,))


def flows(document: Mapping[str, Any]) -> Flows | None:
    """The flows of a statement, as its JSON holds it; None where nothing is paid.

    What a partner owes, being its part of a loss, flows into the lead provider.
    """
    lead = next((one["name"] for one in document["parties"] if one["role"] == "lead provider"), "The lead provider")
    totals, gain = document["totals"], document.get("gain_share") or {}
    to_lead = gain.get("to_provider", 0)
    fixed = sum(one["amount"] for one in document.get("base_payment") or ())
    heads = sum(one["paid"] + one["adjustment"] for one in document.get("capitation") or ())
    partners = [(one["partner"], one["total"]) for one in document.get("partners") or ()]
    rest = totals["not_earned"] + totals["not_on_offer"]
    into = _some(
        ("Outcomes pot", lead, totals["earned"]),
        ("Base payment", lead, fixed),
        ("Capitation", lead, heads),
        ("Gain share", lead, to_lead),
        *((name, lead, -amount) for name, amount in partners),
    )
    past = _some(("Outcomes pot", "Held", totals["held"]), ("Outcomes pot", "Reinvestment", rest))
    out = _some(
        *((lead, name, amount) for name, amount in partners),
        (lead, "Part of the loss", -to_lead),
        (lead, "Put back into care", gain.get("reinvested", 0)),
    )
    paid, passed = sum(one.amount for one in into), sum(one.amount for one in out)
    if not paid and not past:
        return None
    if passed and paid > passed:
        out = (Flow(lead, "Kept by the lead provider", paid - passed), *out)
    return Flows(_title(lead, paid, passed, document["pot"]), lead, into, past, out, document["invented"])


def _some(*wanted: tuple[str, str, Pence]) -> tuple[Flow, ...]:
    """Those that are above nothing."""
    return tuple(Flow(*one) for one in wanted if one[2] > 0)


def _title(lead: str, paid: Pence, passed: Pence, pot: Pence) -> str:
    if passed > paid:
        return f"{lead} passes on {pounds(passed - paid)} more than it is paid"
    if passed:
        return f"{lead} keeps {round(100 * (paid - passed) / paid)}p of each pound it is paid"
    return (
        f"{pounds(paid)} of the {pounds(pot)} pot goes to {lead}" if paid <= pot else f"{lead} is paid {pounds(paid)}"
    )


_TOP, _BAR, _GAP, _WIDTH = 72, 14, 38, 640
_PLOT = 220
"""Pixels that the largest column has for money, without the gaps between its bars."""


def draw_wide(found: Flows) -> str:
    """Bands from left to right, as SVG text: money in at the left, the lead provider in the middle, money out."""
    places = _Places(found)
    return svg.picture(_WIDTH, places.height, found.alt, _bands(found, places))


class _Places:
    """Where each bar stands, from the top, by its name and column; and how tall the picture is."""

    def __init__(self, found: Flows) -> None:
        sources = _summed((one.source, one.amount) for one in (*found.into, *found.past))
        targets = _summed((one.target, one.amount) for one in (*found.out, *found.past))
        middle = sum(one.amount for one in found.into)
        most = max(sum(sources.values()), sum(targets.values()), middle)
        self.scale = _PLOT / most
        self.left, left_end = self._stacked(sources)
        self.right, right_end = self._stacked(targets)
        self.middle = float(_TOP)
        self.height = round(max(left_end, right_end, _TOP + middle * self.scale) + 32)

    def _stacked(self, amounts: Mapping[str, Pence]) -> tuple[dict[str, tuple[float, float]], float]:
        found, y = {}, float(_TOP)
        for name, amount in amounts.items():
            tall = max(amount * self.scale, 1.5)
            found[name] = (y, tall)
            y += max(tall, 8) + _GAP
        return found, y - _GAP


def _summed(pairs: Iterator[tuple[str, Pence]]) -> dict[str, Pence]:
    found: dict[str, Pence] = {}
    for name, amount in pairs:
        found[name] = found.get(name, 0) + amount
    return found


def _bands(found: Flows, places: _Places) -> Iterator[str]:
    left, middle, right = 4.0, 230.0, 430.0
    gone_left = {name: y for name, (y, _) in places.left.items()}
    gone_right = {name: y for name, (y, _) in places.right.items()}
    entered = left_middle = places.middle
    for one in found.into:
        tall = one.amount * places.scale
        yield _band(left + _BAR, gone_left[one.source], middle, entered, tall)
        gone_left[one.source] += tall
        entered += tall
    for one in found.past:
        tall = one.amount * places.scale
        yield _band(left + _BAR, gone_left[one.source], right, gone_right[one.target], tall)
        gone_left[one.source] += tall
        gone_right[one.target] += tall
    for one in found.out:
        tall = one.amount * places.scale
        yield _band(middle + _BAR, left_middle, right, gone_right[one.target], tall)
        left_middle += tall
        gone_right[one.target] += tall
    yield from _named(found, places, left, right)
    if found.into:
        paid = sum(one.amount for one in found.into)
        yield svg.box(middle, places.middle, _BAR, max(paid * places.scale, 1.5), INK)
        yield svg.words(
            middle + _BAR / 2, places.middle - 8, f"{found.lead}: {pounds(paid)}", INK, anchor="middle", bold=True
        )
    if found.invented:
        yield svg.words(_WIDTH - 4, places.height - 6, "INVENTED", INK, anchor="end", bold=True)


def _named(found: Flows, places: _Places, left: float, right: float) -> Iterator[str]:
    amounts = _summed((one.source, one.amount) for one in (*found.into, *found.past))
    for name, (y, tall) in places.left.items():
        yield svg.box(left, y, _BAR, tall, BLUE)
        yield svg.words(left, y - 24, name, INK)
        yield svg.words(left, y - 8, pounds(amounts[name]), INK, bold=True)
    amounts = _summed((one.target, one.amount) for one in (*found.out, *found.past))
    for name, (y, tall) in places.right.items():
        yield svg.box(right, y, _BAR, tall, SECONDARY)
        yield svg.words(right + _BAR + 8, y + tall / 2 - 2, name, INK)
        yield svg.words(right + _BAR + 8, y + tall / 2 + 15, pounds(amounts[name]), INK, bold=True)


def _band(x1: float, y1: float, x2: float, y2: float, tall: float) -> str:
    """A band whose upper edge runs from one bar's place to another's."""
    half, tall = (x1 + x2) / 2, max(tall, 1)
    there = f"M{svg.at(x1, y1)}C{svg.at(half, y1)} {svg.at(half, y2)} {svg.at(x2, y2)}"
    back = f"V{y2 + tall:.1f}C{svg.at(half, y2 + tall)} {svg.at(half, y1 + tall)} {svg.at(x1, y1 + tall)}Z"
    return svg.path(there + back, OUTLINE, 0.5, fill=BAND)


def draw_narrow(found: Flows) -> str:
    """A row for each flow, for a phone, as SVG text."""
    return svg.picture(288, 66 * len(found.all) + 24, found.alt, _rows(found, found.all))


def _rows(found: Flows, every: Sequence[Flow]) -> Iterator[str]:
    most = max(one.amount for one in every)
    for place, one in enumerate(every):
        top = 66 * place
        yield svg.words(2, top + 18, f"{one.source} to", SECONDARY)
        yield svg.words(2, top + 36, one.target, INK, bold=True)
        yield svg.words(286, top + 18, pounds(one.amount), INK, anchor="end", bold=True)
        yield svg.box(2, top + 42, max(280 * one.amount / most, 1), 12, BLUE)
    if found.invented:
        yield svg.words(284, 66 * len(every) + 16, "INVENTED", INK, anchor="end", bold=True)
