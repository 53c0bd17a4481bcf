"""Hospital provider spells."""

from __future__ import annotations

from evenlode.data.tables.form import PERSON, PROVIDER, Column, TableForm

TABLES = (
    TableForm(
        "hospital_spells",
        "hospital provider spells (MHS501, with the ward class at discharge from MHS502)",
        (
            PERSON,
            PROVIDER,
            Column("spell", "the provider's own name of the spell", needed=True),
            Column("admitted", "StartDateHospProvSpell", "date", needed=True, observed=True),
            Column("discharged", "DischDateHospProvSpell; blank while the spell lasts", "date", observed=True),
            Column("admission_source", "SourceAdmMHHospProvSpell"),
            Column("admission_method", "MethAdmMHHospProvSpell"),
            Column("discharge_method", "MethOfDischMHHospProvSpell"),
            Column("discharge_destination", "DestOfDischHospProvSpell"),
            Column("ward_class", "class of the last ward", list_name="ward class"),
        ),
        order=("admitted", "discharged"),
        key=("provider", "spell"),
    ),
)
