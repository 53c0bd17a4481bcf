"""How soon: calls after a crisis referral, letters, visits to an emergency department; and the carers of people."""

from __future__ import annotations

from evenlode.data.received.cells import day, moment, person, person_called, sender, text, words
from evenlode.data.received.mapping import Mapped

_DEPARTMENTS = {f"0{number}": str(number) for number in range(1, 10)}

MAPPED = (
    Mapped(
        "crisis_log",
        "crisis_log",
        {
            "provider": sender,
            "referral": text("referral"),
            **moment("patient_contacted", "patient_contacted_ts"),
            "carer_applicable": text("carer_applicable"),
            **moment("carer_contacted", "carer_contacted_ts"),
            **moment("gp_contacted", "gp_contacted_ts"),
        },
        feed="crisis_log",
    ),
    Mapped(
        "letters",
        "correspondence",
        {
            "person": person,
            "provider": sender,
            "event": text("event_id"),
            "kind": text("kind"),
            **moment("event", "event_ts"),
            **moment("sent", "sent_ts"),
        },
        feed="correspondence",
    ),
    Mapped(
        "ed_attendances",
        "ed_attendance",
        {
            "person": person,
            "provider": sender,
            **moment("arrived", "arrival_ts"),
            "type": words("type", _DEPARTMENTS),
            "source": text("source"),
        },
        feed="ed_attendance",
    ),
    Mapped(
        "carers",
        "carer",
        {
            "person": person_called("cares_for"),
            "provider": sender,
            "carer": person_called("carer_id", "carer"),
            "offered_day": day("offered_date"),
            "accepted_day": day("accepted_date"),
            "strain_day": day("strain_date"),
        },
        feed="carer",
    ),
)
