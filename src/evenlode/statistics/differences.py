"""Differences between groups: whether shares differ by more than chance, small groups pooled and none dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenlode.statistics.estimate import NotAssessable
from evenlode.statistics.refusal import Refusal, plain_count, refuse_unless_whole

METHOD = "chi-square"
FEWEST_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class GroupsDiffer:
    """Pearson's chi-square over the groups. chance: how often shares alike would differ so much by chance alone.

    pooled: the places, from 0, of the groups that were taken together because each alone is too small.
    """

    statistic: float
    degrees: int
    chance: float
    pooled: tuple[int, ...]


def groups_differ(numerators: Sequence[int], denominators: Sequence[int]) -> GroupsDiffer | NotAssessable:
    """Whether the shares of several groups differ by more than chance.

    Groups in which fewer than 5 are expected in the numerator, or outside it, are taken together, and with the next
    smallest group where they are still too small together. NotAssessable where fewer than two groups are left, or
    where all or none are in the numerator. Raises Refusal for counts that are not whole, lists of different lengths,
    or a numerator above its denominator; names the row.

    Source: Pearson K. Philosophical Magazine 1900; 50: 157-175; the rule of five is Cochran WG. Biometrics 1954; 10.
    """
    where = "groups_differ"
    counts = _checked(where, numerators, denominators)
    top, bottom = sum(one for one, _ in counts), sum(of for _, of in counts)
    if not 0 < top < bottom:
        return NotAssessable("all are in the numerator, or none: there is nothing to compare", METHOD)
    share = top / bottom
    rarer = min(share, 1 - share)
    groups, pooled = _pooled(counts, rarer)
    if len(groups) < 2:
        return NotAssessable("fewer than two groups are large enough", METHOD)
    statistic = sum((one - of * share) ** 2 / (of * share * (1 - share)) for one, of in groups)
    from scipy.special import chdtrc

    degrees = len(groups) - 1
    return GroupsDiffer(statistic, degrees, float(chdtrc(degrees, statistic)), pooled)


def _pooled(counts: Sequence[tuple[int, int]], rarer: float) -> tuple[list[tuple[int, int]], tuple[int, ...]]:
    """The groups large enough, the others as one; and the places of those taken together."""
    by_size = sorted((place for place, (_, of) in enumerate(counts) if of), key=lambda place: (counts[place][1], place))
    together: list[int] = []
    alone = list(by_size)
    while alone and (
        counts[alone[0]][1] * rarer < FEWEST_EXPECTED
        or (together and sum(counts[place][1] for place in together) * rarer < FEWEST_EXPECTED)
    ):
        together.append(alone.pop(0))
    groups = [counts[place] for place in alone]
    if together:
        groups.append((sum(counts[place][0] for place in together), sum(counts[place][1] for place in together)))
    return groups, tuple(sorted(together))


def _checked(where: str, numerators: Sequence[int], denominators: Sequence[int]) -> list[tuple[int, int]]:
    if len(numerators) != len(denominators):
        message = f"{len(numerators)} numerators stand beside {len(denominators)} denominators"
        raise Refusal("STAT.ROWS", where, message, "Give one of each for every group")
    found = []
    for row, (given_top, given_bottom) in enumerate(zip(numerators, denominators, strict=True), 1):
        top, bottom = plain_count(given_top), plain_count(given_bottom)
        refuse_unless_whole(f"{where}, row {row}", numerator=top, denominator=bottom)
        if top > bottom:
            message = f"row {row}: the numerator {top} is above the denominator {bottom}"
            raise Refusal("STAT.NUMERATOR", where, message, "Count the numerator among those of the denominator")
        found.append((top, bottom))
    return found
