"""Referrals, contacts and what was done at a contact: MHS101, MHS201 and MHS202."""

from __future__ import annotations

from dataclasses import replace

from evenlode.data.sent.columns import ACTIVITY, CONTACT, EXTRACT, LOCAL_PATIENT, PERSON, REFERRAL
from evenlode.data.sent.form import Kind, Must, Parent, SentColumn, SentTable
from evenlode.data.sent.lists import ATTENDANCE, MECHANISM, PRIORITY
from evenlode.problems import Level

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
            SentColumn("ReferRejectionDate", Kind.DAY, Must.COLUMN, said="rejection", observed=True),
            SentColumn("ServDischDate", Kind.DAY, Must.COLUMN, said="discharge", observed=True),
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
        "MHS201",
        "contact",
        (
            replace(CONTACT, must=Must.FILLED),
            REFERRAL,
            PERSON,
            SentColumn("CareContDate", Kind.DAY, Must.FILLED, said="contact", observed=True),
            SentColumn("ConsMechanismMH", codes=MECHANISM, code_level=Level.WARN),
            SentColumn("AttendStatus", codes=ATTENDANCE, code_level=Level.WARN, aliases=("AttendOrDNACode",)),
            *EXTRACT,
        ),
        either=("ServiceRequestID", "Person_ID"),
        keys=(("CareContactID",),),
        parents=(Parent("MHS001", ("Person_ID",)), Parent("MHS101", ("ServiceRequestID",))),
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
