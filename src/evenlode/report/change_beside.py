"""Beside an indicator of change: pairing, coverage, chance alone, and the reliable version; never judged or paid."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import inf

from evenlode.instruments import Category
from evenlode.instruments.change_counts import ChangeCounts
from evenlode.report.given import Given
from evenlode.report.report import Fact
from evenlode.report.words import figure
from evenlode.results import Outturn
from evenlode.statistics import no_effect_change
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.stress import ScoresForm

MEASURE = "paired_change"
_WORDS = {
    Category.RELIABLE_AND_CLINICAL_IMPROVEMENT: "reliably better and across the cut-off",
    Category.RELIABLE_IMPROVEMENT_ONLY: "reliably better",
    Category.RELIABLE_DETERIORATION: "reliably worse",
    Category.CLINICAL_CHANGE_ONLY: "across the cut-off alone",
    Category.NO_RELIABLE_CHANGE: "no reliable change",
}


def change_beside(definition: Definition | None, given: Given, judged: Outturn | None) -> tuple[Fact, ...]:
    """What is always said beside a figure of change; nothing beside any other figure, nor in a replay."""
    if definition is None or definition.measure != MEASURE or given.replay:
        return ()
    own = (one for one in given.changes if (one.indicator, one.year) == (definition.indicator, given.year))
    counts, scores = next(own, None), _scores(definition.indicator, given)
    return (
        Fact("Pairing rate", _paired(counts)),
        Fact("Coverage", _coverage(judged)),
        Fact("With no effect at all", _no_effect(scores)),
        Fact("Reliable version", _reliable(counts, scores)),
        *(Fact(what, said) for what, said in _categories(counts)),
    )


def _paired(counts: ChangeCounts | None) -> str:
    if counts is None:
        return "Not known: no rows were counted"
    return f"{_of(counts.pairs, counts.reviewed)} people reviewed have two scores that make a pair"


def _coverage(judged: Outturn | None) -> str:
    if judged is None or judged.eligible is None or judged.missing is None:
        return "Not known: no rows were counted"
    return (
        f"{_of(judged.eligible - judged.missing, judged.eligible)} people whom the definition asks about have a result"
    )


def _no_effect(scores: ScoresForm | None) -> str:
    if scores is None:
        return "Not known: state the spread and the reliability of the scores under stress/"
    everybody, worse = (_share(scores, float(scores.threshold), worse_half) for worse_half in (False, True))
    return (
        f"{everybody} of everybody, and {worse} of the half who start worse, would seem to improve although nobody "
        "changed: measurement error and regression to the mean, with the spread and reliability the contract assumes"
    )


def _reliable(counts: ChangeCounts | None, scores: ScoresForm | None) -> str:
    by_chance = f"; with no effect at all {_share(scores, float(scores.reliable), True)}" if scores else ""
    if counts is None or counts.improved_reliably is None or counts.reliable is None:
        return f"Not known: no size of a reliable change, or no rows{by_chance}"
    better = _of(counts.improved_reliably, counts.pairs)
    return f"{better} pairs are better by {float(counts.reliable):g} or more{by_chance}"


def _categories(counts: ChangeCounts | None) -> Iterator[tuple[str, str]]:
    if counts is None or counts.categories is None or not counts.pairs:
        return
    parts = "; ".join(f"{_WORDS[one]} {number:,}" for one, number in counts.categories.items())
    yield "All pairs", f"{counts.pairs:,}: {parts}"
    if counts.clinical_at_start is not None:
        names = (Category.RELIABLE_AND_CLINICAL_IMPROVEMENT, Category.CLINICAL_CHANGE_ONLY)
        recovered = sum(counts.categories[one] for one in names)
        yield "Pairs clinical at the start", f"{_of(recovered, counts.clinical_at_start)} crossed the cut-off"
    if counts.room is not None and counts.improved_reliably is not None:
        said = f"{_of(counts.improved_reliably, counts.room)} are reliably better"
        yield "Pairs with room for a reliable improvement", said


def _of(some: int, of: int) -> str:
    share = f" ({figure(Fraction(some, of), 'share')})" if of else ""
    return f"{some:,} of {of:,}{share}"


def _scores(indicator: str, given: Given) -> ScoresForm | None:
    found = (one.scores for file in given.contract.stress for one in file.assumed if one.indicator == indicator)
    return next(found, None)


def _share(scores: ScoresForm, threshold: float, worse_half: bool) -> str:
    mean = float(scores.mean)
    worse = (mean, inf) if scores.lower_is_better else (-inf, mean)
    share = no_effect_change(
        mean,
        float(scores.sd),
        float(scores.reliability),
        threshold,
        higher_is_better=not scores.lower_is_better,
        entered_between=worse if worse_half else None,
        step=float(scores.step),
    )
    return figure(Fraction(share).limit_denominator(10**9), "share")
