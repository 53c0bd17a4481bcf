"""Prepared: what follows from the terms alone, worked out once for as many years as are simulated with them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from evenlode.payment.yardstick import Yardstick, yardstick_on
from evenlode.results import Period

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms

T = TypeVar("T")

_TERMS_KEPT = 8
_ANSWERS_KEPT = 20_000


@dataclass(frozen=True, eq=False)
class Prepared:
    """Terms, and what follows from them and nothing else. Terms are frozen, so none of it can go stale."""

    terms: Terms
    _answers: dict[Hashable, Any] = field(default_factory=dict)

    def remember(self, key: Hashable, work: Callable[[], T]) -> T:
        """The answer of the work, done once for each key. The key holds all that the work depends on but the terms."""
        if key in self._answers:
            answer: T = self._answers[key]
            return answer
        if len(self._answers) >= _ANSWERS_KEPT:
            self._answers.clear()
        self._answers[key] = answer = work()
        return answer

    @cached_property
    def indicators(self) -> Mapping[str, IndicatorTerms]:
        """Every indicator in force by name, in the order of the contract."""
        return {indicator.indicator: indicator for indicator in self.terms.indicators()}

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The months of the contract year."""
        return tuple(self.terms.year.months())

    def yardstick_on(self, indicator: IndicatorTerms, day: date) -> Yardstick | None:
        """What is in force for the indicator on the day."""
        return self.remember(("yardstick", indicator.indicator, day), lambda: yardstick_on(indicator, day))

    @cached_property
    def weights(self) -> Mapping[str, tuple[Fraction, ...]]:
        """The weights of each outcome's indicators, adding to 1; all nothing where none has a weight."""
        return {outcome.outcome: _weights(outcome) for outcome in self.terms.outcomes}


_kept: tuple[Prepared, ...] = ()


def prepared(terms: Terms) -> Prepared:
    """The prepared terms: those of the last few terms asked for are kept, so a simulation prepares them once."""
    global _kept  # replaced as a whole: at worst two threads prepare the same terms twice
    for known in _kept:
        if known.terms is terms:
            return known
    fresh = Prepared(terms)
    _kept = (fresh, *_kept[: _TERMS_KEPT - 1])
    return fresh


def _weights(outcome: OutcomeTerms) -> tuple[Fraction, ...]:
    whole = sum((indicator.weight for indicator in outcome.indicators), Fraction(0))
    return tuple(indicator.weight / whole if whole else Fraction(0) for indicator in outcome.indicators)
