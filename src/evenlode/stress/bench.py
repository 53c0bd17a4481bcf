"""The bench: a contract year, what is assumed of it, and seeded draws of invented years that its own code pays."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from evenlode.money import Pence
from evenlode.results import Kind
from evenlode.stress.assumed import Assumed
from evenlode.stress.calibration import NO_FIGURES, Calibration
from evenlode.stress.pricing import PARTS, Drawn, Priced, Pricer
from evenlode.terms.terms import Terms

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Chance = Fraction | float | npt.NDArray[np.float64]

YEARS = 10_000
SEED = 2013


@dataclass(frozen=True, eq=False)
class Bench:
    """One contract year under stress. years: how many are invented; the same seed gives the same answers.

    envelope: what the contract is worth in the year; None where it is not stated. calibration: what real figures say.
    """

    terms: Terms
    assumed: tuple[Assumed, ...]
    years: int = YEARS
    seed: int = SEED
    envelope: Pence | None = None
    calibration: Calibration = NO_FIGURES

    @property
    def shares(self) -> tuple[Assumed, ...]:
        """The indicators judged on a share of people or events."""
        return tuple(one for one in self.assumed if one.indicator.kind is Kind.PROPORTION)

    def random(self, name: str) -> np.random.Generator:
        """Random numbers of its own for each use, so that one scenario cannot change another's answer."""
        import numpy as np

        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])

    def true_shares(self, gap: Fraction = Fraction(0), of: str = "baseline") -> dict[str, Fraction]:
        """The share that is true of each indicator: what it is now, or the line, moved by the gap towards better."""
        found = {}
        for one in self.shares:
            start = one.baseline if of == "baseline" else one.line
            if start is not None:
                found[one.indicator.indicator] = one.better_by(start, gap)
        return found

    def draw(
        self, name: str, shares: Mapping[str, Chance], people: Mapping[str, int] | None = None
    ) -> dict[str, Drawn]:
        """The counts of the years where these shares are true; an array gives each year its own.

        people: other numbers than assumed, for example twice as many. An indicator judged on a change is drawn with
        no effect: as the difference of two samples of the share assumed, so that it goes either way by chance.
        """
        random = self.random(name)
        found = {}
        for one in self.assumed:
            slug = one.indicator.indicator
            counted = (people or {}).get(slug, one.people)
            if one.indicator.kind is Kind.PROPORTION:
                if slug in shares:
                    found[slug] = self._share(random, counted, shares[slug])
            else:
                found[slug] = self._change(random, counted, one)
        return found

    def _share(self, random: Any, people: int, share: Chance) -> Drawn:
        import numpy as np

        chance = float(share) if isinstance(share, Fraction) else share
        return Drawn(random.binomial(people, chance, self.years), np.full(self.years, people, dtype=np.int64))

    def _change(self, random: Any, people: int, one: Assumed) -> Drawn:
        import numpy as np

        base = float(one.share) if one.share is not None else 0.5
        now, before = (random.binomial(people, base, self.years) for _ in range(2))
        change = np.rint((now - before) / people * PARTS).astype(np.int64)
        counts = np.full(self.years, people, dtype=np.int64)
        return Drawn(np.zeros_like(counts), counts, change)

    def under(self, terms: Terms) -> Bench:
        """The same assumptions under other terms of the same indicators: another design, an offer."""
        by_name = {one.indicator: one for one in terms.indicators()}
        assumed = tuple(
            replace(one, indicator=by_name[one.indicator.indicator])
            for one in self.assumed
            if one.indicator.indicator in by_name
        )
        return replace(self, terms=terms, assumed=assumed)

    def with_people(self, change: Callable[[int], int]) -> Bench:
        """The same with other numbers of people counted."""
        return replace(self, assumed=tuple(replace(one, people=change(one.people)) for one in self.assumed))

    def price(self, drawn: Mapping[str, Drawn]) -> Priced:
        """What the contract pays in each of the years."""
        return self._pricer.price(drawn)

    @cached_property
    def _pricer(self) -> Pricer:
        return Pricer(self.terms)

    @cached_property
    def at_stake(self) -> Mapping[str, Pence]:
        """The most that each indicator could earn in the year, in pence: everything achieved at once."""
        import numpy as np

        perfect: dict[str, Drawn] = {}
        for one in self.assumed:
            slug, counts = one.indicator.indicator, np.array([one.people], dtype=np.int64)
            zero = np.zeros(1, dtype=np.int64)
            if one.indicator.kind is Kind.PROPORTION:
                top = counts if one.better_by(Fraction(1, 2), Fraction(1, 2)) == 1 else zero
                perfect[slug] = Drawn(top, counts)
            else:
                sign = 1 if one.better_by(Fraction(1, 2), Fraction(1, 2)) == 1 else -1
                perfect[slug] = Drawn(zero, counts, np.array([sign * PARTS], dtype=np.int64))
        if not perfect:
            return {}
        priced = self.price(perfect)
        return {name: int(found[0]) for name, found in priced.earned.items()}
