"""How soon: calls after a crisis referral, letters, and visits to an emergency department."""

from __future__ import annotations

from evenlode.data.tables.form import PERSON, PROVIDER, Column, TableForm, moment

TABLES = (
    TableForm(
        "crisis_log",
        "who was called after a crisis or emergency referral, and when (local feed)",
        (
            PROVIDER,
            Column("referral", "the referral, by its name in referrals", needed=True),
            *moment("patient_contacted", "when the patient was reached"),
            Column("carer_applicable", "yes where there is a carer to tell", list_name="yes or no"),
            *moment("carer_contacted", "when the carer was reached"),
            *moment("gp_contacted", "when the GP was reached"),
        ),
        key=("provider", "referral"),
    ),
    TableForm(
        "letters",
        "letters to the GP (local feed `correspondence`)",
        (
            Column("person", "the person's pseudonym; blank where the feed does not say", needed=False),
            PROVIDER,
            Column("event", "the contact, spell or referral that the letter is about, by its name there", needed=True),
            Column("kind", "which letter", needed=True, list_name="letter"),
            *moment("event", "when the event was", needed=True),
            *moment("sent", "when the letter was sent; blank where it was not"),
        ),
        order=("event_day", "sent_day"),
        known_by=("provider", "event", "kind"),
    ),
    TableForm(
        "ed_attendances",
        "attendances at an emergency department (ECDS)",
        (
            PERSON,
            PROVIDER,
            *moment("arrived", "when the person arrived", needed=True),
            Column("type", "type of department; 1 is a major one"),
            Column("source", "where the row comes from"),
        ),
        known_by=("person", "provider", "arrived_day", "arrived_time"),
    ),
)
