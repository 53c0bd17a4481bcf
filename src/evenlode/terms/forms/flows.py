"""Money outside the pot: capitation or a fixed envelope, uplifts by year, and what the lead provider passes on."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from evenlode.terms.dated import Dated
from evenlode.terms.form import Form
from evenlode.terms.values import Money, Share, Slug, Text, YesNo, wrong


class CapitationForm(Form):
    """How the contract's base is paid: so much a person a month by segment, or the envelope in twelfths.

    counted: the people of a month on its first day, or their days in it. An envelope pays the annual value, less the
    pot where that is withheld, a twelfth at the start of each month.
    """

    by: Literal["head", "envelope"]
    prices: Dated[dict[Text, Money]] | None = None
    counted: Literal["on the first day", "by days"] = "on the first day"
    note: Text | None = None

    @model_validator(mode="after")
    def _prices_by_head(self) -> CapitationForm:
        if (self.by == "head") != (self.prices is not None):
            message = "capitation by head has prices, and an envelope has none"
            raise wrong("CFG.CAPITATION", message, "Add prices: or delete them")
        for _, entry in self.prices.entries if self.prices else ():
            if not entry.value or any(price < 0 for price in entry.value.values()):
                raise wrong("MONEY.RANGE", "a price by segment is missing or below £0", "Correct the prices")
        return self


class UpliftForm(Form):
    """An uplift from its day: inflation and the efficiency taken off it, and whether the two are multiplied or added.

    Multiplied: (1 + inflation) x (1 - efficiency). Added: 1 + inflation - efficiency. The order is never implied.
    """

    inflation: Share
    efficiency: Share
    combined: Literal["multiplied", "added"]


class FlowForm(Form):
    """What one partner has from the lead provider: an amount a year, flat or indexed, and its shares of the rest.

    incentive: its share of what the lead provider earns of the pot. risk: its share of the lead provider's gain or
    loss, on the terms of the head contract (back-to-back).
    """

    partner: Slug
    amount: Dated[Money]
    indexed: YesNo = False
    incentive: Dated[Share] | None = None
    risk: Dated[Share] | None = None
    note: Text | None = None
