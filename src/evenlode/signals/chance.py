"""What chance alone would do: exact tails of counts, a chi-square over codes, and the allowance for many looks."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, lgamma

FEWEST_EXPECTED = 5


def more_of_them(among: int, of: int, others: int, of_others: int) -> float:
    """Fisher's exact test, one-sided: the chance that `among` of `of` or more are in, were both shares the same.

    others, of_others: the counts that they are compared with. Source: Fisher RA. Journal of the Royal Statistical
    Society 1935; 98: 39-82.
    """
    inside, everybody = among + others, of + of_others
    whole = _ways(everybody, of)
    tail = range(among, min(of, inside) + 1)
    return min(1.0, sum(exp(_ways(inside, k) + _ways(everybody - inside, of - k) - whole) for k in tail))


def at_least(count: int, of: int, share: float) -> float:
    """The chance of so many or more of `of`, each in with this share: the upper tail of a binomial distribution."""
    from scipy.special import bdtrc

    return 1.0 if count == 0 else float(bdtrc(count - 1, of, share))


def differ(now: Sequence[int], before: Sequence[int]) -> float | None:
    """Pearson's chi-square: how often two sets of people alike would differ so much in the codes they have.

    Codes that so few have that fewer than five are expected in either set are taken together. None where fewer than
    two codes are left. Source: Pearson K. Philosophical Magazine 1900; 50: 157-175.
    """
    totals = (sum(now), sum(before))
    everybody = sum(totals)
    if not all(totals):
        return None
    pairs = sorted(zip(now, before, strict=True), key=sum)
    kept: list[tuple[int, int]] = []
    few = (0, 0)
    for pair in pairs:
        if sum(pair) * min(totals) < FEWEST_EXPECTED * everybody:
            few = (few[0] + pair[0], few[1] + pair[1])
        else:
            kept.append(pair)
    if sum(few) * min(totals) >= FEWEST_EXPECTED * everybody:
        kept.append(few)
    elif kept:
        kept[0] = (kept[0][0] + few[0], kept[0][1] + few[1])
    if len(kept) < 2:
        return None
    statistic = 0.0
    for pair in kept:
        for count, total in zip(pair, totals, strict=True):
            expected = sum(pair) * total / everybody
            statistic += (count - expected) ** 2 / expected
    from scipy.special import chdtrc

    return float(chdtrc(len(kept) - 1, statistic))


def differ_in_one(now: Sequence[int], before: Sequence[int]) -> float | None:
    """Fisher's exact test of each code, in both directions: how often two sets of people alike would differ so in any.

    Bonferroni's allowance for as many codes as there are, twice each. None where there are fewer than two codes.
    """
    totals = (sum(now), sum(before))
    codes = [pair for pair in zip(now, before, strict=True) if any(pair)]
    if len(codes) < 2 or not all(totals):
        return None
    each = (
        min(more_of_them(one, totals[0], other, totals[1]), more_of_them(other, totals[1], one, totals[0]))
        for one, other in codes
    )
    return min(1.0, 2 * len(codes) * min(each))


def together(chances: Sequence[float]) -> list[float]:
    """The same chances with an allowance for so many looks at once, in the order given.

    Whatever the looks have to do with each other, the chance that any of them falls to a level where nothing is wrong
    is at most that level. Source: Holm S. Scandinavian Journal of Statistics 1979; 6: 65-70.
    """
    found = [1.0] * len(chances)
    highest = 0.0
    for place, at in enumerate(sorted(range(len(chances)), key=lambda one: (chances[one], one))):
        highest = max(highest, min(1.0, chances[at] * (len(chances) - place)))
        found[at] = highest
    return found


def _ways(of: int, chosen: int) -> float:
    """The logarithm of the number of ways to choose."""
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)
