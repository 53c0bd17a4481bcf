"""The terms of money outside the pot, settled for a year: gain share, capitation, uplifts and flows to partners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from evenlode.money import Pence
from evenlode.terms.forms.gain_share import Operation


@dataclass(frozen=True, slots=True)
class Band:
    """A band of saving or loss as shares of the envelope, its end None where it is open, and the share passed on."""

    start: Fraction
    end: Fraction | None
    share: Fraction


@dataclass(frozen=True, slots=True)
class Quality:
    """How quality scales a saving: by points of 100, or by the highest step of the ladder that the count reaches."""

    scaled_by: Literal["points earned", "thresholds met"]
    ladder: tuple[tuple[int, Fraction], ...] = ()


@dataclass(frozen=True, slots=True)
class GainShareTerms:
    """The gain share in force in a year; rates and caps are shares of the envelope. See SharingForm for the words."""

    held_by: Literal["commissioner", "provider"]
    sides: Literal["one", "two"]
    order: tuple[Operation, ...]
    bands: tuple[Band, ...]
    loss_bands: tuple[Band, ...] = ()
    minimum_savings_rate: Fraction | None = None
    minimum_loss_rate: Fraction | None = None
    cap: Fraction | None = None
    loss_cap: Fraction | None = None
    truncate_at: Pence | None = None
    support_fee: Pence | None = None
    quality: Quality | None = None
    carry_losses_years: int | None = None
    retained: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class CapitationTerms:
    """How the base is paid in a year: prices by segment and the day they are from, or the envelope in twelfths."""

    by: Literal["head", "envelope"]
    counted: Literal["on the first day", "by days"]
    prices: tuple[tuple[date, Mapping[str, Pence]], ...] = ()

    def price_on(self, segment: str, day: date) -> Pence | None:
        """Pence a person a month for the segment on the day; None where there is no price."""
        in_force = next((prices for start, prices in reversed(self.prices) if start <= day), {})
        return in_force.get(segment)


@dataclass(frozen=True, slots=True)
class Uplift:
    """An uplift from its day, as the factor that its inflation and efficiency come to in the order declared."""

    start: date
    inflation: Fraction
    efficiency: Fraction
    combined: Literal["multiplied", "added"]

    @property
    def factor(self) -> Fraction:
        """(1 + i)(1 - e), or 1 + i - e."""
        if self.combined == "multiplied":
            return (1 + self.inflation) * (1 - self.efficiency)
        return 1 + self.inflation - self.efficiency


@dataclass(frozen=True, slots=True)
class FlowTerms:
    """What one partner has from the lead provider in a year: dated amounts a year, and its shares of the rest."""

    partner: str
    amounts: tuple[tuple[date, Pence], ...]
    is_indexed: bool
    incentive: Fraction = Fraction(0)
    risk: Fraction = Fraction(0)

    def amount_on(self, day: date) -> tuple[date, Pence] | None:
        """The amount a year in force on the day and its first day; None where there is none yet."""
        return next(((start, amount) for start, amount in reversed(self.amounts) if start <= day), None)
