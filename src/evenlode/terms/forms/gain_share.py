"""How savings and losses against the envelope are shared: who holds them, bands, caps, and the order of it all."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from evenlode.terms.dated import Dated
from evenlode.terms.form import Form
from evenlode.terms.values import Money, Share, Text, Whole

Operation = Literal[
    "truncation", "support fee", "minimum savings rate", "bands", "quality", "cap", "carried losses"
]  # fmt: skip


class BandForm(Form):
    """A band of saving, as shares of the envelope, and the share of what lies in it that is passed on.

    A band holds its lower end and not its upper one. The last band has no upper end.
    """

    from_: Share = Field(alias="from")
    to: Share | None = None
    share: Share


class QualityForm(Form):
    """How quality scales the provider's part of a saving: by points earned of 100, or by steps of what is counted.

    ladder: the least count of each step, with the share of the saving that it leaves.
    """

    scaled_by: Literal["points earned", "thresholds met"]
    ladder: dict[Whole, Share] = {}


class SharingForm(Form):
    """The terms of the gain share from a day. Every figure that is stated has its place in `order`, and none other.

    held_by: who has the saving before it is shared: the commissioner, who pays for care as it is given, or the
    provider, who holds the envelope. The bands say what the holder passes to the other side. sides: one shares savings
    alone, two shares losses as well. retained: the share of its saving that the provider keeps; the rest it reinvests.
    Left out, it keeps all of it.
    """

    held_by: Literal["commissioner", "provider"]
    sides: Literal["one", "two"]
    order: tuple[Operation, ...]
    bands: tuple[BandForm, ...]
    loss_bands: tuple[BandForm, ...] = ()
    minimum_savings_rate: Share | None = None
    minimum_loss_rate: Share | None = None
    cap: Share | None = None
    loss_cap: Share | None = None
    truncate_at: Money | None = None
    support_fee: Money | None = None
    quality: QualityForm | None = None
    carry_losses_years: Whole | None = None
    retained: Share | None = None


class GainShareForm(Form):
    """The gain share as far as it is agreed: its principle, and its terms where there are any."""

    principle: Text
    terms: Dated[SharingForm] | None = None
    note: Text | None = None
