"""Referrals, contacts, diagnoses, and the services of partners outside the national data set."""

from __future__ import annotations

from evenlode.data.tables.form import DAY, FROM, PERSON, PROVIDER, TO, Column, TableForm, moment

TABLES = (
    TableForm(
        "referrals",
        "referrals, one row each as last sent (MHS101, with the team's type from MHS102 or MHS902)",
        (
            PERSON,
            PROVIDER,
            Column("referral", "the provider's own name of the referral", needed=True),
            *moment("received", "ReferralRequestReceivedDate", needed=True),
            Column("source", "SourceOfReferralMH"),
            Column("priority", "ClinRespPriorityType"),
            Column("team", "the provider's own name of the team"),
            Column("team_type", "ServTeamTypeMH, before version 6 ServTeamTypeRefToMH"),
            Column(
                "closed_day", "ServDischDate; blank while the referral is open", "date", observed=True, short="closed"
            ),
            Column("rejected_day", "ReferRejectionDate", "date", observed=True, short="rejected"),
            Column("close_reason", "ReferClosReason"),
        ),
        order=("received_day", "closed_day"),
        key=("provider", "referral"),
    ),
    TableForm(
        "contacts",
        "care contacts (MHS201)",
        (
            PERSON,
            PROVIDER,
            Column("contact", "the provider's own name of the contact", needed=True),
            Column("referral", "the referral it belongs to", needed=True),
            *moment("", "CareContDate", needed=True),
            Column("attendance", "AttendStatus, in version 4 AttendOrDNACode"),
            Column("mechanism", "ConsMechanismMH, in version 4 ConsMediumUsed"),
        ),
        key=("provider", "contact"),
    ),
    TableForm(
        "diagnoses",
        "primary and secondary diagnoses (MHS604, MHS605)",
        (
            PERSON,
            PROVIDER,
            DAY,
            Column("referral", "the referral it was made under"),
            Column("scheme", "DiagSchemeInUse"),
            Column("code", "the diagnosis as sent", needed=True),
            Column("rank", "primary or secondary", needed=True, list_name="diagnosis rank"),
        ),
        known_by=("person", "provider", "referral", "day", "rank"),
    ),
    TableForm(
        "partner_caseload",
        "people with a partner outside the national data set, service by service (local feed)",
        (
            PERSON,
            PROVIDER,
            Column("service", "the partner's own name of the service", needed=True),
            FROM,
            TO,
            Column(
                "care_act_eligible", "yes or no: eligible for social care under the Care Act", list_name="yes or no"
            ),
        ),
        order=("from_day", "to_day"),
        known_by=("person", "provider", "service", "from_day"),
    ),
    TableForm(
        "partner_contacts",
        "contacts with a partner outside the national data set (local feed)",
        (PERSON, PROVIDER, DAY),
        known_by=("person", "provider", "day"),
    ),
)
