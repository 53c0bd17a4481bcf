"""An attacker: whole-number programming over nothing but published tables, the public policy and public notes.

It shares no code with the protector. It knows the texts of the tables in the order in which they came out, what the
policy says of a sign and of rounding, which provider sent which month again and when, and, as an insider, the exact
counts of one provider. It claims a count where exactly one whole number fits everything it has read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

ALL = "all"
SMALL, NOT_SHOWN = "*", ":"

Cell = tuple[str, str, int, int]
"""Provider, segment, month, and how often the provider had sent that month again."""

Secret = tuple[Cell, str]
"""A cell and 'met' or 'not met'."""


@dataclass(frozen=True)
class Published:
    """One line of a published table: its months, whom it is of, and its texts."""

    months: tuple[int, ...]
    provider: str
    segment: str
    numerator: str
    denominator: str
    rate: str


@dataclass(frozen=True)
class PublicPolicy:
    """What everybody may read about the policy."""

    smallest_hidden: int
    largest_hidden: int
    nearest: int
    least_for_rate: int


@dataclass
class Attacker:
    """Reads releases one after the other, and then says what it can tell for certain."""

    providers: Sequence[str]
    segments: Sequence[str]
    policy: PublicPolicy
    index: dict[Secret, int] = field(default_factory=dict)
    rows: list[tuple[list[int], list[int], float, float]] = field(default_factory=list)

    def read(self, table: Sequence[Published], sent_again: Mapping[tuple[str, int], int]) -> None:
        """Take in one release. sent_again: how often each provider had sent each month again by then."""
        for line in table:
            cells = [
                (provider, segment, month, sent_again.get((provider, month), 0))
                for provider in (self.providers if line.provider == ALL else [line.provider])
                for segment in (self.segments if line.segment == ALL else [line.segment])
                for month in line.months
            ]
            self._believe(cells, line)

    def claims(self, known: Mapping[Secret, int]) -> dict[Secret, int]:
        """Every count that can be only one number. known: what the attacker knew before."""
        return _Search(self, known).certain()

    def _believe(self, cells: list[Cell], line: Published) -> None:
        met, not_met = [self._at((one, "met")) for one in cells], [self._at((one, "not met")) for one in cells]
        self._count(met, line.numerator)
        self._count(met + not_met, line.denominator)
        both = line.numerator.isdigit() and line.denominator.isdigit()
        least = self.policy.least_for_rate
        if least and line.rate not in (SMALL, NOT_SHOWN, ""):
            self.rows.append((not_met, [1] * len(not_met), least, np.inf))
        elif least and both and line.rate == SMALL and int(line.numerator) > 0:
            self.rows.append((not_met, [1] * len(not_met), 0, least - 1))

    def _count(self, columns: list[int], text: str) -> None:
        half, smallest, largest = self.policy.nearest // 2, self.policy.smallest_hidden, self.policy.largest_hidden
        if text == SMALL:
            low, high = smallest, largest
        elif text == NOT_SHOWN:
            return
        elif text == "0":
            low, high = 0, min(half, smallest - 1)
        else:
            low, high = max(int(text) - half, largest + 1), int(text) + half
        self.rows.append((columns, [1] * len(columns), low, high))

    def _at(self, secret: Secret) -> int:
        return self.index.setdefault(secret, len(self.index))


class _Search:
    """Two different answers to a count are enough to leave it alone; only what never changes is asked for directly."""

    def __init__(self, attacker: Attacker, known: Mapping[Secret, int]) -> None:
        self.secrets = list(attacker.index)
        low, high = np.zeros(len(self.secrets)), np.full(len(self.secrets), np.inf)
        for secret, value in known.items():
            if secret in attacker.index:
                low[attacker.index[secret]] = high[attacker.index[secret]] = value
        self.bounds, self.known = Bounds(low, high), known
        entries = [
            (number, column, times)
            for number, (columns, weights, _, _) in enumerate(attacker.rows)
            for column, times in zip(columns, weights, strict=True)
        ]
        row, column, data = (np.array(part) for part in zip(*entries, strict=True))
        shape = (len(attacker.rows), len(self.secrets))
        lows, highs = (np.array([one[place] for one in attacker.rows], dtype=float) for place in (2, 3))
        self.constraint = LinearConstraint(coo_matrix((data, (row, column)), shape=shape).tocsr(), lows, highs)

    def certain(self) -> dict[Secret, int]:
        open_, first = np.zeros(len(self.secrets), dtype=bool), None
        chance = np.random.default_rng(1)
        for _ in range(8):
            way = np.where(open_, 0.0, chance.choice([-1.0, 1.0], size=len(self.secrets)))
            for answer in (self._solve(way), self._solve(-way)):
                first = answer if first is None else first
                open_ |= answer != first
        assert first is not None
        return {
            secret: int(first[column])
            for column, secret in enumerate(self.secrets)
            if not open_[column] and secret not in self.known and self._is_only(column, first[column])
        }

    def _is_only(self, column: int, value: float) -> bool:
        way = np.zeros(len(self.secrets))
        way[column] = 1
        return bool(self._solve(way)[column] == value and self._solve(-way)[column] == value)

    def _solve(self, way: np.ndarray) -> np.ndarray:
        """A whole-number answer that is small along the way; far is far enough where there is no end."""
        bounds = Bounds(self.bounds.lb, np.minimum(self.bounds.ub, 400))
        solved = milp(way, constraints=self.constraint, bounds=bounds, integrality=np.ones(len(way)))
        assert solved.x is not None, "the tables contradict one another, or the attacker has misread them"
        return np.round(solved.x)
