"""Referrals with their team, contacts and diagnoses, and the caseload and contacts of partners."""

from __future__ import annotations

from evenlode.data.received.cells import (
    always,
    day,
    first,
    looked_up,
    moment,
    padded,
    person,
    sender,
    text,
    time,
)
from evenlode.data.received.mapping import Mapped

_OF = {"person": person, "provider": sender}
_OF_A_PARTNER = {"person": person, "provider": text("partner")}
_TEAM = ("ServTeamTypeRefToMH",)
_DIAGNOSED = {
    **_OF,
    "day": moment("", "CodedDiagTimestamp")["day"],
    "referral": text("ServiceRequestID"),
    "scheme": padded("DiagSchemeInUse"),
}

MAPPED = (
    Mapped(
        "referrals",
        "MHS101",
        {
            **_OF,
            "referral": text("ServiceRequestID"),
            "received_day": day("ReferralRequestReceivedDate"),
            "received_time": time("ReferralRequestReceivedTime"),
            "source": text("SourceOfReferralMH"),
            "priority": text("ClinRespPriorityType"),
            # version 6 names the team in the referral and its type in MHS902, earlier ones name both in MHS102
            "team": first(
                text("CareProfTeamLocalID"), looked_up("MHS102", "ServiceRequestID", "CareProfTeamLocalID", _TEAM)
            ),
            "team_type": first(
                looked_up("MHS902", "CareProfTeamLocalID", "ServTeamTypeMH"),
                looked_up("MHS102", "ServiceRequestID", "ServTeamTypeRefToMH", _TEAM),
            ),
            "closed_day": day("ServDischDate"),
            "rejected_day": day("ReferRejectionDate"),
            "close_reason": text("ReferClosReason"),
        },
    ),
    Mapped(
        "contacts",
        "MHS201",
        {
            **_OF,
            "contact": text("CareContactID"),
            "referral": text("ServiceRequestID"),
            "day": day("CareContDate"),
            "time": time("CareContTime"),
            "attendance": text("AttendStatus"),
            "mechanism": padded("ConsMechanismMH"),
        },
    ),
    Mapped("diagnoses", "MHS604", {**_DIAGNOSED, "code": text("PrimDiag"), "rank": always("primary")}),
    Mapped("diagnoses", "MHS605", {**_DIAGNOSED, "code": text("SecDiag"), "rank": always("secondary")}),
    Mapped(
        "partner_caseload",
        "partner_caseload",
        {
            **_OF_A_PARTNER,
            "service": text("service"),
            "from_day": day("start"),
            "to_day": day("end"),
            "care_act_eligible": text("care_act_eligible"),
        },
        feed="partner_caseload",
    ),
    Mapped("partner_contacts", "partner_contact", {**_OF_A_PARTNER, "day": day("date")}, feed="partner_contact"),
)
