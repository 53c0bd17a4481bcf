"""Noting: the figures of an indicator that a note can be about."""

from __future__ import annotations

from dataclasses import dataclass

from evenlode.results import Period
from evenlode.web.shown.kept import Kept


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure as a form offers it. name: its first and last day."""

    name: str
    said: str
    period: Period


@dataclass(frozen=True, slots=True)
class Noting:
    """The form: whose figures, and which there are, the year's first and then the newest first."""

    slug: str
    code: str
    title: str
    choices: tuple[Choice, ...]


def noting(kept: Kept, slug: str) -> Noting | None:
    """The form for an indicator or standard of the run; None where it has none of that name."""
    every = [page.measured for page in kept.report.indicators] + [page.measured for page in kept.report.standards]
    one = next((found for found in every if found.slug == slug), None)
    if one is None:
        return None
    rows = [*([one.year_figure] if one.year_figure else []), *reversed(one.figures)]
    choices: dict[str, Choice] = {}
    for row in rows:
        name = f"{row.period.start}..{row.period.end}"
        label = "The contract year" if row is one.year_figure else row.label
        choices.setdefault(name, Choice(name, f"{label}: {row.said}", row.period))
    if not choices:
        name = f"{kept.year.start}..{kept.year.end}"
        choices[name] = Choice(name, "The contract year: not supplied", kept.year)
    return Noting(one.slug, one.code, one.title, tuple(choices.values()))
