"""Segments in force, HoNOS clusters in force and the assessments behind them."""

from __future__ import annotations

from evenlode.data.tables.form import DAY, FROM, PERSON, PROVIDER, TO, Column, TableForm

TABLES = (
    TableForm(
        "honos_clusters",
        "HoNOS clusters in force (MHS803 or a local feed)",
        (
            PERSON,
            PROVIDER,
            Column("code", "the HoNOS cluster", needed=True, list_name="HoNOS cluster", repaired=True),
            FROM,
            TO,
        ),
        order=("from_day", "to_day"),
        known_by=("person", "provider", "from_day"),
        no_overlap="code",
        instead="segments",
    ),
    TableForm(
        "segments",
        "segments in force, where they are given and not worked out from HoNOS clusters",
        (PERSON, PROVIDER, Column("segment", "a segment of the contract", needed=True), FROM, TO),
        order=("from_day", "to_day"),
        known_by=("person", "provider", "from_day"),
        instead="honos_clusters",
    ),
    TableForm(
        "honos_cluster_assessments",
        "assessments with the HoNOS cluster tool, one row an assessment (MHS801); the second one and later are reviews",
        (
            PERSON,
            PROVIDER,
            Column("assessment", "the provider's own name of the assessment", needed=True),
            DAY,
        ),
        key=("provider", "assessment"),
    ),
)
