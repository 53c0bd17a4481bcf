"""What a published figure tells about its exact counts: whole-number inequalities, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evenlode.disclosure.protecting import Hidden, Part, Protected
from evenlode.disclosure.rules import Policy
from evenlode.disclosure.sums import Counts, Figure

SIBLING = "hidden so that another number cannot be worked out"
"""Why a part is hidden that is not small itself."""

FEW_OTHERS = "so few people do not meet it that both counts together would tell them"
"""Why a numerator is hidden beside a denominator that is shown."""


@dataclass(frozen=True, slots=True)
class Fact:
    """low <= numerator * a + complement * b <= high; high is None where there is no upper end.

    told_by: the parts of the figure that tell it together; hiding any of them untells it. A star can tell too.
    """

    a: int
    b: int
    low: int
    high: int | None
    told_by: tuple[Part, ...]

    def value(self, counts: Counts) -> int:
        """What the fact is about, for these counts."""
        return self.a * counts.numerator + self.b * counts.complement


_WEIGHTS = {Part.NUMERATOR: (1, 0), Part.DENOMINATOR: (1, 1)}


def show(protected: Protected, hide: Mapping[Part, str]) -> Protected:
    """The protected figure with some more of its counts hidden, and why; a rate goes with either of its counts.

    A part that was hidden for being small, and now is hidden for another reason, no longer tells that it is small; nor
    does the rate, whose own sign would tell it.
    """
    if not hide:
        return protected
    why = {one.part: one.why for one in protected.hidden} | dict(hide)
    why[Part.RATE] = next(iter(hide.values()))
    return Protected(
        None if Part.NUMERATOR in why else protected.numerator,
        None if Part.DENOMINATOR in why else protected.denominator,
        None,
        tuple(Hidden(part, why[part]) for part in Part if part in why),
    )


def tells_of_others(counts: Counts, protected: Protected, policy: Policy) -> bool:
    """True where both counts are shown and the few who do not meet the indicator are told by them."""
    both = protected.numerator is not None and protected.denominator is not None
    return both and 0 < counts.complement < policy.rates.complement_at_least


def facts(figure: Figure, shown: Protected, policy: Policy) -> Iterator[Fact]:
    """Everything that a figure as shown tells. The policy is public, so a star and a missing rate can tell too."""
    why = {one.part: one.why for one in shown.hidden}
    for part, count in ((Part.NUMERATOR, shown.numerator), (Part.DENOMINATOR, shown.denominator)):
        if count is not None:
            yield Fact(*_WEIGHTS[part], *policy.could_be(count), (part,))
        elif policy.star_tells and why[part] == FEW_OTHERS:
            yield Fact(0, 1, 1, policy.rates.complement_at_least - 1, (part,))
        elif policy.star_tells and why[part] != SIBLING:
            yield Fact(*_WEIGHTS[part], policy.small.from_, policy.small.to, (part,))
    if shown.numerator is not None and shown.denominator is not None:
        yield from _rate_tells(figure.counts, shown, policy)


def _rate_tells(counts: Counts, shown: Protected, policy: Policy) -> Iterator[Fact]:
    """What the rate says of the people who do not meet the indicator, by its figure or by its being hidden."""
    both, least = (Part.NUMERATOR, Part.DENOMINATOR), policy.rates
    if shown.rate is not None and least.complement_at_least:
        yield Fact(0, 1, least.complement_at_least, None, both)
    elif least.complement_at_least and counts.numerator >= least.numerator_at_least:
        yield Fact(0, 1, 0, least.complement_at_least - 1, both)
    if shown.rate is not None and least.from_ == "exact counts":
        yield from _percentage_tells(shown, policy)


def _percentage_tells(shown: Protected, policy: Policy) -> Iterator[Fact]:
    """What a whole percentage of exact counts tells: two lines, and the few pairs of counts that fit between them."""
    assert shown.numerator is not None  # noqa: S101 - the caller has looked
    assert shown.denominator is not None  # noqa: S101
    assert shown.rate is not None  # noqa: S101
    both, percent = (Part.NUMERATOR, Part.DENOMINATOR), int(shown.rate * 100)
    lowest, highest = 2 * percent - 1, 2 * percent + 1  # of 200: the share lies from the one to below the other
    yield Fact(200 - lowest, -lowest, 0, None, both)
    yield Fact(highest - 200, highest, 1, None, both)
    numerators, denominators = policy.could_be(shown.numerator), policy.could_be(shown.denominator)
    pairs = [
        Counts(numerator, denominator - numerator)
        for denominator in range(denominators[0], denominators[1] + 1)
        for numerator in range(numerators[0], min(numerators[1], denominator) + 1)
        if lowest * denominator <= 200 * numerator < highest * denominator
    ]
    for a, b in ((1, 0), (1, 1), (0, 1)):
        values = [a * pair.numerator + b * pair.complement for pair in pairs]
        yield Fact(a, b, min(values), max(values), both)
