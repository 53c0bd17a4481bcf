"""The person and what is recorded of a person: MHS001, MHS003 and MHS004."""

from __future__ import annotations

from evenlode.data.sent.columns import EXTRACT, LOCAL_PATIENT, PERSON
from evenlode.data.sent.form import Kind, Must, Parent, SentColumn, SentTable
from evenlode.data.sent.lists import ACCOMMODATION, EMPLOYMENT, SETTLED

_BY_PERSON = (Parent("MHS001", ("Person_ID", "LocalPatientID")),)
_OF_A_PERSON = ("Person_ID", "LocalPatientID")

TABLES = (
    SentTable(
        "MHS001",
        "person",
        (
            PERSON,
            LOCAL_PATIENT,
            SentColumn("NHSNumber", Kind.NHS_NUMBER),
            SentColumn("PersonBirthDate", Kind.DAY, said="birth", observed=True),
            SentColumn("PersDeathDate", Kind.DAY, said="death", observed=True),
            SentColumn("Gender"),
            SentColumn("GenderIDCode"),
            SentColumn("EthnicCategory"),
            SentColumn("IMDDecile", aliases=("deprivation",)),
            SentColumn("OrgIDCCGGPPractice"),
            SentColumn("OrgIDSubICBLocGP"),
            SentColumn("OrgIDCCGRes"),
            SentColumn("OrgIDSubICBLocResidence"),
            SentColumn("OrgIDComm"),
            *EXTRACT,
        ),
        either=_OF_A_PERSON,
        keys=(("Person_ID",), ("LocalPatientID",)),
        orders=(("PersonBirthDate", "PersDeathDate"),),
    ),
    SentTable(
        "MHS003",
        "accommodation record",
        (
            PERSON,
            LOCAL_PATIENT,
            SentColumn(
                "AccommodationType", codes=ACCOMMODATION, must=Must.COLUMN, aliases=("AccommodationStatusCode",)
            ),
            SentColumn("SettledAccommodationInd", codes=SETTLED),
            SentColumn(
                "AccommodationTypeDate",
                Kind.DAY,
                Must.COLUMN,
                ("AccommodationStatusDate",),
                said="recording",
                observed=True,
            ),
            SentColumn("AccommodationTypeStartDate", Kind.DAY, said="start", observed=True),
            SentColumn("AccommodationTypeEndDate", Kind.DAY, said="end"),
            *EXTRACT,
        ),
        either=_OF_A_PERSON,
        keys=(("Person_ID", "AccommodationTypeDate"), ("LocalPatientID", "AccommodationTypeDate")),
        orders=(("AccommodationTypeStartDate", "AccommodationTypeEndDate"),),
        parents=_BY_PERSON,
    ),
    SentTable(
        "MHS004",
        "employment record",
        (
            PERSON,
            LOCAL_PATIENT,
            SentColumn("EmployStatus", codes=EMPLOYMENT, must=Must.FILLED),
            SentColumn("EmployStatusRecDate", Kind.DAY, Must.COLUMN, said="recording", observed=True),
            SentColumn("EmployStatusStartDate", Kind.DAY, said="start", observed=True),
            SentColumn("EmployStatusEndDate", Kind.DAY, said="end"),
            *EXTRACT,
        ),
        either=_OF_A_PERSON,
        keys=(("Person_ID", "EmployStatusRecDate"), ("LocalPatientID", "EmployStatusRecDate")),
        orders=(("EmployStatusStartDate", "EmployStatusEndDate"),),
        parents=_BY_PERSON,
    ),
)
