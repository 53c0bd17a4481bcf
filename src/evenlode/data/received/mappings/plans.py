"""The care programme approach with its reviews, care plans, answers to surveys, and tiers of supported housing."""

from __future__ import annotations

from evenlode.data.received.cells import day, number, person, sender, text
from evenlode.data.received.mapping import Mapped

_OF = {"person": person, "provider": sender}

MAPPED = (
    Mapped("care_programmes", "MHS701", {**_OF, "from_day": day("StartDateCPA"), "to_day": day("EndDateCPA")}),
    Mapped(
        "care_programme_reviews",
        "MHS702",
        {**_OF, "day": day("CPAReviewDate"), "carer_present": text("carer_present")},
    ),
    Mapped(
        "care_plans",
        "care_plan",
        {**_OF, "plan": text("plan"), "referral": text("referral"), "day": day("date"), "holds": text("holds")},
        feed="care_plan",
    ),
    Mapped(
        "survey_responses",
        "survey_response",
        {
            **_OF,
            "response": text("response"),
            "day": day("date"),
            "survey": text("survey"),
            "question": text("question"),
            "answer": text("answer"),
        },
        feed="survey_response",
    ),
    Mapped(
        "housing_support",
        "sil_placement",
        {**_OF, "tier": number("tier"), "from_day": day("start"), "to_day": day("end")},
        feed="sil_placement",
    ),
)
