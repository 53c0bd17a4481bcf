"""Judging and paying: outturns and terms in, judgements and a payment out; whole numbers and exact ratios only."""

from __future__ import annotations

from evenlode.payment import shapes
from evenlode.payment.judging import judge
from evenlode.payment.outcomes import OutcomeResult, outcome_results
from evenlode.payment.paying import BONUS, REST, pay
from evenlode.payment.published import replay

__all__ = ["BONUS", "REST", "OutcomeResult", "judge", "outcome_results", "pay", "replay", "shapes"]
