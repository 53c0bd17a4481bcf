"""What goes beside the pot as a part of the statement; a contract that agrees none of it has none of these keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evenlode.payment.advances import Instalment, Reconciliation
from evenlode.payment.capitating import HeadLine
from evenlode.payment.partners import PartnerLine
from evenlode.payment.settlement import Settlement
from evenlode.payment.sharing import GainShare
from evenlode.payment.words import ratio
from evenlode.results import Period

Document = dict[str, Any]


def beside_the_pot(settled: Settlement, names: Mapping[str, str]) -> Document:
    """The parts of the settlement that there are, in whole pence; names: what to show of each party, by its slug."""
    found: Document = {}
    if settled.base:
        found["base_payment"] = [_instalment(one) for one in settled.base]
    if settled.heads:
        found["capitation"] = [_head(line) for line in settled.heads]
    if settled.advance is not None:
        found["advance"] = _advance(settled.advance)
    if settled.gain is not None:
        found["gain_share"] = _gain(settled.gain)
    if settled.partners:
        found["partners"] = [_partner(line, names) for line in settled.partners]
    return found


def adds_up_beside_the_pot(document: Mapping[str, Any]) -> bool:
    """True where each part that the statement has adds up."""
    gain, advance = document.get("gain_share"), document.get("advance")
    if gain and not (
        gain["provider"] + gain["commissioner"] == gain["saving"]
        and gain["retained"] + gain["reinvested"] == gain["provider"]
    ):
        return False
    if advance and advance["due"] - advance["paid"] != (
        advance["top_up"] - advance["from_suspense"] - advance["from_provider"]
    ):
        return False
    return all(
        line["fixed"] + line["incentive"] + line["risk"] == line["total"] for line in document.get("partners", ())
    )


def _instalment(one: Instalment) -> Document:
    return {"month": _month(one.month), "amount": one.amount}


def _head(line: HeadLine) -> Document:
    return {
        "month": _month(line.month),
        "segment": line.segment,
        "price": line.price,
        "paid": line.paid,
        "adjustment": line.adjustment,
        "because": line.because,
    }


def _advance(advance: Reconciliation) -> Document:
    return {
        "paid": advance.paid,
        "due": advance.due,
        "top_up": advance.top_up,
        "from_suspense": advance.from_suspense,
        "from_provider": advance.from_provider,
    }


def _gain(gain: GainShare) -> Document:
    return {
        "saving": gain.saving,
        "to_provider": gain.to_provider,
        "provider": gain.provider,
        "commissioner": gain.commissioner,
        "retained": gain.retained,
        "reinvested": gain.reinvested,
        "carried_forward": [
            {"year_end": loss.year_end.isoformat(), "amount": loss.amount} for loss in gain.carried_forward
        ],
        "steps": [
            {"operation": step.operation, "amount": ratio(step.amount), "because": step.because} for step in gain.steps
        ],
    }


def _partner(line: PartnerLine, names: Mapping[str, str]) -> Document:
    return {
        "partner": names.get(line.partner, line.partner),
        "fixed": line.fixed,
        "incentive": line.incentive,
        "risk": line.risk,
        "total": line.total,
        "real_terms": line.real_terms,
        "because": line.because,
    }


def _month(month: Period) -> str:
    return f"{month.start:%Y-%m}"
