"""The benchmark of savings from case studies: each claim x its adjustment, beside what was printed of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.tables import Claim
from evenlode.finance.thousands import percent


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A claim with its adjusted saving as shares; None where the claim or its adjustment is not a share."""

    claim: Claim
    low: Fraction | None
    high: Fraction | None

    @property
    def said(self) -> str:
        """'4-12%', '20%' or nothing."""
        if self.low is None or self.high is None:
            return ""
        low, high = percent(self.low), percent(self.high)
        return high if low == high else f"{low.removesuffix('%')}-{high}"

    @property
    def agrees(self) -> bool:
        """True where the printed adjustment is the computed one, to the whole per cent as printed."""
        if self.low is None or self.high is None:
            return not self.claim.adjusted_as_printed
        whole = [percent(share, 0).removesuffix("%") for share in (self.low, self.high)]
        said = f"{whole[0]}%" if whole[0] == whole[1] else f"{whole[0]}-{whole[1]}%"
        return said == self.claim.adjusted_as_printed


def adjust(claim: Claim) -> Adjusted:
    """Claim x adjustment, exactly: 5-15% x 80% is 4-12%. Source: business case 2013, appendix 3."""
    if claim.low is None or claim.high is None or claim.adjustment is None:
        return Adjusted(claim, None, None)
    return Adjusted(claim, claim.low * claim.adjustment, claim.high * claim.adjustment)


def claimed_twice(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    """Studies that appear with more than one claim in figures, in order."""
    counted = [claim.study for claim in claims if claim.low is not None]
    return tuple(study for study in dict.fromkeys(counted) if counted.count(study) > 1)
