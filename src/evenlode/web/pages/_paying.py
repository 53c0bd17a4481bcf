"""Paying: which duty each step of a statement needs."""

from __future__ import annotations

from evenlode.web.access import Duty

DUTY_OF = {
    "freeze": Duty.FREEZE_STATEMENT,
    "prepare": Duty.PREPARE_STATEMENT,
    "approve": Duty.APPROVE_STATEMENT,
    "reject": Duty.APPROVE_STATEMENT,
    "issue": Duty.ISSUE_STATEMENT,
    "dispute": Duty.DISPUTE_STATEMENT,
    "resolve": Duty.RESOLVE_DISPUTE,
    "reconcile": Duty.RECONCILE_STATEMENT,
}
