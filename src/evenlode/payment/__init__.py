"""Judging and paying: outturns and terms in, judgements and a payment out; whole numbers and exact ratios only."""

from __future__ import annotations

from evenlode.payment import shapes
from evenlode.payment.advances import instalments, reconcile
from evenlode.payment.capitating import capitation, per_member_month, pounds_for_points
from evenlode.payment.judging import judge
from evenlode.payment.outcomes import OutcomeResult, outcome_results
from evenlode.payment.partners import partner_lines
from evenlode.payment.paying import BONUS, REST, pay
from evenlode.payment.published import replay
from evenlode.payment.settlement import NOTHING_SUPPLIED, Settlement, Supplied, points_earned, settle
from evenlode.payment.sharing import GainShare, gain_share
from evenlode.results import AuditedCosts, CarriedLoss, HeadCount

__all__ = [
    "BONUS",
    "NOTHING_SUPPLIED",
    "REST",
    "AuditedCosts",
    "CarriedLoss",
    "GainShare",
    "HeadCount",
    "OutcomeResult",
    "Settlement",
    "Supplied",
    "capitation",
    "gain_share",
    "instalments",
    "judge",
    "outcome_results",
    "partner_lines",
    "pay",
    "per_member_month",
    "points_earned",
    "pounds_for_points",
    "reconcile",
    "replay",
    "settle",
    "shapes",
]
