"""Plans as they are sent: the care programme approach, care plans, surveys and housing support in the store."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.unit.data.received.conftest import Receiver, Sent

MARCH = date(2016, 3, 1)
PEOPLE = "Person_ID | LocalPatientID\nP1 | L1"


def test_care_programmes_and_their_reviews_come_with_the_national_data_set(sent: Sent, receiver: Receiver) -> None:
    receiver.take(
        sent(
            {
                "MHS001": PEOPLE,
                "MHS701": "UniqCPAEpisodeID | Person_ID | StartDateCPA | EndDateCPA\nE1 | P1 | 2015-03-01 |",
                "MHS702": "CPAEpisodeID | Person_ID | CPAReviewDate | carer_present\nE1 | P1 | 2016-03-01 | yes",
            }
        )
    )
    (held,) = receiver.rows("care_programmes")
    assert (held["person"], held["from_day"], held.get("to_day")) == ("P1", date(2015, 3, 1), None)
    (review,) = receiver.rows("care_programme_reviews")
    assert (review["person"], review["day"], review["carer_present"]) == ("P1", MARCH, "yes")


def test_plans_answers_and_placements_are_local_feeds(sent: Sent, receiver: Receiver) -> None:
    receiver.take(
        sent(
            {
                "care_plan": "person | plan | referral | date | holds\nP1 | L1 | R1 | 2016-03-01 | employment goal",
                "survey_response": "person | response | date | survey | question | answer\n"
                "| A1 | 2016-03-01 | carers | satisfied | very satisfied\n| A1 | 2016-03-01 | carers | informed |",
                "sil_placement": "person | tier | start | end\nP1 | 2 | 2016-03-01 |",
            }
        )
    )
    (plan,) = receiver.rows("care_plans")
    assert (plan["plan"], plan["referral"], plan["day"], plan["holds"]) == ("L1", "R1", MARCH, "employment goal")
    answers = {row["question"]: (row.get("person"), row.get("answer")) for row in receiver.rows("survey_responses")}
    assert answers == {"satisfied": (None, "very satisfied"), "informed": (None, None)}
    (placed,) = receiver.rows("housing_support")
    assert (placed["tier"], placed["from_day"], placed.get("to_day")) == (Decimal(2), MARCH, None)
