"""The audit: how narrowly can anybody tell a small count from everything that is published, or about to be?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evenlode.disclosure.bounds import Room, Rooms, changes, reaches
from evenlode.disclosure.moves import Moves
from evenlode.disclosure.rules import Policy
from evenlode.disclosure.sums import NOBODY
from evenlode.disclosure.system import Shown, System
from evenlode.disclosure.targets import Target, still_secret, targets

if TYPE_CHECKING:
    import numpy as np

_ROUNDS = 4
"""How often all targets of a room are pushed to and fro together before each is looked at alone."""

_FEW = 3
"""With no more targets than these in a room, looking at each alone is no more work."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """A count that is not shown to be open, and to whom: a provider that knows its own counts, or anybody (None)."""

    target: Target
    provider: str | None


def audit(system: System, releases: Sequence[Shown], policy: Policy) -> list[Narrow]:
    """Every small count that cannot be shown to be open by the policy's least width, to anybody and to each provider.

    Whoever knows more can tell more: what is open to a provider that has no part in it is open to anybody. First
    cheap proof: whatever some possible change of the figures leaves open is open. What is left goes to linear
    programming over the count's own periods, with all other periods as they are; this can only understate how open a
    count is, so that a count which it names may be safe, and none that it lets through is not.
    """
    wanted = targets(system, releases, policy)
    if not wanted:
        return []
    moves, seen_open = Moves(system), set[tuple[tuple[int, int], ...]]()
    found: list[Narrow] = []
    for number, provider in enumerate(system.providers):
        if provider != NOBODY:
            secret = _secret(wanted, system, policy, provider)
            left = _not_open(secret, moves, system, number, policy.least_width)
            narrow = _narrow(left, Rooms(system, provider), policy.least_width)
            found.extend(Narrow(target, provider) for target in narrow)
            seen_open |= {target.weights for target in secret} - {target.weights for target in narrow}
    rest = [target for target in wanted if target.weights not in seen_open]
    left = _not_open(rest, moves, system, None, policy.least_width)
    found.extend(Narrow(target, None) for target in _narrow(left, Rooms(system, None), policy.least_width))
    return found


def _secret(wanted: Sequence[Target], system: System, policy: Policy, provider: str) -> list[Target]:
    """What the provider may not learn of the others: each remainder once."""
    left = [target.beside(system, provider) for target in wanted]
    return list({one.weights: one for one in left if still_secret(one, system, policy)}.values())


def _not_open(secret: Sequence[Target], moves: Moves, system: System, provider: int | None, width: int) -> list[Target]:
    """The targets that no two moves, one up and one down, leave wide enough."""
    from scipy.sparse import csr_matrix

    rows = [row for row, target in enumerate(secret) for _ in target.weights]
    columns = [column for target in secret for column, _ in target.weights]
    data = [float(times) for target in secret for _, times in target.weights]
    wanted = csr_matrix((data, (rows, columns)), shape=(len(secret), len(system.columns)))
    above, below = moves.reach(wanted, provider)
    return [target for target, up, down in zip(secret, above, below, strict=True) if up + down < width]


def audit_again(narrow: Sequence[Narrow], system: System, policy: Policy) -> list[Narrow]:
    """Those of the narrow counts that are so still, once more is hidden; hiding never makes another one narrow."""
    found: list[Narrow] = []
    for provider in sorted({one.provider for one in narrow}, key=str):
        some = [one.target for one in narrow if one.provider == provider]
        found.extend(Narrow(one, provider) for one in _narrow(some, Rooms(system, provider), policy.least_width))
    return found


def _narrow(left: Sequence[Target], rooms: Rooms, width: int) -> list[Target]:
    """The targets that linear programming in their own periods cannot open either."""
    left = _after_pushing(left, rooms, width)
    wide = reaches([(rooms.near(target), target) for target in left])
    return [target for target, (above, below) in zip(left, wide, strict=True) if above + below < width]


def _after_pushing(left: Sequence[Target], rooms: Rooms, width: int) -> list[Target]:
    """The targets that stay narrow when those of a room are pushed up and down together, each its own way."""
    import numpy as np

    chance = np.random.default_rng(0)  # which way is of no account, but the same figures are to take the same way
    crowds = [_Crowd(room, some, width) for room, some in _by_room(left, rooms)]
    for _ in range(_ROUNDS):
        pushed = [crowd for crowd in crowds if crowd.narrow().sum() > _FEW]
        ways = [crowd.way(chance) for crowd in pushed]
        asked = [(crowd.room, sign * way) for crowd, way in zip(pushed, ways, strict=True) for sign in (1, -1)]
        for number, change in enumerate(changes(asked)):
            if change is not None:
                pushed[number // 2].see(change)
    return [crowd.targets[place] for crowd in crowds for place in np.flatnonzero(crowd.narrow())]


def _by_room(left: Sequence[Target], rooms: Rooms) -> list[tuple[Room, list[Target]]]:
    found: dict[int, tuple[Room, list[Target]]] = {}
    for target in left:
        room = rooms.near(target)
        found.setdefault(id(room), (room, []))[1].append(target)
    return list(found.values())


class _Crowd:
    """The targets of one room, and how far each has been seen to move."""

    def __init__(self, room: Room, some: list[Target], width: int) -> None:
        import numpy as np

        self.room, self.targets, self.width = room, some, width
        self.weights = np.array([room.weights(target) for target in some])
        self.above, self.below = np.zeros(len(some)), np.zeros(len(some))

    def narrow(self) -> np.ndarray:
        """Which of them have not been seen to move far enough."""
        return self.above + self.below < self.width

    def way(self, chance: np.random.Generator) -> np.ndarray:
        """Every narrow target with a sign of its own, added up."""
        signs: np.ndarray = chance.choice([-1.0, 1.0], size=len(self.targets)) * self.narrow()
        added: np.ndarray = signs @ self.weights
        return added

    def see(self, change: np.ndarray) -> None:
        """Note how far a change of the room moves each target."""
        import numpy as np

        moved = self.weights @ change
        self.above = np.maximum(self.above, np.floor(moved + 1e-6))
        self.below = np.maximum(self.below, np.floor(-moved + 1e-6))
