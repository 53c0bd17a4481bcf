"""published/*.yaml: statuses and figures exactly as the sources print them. Never turned into a value or into money."""

from __future__ import annotations

from evenlode.results import Status
from evenlode.terms.form import Form
from evenlode.terms.values import Day, Slug, Text


class PublishedJudgementForm(Form):
    """One printed row: the target as printed and a status for each contract year, by the year's first day."""

    indicator: Slug
    target_as_printed: Text | None = None
    statuses: dict[Day, Status]
    note: Text | None = None


class PublishedFactForm(Form):
    """A printed fact that is not a status of an indicator."""

    fact: Text
    value: Text
    note: Text | None = None


class PublishedForm(Form):
    """A file of published/: what one table or passage prints."""

    published: Slug
    title: Text
    reference: Text
    judgements: tuple[PublishedJudgementForm, ...] = ()
    facts: tuple[PublishedFactForm, ...] = ()
    notes: tuple[Text, ...] = ()
