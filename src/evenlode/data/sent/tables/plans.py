"""The care programme approach (MHS701, MHS702), and the local feeds of care plans, surveys and housing support."""

from __future__ import annotations

from dataclasses import replace

from evenlode.data.sent.columns import EXTRACT, PERSON
from evenlode.data.sent.form import Kind, Must, Parent, SentColumn, SentTable
from evenlode.data.sent.lists import YES_NO

_EPISODE = SentColumn("CPAEpisodeID", must=Must.FILLED, aliases=("UniqCPAEpisodeID",))
_PERSON = replace(PERSON, must=Must.FILLED)
_BY_PERSON = Parent("MHS001", ("Person_ID",))

TABLES = (
    SentTable(
        "MHS701",
        "care programme",
        (
            _EPISODE,
            _PERSON,
            SentColumn("StartDateCPA", Kind.DAY, Must.FILLED, said="start", observed=True),
            SentColumn("EndDateCPA", Kind.DAY, Must.COLUMN, said="end"),
            *EXTRACT,
        ),
        keys=(("CPAEpisodeID",),),
        orders=(("StartDateCPA", "EndDateCPA"),),
        parents=(_BY_PERSON,),
    ),
    SentTable(
        "MHS702",
        "care programme review",
        (
            _EPISODE,
            _PERSON,
            SentColumn("CPAReviewDate", Kind.DAY, Must.FILLED, said="review", observed=True),
            SentColumn("carer_present", codes=YES_NO),
            *EXTRACT,
        ),
        parents=(_BY_PERSON, Parent("MHS701", ("CPAEpisodeID",))),
    ),
    SentTable(
        "care_plan",
        "thing a care plan holds",
        (
            _PERSON,
            SentColumn("plan", must=Must.FILLED),
            SentColumn("referral"),
            SentColumn("date", Kind.DAY, Must.FILLED, said="plan", observed=True),
            SentColumn("holds"),
        ),
    ),
    SentTable(
        "survey_response",
        "answer to a survey",
        (
            PERSON,
            SentColumn("response", must=Must.FILLED),
            SentColumn("date", Kind.DAY, Must.FILLED, said="answer", observed=True),
            SentColumn("survey", must=Must.FILLED),
            SentColumn("question", must=Must.FILLED),
            SentColumn("answer", must=Must.COLUMN),
        ),
        keys=(("survey", "response", "question"),),
    ),
    SentTable(
        "sil_placement",
        "placement",
        (
            _PERSON,
            SentColumn("tier", must=Must.FILLED, pattern=r"\d{1,2}", like="2"),
            SentColumn("start", Kind.DAY, Must.FILLED, said="start", observed=True),
            SentColumn("end", Kind.DAY, Must.COLUMN, said="end"),
        ),
        orders=(("start", "end"),),
    ),
)
