"""What an indicator says to be judged by a shape other than a target or levels, and what makes it feedback."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from evenlode.terms.form import Form
from evenlode.terms.values import Line, Money, Share, Text, Whole, wrong


class LinearForm(Form):
    """Pays nothing at the floor, all at the ceiling, and a straight line between the two."""

    floor: Line
    ceiling: Line


class BetterOfForm(Form):
    """Pays the higher of attainment (from threshold to benchmark) and improvement (from baseline to benchmark).

    counted_in: a straight line; or whole points, ten for reaching the benchmark and nine at most for improvement.
    """

    threshold: Line
    benchmark: Line
    baseline: Line
    counted_in: Literal["straight line", "ten points"] = "straight line"


class UnitPriceForm(Form):
    """Pays a price for each outcome reached, up to a cap and never more than the indicator's part of the pot."""

    price: Money
    cap: Money | None = None

    @model_validator(mode="after")
    def _above_nothing(self) -> UnitPriceForm:
        if self.price <= 0 or (self.cap is not None and self.cap < self.price):
            message = "a price is above £0, and a cap is at least the price of one"
            raise wrong("MONEY.RANGE", message, "Correct the price or the cap")
        return self


class ReportingForm(Form):
    """Pays for a return with at least this coverage, known within so many days of the end of the contract year."""

    coverage: Share
    within_days: Whole | None = None


class FeedbackForm(Form):
    """What makes an indicator feedback: the least share of those asked who answer, and how they are chosen."""

    response_floor: Share
    sampling: Text
