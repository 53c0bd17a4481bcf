"""Mappings: every version of the data set and every local feed gives the same tables of the store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from evenlode.data.received.mappings import mappings
from evenlode.data.sent.tables import sent_tables
from evenlode.data.tables import TABLES
from tests.unit.data.received.conftest import Receiver, Rows, Sent

PEOPLE = "Person_ID | LocalPatientID\nP1 | L1"
OF = {"person": "P1", "provider": "lead-provider"}
MARCH, NOON = date(2016, 3, 1), 12 * 3600


def only(rows: Rows) -> dict[str, object]:
    """The one row, without whose it is."""
    (row,) = rows
    assert {name: row[name] for name in OF if name in row}.items() <= OF.items()
    return {name: value for name, value in row.items() if name not in OF}


def test_mappings_name_tables_and_columns_that_there_are() -> None:
    for one in mappings():
        assert set(one.columns) <= set(TABLES[one.table].names), one
        assert one.sent in sent_tables()
        needed = {column.name for column in TABLES[one.table].columns if column.needed}
        assert needed <= set(one.columns), one
        assert TABLES[one.table].record, f"{one.table} has nothing to know a record by"


V4 = {
    "MHS001": "Person_ID | GenderIDCode | PersonBirthDate | OrgIDCCGRes\nP1 | 1 | 1980-05-20 | 10Q",
    "MHS003": "Person_ID | AccommodationStatusCode | SettledAccommodationInd | AccommodationStatusDate\n"
    "P1 | MA06 | Y | 2016-03-01",
    "MHS101": "Person_ID | UniqServReqID | ReferralRequestReceivedDate | ReferralRequestReceivedTime"
    " | ReferRejectionDate | ServDischDate\nP1 | R1 | 2016-03-01 | 12:00:00 ||",
    "MHS102": "ServiceRequestID | CareProfTeamLocalID | ServTeamTypeRefToMH\nR1 | T1 | A06",
    "MHS201": "CareContactID | ServiceRequestID | CareContDate | CareContTime | ConsMediumUsed | AttendOrDNACode\n"
    "K1 | R1 | 2016-03-01 | 12:00 | 1 | 5",
    "MHS501": "HospProvSpellNum | ServiceRequestID | StartDateHospProvSpell | DischDateHospProvSpell"
    " | AdmMethCodeHospProvSpell | DischDestCodeHospProvSpell\nS1 | R1 | 2016-03-01 | 2016-03-09 | 12 | 19",
    "MHS502": "WardStayID | HospProvSpellNum | StartDateWardStay | EndDateWardStay | HospitalBedTypeMH\n"
    "W2 | S1 | 2016-03-05 | 2016-03-09 | 12\nW1 | S1 | 2016-03-01 | 2016-03-05 | 10",
}
V6 = {
    "MHS001": "Person_ID | Gender | PersonBirthDate | OrgIDSubICBLocGP | OrgIDSubICBLocResidence\n"
    "P1 | 1 | 1980-05-20 | 10Q | QU9",
    "MHS003": "Person_ID | AccommodationType | SettledAccommodationInd | AccommodationTypeDate\n"
    "P1 | 03 | Y | 2016-03-01",
    "MHS101": "Person_ID | ServiceRequestID | ReferralRequestReceivedDate | ReferralRequestReceivedTime"
    " | CareProfTeamLocalID | ReferRejectionDate | ServDischDate\nP1 | R1 | 2016-03-01 | 12:00 | T1 ||",
    "MHS902": "CareProfTeamLocalID | ServTeamTypeMH\nT1 | A06",
    "MHS201": "CareContactID | ServiceRequestID | CareContDate | CareContTime | ConsMechanismMH | AttendStatus\n"
    "K1 | R1 | 2016-03-01 | 12:00:00 | 01 | 5",
    "MHS501": "HospProvSpellID | ServiceRequestID | StartDateHospProvSpell | DischDateHospProvSpell"
    " | MethAdmMHHospProvSpell | DestOfDischHospProvSpell\nS1 | R1 | 2016-03-01 | 2016-03-09 | 12 | 19",
    "MHS502": "WardStayID | HospProvSpellID | StartDateWardStay | EndDateWardStay | MHAdmittedPatientClass\n"
    "W2 | S1 | 2016-03-05 | 2016-03-09 | 12\nW1 | S1 | 2016-03-01 | 2016-03-05 | 10",
}


@pytest.mark.parametrize("tables", [V4, V6], ids=["version 4", "version 6"])
def test_each_version_gives_the_same(sent: Sent, receiver: Receiver, tables: dict[str, str]) -> None:
    [outcome] = receiver.take(sent(tables)).outcomes
    assert [one.rule for one in outcome.problems if one.rule != "CODE.REPAIRED"] == []
    found = {"birth_month": date(1980, 5, 1), "gender": "1"}
    assert found.items() <= only(receiver.rows("people")).items()
    assert only(receiver.rows("accommodation_status")) == {"day": MARCH, "type": "03", "settled": "Y"}
    assert only(receiver.rows("referrals")) == {
        "referral": "R1",
        "received_day": MARCH,
        "received_time": NOON,
        "team": "T1",
        "team_type": "A06",
    }
    contact = {"contact": "K1", "referral": "R1", "day": MARCH, "time": NOON, "attendance": "5", "mechanism": "01"}
    assert only(receiver.rows("contacts")) == contact
    assert only(receiver.rows("hospital_spells")) == {
        "spell": "S1",
        "admitted": MARCH,
        "discharged": date(2016, 3, 9),
        "admission_method": "12",
        "discharge_destination": "19",
        "ward_class": "12",
    }


COMMISSIONERS = "Person_ID | OrgIDCCGGPPractice | OrgIDCCGRes | OrgIDSubICBLocGP | OrgIDSubICBLocResidence\n"


@pytest.mark.parametrize(
    ("row", "month", "expected"),
    [
        ("10Q | 15A | 11A | 12A", "2022-06", "10Q"),
        ("10Q | 15A | 11A | 12A", "2022-07", "11A"),
        (" | 15A | |", "2022-06", "15A"),
        (" | | | 12A", "2022-07", "12A"),
        ("10Q | | |", "2022-07", "10Q"),
    ],
)
def test_the_commissioner_is_the_practice_s_of_the_month_s_columns(
    sent: Sent, receiver: Receiver, row: str, month: str, expected: str
) -> None:
    receiver.take(sent({"MHS001": f"{COMMISSIONERS}P1 | {row}"}), month=month)
    assert only(receiver.rows("people"))["commissioner"] == expected


def test_people_are_found_by_their_local_name_and_through_what_stands_above(sent: Sent, receiver: Receiver) -> None:
    tables = {
        "MHS001": "Person_ID | LocalPatientID\nP1 | L1\nP2 | L2",
        "MHS004": "LocalPatientID | EmployStatus | EmployStatusRecDate\nL2 | 1 | 2016-03-01",
        "MHS101": "LocalPatientID | ServiceRequestID | ReferralRequestReceivedDate | ReferRejectionDate"
        " | ServDischDate\nL2 | R2 | 2016-03-01 ||",
        "MHS201": "CareContactID | ServiceRequestID | CareContDate\nK2 | R2 | 2016-03-02",
        "MHS202": "CareActID | CareContactID\nA2 | K2",
        "MHS607": "CareActID | CodedAssToolType | PersScore\nA2 | 979641000000103 | 3",
    }
    receiver.take(sent(tables))
    for table in ("employment_status", "referrals", "contacts", "scores"):
        assert receiver.column(table, "person") == ["P2"], table
    score = {"tool": "honos", "item": "1", "score": Decimal(3), "referral": "R2", "assessment": "A2"}
    assert (score | {"day": date(2016, 3, 2)}).items() <= receiver.rows("scores")[0].items()


SCORES = {
    "MHS606": "Person_ID | ServiceRequestID | CodedAssToolType | PersScore | AssToolCompTimestamp\n"
    "P1 | R1 | 979641000000103 | 4 | 2016-03-01T10:30:00+00:00\nP1 | R1 | 979651000000100 | 9 | 2016-03-01 10:30:00\n"
    "P1 | R1 | 718612000 | 12.5 | 2016-03-02\nP1 | R1 | 1234567 | 3 | 2016-03-02",
    "MHS801": "CareClustID | Person_ID | AssToolCompDate\nC1 | P1 | 2016-03-03",
    "MHS802": "CareClustID | CodedAssToolType | PersScore\nC1 | 979751000000109 | 2",
    "prom_score": "person | referral | tool | item | date | score\nP1 | R1 | Recovery Star | 10 | 2016-03-04 | 7\n"
    "P1 | R1 | QPR-15 | | 2016-03-04 | 41\nP1 | | sfq | 08 | 2016-03-04 | 3",
}


def test_scores_are_known_by_what_was_asked(sent: Sent, receiver: Receiver) -> None:
    receiver.take(sent({"MHS001": PEOPLE, **SCORES}), part=True)
    rows = receiver.rows("scores")
    asked = {(row["tool"], row["item"]): (row["assessment"], row["day"].day, row.get("score")) for row in rows}
    assert asked == {
        ("honos", "1"): ("2016-03-01T10:30:00", 1, 4),
        ("honos", "2"): ("2016-03-01T10:30:00", 1, None),
        ("core-om", "total"): ("2016-03-02", 2, Decimal("12.5")),
        ("snomed", "1234567"): ("2016-03-02", 2, 3),
        ("honos", "12"): ("C1", 3, 2),
        ("recovery-star", "10"): ("2016-03-04", 4, 7),
        ("qpr-15", "total"): ("2016-03-04", 4, 41),
        ("sfq", "8"): ("2016-03-04", 4, 3),
    }


def test_moments_are_those_of_the_clock_on_the_wall(sent: Sent, receiver: Receiver) -> None:
    log = (
        "referral | patient_contacted_ts | carer_contacted_ts | gp_contacted_ts\n"
        "R1 | 2016-03-26T23:30:00Z | 2016-03-27T23:30:00Z | 2016-03-27T23:30:00+01:00\n"
        "R2 | 2016-03-28 | 2016-03-28T10:05 | 2016-03-28 10:05:30.250\nR3 | | | 2016-03-28T25:00:00"
    )
    receiver.take(sent({"crisis_log": log}))
    found = {row["referral"]: row for row in receiver.rows("crisis_log")}
    seen = {
        name: [
            (row.get(f"{who}_contacted_day"), row.get(f"{who}_contacted_time")) for who in ("patient", "carer", "gp")
        ]
        for name, row in found.items()
    }
    day = {number: date(2016, 3, number) for number in (26, 27, 28)}
    assert seen == {
        "R1": [(day[26], 23 * 3600 + 1800), (day[28], 1800), (day[27], 23 * 3600 + 1800)],
        "R2": [(day[28], None), (day[28], 10 * 3600 + 300), (day[28], 10 * 3600 + 330)],
        "R3": [(None, None), (None, None), (day[28], None)],
    }


LOCAL = {
    "cluster": (
        "person | code | start | end | provider\nP1 | 4 | 2016-03-01 | | partner-1",
        "honos_clusters",
        {"provider": "partner-1", "code": "04", "from_day": MARCH},
    ),
    "cluster_review": (
        "person | assessment | date\nP1 | X1 | 2016-03-01",
        "honos_cluster_assessments",
        {"assessment": "X1", "day": MARCH},
    ),
    "deaths": (
        "person | date | age | cause\nP1 | 2016-03-01 | 61 | F20",
        "deaths",
        {"day": MARCH, "age": Decimal(61), "cause": "F20"},
    ),
    "ed_attendance": (
        "person | arrival_ts | type | source\nP1 | 2016-03-01T12:00:00 | 01 | ECDS",
        "ed_attendances",
        {"arrived_day": MARCH, "arrived_time": NOON, "type": "1", "source": "ECDS"},
    ),
    "correspondence": (
        "event_id | kind | event_ts | sent_ts\nE1 | discharge | 2016-03-01T12:00:00 | 2016-03-01",
        "letters",
        {"event": "E1", "kind": "discharge", "event_day": MARCH, "event_time": NOON, "sent_day": MARCH},
    ),
    "physical_health": (
        "person | date | measure | value\nP1 | 2016-03-01 | bp | 120/80",
        "physical_health",
        {"day": MARCH, "check": "blood_pressure", "value": "120/80"},
    ),
    "carer": (
        "carer_id | cares_for | offered_date | accepted_date\nC1 | P1 | 2016-03-01 |",
        "carers",
        {"carer": "C1", "offered_day": MARCH},
    ),
    "partner_caseload": (
        "person | partner | service | start | end | social_care_eligible\n"
        "P1 | partner-1 | housing | 2016-03-01 | | yes",
        "partner_caseload",
        {"provider": "partner-1", "service": "housing", "from_day": MARCH, "care_act_eligible": "yes"},
    ),
    "partner_contact": (
        "person | partner | date\nP1 | partner-1 | 2016-03-01",
        "partner_contacts",
        {"provider": "partner-1", "day": MARCH},
    ),
}


@pytest.mark.parametrize("feed", LOCAL)
def test_local_feeds(sent: Sent, receiver: Receiver, feed: str) -> None:
    text, table, expected = LOCAL[feed]
    receiver.take(sent({feed: text}), part=True)
    (row,) = receiver.rows(table)
    whose = {} if feed == "correspondence" else {"person": "P1"}
    assert row == {"provider": "lead-provider", **whose, **expected}


def test_diagnoses_and_times_that_are_none(sent: Sent, receiver: Receiver) -> None:
    tables = {
        "MHS604": "Person_ID | ServiceRequestID | DiagSchemeInUse | PrimDiag | DiagDate\n"
        "P1 | R1 | 2 | F20.0 | 2016-03-01",
        "MHS605": "Person_ID | SecDiag | CodedDiagTimestamp\nP1 | F10 | 2016-03-01T12:00:00",
        "MHS201": "CareContactID | Person_ID | ServiceRequestID | CareContDate | CareContTime\n"
        "K1 | P1 | R1 | 2016-03-01 | noon",
    }
    [outcome] = receiver.take(sent(tables), part=True).outcomes
    assert [(one.rule, one.level.value) for one in outcome.problems] == [("TIME.FORMAT", "warn")]
    assert [(row["code"], row["rank"], row.get("scheme")) for row in receiver.rows("diagnoses")] == [
        ("F10", "secondary", None),
        ("F20.0", "primary", "02"),
    ]
    assert "time" not in receiver.rows("contacts")[0]
