"""Local feeds of what no national data set holds, and the caseload and contacts of the partners."""

from __future__ import annotations

from dataclasses import replace

from evenlode.data.sent.columns import PERSON
from evenlode.data.sent.form import Kind, Must, Parent, SentColumn, SentTable
from evenlode.data.sent.lists import CHECKS, CORRESPONDENCE, ROLES, STRUCTURED, YES_NO

_PERSON = replace(PERSON, must=Must.FILLED)
_BY_PERSON = (Parent("MHS001", ("Person_ID",)),)


def _day(name: str, said: str, must: Must = Must.FILLED) -> SentColumn:
    return SentColumn(name, Kind.DAY, must, said=said, observed=True)


def _moment(name: str, said: str, must: Must = Must.COLUMN) -> SentColumn:
    return SentColumn(name, Kind.MOMENT, must, said=said, observed=True)


TABLES = (
    SentTable(
        "role_status",
        "role",
        (
            _PERSON,
            _day("date", "recording"),
            SentColumn("role", must=Must.FILLED, codes=ROLES),
            SentColumn("structured", codes=STRUCTURED),
            SentColumn("hours"),
        ),
        parents=_BY_PERSON,
    ),
    SentTable(
        "deaths",
        "death",
        (_PERSON, _day("date", "death"), SentColumn("age"), SentColumn("cause"), SentColumn("source")),
        keys=(("Person_ID",),),
        parents=_BY_PERSON,
    ),
    SentTable(
        "ed_attendance",
        "attendance",
        (
            _PERSON,
            _moment("arrival_ts", "arrival", Must.FILLED),
            SentColumn("type"),
            SentColumn("source"),
        ),
    ),
    SentTable(
        "crisis_log",
        "crisis",
        (
            SentColumn("referral", must=Must.FILLED),
            _moment("patient_contacted_ts", "contact with the patient"),
            SentColumn("carer_applicable", codes=YES_NO),
            _moment("carer_contacted_ts", "contact with the carer", Must.MAY),
            _moment("gp_contacted_ts", "contact with the GP", Must.MAY),
        ),
        keys=(("referral",),),
    ),
    SentTable(
        "correspondence",
        "letter",
        (
            PERSON,
            SentColumn("event_id", must=Must.FILLED),
            SentColumn("kind", must=Must.FILLED, codes=CORRESPONDENCE),
            _moment("event_ts", "event", Must.FILLED),
            _moment("sent_ts", "sending"),
        ),
        orders=(("event_ts", "sent_ts"),),
    ),
    SentTable(
        "physical_health",
        "reading",
        (
            _PERSON,
            _day("date", "reading"),
            SentColumn("measure", must=Must.FILLED, codes=CHECKS),
            SentColumn("value", must=Must.FILLED),
        ),
        parents=_BY_PERSON,
    ),
    SentTable(
        "carer",
        "carer",
        (
            SentColumn("carer_id", must=Must.FILLED),
            SentColumn("cares_for", must=Must.FILLED),
            _day("offered_date", "offer", Must.COLUMN),
            _day("accepted_date", "acceptance", Must.COLUMN),
            _day("strain_date", "strain score", Must.MAY),
        ),
        orders=(("offered_date", "accepted_date"),),
    ),
    SentTable(
        "partner_caseload",
        "service",
        (
            _PERSON,
            SentColumn("partner", must=Must.FILLED),
            SentColumn("service", must=Must.FILLED),
            _day("start", "start"),
            SentColumn("end", Kind.DAY, Must.COLUMN, said="end"),
            SentColumn("care_act_eligible", codes=YES_NO, aliases=("social_care_eligible",)),
        ),
        orders=(("start", "end"),),
    ),
    SentTable(
        "partner_contact",
        "contact",
        (_PERSON, SentColumn("partner", must=Must.FILLED), _day("date", "contact")),
    ),
    SentTable(
        "SURVEY",
        "answer",
        (SentColumn("RespId", must=Must.FILLED), SentColumn("Text", must=Must.COLUMN)),
    ),
)
