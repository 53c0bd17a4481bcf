"""Scores of instruments: MHS606 at a referral, MHS607 at an activity, and the local feed prom_score."""

from __future__ import annotations

from evenlode.data.sent.columns import ACTIVITY, EXTRACT, LOCAL_PATIENT, PERSON, REFERRAL
from evenlode.data.sent.form import Kind, Must, Parent, ScoredBy, SentColumn, SentTable

_ASKED = SentColumn("CodedAssToolType", must=Must.FILLED)
_SCORE = SentColumn("PersScore", Kind.SCORE, Must.FILLED)
_SCORED = ScoredBy(("CodedAssToolType",), "PersScore")

TABLES = (
    SentTable(
        "MHS606",
        "score",
        (
            REFERRAL,
            PERSON,
            LOCAL_PATIENT,
            _ASKED,
            _SCORE,
            SentColumn(
                "AssToolCompTimestamp",
                Kind.MOMENT,
                Must.FILLED,
                ("AssToolCompDate",),
                said="assessment",
                observed=True,
            ),
            *EXTRACT,
        ),
        either=("ServiceRequestID", "Person_ID"),
        parents=(Parent("MHS001", ("Person_ID",)), Parent("MHS101", ("ServiceRequestID",))),
        scored=_SCORED,
    ),
    SentTable(
        "MHS607",
        "score",
        (ACTIVITY, PERSON, _ASKED, _SCORE, *EXTRACT),
        either=("CareActID", "Person_ID"),
        keys=(("CareActID", "CodedAssToolType", "PersScore"),),
        parents=(Parent("MHS001", ("Person_ID",)), Parent("MHS202", ("CareActID",))),
        scored=_SCORED,
    ),
    SentTable(
        "prom_score",
        "score",
        (
            SentColumn("Person_ID", must=Must.FILLED, aliases=("person",)),
            SentColumn("referral"),
            SentColumn("tool", must=Must.FILLED),
            SentColumn("item", must=Must.COLUMN),
            SentColumn("date", Kind.DAY, Must.FILLED, said="score", observed=True),
            SentColumn("score", Kind.SCORE, Must.FILLED),
        ),
        parents=(Parent("MHS001", ("Person_ID",)),),
        scored=ScoredBy(("tool", "item"), "score"),
    ),
)
