"""Settling money outside the pot: the forms of gain share, capitation, uplifts and flows become a year's terms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from evenlode.terms.dated import Dated
from evenlode.terms.forms.contract import ContractForm
from evenlode.terms.forms.gain_share import BandForm, SharingForm
from evenlode.terms.money_terms import Band, CapitationTerms, FlowTerms, GainShareTerms, Quality, Uplift


def gain_share_on(form: ContractForm, day: date) -> GainShareTerms | None:
    """The gain share in force on the day; None where the contract agrees none, or none yet."""
    dated = form.gain_share.terms if form.gain_share else None
    return _sharing(dated.on(day)) if dated and dated.starts_by(day) else None


def capitation_of(form: ContractForm) -> CapitationTerms | None:
    """How the base is paid; None where the contract does not say."""
    stated = form.capitation
    if stated is None:
        return None
    prices = tuple((start, entry.value) for start, entry in stated.prices.entries) if stated.prices else ()
    return CapitationTerms(stated.by, stated.counted, prices)


def uplifts_of(form: ContractForm) -> tuple[Uplift, ...]:
    """Every uplift, in the order of time."""
    return tuple(
        Uplift(start, entry.value.inflation, entry.value.efficiency, entry.value.combined)
        for start, entry in (form.uplifts.entries if form.uplifts else ())
    )


def flows_on(form: ContractForm, day: date) -> tuple[FlowTerms, ...]:
    """What each partner has, in the order of the contract; one whose flow has not begun by the day is left out."""
    return tuple(
        FlowTerms(
            partner=flow.partner,
            amounts=tuple((start, entry.value) for start, entry in flow.amount.entries),
            is_indexed=flow.indexed,
            incentive=_share_on(flow.incentive, day),
            risk=_share_on(flow.risk, day),
        )
        for flow in form.flows
        if flow.amount.starts_by(day)
    )


def _share_on(dated: Dated[Fraction] | None, day: date) -> Fraction:
    return dated.on(day) if dated and dated.starts_by(day) else Fraction(0)


def _sharing(form: SharingForm) -> GainShareTerms:
    quality = form.quality
    return GainShareTerms(
        held_by=form.held_by,
        sides=form.sides,
        order=form.order,
        bands=_bands(form.bands),
        loss_bands=_bands(form.loss_bands),
        minimum_savings_rate=form.minimum_savings_rate,
        minimum_loss_rate=form.minimum_loss_rate,
        cap=form.cap,
        loss_cap=form.loss_cap,
        truncate_at=form.truncate_at,
        support_fee=form.support_fee,
        quality=Quality(quality.scaled_by, tuple(sorted(quality.ladder.items()))) if quality else None,
        carry_losses_years=form.carry_losses_years,
        retained=Fraction(1) if form.retained is None else form.retained,
    )


def _bands(bands: Iterable[BandForm]) -> tuple[Band, ...]:
    return tuple(Band(band.from_, band.to, band.share) for band in bands)
