"""Hospital provider spells with the class of their last ward."""

from __future__ import annotations

from evenlode.data.received.cells import day, looked_up, person, sender, text
from evenlode.data.received.mapping import Mapped

_LAST = ("StartDateWardStay", "StartTimeWardStay", "WardStayID")

MAPPED = (
    Mapped(
        "hospital_spells",
        "MHS501",
        {
            "person": person,
            "provider": sender,
            "spell": text("HospProvSpellID"),
            "admitted": day("StartDateHospProvSpell"),
            "discharged": day("DischDateHospProvSpell"),
            "admission_source": text("SourceAdmMHHospProvSpell"),
            "admission_method": text("MethAdmMHHospProvSpell"),
            "discharge_method": text("MethOfDischMHHospProvSpell"),
            "discharge_destination": text("DestOfDischHospProvSpell"),
            "ward_class": looked_up("MHS502", "HospProvSpellID", "MHAdmittedPatientClass", _LAST),
        },
    ),
)
