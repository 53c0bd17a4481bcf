"""A disclosure policy: what is hidden, how the rest is rounded, how narrow an answer may get; found by file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from evenlode.problems import Refusal, in_reading_order, refuse
from evenlode.terms.form import Form
from evenlode.terms.found_by_file import file_named, names_in
from evenlode.terms.parsing import read_form
from evenlode.terms.values import Slug, Text, Whole, YesNo

_FOLDER = Path(__file__).parent / "policies"


class SmallForm(Form):
    """The counts that are hidden, both ends included."""

    from_: Whole = Field(alias="from")
    to: Whole


class RatesForm(Form):
    """What a percentage is made of, and the least counts with which it is shown."""

    from_: Literal["protected counts", "exact counts"] = Field(alias="from")
    numerator_at_least: Whole = 0
    denominator_at_least: Whole = 0
    complement_at_least: Whole = 0


class Policy(Form):
    """One version of a named policy.

    nearest: counts are rounded to a multiple of it, an odd number. whole_country: whether national figures are exact.
    star_tells: whether the audit grants an attacker that a count hidden for being small is small.
    least_width: the audit fails where a sensitive count can be told to fewer than this many below or above.
    says: the policy in sentences for whoever reads a release.
    """

    policy: Slug
    version: Whole
    title: Text
    source: Text
    small: SmallForm
    nearest: Whole
    missing: Literal["hidden"]
    rates: RatesForm
    whole_country: Literal["exact", "protected"]
    star_tells: YesNo
    least_width: Whole
    says: tuple[Text, ...]

    @property
    def name(self) -> str:
        """'evenlode-default, version 1'."""
        return f"{self.policy}, version {self.version}"

    def is_small(self, count: int) -> bool:
        """True where a count is hidden for its size."""
        return self.small.from_ <= count <= self.small.to

    def rounded(self, count: int) -> int:
        """The nearest multiple: an odd step has no ties."""
        return (count + self.nearest // 2) // self.nearest * self.nearest

    def could_be(self, shown: int) -> tuple[int, int]:
        """The least and the most that a published count can stand for, given that small ones are hidden."""
        if shown == 0 and not self.is_small(0):
            return 0, min(self.small.from_ - 1, self.nearest // 2)
        half = self.nearest // 2
        return max(shown - half, self.small.to + 1), shown + half


@cache
def names() -> tuple[str, ...]:
    """The names of all policies that come with Evenlode, in order."""
    return names_in(_FOLDER)


def policy(which: str | Policy) -> Policy:
    """The policy with this name; one that was read from elsewhere is given back as it is.

    Raises a Refusal that lists the names where there is no such policy.
    """
    return which if isinstance(which, Policy) else _shipped(which)


@cache
def _shipped(name: str) -> Policy:
    return read_policy(file_named(_FOLDER, name, "disclosure policy", field="policy"))


def read_policy(path: Path) -> Policy:
    """One policy from its file. Raises a Refusal with every Problem in the file, each with its line and fix."""
    form, _, problems = read_form(path, path.name, Policy)
    if form is None or problems:
        raise Refusal(in_reading_order(problems))
    if form.nearest % 2 == 0:
        message, fix = "an even step leaves ties between two multiples", "Use an odd number, for example 5"
        raise refuse("CFG.NUMBER", message, fix, file=path.name, field="nearest")
    return form
