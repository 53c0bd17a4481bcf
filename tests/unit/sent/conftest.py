"""A whole submission with nothing wrong in it, and a way to write and check what differs from it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evenlode.data.sent.manifest import manifest_of
from evenlode.data.sent.validating import Validation, validate

CLEAN = {
    "MHS001": (
        "Person_ID,LocalPatientId,NHSNumber,PersonBirthDate,PersDeathDate,OrgIDComm\n"
        "P1,L1,9434765919,1980-01-01,,10Q\nP2,L2,,1990-02-28,2016-03-01,10Q\n"
    ),
    "MHS003": (
        "Person_ID,AccommodationType,SettledAccommodationInd,AccommodationTypeDate\n"
        "P1,01,Y,2016-01-01\nP1,02,Y,2016-02-01\nP2,12,N,2016-02-01\n"
    ),
    "MHS004": "LocalPatientID,EmployStatus,EmployStatusRecDate\nL1,01,2016-01-01\nL2,ZZ,2016-01-01\n",
    "MHS101": (
        "Person_ID,ServiceRequestId,ReferralRequestReceivedDate,ReferRejectionDate,ServDischDate\n"
        "P1,R1,2015-12-01,,\nP2,R2,2016-01-01,,2016-03-01\n"
    ),
    "MHS201": (
        "CareContactID,ServiceRequestID,CareContDate,ConsMechanismMH,AttendStatus\n"
        "K1,R1,2016-01-05,01,5\nK2,R2,2016-01-05,11,3\n"
    ),
    "MHS202": "CareActID,CareContactID\nA1,K1\n",
    "MHS501": (
        "Person_ID,HospProvSpellID,StartDateHospProvSpell,DischDateHospProvSpell\n"
        "P1,S1,2016-01-05,2016-01-05\nP2,S2,2016-01-05,\n"
    ),
    "MHS502": (
        "WardStayID,HospProvSpellID,StartDateWardStay,EndDateWardStay,HospitalBedTypeMH\n"
        "W1,S1,2016-01-05,2016-01-05,10\nW2,S2,2016-01-05,,12\n"
    ),
    "MHS606": (
        "Person_ID,ServiceRequestId,CodedAssToolType,PersScore,AssToolCompTimestamp\n"
        "P1,R1,979641000000103,4,2016-01-05T10:30:00+00:00\nP1,R1,HoNOS item 2,9,2016-01-05\n"
        "P2,R2,1035441000000106,60,2016-01-05 10:30:00\nP2,R2,718612000,12.5,2016-01-05\n"
    ),
    "MHS607": "CareActID,CodedAssToolType,PersScore\nA1,979641000000103,0\n",
    "MHS801": "CareClustID,Person_ID,AssToolCompDate\nC1,P1,2016-01-01\n",
    "MHS802": "CareClustID,CodedAssToolType,PersScore\nC1,979641000000103,3\nC1,979651000000100,2\n",
    "MHS803": (
        "Person_ID,CareClustID,AMHCareClustCodeFin,StartDateCareClust,EndDateCareClust\n"
        "P1,C1,04,2016-01-01,2016-02-29\nP1,C2,05,2016-03-01,\nP2,C3,10,2016-01-01,\nP2,C4,11,2016-02-01,\n"
    ),
    "role_status": "person,date,role,structured\nP1,2016-01-05,paid,yes\nP1,2016-01-05,education,no\n",
    "prom_score": "person,referral,tool,item,date,score\nP1,R1,QPR-15,1,2016-01-05,4\nP1,R1,SFQ,,2016-01-05,24\n",
    "SURVEY": 'RespId,Text\nA1,"thanks, café"\nA2,\n',
    "RETURN": (
        "OrgID,FinYear,Line,Amount\nRESTORE,2018-19,Income,1234.50\nRESTORE,2018-19,Staff,5\nRESTORE,2018-19,Credits,-5.00\n"
    ),
}

Send = Callable[..., Validation]


@pytest.fixture
def send(tmp_path: Path) -> Send:
    """Write tables as CSV and validate them: what is given beside the clean tables that are named in `beside`."""

    def written(tables: dict[str, str | bytes], beside: tuple[str, ...] = (), **manifest: object) -> Validation:
        paths = []
        for name, content in ({one: CLEAN[one] for one in beside} | tables).items():
            path = tmp_path / f"{name}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return validate(paths, manifest_of(**manifest))

    return written
