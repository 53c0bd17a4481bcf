"""HoNOS clusters and the assessments behind them: MHS801, MHS802, MHS803, and the local feeds that outlived them."""

from __future__ import annotations

from dataclasses import replace

from evenlode.data.sent.columns import CLUSTER_RECORD, EXTRACT, PERSON
from evenlode.data.sent.form import Kind, Must, Overlap, Parent, ScoredBy, SentColumn, SentTable
from evenlode.data.sent.lists import CLUSTERS

_BY_PERSON = Parent("MHS001", ("Person_ID",))

TABLES = (
    SentTable(
        "MHS801",
        "assessment",
        (
            replace(CLUSTER_RECORD, must=Must.FILLED),
            replace(PERSON, must=Must.FILLED),
            SentColumn("AssToolCompDate", Kind.DAY, Must.FILLED, said="assessment", observed=True),
            *EXTRACT,
        ),
        keys=(("CareClustID",),),
        parents=(_BY_PERSON,),
    ),
    SentTable(
        "MHS802",
        "rating",
        (
            replace(CLUSTER_RECORD, must=Must.FILLED),
            PERSON,
            SentColumn("CodedAssToolType", must=Must.FILLED),
            SentColumn("PersScore", Kind.SCORE, Must.FILLED),
            *EXTRACT,
        ),
        keys=(("CareClustID", "CodedAssToolType"),),
        parents=(_BY_PERSON, Parent("MHS801", ("CareClustID",))),
        scored=ScoredBy(("CodedAssToolType",), "PersScore"),
    ),
    SentTable(
        "MHS803",
        "cluster",
        (
            replace(PERSON, must=Must.FILLED),
            CLUSTER_RECORD,
            SentColumn("AMHCareClustCodeFin", must=Must.FILLED, codes=CLUSTERS),
            SentColumn("StartDateCareClust", Kind.DAY, Must.FILLED, said="start", observed=True),
            SentColumn("EndDateCareClust", Kind.DAY, Must.COLUMN, said="end"),
            *EXTRACT,
        ),
        orders=(("StartDateCareClust", "EndDateCareClust"),),
        parents=(_BY_PERSON,),
        overlap=Overlap(
            ("Person_ID", "OrgIDProv"),
            "StartDateCareClust",
            "EndDateCareClust",
            "AMHCareClustCodeFin",
            "CareClustID",
            "cluster",
        ),
    ),
    SentTable(
        "cluster",
        "cluster",
        (
            replace(PERSON, must=Must.FILLED),
            SentColumn("code", must=Must.FILLED, codes=CLUSTERS),
            SentColumn("start", Kind.DAY, Must.FILLED, said="start", observed=True),
            SentColumn("end", Kind.DAY, Must.COLUMN, said="end"),
            SentColumn("source"),
            SentColumn("provider"),
            SentColumn("cluster_id"),
        ),
        orders=(("start", "end"),),
        parents=(_BY_PERSON,),
        overlap=Overlap(("Person_ID", "provider"), "start", "end", "code", "code", "cluster"),
    ),
    SentTable(
        "cluster_review",
        "assessment",
        (
            replace(PERSON, must=Must.FILLED),
            SentColumn("assessment", must=Must.FILLED),
            SentColumn("date", Kind.DAY, Must.FILLED, said="assessment", observed=True),
            SentColumn("provider"),
        ),
        keys=(("assessment",),),
        within=("provider",),
        parents=(_BY_PERSON,),
    ),
)
