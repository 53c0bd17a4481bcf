"""No rows: somebody else measures it and reports the figure, which is taken in with `evenlode supply`."""

from __future__ import annotations

from evenlode.terms.form import Form
from evenlode.terms.values import Text


class Parameters(Form):
    """What is known of the figure that will come.

    publication and publication_measure: the official publication, and its measure's name there, that gives it. how:
    how the figure is worked out, in words. limit: the time allowed, for a figure about promptness. counted: who or
    what the figure is about, where that has changed.
    """

    publication: Text | None = None
    publication_measure: Text | None = None
    how: Text | None = None
    limit: Text | None = None
    counted: Text | None = None
