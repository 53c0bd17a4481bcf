"""Comparing two shares: of those under suspicion and of the others, with a least number and a least difference."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.results import Period
from evenlode.signals.chance import more_of_them
from evenlode.signals.looking import Look


@dataclass(frozen=True, slots=True)
class Shares:
    """Two counts and what each is of: those of the place that is looked at, and the others."""

    among: int = 0
    of: int = 0
    others: int = 0
    of_others: int = 0

    def plus(self, is_looked_at: bool, inside: int, of: int) -> Shares:
        """With more on one side."""
        if is_looked_at:
            return Shares(self.among + inside, self.of + of, self.others, self.of_others)
        return Shares(self.among, self.of, self.others + inside, self.of_others + of)


@dataclass(frozen=True, slots=True)
class Least:
    """fewest: on either side for it to be assessed. fewest_in: in the shares of both. difference: to matter."""

    fewest: int = 30
    fewest_in: int = 5
    difference: float = 0.05


def look_at(shares: Shares, least: Least, subject: str, provider: str, year: Period, said: str) -> Look:
    """The look that two shares are.

    said: the sentence, with {figure} and {expected} where the two shares belong.
    """
    if min(shares.of, shares.of_others) < least.fewest or shares.among + shares.others < least.fewest_in:
        reason = f"Too few to tell: it takes {least.fewest} on either side, and {least.fewest_in} that are in it."
        return Look(subject, provider, year, reason)
    figure, expected = shares.among / shares.of, shares.others / shares.of_others
    return Look(
        subject,
        provider,
        year,
        said.format(figure=f"{figure:.1%}", expected=f"{expected:.1%}"),
        figure,
        expected,
        more_of_them(shares.among, shares.of, shares.others, shares.of_others),
        figure - expected >= least.difference,
    )
