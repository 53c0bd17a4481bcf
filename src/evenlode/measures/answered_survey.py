"""Answers to one question of a survey, and whether each is one of those that are hoped for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import model_validator

from evenlode.data.months import month_of
from evenlode.data.store import Store
from evenlode.measures.counted import Nature
from evenlode.measures.events import placed
from evenlode.measures.referrals import Narrowed, sent_rows
from evenlode.population.caseload import only_provider
from evenlode.results import Period
from evenlode.terms.definitions import Definition
from evenlode.terms.form import Form
from evenlode.terms.values import Text, wrong

if TYPE_CHECKING:
    import ibis

NATURE = Nature.EVENT


_AROUND = "^[ \t\n\r]+|[ \t\n\r]+$"
"""Blanks around an answer. Ibis's own strip writes marks that Spark reads as the letters v and f."""


class Parameters(Form):
    """Which question, and which answers count.

    survey, question: by their names in the feed. counts: answers in the numerator, for example just `yes definitely`.
    no_answer: answers that say nothing, such as `do not know`; they and a blank answer are missing, so that the
    coverage is the share of those asked who answered. Capitals are not looked at.

    An answer belongs to the month of its day and to the provider that sent it. Where the survey is anonymous nobody
    knows in which segment somebody is, so a definition that names segments counts only answers with a person.
    """

    survey: Text
    question: Text
    counts: tuple[Text, ...]
    no_answer: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _some_answer_counts(self) -> Parameters:
        if not self.counts:
            raise wrong("CFG.MISSING", "it does not say which answers count", "Add an answer under counts")
        both = {one.casefold() for one in self.counts} & {one.casefold() for one in self.no_answer}
        if both:
            said = f"{' and '.join(sorted(both))} cannot count and say nothing"
            raise wrong("CFG.DEFINITION", said, "Keep it under one of counts and no_answer")
        return self


def reads(parameters: Parameters) -> tuple[str, ...]:
    """The table the answers are in."""
    return ("survey_responses",)


def count(
    store: Store, definition: Definition, parameters: Parameters, segments: ibis.Table, span: Period
) -> ibis.Table:
    """A row for each person asked in the span and each segment they were in on that day."""
    rows = _asked(store, definition, parameters, span)[-1][1]
    answer = rows.answer.re_replace(_AROUND, "").lower()
    silent = answer.isnull() | (answer == "")
    if parameters.no_answer:
        silent = silent | answer.isin([one.lower() for one in parameters.no_answer]).fill_null(False)
    month = month_of(rows.day)
    counted = rows.select(
        "person",
        "provider",
        "day",
        unit=rows.provider + " " + rows.response,
        from_month=month,
        to_month=month,
        numerator=~silent & answer.isin([one.lower() for one in parameters.counts]).fill_null(False),
        denominator=~silent,
        missing=silent,
    )
    return placed(store, definition, segments, counted)


def steps(store: Store, definition: Definition, parameters: Parameters, month: Period) -> list[tuple[str, ibis.Table]]:
    """How the answers are narrowed down to those to the question."""
    found = _asked(store, definition, parameters, month)
    last = found[-1][1]
    told = ("of these, with an answer", last.filter(last.answer.notnull()))
    return [*sent_rows(store, "survey_responses", "answers"), *found, told]


def _asked(store: Store, definition: Definition, parameters: Parameters, span: Period) -> Narrowed:
    """The answers after each condition, those to the question in the span last."""
    rows = store.table("survey_responses")
    left = rows.filter(rows.survey == parameters.survey, rows.question == parameters.question)
    found: Narrowed = [("answers after the checks", rows), ("to the question", left)]
    only = only_provider(store, definition)
    if only is not None:
        left = left.filter(left.provider == only)
        found.append(("sent by the lead provider", left))
    return [*found, ("in the period", left.filter(left.day.between(span.start, span.end)))]
