"""Plans and what people say: care plans, the care programme approach, surveys and housing support (local feeds)."""

from __future__ import annotations

from evenlode.data.tables.form import DAY, FROM, PERSON, PROVIDER, TO, Column, TableForm

TABLES = (
    TableForm(
        "care_plans",
        "care plans, one row for each thing a plan holds (local feed; MHS008 has no contents)",
        (
            PERSON,
            PROVIDER,
            Column("plan", "the provider's own name of the plan", needed=True),
            Column("referral", "the referral it was agreed under"),
            DAY,
            Column("holds", "one thing that the plan holds, for example: employment goal"),
        ),
        known_by=("provider", "plan", "holds"),
    ),
    TableForm(
        "care_programmes",
        "episodes of the care programme approach (MHS701)",
        (PERSON, PROVIDER, FROM, TO),
        order=("from_day", "to_day"),
        known_by=("person", "provider", "from_day"),
    ),
    TableForm(
        "care_programme_reviews",
        "formal reviews under the care programme approach (MHS702)",
        (
            PERSON,
            PROVIDER,
            DAY,
            Column("carer_present", "yes or no: whether a carer took part", list_name="yes or no"),
        ),
        known_by=("person", "provider", "day"),
    ),
    TableForm(
        "survey_responses",
        "answers to surveys, one row a question; a blank answer is somebody who was asked and did not say (local feed)",
        (
            Column("person", "the person's pseudonym; blank where the survey is anonymous"),
            PROVIDER,
            Column("response", "the provider's own name of the filled-in form", needed=True),
            DAY,
            Column("survey", "which survey", needed=True),
            Column("question", "the question, by its name or number in the survey", needed=True),
            Column("answer", "the answer as given"),
        ),
        key=("provider", "survey", "response", "question"),
    ),
    TableForm(
        "housing_support",
        "tiers of supported housing in force, 1 the least intensive (local feed)",
        (PERSON, PROVIDER, Column("tier", "the tier", "number", needed=True), FROM, TO),
        order=("from_day", "to_day"),
        known_by=("person", "provider", "from_day"),
    ),
)
