"""HoNOS clusters in force and the assessments behind them. Version 6 retired them; local feeds go on."""

from __future__ import annotations

from evenlode.data.received.cells import day, first, padded, person, sender, text
from evenlode.data.received.mapping import Mapped

MAPPED = (
    Mapped(
        "honos_clusters",
        "MHS803",
        {
            "person": person,
            "provider": sender,
            "code": padded("AMHCareClustCodeFin"),
            "from_day": day("StartDateCareClust"),
            "to_day": day("EndDateCareClust"),
        },
    ),
    Mapped(
        "honos_clusters",
        "cluster",
        {
            "person": person,
            "provider": first(text("provider"), sender),
            "code": padded("code"),
            "from_day": day("start"),
            "to_day": day("end"),
        },
        feed="cluster",
    ),
    Mapped(
        "honos_cluster_assessments",
        "MHS801",
        {
            "person": person,
            "provider": sender,
            "assessment": text("CareClustID"),
            "day": day("AssToolCompDate"),
        },
    ),
    Mapped(
        "honos_cluster_assessments",
        "cluster_review",
        {
            "person": person,
            "provider": first(text("provider"), sender),
            "assessment": text("assessment"),
            "day": day("date"),
        },
        feed="cluster_review",
    ),
)
