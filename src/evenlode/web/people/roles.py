"""Roles and duties: what each role may do. No Django here, so that anything may ask."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to a contract."""

    ANALYST = "analyst"
    CONTRACT_MANAGER = "contract manager"
    FINANCE = "finance"
    LEAD_PROVIDER = "lead provider"
    PARTNER = "partner"
    CLINICIAN = "clinician"
    BOARD = "board"
    COUNCIL_FUNDER = "council funder"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    RESPONDENT = "respondent"
    PUBLIC = "public"

    @property
    def said(self) -> str:
        """As the pages write it: 'Contract manager'."""
        return self.value[0].upper() + self.value[1:]


class Duty(StrEnum):
    """Something that changes what is kept. Reading is settled by a page's ROLES; a change needs its duty as well."""

    LOAD_DATA = "load data"
    CALCULATE = "calculate"
    SIMULATE = "simulate"
    ANNOTATE = "annotate a figure"
    CONFIRM_SCOPE = "confirm the scope"
    PROPOSE_VARIATION = "propose a variation"
    SIGN_VARIATION = "sign a variation"
    FREEZE_STATEMENT = "freeze a statement"
    PREPARE_STATEMENT = "prepare a statement"
    APPROVE_STATEMENT = "approve a statement"
    ISSUE_STATEMENT = "issue a statement"
    DISPUTE_STATEMENT = "dispute a statement"
    RESOLVE_DISPUTE = "resolve a dispute"
    RECONCILE_STATEMENT = "reconcile a statement"
    SUBMIT_RETURN = "submit a finance return"
    ACCEPT_RETURN = "accept finance returns"
    SIGN_OFF = "sign off as a funder"
    CLOSE_MONTH = "close a month"
    ALLOCATE_REINVESTMENT = "allocate a reinvestment"
    RECORD_GATE = "record stop or go"
    EXPORT_CASE = "export the business case"
    DRAW_SAMPLE = "draw a sample"
    MAKE_TOKEN = "make a token"  # noqa: S105 - the name of a duty
    MANAGE_PEOPLE = "manage people"
    EXPORT_AUDIT = "export the audit trail"


STAFF = frozenset(Role) - {Role.RESPONDENT, Role.PUBLIC}
"""Everybody who signs in."""
CONTENT = STAFF - {Role.ADMINISTRATOR}
"""Everybody who signs in and may see what the contract is about; an administrator sees people and logs alone."""
COMMISSIONING = frozenset({Role.ANALYST, Role.CONTRACT_MANAGER, Role.FINANCE, Role.CLINICIAN, Role.BOARD, Role.AUDITOR})
"""The commissioner's side and its auditor: they see what every party answers for."""
PROVIDING = frozenset({Role.LEAD_PROVIDER, Role.PARTNER})
"""The providers' side: each sees its own organisation's accounts."""

DUTIES: Mapping[Role, frozenset[Duty]] = {
    Role.ANALYST: frozenset(
        {
            Duty.LOAD_DATA,
            Duty.CALCULATE,
            Duty.SIMULATE,
            Duty.CONFIRM_SCOPE,
            Duty.ANNOTATE,
            Duty.MAKE_TOKEN,
        }
    ),
    Role.CONTRACT_MANAGER: frozenset(
        {
            Duty.PROPOSE_VARIATION,
            Duty.SIGN_VARIATION,
            Duty.FREEZE_STATEMENT,
            Duty.PREPARE_STATEMENT,
            Duty.ISSUE_STATEMENT,
            Duty.RESOLVE_DISPUTE,
            Duty.EXPORT_CASE,
            Duty.ANNOTATE,
            Duty.MAKE_TOKEN,
        }
    ),
    Role.FINANCE: frozenset(
        {
            Duty.FREEZE_STATEMENT,
            Duty.PREPARE_STATEMENT,
            Duty.APPROVE_STATEMENT,
            Duty.RECONCILE_STATEMENT,
            Duty.ACCEPT_RETURN,
            Duty.SIGN_OFF,
            Duty.CLOSE_MONTH,
            Duty.MAKE_TOKEN,
        }
    ),
    Role.LEAD_PROVIDER: frozenset(
        {
            Duty.LOAD_DATA,
            Duty.SUBMIT_RETURN,
            Duty.PROPOSE_VARIATION,
            Duty.SIGN_VARIATION,
            Duty.DISPUTE_STATEMENT,
            Duty.ANNOTATE,
            Duty.MAKE_TOKEN,
        }
    ),
    Role.PARTNER: frozenset({Duty.SUBMIT_RETURN, Duty.MAKE_TOKEN}),
    Role.CLINICIAN: frozenset({Duty.CONFIRM_SCOPE, Duty.ANNOTATE}),
    Role.BOARD: frozenset({Duty.ALLOCATE_REINVESTMENT, Duty.RECORD_GATE}),
    Role.COUNCIL_FUNDER: frozenset({Duty.SIGN_OFF, Duty.SIGN_VARIATION, Duty.MAKE_TOKEN}),
    Role.AUDITOR: frozenset({Duty.DRAW_SAMPLE}),
    Role.ADMINISTRATOR: frozenset({Duty.MANAGE_PEOPLE, Duty.EXPORT_AUDIT}),
    Role.RESPONDENT: frozenset(),
    Role.PUBLIC: frozenset(),
}
"""What each role may change. Nobody prepares and approves the same statement: that is held for persons, not roles."""
