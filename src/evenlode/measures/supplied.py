"""No rows: somebody else measures it and reports the figure, which is taken in with `evenlode supply`."""

from __future__ import annotations

from evenlode.terms.form import Form
from evenlode.terms.values import Text


class Parameters(Form):
    """What is known of the figure that will come.

    publication, publication_measure and level: the official publication, the name of its measure there, and the
    level whose rows count, for a figure that is read from one. numerator_measure and denominator_measure: the
    measures that give the counts behind it, where the publication prints them. how: how the figure is worked out,
    in words. limit: the time allowed, for a figure about promptness. counted: who or what the figure is about,
    where that has changed.
    """

    publication: Text | None = None
    publication_measure: Text | None = None
    level: Text | None = None
    numerator_measure: Text | None = None
    denominator_measure: Text | None = None
    how: Text | None = None
    limit: Text | None = None
    counted: Text | None = None
