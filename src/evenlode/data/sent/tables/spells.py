"""Hospital provider spells and the ward stays inside them: MHS501 and MHS502."""

from __future__ import annotations

from dataclasses import replace

from evenlode.data.sent.columns import EXTRACT, PERSON, REFERRAL, SPELL
from evenlode.data.sent.form import Kind, Must, Parent, SentColumn, SentTable
from evenlode.data.sent.lists import WARD_CLASSES
from evenlode.problems import Level

TABLES = (
    SentTable(
        "MHS501",
        "spell",
        (
            replace(SPELL, must=Must.FILLED),
            REFERRAL,
            PERSON,
            SentColumn("StartDateHospProvSpell", Kind.DAY, Must.FILLED, said="admission", observed=True),
            SentColumn("DischDateHospProvSpell", Kind.DAY, Must.COLUMN, said="discharge", observed=True),
            SentColumn("SourceAdmMHHospProvSpell", aliases=("SourceAdmCodeHospProvSpell",)),
            SentColumn("MethAdmMHHospProvSpell", aliases=("AdmMethCodeHospProvSpell",)),
            SentColumn("MethOfDischMHHospProvSpell", aliases=("DischMethCodeHospProvSpell",)),
            SentColumn("DestOfDischHospProvSpell", aliases=("DischDestCodeHospProvSpell",)),
            *EXTRACT,
        ),
        either=("Person_ID", "ServiceRequestID"),
        keys=(("HospProvSpellID",),),
        orders=(("StartDateHospProvSpell", "DischDateHospProvSpell"),),
        parents=(Parent("MHS001", ("Person_ID",)), Parent("MHS101", ("ServiceRequestID",))),
    ),
    SentTable(
        "MHS502",
        "ward stay",
        (
            SentColumn("WardStayID", must=Must.FILLED, aliases=("UniqWardStayID",)),
            replace(SPELL, must=Must.FILLED),
            PERSON,
            SentColumn("StartDateWardStay", Kind.DAY, Must.FILLED, said="start", observed=True),
            SentColumn("StartTimeWardStay", Kind.TIME),
            SentColumn("EndDateWardStay", Kind.DAY, Must.COLUMN, said="end", observed=True),
            SentColumn(
                "MHAdmittedPatientClass",
                codes=WARD_CLASSES,
                code_level=Level.WARN,
                aliases=("HospitalBedTypeMH",),
            ),
            *EXTRACT,
        ),
        keys=(("WardStayID",),),
        orders=(("StartDateWardStay", "EndDateWardStay"),),
        parents=(Parent("MHS001", ("Person_ID",)), Parent("MHS501", ("HospProvSpellID",))),
    ),
)
