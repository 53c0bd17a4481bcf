"""A ladder of levels climbs the way the polarity points, and a higher level never pays less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from evenlode.problems import Problem
from evenlode.results import Polarity
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.dated import Dated
from evenlode.terms.forms.outcome import OutcomeForm
from evenlode.terms.values import say_share
from evenlode.terms.yaml_text import Path

_USUAL = ("good", "improved", "excellent")


def problems(folder: Folder) -> Iterator[Problem]:
    """One problem a ladder that runs the wrong way, or whose pay falls as it climbs."""
    for file, place, indicator in folder.indicators():
        for day, entry in indicator.levels.entries if indicator.levels else ():
            if said := _wrong_way(entry.value, indicator.polarity):
                where = ("indicators", place, "levels", day.isoformat())
                yield file.problem("CFG.THRESHOLD_ORDER", where, said, "Reverse them, or correct the polarity")
        yield from _pays_less(file, ("indicators", place, "level_pays"), indicator.level_pays)
    for outcome in folder.outcomes:
        yield from _pays_less(outcome, ("pays",), outcome.form.pays)


def _wrong_way(levels: Mapping[str, Fraction], polarity: Polarity) -> str | None:
    ladder, rising = _in_order(levels), polarity is Polarity.HIGHER_IS_BETTER
    if all((low <= high) if rising else (low >= high) for (_, low), (_, high) in pairwise(ladder)):
        return None
    names = (" <= " if rising else " >= ").join(name for name, _ in ladder)
    got = ", ".join(say_share(value) for _, value in ladder)
    return f"{polarity.value.capitalize()}, so {names}; got {got}"


def _pays_less(file: FileOf[OutcomeForm], path: Path, pays: Dated[dict[str, Fraction]] | None) -> Iterator[Problem]:
    for day, entry in pays.entries if pays else ():
        if any(low > high for (_, low), (_, high) in pairwise(_in_order(entry.value))):
            where = (*path, day.isoformat())
            yield file.problem("CFG.THRESHOLD_ORDER", where, "A higher level pays less", "Pay more for a higher level")


def _in_order(levels: Mapping[str, Fraction]) -> list[tuple[str, Fraction]]:
    """The levels from the lowest: good, improved, excellent where those are the names, else as written."""
    if set(levels) <= set(_USUAL):
        return [(name, levels[name]) for name in _USUAL if name in levels]
    return list(levels.items())
