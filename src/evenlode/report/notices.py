"""Notices: what the board should decide before any detail, and what it should know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evenlode.money import pounds
from evenlode.payment import BONUS
from evenlode.report.given import Given
from evenlode.report.report import IndicatorPage, Notice, Pot
from evenlode.report.words import how_many, in_units, sentence, was
from evenlode.results import Status, say_day
from evenlode.terms.forms.outcome import OutcomeForm
from evenlode.terms.terms import OutcomeTerms


def notices(given: Given, pages: Sequence[IndicatorPage], pot: Pot | None) -> tuple[Notice, ...]:
    """Points that nobody can earn, indicators without an answer, and targets that are about to change."""
    return (*_without_indicator(given, pot), *_without_answer(pages), *_changes(given, pages))


def _without_indicator(given: Given, pot: Pot | None) -> Iterator[Notice]:
    forms = {form.outcome: form for form in given.contract.outcomes}
    for outcome in given.terms.outcomes:
        if not outcome.indicators:
            form = forms[outcome.outcome]
            yield Notice(
                title=_title(given, form),
                text=" ".join([*_at_stake(given, outcome, pot), sentence(outcome.not_measured or "")]),
                points=form.proposed,
                more=sentence(f"{how_many(len(form.proposed), 'measure')} {was(len(form.proposed))} once proposed"),
                is_decision=True,
            )


def _title(given: Given, form: OutcomeForm) -> str:
    if given.replay:
        return f"Outcome {form.number}, “{form.title}”, has no indicator"
    return f"For the board to decide: an indicator for outcome {form.number}, “{form.title}”"


def _at_stake(given: Given, outcome: OutcomeTerms, pot: Pot | None) -> list[str]:
    """What nobody can earn for want of the indicator: the outcome's own share, and the bonus that depends on it."""
    own, bonus = given.split(outcome.outcome), given.split(BONUS)
    if pot is None or own is None:
        return []
    units = in_units(pot.in_units(own.total), pot.unit)
    said = [f"Without one, {pounds(own.total)} a year ({units}) cannot be earned by anybody."]
    if bonus is not None and bonus.not_on_offer:
        said.append(f"The bonus of {pounds(bonus.total)} depends on it too.")
    return said


def _without_answer(pages: Sequence[IndicatorPage]) -> Iterator[Notice]:
    found = [page for page in pages if page.status in (Status.NOT_ASSESSABLE, Status.AWAITING_DATA)]
    if found:
        verb = "has" if len(found) == 1 else "have"
        yield Notice(
            title=sentence(f"{how_many(len(found), 'indicator')} {verb} no answer").rstrip("."),
            text="An indicator without an answer is neither passed nor failed.",
            points=tuple(_unanswered(page) for page in found),
        )


def _unanswered(page: IndicatorPage) -> str:
    money = f" {pounds(page.split.total)} depends on it." if page.split and page.split.total else ""
    return f"{page.measured.code}, {page.measured.title}. {page.because}{money}"


def _changes(given: Given, pages: Sequence[IndicatorPage]) -> Iterator[Notice]:
    """Targets of the contract that change after the year, soonest first."""
    coming = sorted(
        (step.start, page.measured.code, page.measured.title, step.said)
        for page in pages
        for step in page.measured.history
        if step.start > given.year.end
    )
    if coming:
        verb = "changes" if len(coming) == 1 else "change"
        yield Notice(
            title=sentence(f"{how_many(len(coming), 'target')} {verb} after this year").rstrip("."),
            text="",
            points=tuple(f"{code}, {title}: {said} from {say_day(start)}." for start, code, title, said in coming),
        )
