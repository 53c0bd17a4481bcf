"""Reliable and clinically significant change of one person: Jacobson and Truax."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from evenlode.statistics.checks import choice, number, share
from evenlode.statistics.estimate import Estimate
from evenlode.statistics.refusal import Refusal

METHOD = "Jacobson-Truax"


class Change(StrEnum):
    """What became of one person. Without a cut-off nobody is recovered or harmed."""

    RECOVERED = "recovered"
    IMPROVED = "improved"
    UNCHANGED = "unchanged"
    DETERIORATED = "deteriorated"
    HARMED = "harmed"


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """The change with the limits of what measurement error alone explains, the index, and what became of the person.

    index: the change in standard errors of a difference, with the sign of the change. clinical_before and
    functional_after: on which side of the cut-off the person was; None without a cut-off.
    """

    change: Estimate
    index: float
    error: float
    category: Change
    clinical_before: bool | None
    functional_after: bool | None


def reliable_change(
    before: float,
    after: float,
    sd: float,
    reliability: float,
    cutoff: float | None = None,
    higher_is_better: bool = True,
    criterion: float = 1.96,
) -> ReliableChange:
    """Whether a change from before to after is more than measurement error, and whether it crosses the cut-off.

    sd, reliability and cutoff are those that the contract fixes, never those of the people who are judged: a sample's
    own SD moves with who happens to be in it. A change is reliable where its index is beyond the criterion. Raises
    Refusal where a score is missing, the SD or the criterion is not above zero, or the reliability is no share.

    Source: Jacobson NS, Truax P. J Consult Clin Psychol 1991; 59: 12-19.
    """
    where = "reliable_change"
    first, second = number(where, "score before", before), number(where, "score after", after)
    _above_zero(where, "SD", sd)
    _above_zero(where, "criterion", criterion)
    error = sd * sqrt(2 * (1 - share(where, "reliability", reliability)))
    change = second - first
    index = change / error
    better = index if higher_is_better else -index
    clinical = functional = None
    if cutoff is not None:
        line = number(where, "cut-off", cutoff)
        clinical = first < line if higher_is_better else first > line
        functional = second > line if higher_is_better else second < line
    beyond = abs(index) - criterion > 1e-12 * criterion  # on the criterion is not beyond it, whatever the rounding
    if beyond and better > 0:
        category = Change.RECOVERED if clinical and functional else Change.IMPROVED
    elif beyond:
        category = Change.HARMED if clinical is False and functional is False else Change.DETERIORATED
    else:
        category = Change.UNCHANGED
    reach = criterion * error
    interval = Estimate(change, change - reach, change + reach, METHOD)
    return ReliableChange(interval, index, error, category, clinical, functional)


def clinical_cutoff(
    kind: str,
    clinical_mean: float,
    clinical_sd: float,
    functional_mean: float,
    functional_sd: float,
    higher_is_better: bool = True,
) -> float:
    """Jacobson and Truax's cut-off between the clinical and the functional range.

    kind: a, two SDs out of the clinical range; b, within two SDs of the functional mean; c, where a score is as likely
    in one as in the other. Raises Refusal where a number is missing or an SD is not above zero.
    """
    where = "clinical_cutoff"
    choice(where, "kind", kind, ("a", "b", "c"))
    ill, well = number(where, "clinical mean", clinical_mean), number(where, "functional mean", functional_mean)
    _above_zero(where, "clinical SD", clinical_sd)
    _above_zero(where, "functional SD", functional_sd)
    towards = 1 if higher_is_better else -1
    if kind == "a":
        return ill + towards * 2 * clinical_sd
    if kind == "b":
        return well - towards * 2 * functional_sd
    return (clinical_sd * well + functional_sd * ill) / (clinical_sd + functional_sd)


def _above_zero(where: str, name: str, value: float) -> None:
    if number(where, name, value) <= 0:
        raise Refusal("STAT.RANGE", where, f"the {name} {value:g} is not above zero", f"Give the published {name}")
