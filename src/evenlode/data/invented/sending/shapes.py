"""Which file a table goes into and what its columns are called there, in each version of the national data set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

BOUNDARY = 12 * 2022 + 6
"""July 2022: from this month on commissioners are sent under new names of their columns."""


@dataclass(frozen=True)
class Shape:
    """file: the table's name as it is sent. columns: for each column of the file, our name of it."""

    file: str
    columns: Mapping[str, str]

    @property
    def is_national(self) -> bool:
        """True for a table of the national data set."""
        return self.file.startswith("MHS")


Versions = Mapping[int, Shape]
"""A shape for each version; a version that does not have the table is not there."""

_PERSON = {"Person_ID": "Person_ID"}


def _every(file: str, *names: str, **renamed: str) -> Versions:
    """The same in every version."""
    shape = Shape(file, {**{name: name for name in names}, **renamed})
    return {4: shape, 5: shape, 6: shape}


def _since(version: int, file: str, old: Mapping[str, str], new: Mapping[str, str], *names: str) -> Versions:
    """Columns that were called otherwise before a version."""
    same = {name: name for name in names}
    return {at: Shape(file, {**same, **(new if at >= version else old)}) for at in (4, 5, 6)}


_REFERRAL = (
    *("Person_ID", "ServiceRequestID", "ReferralRequestReceivedDate", "ReferralRequestReceivedTime"),
    *("SourceOfReferralMH", "ClinRespPriorityType", "ServDischDate", "ReferRejectionDate", "ReferClosReason"),
)
_SCORE = ("Person_ID", "ServiceRequestID", "CodedAssToolType", "PersScore")
_SCORED: Versions = _since(
    5, "MHS606", {"AssToolCompDate": "AssessedOn"}, {"AssToolCompTimestamp": "AssessedOn"}, *_SCORE
)
_WARD = {name: name for name in ("Person_ID", "WardStayID", "StartDateWardStay", "EndDateWardStay")}
_CLUSTER = ("Person_ID", "AMHCareClustCodeFin", "StartDateCareClust", "EndDateCareClust")
_TOOL = Shape("MHS801", {**_PERSON, "UniqClustID": "CareClustID", "AssToolCompDate": "AssToolCompDate"})
_SCALE = Shape(
    "MHS802",
    {**_PERSON, "UniqClustID": "CareClustID", "CodedAssToolType": "CodedAssToolType", "PersScore": "PersScore"},
)
_HELD = Shape("MHS803", {**{name: name for name in _CLUSTER}, "UniqClustID": "CareClustID"})
_REVIEW = Shape("cluster_review", {**_PERSON, "assessment": "CareClustID", "date": "AssToolCompDate"})
_FEED = Shape(
    "cluster",
    {
        **_PERSON,
        "cluster_id": "CareClustID",
        "code": "AMHCareClustCodeFin",
        "start": "StartDateCareClust",
        "end": "EndDateCareClust",
        "source": "source",
        "provider": "provider",
    },
)

SHAPES: Mapping[str, Versions] = {
    "people": _since(
        5,
        "MHS001",
        {"GenderIDCode": "Gender"},
        {"Gender": "Gender"},
        *("Person_ID", "PersonBirthDate", "PersDeathDate", "EthnicCategory", "IMDDecile"),
        *("GPCommissioner", "HomeCommissioner"),
    ),
    "accommodation": _since(
        5,
        "MHS003",
        {"AccommodationStatusCode": "AccommodationStatusCode", "AccommodationStatusDate": "RecordedDate"},
        {"AccommodationType": "AccommodationType", "AccommodationTypeDate": "RecordedDate"},
        *("Person_ID", "SettledAccommodationInd"),
    ),
    "employment": _every("MHS004", "Person_ID", "EmployStatus", EmployStatusRecDate="RecordedDate"),
    "referrals": _since(6, "MHS101", {}, {"CareProfTeamLocalID": "CareProfTeamLocalID"}, *_REFERRAL),
    "teams": {
        version: Shape(
            "MHS102", {name: name for name in ("ServiceRequestID", "CareProfTeamLocalID", "ServTeamTypeRefToMH")}
        )
        for version in (4, 5)
    },
    "contacts": _since(
        5,
        "MHS201",
        {"ConsMediumUsed": "ConsMechanismMH", "AttendOrDNACode": "AttendStatus"},
        {"ConsMechanismMH": "ConsMechanismMH", "AttendStatus": "AttendStatus"},
        *("Person_ID", "CareContactID", "ServiceRequestID", "CareContDate", "CareContTime"),
    ),
    "spells": _since(
        5,
        "MHS501",
        {
            "HospProvSpellNum": "HospProvSpellID",
            "SourceAdmCodeHospProvSpell": "SourceAdmMHHospProvSpell",
            "AdmMethCodeHospProvSpell": "MethAdmMHHospProvSpell",
            "DischMethCodeHospProvSpell": "MethOfDischMHHospProvSpell",
            "DischDestCodeHospProvSpell": "DestOfDischHospProvSpell",
        },
        {
            name: name
            for name in (
                *("HospProvSpellID", "SourceAdmMHHospProvSpell", "MethAdmMHHospProvSpell"),
                *("MethOfDischMHHospProvSpell", "DestOfDischHospProvSpell"),
            )
        },
        *("Person_ID", "ServiceRequestID", "StartDateHospProvSpell", "DischDateHospProvSpell"),
    ),
    "wards": {
        4: Shape("MHS502", {**_WARD, "HospProvSpellNum": "HospProvSpellID", "HospitalBedTypeMH": "HospitalBedTypeMH"}),
        5: Shape("MHS502", {**_WARD, "HospProvSpellID": "HospProvSpellID", "HospitalBedTypeMH": "HospitalBedTypeMH"}),
        6: Shape(
            "MHS502",
            {
                **_WARD,
                "HospProvSpellID": "HospProvSpellID",
                "MHAdmittedPatientClass": "MHAdmittedPatientClass",
            },
        ),
    },
    "diagnoses": _since(
        5,
        "MHS604",
        {"DiagDate": "DiagDate"},
        {"CodedDiagTimestamp": "DiagDate"},
        *("Person_ID", "ServiceRequestID", "DiagSchemeInUse", "PrimDiag"),
    ),
    "core": _SCORED,
    "qpr": _SCORED,
    "dialog": _SCORED,
    "reviews": {4: _TOOL, 5: _TOOL, 6: _REVIEW},
    "honos": {4: _SCALE, 5: _SCALE, 6: _SCORED[6]},
    "clusters": {4: _HELD, 5: _HELD, 6: _FEED},
    "roles": _every("role_status", "Person_ID", "date", "role", "structured"),
    "deaths": _every("deaths", "Person_ID", "date", "age", "cause", "source"),
    "readings": _every("physical_health", "Person_ID", "date", "measure", "value"),
    "star": _every("prom_score", "Person_ID", "referral", "tool", "item", "date", "score"),
    "sfq": _every("prom_score", "Person_ID", "referral", "tool", "item", "date", "score"),
    "reqol": _every("prom_score", "Person_ID", "referral", "tool", "item", "date", "score"),
    "goal": _every("prom_score", "Person_ID", "referral", "tool", "item", "date", "score"),
    "crisis_log": _every(
        "crisis_log", "referral", "patient_contacted_ts", "carer_applicable", "carer_contacted_ts", "gp_contacted_ts"
    ),
    "letters": _every("correspondence", "Person_ID", "event_id", "kind", "event_ts", "sent_ts"),
    "attendances": _every("ed_attendance", "Person_ID", "arrival_ts", "type", "source"),
    "carers": _every("carer", "carer_id", "cares_for", "offered_date", "accepted_date", "strain_date"),
    "caseload": _every("partner_caseload", "Person_ID", "partner", "service", "start", "end", "care_act_eligible"),
    "programmes": _every("MHS701", "Person_ID", "CPAEpisodeID", "StartDateCPA", "EndDateCPA"),
    "programme_reviews": _every("MHS702", "Person_ID", "CPAEpisodeID", "CPAReviewDate", "carer_present"),
    "care_plans": _every("care_plan", "Person_ID", "plan", "referral", "date", "holds"),
    "partner_contacts": _every("partner_contact", "Person_ID", "partner", "date"),
}
"""For every table of ours the file it goes into; two of ours may go into one file."""


def commissioner_names(month: int) -> Mapping[str, str]:
    """What the two columns of a person's commissioner are called in a month: by registered practice, by home."""
    if month < BOUNDARY:
        return {"GPCommissioner": "OrgIDCCGGPPractice", "HomeCommissioner": "OrgIDCCGRes"}
    return {"GPCommissioner": "OrgIDSubICBLocGP", "HomeCommissioner": "OrgIDSubICBLocResidence"}


def month_id(month: int) -> str:
    """The national number of a month: 1 is April 1900."""
    return str(month - (12 * 1900 + 3) + 1)
