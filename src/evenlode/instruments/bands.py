"""Bands: the published name for a stretch of scores, such as mildly ill."""

from __future__ import annotations

from fractions import Fraction

from evenlode.instruments.exact import Number, exact
from evenlode.instruments.form import Instrument
from evenlode.instruments.ranges import range_of
from evenlode.instruments.reading import instrument
from evenlode.problems import refuse


def band(which: str | Instrument, score: Number) -> str:
    """The band of a score, for example 'markedly_ill' for a HoNOS total of 17.

    A band runs from its first score up to the next band's. Raises a Refusal where none are published for the
    instrument, or for a score outside its range.
    """
    form = instrument(which)
    if form.bands is None:
        raise refuse("INSTR.BANDS", f"no bands of {form.instrument} are published here", "Report the score itself")
    found, inside = exact(score), range_of(form, form.bands.of)
    if found is None or inside is None or found not in inside:
        raise refuse("INSTR.SCORE", f"the score is not a number from {inside}", "Score the form again", field="score")
    return [name for start, name in form.bands.from_.items() if Fraction(start) <= found][-1]
