"""Code lists: every code that a column may hold, as data. National codes are those of MHSDS versions 5 and 6."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes with their meaning. `says_nothing` are codes that record that the answer is not known or not given."""

    name: str
    source: str
    codes: Mapping[str, str]
    says_nothing: tuple[str, ...] = ()


_ROLES = CodeList(
    "role",
    "local feed of roles",
    {
        "paid": "in paid employment",
        "education": "in education or training",
        "voluntary": "in voluntary activity",
        "home_parent": "looking after a home or a child",
        "none": "asked, and in none of these",
    },
)
_STRUCTURED = CodeList(
    "structured",
    "local feed of roles",
    {"yes": "at least one planned session a week", "no": "nothing planned every week"},
)
_EMPLOYMENT = CodeList(
    "employment status",
    "MHS004, EmployStatus",
    {
        "01": "employed",
        "02": "unemployed and seeking work",
        "03": "student, not working or seeking work",
        "04": "long-term sick or disabled",
        "05": "looking after family or home",
        "06": "not receiving benefits, not working or seeking work",
        "07": "unpaid voluntary work, not working or seeking work",
        "08": "retired",
        "ZZ": "asked, but declined to say",
    },
    ("ZZ",),
)
_SETTLED = CodeList(
    "settled",
    "MHS003, SettledAccommodationInd",
    {"Y": "settled", "N": "not settled", "Z": "asked, but declined to say", "9": "not known"},
    ("Z", "9"),
)
_ACCOMMODATION = CodeList(
    "accommodation type",
    "MHS003, AccommodationType",
    {
        "01": "owner occupier",
        "02": "tenant of a council or registered social landlord",
        "03": "tenant of a private landlord",
        "04": "with family",
        "05": "with friends",
        "06": "university or college",
        "07": "tied to a job",
        "08": "mobile accommodation",
        "09": "care home without nursing",
        "10": "care home with nursing",
        "11": "specialist housing",
        "12": "rough sleeper",
        "13": "squatting",
        "14": "sofa surfing",
        "15": "short-term guest of friends or family",
        "16": "bed and breakfast for homeless people",
        "17": "night shelter",
        "18": "hostel for homeless people",
        "19": "temporary housing for homeless people",
        "20": "in hospital",
        "21": "criminal justice setting",
        "98": "other",
    },
)
_HONOS_CLUSTERS = CodeList(
    "HoNOS cluster",
    "MHS803, AMHCareClustCodeFin; there is no 09",
    {
        "00": "variance, not assigned",
        "01": "common problems, low severity",
        "02": "common problems, greater need",
        "03": "non-psychotic, moderate",
        "04": "non-psychotic, severe",
        "05": "non-psychotic, very severe",
        "06": "non-psychotic, over-valued ideas",
        "07": "enduring non-psychotic, high disability",
        "08": "non-psychotic, chaotic and challenging",
        "10": "first episode psychosis",
        "11": "recurrent psychosis, low symptoms",
        "12": "recurrent psychosis, high disability",
        "13": "recurrent psychosis, high symptoms and disability",
        "14": "psychotic crisis",
        "15": "severe psychotic depression",
        "16": "dual diagnosis",
        "17": "psychosis, difficult to engage",
        "18": "cognitive impairment, low need",
        "19": "cognitive impairment, moderate need",
        "20": "cognitive impairment, high need",
        "21": "cognitive impairment, high physical need",
        "99": "not known",
    },
)
_WARD_CLASSES = CodeList(
    "ward class",
    "MHS502, HospitalBedTypeMH (version 5) and MHAdmittedPatientClass (version 6)",
    {
        "10": "acute adult",
        "11": "acute older adult",
        "12": "adult psychiatric intensive care",
        **{str(code): "another ward of version 5" for code in range(13, 41) if code not in (16, 18)},
        "200": "acute adult",
        "201": "acute older adult",
        "202": "adult psychiatric intensive care",
        **{str(code): "another ward of version 6" for code in (*range(203, 214), *range(300, 312))},
    },
)

_YES_NO = CodeList("yes or no", "local feeds", {"yes": "yes", "no": "no"})
_CHECKS = CodeList(
    "physical health check",
    "local feed of physical health",
    {
        "bmi": "body mass index",
        "smoking": "smoking: current, former or never",
        "blood_pressure": "blood pressure",
        "glucose": "blood glucose or HbA1c",
        "lipids": "blood lipids",
        "alcohol": "alcohol",
    },
)
_RANKS = CodeList(
    "diagnosis rank", "MHS604 and MHS605", {"primary": "primary diagnosis", "secondary": "secondary diagnosis"}
)
_LETTERS = CodeList(
    "letter",
    "local feed of correspondence",
    {
        "outpatient": "letter after an outpatient contact",
        "discharge": "letter after a hospital spell",
        "part1": "part 1 of the summary after discharge from care",
        "part2": "part 2 of the summary after discharge from care",
    },
)

CHECK_WORDS: Mapping[str, str] = {"bp": "blood_pressure", "hba1c": "glucose", "HbA1c": "glucose"}
"""Other words for a physical health check in a local feed."""

ACCOMMODATION_V4: Mapping[str, str] = {
    **dict.fromkeys(("MA00", "MA09"), "98"),
    "MA01": "01",
    "MA02": "04",
    "MA03": "01",
    **dict.fromkeys(("MA04", "MA05"), "02"),
    "MA06": "03",
    "HM00": "98",
    "HM01": "12",
    "HM02": "13",
    "HM03": "17",
    "HM04": "14",
    "HM05": "19",
    "HM06": "15",
    "HM07": "98",
    **dict.fromkeys(("MH00", "MH01", "MH02", "MH03", "MH09"), "11"),
    "MH04": "09",
    **dict.fromkeys(("HS00", "HS01", "HS02", "HS03", "HS04", "HS05", "HS09"), "20"),
    **dict.fromkeys(("CH00", "CH01", "CH02", "CH09"), "11"),
    "CH03": "09",
    **dict.fromkeys(("CJ00", "CJ01", "CJ02", "CJ03", "CJ04", "CJ09"), "21"),
    **dict.fromkeys(("SH00", "SH01", "SH02", "SH09"), "11"),
    "SH03": "10",
    "ML00": "08",
    **dict.fromkeys(("OC96", "OC97", "OC98", "OC99"), "98"),
}
"""AccommodationStatusCode of version 4, and the nearest AccommodationType of version 5. Whether a person is settled is
never worked out from it: SettledAccommodationInd says so."""

CODE_LISTS: Mapping[str, CodeList] = {
    found.name: found
    for found in (
        _ROLES,
        _STRUCTURED,
        _EMPLOYMENT,
        _SETTLED,
        _ACCOMMODATION,
        _HONOS_CLUSTERS,
        _WARD_CLASSES,
        _YES_NO,
        _CHECKS,
        _RANKS,
        _LETTERS,
    )
}


@cache
def code_lists_sha256() -> str:
    """One hash over every list: which codes a run knew."""
    said = {found.name: [found.source, dict(found.codes), found.says_nothing] for found in CODE_LISTS.values()}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
