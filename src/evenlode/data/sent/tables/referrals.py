"""Referrals with their teams and diagnoses, contacts and what was done at one: MHS101 to MHS202, MHS604, 605, 902."""

from __future__ import annotations

from dataclasses import replace

from evenlode.data.sent.columns import ACTIVITY, CONTACT, EXTRACT, LOCAL_PATIENT, PERSON, REFERRAL, TEAM
from evenlode.data.sent.form import Kind, Must, Parent, SentColumn, SentTable
from evenlode.data.sent.lists import ATTENDANCE, MECHANISM, PRIORITY
from evenlode.problems import Level

_OF_A_REFERRAL = (Parent("MHS001", ("Person_ID",)), Parent("MHS101", ("ServiceRequestID",)))
_DIAGNOSED = (
    REFERRAL,
    PERSON,
    SentColumn("DiagSchemeInUse"),
    SentColumn(
        "CodedDiagTimestamp", Kind.MOMENT, Must.COLUMN, ("CodedDiagDate", "DiagDate"), said="diagnosis", observed=True
    ),
    *EXTRACT,
)

TABLES = (
    SentTable(
        "MHS101",
        "referral",
        (
            replace(REFERRAL, must=Must.FILLED),
            PERSON,
            LOCAL_PATIENT,
            SentColumn("OrgIDComm"),
            SentColumn("ReferralRequestReceivedDate", Kind.DAY, Must.FILLED, said="referral", observed=True),
            SentColumn("ReferralRequestReceivedTime", Kind.TIME),
            SentColumn("SourceOfReferralMH"),
            TEAM,
            SentColumn("ReferRejectionDate", Kind.DAY, Must.COLUMN, said="rejection", observed=True),
            SentColumn("ServDischDate", Kind.DAY, Must.COLUMN, said="discharge", observed=True),
            SentColumn("ReferClosReason"),
            SentColumn("ClinRespPriorityType", codes=PRIORITY, code_level=Level.WARN),
            *EXTRACT,
        ),
        either=("Person_ID", "LocalPatientID"),
        keys=(("ServiceRequestID",),),
        orders=(
            ("ReferralRequestReceivedDate", "ReferRejectionDate"),
            ("ReferralRequestReceivedDate", "ServDischDate"),
        ),
        parents=(Parent("MHS001", ("Person_ID", "LocalPatientID")),),
    ),
    SentTable(
        "MHS102",
        "team",
        (
            replace(REFERRAL, must=Must.FILLED),
            PERSON,
            TEAM,
            SentColumn("ServTeamTypeRefToMH"),
            SentColumn("ReferClosureDate", Kind.DAY, said="closure", observed=True),
            SentColumn("ReferRejectionDate", Kind.DAY, said="rejection", observed=True),
            *EXTRACT,
        ),
        keys=(("CareProfTeamLocalID", "ServiceRequestID"),),
        parents=_OF_A_REFERRAL,
    ),
    SentTable(
        "MHS902",
        "team",
        (replace(TEAM, must=Must.FILLED), SentColumn("ServTeamTypeMH", must=Must.FILLED), *EXTRACT),
        keys=(("CareProfTeamLocalID",),),
    ),
    SentTable(
        "MHS604",
        "diagnosis",
        (*_DIAGNOSED, SentColumn("PrimDiag", must=Must.FILLED)),
        either=("ServiceRequestID", "Person_ID"),
        keys=(("ServiceRequestID", "CodedDiagTimestamp", "PrimDiag"),),
        parents=_OF_A_REFERRAL,
    ),
    SentTable(
        "MHS605",
        "diagnosis",
        (*_DIAGNOSED, SentColumn("SecDiag", must=Must.FILLED)),
        either=("ServiceRequestID", "Person_ID"),
        keys=(("ServiceRequestID", "CodedDiagTimestamp", "SecDiag"),),
        parents=_OF_A_REFERRAL,
    ),
    SentTable(
        "MHS201",
        "contact",
        (
            replace(CONTACT, must=Must.FILLED),
            REFERRAL,
            PERSON,
            SentColumn("CareContDate", Kind.DAY, Must.FILLED, said="contact", observed=True),
            SentColumn("CareContTime", Kind.TIME),
            SentColumn("ConsMechanismMH", codes=MECHANISM, code_level=Level.WARN, aliases=("ConsMediumUsed",)),
            SentColumn("AttendStatus", codes=ATTENDANCE, code_level=Level.WARN, aliases=("AttendOrDNACode",)),
            *EXTRACT,
        ),
        either=("ServiceRequestID", "Person_ID"),
        keys=(("CareContactID",),),
        parents=_OF_A_REFERRAL,
    ),
    SentTable(
        "MHS202",
        "activity",
        (replace(ACTIVITY, must=Must.FILLED), CONTACT, PERSON, *EXTRACT),
        either=("CareContactID", "Person_ID"),
        keys=(("CareActID",),),
        parents=(Parent("MHS001", ("Person_ID",)), Parent("MHS201", ("CareContactID",))),
    ),
)
