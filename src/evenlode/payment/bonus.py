"""Bonus: points paid only where every outcome is achieved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from evenlode.payment.outcomes import OutcomeResult
from evenlode.payment.splits import Split, all_earned, all_held, none_earned, none_on_offer
from evenlode.results import Judgement, Source, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import Rules


def bonus_split(
    results: Sequence[OutcomeResult], judged: Mapping[str, Judgement], rules: Rules
) -> tuple[Status, Split]:
    """The status of the bonus and where its money goes.

    It is on offer only where every outcome could be achieved. Then one outcome not achieved loses it, and one
    without an answer leaves it to the contract's choice for indicators that are not assessable. Where the contract
    names an indicator of feedback, that one must be achieved as well.
    """
    if any(judgement.source is Source.PUBLISHED_STATUS for judgement in judged.values()):
        return Status.NOT_ASSESSABLE, none_on_offer("A status published without figures is never money.")
    impossible = [found for found in results if not found.is_possible]
    if impossible:
        words = f"Nobody could achieve every outcome, since {_list(impossible)} cannot be achieved in this year"
        unmeasured = any(found.status is Status.NOT_MEASURED for found in impossible)
        status = Status.NOT_MEASURED if unmeasured else Status.NOT_ASSESSABLE
        return status, none_on_offer(f"{words}: not on offer.")
    if rules.bonus_feedback is not None and rules.bonus_feedback not in judged:
        words = f"The bonus also asks for {rules.bonus_feedback}, which is not in force in this year"
        return Status.NOT_MEASURED, none_on_offer(f"{words}: not on offer.")
    feedback = judged[rules.bonus_feedback].status if rules.bonus_feedback else Status.ACHIEVED
    missed = [found for found in results if found.status in (Status.NOT_ACHIEVED, Status.PARTIAL)]
    if missed:
        return Status.NOT_ACHIEVED, none_earned(f"Pays only where every outcome is achieved; {_list(missed)} not.")
    if feedback.is_answer and feedback is not Status.ACHIEVED:
        words = f"Pays only where {rules.bonus_feedback} is achieved as well, and it is {feedback}"
        return Status.NOT_ACHIEVED, none_earned(f"{words}.")
    unanswered = [found for found in results if found.status is not Status.ACHIEVED]
    if not unanswered and feedback is Status.ACHIEVED:
        also = f", and so is {rules.bonus_feedback}" if rules.bonus_feedback else ""
        return Status.ACHIEVED, all_earned(f"Every outcome is achieved{also}.")
    without = _list(unanswered) if unanswered else rules.bonus_feedback
    words = f"Pays only where every outcome is achieved; no answer for {without}"
    if rules.not_assessable == "hold":
        return Status.AWAITING_DATA, all_held(f"{words}: held until data come.")
    return Status.NOT_ASSESSABLE, none_earned(f"{words}: to reinvestment.")


def _list(results: Sequence[OutcomeResult]) -> str:
    numbers = [str(found.number) for found in results]
    if len(numbers) == 1:
        return f"outcome {numbers[0]}"
    return f"outcomes {', '.join(numbers[:-1])} and {numbers[-1]}"
