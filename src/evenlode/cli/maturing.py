"""How the commands that read what was sent tell how mature its data are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenlode.data.maturity import Quality
    from evenlode.problems import Problem


def say_quality(one: Quality) -> str:
    """'Data-quality maturity of lead-provider: item scores 9.7 of 12, months 7 of 12, index 47.2 of 100.'"""
    from evenlode.data.maturity import say_index, say_scores

    scores = f"item scores {say_scores(one)}, months {one.months} of {one.expected}"
    return f"Data-quality maturity of {one.provider}: {scores}, index {say_index(one.index)} of 100."


def quality_problem(one: Quality) -> Problem:
    """The same as a note among the problems."""
    from evenlode.data.maturity import finding_of

    return finding_of(one, "", "None needed; evenlode quality shows it by month and item once it is received")
