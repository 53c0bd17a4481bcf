"""Waterfall: from the pot to what is paid: what nobody could earn, nobody earned or is held, then the gain share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from evenlode.money import Pence, pounds
from evenlode.report import svg
from evenlode.report.colours import BLUE, INK, ORANGE, OUTLINE, SECONDARY, WHITE
from evenlode.report.report import State
from evenlode.report.states_drawn import state_box
from evenlode.report.tables import Table
from evenlode.report.words import in_units

Kind = State | Literal["whole", "added", "taken"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: from where to where in pence, and what it is. note: the same in points, or in words."""

    name: str
    kind: Kind
    low: Pence
    high: Pence
    note: str

    @property
    def amount(self) -> Pence:
        """How much it is."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The picture: its finding, its bars from left to right, and whether its figures are invented."""

    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    invented: bool

    @property
    def alt(self) -> str:
        """The picture in words."""
        said = "; ".join(f"{one.name} {pounds(one.amount)}" for one in self.bars)
        return f"{'INVENTED figures. ' if self.invented else ''}{self.title}. {said}."

    def table(self) -> Table:
        """The same as a table."""
        rows = tuple(
            (one.name, f"{'−' if one.kind == 'taken' else ''}{pounds(one.amount)}", one.note) for one in self.bars
        )
        return Table("From the pot to what is paid", ("Part", "Amount", "That is"), rows, (1,), has_total=True)


def waterfall(document: Mapping[str, Any], whole: Fraction, unit: str) -> Waterfall | None:
    """The waterfall of a statement, as its JSON holds it; None for a pot of nothing.

    whole: the points by which the pot is divided, or 100 where it is divided by per cent; unit: what those are called.
    """
    pot: Pence = document["pot"]
    if not pot:
        return None
    totals = document["totals"]
    bars = [Bar("The pot", "whole", 0, pot, in_units(whole, unit))]
    top = pot
    for state in (State.NOT_ON_OFFER, State.NOT_EARNED, State.HELD):
        amount: Pence = totals[state.value.replace(" ", "_")]
        if amount:
            bars.append(Bar(state.capitalize(), state, top - amount, top, in_units(whole * amount / pot, unit)))
            top -= amount
    bars.append(Bar("Earned", State.EARNED, 0, top, in_units(whole * top / pot, unit)))
    gain = (document.get("gain_share") or {}).get("to_provider", 0)
    if gain:
        bars.append(_gain(top, gain))
        bars.append(Bar("Together", "whole", min(0, top + gain), max(0, top + gain), "in all"))
    return Waterfall(_title(pot, totals), "From the pot to what is paid, in pounds", tuple(bars), document["invented"])


def _gain(earned: Pence, gain: Pence) -> Bar:
    """The gain share on top of what is earned, or the provider's part of a loss, which comes off it."""
    if gain > 0:
        return Bar("Gain share", "added", earned, earned + gain, "added")
    return Bar("Part of the loss", "taken", earned + gain, earned, "taken off")


def _title(pot: Pence, totals: Mapping[str, Pence]) -> str:
    earned, held = (round(Fraction(100 * totals[name], pot)) for name in ("earned", "held"))
    rest = 100 - earned - held
    kept = f", £{held} is held" if totals["held"] else ""
    return f"Of every £100 in the pot, £{earned} was earned{kept} and £{rest} goes to reinvestment"


_WIDTH, _TOP, _FLOOR, _HEIGHT = 640, 52, 250, 300


def draw_wide(found: Waterfall) -> str:
    """Columns from left to right, as SVG text. The same values give the same text."""
    return svg.picture(_WIDTH, _HEIGHT, found.alt, _columns(found))


def _columns(found: Waterfall) -> Iterator[str]:
    low, high = _ends(found)
    apart = (_WIDTH - 8) / len(found.bars)
    scale = (_FLOOR - _TOP) / (high - low)

    def y(amount: Pence) -> float:
        return _TOP + (high - amount) * scale

    for place, one in enumerate(found.bars):
        x, top = 4 + apart * place, y(one.high)
        height = max(one.amount * scale, 1)
        yield from _shape(one, x, top, apart * 0.75, height)
        yield svg.words(x, top - 8, pounds(one.amount), INK, bold=True)
        yield svg.words(x, _FLOOR + 22, one.name, INK, bold=True)
        yield svg.words(x, _FLOOR + 40, one.note, SECONDARY)
        if place + 1 < len(found.bars):
            after = found.bars[place + 1]
            level = one.low if after.high == one.low else one.high
            if level in (after.high, after.low):
                yield svg.rule(x + apart * 0.75, y(level), x + apart, y(level), OUTLINE, dash="2 3")
    yield svg.rule(0, y(0), _WIDTH, y(0), SECONDARY)
    if found.invented:
        yield svg.words(_WIDTH - 4, 18, "INVENTED", INK, anchor="end", bold=True)


def draw_narrow(found: Waterfall) -> str:
    """Rows from top to bottom for a phone, as SVG text."""
    return svg.picture(288, 62 * len(found.bars) + 24, found.alt, _rows(found))


def _rows(found: Waterfall) -> Iterator[str]:
    low, high = _ends(found)
    scale = 280 / (high - low)
    for place, one in enumerate(found.bars):
        top = 62 * place
        yield svg.words(2, top + 18, one.name, INK, bold=True)
        yield svg.words(286, top + 18, pounds(one.amount), INK, anchor="end", bold=True)
        yield from _shape(one, 4 + (one.low - low) * scale, top + 26, max(one.amount * scale, 1), 22)
    if found.invented:
        yield svg.words(284, 62 * len(found.bars) + 16, "INVENTED", INK, anchor="end", bold=True)


def _ends(found: Waterfall) -> tuple[Pence, Pence]:
    return min(0, *(one.low for one in found.bars)), max(one.high for one in found.bars)


def _shape(one: Bar, x: float, y: float, width: float, height: float) -> Iterator[str]:
    match one.kind:
        case State():
            yield from state_box(one.kind, x, y, width, height)
        case "whole":
            yield svg.box(x, y, width, height, SECONDARY)
        case "added":
            yield svg.box(x, y, width, height, BLUE)
        case _:
            yield svg.box(x, y, width, height, WHITE, ORANGE)
