"""How segments lie in one another: each segment as the sum of pieces that no segment divides further."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evenlode.problems import refuse
from evenlode.results import EVERYONE


@dataclass(frozen=True, slots=True)
class Nesting:
    """A tree with everybody at its root: the segments that lie directly in each segment."""

    children: Mapping[str, tuple[str, ...]]

    def pieces(self, segment: str) -> tuple[str, ...]:
        """The pieces that make a segment up: what its own segments hold, and what is left beside them."""
        inner = self.children[segment]
        return (*(piece for child in inner for piece in self.pieces(child)), piece_of(segment, bool(inner)))


def piece_of(segment: str, has_children: bool) -> str:
    """The name of what a segment holds beside the segments inside it."""
    return f"rest of {segment}" if has_children else segment


def nesting(segments: Sequence[str], members: Mapping[str, frozenset[str]]) -> Nesting:
    """The tree of these segments. members: what each is made of; one that is not named there holds itself alone.

    Raises a Refusal where two segments share some members and neither holds the other: their sums could not be told
    apart, so one of them has to be left out of the release.
    """
    made_of = {name: members.get(name, frozenset({f"only {name}"})) for name in segments}
    children: dict[str, list[str]] = {EVERYONE: [], **{name: [] for name in segments}}
    for name in sorted(segments, key=lambda one: (-len(made_of[one]), one)):
        holders = [one for one in segments if one != name and made_of[one] > made_of[name]]
        crossing = [one for one in segments if _cross(made_of[one], made_of[name], one, name)]
        if crossing:
            message = f'the segments "{name}" and "{crossing[0]}" overlap and neither holds the other'
            raise refuse("DISCLOSURE.OVERLAP", message, "Leave one of them out with --segment", field="segment")
        parent = min(holders, key=lambda one: (len(made_of[one]), one), default=EVERYONE)
        children[parent].append(name)
    return Nesting({name: tuple(inner) for name, inner in children.items()})


def _cross(one: frozenset[str], other: frozenset[str], name: str, other_name: str) -> bool:
    return name != other_name and bool(one & other) and not one < other and not other < one
