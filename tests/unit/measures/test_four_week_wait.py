"""The four-week clock: it stops at the latest of four firsts, and the assessment was not always one of them."""

from __future__ import annotations

from datetime import date

from evenlode.measures.four_week_wait import clock_stop


def test_the_clock_needs_the_assessment_when_the_contact_came_in_april_2024() -> None:
    march, april = date(2024, 3, 31), date(2024, 4, 1)
    assert clock_stop(march, march, march, None, march) is not None
    assert clock_stop(march, april, april, None, april) is None
    assert clock_stop(april, march, april, None, april) is None
    assert clock_stop(april, april, april, april, april) is not None


def test_an_assessment_that_is_not_needed_does_not_hold_the_clock() -> None:
    found = clock_stop(date(2024, 1, 1), date(2024, 1, 5), date(2024, 1, 6), date(2024, 5, 1), date(2024, 1, 7))
    assert found is not None
    assert (found.day, found.days) == (date(2024, 1, 7), 6)
