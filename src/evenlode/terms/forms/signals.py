"""contract.yaml, signals: the windows, lines and least numbers that gaming signals are looked for with."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from evenlode.terms.form import Form
from evenlode.terms.values import Share, Whole

Strength = Literal["strong signal", "signal", "no signal", "not assessable"]
"""What a look came to. The first two ask for an answer."""


class SharesForm(Form):
    """Two shares that are compared.

    fewest: on either side, for it to be looked at; fewest_in: in the shares of both. fewest_told: on either side, for
    the shares to be told. difference: between the shares, to matter.
    """

    fewest: Whole = 10
    fewest_in: Whole = 5
    fewest_told: Whole = 30
    difference: Share = Fraction(5, 100)


class LeftAndReturnedForm(SharesForm):
    """last_days: how many days of a quarter are its last. return_days: within which somebody is back."""

    last_days: Whole = 14
    return_days: Whole = 28


class MissingWhenWorseForm(SharesForm):
    """Its shares hold records that are missing."""

    fewest_in: Whole = 10


class CodingDriftForm(Form):
    """fewest, fewest_told: people in either year. shift: the share of people coded differently that matters."""

    fewest: Whole = 20
    fewest_told: Whole = 100
    shift: Share = Fraction(10, 100)


class HeapedAtLineForm(Form):
    """fewest, fewest_told: at the line and one step beside it. share: the least share at the line that matters."""

    fewest: Whole = 15
    fewest_told: Whole = 40
    share: Share = Fraction(45, 100)


class SignalsForm(Form):
    """What gaming signals are looked for with. Without it in a contract these values hold.

    level, strong_level: a look is a signal where chance alone would make so much, anywhere among all looks of the
    contract year, this seldom. fewest_people: in the rows, for anything to be looked at.
    """

    level: Share = Fraction(1, 100)
    strong_level: Share = Fraction(1, 10_000)
    fewest_people: Whole = 40
    left_and_returned: LeftAndReturnedForm = LeftAndReturnedForm()
    coding_drift: CodingDriftForm = CodingDriftForm()
    heaped_at_line: HeapedAtLineForm = HeapedAtLineForm()
    missing_when_worse: MissingWhenWorseForm = MissingWhenWorseForm()
    left_out_at_year_end: SharesForm = SharesForm()
