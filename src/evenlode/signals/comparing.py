"""Comparing two shares: of those under suspicion and of the others, with least numbers and a least difference."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.results import Period
from evenlode.signals.chance import more_of_them
from evenlode.signals.looking import TOO_FEW, Look
from evenlode.terms.forms.signals import SharesForm


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

    @property
    def least_chance(self) -> float:
        """The chance of the most striking pattern that so many could show: all of those who are in on one side."""
        inside = self.among + self.others
        most = min(self.of, inside)
        return more_of_them(most, self.of, inside - most, self.of_others)


@dataclass(frozen=True, slots=True)
class Words:
    """shares: the sentence, with {figure} and {expected} where the two shares belong. few: without any figure."""

    shares: str
    few: str


def look_at(
    shares: Shares, least: SharesForm, level: float, subject: str, provider: str, year: Period, words: Words
) -> Look:
    """The look that two shares are. With few people the shares are tested and not told.

    Where even the most striking pattern would come by chance more often than `level` says, it is too few to say: such
    a look can never be a signal, and leaving it out makes nothing fire more often (Tarone RE. Biometrics 1990; 46:
    515-522).
    """
    fewest = min(shares.of, shares.of_others)
    if fewest < least.fewest or shares.among + shares.others < least.fewest_in:
        reason = f"{TOO_FEW}: it takes {least.fewest} on either side, and {least.fewest_in} in all that show it."
        return Look(subject, provider, year, reason)
    if shares.least_chance >= level:
        return Look(subject, provider, year, f"{TOO_FEW}: whatever they did, it could be chance.")
    figure, expected = shares.among / shares.of, shares.others / shares.of_others
    chance = more_of_them(shares.among, shares.of, shares.others, shares.of_others)
    large = figure - expected >= least.difference
    if fewest < least.fewest_told:
        return Look(subject, provider, year, words.few, chance=chance, large=large)
    said = words.shares.format(figure=f"{figure:.1%}", expected=f"{expected:.1%}")
    return Look(subject, provider, year, said, figure, expected, chance, large)
