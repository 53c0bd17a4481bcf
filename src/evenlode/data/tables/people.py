"""People: what is known of them, when they died, and who cares for them."""

from __future__ import annotations

from evenlode.data.tables.form import DAY, PERSON, PROVIDER, Column, TableForm

TABLES = (
    TableForm(
        "people",
        "people as last sent (MHS001, with the registered practice's commissioner)",
        (
            PERSON,
            PROVIDER,
            Column("birth_month", "first day of the month of birth; the day of birth is not kept", "date"),
            Column("died_day", "PersDeathDate", "date", observed=True, short="died"),
            Column("gender", "Gender, before version 5 GenderIDCode"),
            Column("ethnicity", "EthnicCategory"),
            Column("deprivation", "decile of deprivation of the area they live in, 1 the most deprived"),
            Column("commissioner", "the body responsible: of the registered practice, else of the home"),
        ),
        key=("person", "provider"),
    ),
    TableForm(
        "deaths",
        "deaths from registration (local feed)",
        (
            PERSON,
            PROVIDER,
            DAY,
            Column("age", "age at death in whole years", "number"),
            Column("cause", "underlying cause of death, ICD-10"),
            Column("source", "where it was registered"),
        ),
        key=("person",),
        ties=True,
        known_by=("person", "provider"),
    ),
    TableForm(
        "carers",
        "carers and the assessments they were offered (local feed)",
        (
            Column("person", "the pseudonym of the person cared for", needed=True),
            PROVIDER,
            Column("carer", "the carer's pseudonym", needed=True),
            Column("offered_day", "when an assessment was offered", "date", observed=True, short="offered"),
            Column("accepted_day", "when it was accepted", "date", observed=True, short="accepted"),
            Column("strain_day", "when the strain on the carer was scored", "date", observed=True),
        ),
        order=("offered_day", "accepted_day"),
        known_by=("person", "provider", "carer"),
    ),
)
