"""What is recorded of a person on a day: roles, employment, accommodation and physical health."""

from __future__ import annotations

from evenlode.data.tables.form import DAY, PERSON, PROVIDER, Column, TableForm

TABLES = (
    TableForm(
        "role_status",
        "roles recorded for a person; several on one day all hold (local feed)",
        (
            PERSON,
            PROVIDER,
            DAY,
            Column("role", "paid, education, voluntary, home_parent or none", needed=True, list_name="role"),
            Column("structured", "yes or no, as recorded", list_name="structured"),
        ),
        known_by=("person", "provider", "day"),
    ),
    TableForm(
        "employment_status",
        "employment status (MHS004)",
        (
            PERSON,
            PROVIDER,
            DAY,
            Column("code", "EmployStatus", needed=True, list_name="employment status", repaired=True),
        ),
        key=("person", "provider", "day"),
        ties=True,
    ),
    TableForm(
        "accommodation_status",
        "accommodation status (MHS003)",
        (
            PERSON,
            PROVIDER,
            DAY,
            Column("type", "AccommodationType", list_name="accommodation type", repaired=True),
            Column("settled", "SettledAccommodationInd", list_name="settled"),
        ),
        key=("person", "provider", "day"),
        ties=True,
    ),
    TableForm(
        "physical_health",
        "readings of physical health (local feed)",
        (
            PERSON,
            PROVIDER,
            DAY,
            Column("check", "what was read", needed=True, list_name="physical health check"),
            Column("value", "the reading: a number, or for smoking one of its codes", needed=True),
        ),
        known_by=("person", "provider", "day", "check"),
    ),
)
