"""Scores of instruments."""

from __future__ import annotations

from evenlode.data.tables.form import DAY, PERSON, PROVIDER, Column, TableForm

TABLES = (
    TableForm(
        "scores",
        "scores of instruments, one row an item or a total (MHS606, MHS607, MHS802 and the local feed prom_score)",
        (
            PERSON,
            PROVIDER,
            Column("referral", "the referral it was scored under; blank where that is not known"),
            Column("assessment", "what holds the items of one completion together: the provider's name, or the day"),
            DAY,
            Column("tool", "the instrument, by its name in evenlode.instruments", needed=True),
            Column("item", "the number of the item, or the name of a score that was sent added up", needed=True),
            Column("score", "the score as a number; out of range it is kept, and scoring leaves it out", "number"),
        ),
        known_by=("person", "provider", "tool", "assessment", "day"),
    ),
)
