"""Repair: hide the cheapest published number that pins a small count, audit again, and so on; headlines stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from evenlode.disclosure.audit import Narrow, audit, audit_again
from evenlode.disclosure.bounds import Room, Rooms, pinning, reaches
from evenlode.disclosure.facts import SIBLING, show, tells_of_others
from evenlode.disclosure.protecting import Part
from evenlode.disclosure.rules import Policy
from evenlode.disclosure.sums import Span, Table
from evenlode.disclosure.system import Shown, System, system_of

Hide = tuple[int, Part]
"""The number of a figure of the new sheet, and which of its counts is hidden."""

_CHEAPEST_FIRST = (Table.BY_BOTH, Table.BY_PROVIDER, Table.BY_SEGMENT, Table.HEADLINE)


@dataclass(frozen=True, slots=True)
class Repaired:
    """The new sheet with what has to be hidden besides, and the counts that stay narrow all the same, and why."""

    shown: Shown
    stuck: tuple[tuple[Narrow, frozenset[Hide]], ...]


def repair(releases: Sequence[Shown], policy: Policy, headlines_may_go: bool = False) -> Repaired:
    """Hide as little as seems needed of the new sheet, the last one given, so that the audit of all of them passes."""
    system = system_of(releases)
    *before, new = releases
    hidden: set[Hide] = set()
    first = narrow = audit(system, releases, policy)
    while narrow:
        chosen: set[Hide] = set()
        left: list[Narrow] = []
        for one, pins in _with_pins(narrow, system, policy, new, headlines_may_go):
            choice = _may_go(pins, new, headlines_may_go)
            if choice:
                left.append(one)
                if not chosen & set(choice):
                    chosen.add(choice[0])
        hidden |= chosen
        system = system.without(chosen)
        narrow = audit_again(left, system, policy)
    final = _with_hidden(new, hidden)
    return Repaired(final, _stuck(first, system_of([*before, final]), policy))


def _with_hidden(new: Shown, hidden: set[Hide]) -> Shown:
    more: dict[int, dict[Part, str]] = {}
    for number, part in sorted(hidden):
        more.setdefault(number, {})[part] = SIBLING
    return replace(new, shown=tuple(show(one, more.get(number, {})) for number, one in enumerate(new.shown)))


def _stuck(first: Sequence[Narrow], system: System, policy: Policy) -> tuple[tuple[Narrow, frozenset[Hide]], ...]:
    """What was narrow at first and is so still, judged by what is shown in the end and with all periods free."""
    narrow = [one for one in audit_again(first, system, policy) if _is_narrow(one, system, policy)]
    pins = [_pins([(Rooms(system, one.provider).whole(), one)], system)[0] for one in narrow]
    return tuple(zip(narrow, map(frozenset, pins), strict=True))


def _with_pins(
    narrow: Sequence[Narrow], system: System, policy: Policy, new: Shown, headlines_may_go: bool
) -> Iterator[tuple[Narrow, set[Hide]]]:
    """Each narrow count with what pins it. One that nothing near can open is looked at again over all periods.

    A count that is open over all periods after all is left out.
    """
    for provider in sorted({one.provider for one in narrow}, key=str):
        rooms = Rooms(system, provider)
        some = [one for one in narrow if one.provider == provider]
        for one, pins in zip(some, _pins([(rooms.near(one.target), one) for one in some], system), strict=True):
            if _may_go(pins, new, headlines_may_go):
                yield one, pins
                continue
            if _is_narrow(one, system, policy):
                yield one, _pins([(rooms.whole(), one)], system)[0]


def _is_narrow(one: Narrow, system: System, policy: Policy) -> bool:
    """Whether a count is narrow with all periods free to change."""
    ((above, below),) = reaches([(Rooms(system, one.provider).whole(), one.target)])
    return above + below < policy.least_width


def _pins(asked: Sequence[tuple[Room, Narrow]], system: System) -> list[set[Hide]]:
    """The parts of new figures that keep each target from being larger or smaller than it is told to be."""
    weights = [room.weights(one.target) for room, one in asked]
    both = [(room, sign * one) for (room, _), one in zip(asked, weights, strict=True) for sign in (1, -1)]
    rows = pinning(both)
    return [{*_told(up, system), *_told(down, system)} for up, down in zip(rows[::2], rows[1::2], strict=True)]


def _told(rows: Iterable[int], system: System) -> Iterator[Hide]:
    for row in rows:
        told = system.told[row]
        if told.figure is not None:
            yield from ((told.figure, part) for part in told.told_by)


def _may_go(pins: set[Hide], new: Shown, headlines_may_go: bool) -> list[Hide]:
    """Those that may be hidden, the cheapest first. The total of a headline stays, unless it may go by leave."""
    some = [one for one in pins if headlines_may_go or not _has_to_stay(one, new)]
    return sorted(some, key=lambda one: _cost(one, new))


def _has_to_stay(hide: Hide, new: Shown) -> bool:
    """True for what a headline shows, but for a numerator that tells of the few who do not meet the indicator."""
    number, part = hide
    figure, shown = new.sheet.figures[number], new.shown[number]
    if figure.table is not Table.HEADLINE or _is_star(hide, new):
        return False
    return part is not Part.NUMERATOR or not tells_of_others(figure.counts, shown, new.policy)


def _is_star(hide: Hide, new: Shown) -> bool:
    return any(one.part is hide[1] for one in new.shown[hide[0]].hidden)


def _cost(hide: Hide, new: Shown) -> tuple[bool, int, int, int, bool, Hide]:
    """What readers would miss least: small groups before large ones, months before years, few people before many."""
    figure = new.sheet.figures[hide[0]]
    return (
        not _is_star(hide, new),
        _CHEAPEST_FIRST.index(figure.table),
        list(Span).index(figure.span),
        figure.counts.denominator,
        hide[1] is not Part.NUMERATOR,
        hide,
    )
